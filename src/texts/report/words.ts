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

/** How many were invited, and how many of them did not come as far as registering: apart where a bracket would wrap. */
const invitedFacts = ({ invited, silent, declined }: Report, context: TextContext): Fact[] => {
  const { t, isCard } = context;
  const label = t("report_invited");
  if (invited === 0) return [];
  if (isCard)
    return [
      countFact(label, invited, context),
      ...(silent > 0 ? [countFact(t("report_silent"), silent, context)] : []),
      ...(declined > 0 ? [countFact(t("report_declined"), declined, context)] : []),
    ];
  return [{ label, value: t("report_of_invited", { count: invited, silent, declined }) }];
};

/** The main numbers. Who missed it is known once it is over. */
export const reportFacts = (report: Report, context: TextContext): Fact[] => {
  const { t, now = 0, isCard } = context;
  const { webinar, registered, byStatus, attended, approvedAttended, isForgotten } = report;
  const rate = showRate(report);
  const isPast = isOver(webinar, now) !== undefined;
  const count = (label: "report_registered" | "report_approved" | "report_attended", value: number): Fact =>
    countFact(t(label), value, context);
  return [
    ...(isForgotten ? [] : invitedFacts(report, context)),
    count("report_registered", registered),
    count("report_approved", byStatus.approved),
    // Before the start nobody can have come in: a 0 would read as if nobody did.
    attended === 0 && !isPast && now < webinar.startsAt
      ? { label: t("report_attended"), value: "–" }
      : count("report_attended", attended),
    ...(isPast && rate !== undefined
      ? [
          // A card says it in a sentence, above.
          ...(isCard ? [] : [{ label: t("report_rate"), value: t("report_percent", { rate: rate / 100 }) }]),
          countFact(t("report_missed"), byStatus.approved - approvedAttended, context),
        ]
      : []),
  ];
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
