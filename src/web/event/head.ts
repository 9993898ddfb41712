import { html } from "hono/html";
import type { Locale, Reader } from "../../core/model/person.ts";
import { isOver, type Webinar } from "../../core/model/webinar.ts";
import { type Translate, translatorFor } from "../../texts/translate.ts";
import { hoursOf, spanWithoutZone, tileOf } from "../../texts/when.ts";
import { zoneNameAt } from "../../texts/zone-name.ts";
import { type Html, heading } from "../elements.ts";

type Event = Pick<Webinar, "title" | "startsAt" | "endsAt" | "zone">;

interface Head {
  readonly webinar: Event;
  readonly reader: Reader;
  readonly hostName?: string;
  readonly speakerNames?: readonly string[];
  /** Where it stands, where that is not as everybody expects. */
  readonly pill?: Html | string;
  /** In place of the webinar's title. */
  readonly title?: string;
  /** It stands on a page that is about something else. */
  readonly isPart?: boolean;
  readonly end?: End | undefined;
  /** Below who hosts it. */
  readonly more?: Html;
}

/** Why nobody comes any more, or the reader does not: `off` is an event that does not take place. */
export type End = "past" | "off";

/** The class by which an event does not look as if somebody could come. */
const classOf = (end: End | undefined): string =>
  ({ past: "event past", off: "event past off", live: "event" })[end ?? "live"];

/** What became of a webinar that is over or cancelled. */
export const endOf = (webinar: Webinar, now: number): End | undefined => {
  const over = isOver(webinar, now);
  return over && (over.reason === "webinar_cancelled" ? "off" : "past");
};

const tile = ({ startsAt, zone }: Event, { locale, zone: own }: Reader): Html => {
  const { month, day, year, whole } = tileOf(startsAt, own ?? zone, locale);
  const mark = own ? "" : html` data-day="${startsAt}"`;
  return html`<div class="tile" role="img" aria-label="${whole}"${mark}><b>${month}</b><span>${day}</span><i>${year}</i></div>`;
};

/** The hours: the tile beside them has the day. */
const when = ({ startsAt, endsAt, zone }: Event, { locale, zone: own }: Reader): Html => {
  const { parts, zone: name, comesTwice } = hoursOf(startsAt, endsAt, own ?? zone, locale);
  const [day, ...hours] = parts;
  const words = html`${day}${hours.map((one) => html` <span class="zone">${one}</span>`)} <span class="zone place">${name}</span>`;
  // No script says which of two hours it writes.
  if (own || comesTwice) return html`<p class="when">${words}</p>`;
  const yours = translatorFor(locale)("your_time");
  return html`<p class="when"><time datetime="${new Date(startsAt).toISOString()}" data-at="${startsAt}" data-to="${endsAt}" data-hours data-yours="${yours}">${words}</time></p>`;
};

/** When a webinar is, with its date, where no tile has that; the zone stands below as it does beside a tile. */
export const whenLine = ({ startsAt, endsAt }: Event, zone: string, locale: Locale): Html => {
  const [first, second] = spanWithoutZone(startsAt, endsAt, zone, locale);
  const span = `${first}${first.endsWith("–") ? "" : ","} ${second}`;
  return html`<p class="when">${span} <span class="zone place">${zoneNameAt(startsAt, zone, locale)}</span></p>`;
};

/** A webinar in a list, and what can be done about it. */
export const eventRow = (
  webinar: Event,
  reader: Reader,
  { url, more = "", end }: { readonly url: string; readonly more?: Html | string; readonly end?: End | undefined },
): Html =>
  html`<li class="${classOf(end)}">${tile(webinar, reader)}<div><h2 dir="auto"><a href="${url}">${webinar.title}</a></h2>${when(webinar, reader)}${more}</div></li>`;

/**
 * What the pages of one webinar begin with: its day, its title, who hosts it, and when it is. Where the reader's zone is
 * not known the time is the webinar's, and the page's script writes the visitor's own (P16).
 */
export const eventHead = ({
  webinar,
  reader,
  hostName = "",
  speakerNames = [],
  pill = "",
  title = webinar.title,
  isPart = false,
  end,
  more,
}: Head): Html => {
  const t = translatorFor(reader.locale);
  const host = hostName === "" ? "" : html`<p class="soft">${t("page_hosted_by", { host: hostName })}</p>`;
  const names = new Intl.ListFormat(reader.locale).format(speakerNames);
  const speakers = names === "" ? "" : html`<p class="soft">${t("page_speakers", { names })}</p>`;
  return html`<div class="${classOf(end)}">${tile(webinar, reader)}<div>${pill}${isPart ? html`<h2 dir="auto">${title}</h2>` : heading(title)}${when(webinar, reader)}${host}${speakers}${more ?? ""}</div></div>`;
};

/** A status in a few words, in the colour of what it means. */
export const pillOf = (text: string, tone: "good" | "wait" | "bad" | "" = ""): Html =>
  html`<p class="pills"><span class="pill${tone === "" ? "" : ` ${tone}`}">${text}</span></p>`;

/** On a phone the first word of a calendar's name is enough, so that all stand in one row. */
const nameOf = (label: string): Html => {
  const [first = "", ...more] = label.split(" ");
  return html`${first}${more.length > 0 ? html`<span> ${more.join(" ")}</span>` : ""}`;
};

/** How an event gets into a calendar: as a file of ours, or in calendars that open links. */
export const calendarLine = (
  file: string,
  others: readonly { readonly label: string; readonly url: string }[],
  t: Translate,
): Html =>
  html`<p class="meta adds"><span>${t("mail_calendar")}</span><a href="${file}">${nameOf(t("page_calendar_file"))}</a>
${others.map(({ label, url }) => html`<a href="${url}" rel="noopener nofollow">${nameOf(label)}</a>`)}</p>`;
