import { Hono, type MiddlewareHandler } from "hono";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { NONCE, secureHeaders } from "hono/secure-headers";
import { noticeOfFailure } from "../core/chat/answering.ts";
import { postAgain } from "./again.ts";
import type { Env, PageContext } from "./incoming/request.ts";
import { makeSourceOf } from "./incoming/source.ts";
import { addOutboxPage } from "./outbox.ts";
import { type AddPages, makeResponses, type PageDeps, type Responses } from "./responses.ts";
import { addGuide } from "./site/guide.ts";
import { keepLanguage } from "./site/language.ts";
import { addPictures } from "./site/pictures.ts";
import { addSitePages } from "./site/site-pages.ts";
import { UNSUBSCRIBE_PATH } from "./unsubscribe.ts";

const BODY_LIMIT = 128 * 1_024;
/** All answers that the longest form takes, three bytes a character; only forms with answers come as multipart. */
const ANSWERS_LIMIT = 640 * 1_024;
/** A file with people to invite, on the page of a host whose link is ours. */
const IMPORT_LIMIT = 5_200_000;

/** What no page asks a browser for, so that nothing on one can. */
const FEATURES_OFF = ["camera", "microphone", "geolocation", "payment", "usb", "browsingTopics"] as const;
const TWO_YEARS = "max-age=63072000; includeSubDomains";

/** The mail that a host looks at: it stands in a frame of one of our pages, with the styles that mails have. */
const FRAMED = /^\/host\/[^/]+\/preview\/mail$/;

/** No framing, no script but our own, and forms that lead nowhere else. */
const headersFor = ({ core, publicUrl }: PageDeps): MiddlewareHandler<Env> => {
  const common = {
    // Links are secrets, so none goes elsewhere. With none at all, browsers would hide where a form was sent from.
    referrerPolicy: "same-origin",
    permissionsPolicy: Object.fromEntries(FEATURES_OFF.map((name) => [name, false])),
    strictTransportSecurity: publicUrl.protocol === "https:" ? TWO_YEARS : false,
  } as const;
  const whole = secureHeaders({
    ...common,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: [NONCE],
      scriptSrc: [NONCE],
      imgSrc: ["'self'"],
      frameSrc: ["'self'"],
      // Browsers apply it to a form's redirect too, and registering leads to a landing page (S24).
      formAction: ["'self'", ...core.site.landingDomains.flatMap((name) => [`https://${name}`, `https://*.${name}`])],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    xFrameOptions: "DENY",
  });
  const framed = secureHeaders({
    ...common,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'unsafe-inline'"],
      frameAncestors: ["'self'"],
      sandbox: [],
    },
    xFrameOptions: "SAMEORIGIN",
  });
  return (c, next) => (FRAMED.test(c.req.path) ? framed(c, next) : whole(c, next));
};

/** Notes where each request comes from. */
const noteSources = (pages: Hono<Env>, { trustedProxies }: PageDeps): void => {
  const sourceOf = makeSourceOf(trustedProxies);
  pages.use((c, next) => {
    c.set("source", sourceOf(c.env.incoming.socket.remoteAddress, c.req.header("x-forwarded-for")));
    return next();
  });
};

/** Reads bodies as faces do, bounded each and all together; @hono/node-server then takes what was read. */
const limitBodies = (pages: Hono<Env>, respond: Responses, { readBody, links }: PageDeps): void => {
  const isImport = (path: string): boolean => {
    const [, token] = /^\/host\/([^/]+)\/invite$/.exec(path) ?? [];
    return token !== undefined && links.readHost(token) !== undefined;
  };
  pages.use(async (c, next) => {
    if (["GET", "HEAD"].includes(c.req.method)) return next();
    const isLong = c.req.header("content-type")?.toLowerCase().startsWith("multipart/form-data");
    const max = isLong ? (isImport(c.req.path) ? IMPORT_LIMIT : ANSWERS_LIMIT) : BODY_LIMIT;
    const rawBody = await readBody(c.env.incoming, max).catch(() => "cut" as const);
    if (rawBody === "cut") return c.body(null, 400);
    if (!rawBody) return respond.dead(c, "page_too_large", 413);
    Object.assign(c.env.incoming, { rawBody });
    return next();
  });
};

/** Takes forms only from this site's own pages, but for what mail programs post. */
const refuseForeignForms = (pages: Hono<Env>, { publicUrl }: PageDeps): void => {
  const isOurs = (origin: string, host: string | undefined) =>
    origin === publicUrl.origin || (URL.canParse(origin) && new URL(origin).host === host);
  const check = csrf({ origin: (origin, c) => isOurs(origin, c.req.header("host")) });
  pages.use((c, next) => (c.req.path.startsWith(UNSUBSCRIBE_PATH) ? next() : check(c, next)));
};

/** A link copied out of a sentence brings along what ended it. No code or token ends in any of this. */
const COPIED =
  /^(\/(?:w|me|j|u|host)\/[\w.-]*[\w-](?:\/\w+)?)(?:[/.,;:!?)\]']|%(?:20|22|3E|C2%A0|C2%BB|E2%80%9D|E2%80%A6)){1,9}$/i;

/** Leads from a link with a slash or a full stop too many to the page that was meant. */
const forgiveEndings = (pages: Hono<Env>): void => {
  pages.use(async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    const [, meant] = COPIED.exec(pathname) ?? [];
    if (meant === undefined || !["GET", "HEAD"].includes(c.req.method)) return next();
    c.header("Cache-Control", "no-store");
    return c.redirect(`${meant}${search}`);
  });
};

const addHealth = (pages: Hono<Env>, { ready }: PageDeps): void => {
  pages.get("/healthz", (c) => c.text("ok"));
  pages.get("/readyz", async (c) => {
    const state = await ready();
    return c.json(state, state.reachable && state.writable && state.durable ? 200 : 503);
  });
};

const answerFailures = (pages: Hono<Env>, respond: Responses, { log }: PageDeps): void => {
  pages.notFound((c) => respond.dead(c as PageContext, "page_not_found", 404));
  pages.onError(async (error, c) => {
    // The check of where a form comes from throws it, with an answer that no person can read.
    if (error instanceof HTTPException && error.status === 403)
      return respond.dead(c as PageContext, "page_foreign", 403);
    if (error instanceof HTTPException && error.status === 400)
      return respond.dead(c as PageContext, "page_unreadable", 400);
    if ("getResponse" in error) return error.getResponse();
    const { notice, reference } = noticeOfFailure(error);
    log.error({ err: error, reference }, "page_failed");
    const page = c as PageContext;
    if (notice.kind !== "not_saved") return respond.notice(page, notice, "", { status: 500 });
    const again = await postAgain(page, respond.translator(page)("try_again"));
    return respond.notice(page, notice, again, { status: 503 });
  });
};

/** Makes the site: the given pages, the health checks, and the limits and headers that hold for all of them. */
export const makePages = (deps: PageDeps, routes: readonly AddPages[]): Hono<Env> => {
  const pages = new Hono<Env>();
  const respond = makeResponses(deps, addPictures(pages, deps.theme, deps.logo));
  pages.use(headersFor(deps));
  keepLanguage(pages, deps);
  noteSources(pages, deps);
  limitBodies(pages, respond, deps);
  refuseForeignForms(pages, deps);
  forgiveEndings(pages);
  addHealth(pages, deps);
  addSitePages(pages, respond, deps);
  addGuide(pages, respond, deps);
  addOutboxPage(pages, respond, deps);
  for (const add of routes) add(pages, respond, deps);
  answerFailures(pages, respond, deps);
  return pages;
};
