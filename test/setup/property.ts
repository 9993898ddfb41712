import fc from "fast-check";

/** What is tried is the same in every run, so that a run is red only for what was changed. */
const FIXED = 20_261_129;

const asked = process.env.PROPERTY_SEED;
const seed = asked === undefined ? FIXED : Number(asked);
if (asked !== "random" && !Number.isSafeInteger(seed)) throw new Error(`PROPERTY_SEED is no number: ${asked}`);

// What fails says its seed, and a path to the shortest that fails.
fc.configureGlobal(asked === "random" ? {} : { seed });

/** fast-check, for every property test: from a fixed seed, from `PROPERTY_SEED=N`, or from a new one (`random`). */
export { fc };
