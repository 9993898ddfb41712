import { html } from "hono/html";
import { parseCode, seriesCode } from "../core/model/ids.ts";
import type { SeriesWebinars } from "../core/model/series.ts";
import { isAhead, type Webinar } from "../core/model/webinar.ts";
import { openIn } from "../core/registering/form-steps.ts";
import { wordsOf } from "../texts/words.ts";
import { buttonLink, factList, type Html, told } from "./elements.ts";
import type { PageContext } from "./request.ts";
import type { Desk, PageDeps } from "./responses.ts";

const seriesOf = async (c: PageContext, core: PageDeps["core"]): Promise<SeriesWebinars | undefined> => {
  const code = parseCode(c.req.param("code") ?? "");
  const organisation = code && (await core.webinars.organisationOf(code));
  return organisation && code ? core.series.withWebinars(organisation, seriesCode(code)) : undefined;
};

/** Its webinars, each with its time and a way on. */
const listed = (
  c: PageContext,
  desk: Desk,
  { series, webinars }: SeriesWebinars,
  way: (webinar: Webinar) => Html,
): Html[] => {
  const { items } = wordsOf({ kind: "series_one", series, webinars, isMine: false }, { locale: desk.localeOf(c) });
  return webinars.map((webinar, index) => {
    const { title = "", facts = [] } = items[index] ?? {};
    return html`<h2>${title}</h2>${factList(facts)}${way(webinar)}`;
  });
};

/** A series: what it is called, and its webinars that are ahead. */
export const showSeries = async (c: PageContext, desk: Desk, { core, links }: PageDeps) => {
  const found = await seriesOf(c, core);
  if (!found) return desk.unknown(c);
  const now = core.clock.now();
  const ahead = { ...found, webinars: found.webinars.filter((webinar) => isAhead(webinar, now)) };
  const words = wordsOf({ kind: "series_one", ...ahead, isMine: false }, { locale: desk.localeOf(c) });
  const label = desk.sayTo(c)("show");
  const list = listed(c, desk, ahead, ({ code }) => buttonLink(links.about(code), label, true));
  return desk.show(c, found.series.title, html`${told(words)}${list}`);
};

/** Where somebody registers for a series: on the page of each of its webinars. */
export const showSeriesChoice = async (c: PageContext, desk: Desk, { core, links }: PageDeps) => {
  const found = await seriesOf(c, core);
  if (!found) return desk.unknown(c);
  const { title } = found.series;
  const open = { ...found, webinars: openIn(found, core.clock.now()) };
  if (open.webinars.length === 0) return desk.refused(c, { reason: "series_empty", title });
  const say = desk.sayTo(c);
  const list = listed(c, desk, open, ({ code }) => buttonLink(links.register(code), say("register")));
  return desk.show(c, title, html`<h1>${title}</h1><p>${say("page_series_register")}</p>${list}`);
};
