import { html, raw } from "hono/html";
import { tagged } from "../../core/model/tag.ts";
import { gateOpensAt, type Webinar } from "../../core/model/webinar.ts";
import { registrationClosed } from "../../core/registering/register-refusals.ts";
import { buttonLink, type Html, timed } from "../elements.ts";
import { type PageContext, tagOf } from "../incoming/request.ts";
import { findSeries } from "../lookup.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { writtenText } from "../written.ts";
import { publicCalendar } from "./calendar.ts";
import { endOf, eventHead, pillOf } from "./head.ts";
import { namesOf } from "./names.ts";
import { seatsLeftText } from "./seats-left.ts";
import { type Standing, standingOf } from "./standing.ts";

/** What a standing is called, where it is not simply open. */
const PILLS = {
  line: { say: "page_full_title", tone: "wait" },
  full: { say: "page_full_title", tone: "wait" },
  not_yet: { say: "page_not_yet", tone: "wait" },
  closed: { say: "page_closed", tone: "wait" },
  over: { say: "page_over", tone: "" },
  cancelled: { say: "page_cancelled", tone: "bad" },
} as const;

/** What is typed as it stands is set in a fixed font. */
const typed = (hint: string, code: string): (Html | string)[] =>
  hint
    .split(new RegExp(`((?:/\\w+ )?\\w+ ${code})`, "u"))
    .map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part));

/** In a host's preview: a button that leads nowhere. */
const deadButton = (_: string, label: string, isQuiet = false): Html =>
  html`<button type="button" disabled${isQuiet ? raw(' class="quiet"') : ""}>${label}</button>`;

/** What the page of a webinar says of it to everybody; `isPreview`: to its host, who looks at what others will see. */
export const makeAbout = (respond: Responses, { core, links }: Pick<PageDeps, "core" | "links">) => {
  /** The way to the registration form, or why there is none now; and the way in. */
  const actions = (c: PageContext, webinar: Webinar, standing: Standing, isPreview: boolean): Html | string => {
    const t = respond.translator(c);
    const pressed = isPreview ? deadButton : buttonLink;
    const register = (key: "register" | "page_join_line" | "page_full_more", isQuiet = false) =>
      pressed(tagged(links.register(webinar.code), tagOf(c)), t(key), isQuiet);
    // Long before the start it is no button yet, which would look like the way to register.
    const join =
      core.clock.now() >= gateOpensAt(webinar)
        ? pressed(links.gate(webinar.code), t("join"), true)
        : html`<p class="also">${t("page_registered_already")} ${isPreview ? html`<a role="link" aria-disabled="true">${t("join")}</a>` : html`<a href="${links.gate(webinar.code)}">${t("join")}</a>`}</p>`;
    switch (standing) {
      case "open":
        return html`${register("register")}${join}`;
      case "line":
        return html`${register("page_join_line")}${join}`;
      case "full":
        return html`${register("page_full_more", true)}${join}`;
      case "not_yet":
      case "closed":
        return join;
      case "free":
        return pressed(links.gate(webinar.code), t("join"));
      case "over":
      case "cancelled":
        return "";
    }
  };

  /** Why there is no way, or no seat, now. */
  const standingNote = (c: PageContext, webinar: Webinar, standing: Standing): Html | string => {
    const t = respond.translator(c);
    if (standing === "over" || standing === "cancelled")
      return html`<p class="note">${t(standing === "over" ? "page_over_line" : "page_cancelled_line")} <a href="/">${t("page_find_another")}</a></p>`;
    if (standing === "line" || standing === "full") return respond.fullNote(c, webinar);
    if (standing !== "not_yet" && standing !== "closed") return "";
    const closed = registrationClosed(webinar, core.clock.now());
    return closed ? html`<p class="note">${timed(respond.refusalText(c, closed, webinar))}</p>` : "";
  };

  /** The series it is part of, where everybody may see that. */
  const seriesFacts = async (c: PageContext, { series }: Webinar): Promise<Html | string> => {
    const found = series && (await findSeries(core, series));
    if (!found) return "";
    const link = html`<a href="${links.series(found.series.code)}" dir="auto">${found.series.title}</a>`;
    return html`<dl><dt>${respond.translator(c)("fact_series")}</dt><dd>${link}</dd></dl>`;
  };

  return async (c: PageContext, webinar: Webinar, isPreview = false): Promise<Html> => {
    const t = respond.translator(c);
    const standing = standingOf(webinar, core.clock.now());
    const known = standing in PILLS ? PILLS[standing as keyof typeof PILLS] : undefined;
    const left = standing === "open" ? seatsLeftText(webinar, t) : undefined;
    const head = eventHead({
      webinar,
      reader: respond.readerOf(c),
      ...(await namesOf(core, webinar)),
      ...(left === undefined ? {} : { more: html`<p class="small">${left}</p>` }),
      isPart: isPreview,
      end: endOf(webinar, core.clock.now()),
      pill: known ? pillOf(t(known.say), known.tone) : "",
    });
    const isAhead = standing !== "over" && standing !== "cancelled";
    const ways = actions(c, webinar, standing, isPreview);
    const calendar = isAhead ? publicCalendar(webinar, links, t) : "";
    // Whoever can register does that first: the entry comes with it.
    const isLater = standing === "open" || standing === "line" || standing === "full";
    const acts = html`${ways === "" ? "" : html`<div class="acts">${ways}</div>`}${isLater ? "" : calendar}`;
    const words = writtenText(webinar.description);
    const details = html`${words.length > 0 ? html`<h2>${t("page_about")}</h2>${words}` : ""}${await seriesFacts(c, webinar)}`;
    // In chat it is only registered for by its code.
    const hint = standing === "open" || standing === "line" ? respond.codeHint(c, webinar.code) : "";
    return html`${head}${standingNote(c, webinar, standing)}${acts}
${details}${isLater ? html`<div class="after">${calendar}</div>` : ""}${hint === "" ? "" : html`<details class="small split"><summary>${respond.codeTitle(c)}</summary><p>${typed(hint, webinar.code)}</p></details>`}`;
  };
};
