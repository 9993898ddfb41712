import { html } from "hono/html";
import type { Reader } from "../../core/model/person.ts";
import type { Refusal } from "../../core/model/refusal.ts";
import type { Status } from "../../core/model/status.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Words } from "../../texts/fact.ts";
import { headOf } from "../../texts/head-of.ts";
import { factList, type Html, heading, noticeBody, timed } from "../elements.ts";
import { type End, eventHead, pillOf } from "./head.ts";

/** The colour of where a registration stands. */
export const TONES = {
  approved: "good",
  pending: "wait",
  waitlisted: "wait",
  offered: "wait",
  rejected: "bad",
  cancelled: "bad",
} as const satisfies Record<Status, "good" | "wait" | "bad">;

/** Whether its reader does not come, so that the time is nothing to them any more. */
const isAway = (notice: Notice): boolean => {
  const status = "registration" in notice ? notice.registration?.status : undefined;
  return notice.kind === "declined" || status === "rejected" || status === "cancelled";
};

/**
 * A notice as the top of a page. One about a webinar says what happened, and then which webinar it is and where somebody
 * stands, as mails do; its code is left out, since nobody types one here.
 */
export const newsOf = (
  notice: Notice,
  { title, headline, lines, facts }: Pick<Words, "title" | "headline" | "lines" | "facts">,
  reader: Reader,
  hostName = "",
): Html => {
  const shown = facts.filter(({ is }) => is !== "code");
  const webinar = "webinar" in notice ? notice.webinar : undefined;
  const head = webinar && (headline ?? headOf(title, webinar.title));
  if (!webinar || head === undefined || !facts.some(({ is }) => is === "when"))
    return noticeBody({ title, lines, facts: shown });
  const status = shown.find(({ is }) => is === "status");
  const tone = "registration" in notice && notice.registration ? TONES[notice.registration.status] : "";
  const others = shown.filter((fact) => fact !== status && fact.is !== "when");
  // What the headline says is not said once more.
  const pill = status && !status.isInTitle ? pillOf(status.value, tone) : "";
  const end = isAway(notice) ? ({ end: "past" } as const) : {};
  return html`${heading(head)}
${lines.map((line) => html`<p class="said">${timed(line)}</p>`)}
<div class="subject">${eventHead({ webinar, reader, hostName, pill, isPart: true, ...end })}</div>${factList(others)}`;
};

/** What became of a webinar, by the refusal that says so. */
const ENDS: Readonly<Partial<Record<Refusal["reason"], End>>> = { webinar_cancelled: "off", webinar_ended: "past" };

/** The webinar of a page that refuses something about it: it does not look as if somebody could come who cannot. */
export const refusedEvent = ({ reason }: Refusal, webinar: Webinar, reader: Reader): Html =>
  eventHead({ webinar, reader, isPart: true, end: ENDS[reason] });
