import { html } from "hono/html";
import type { Reader } from "../../core/model/person.ts";
import type { Status } from "../../core/model/status.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Words } from "../../texts/fact.ts";
import { headOf } from "../../texts/head-of.ts";
import { factList, type Html, heading, noticeBody, timed } from "../elements.ts";
import { eventHead, pillOf } from "./head.ts";

const TONES = {
  approved: "good",
  pending: "wait",
  waitlisted: "wait",
  offered: "wait",
  rejected: "bad",
  cancelled: "bad",
} as const satisfies Record<Status, "good" | "wait" | "bad">;

/**
 * A notice as the top of a page. One about a webinar says where somebody stands and what happened, and then which webinar
 * it is, as mails do; its code is left out, since nobody types one here.
 */
export const newsOf = (
  notice: Notice,
  { title, lines, facts }: Pick<Words, "title" | "lines" | "facts">,
  reader: Reader,
  hostName = "",
): Html => {
  const shown = facts.filter(({ is }) => is !== "code");
  const webinar = "webinar" in notice ? notice.webinar : undefined;
  const head = webinar && headOf(title, webinar.title);
  if (!webinar || head === undefined || !facts.some(({ is }) => is === "when"))
    return noticeBody({ title, lines, facts: shown });
  const status = shown.find(({ is }) => is === "status");
  const tone = "registration" in notice && notice.registration ? TONES[notice.registration.status] : "";
  const others = shown.filter((fact) => fact !== status && fact.is !== "when");
  return html`${status ? pillOf(status.value, tone) : ""}${heading(head)}
${lines.map((line) => html`<p class="said">${timed(line)}</p>`)}
<div class="subject">${eventHead({ webinar, reader, hostName, isPart: true })}</div>${factList(others)}`;
};
