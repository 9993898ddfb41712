import type { Hono } from "hono";
import { html } from "hono/html";
import type { ReadBody } from "../bodies.ts";
import type { Config } from "../config.ts";
import type { Core } from "../core/core.ts";
import { defined } from "../core/model/defined.ts";
import type { Address } from "../core/model/ids.ts";
import type { Links } from "../core/model/links.ts";
import type { Locale, Reader } from "../core/model/person.ts";
import type { Refusal } from "../core/model/refusal.ts";
import type { Registration } from "../core/model/registration.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { Notice } from "../core/notices/notice.ts";
import type { RegisterProblem } from "../core/registering/register-refusals.ts";
import type { Outbox } from "../email/outbox.ts";
import type { Log } from "../log.ts";
import { type Translate, translatorFor } from "../texts/translate.ts";
import { wordsOf } from "../texts/words.ts";
import { type Html, heading, noticeBody } from "./elements.ts";
import { type Env, localeOfPage, type PageContext } from "./incoming/request.ts";
import { htmlPage } from "./layout.ts";
import { refusalHeading, refusalOnPage } from "./refusal-texts.ts";

export interface PageDeps {
  readonly core: Core;
  readonly links: Links;
  readonly log: Log;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly publicUrl: URL;
  /** Signs the visits of webinars without registration. */
  readonly secret: string;
  readonly trustedProxies: Config["trustedProxies"];
  readonly readBody: ReadBody;
  readonly ready: () => Promise<{ reachable: boolean; writable: boolean; durable: boolean }>;
  /** Present when mail is kept instead of sent. */
  readonly outbox: Outbox | undefined;
}

/** Adds some pages to the others. */
export type AddPages = (pages: Hono<Env>, respond: Responses, deps: PageDeps) => void;

type Status = 200 | 400 | 403 | 404 | 413 | 429 | 500 | 503;

/** The HTTP status of a refusal. */
export const statusOf = ({ reason }: Refusal): Status => {
  if (reason === "unknown_webinar" || reason === "link_unknown") return 404;
  return /^too_(often|many_attempts)$|_often$|_busy$/.test(reason) ? 429 : 403;
};

/** Pages for who cannot go on, by their sentence, and their headings. */
const DEAD_ENDS = {
  page_not_found: "page_not_found_title",
  page_too_large: "page_too_large_title",
  page_foreign: "page_foreign_title",
  page_unreadable: "page_unreadable_title",
} as const;

/** The ways in which a page can answer, each in the reader's language. */
export const makeResponses = ({ locale, timeZone }: Pick<PageDeps, "locale" | "timeZone">) => {
  /** `zone` is the reader's own; absent or empty when it is not known. */
  const readerOf = (c: PageContext, zone?: string): Reader => ({
    locale: localeOfPage(c, locale),
    ...defined({ zone: zone || undefined }),
  });

  const translator = (c: PageContext): Translate => translatorFor(localeOfPage(c, locale));

  const page = (c: PageContext, title: string, body: Html, status: Status = 200) => {
    c.header("Cache-Control", "no-store");
    c.header("Content-Language", localeOfPage(c, locale));
    const nonce = c.get("secureHeadersNonce") ?? "";
    return c.html(htmlPage(title, body, { locale: localeOfPage(c, locale), nonce }), status);
  };

  /** A notice, and what stands below it. */
  const notice = (
    c: PageContext,
    shown: Notice,
    after: Html | string = "",
    { status = 200, zone, now }: { status?: Status; zone?: string | undefined; now?: number } = {},
  ) => {
    const words = wordsOf(shown, readerOf(c, zone), defined({ now }));
    return page(c, words.title, html`${noticeBody(words)}${after}`, status);
  };

  const refusalText = (c: PageContext, refusal: Refusal, webinar?: Webinar): string =>
    refusalOnPage(refusal, localeOfPage(c, locale), webinar?.zone ?? timeZone);

  /** A refusal, and what stands below it. */
  const refusal = (c: PageContext, refused: Refusal, webinar?: Webinar, after: Html | string = "") => {
    const title = refusalHeading(refused, translator(c), webinar?.title);
    const text = refusalText(c, refused, webinar);
    return page(c, title, html`${heading(title)}<p>${text}</p>${after}`, statusOf(refused));
  };

  /** A page for who cannot go on here: what happened, and where to go instead. */
  const dead = (c: PageContext, what: keyof typeof DEAD_ENDS, status: Status) => {
    const t = translator(c);
    const title = t(DEAD_ENDS[what]);
    const home = status === 404 ? html`<p><a href="/">${t("page_start")}</a></p>` : "";
    // The form that was sent stands on the page of the same address. Two slashes would lead to another site.
    const address = new URL(c.req.url).pathname.replace(/^\/+/, "/");
    const again = status === 403 || status === 400 ? html`<p><a href="${address}">${t("page_open")}</a></p>` : "";
    return page(c, title, html`${heading(title)}<p>${t(what)}</p>${home}${again}`, status);
  };

  return {
    page,
    notice,
    refusal,
    dead,
    readerOf,
    translator,
    refusalText,
    localeOf: (c: PageContext): Locale => localeOfPage(c, locale),

    /** What is wrong with a form, as texts by field. */
    problemTexts: (c: PageContext, problems: readonly RegisterProblem[], webinar: Webinar) =>
      Object.fromEntries(problems.map(({ field, refusal: one }) => [field, refusalText(c, one, webinar)])),

    unknownWebinar: (c: PageContext) => refusal(c, { reason: "unknown_webinar", typed: c.req.param("code") ?? "" }),

    /** A redirect to the page that the host chose for those who registered (S24); undefined when there is none. */
    landingPage: (c: PageContext, { landingPage }: Webinar, { status }: Registration) => {
      // A form that is sent once more changes nothing, though its registration was cancelled since.
      if (!landingPage || status === "cancelled") return undefined;
      c.header("Cache-Control", "no-store");
      return c.redirect(landingPage, 303);
    },

    /** What somebody typed is kept until the mail to this address confirms it. */
    checkMail: (c: PageContext, address: Address) => {
      const t = translator(c);
      const title = t("page_check_mail_title");
      return page(c, title, html`${heading(title)}<p>${t("page_check_mail", { address })}</p>`);
    },

    /** Warns before somebody fills in a form in vain; a seat may become free while they do. */
    fullNote: (c: PageContext, { seatsHeld, cap, fullText }: Webinar): Html | string =>
      seatsHeld < cap ? "" : html`<p>${[translator(c)("page_full", { cap }), fullText].join("\n").trim()}</p>`,
  };
};

export type Responses = ReturnType<typeof makeResponses>;
