import { createHmac, timingSafeEqual } from "node:crypto";
import { getCookie, setCookie } from "hono/cookie";
import { newToken } from "../../core/model/ids.ts";
import type { PageContext } from "./request.ts";

/** Counts a visitor once, however often they join. */
const COOKIE = "usher_visit";
/** The same in the form, for browsers that keep no cookie. */
export const VISIT_FIELD = "visit";

/**
 * Visitors of a webinar without registration. Reading the gate makes one, signed for this webinar; only with it does a
 * press on *Join* let somebody in whom nobody knows.
 */
export const makeVisits = ({ secret, isSecure }: { secret: string; isSecure: boolean }) => {
  const signed = (code: string, visit: string) =>
    `${visit}.${createHmac("sha256", secret).update(`visit\n${code}\n${visit}`).digest().subarray(0, 16).toString("base64url")}`;

  const read = (code: string, text = ""): string | undefined => {
    const [visit = ""] = text.split(".");
    const [given, right] = [Buffer.from(text), Buffer.from(signed(code, visit))];
    return given.length === right.length && timingSafeEqual(given, right) ? visit : undefined;
  };

  return {
    /** The visitor who reads the gate, signed; in the cookie from now on. */
    begin: (c: PageContext, code: string): string => {
      const visit = signed(code, read(code, getCookie(c, COOKIE)) ?? newToken());
      setCookie(c, COOKIE, visit, { path: `/w/${code}`, httpOnly: true, sameSite: "Lax", secure: isSecure });
      return visit;
    },
    /** The visitor who joins; undefined for who has not read the gate. */
    of: (c: PageContext, code: string, field: string | undefined): string | undefined =>
      read(code, getCookie(c, COOKIE)) ?? read(code, field),
  };
};
