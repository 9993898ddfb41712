/** A part of a list: how many come before it, and how many it has at most. */
export interface Slice {
  readonly from: number;
  readonly limit: number;
}

/** The lists of webinars: all that are coming, and what one person has, had, hosts, or has or hosts. */
export type ListName = "upcoming" | "mine" | "past" | "hosted" | "concerning";

/** A part of a list, and how many the whole list has. */
export interface Listed<Item> {
  readonly some: readonly Item[];
  readonly total: number;
}
