import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { html } from "hono/html";
import { NONCE, secureHeaders } from "hono/secure-headers";
import { noticeOfFailure } from "../core/chat/answering.ts";
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
import { type Html, page, told } from "./layout.ts";
import { addOutboxPage } from "./outbox.ts";
import { isLocal, localeOfPage, type PageContext } from "./request.ts";

const BODY_LIMIT = 128 * 1_024;
/** All answers that the longest form takes, three bytes a character; only forms with answers come as multipart. */
const ANSWERS_LIMIT = 640 * 1_024;

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
const makeDesk = ({ core, locale, timeZone }: Pick<PageDeps, "core" | "locale" | "timeZone">) => {
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

/** Pages, health, and the rules all of them obey: bounded bodies, no framing, no script, forms from here only. */
export const makePages = (deps: PageDeps, routes: readonly AddPages[]): Hono<Env> => {
  const { core, log, publicUrl, ready, outbox } = deps;
  const desk = makeDesk(deps);
  const pages = new Hono<Env>();

  pages.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: [NONCE],
        // Browsers hold a form's redirect against it too, and registering leads to a landing page (S24).
        formAction: ["'self'", ...core.site.landingDomains.flatMap((name) => [`https://${name}`, `https://*.${name}`])],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      // Links are secrets, so none goes elsewhere; none at all would make browsers hide where a form was sent from.
      referrerPolicy: "same-origin",
      xFrameOptions: "DENY",
      ...defined({ strictTransportSecurity: publicUrl.protocol === "https:" ? undefined : false }),
    }),
  );
  const atMost = (maxSize: number) =>
    bodyLimit({
      maxSize,
      onError: (c) =>
        desk.show(c as PageContext, "413", html`<p>${desk.sayTo(c as PageContext)("page_too_large")}</p>`, 413),
    });
  const [short, long] = [atMost(BODY_LIMIT), atMost(ANSWERS_LIMIT)];
  pages.use((c, next) => {
    const isLong = c.req.header("content-type")?.toLowerCase().startsWith("multipart/form-data");
    return (isLong ? long : short)(c, next);
  });
  const isOurs = (origin: string, host: string | undefined) =>
    origin === publicUrl.origin || (URL.canParse(origin) && new URL(origin).host === host);
  pages.use(csrf({ origin: (origin, c) => isOurs(origin, c.req.header("host")) }));

  pages.get("/healthz", (c) => c.text("ok"));
  pages.get("/readyz", async (c) => {
    const state = await ready();
    return c.json(state, state.reachable && state.writable && state.durable ? 200 : 503);
  });
  pages.get("/", (c) =>
    desk.show(
      c,
      "Usher",
      html`<h1>Usher</h1><p>${desk.sayTo(c)("page_home")}</p>${outbox && isLocal(c) ? html`<p><a href="/outbox">${desk.sayTo(c)("page_outbox")}</a></p>` : ""}`,
    ),
  );
  // The addresses that the Teams manifest has to name.
  pages.get("/privacy", (c) => desk.show(c, "Usher", html`<h1>Usher</h1><p>${desk.sayTo(c)("page_privacy")}</p>`));
  pages.get("/terms", (c) => desk.show(c, "Usher", html`<h1>Usher</h1><p>${desk.sayTo(c)("page_terms")}</p>`));
  addOutboxPage(pages, desk, deps);
  for (const add of routes) add(pages, desk, deps);

  pages.notFound((c) =>
    desk.show(c as PageContext, "404", html`<p>${desk.sayTo(c as PageContext)("page_not_found")}</p>`, 404),
  );
  pages.onError((error, c) => {
    if ("getResponse" in error) return error.getResponse();
    const { notice, reference } = noticeOfFailure(error);
    log.error({ err: error, reference }, "page_failed");
    return desk.notice(c as PageContext, notice, "", { status: notice.kind === "not_saved" ? 503 : 500 });
  });
  return pages;
};

/** A link shaped as a button. */
export const buttonLink = (url: string, label: string, isQuiet = false): Html =>
  html`<a class="button${isQuiet ? " quiet" : ""}" href="${url}">${label}</a>`;

/** A form with one button that says what it does. */
export const act = (name: string, label: string, fields: Html | string = "", isQuiet = false): Html =>
  html`<form method="post"><input type="hidden" name="do" value="${name}">${fields}<button${isQuiet ? html` class="quiet"` : ""}>${label}</button></form>`;
