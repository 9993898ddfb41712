import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { LOCALES, type Locale } from "../core/person.ts";
import { isLocalRequest } from "../local.ts";

export type PageContext = Context<{ Bindings: HttpBindings; Variables: { secureHeadersNonce?: string } }>;

/** The language a browser asks for, of those that Usher speaks. */
export const localeOfPage = (c: PageContext, fallback: Locale): Locale => {
  const asked = accepts(c, {
    header: "Accept-Language",
    supports: [...LOCALES, "en-US", "en-GB", "fr-FR", "fr-CA"],
    default: fallback,
  });
  return asked.startsWith("fr") ? "fr" : "en";
};

const isNear = (ip: string): boolean =>
  /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(ip) || /^(::1|f[cd])/i.test(ip);

/**
 * Where a request came from, for limits. A proxy in front is believed only when it is near (loopback or private), and
 * then only in the last address of X-Forwarded-For: the one it added itself.
 */
export const sourceOf = (c: PageContext): string => {
  const direct = c.env.incoming.socket.remoteAddress ?? "unknown";
  const forwarded = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return forwarded && isNear(direct) ? forwarded.slice(0, 64) : direct;
};

/** Whether the request was made on this machine, to this machine: neither a proxy nor a tunnel brought it. */
export const isLocal = (c: PageContext): boolean => isLocalRequest(c.env.incoming);

/** A form's text fields; files and repeated names are left out. */
export const formOf = async (c: PageContext): Promise<Record<string, string>> => {
  const body = await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
};
