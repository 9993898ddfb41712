import addressparser from "nodemailer/lib/addressparser";
import { defined } from "./core/model/defined.ts";
import { type Address, parseAddress } from "./core/model/ids.ts";
import { splitDisplayName } from "./core/model/person.ts";

/** An address in a list, with the name that stood beside it. */
interface Listed {
  readonly by: "address";
  readonly address: Address;
  readonly name?: string;
}

/** What was read of a list; `unreadable` are the parts that hold no address. */
export interface AddressList {
  readonly people: readonly Listed[];
  readonly unreadable: readonly string[];
}

const SHOWN_MAX = 60;
const AT = /[@\uFF20]/gu;
/**
 * What is quoted, a comment, what stands in angle brackets, or a word. Each begins where the one before ended and never
 * looks further than its own end: anybody may type tens of thousands of signs.
 */
const PARTS = /"(?:[^"\\]|\\[\s\S]|\\$)*(?:"|$)|\([^()]*\)|<[^<>]*>|[^\s,<>()"]+/gu;

/** How far a name reaches back from its address, and a name of two to five words that alone stands before one. */
const NAME_REACH = 200;
const TYPED_NAME = /,\s*(?:[\p{L}\p{M}'’.-]+\s+){2,5}$/u;

/** Whether what stands before and behind an address makes it one person's: `Kim Park kim@example.org`. */
const hasTypedName = (text: string, from: number, to: number): boolean => {
  const before = from <= NAME_REACH ? `,${text.slice(0, from)}` : text.slice(from - NAME_REACH, from);
  return /^\s*(?:,|$)/.test(text.slice(to, to + 20)) && TYPED_NAME.test(before);
};

/** A word that is longer than any address (see `parseAddress`) becomes one that is none and can be shown back. */
const shortened = (text: string): string =>
  text.replaceAll(/[^\s,;<>()"]{321,}/gu, (word) => word.slice(0, SHOWN_MAX).toWellFormed().replaceAll(AT, ""));

const without = (text: string, sign: RegExp, balanced: boolean): string =>
  balanced ? text : text.replaceAll(sign, " ");
const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** Signs that open and never close would swallow what follows them. */
const balanced = (text: string): string => {
  const quoted = without(text, /"/g, count(text, '"') % 2 === 0);
  const commented = without(quoted, /[()]/g, count(quoted, "(") === count(quoted, ")"));
  return without(commented, /[<>]/g, count(commented, "<") === count(commented, ">"));
};

/** Puts a comma behind each address, since people also separate them by spaces and lines. */
const separated = (text: string): string => {
  const plain = balanced(
    shortened(text)
      .replaceAll(/[\u201C-\u201F\uFF02]/gu, '"')
      .replaceAll(/[;\uFF0C\uFF1B\u3001\u3002\r\n]+/gu, ", ")
      .replaceAll(/\bmailto:/gi, ""),
  );
  return plain.replaceAll(PARTS, (part, at: number) => {
    if (part.startsWith('"') || part.startsWith("(")) return part;
    if (part.startsWith("<")) return `${part}, `;
    if (part.search(AT) === -1) return part;
    // A name that looks like an address, or one with a comment, belongs to what follows.
    const end = at + part.length;
    const [next] = /^\s*[<(]/.exec(plain.slice(end, end + 20)) ?? [];
    if (next !== undefined) return next.endsWith("(") ? `, ${part}` : part;
    return hasTypedName(plain, at, end) ? `<${part}>, ` : `, ${part}, `;
  });
};

/**
 * Reads a list of addresses as mail programs write it (RFC 5322, and Outlook's semicolons), and as people type it:
 * `"Ray, Bob" <bob@example.org>; ann@example.org gus@example.org, Kim Park kim@example.org`. Each address is read once.
 */
export const readAddressList = (text: string): AddressList => {
  const people = new Map<Address, Listed>();
  const unreadable: string[] = [];
  for (const { name, address: written } of addressparser(separated(text), { flatten: true })) {
    const address = parseAddress(written || name);
    if (address) {
      const shown = written && splitDisplayName(name) ? name : undefined;
      if (!people.has(address)) people.set(address, { by: "address", address, ...defined({ name: shown }) });
    } else if (/[\p{L}\p{N}]/u.test(written || name)) unreadable.push((written || name).trim().slice(0, SHOWN_MAX));
  }
  return { people: [...people.values()], unreadable };
};
