import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { html } from "hono/html";
import { NONCE, secureHeaders } from "hono/secure-headers";
import { noticeOfFailure } from "../core/chat/answering.ts";
import { defined } from "../core/model/defined.ts";
import { addOutboxPage } from "./outbox.ts";
import { isLocal, type PageContext } from "./request.ts";
import { type AddPages, type Env, makeDesk, type PageDeps } from "./responses.ts";

const BODY_LIMIT = 128 * 1_024;
/** All answers that the longest form takes, three bytes a character; only forms with answers come as multipart. */
const ANSWERS_LIMIT = 640 * 1_024;
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
