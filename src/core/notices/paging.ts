import type { Face } from "../model/ids.ts";
import type { Listed, Slice } from "../ports/slice.ts";
import type { CardAct } from "./card-acts.ts";
import { type ActOffer, type NoticeOffer, offer } from "./offer.ts";

/** Which part of a list is shown: the items from `from` on, at most `size` of `total`. */
export interface Page {
  readonly from: number;
  readonly size: number;
  readonly total: number;
}

/** So many items stand on one page. A card in Teams shows six buttons: more rows have a line to press instead. */
const PAGE_SIZES = { slack: 10, teams: 8 } as const satisfies Record<Face, number>;

/** The part of a list that makes a page of this face. */
export const sliceFrom = (face: Face, from: number): Slice => ({ from, limit: PAGE_SIZES[face] });

export interface Shown<Item> {
  readonly some: readonly Item[];
  readonly page: Page;
}

/** Reads the page that begins at `from`; the last one, where the list has become shorter since its button was shown. */
export const readPage = async <Item>(
  face: Face,
  from: number,
  read: (slice: Slice) => Promise<Listed<Item>>,
  size: number = PAGE_SIZES[face],
): Promise<Shown<Item>> => {
  const { some, total } = await read({ from, limit: size });
  const last = Math.max(0, Math.ceil(total / size) - 1) * size;
  return some.length === 0 && last < from ? readPage(face, last, read, size) : { some, page: { from, size, total } };
};

/** The pages before and after, each with how many it shows; none for a list that is shown as a whole. */
export const pageOffers = (page: Page | undefined, showFrom: (from: number) => CardAct): ActOffer[] => {
  if (!page) return [];
  const { from, size, total } = page;
  const [before, after] = [Math.min(from, size), Math.min(total - from - size, size)];
  return [
    ...(before > 0 ? [offer("previous_some", showFrom(from - before), { values: { count: before } })] : []),
    ...(after > 0 ? [offer("next_some", showFrom(from + size), { values: { count: after } })] : []),
  ];
};

/** Whether it turns the page of a list, and does nothing else. */
export const turnsPage = (offered: NoticeOffer): boolean =>
  offered.say === "previous_some" || offered.say === "next_some" || offered.say === "next";
