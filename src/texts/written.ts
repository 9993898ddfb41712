import { domainToASCII, domainToUnicode } from "node:url";

/** What people wrote, as it stands within Usher's own words. Never for what is copied: codes, IDs, passwords, links. */

const [ISOLATES, ENDS] = ["\u2068", "\u2069"];
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u{10800}-\u{10fff}]/u;
/** Characters that turn the direction of what follows. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

/** Whether every isolate that begins in it ends in it. */
const isClosed = (text: string): boolean => {
  let open = 0;
  for (const [sign] of text.matchAll(/[\u2066-\u2069]/g)) {
    open += sign === ENDS ? -1 : 1;
    if (open < 0) return false;
  }
  return open === 0;
};

/** Keeps a text that runs from right to left from turning the words around it (Unicode, annex 9). */
export const isolated = (text: string): string =>
  RIGHT_TO_LEFT.test(text) || text.search(TURNS) >= 0
    ? `${ISOLATES}${isClosed(text) ? text : text.replaceAll(TURNS, "")}${ENDS}`
    : text;

const LOOKS_LIKE_LINK = /:\/\/|www\.|@|[\p{L}\p{N}]\.\p{L}{2}/iu;

/** A name that no chat product and no mail program makes a link of: invisible signs break what looks like one. */
export const shownName = (name: string): string =>
  LOOKS_LIKE_LINK.test(name) ? name.replaceAll(/[.:/@](?=\S)/g, "$&\u200b") : name;

const LATIN = /\p{Script=Latin}/u;
/** Scripts whose letters pass for Latin ones; what ends in a Latin top domain would be taken for a Latin name. */
const ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u;

const isMixed = (domain: string): boolean => LATIN.test(domain) && ALIKE.test(domain);

/**
 * An address with its domain as people write it: `ann@bücher.example` for what is kept as `ann@xn--bcher-kva.example`. As
 * it is kept where what people read would not lead back to the same domain, or passes for another.
 */
export const shownAddress = (address: string): string => {
  const at = address.lastIndexOf("@") + 1;
  const domain = address.slice(at);
  const shown = domain.includes("xn--") ? domainToUnicode(domain) : "";
  return shown !== "" && domainToASCII(shown) === domain && !isMixed(shown) ? address.slice(0, at) + shown : address;
};

const ADDRESS = /(https?:\/\/[^\s<>"]+)/;
/** What ends a sentence, or a bracket around an address, and no address that people write. */
const ENDING = /[.,;:!?'’»”\])]+$/;

/** A text cut where web addresses begin and end; nothing else in it means anything. */
export const withAddresses = (text: string): { readonly text: string; readonly address?: string }[] =>
  // What a pattern's group matched stands between what it separates.
  text.split(ADDRESS).flatMap((part, i) => {
    if (i % 2 === 0) return [{ text: part }];
    const [ending = ""] = ENDING.exec(part) ?? [];
    const address = part.slice(0, part.length - ending.length);
    return URL.canParse(address) ? [{ text: address, address }, { text: ending }] : [{ text: part }];
  });
