/** The version of the layout in which this code keeps its data. Each step in steps.ts leads to the next one. */
export const SCHEMA_VERSION = 3;
