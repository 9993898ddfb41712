import type { BulkTold } from "../core/approvals/bulk.ts";
import type { Review } from "../core/approvals/review-list.ts";
import type { Digest } from "../core/model/digest.ts";
import { fullName } from "../core/model/person.ts";
import { unreachable } from "../core/model/result.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { Notice } from "../core/notices/notice.ts";
import type { Fact, Words, WordsReader } from "./fact.ts";
import { type Say, sayIn } from "./say.ts";
import { showInstant } from "./when.ts";

type RequestNotice =
  | Extract<Notice, { kind: "bulk" | "digest" | "waiting" | "asked" | "ask_sent" | "thread" | "answer_sent" }>
  | Extract<Notice, { kind: "open_form"; form: "review" | "ask" | "answer" }>;

const whole = (title: string, lines: readonly string[] = [], facts: readonly Fact[] = []): Words => ({
  title,
  lines,
  facts,
  items: [],
});

const counted = (label: string, count: number, say: Say): Fact => ({ label, value: say("count", { count }) });

const WHY = ["already_decided", "request_changed", "no_free_seat"] as const;

/** Why some of many were not decided, with how many each. */
const whyIn = (why: Readonly<Record<string, number>>, say: Say): string => {
  const known = WHY.filter((one) => why[one]).map((one) =>
    say("bulk_why", { count: why[one] ?? 0, why: say(`why_${one}`) }),
  );
  const rest = Object.entries(why).reduce((sum, [one, n]) => (WHY.some((key) => key === one) ? sum : sum + n), 0);
  return [...known, ...(rest > 0 ? [say("bulk_why", { count: rest, why: say("why_other") })] : [])].join(", ");
};

const bulkWords = ({ webinar, to, counts, goesOn, isUndoable, isUndone, isUndoing }: BulkTold, say: Say): Words => {
  const { title } = webinar;
  const { done, skipped, failed, undone, why } = counts;
  if (isUndone) {
    // What was changed meanwhile is not taken back: the end is told all the same.
    return isUndoing
      ? whole(say("bulk_undoing_title", { count: done, title }), [say("bulk_undoing")])
      : whole(say("bulk_undone", { count: undone, title }));
  }
  if (goesOn)
    return whole(say(`bulk_doing_${to}`, { title }), [
      say("bulk_going_on"),
      ...(isUndoable ? [say("bulk_undo_line")] : []),
    ]);
  return whole(say(`bulk_${to}`, { count: done, title }), isUndoable ? [say("bulk_undo_line")] : [], [
    counted(say("fact_done"), done, say),
    {
      label: say("fact_skipped"),
      value: [say("count", { count: skipped }), whyIn(why, say)].filter((text) => text !== "").join(" – "),
    },
    counted(say("fact_failed"), failed, say),
  ]);
};

const digestWords = (webinar: Webinar, { total, counts, domains, domainCount }: Digest, say: Say): Words => {
  const more = domainCount - domains.length;
  const from = [
    ...domains.map(({ domain, count }) => say("digest_domain", { domain, count })),
    ...(more > 0 ? [say("digest_more", { count: more })] : []),
  ];
  return whole(
    say("digest_title", { count: total, title: webinar.title }),
    [counts.pending > 0 ? say("digest_line") : say("digest_decided")],
    [
      { label: say("fact_code"), value: webinar.code },
      counted(say("fact_pending"), counts.pending, say),
      ...(counts.approved > 0 ? [counted(say("fact_approved"), counts.approved, say)] : []),
      ...(counts.rejected > 0 ? [counted(say("fact_rejected"), counts.rejected, say)] : []),
      { label: say("fact_domains"), value: from.join(", ") },
    ],
  );
};

/** How many there are to be seen; where they are narrowed only this page is counted. */
const reviewLines = ({ webinar, status, domain, answer, some, from, next }: Review, say: Say): string[] => {
  const { title, counts } = webinar;
  if (domain || answer) {
    const those = say("review_line_narrowed", { title, status: say(`status_${status}`) });
    return [those, say(some.length > 0 ? "review_here" : next ? "review_more" : "review_none", { count: some.length })];
  }
  const all = say("review_line", { title, count: counts[status], status: say(`status_${status}`) });
  if (some.length === 0) return [all, say(next ? "review_more" : "review_none")];
  return [all, ...(from || next ? [say("review_here", { count: some.length })] : [])];
};

/** What hosts and people are told about requests: of many at once, of those that wait, and what was asked about one. */
export const requestWords = (notice: RequestNotice, { locale, zone }: WordsReader): Words => {
  const say = sayIn(locale);
  const code = (webinar: Webinar): Fact => ({ label: say("fact_code"), value: webinar.code });
  switch (notice.kind) {
    case "open_form":
      switch (notice.form) {
        case "review":
          return whole(say("review_title"), reviewLines(notice.review, say), [code(notice.review.webinar)]);
        case "ask": {
          const name = fullName(notice.registration);
          return whole(say("ask_title", { name }), [say("ask_line", { name })]);
        }
        case "answer":
          return whole(say("asked_title", { title: notice.webinar.title }), [notice.inquiry.text]);
        default:
          return unreachable(notice);
      }
    case "bulk":
      return bulkWords(notice, say);
    case "digest":
      return digestWords(notice.webinar, notice.gathered, say);
    case "waiting": {
      const { webinar, count, oldestAt } = notice;
      return whole(
        say("waiting_title", { count, title: webinar.title }),
        [
          say("waiting_line", { when: showInstant(oldestAt, zone ?? webinar.zone, locale) }),
          ...(webinar.waitResult ? [say(`waiting_default_${webinar.waitResult}`)] : []),
        ],
        [code(webinar)],
      );
    }
    case "asked":
      return whole(
        say("asked_title", { title: notice.webinar.title }),
        [say("asked_line", { name: notice.byName, question: notice.inquiry.text }), say("asked_next")],
        [code(notice.webinar)],
      );
    case "ask_sent":
      return whole(say("ask_sent", { name: fullName(notice.registration) }));
    case "thread": {
      const { part, registration, inquiry, byName: by } = notice;
      const name = fullName(registration);
      return part === "question"
        ? whole(say("thread_question", { by, name }), [inquiry.text])
        : whole(say("thread_answer", { name }), [inquiry.answer ?? ""]);
    }
    case "answer_sent":
      return whole(say("answer_sent", { title: notice.webinar.title }));
    default:
      return unreachable(notice);
  }
};
