import type { Hono } from "hono";
import { html } from "hono/html";
import { fullName } from "../core/model/person.ts";
import { isOver, type Webinar } from "../core/model/webinar.ts";
import { registrationClosed } from "../core/registering/register-refusals.ts";
import { wordsOf } from "../texts/words.ts";
import { buttonLink, type Html, noticeBody } from "./elements.ts";
import type { Env, PageContext } from "./incoming/request.ts";
import { addJoinPages } from "./join.ts";
import { findWebinar } from "./lookup.ts";
import { addRegisterPage } from "./register.ts";
import type { PageDeps, Responses } from "./responses.ts";
import { showSeries } from "./series.ts";

/** Adds the public pages of webinars: about, register, join. */
export const addWebinarPages = (pages: Hono<Env>, respond: Responses, deps: PageDeps): void => {
  const { core, links } = deps;

  /** The way to the registration form, or why there is none now. */
  const registerSection = (c: PageContext, webinar: Webinar, now: number): Html | string => {
    const closed = registrationClosed(webinar, now);
    if (closed && closed.reason !== "registration_not_required")
      return html`<p>${respond.refusalText(c, closed, webinar)}</p>`;
    if (!webinar.registrationRequired) return "";
    const label = respond.translator(c)("page_about_register");
    return html`${respond.fullNote(c, webinar)}${buttonLink(links.register(webinar.code), label)}`;
  };

  const joinButton = (c: PageContext, webinar: Webinar, now: number): Html | string => {
    const { code, registrationRequired } = webinar;
    if (isOver(webinar, now)) return "";
    const label = respond.translator(c)(registrationRequired ? "page_about_join" : "join");
    return buttonLink(links.gate(code), label, registrationRequired);
  };

  const about = async (c: PageContext, webinar: Webinar) => {
    const host = await core.people.get(webinar.organisation, webinar.host);
    const hostName = host ? fullName(host) : "";
    const words = wordsOf({ kind: "webinar", webinar, hostName }, respond.readerOf(c));
    // Nobody knows who reads this page, so it says no status.
    const statusLabel = respond.translator(c)("fact_status");
    const facts = words.facts.filter(({ label }) => label !== statusLabel);
    const now = core.clock.now();
    const sections = html`${registerSection(c, webinar, now)}${joinButton(c, webinar, now)}`;
    return respond.page(c, webinar.title, html`${noticeBody({ ...words, facts })}${sections}`);
  };

  pages.get("/w/:code", async (c) => {
    const webinar = await findWebinar(core, c.req.param("code"));
    return webinar ? about(c, webinar) : showSeries(c, respond, deps);
  });
  addRegisterPage(pages, respond, deps);
  addJoinPages(pages, respond, deps);
};
