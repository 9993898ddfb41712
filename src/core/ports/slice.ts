/** A part of a list: how many come before it, and how many it has at most. */
export interface Slice {
  readonly from: number;
  readonly limit: number;
}

/**
 * The lists of webinars: all that are coming; what one person has, had, hosts, or `led`: hosts or speaks at; all of these;
 * `open`: what is coming and none of these; `hosted_ever`: also what is over; and `coming`: all that are coming, with what
 * the person has of each.
 */
export type ListName =
  | "upcoming"
  | "mine"
  | "past"
  | "hosted"
  | "hosted_ever"
  | "led"
  | "concerning"
  | "open"
  | "coming";

/** A part of a list, and how many the whole list has. */
export interface Listed<Item> {
  readonly some: readonly Item[];
  readonly total: number;
}
