import { html } from "hono/html";
import { tagged } from "../core/model/tag.ts";
import { isAhead, type Webinar } from "../core/model/webinar.ts";
import { openIn } from "../core/registering/form-steps.ts";
import type { Translate } from "../texts/translate.ts";
import { shownName } from "../texts/written.ts";
import { buttonLink, type Html, heading } from "./elements.ts";
import { eventRow } from "./event/head.ts";
import { areFewLeft, seatsText } from "./event/seats-left.ts";
import { type Standing, standingOf } from "./event/standing.ts";
import { type PageContext, tagOf } from "./incoming/request.ts";
import { findSeries } from "./lookup.ts";
import type { PageDeps, Responses } from "./responses.ts";
import { beginningOf } from "./written.ts";

/** The webinars of a series, each with its time. */
const webinarList = (
  c: PageContext,
  respond: Responses,
  webinars: readonly Webinar[],
  of: (webinar: Webinar) => { readonly url: string; readonly button?: Html },
): Html => {
  const rows = webinars.map((webinar) => {
    const { url, button = "" } = of(webinar);
    return eventRow(webinar, respond.readerOf(c), { url, more: button });
  });
  return html`<ul class="events">${rows}</ul>`;
};

/** Finds the series of a page's address; says so where there is none. */
const withSeries = async (
  c: PageContext,
  respond: Responses,
  { core }: Pick<PageDeps, "core">,
  show: (found: NonNullable<Awaited<ReturnType<typeof findSeries>>>) => Response | Promise<Response>,
): Promise<Response> => {
  const found = await findSeries(core, c.req.param("code") ?? "");
  return found ? show(found) : respond.unknownWebinar(c);
};

/** So many signs of a description stand in a row. */
const ABOUT_MAX = 140;

/** What a webinar is about, in a line; the whole of it stands on its page. */
const aboutLine = ({ description }: Webinar): Html | string => {
  const said = beginningOf(description, ABOUT_MAX);
  return said === "" ? "" : html`<p class="small" dir="auto">${said}</p>`;
};

/** How many seats of a webinar are left (P37); nothing where it takes no registrations. */
const seatsLine = (webinar: Webinar, t: Translate): Html | string =>
  webinar.registrationRequired ? html`<p class="small">${seatsText(webinar, t)}</p>` : "";

/** The way to register for one of a series, where there is one. */
const REGISTERS: Partial<Record<Standing, "register" | "page_join_line">> = {
  open: "register",
  line: "page_join_line",
};

/** Shows a series and its webinars that are ahead. */
export const showSeries = (c: PageContext, respond: Responses, { core, links }: PageDeps) =>
  withSeries(c, respond, { core }, ({ series, webinars, hostName }) => {
    const t = respond.translator(c);
    const ahead = webinars.filter((webinar) => isAhead(webinar, core.clock.now()));
    const line = t("page_series_line", { count: ahead.length });
    const register = (webinar: Webinar): Html | string => {
      const say = REGISTERS[standingOf(webinar, core.clock.now())];
      return say ? buttonLink(tagged(links.register(webinar.code), tagOf(c)), t(say), true) : "";
    };
    // Said of one, it is said of all: a webinar without it looked as if nobody knew.
    const saysSeats = ahead.some((webinar) => webinar.registrationRequired && areFewLeft(webinar));
    const list = webinarList(c, respond, ahead, (webinar) => ({
      url: tagged(links.about(webinar.code), tagOf(c)),
      button: html`${aboutLine(webinar)}${saysSeats ? seatsLine(webinar, t) : ""}${register(webinar)}`,
    }));
    const hosted =
      hostName === "" ? "" : html`<p class="soft">${t("page_hosted_by", { host: shownName(hostName) })}</p>`;
    const body = html`${heading(series.title)}${hosted}<p class="soft">${line}</p>${ahead.length > 0 ? list : ""}`;
    const preview = { title: series.title, description: line, url: links.series(series.code) };
    return respond.page(c, series.title, body, 200, preview);
  });

/** Shows where to register for a series: on the page of each of its webinars. */
export const showSeriesChoice = (c: PageContext, respond: Responses, { core, links }: PageDeps) =>
  withSeries(c, respond, { core }, (found) => {
    const { title } = found.series;
    const open = openIn(found, core.clock.now());
    if (open.length === 0) return respond.refusal(c, { reason: "series_empty", title });
    const t = respond.translator(c);
    const list = webinarList(c, respond, open, ({ code }) => ({
      url: tagged(links.about(code), tagOf(c)),
      button: buttonLink(tagged(links.register(code), tagOf(c)), t("register")),
    }));
    return respond.page(c, title, html`${heading(title)}<p>${t("page_series_register")}</p>${list}`);
  });
