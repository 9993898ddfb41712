import type { BulkTold } from "../../core/approvals/bulk.ts";
import { unreachable } from "../../core/model/result.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { type Fact, makeWords, type Words } from "../fact.ts";
import { codeFact, countFact, showInstantOf, type TextContext, whenFact } from "./facts.ts";

type ManyRequestsNotice = Extract<Notice, { kind: "bulk" | "digest" | "waiting" }>;

/** Reasons that have a text of their own; all others are counted together. */
const SKIP_REASONS = ["already_decided", "request_changed", "no_free_seat"] as const;

/** Why some requests were not decided, with how many each. */
const skipReasons = (why: Readonly<Record<string, number>>, { t }: TextContext): string => {
  const named = SKIP_REASONS.filter((reason) => why[reason]).map((reason) =>
    t("bulk_why", { count: why[reason] ?? 0, why: t(`why_${reason}`) }),
  );
  const isNamed = (reason: string) => SKIP_REASONS.some((known) => known === reason);
  const others = Object.entries(why).reduce((sum, [reason, count]) => (isNamed(reason) ? sum : sum + count), 0);
  return [...named, ...(others > 0 ? [t("bulk_why", { count: others, why: t("why_other") })] : [])].join(", ");
};

const skippedFact = ({ counts }: BulkTold, context: TextContext): Fact => {
  const { t } = context;
  const count = t("count", { count: counts.skipped });
  const why = skipReasons(counts.why, context);
  return { label: t("fact_skipped"), value: why === "" ? count : t("bulk_skipped", { count: counts.skipped, why }) };
};

/** Which requests it is about, where not about all that wait. */
const filterFacts = ({ among: { domain, answer } }: BulkTold, { t }: TextContext): Fact[] => {
  const said = [
    ...(domain === undefined ? [] : [`@${domain}`]),
    ...(answer === undefined ? [] : [t("bulk_filter_answer", { answer })]),
  ];
  return said.length === 0 ? [] : [{ label: t("fact_filter"), value: said.join(" · ") }];
};

const bulk = (notice: BulkTold, context: TextContext): Words => {
  const { t } = context;
  const { webinar, to, counts, goesOn, isUndoable, undoUntil, isUndone, isUndoing } = notice;
  const { title } = webinar;
  const { done, failed, undone } = counts;
  if (isUndone && isUndoing) return makeWords(t("bulk_undoing_title", { count: done, title }), [t("bulk_undoing")]);
  // Fewer than were decided, when some were changed in the meantime.
  if (isUndone) return makeWords(t("bulk_undone", { count: undone, title }));
  const undoLines = isUndoable ? [t("bulk_undo_line")] : [];
  const filters = filterFacts(notice, context);
  const undoFacts = isUndoable
    ? [{ label: t("fact_undo_until"), value: showInstantOf(webinar, undoUntil, context) }]
    : [];
  const going = [...filters, ...undoFacts];
  if (goesOn) return makeWords(t(`bulk_doing_${to}`, { title }), [t("bulk_going_on", { done }), ...undoLines], going);
  return makeWords(t(`bulk_${to}`, { count: done, title }), undoLines, [
    ...going,
    ...(counts.skipped > 0 ? [skippedFact(notice, context)] : []),
    ...(failed > 0 ? [{ label: t("fact_failed"), value: t("bulk_failed", { count: failed }) }] : []),
  ]);
};

const digest = ({ webinar, gathered }: Notice & { kind: "digest" }, context: TextContext): Words => {
  const { t } = context;
  const { total, counts, domains, domainCount } = gathered;
  const left = domainCount - domains.length;
  const domainTexts = domains.map(({ domain, count }) => t("digest_domain", { domain, count }));
  if (left > 0) domainTexts.push(t("digest_more", { count: left }));
  const facts = [
    codeFact(webinar, context),
    whenFact(webinar, context),
    countFact(t("fact_pending"), counts.pending, context),
  ];
  if (counts.approved > 0) facts.push(countFact(t("fact_approved"), counts.approved, context));
  if (counts.rejected > 0) facts.push(countFact(t("fact_rejected"), counts.rejected, context));
  facts.push({ label: t("fact_domains", { count: total }), value: domainTexts.join("\n") });
  const line = t(counts.pending > 0 ? "digest_line" : "digest_decided");
  return makeWords(t("digest_title", { count: total, title: webinar.title }), [line], facts);
};

const waiting = ({ webinar, count, oldestAt, until }: Notice & { kind: "waiting" }, context: TextContext): Words => {
  const { t } = context;
  const lines = webinar.waitResult ? [t(`waiting_default_${webinar.waitResult}`, { count })] : [];
  const due =
    until === undefined || !webinar.waitResult
      ? []
      : [
          {
            label: t(count > 1 ? "fact_decide_first" : "fact_decide_by"),
            value: showInstantOf(webinar, until, context),
            is: "deadline" as const,
          },
        ];
  // A deadline says how urgent it is.
  const oldest = {
    label: t(count > 1 ? "fact_oldest" : "fact_requested"),
    value: showInstantOf(webinar, oldestAt, context),
  };
  return makeWords(t("waiting_title", { count, title: webinar.title }), lines, [
    codeFact(webinar, context),
    whenFact(webinar, context),
    ...(due.length > 0 ? due : [oldest]),
  ]);
};

/** What hosts are told about many requests at once. */
export const manyRequestsWords = (notice: ManyRequestsNotice, context: TextContext): Words => {
  switch (notice.kind) {
    case "bulk":
      return bulk(notice, context);
    case "digest":
      return digest(notice, context);
    case "waiting":
      return waiting(notice, context);
    default:
      return unreachable(notice);
  }
};
