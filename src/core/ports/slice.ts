/** A part of a list: how many come before it, and how many it has at most. */
export interface Slice {
  readonly from: number;
  readonly limit: number;
}

/** The lists of webinars: all that are coming, those but what one person has to do with, what they have, host, or either. */
export type ListName = "upcoming" | "open" | "mine" | "hosted" | "concerning";

/** A part of a list, and how many the whole list has. */
export interface Listed<Item> {
  readonly some: readonly Item[];
  readonly total: number;
}
