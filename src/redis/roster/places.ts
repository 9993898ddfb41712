import type { RosterPlace } from "../../core/ports/roster.ts";

/** The parts of the roster, in order: registrations, then invitees without one. */
export const PARTS = ["r", "i"] as const;
export type Part = (typeof PARTS)[number];

/** Where in the roster somebody stands: a part, and an ordinal there. */
export interface Place {
  readonly part: Part;
  readonly ordinal: number;
}

/** Where a page begins; or, with `isEnd`, where it ends: before that place. */
export interface PageAt extends Place {
  readonly isEnd: boolean;
}

export const FIRST: PageAt = { part: "r", ordinal: 0, isEnd: false };

export const encodePlace = ({ part, ordinal }: Place, isEnd = false): RosterPlace =>
  `${isEnd ? "<" : ""}${part}${ordinal}` as RosterPlace;

/** A place that came back from a client; what is none is the first. */
export const decodePlace = (text: string | undefined): PageAt => {
  const [, end, part, ordinal] = /^(<?)([ri])(\d{1,7})$/.exec(text ?? "") ?? [];
  return part ? { part: part as Part, ordinal: Number(ordinal), isEnd: end === "<" } : FIRST;
};
