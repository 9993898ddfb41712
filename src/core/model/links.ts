import { createHmac, timingSafeEqual } from "node:crypto";
import type { RegistrationKey, WebinarCode } from "./ids.ts";
import { parseCode, parseKey } from "./ids.ts";

/** The addresses that messages carry. */
export interface Links {
  about(code: WebinarCode): string;
  register(code: WebinarCode): string;
  gate(code: WebinarCode): string;
  /** The owner's way to see, cancel and join. */
  personal(code: WebinarCode, key: RegistrationKey): string;
  confirm(code: WebinarCode, draft: string): string;
  /** Leads from the gate to the meeting, once, within five minutes. */
  toMeeting(token: string): string;
  /** Reads whose personal link this is; undefined when the signature is not ours. */
  readPersonal(token: string): { code: WebinarCode; key: RegistrationKey } | undefined;
}

/** Makes links under `publicUrl`; personal ones are signed with `secret` (128 bits of an HMAC-SHA256). */
export const makeLinks = (publicUrl: URL, secret: string): Links => {
  const base = publicUrl.href.replace(/\/$/, "");
  const mac = (code: string, key: string) =>
    createHmac("sha256", secret).update(`personal link\n${code}\n${key}`).digest().subarray(0, 16);
  return {
    about: (code) => `${base}/w/${code}`,
    register: (code) => `${base}/w/${code}/register`,
    gate: (code) => `${base}/w/${code}/join`,
    personal: (code, key) => `${base}/me/${code}.${key}.${mac(code, key).toString("base64url")}`,
    confirm: (code, draft) => `${base}/w/${code}/register?draft=${draft}`,
    toMeeting: (token) => `${base}/j/${token}`,
    readPersonal: (token) => {
      const [typedCode = "", typedKey = "", signature = "", ...more] = token.split(".");
      const code = parseCode(typedCode);
      const key = parseKey(typedKey);
      const given = Buffer.from(signature, "base64url");
      if (!code || !key || more.length > 0 || given.length !== 16) return undefined;
      return timingSafeEqual(given, mac(code, key)) ? { code, key } : undefined;
    },
  };
};
