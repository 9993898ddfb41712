/** A part of a list: how many come before it, and how many it has at most. */
export interface Slice {
  readonly from: number;
  readonly limit: number;
}

/** The lists of webinars: all that are coming, and what one person has, hosts, or either of it. */
export type ListName = "upcoming" | "mine" | "hosted" | "concerning";

/** A part of a list, and how many the whole list has. */
export interface Listed<Item> {
  readonly some: readonly Item[];
  readonly total: number;
}
