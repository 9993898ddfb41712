import { createHmac, timingSafeEqual } from "node:crypto";
import type { PersonId, RegistrationKey, WebinarCode } from "./ids.ts";
import { PersonIdSchema, parseCode, parseKey } from "./ids.ts";

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
  /** Reads whose personal link this is; undefined when the signature is not ours. */
  readPersonal(token: string): { code: WebinarCode; key: RegistrationKey } | undefined;
  /** Reads which speaker's link this is; undefined for any other. */
  readSpeaking(token: string): { code: WebinarCode; person: PersonId } | undefined;
}

/** Makes links under `publicUrl`; personal ones are signed with `secret` (128 bits of an HMAC-SHA256). */
export const makeLinks = (publicUrl: URL, secret: string): Links => {
  const base = publicUrl.href.replace(/\/$/, "");
  const mac = (kind: "personal link" | "speaker's link", code: string, key: string) =>
    createHmac("sha256", secret).update(`${kind}\n${code}\n${key}`).digest().subarray(0, 16);
  const signed = (...of: Parameters<typeof mac>) => `${base}/me/${of[1]}.${of[2]}.${mac(...of).toString("base64url")}`;

  /** Reads what a link names; undefined when the signature is not ours. */
  const read = <Key extends string>(
    kind: Parameters<typeof mac>[0],
    token: string,
    parse: (text: string) => Key | undefined,
  ) => {
    const [typedCode = "", typedKey = "", signature = "", ...more] = token.split(".");
    const code = parseCode(typedCode);
    const key = parse(typedKey);
    const given = Buffer.from(signature, "base64url");
    if (!code || !key || more.length > 0 || given.length !== 16) return undefined;
    return timingSafeEqual(given, mac(kind, code, key)) ? { code, key } : undefined;
  };

  return {
    about: (code) => `${base}/w/${code}`,
    register: (code) => `${base}/w/${code}/register`,
    gate: (code) => `${base}/w/${code}/join`,
    personal: (code, key) => signed("personal link", code, key),
    speaking: (code, person) => signed("speaker's link", code, person),
    confirm: (code, draft) => `${base}/w/${code}/register?draft=${draft}`,
    toMeeting: (token) => `${base}/j/${token}`,
    readPersonal: (token) => read("personal link", token, parseKey),
    readSpeaking: (token) => {
      const found = read("speaker's link", token, (text) => PersonIdSchema.safeParse(text).data);
      return found && { code: found.code, person: found.key };
    },
  };
};
