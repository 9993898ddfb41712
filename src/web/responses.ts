import type { Hono } from "hono";
import { html } from "hono/html";
import type { ReadBody } from "../bodies.ts";
import type { Logo } from "../brand/logo.ts";
import type { Theme } from "../brand/theme.ts";
import type { Config } from "../config.ts";
import type { Core } from "../core/core.ts";
import { defined } from "../core/model/defined.ts";
import { type Address, type Face, isIdForCode, type WebinarCode } from "../core/model/ids.ts";
import type { Links } from "../core/model/links.ts";
import type { Locale, Reader } from "../core/model/person.ts";
import type { Refusal } from "../core/model/refusal.ts";
import type { Registration } from "../core/model/registration.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { Notice } from "../core/notices/notice.ts";
import type { RegisterProblem } from "../core/registering/register-refusals.ts";
import type { Outbox } from "../email/outbox.ts";
import type { Log } from "../log.ts";
import type { TextKey } from "../texts/en.ts";
import { headOf } from "../texts/head-of.ts";
import { type Translate, translatorFor } from "../texts/translate.ts";
import { showSpan } from "../texts/when.ts";
import { wordsOf } from "../texts/words.ts";
import { buttonLink, type Html, heading, timed } from "./elements.ts";
import { newsOf, refusedEvent } from "./event/news.ts";
import { type Env, localeOfPage, type PageContext } from "./incoming/request.ts";
import { refusalHeading, refusalNews, refusalOnPage } from "./refusal-texts.ts";
import { codeForm } from "./site/code-form.ts";
import { addressIn } from "./site/language.ts";
import { htmlPage, type Preview } from "./site/layout.ts";
import type { Pictures } from "./site/pictures.ts";
import { linked } from "./written.ts";

export interface PageDeps {
  readonly core: Core;
  readonly links: Links;
  readonly log: Log;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly publicUrl: URL;
  /** The chat products in which people can type commands. */
  readonly faces: readonly Face[];
  readonly theme: Theme;
  /** The operator's; absent: Usher's own mark. */
  readonly logo: Logo | undefined;
  /** Signs the visits of webinars without registration. */
  readonly secret: string;
  readonly trustedProxies: Config["trustedProxies"];
  readonly readBody: ReadBody;
  readonly ready: () => Promise<{ reachable: boolean; writable: boolean; durable: boolean }>;
  /** The operator's own words in place of ours. */
  readonly privacy: string | undefined;
  readonly terms: string | undefined;
  /** The operator's e-mail address, as far as it is known. */
  readonly contact: string | undefined;
  /** Where somebody who opens the start page can try everything; absent on a site that is in earnest. */
  readonly entrance: string | undefined;
  /** Present when mail is kept instead of sent. */
  readonly outbox: Outbox | undefined;
}

/** Adds some pages to the others. */
export type AddPages = (pages: Hono<Env>, respond: Responses, deps: PageDeps) => void;

type Status = 200 | 400 | 403 | 404 | 410 | 413 | 429 | 500 | 503;

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

/** For who typed a registration ID where a code belongs. */
export const TYPED_ID = "id";
export const TYPED_ID_PAGE = `/?${TYPED_ID}`;

/** What to type where. */
const CODE_HINTS = { slack: "page_code_slack", teams: "page_code_teams" } as const satisfies Record<Face, TextKey>;

/** The ways in which a page can answer, each in the reader's language. */
export const makeResponses = (
  { locale, timeZone, theme, faces, core }: Pick<PageDeps, "locale" | "timeZone" | "theme" | "faces" | "core">,
  pictures: Pictures,
) => {
  /** `zone` is the reader's own; absent or empty when it is not known. */
  const readerOf = (c: PageContext, zone = c.get("ownZone")): Reader => ({
    locale: localeOfPage(c, locale),
    ...defined({ zone: zone || undefined }),
  });

  const translator = (c: PageContext): Translate => translatorFor(localeOfPage(c, locale));

  /** `preview` is what another site may show of it: of nothing that not everybody may see (P43). */
  const page = (c: PageContext, title: string, body: Html, status: Status = 200, preview?: Preview) => {
    const spoken = localeOfPage(c, locale);
    c.header("Cache-Control", "no-store");
    c.header("Content-Language", spoken);
    const shell = { locale: spoken, nonce: c.get("secureHeadersNonce") ?? "", theme, pictures, preview };
    return c.html(htmlPage(title, body, { ...shell, inLanguage: (other) => addressIn(c, other) }), status);
  };

  /** A notice, and what stands below it. */
  const notice = (
    c: PageContext,
    shown: Notice,
    after: Html | string = "",
    { status = 200, zone = c.get("ownZone") }: { status?: Status; zone?: string | undefined } = {},
  ) => {
    const words = wordsOf(shown, readerOf(c, zone), { now: core.clock.now(), marksTimes: !zone });
    return page(c, words.title, html`${newsOf(shown, words, readerOf(c, zone))}${after}`, status);
  };

  /** A span of time in plain words, in this zone, which they name. */
  const spanOf = (c: PageContext, from: number, to: number, zone: string): string =>
    showSpan(from, to, zone, localeOfPage(c, locale));

  const refusalText = (c: PageContext, refusal: Refusal, webinar?: Webinar): string =>
    refusalOnPage(refusal, readerOf(c), webinar?.zone ?? timeZone);

  /** A refusal, and what stands below it. */
  const refusal = (c: PageContext, refused: Refusal, webinar?: Webinar, after: Html | string = "") => {
    const title = refusalHeading(refused, translator(c), webinar?.title);
    const said = html`<p>${timed(refusalText(c, refused, webinar))}</p>`;
    // Whose title is the webinar's alone needs it no second time.
    if (!webinar || title === webinar.title)
      return page(c, title, html`${heading(title)}${said}${after}`, statusOf(refused));
    const { head = headOf(title, webinar.title) ?? title, line } = refusalNews(refused, translator(c));
    const event = refusedEvent(refused, webinar, readerOf(c));
    return page(
      c,
      title,
      html`${heading(head)}${line === undefined ? said : html`<p>${line}</p>`}<div class="subject">${event}</div>${after}`,
      statusOf(refused),
    );
  };

  /** A page for who cannot go on here: what happened, and where to go instead. */
  const dead = (c: PageContext, what: keyof typeof DEAD_ENDS, status: Status) => {
    const t = translator(c);
    const title = t(DEAD_ENDS[what]);
    const home = status === 404 ? buttonLink("/", t("page_start")) : "";
    // The form that was sent stands on the page of the same address. Two slashes would lead to another site.
    const address = new URL(c.req.url).pathname.replace(/^\/+/, "/");
    const again = status === 403 || status === 400 ? buttonLink(address, t("page_open")) : "";
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
    spanOf,

    /** What to type in chat to register; empty where there is no chat. */
    codeHint: (c: PageContext, code: WebinarCode): string => {
      const t = translator(c);
      return faces.map((face) => t(CODE_HINTS[face], { code })).join(" ");
    },
    /** What that is for: the products in which it is typed. */
    codeTitle: (c: PageContext): string => {
      const t = translator(c);
      const names = faces.map((face) => t(`way_${face}`));
      return t("page_code_from", {
        faces: new Intl.ListFormat(localeOfPage(c, locale), { type: "disjunction" }).format(names),
      });
    },
    localeOf: (c: PageContext): Locale => localeOfPage(c, locale),

    /** What is wrong with a form, as texts by field. */
    problemTexts: (c: PageContext, problems: readonly RegisterProblem[], webinar: Webinar) =>
      Object.fromEntries(problems.map(({ field, refusal: one }) => [field, refusalText(c, one, webinar)])),

    unknownWebinar: (c: PageContext) => {
      const typed = c.req.param("code") ?? "";
      // An ID is a secret: it leaves the address bar, and is not shown again.
      if (isIdForCode(typed)) return c.redirect(TYPED_ID_PAGE, 303);
      const refused = { reason: "unknown_webinar", typed } as const;
      const t = translator(c);
      const title = refusalHeading(refused, t, undefined);
      // What is wrong stands below the field in which it is mended.
      return page(c, title, html`${heading(title)}${codeForm(t, typed, refusalText(c, refused))}`, statusOf(refused));
    },

    /** A redirect to the page that the host chose for those who registered (S24); undefined when there is none. */
    landingPage: (c: PageContext, { landingPage }: Webinar, { status }: Registration) => {
      // A form that is sent once more changes nothing, though its registration was cancelled since.
      if (!landingPage || status === "cancelled") return undefined;
      c.header("Cache-Control", "no-store");
      return c.redirect(landingPage, 303);
    },

    /** What somebody typed is kept until the mail to this address confirms it. */
    checkMail: (c: PageContext, address: Address, back: Html) => {
      const t = translator(c);
      const title = t("page_check_mail_title");
      return page(c, title, html`${heading(title)}<p>${t("page_check_mail", { address })}</p>${back}`);
    },

    /** Warns before somebody fills in a form in vain; a seat may become free while they do. */
    fullNote: (c: PageContext, { seatsHeld, cap, fullText }: Webinar): Html | string =>
      seatsHeld < cap
        ? ""
        : html`<p class="note">${linked([translator(c)("page_full", { cap }), fullText].join("\n").trim())}</p>`,
  };
};

export type Responses = ReturnType<typeof makeResponses>;
