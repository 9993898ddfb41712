import { html } from "hono/html";
import type { SeriesWebinars } from "../core/model/series.ts";
import { isAhead, type Webinar } from "../core/model/webinar.ts";
import { openIn } from "../core/registering/form-steps.ts";
import { wordsOf } from "../texts/words.ts";
import { buttonLink, factList, type Html, heading, noticeBody } from "./elements.ts";
import type { PageContext } from "./incoming/request.ts";
import { findSeries } from "./lookup.ts";
import type { PageDeps, Responses } from "./responses.ts";

/** The webinars of a series, each with its time and a button. */
const webinarList = (
  c: PageContext,
  respond: Responses,
  { series, webinars }: SeriesWebinars,
  button: (webinar: Webinar) => Html,
): Html[] => {
  const { items } = wordsOf({ kind: "series_one", series, webinars, isMine: false }, respond.readerOf(c));
  return webinars.map((webinar, index) => {
    const { title = "", facts = [] } = items[index] ?? {};
    return html`<h2 dir="auto">${title}</h2>${factList(facts)}${button(webinar)}`;
  });
};

/** Shows a series and its webinars that are ahead. */
export const showSeries = async (c: PageContext, respond: Responses, { core, links }: PageDeps) => {
  const found = await findSeries(core, c.req.param("code") ?? "");
  if (!found) return respond.unknownWebinar(c);
  const now = core.clock.now();
  const ahead = { ...found, webinars: found.webinars.filter((webinar) => isAhead(webinar, now)) };
  const words = wordsOf({ kind: "series_one", ...ahead, isMine: false }, respond.readerOf(c));
  const label = respond.translator(c)("show");
  const list = webinarList(c, respond, ahead, ({ code }) => buttonLink(links.about(code), label, true));
  return respond.page(c, found.series.title, html`${noticeBody(words)}${list}`);
};

/** Shows where to register for a series: on the page of each of its webinars. */
export const showSeriesChoice = async (c: PageContext, respond: Responses, { core, links }: PageDeps) => {
  const found = await findSeries(core, c.req.param("code") ?? "");
  if (!found) return respond.unknownWebinar(c);
  const { title } = found.series;
  const open = { ...found, webinars: openIn(found, core.clock.now()) };
  if (open.webinars.length === 0) return respond.refusal(c, { reason: "series_empty", title });
  const t = respond.translator(c);
  const list = webinarList(c, respond, open, ({ code }) => buttonLink(links.register(code), t("register")));
  return respond.page(c, title, html`${heading(title)}<p>${t("page_series_register")}</p>${list}`);
};
