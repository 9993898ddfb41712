import { type Activity, mentionsOf } from "./activity.ts";

const ENTITIES: Readonly<Record<string, string>> = { nbsp: " ", lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

const decode = (entity: string, name: string): string => {
  const [, base, digits = ""] = /^#(x?)([0-9a-f]+)$/i.exec(name) ?? [];
  if (base === undefined) return ENTITIES[name.toLowerCase()] ?? entity;
  const point = Number.parseInt(digits, base === "" ? 10 : 16);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : entity;
};

/** Tags that end a word; the others only mark it. */
const BREAKS = /^(?:at|br|div|hr|img|li|ol|p|pre|table|td|tr|ul|attachment)$/i;

/**
 * Typed text as it was before a client marked it up: addresses without links, no tags, no entities. A tag is what also
 * closes somewhere, so that `a<b>c` stays.
 */
export const plainText = (text: string): string => {
  const closed = new Set([...text.matchAll(/<\/([a-z][a-z0-9]*)\s*>/gi)].map(([, name = ""]) => name.toLowerCase()));
  return text
    .replaceAll(/<mailto:([^<>\s|@]+@[^<>\s|]+)(?:\|[^<>]*)?>/gi, " $1 ")
    .replaceAll(/<\/?([a-z][a-z0-9]*)(?:\s[^<>]*|\/)?>/gi, (tag, name: string) => {
      if (BREAKS.test(name)) return " ";
      return closed.has(name.toLowerCase()) ? "" : tag;
    })
    .replaceAll(/&(#?\w{1,8});/g, decode)
    .replaceAll(/[\s\u00a0]+/g, " ")
    .trim();
};

/** The text that somebody wrote to the bot, without any mention: neither the bot's nor other people's. */
export const typedText = (activity: Activity): string => {
  const botName = activity.recipient.name;
  let text = activity.text ?? "";
  for (const { text: mention, mentioned } of mentionsOf(activity))
    text = text.replace(mention ?? `<at>${mentioned.name ?? ""}</at>`, " ");
  // The bot's own may stand there more than once, and the entity may be missing in forwarded text.
  for (const entity of activity.entities ?? []) {
    const { text: mention, mentioned } = (entity ?? {}) as { text?: unknown; mentioned?: { id?: unknown } };
    if (typeof mention === "string" && mention !== "" && mentioned?.id === activity.recipient.id)
      text = text.replaceAll(mention, " ");
  }
  if (botName) text = text.replaceAll(`<at>${botName}</at>`, " ");
  return plainText(text);
};
