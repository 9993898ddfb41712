import { z } from "zod";
import { isOver } from "../../core/access/host-access.ts";
import type { BulkTold } from "../../core/approvals/bulk.ts";
import type { InquiryFound } from "../../core/approvals/inquiry.ts";
import { fullName } from "../../core/model/person.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Say } from "../../texts/say.ts";
import { ANSWERS_ON_CARD } from "../../texts/words/request.ts";
import { type Button, executing, opening } from "./button.ts";

/** What a host does about one request, as long as it can be done: six at most, which Teams shows in a row. */
export const requestButtons = (say: Say, notice: Notice & { kind: "request" }, now: number): Button[] => {
  const { webinar, registration, answers, isUndoable, domain } = notice;
  if (isOver(webinar, now)) return [];
  const { code } = webinar;
  const { key, version, status, isLate } = registration;
  const name = fullName(registration);
  const about = { code, registration: key };
  const isOpen = status === "pending";
  const isDecided = status === "approved" || status === "rejected";
  const decisions: Button[] = isOpen
    ? [
        {
          ...executing(
            say(isLate ? "admit_now" : "approve_name", { name }),
            { act: "approve", ...about, version },
            "alone",
          ),
          style: "positive",
        },
        {
          ...executing(say("reject_name", { name }), { act: "reject", ...about, version }, "alone"),
          style: "destructive",
        },
      ]
    : isUndoable
      ? [executing(say("undo"), { act: "undo", ...about, version }, "alone")]
      : [];
  const change = opening(say(isOpen ? "reject_reason" : "change"), { act: "change", ...about, version });
  return [
    ...(isOpen || isDecided
      ? [
          ...decisions,
          change,
          ...(isOpen ? [opening(say("ask_title", { name }), { act: "ask", ...about, version })] : []),
          ...(domain ? [executing(say("always", { domain }), { act: "always", ...about }, "alone")] : []),
        ]
      : []),
    ...(answers.length > ANSWERS_ON_CARD ? [opening(say("answers"), { act: "answers", ...about })] : []),
  ];
};

/** Opens the form in which a host's question is answered. */
export const answerButton = (say: Say, { webinar, registration, inquiry }: InquiryFound): Button =>
  opening(say("answer"), { act: "answer", code: webinar.code, registration: registration.key, inquiry: inquiry.id });

/** Who is asked answers once, while it matters (N9). */
export const askedButtons = (say: Say, notice: Notice & { kind: "asked" }, now: number): Button[] =>
  isOver(notice.webinar, now) || notice.inquiry.answer !== undefined ? [] : [answerButton(say, notice)];

/** When the pressed card was made: each of its states has its own act, and a turn that is sent again does it once. */
const Made = z.looseObject({ madeAt: z.coerce.number().int().positive() });
export const madeAtIn = (data: unknown): number | undefined => Made.safeParse(data).data?.madeAt;

/** What a host does about a crowd that asks at once, while some of it waits. */
export const digestButtons = (
  say: Say,
  { webinar, digest, gathered }: Notice & { kind: "digest" },
  now: number,
): Button[] => {
  if (isOver(webinar, now) || gathered.counts.pending === 0) return [];
  const { code } = webinar;
  const act = { act: "bulk_approve", code, digest, madeAt: now } as const;
  return [
    opening(say("review"), { act: "requests", code }),
    { ...executing(say("approve_shown"), act, "alone"), style: "positive" },
  ];
};

export const bulkButtons = (say: Say, { webinar, id, isUndoable }: BulkTold): Button[] =>
  isUndoable ? [executing(say("undo"), { act: "bulk_undo", code: webinar.code, id }, "alone")] : [];
