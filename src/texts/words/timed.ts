import { unreachable } from "../../core/model/result.ts";
import { gateOpensAt } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { TextKey } from "../en.ts";
import { headlined, makeWords, type Words } from "../fact.ts";
import { sayLength } from "../settings.ts";
import { codeFact, hostLines, registrationIdFacts, seatsFact, type TextContext, whenFact } from "./facts.ts";

type TimedNotice = Extract<
  Notice,
  { kind: "reminder" | "follow_up" | "host_message" | "message_sent" | "cancellations" | "coming" }
>;

/** What comes to many people at its time, with the host's own words in it; and what the host reads of that. */
export const timedWords = (notice: TimedNotice, context: TextContext): Words => {
  switch (notice.kind) {
    case "reminder":
      return reminder(notice, context);
    case "follow_up":
      return followUp(notice, context);
    case "host_message":
      return hostMessage(notice, context);
    case "cancellations":
      return cancellations(notice, context);
    case "coming":
      return coming(notice, context);
    case "message_sent":
      return messageSent(notice, context);
    default:
      return unreachable(notice);
  }
};

const reminderLine = ({ webinar, inMinutes }: Extract<TimedNotice, { kind: "reminder" }>): TextKey => {
  if (inMinutes < 1) return "reminder_line_now";
  const isOpen = webinar.startsAt - inMinutes * 60_000 >= gateOpensAt(webinar);
  return isOpen ? "reminder_line_open" : "reminder_line";
};

const reminder = (notice: Extract<TimedNotice, { kind: "reminder" }>, context: TextContext): Words => {
  const { t, isCard } = context;
  const { webinar, registrationId, inMinutes } = notice;
  const { title, reminderText } = webinar;
  const length = sayLength(inMinutes, t);
  const lines = [t(reminderLine(notice))];
  if (registrationId) lines.push(t(isCard ? "approved_id_card" : "approved_id"));
  const hasBegun = inMinutes < 1;
  return {
    ...makeWords(
      t(hasBegun ? "reminder_title_now" : "reminder_title", { title, length }),
      [...lines, ...hostLines(reminderText, t)],
      [codeFact(webinar, context), whenFact(webinar, context), ...registrationIdFacts(notice, context)],
    ),
    quotes: [reminderText],
  };
};

const followUp = (notice: Extract<TimedNotice, { kind: "follow_up" }>, context: TextContext): Words => {
  const { t } = context;
  const { webinar, hasAttended, isLater } = notice;
  const { title, recording, followUpText } = webinar;
  const facts = [codeFact(webinar, context), whenFact(webinar, context)];
  if (isLater)
    return headlined(
      t("headline_recording"),
      makeWords(t("recording_title", { title }), [t(hasAttended ? "recording_line" : "recording_line_missed")], facts),
    );
  // One line, which the button to the recording follows; to who missed it, the recording is all there is.
  const said = [
    ...(hasAttended ? [t("follow_up_line")] : []),
    ...(recording === undefined ? [] : [t("follow_up_recording")]),
  ];
  const lines = [said.length === 0 ? t("follow_up_line_missed") : said.join(" "), ...hostLines(followUpText, t)];
  return {
    ...makeWords(t(hasAttended ? "follow_up_title" : "follow_up_title_missed", { title }), lines, facts),
    quotes: [followUpText],
  };
};

const hostMessage = (notice: Extract<TimedNotice, { kind: "host_message" }>, context: TextContext): Words => {
  const { t } = context;
  const { webinar, byName: by, text, seriesTitle } = notice;
  const title = seriesTitle ?? webinar.title;
  const isAhead = context.now === undefined || context.now < webinar.startsAt;
  const which = { label: t(isAhead ? "fact_webinar_next" : "fact_webinar"), value: webinar.title };
  const when = whenFact(webinar, context);
  // Below a series' name it would be taken for the time of all: on a card it stands beside its webinar.
  const besides = context.isCard
    ? [{ ...which, value: `${webinar.title} · ${when.value}` }, codeFact(webinar, context)]
    : [which, codeFact(webinar, context), when];
  const facts = seriesTitle === undefined ? [codeFact(webinar, context), when] : besides;
  const [named, nameless] =
    seriesTitle === undefined
      ? (["wrote_title", "wrote_title_nameless"] as const)
      : (["wrote_title_series", "wrote_title_series_nameless"] as const);
  return {
    ...makeWords(by === "" ? t(nameless, { title }) : t(named, { by, title }), [text], facts),
    quotes: [text],
  };
};

/** How far a message is. */
const stageOf = ({ isUndone, isDone, isUndoable }: Extract<TimedNotice, { kind: "message_sent" }>) => {
  if (isUndone) return "undone";
  if (isDone) return "done";
  return isUndoable ? "waits" : "goes";
};

const messageSent = (notice: Extract<TimedNotice, { kind: "message_sent" }>, context: TextContext): Words => {
  const { t } = context;
  const { webinar, told, isToldBesides } = notice;
  const { count, to, text, series } = notice.message;
  const stage = stageOf(notice);
  const who = t(`audience_who_${to}`, { count: stage === "done" ? told : count });
  const isNudged = stage === "done" && text === "";
  const lines = [t(isNudged ? "nudge_done_line" : `message_${stage}_line`, { told, who })];
  const head = isNudged ? "nudge_done_title" : (`message_${stage}_title` as const);
  const title = t(series && stage === "done" && !isNudged ? "message_done_title_series" : head, {
    title: series?.title ?? webinar.title,
  });
  if (stage === "waits") lines.push(t("message_stop"));
  return {
    ...makeWords(
      title,
      [lines.join(" "), ...(text !== "" ? [text] : isNudged ? [] : [t("message_is_nudge")])],
      series || isToldBesides ? [] : [codeFact(webinar, context)],
    ),
    quotes: [text],
  };
};

const cancellations = (notice: Extract<TimedNotice, { kind: "cancellations" }>, context: TextContext): Words => {
  const { t } = context;
  const { webinar, count, names } = notice;
  const more = count - names.length;
  const others = more > 0 ? [t("cancellations_more", { count: more })] : [];
  const all = new Intl.ListFormat(context.locale).format([...names, ...others]);
  const lines = names.length === 0 ? [] : [t("cancellations_line", { names: all, count })];
  return makeWords(t("cancellations_title", { count, title: webinar.title }), lines, [
    codeFact(webinar, context),
    whenFact(webinar, context),
    seatsFact(webinar, context),
  ]);
};

const coming = ({ webinar }: Extract<TimedNotice, { kind: "coming" }>, context: TextContext): Words => {
  const { t } = context;
  const { approved, pending, waitlisted, offered } = webinar.counts;
  const waiting = [
    ...(pending > 0 ? [t("coming_pending", { count: pending })] : []),
    ...(waitlisted + offered > 0 ? [t("coming_waitlisted", { count: waitlisted + offered })] : []),
  ];
  // One answer to one question; on a card each stands by itself. A mail's headline says how many come.
  const lines = context.isCard ? [t("coming_line", { count: approved }), ...waiting] : [waiting.join(" ")];
  const facts = [codeFact(webinar, context), whenFact(webinar, context)];
  return headlined(
    t("headline_coming", { count: approved }),
    makeWords(t("coming_title", { title: webinar.title }), lines, facts),
  );
};
