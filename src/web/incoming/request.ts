import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { getCookie } from "hono/cookie";
import { HTTPException } from "hono/http-exception";
import type { Given } from "../../core/model/form.ts";
import { LANGUAGE_QUERY } from "../../core/model/links.ts";
import { LOCALES, type Locale, localeOf } from "../../core/model/person.ts";
import { parseTag, TAG_QUERY, type Tag } from "../../core/model/tag.ts";
import { isLocalRequest } from "../../local.ts";

export type Env = {
  Bindings: HttpBindings;
  Variables: {
    secureHeadersNonce?: string;
    /** Where the request comes from, as limits count it. */
    source?: string;
    /** The language in which whose page it is reads, where that is known. */
    ownLocale?: Locale;
    /** The zone of whose page it is, where that is known. */
    ownZone?: string;
  };
};
export type PageContext = Context<Env>;

/** No browser's list of languages is longer. */
const LANGUAGES_MAX = 500;

/** The language that somebody chose at the foot of a page, or that a mail led here in, for the next pages. */
export const LANGUAGE_COOKIE = "usher_language";

/**
 * The language that was chosen, else that of whose page it is, in which the mail was that leads here; else the one a
 * browser asks for, of those that Usher speaks, or the fallback.
 */
export const localeOfPage = (c: PageContext, fallback: Locale): Locale => {
  const chosen = localeOf(c.req.query(LANGUAGE_QUERY)) ?? localeOf(getCookie(c, LANGUAGE_COOKIE));
  if (chosen) return chosen;
  const own = c.get("ownLocale");
  if (own) return own;
  // Ranking thousands of languages takes a tenth of a second, several times a page.
  if ((c.req.header("accept-language")?.length ?? 0) > LANGUAGES_MAX) return fallback;
  const asked = accepts(c, {
    header: "Accept-Language",
    supports: [...LOCALES, "en-US", "en-GB", "fr-FR", "fr-CA"],
    default: fallback,
  });
  return asked.startsWith("fr") ? "fr" : "en";
};

/** Says in which language and zone whose page it is reads, where that is known. */
export const readIn = (c: PageContext, locale: Locale | undefined, zone?: string): void => {
  if (locale) c.set("ownLocale", locale);
  if (zone) c.set("ownZone", zone);
};

/** By which link somebody comes to register (P24): as the address of the page says, in a form that it has too. */
export const tagOf = (c: PageContext): Tag | undefined => parseTag(c.req.query(TAG_QUERY));

/** The network that limits count by. */
export const sourceOf = (c: PageContext): string => c.get("source") ?? "unknown";

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
/** More than any answer takes, with what is cleaned away: the rest would only be compared, and refused. */
const LENGTH_MAX = 12_000;

/** The name of a question's input. */
export const inputNameOf = (question: string): string => `q.${question}`;

/**
 * Reads a posted form. Files are left out, and so are repeated names that are no question's; what is longer than any
 * field takes is cut. Throws a 400 for what is no form.
 */
export const readPosted = async (c: PageContext): Promise<PostedForm> => {
  const posted = await c.req.parseBody({ all: true }).catch(() => {
    throw new HTTPException(400);
  });
  const body = Object.entries(posted);
  const fields = body.flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value.slice(0, LENGTH_MAX)] as const] : [],
  );
  const given = body.flatMap(([name, value]) => {
    const [, question] = QUESTION_INPUT.exec(name) ?? [];
    const values = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
    const kept = values.slice(0, VALUES_MAX).map((one) => one.slice(0, LENGTH_MAX));
    return question ? [[question, kept] as const] : [];
  });
  return { fields: Object.fromEntries(fields), given: Object.fromEntries(given) };
};
