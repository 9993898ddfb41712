import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import type { Given } from "../../core/model/form.ts";
import { LOCALES, type Locale } from "../../core/model/person.ts";
import { isLocalRequest } from "../../local.ts";

export type Env = {
  Bindings: HttpBindings;
  Variables: {
    secureHeadersNonce?: string;
    /** Where the request comes from, as limits count it. */
    source?: string;
    /** The language in which whose page it is reads, where that is known. */
    ownLocale?: Locale;
  };
};
export type PageContext = Context<Env>;

/** The language a browser asks for, of those that Usher speaks; else that of whose page it is, or the fallback. */
export const localeOfPage = (c: PageContext, fallback: Locale): Locale => {
  const asked = accepts(c, {
    header: "Accept-Language",
    supports: [...LOCALES, "en-US", "en-GB", "fr-FR", "fr-CA"],
    default: c.get("ownLocale") ?? fallback,
  });
  return asked.startsWith("fr") ? "fr" : "en";
};

/** Says in which language whose page it is reads, where that is known. */
export const readIn = (c: PageContext, locale: Locale | undefined): void => {
  if (locale) c.set("ownLocale", locale);
};

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
