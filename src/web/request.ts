import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import type { Given } from "../core/model/form.ts";
import { LOCALES, type Locale } from "../core/model/person.ts";
import { isLocalRequest } from "../local.ts";

export type Env = { Bindings: HttpBindings; Variables: { secureHeadersNonce?: string } };
export type PageContext = Context<Env>;

/** The language a browser asks for, of those that Usher speaks. */
export const localeOfPage = (c: PageContext, fallback: Locale): Locale => {
  const asked = accepts(c, {
    header: "Accept-Language",
    supports: [...LOCALES, "en-US", "en-GB", "fr-FR", "fr-CA"],
    default: fallback,
  });
  return asked.startsWith("fr") ? "fr" : "en";
};

const isPrivateAddress = (ip: string): boolean =>
  /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(ip) || /^(::1|f[cd])/i.test(ip);

/**
 * The network address that limits count by. A proxy in front is believed only when its own address is loopback or
 * private, and then only in the last address of X-Forwarded-For, which it added itself.
 */
export const sourceOf = (c: PageContext): string => {
  const direct = c.env.incoming.socket.remoteAddress ?? "unknown";
  const forwarded = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return forwarded && isPrivateAddress(direct) ? forwarded.slice(0, 64) : direct;
};

/** Whether the request was made on this machine, to this machine, with neither a proxy nor a tunnel in between. */
export const isLocal = (c: PageContext): boolean => isLocalRequest(c.env.incoming);

/** A form as a browser posted it. */
export interface PostedForm {
  readonly fields: Readonly<Record<string, string>>;
  /** Answers by question, from the inputs named `q.ID`; those of checkboxes repeat. */
  readonly given: Given;
}

const QUESTION_INPUT = /^q\.([a-z0-9_]{1,20})$/;
/** No question has more options. */
const VALUES_MAX = 100;

/** The name of a question's input. */
export const inputNameOf = (question: string): string => `q.${question}`;

/** Reads a posted form. Files are left out, and so are repeated names that are no question's. */
export const readPosted = async (c: PageContext): Promise<PostedForm> => {
  const body = Object.entries(await c.req.parseBody({ all: true }));
  const fields = body.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const given = body.flatMap(([name, value]) => {
    const [, question] = QUESTION_INPUT.exec(name) ?? [];
    const values = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
    return question ? [[question, values.slice(0, VALUES_MAX)] as const] : [];
  });
  return { fields: Object.fromEntries(fields), given: Object.fromEntries(given) };
};
