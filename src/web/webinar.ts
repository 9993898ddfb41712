import type { Hono } from "hono";
import type { Webinar } from "../core/model/webinar.ts";
import { publishedEntry } from "../email/calendar-file.ts";
import { makeAbout } from "./event/about.ts";
import type { Env, PageContext } from "./incoming/request.ts";
import { addJoinPages } from "./join.ts";
import { findWebinar } from "./lookup.ts";
import { addRegisterPage } from "./register.ts";
import type { PageDeps, Responses } from "./responses.ts";
import { showSeries } from "./series.ts";
import type { Preview } from "./site/layout.ts";
import { beginningOf } from "./written.ts";

/** So many signs of a description are shown by another site. */
const PREVIEW_MAX = 200;

/** Adds the public pages of webinars: about, register, join. */
export const addWebinarPages = (pages: Hono<Env>, respond: Responses, deps: PageDeps): void => {
  const { core, links } = deps;
  const about = makeAbout(respond, deps);

  const previewOf = (c: PageContext, { title, description, code, startsAt, endsAt, zone }: Webinar): Preview => {
    const when = respond.spanOf(c, startsAt, endsAt, zone);
    const cut = beginningOf(description, PREVIEW_MAX);
    return { title, description: [when, cut].filter((part) => part !== "").join(" · "), url: links.about(code) };
  };

  pages.get("/w/:code", async (c) => {
    const webinar = await findWebinar(core, c.req.param("code"));
    if (!webinar) return showSeries(c, respond, deps);
    return respond.page(c, webinar.title, await about(c, webinar), 200, previewOf(c, webinar));
  });
  pages.get("/s/:code", (c) => showSeries(c, respond, deps));
  pages.get("/w/:code/event.ics", async (c) => {
    const webinar = await findWebinar(core, c.req.param("code"));
    if (!webinar) return respond.unknownWebinar(c);
    c.header("Cache-Control", "no-store");
    return c.body(publishedEntry({ webinar, link: links.about(webinar.code), now: core.clock.now() }), 200, {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": `attachment; filename="${webinar.code}.ics"`,
    });
  });
  addRegisterPage(pages, respond, deps);
  addJoinPages(pages, respond, deps);
};
