import type { Button } from "@slack/types";
import { isOver } from "../../core/access/host-access.ts";
import { fullName } from "../../core/model/person.ts";
import { unreachable } from "../../core/model/result.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Say } from "../../texts/say.ts";
import { ANSWERS_ON_CARD } from "../../texts/words/request.ts";
import { cutTo } from "../platform/escape.ts";
import { BUTTON_MAX, button, confirmation } from "./button.ts";

/** What a host can make of a request, and what can be asked about it. */
const decisions = (notice: Notice & { kind: "request" }, say: Say): Button[] => {
  const { webinar, registration, isUndoable, domain } = notice;
  const name = fullName(registration);
  const { key, version, status, isLate } = registration;
  const of = { code: webinar.code, registration: key };
  const always = domain ? [button(say("always", { domain }), { act: "always", ...of })] : [];
  const change = (label: string) => button(label, { act: "change", ...of, version });
  switch (status) {
    case "pending":
      return [
        {
          ...button(say(isLate ? "admit_now" : "approve"), { act: "approve", ...of, version }, "primary"),
          accessibility_label: cutTo(
            isLate ? say("fact_line", { label: say("admit_now"), value: name }) : say("approve_name", { name }),
            BUTTON_MAX,
          ),
        },
        {
          ...button(say("reject"), { act: "reject", ...of, version }, "danger"),
          accessibility_label: cutTo(say("reject_name", { name }), BUTTON_MAX),
        },
        change(say("reject_reason")),
        {
          ...button(say("ask"), { act: "ask", ...of, version }),
          accessibility_label: cutTo(say("ask_title", { name }), BUTTON_MAX),
        },
        ...always,
      ];
    case "approved":
    case "rejected":
      return [
        ...(isUndoable ? [button(say("undo"), { act: "undo", ...of, version })] : []),
        change(say("change")),
        ...always,
      ];
    case "cancelled":
    case "waitlisted":
    case "offered":
      return [];
    default:
      return unreachable(status);
  }
};

/** Everything that a request's card offers; nothing once its webinar is cancelled or over. */
export const requestButtons = (notice: Notice & { kind: "request" }, say: Say, now: number): Button[] => {
  const { webinar, registration, answers } = notice;
  if (isOver(webinar, now)) return [];
  const act = { act: "answers", code: webinar.code, registration: registration.key } as const;
  return [...decisions(notice, say), ...(answers.length > ANSWERS_ON_CARD ? [button(say("answers"), act)] : [])];
};

/** *Approve and raise the cap by one*, where the plan allows it. */
export const raising = ({ webinar, registration, mayRaise }: Notice & { kind: "no_free_seat" }, say: Say): Button[] => {
  const { key, version } = registration;
  return mayRaise
    ? [button(say("raise"), { act: "raise", code: webinar.code, registration: key, version }, "primary")]
    : [];
};

/** A digest card leads to the list, and approves what it gathered, while some of that waits (N5). */
export const digestButtons = (
  { webinar, digest, gathered }: Notice & { kind: "digest" },
  say: Say,
  now: number,
): Button[] => {
  const { code } = webinar;
  if (isOver(webinar, now) || gathered.counts.pending === 0) return [];
  return [
    button(say("review"), { act: "requests", code }),
    {
      ...button(say("approve_shown"), { act: "bulk_approve", code, digest }, "primary"),
      confirm: confirmation("approve", say, say("approve_all", { count: gathered.counts.pending })),
    },
  ];
};

/** A bulk decision is taken back as one. */
export const bulkButtons = ({ webinar, id, isUndoable }: Notice & { kind: "bulk" }, say: Say): Button[] =>
  isUndoable ? [button(say("undo"), { act: "bulk_undo", code: webinar.code, id })] : [];

/** Who is asked answers once (N9). */
export const askedButtons = (
  { webinar, registration, inquiry }: Notice & { kind: "asked" },
  say: Say,
  now: number,
): Button[] => {
  if (isOver(webinar, now) || inquiry.answer !== undefined) return [];
  const of = { code: webinar.code, registration: registration.key, inquiry: inquiry.id };
  return [button(say("answer"), { act: "answer", ...of }, "primary")];
};
