import { createHmac, timingSafeEqual } from "node:crypto";
import type { Address, PersonId, RegistrationId, RegistrationKey, SeriesCode, WebinarCode } from "./ids.ts";
import { PersonIdSchema, parseCode, parseKey, readCode, showRegistrationId } from "./ids.ts";
import type { Locale } from "./person.ts";
import { type MailboxName, mailboxName, parseMailboxName } from "./told/mailbox.ts";

/** So long a host's pages can be opened by one link. */
export const HOST_LINK_MS = 12 * 3_600_000;

/** The addresses that messages carry. */
export interface Links {
  about(code: WebinarCode): string;
  register(code: WebinarCode): string;
  /** Reads of which webinar an address is the page, or its form for everybody; undefined for all other addresses. */
  readPage(address: string): WebinarCode | undefined;
  /** A series and its webinars. */
  series(code: SeriesCode): string;
  gate(code: WebinarCode): string;
  /** What each command does, and a host's way through them. */
  guide(): string;
  /** The owner's way to see, cancel and join. */
  personal(code: WebinarCode, key: RegistrationKey): string;
  /** The way in of a speaker who is in no chat product (P34). */
  speaking(code: WebinarCode, person: PersonId): string;
  confirm(code: WebinarCode, draft: string): string;
  /** Leads from the gate to the meeting, once, within five minutes. */
  toMeeting(token: string): string;
  /** A host's own pages about one webinar, until an instant (ms): roster, import, export. */
  host(code: WebinarCode, host: PersonId, until: number): string;
  /** The same pages' one that shows the mail, the page and the form as an invitee will see them. */
  preview(code: WebinarCode, host: PersonId, until: number): string;
  /** The page on which a host makes links of the webinar’s page, each with its tag (P24). */
  share(code: WebinarCode, host: PersonId, until: number): string;
  /** Where somebody says that they want no invitations by mail; it holds nothing that leads to them. */
  unsubscribe(code: WebinarCode, address: Address): string;
  /** Reads whose address a link to unsubscribe names, and an organisation by one of its webinars. */
  readUnsubscribe(token: string): { code: WebinarCode; name: MailboxName } | undefined;
  /** Somebody's calendar feed, by its token, and by a webinar of their organisation. */
  feed(code: WebinarCode, person: PersonId, token: string): string;
  /** Reads what the address of a feed names; the token is nobody's yet. */
  readFeed(file: string): { code: WebinarCode; person: PersonId; token: string } | undefined;
  /** Reads whose personal link this is; undefined when the signature is not ours. */
  readPersonal(token: string): { code: WebinarCode; key: RegistrationKey } | undefined;
  /**
   * Reads whose pages about which webinar a link leads to, and until when; undefined when the signature is not ours. It
   * does not say that they still host it, nor that the instant is not over.
   */
  readHost(token: string): { code: WebinarCode; host: PersonId; until: number } | undefined;
  /** Reads which speaker's link this is; undefined for any other. */
  readSpeaking(token: string): { code: WebinarCode; person: PersonId } | undefined;
}

/**
 * A personal link that joins at once where it can, for a button in its owner's own mail alone. It carries the registration
 * ID in its fragment, which no browser sends to a server; the page reads it.
 */
export const joiningBy = (personal: string, id?: RegistrationId): string =>
  `${personal}#${id === undefined ? "join" : `id=${showRegistrationId(id)}`}`;

/** The query in which the address of a page says its language. */
export const LANGUAGE_QUERY = "lang";

/**
 * The same links, of which those to pages that are nobody's own open in a language: such a page cannot know in which its
 * reader was written to.
 */
export const linksIn = (links: Links, locale: Locale): Links => {
  const said = (address: string): string => {
    const url = new URL(address);
    url.searchParams.set(LANGUAGE_QUERY, locale);
    return url.href;
  };
  return {
    ...links,
    about: (code) => said(links.about(code)),
    register: (code) => said(links.register(code)),
    series: (code) => said(links.series(code)),
    gate: (code) => said(links.gate(code)),
    guide: () => said(links.guide()),
    unsubscribe: (...of) => said(links.unsubscribe(...of)),
  };
};

/** Compares in constant time. */
const isMac = (given: string, mac: Buffer): boolean => {
  const bytes = Buffer.from(given, "base64url");
  return bytes.length === mac.length && timingSafeEqual(bytes, mac);
};

/** What signed links of these kinds lead to; a signature is good for one kind. */
type Kind = "personal link" | "speaker's link" | "unsubscribing";

/** Makes links under `publicUrl`; personal ones and hosts' are signed with `secret` (128 bits of an HMAC-SHA256). */
export const makeLinks = (publicUrl: URL, secret: string): Links => {
  const base = publicUrl.href.replace(/\/$/, "");
  const mac = (...parts: string[]) => createHmac("sha256", secret).update(parts.join("\n")).digest().subarray(0, 16);
  const hostMac = (code: string, host: string, until: string) => mac("host link", code, host, until);
  const token = (kind: Kind, code: string, key: string) =>
    `${code}.${key}.${mac(kind, code, key).toString("base64url")}`;

  /** Reads what a link names; undefined when the signature is not ours. */
  const read = <Key extends string>(kind: Kind, typed: string, parse: (text: string) => Key | undefined) => {
    const [typedCode = "", typedKey = "", signature = "", ...more] = typed.split(".");
    const code = parseCode(typedCode);
    const key = parse(typedKey);
    if (!code || !key || more.length > 0) return undefined;
    return isMac(signature, mac(kind, code, key)) ? { code, key } : undefined;
  };
  const parsePerson = (text: string): PersonId | undefined => PersonIdSchema.safeParse(text).data;

  const host: Links["host"] = (code, host, until) => {
    const instant = until.toString(36);
    return `${base}/host/${code}.${host}.${instant}.${hostMac(code, host, instant).toString("base64url")}`;
  };

  return {
    about: (code) => `${base}/w/${code}`,
    register: (code) => `${base}/w/${code}/register`,
    readPage: (address) => {
      if (!URL.canParse(address) || !URL.canParse(base)) return undefined;
      const { origin, pathname, searchParams } = new URL(address);
      const own = new URL(base);
      const home = own.pathname.replace(/\/$/, "");
      // A mail's link to confirm a registration is its reader's own.
      if (origin !== own.origin || !pathname.startsWith(`${home}/w/`) || searchParams.has("draft")) return undefined;
      const [, code = ""] = /^\/w\/([^/]+?)(?:\/register)?\/?$/.exec(pathname.slice(home.length)) ?? [];
      return readCode(code);
    },
    series: (code) => `${base}/s/${code}`,
    gate: (code) => `${base}/w/${code}/join`,
    guide: () => `${base}/help`,
    personal: (code, key) => `${base}/me/${token("personal link", code, key)}`,
    speaking: (code, person) => `${base}/me/${token("speaker's link", code, person)}`,
    unsubscribe: (code, address) => `${base}/u/${token("unsubscribing", code, mailboxName(secret, address))}`,
    host,
    preview: (...of) => `${host(...of)}/preview`,
    share: (...of) => `${host(...of)}/share`,
    confirm: (code, draft) => `${base}/w/${code}/register?draft=${draft}`,
    toMeeting: (token) => `${base}/j/${token}`,
    feed: (code, person, feed) => `${base}/calendar/${code}.${person}.${feed}.ics`,
    readFeed: (file) => {
      const [typedCode = "", typedPerson = "", feed = "", ending, ...more] = file.split(".");
      const code = parseCode(typedCode);
      const person = parsePerson(typedPerson);
      if (!code || !person || ending !== "ics" || more.length > 0) return undefined;
      return { code, person, token: feed };
    },
    readPersonal: (typed) => read("personal link", typed, parseKey),
    readUnsubscribe: (typed) => {
      const found = read("unsubscribing", typed, parseMailboxName);
      return found && { code: found.code, name: found.key };
    },
    readSpeaking: (typed) => {
      const found = read("speaker's link", typed, parsePerson);
      return found && { code: found.code, person: found.key };
    },
    readHost: (typed) => {
      const [typedCode = "", typedHost = "", instant = "", signature = "", ...more] = typed.split(".");
      const code = parseCode(typedCode);
      const host = parsePerson(typedHost);
      if (!code || !host || !/^[0-9a-z]{1,12}$/.test(instant) || more.length > 0) return undefined;
      if (!isMac(signature, hostMac(code, host, instant))) return undefined;
      return { code, host, until: Number.parseInt(instant, 36) };
    },
  };
};
