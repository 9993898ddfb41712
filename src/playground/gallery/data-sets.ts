import type { Locale } from "../../core/model/person.ts";
import { type Data, HOSTILE, LONG, ORDINARY, RTL } from "./data.ts";
import { FRENCH } from "./data-fr.ts";

const DATA = { ordinary: ORDINARY, long: LONG, hostile: HOSTILE, rtl: RTL } as const;
export type DataName = keyof typeof DATA;
/** The sets of data by their names. */
export const DATA_NAMES = Object.keys(DATA) as DataName[];

const ORDINARY_FR: Data = { ...ORDINARY, ...FRENCH };

/** A set of data; in the ordinary one people write in their reader's language. */
export const dataFor = (name: DataName, locale: Locale): Data =>
  name === "ordinary" && locale === "fr" ? ORDINARY_FR : DATA[name];

/** Whether this is what people ordinarily write, and no more of it than they do. */
export const isOrdinary = (data: Data): boolean => data === ORDINARY || data === ORDINARY_FR;
