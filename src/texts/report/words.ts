import { type Report, showRate } from "../../core/hosting/report.ts";
import { isOver } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { type Fact, makeWords, type Words } from "../fact.ts";
import { codeFact, countFact, type TextContext, whenFact } from "../words/facts.ts";

/** What a webinar comes to in a sentence or two, for its hosts. */
export const reportLines = (report: Report, { t, now = 0 }: TextContext): string[] => {
  const { webinar, approvedAttended, byStatus, isForgotten, attended, invited, registered } = report;
  const rate = showRate(report);
  const isPast = isOver(webinar, now) !== undefined;
  const soFar = isPast ? [] : [t(now < webinar.startsAt ? "report_not_begun" : "report_so_far")];
  if (invited + registered + attended === 0) return [...soFar, t("report_nobody")];
  return [
    ...soFar,
    ...(isForgotten ? [t("report_forgotten")] : []),
    ...(rate !== undefined && (isPast || attended > 0)
      ? [t("report_came", { came: approvedAttended, count: byStatus.approved, rate: rate / 100 })]
      : []),
    // Else the sentence and the number of all who attended would not agree.
    ...(rate !== undefined && attended > approvedAttended
      ? [t("report_others_came", { count: attended - approvedAttended })]
      : []),
  ];
};

/** How many were invited, and how many of them did not come as far as registering. */
const invitedFacts = ({ invited, silent, declined }: Report, { t }: TextContext): Fact[] =>
  invited === 0
    ? []
    : [{ label: t("report_invited"), value: t("report_of_invited", { count: invited, silent, declined }) }];

const REST = ["pending", "offered", "waitlisted", "rejected", "cancelled"] as const;

/** Where those stand who registered and are not approved, so that a card's numbers add up. */
const restFacts = ({ registered, byStatus }: Report, { t }: TextContext): Fact[] => {
  const list = REST.filter((status) => byStatus[status] > 0).map((status) =>
    t(`report_rest_${status}`, { count: byStatus[status] }),
  );
  const value = t("report_rest", { count: registered - byStatus.approved, list: list.join(", ") });
  return list.length > 0 ? [{ label: t("report_not_approved"), value }] : [];
};

/** The main numbers. Who missed it is known once it is over. */
export const reportFacts = (report: Report, context: TextContext): Fact[] => {
  const { t, now = 0, isCard } = context;
  const { webinar, registered, byStatus, attended, approvedAttended, isForgotten } = report;
  const rate = showRate(report);
  const isPast = isOver(webinar, now) !== undefined;
  const count = (label: "report_registered" | "report_approved" | "report_attended", value: number): Fact =>
    countFact(t(label), value, context);
  const missed = byStatus.approved - approvedAttended;
  const funnel = [count("report_registered", registered), count("report_approved", byStatus.approved)];
  // Before the start nobody can have come in: a 0 would read as if nobody did.
  const hasCome = attended > 0 || isPast || now >= webinar.startsAt;
  const came = hasCome ? [count("report_attended", attended)] : [];
  const stayed = isPast && rate !== undefined ? [countFact(t("report_missed"), missed, context)] : [];
  const invitations = isForgotten ? [] : invitedFacts(report, context);
  // A card begins with what matters by then, and says the rate in a sentence, above.
  if (isCard && registered + attended === 0) return invitations;
  if (isCard)
    return [
      ...came,
      ...stayed,
      ...(hasCome ? funnel.reverse() : funnel),
      ...restFacts(report, context),
      ...invitations,
    ];
  const shown =
    isPast && rate !== undefined ? [{ label: t("report_rate"), value: t("report_percent", { rate: rate / 100 }) }] : [];
  return [...invitations, ...funnel, ...came, ...shown, ...stayed];
};

/** A webinar in numbers (P32). */
export const reportWords = (notice: Notice & { kind: "report" }, context: TextContext): Words => {
  const { webinar } = notice;
  return makeWords(context.t("report_title", { title: webinar.title }), reportLines(notice, context), [
    codeFact(webinar, context),
    whenFact(webinar, context),
    ...reportFacts(notice, context),
  ]);
};
