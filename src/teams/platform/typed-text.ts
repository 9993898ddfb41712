import { type Address, parseAddress } from "../../core/model/ids.ts";
import { type Activity, mentionsOf } from "./activity.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: " ",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#39": "'",
  amp: "&",
};

/** Typed text as it was before a client marked it up: addresses without links, no tags, no entities. */
export const plainText = (text: string): string =>
  text
    .slice(0, 20_000)
    .replaceAll(/<(?:mailto:)?([^<>\s|@]+@[^<>\s|]+)(?:\|[^<>]*)?>/gi, " $1 ")
    .replaceAll(/<\/?[a-z][^<>]*>/gi, " ")
    .replaceAll(/&(nbsp|lt|gt|quot|apos|#39|amp);/gi, (_, name: string) => ENTITIES[name.toLowerCase()] ?? " ")
    .replaceAll(/[\s\u00a0\u200b]+/g, " ")
    .trim();

/** The text that somebody wrote to the bot, without any mention: neither the bot's nor other people's. */
export const typedText = (activity: Activity): string => {
  const botName = activity.recipient.name;
  let text = activity.text ?? "";
  for (const { text: mention } of mentionsOf(activity)) text = text.replace(mention, " ");
  // The bot's own may stand there more than once, and the entity may be missing in forwarded text.
  for (const entity of activity.entities ?? []) {
    const { text: mention, mentioned } = (entity ?? {}) as { text?: unknown; mentioned?: { id?: unknown } };
    if (typeof mention === "string" && mention !== "" && mentioned?.id === activity.recipient.id)
      text = text.replaceAll(mention, " ");
  }
  if (botName) text = text.replaceAll(`<at>${botName}</at>`, " ");
  return plainText(text);
};

/** Finds the addresses among words, such as those after `invite CODE`; the rest is unreadable. */
export const readAddresses = (rest: string): { addresses: Address[]; unreadable: string[] } => {
  const words = rest.split(/[\s,;]+/).filter((word) => word !== "");
  const read = words.map((word) => ({ word, address: parseAddress(word.replace(/^mailto:/i, "")) }));
  return {
    addresses: read.flatMap(({ address }) => address ?? []),
    unreadable: read.flatMap(({ word, address }) => (address || !/[\p{L}\p{N}]/u.test(word) ? [] : word.slice(0, 60))),
  };
};
