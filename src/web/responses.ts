import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { html } from "hono/html";
import type { Core } from "../core/core.ts";
import { defined } from "../core/model/defined.ts";
import { parseCode } from "../core/model/ids.ts";
import type { Links } from "../core/model/links.ts";
import type { Locale } from "../core/model/person.ts";
import type { Refusal } from "../core/model/refusal.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { Notice } from "../core/notices/notice.ts";
import type { RegisterProblem } from "../core/registering/register.ts";
import type { Outbox } from "../email/outbox.ts";
import type { Log } from "../log.ts";
import { sayRefusal } from "../texts/refusals.ts";
import { type Say, sayIn } from "../texts/say.ts";
import { wordsOf } from "../texts/words.ts";
import { type Html, told } from "./elements.ts";
import { page } from "./layout.ts";
import { localeOfPage, type PageContext } from "./request.ts";

export interface PageDeps {
  readonly core: Core;
  readonly links: Links;
  readonly log: Log;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly publicUrl: URL;
  readonly ready: () => Promise<{ reachable: boolean; writable: boolean; durable: boolean }>;
  /** Present when mail is kept instead of sent. */
  readonly outbox: Outbox | undefined;
}

export type Env = { Bindings: HttpBindings; Variables: { secureHeadersNonce?: string } };

/** Adds some pages to the others. */
export type AddPages = (pages: Hono<Env>, desk: Desk, deps: PageDeps) => void;

/** What the pages share: the reader's language, a whole page from a body, and refusals as pages. */
export const makeDesk = ({ core, locale, timeZone }: Pick<PageDeps, "core" | "locale" | "timeZone">) => {
  const show = (
    c: PageContext,
    title: string,
    body: Html,
    status: 200 | 400 | 403 | 404 | 410 | 413 | 429 | 500 | 503 = 200,
  ) => {
    c.header("Cache-Control", "no-store");
    return c.html(
      page(title, body, { locale: localeOfPage(c, locale), nonce: c.get("secureHeadersNonce") ?? "" }),
      status,
    );
  };
  const sayTo = (c: PageContext): Say => sayIn(localeOfPage(c, locale));
  /** `zone` is the reader's own, where it is known. */
  const notice = (
    c: PageContext,
    of: Notice,
    after: Html | string = "",
    { status = 200, zone }: { status?: 200 | 500 | 503; zone?: string | undefined } = {},
  ) => {
    const words = wordsOf(of, { locale: localeOfPage(c, locale), ...defined({ zone: zone || undefined }) });
    return show(c, words.title, html`${told(words)}${after}`, status);
  };
  const refusalText = (c: PageContext, refusal: Refusal, webinar?: Webinar): string =>
    sayRefusal(refusal, localeOfPage(c, locale), webinar?.zone ?? timeZone);
  const problemTexts = (c: PageContext, problems: readonly RegisterProblem[], webinar: Webinar) =>
    Object.fromEntries(problems.map(({ field, refusal }) => [field, refusalText(c, refusal, webinar)]));
  const refused = (c: PageContext, refusal: Refusal, webinar?: Webinar, after: Html | string = "") => {
    const text = refusalText(c, refusal, webinar);
    const status =
      refusal.reason === "unknown_webinar" || refusal.reason === "link_unknown"
        ? 404
        : refusal.reason.startsWith("too_")
          ? 429
          : 403;
    return show(c, text.split("\n")[0] ?? text, html`<p>${text}</p>${after}`, status);
  };
  const unknown = (c: PageContext) => refused(c, { reason: "unknown_webinar", typed: c.req.param("code") ?? "" });
  /** To the page where people are taken after they registered (S24); undefined when none is set. */
  const toLanding = (c: PageContext, { landingPage }: Webinar) => {
    if (!landingPage) return undefined;
    c.header("Cache-Control", "no-store");
    return c.redirect(landingPage, 303);
  };
  /** Said before somebody fills in a form in vain; a seat may become free while they do. */
  const fullNote = (c: PageContext, { seatsHeld, cap, fullText }: Webinar): Html | string =>
    seatsHeld < cap ? "" : html`<p>${[sayTo(c)("page_full", { cap }), fullText].join("\n").trim()}</p>`;
  /** The webinar of a page's address; it is looked up across organisations, since a code belongs to one only. */
  const webinarOf = async (typed: string): Promise<Webinar | undefined> => {
    const code = parseCode(typed);
    const organisation = code && (await core.webinars.organisationOf(code));
    return organisation && code ? core.webinars.get(organisation, code) : undefined;
  };
  return {
    show,
    sayTo,
    notice,
    refused,
    refusalText,
    problemTexts,
    unknown,
    toLanding,
    fullNote,
    webinarOf,
    localeOf: (c: PageContext) => localeOfPage(c, locale),
  };
};

export type Desk = ReturnType<typeof makeDesk>;
