import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { html } from "hono/html";
import { NONCE, secureHeaders } from "hono/secure-headers";
import type { Core } from "../core/core.ts";
import { noticeOfFailure } from "../core/failure.ts";
import { parseCode } from "../core/ids.ts";
import type { Links } from "../core/links.ts";
import type { Notice } from "../core/notice.ts";
import type { Locale } from "../core/person.ts";
import type { Refusal } from "../core/refusal.ts";
import type { Webinar } from "../core/webinar.ts";
import type { Outbox } from "../email/outbox.ts";
import { isLoopbackHost } from "../local.ts";
import type { Log } from "../log.ts";
import { sayRefusal } from "../texts/refusals.ts";
import { type Say, sayIn } from "../texts/say.ts";
import { wordsOf } from "../texts/words.ts";
import { isLocal, localeOfPage, type PageContext } from "./ask.ts";
import { type Html, page, told } from "./layout.ts";

const BODY_LIMIT = 128 * 1_024;

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
  const notice = (c: PageContext, of: Notice, after: Html | string = "", status: 200 | 500 | 503 = 200) => {
    const words = wordsOf(of, { locale: localeOfPage(c, locale) });
    return show(c, words.title, html`${told(words)}${after}`, status);
  };
  const refusalText = (c: PageContext, refusal: Refusal, webinar?: Webinar): string =>
    sayRefusal(refusal, localeOfPage(c, locale), webinar?.zone ?? timeZone);
  const refused = (c: PageContext, refusal: Refusal, webinar?: Webinar, after: Html | string = "") => {
    const text = refusalText(c, refusal, webinar);
    const status =
      refusal.reason === "unknown_webinar" || refusal.reason === "link_unknown"
        ? 404
        : refusal.reason.startsWith("too_")
          ? 429
          : 403;
    return show(c, text, html`<p>${text}</p>${after}`, status);
  };
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
    webinarOf,
    localeOf: (c: PageContext) => localeOfPage(c, locale),
  };
};

export type Desk = ReturnType<typeof makeDesk>;

/** Pages, health, and the rules all of them obey: bounded bodies, no framing, no script, forms from here only. */
export const makePages = (deps: PageDeps, routes: readonly AddPages[]): Hono<Env> => {
  const { log, publicUrl, ready, outbox } = deps;
  const desk = makeDesk(deps);
  const pages = new Hono<Env>();

  pages.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: [NONCE],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      // Links are secrets, so none goes elsewhere; none at all would make browsers hide where a form was sent from.
      referrerPolicy: "same-origin",
      xFrameOptions: "DENY",
      ...(publicUrl.protocol === "https:" ? {} : { strictTransportSecurity: false }),
    }),
  );
  pages.use(
    bodyLimit({
      maxSize: BODY_LIMIT,
      onError: (c) =>
        desk.show(c as PageContext, "413", html`<p>${desk.sayTo(c as PageContext)("page_too_large")}</p>`, 413),
    }),
  );
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
  pages.get("/outbox", async (c) => {
    const say = desk.sayTo(c);
    // Other people's mail: only for whoever sits at this machine.
    if (!outbox || !isLocal(c) || !isLoopbackHost(publicUrl.hostname)) return c.notFound();
    const letters = await outbox.list();
    const kept = letters.map(
      (letter) =>
        html`<h2>${letter.subject}</h2><p>${say("field_address")}: ${letter.to}</p><pre>${letter.text.split(/(https?:\/\/[^\s)>\]]+)/).map((part) => (/^https?:\/\//.test(part) ? html`<a href="${part}">${part}</a>` : part))}</pre>`,
    );
    return desk.show(
      c,
      say("page_outbox"),
      html`<h1>${say("page_outbox")}</h1>${letters.length === 0 ? html`<p>${say("page_outbox_empty")}</p>` : kept}`,
    );
  });

  for (const add of routes) add(pages, desk, deps);

  pages.notFound((c) =>
    desk.show(c as PageContext, "404", html`<p>${desk.sayTo(c as PageContext)("page_not_found")}</p>`, 404),
  );
  pages.onError((error, c) => {
    if ("getResponse" in error) return error.getResponse();
    const { notice, reference } = noticeOfFailure(error);
    log.error({ err: error, reference }, "page_failed");
    return desk.notice(c as PageContext, notice, "", notice.kind === "not_saved" ? 503 : 500);
  });
  return pages;
};

/** A link shaped as a button. */
export const buttonLink = (url: string, label: string, isQuiet = false): Html =>
  html`<a class="button${isQuiet ? " quiet" : ""}" href="${url}">${label}</a>`;

/** A form with one button that says what it does. */
export const act = (name: string, label: string, fields: Html | string = "", isQuiet = false): Html =>
  html`<form method="post"><input type="hidden" name="do" value="${name}">${fields}<button${isQuiet ? html` class="quiet"` : ""}>${label}</button></form>`;
