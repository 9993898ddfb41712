import { createHmac, timingSafeEqual } from "node:crypto";
import type { PersonId, RegistrationKey, WebinarCode } from "./ids.ts";
import { PersonIdSchema, parseCode, parseKey } from "./ids.ts";

/** So long a host's pages can be opened by one link. */
export const HOST_LINK_MS = 12 * 3_600_000;

/** The addresses that messages carry. */
export interface Links {
  about(code: WebinarCode): string;
  register(code: WebinarCode): string;
  gate(code: WebinarCode): string;
  /** The owner's way to see, cancel and join. */
  personal(code: WebinarCode, key: RegistrationKey): string;
  /** The way in of a speaker who is in no chat product (P34). */
  speaking(code: WebinarCode, person: PersonId): string;
  confirm(code: WebinarCode, draft: string): string;
  /** Leads from the gate to the meeting, once, within five minutes. */
  toMeeting(token: string): string;
  /** A host's own pages about one webinar, until an instant (ms): roster, import, export. */
  host(code: WebinarCode, host: PersonId, until: number): string;
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

/** Compares in constant time. */
const isMac = (given: string, mac: Buffer): boolean => {
  const bytes = Buffer.from(given, "base64url");
  return bytes.length === mac.length && timingSafeEqual(bytes, mac);
};

/** Makes links under `publicUrl`; personal ones and hosts' are signed with `secret` (128 bits of an HMAC-SHA256). */
export const makeLinks = (publicUrl: URL, secret: string): Links => {
  const base = publicUrl.href.replace(/\/$/, "");
  const mac = (...parts: string[]) => createHmac("sha256", secret).update(parts.join("\n")).digest().subarray(0, 16);
  const hostMac = (code: string, host: string, until: string) => mac("host link", code, host, until);
  const signed = (kind: "personal link" | "speaker's link", code: string, key: string) =>
    `${base}/me/${code}.${key}.${mac(kind, code, key).toString("base64url")}`;

  /** Reads what a link names; undefined when the signature is not ours. */
  const read = <Key extends string>(
    kind: Parameters<typeof signed>[0],
    token: string,
    parse: (text: string) => Key | undefined,
  ) => {
    const [typedCode = "", typedKey = "", signature = "", ...more] = token.split(".");
    const code = parseCode(typedCode);
    const key = parse(typedKey);
    if (!code || !key || more.length > 0) return undefined;
    return isMac(signature, mac(kind, code, key)) ? { code, key } : undefined;
  };
  const parsePerson = (text: string): PersonId | undefined => PersonIdSchema.safeParse(text).data;

  return {
    about: (code) => `${base}/w/${code}`,
    register: (code) => `${base}/w/${code}/register`,
    gate: (code) => `${base}/w/${code}/join`,
    personal: (code, key) => signed("personal link", code, key),
    speaking: (code, person) => signed("speaker's link", code, person),
    host: (code, host, until) => {
      const instant = until.toString(36);
      return `${base}/host/${code}.${host}.${instant}.${hostMac(code, host, instant).toString("base64url")}`;
    },
    confirm: (code, draft) => `${base}/w/${code}/register?draft=${draft}`,
    toMeeting: (token) => `${base}/j/${token}`,
    readPersonal: (token) => read("personal link", token, parseKey),
    readSpeaking: (token) => {
      const found = read("speaker's link", token, parsePerson);
      return found && { code: found.code, person: found.key };
    },
    readHost: (token) => {
      const [typedCode = "", typedHost = "", instant = "", signature = "", ...more] = token.split(".");
      const code = parseCode(typedCode);
      const host = parsePerson(typedHost);
      if (!code || !host || !/^[0-9a-z]{1,12}$/.test(instant) || more.length > 0) return undefined;
      if (!isMac(signature, hostMac(code, host, instant))) return undefined;
      return { code, host, until: Number.parseInt(instant, 36) };
    },
  };
};
