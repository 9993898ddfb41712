import { defined } from "../model/defined.ts";
import type { ActOffer } from "./offer.ts";

/** What an item is called; its code is added where another item has the same title. */
export const nameAmong = (items: readonly { title: string; code: string }[], index: number): string => {
  const { title = "", code = "" } = items[index] ?? {};
  return items.some((item, i) => i !== index && item.title === title) ? `${title} (${code})` : title;
};

/** The offers of an item, which say on their own what they are about. None is wanted more than those of others. */
export const listed = (offers: readonly ActOffer[], name: string): ActOffer[] =>
  offers.map(({ tone, ...rest }) => ({
    ...rest,
    about: { name, say: "offer_of" },
    ...defined({ tone: tone === "danger" ? tone : undefined }),
  }));
