import type { Mine } from "../../core/model/registration.ts";
import { unreachable } from "../../core/model/result.ts";
import { gateOpensAt, isOver, type Webinar } from "../../core/model/webinar.ts";
import { type Choosing, HOST_COMMANDS } from "../../core/notices/commands.ts";
import { stands } from "../../core/notices/listed-offers.ts";
import type { Hosting, Notice } from "../../core/notices/notice.ts";
import type { ReachedCounts } from "../../core/ports/roster.ts";
import type { TextKey } from "../en.ts";
import { type Fact, type Item, makeWords, type Words } from "../fact.ts";
import { saysFull } from "../seats-bar.ts";
import { sayApproval } from "../settings.ts";
import { shownName } from "../written.ts";
import {
  announcedFacts,
  codeFact,
  comingItem,
  countFact,
  descriptionLines,
  hostsPasswordFact,
  pageLines,
  seatsFact,
  showInstantOf,
  standingFacts,
  statusFact,
  type TextContext,
  visibilityFacts,
  webinarItem,
  whenFact,
} from "./facts.ts";
import { registerLines } from "./status.ts";

type WebinarNotice = Extract<Notice, { kind: "choose" | "webinars" | "webinar" | "link_preview" | "overview" }>;

/** Commands about what somebody has already. */
const isAboutOwn = (command: Choosing): boolean => command === "join" || command === "leave" || command === "resend";

const noneToChoose = (command: Choosing, { t }: TextContext): Words => {
  if (isAboutOwn(command)) return makeWords(t("mine_none"), [t("mine_none_next")]);
  if (command === "again") return makeWords(t("choose_none_again"), [t("choose_none_again_next")]);
  return HOST_COMMANDS.includes(command)
    ? makeWords(t("choose_none_hosted"), [t("choose_none_hosted_next")])
    : makeWords(t("none_upcoming"), [t("none_upcoming_next")]);
};

/** Which webinar, and for what. */
const choiceTitle = (command: Choosing, { t }: TextContext): string => {
  // These are answered without a choice, and lead to what there is.
  const isAnswered = command === "list" || command === "my" || command === "help";
  if (isAnswered || command === "schedule" || command === "series") return t("choose_show");
  return t(`choose_${command}`);
};

/** One to choose from, with what there is to say of it: nobody types the code of what they press. */
const choiceItem = (webinar: Webinar, context: TextContext, more: readonly Fact[] = []): Item => {
  const item = webinarItem(webinar, context, more);
  return context.isCard ? { ...item, facts: item.facts.filter(({ is }) => is !== "code") } : item;
};

/** The same with where its reader stands; who registers anew need not know that they cancelled. */
const ownChoiceItem = (own: Mine, command: Choosing, context: TextContext): Item => {
  const isInvited = command === "join" && own.isInvited === true && own.webinar.registrationRequired;
  const isTold = command === "register" ? stands(own) : own.registration !== undefined || isInvited;
  return choiceItem(own.webinar, context, isTold ? [statusFact(own.registration, context)] : []);
};

const choose = ({ command, webinars, own, page }: Notice & { kind: "choose" }, context: TextContext): Words => {
  if (webinars.length === 0) return noneToChoose(command, context);
  const items = own
    ? own.map((one) => ownChoiceItem(one, command, context))
    : webinars.map((webinar) => choiceItem(webinar, context));
  return makeWords(choiceTitle(command, context), pageLines(page, context), [], items);
};

const list = ({ webinars, page }: Notice & { kind: "webinars" }, context: TextContext): Words => {
  const { t } = context;
  if (webinars.length === 0) return makeWords(t("none_upcoming"), [t("none_upcoming_next")]);
  const items = webinars.map((webinar) => comingItem(webinar, context));
  return makeWords(t("webinars_title"), pageLines(page, context), [], items);
};

/** Who hosts it, where that is known. */
export const hostFacts = (hostName: string, { t }: TextContext): readonly Fact[] =>
  hostName === "" ? [] : [{ label: t("fact_host"), value: shownName(hostName) }];

/** When registration opens and closes, as far as a time is set. */
const registrationWindowFacts = (webinar: Webinar, context: TextContext): readonly Fact[] => {
  const fact = (label: "fact_opens" | "fact_closes", at: number | undefined) =>
    at === undefined ? [] : [{ label: context.t(label), value: showInstantOf(webinar, at, context) }];
  return [...fact("fact_opens", webinar.opensAt), ...fact("fact_closes", webinar.closesAt)];
};

const registrationFacts = (webinar: Webinar, plan: number, context: TextContext): readonly Fact[] => {
  const { t } = context;
  if (!webinar.registrationRequired) return [];
  return [seatsFact(webinar, context, plan), { label: t("fact_approval"), value: sayApproval(webinar, t) }];
};

/** What only the hosts of a webinar see. */
const cohostFacts = (names: readonly string[], { t }: TextContext): readonly Fact[] =>
  names.length > 0 ? [{ label: t("fact_cohosts"), value: names.map(shownName).join(", ") }] : [];

/** Of what is over or cancelled, nothing that only those who still come would want to know. */
const hostingFacts = (webinar: Webinar, { cohostNames, plan }: Hosting, context: TextContext): readonly Fact[] => {
  const { t, now = 0 } = context;
  if (isOver(webinar, now)) return cohostFacts(cohostNames, context);
  const { landingPage } = webinar;
  const facts = [...registrationFacts(webinar, plan, context), ...visibilityFacts(webinar, context)];
  const opensAt = gateOpensAt(webinar);
  if (now < opensAt)
    facts.push({
      label: t("fact_doors"),
      value: t("doors_before", { minutes: Math.round((webinar.startsAt - opensAt) / 60_000) }),
    });
  // Only who registers late is asked for it.
  if (webinar.registrationRequired) facts.push(hostsPasswordFact(webinar, context));
  facts.push(...cohostFacts(cohostNames, context));
  if (landingPage && webinar.registrationRequired) facts.push({ label: t("fact_landing"), value: landingPage });
  return facts;
};

/** Its title; of one that is cancelled or over that comes first. */
const titleOf = (webinar: Webinar, { t, now = 0 }: TextContext): string => {
  const { title } = webinar;
  const over = isOver(webinar, now);
  return over ? t(over.reason === "webinar_cancelled" ? "called_off_title" : "over_title", { title }) : title;
};

const details = (notice: Notice & { kind: "webinar" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, hostName, speakerNames = [], isSpeaker = false, seriesTitle, hosting } = notice;
  const facts = [codeFact(webinar, context), whenFact(webinar, context), ...hostFacts(hostName, context)];
  if (speakerNames.length > 0) facts.push({ label: t("fact_speakers"), value: speakerNames.map(shownName).join(", ") });
  if (seriesTitle) facts.push({ label: t("fact_series"), value: seriesTitle });
  facts.push(...registrationWindowFacts(webinar, context));
  const speaks = isSpeaker && !notice.registration;
  if (!speaks && (webinar.registrationRequired || notice.declinedAt !== undefined))
    facts.push(...standingFacts(notice, context));
  if (hosting) facts.push(...hostingFacts(webinar, hosting, context));
  const isReader = !hosting && !isSpeaker && !notice.registration;
  const written = descriptionLines(webinar);
  const isSpeaking = speaks && !isOver(webinar, context.now ?? 0);
  const lines = [
    ...written,
    ...(isSpeaking ? [t("speaker_line")] : []),
    ...(isReader ? registerLines(webinar, context) : []),
  ];
  return { ...makeWords(titleOf(webinar, context), lines, facts), quotes: written };
};

/** So many signs of a description stand in a preview. */
const PREVIEW_MAX = 300;

const shortened = (text: string): string => {
  const signs = [...text.replaceAll(/\s+/g, " ").trim()];
  return signs.length > PREVIEW_MAX ? `${signs.slice(0, PREVIEW_MAX).join("").trimEnd()}…` : signs.join("");
};

/** What everybody may know, and what does not change by the minute: a preview stands as it was made. */
const linkPreview = ({ webinar, hostName }: Notice & { kind: "link_preview" }, context: TextContext): Words => {
  const { t, now = 0 } = context;
  const { title, state } = webinar;
  const facts = [whenFact(webinar, context), ...hostFacts(hostName, context)];
  if (state === "cancelled") return makeWords(t("called_off_title", { title }), [], facts);
  if (isOver(webinar, now)) return makeWords(t("over_title", { title }), [], facts);
  const about = shortened(webinar.description);
  const quotes = about === "" ? [] : [about];
  return { ...makeWords(title, [...quotes, ...registerLines(webinar, context)], facts), quotes };
};

/** What the overview counts beside the seats, what waits first; nothing of what there is none of. */
const overviewFacts = (webinar: Webinar, attended: number, context: TextContext, isPast = false): readonly Fact[] => {
  const { t } = context;
  const { counts, registrationRequired } = webinar;
  const waiting = counts.waitlisted + counts.offered;
  const facts: Fact[] = [];
  if (registrationRequired) {
    if (counts.pending > 0 && !isPast) facts.push(countFact(t("fact_pending"), counts.pending, context));
    if (counts.approved > 0 || isPast) facts.push(countFact(t("fact_approved"), counts.approved, context));
    if (waiting > 0 && !isPast) facts.push(countFact(t("fact_waiting"), waiting, context));
  }
  if (attended > 0) facts.push(countFact(t("fact_attended"), attended, context));
  return facts;
};

/** How messages to people fared, once there are any (N2). */
const reachedFacts = ({ dm, mail, withoutApp }: ReachedCounts, { t }: TextContext): readonly Fact[] => {
  const sent = [
    ...(dm > 0 ? [t("sent_direct", { count: dm })] : []),
    ...(mail > 0 ? [t("sent_mails", { count: mail })] : []),
  ];
  const fact = (label: string, value: string): Fact => ({ label, value, is: "delivery", isAside: true });
  return [
    ...(sent.length > 0 ? [fact("", t("sent_all", { sent: sent.join(", ") }))] : []),
    ...(withoutApp > 0 ? [fact("", t("without_app_count", { count: withoutApp }))] : []),
  ];
};

/** What failed is not to be overlooked. */
const failedLines = ({ failed }: ReachedCounts, { t }: TextContext): readonly string[] =>
  failed > 0 ? [t("reached_failed", { count: failed })] : [];

/** What becomes of requests. Where hosts decide, the first request says so by itself. */
const overviewLines = ({ registrationRequired, policy, counts }: Webinar, { t }: TextContext): readonly string[] => {
  if (!registrationRequired) return [];
  if (policy === "automatic") return [t("overview_automatic")];
  return Object.values(counts).every((count) => count === 0) ? [t("overview_line")] : [];
};

/** What its heading says of it: what is the case now. */
const overviewTitle = (webinar: Webinar, now: number): TextKey => {
  if (now >= webinar.startsAt) return "overview_title_begun";
  return webinar.registrationRequired && saysFull(webinar, now) ? "overview_title_full" : "overview_title";
};

const overview = (notice: Notice & { kind: "overview" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, hostName, attended, reached } = notice;
  const { title } = webinar;
  // Who hosts it is known where the hosts meet.
  const host = hostFacts(hostName, context).map((fact): Fact => ({ ...fact, isAside: true }));
  const facts = [...host, codeFact(webinar, context), whenFact(webinar, context)];
  const told = [...announcedFacts(webinar, context), ...reachedFacts(reached, context)];
  if (webinar.state === "cancelled")
    return makeWords(
      t("called_off_title", { title }),
      [reached.failed > 0 ? t("overview_cancelled_failed", { failed: reached.failed }) : t("overview_cancelled")],
      [...facts, ...told],
    );
  const warnings = failedLines(reached, context);
  if (isOver(webinar, context.now ?? 0)) {
    const counts = overviewFacts(webinar, attended, context, true);
    return { ...makeWords(t("over_title", { title }), [], [...facts, ...counts, ...told]), warnings };
  }
  const counts = overviewFacts(webinar, attended, context);
  // Once there are numbers, they are what its hosts look for.
  const about = (context.now ?? 0) < webinar.startsAt && counts.length === 0 ? descriptionLines(webinar) : [];
  const words = makeWords(
    t(overviewTitle(webinar, context.now ?? 0), { title }),
    [...overviewLines(webinar, context), ...about],
    [...facts, ...counts, ...told],
  );
  return { ...words, quotes: about, warnings };
};

/** What webinars there are, and what one of them is about. */
export const webinarWords = (notice: WebinarNotice, context: TextContext): Words => {
  switch (notice.kind) {
    case "choose":
      return choose(notice, context);
    case "webinars":
      return list(notice, context);
    case "webinar":
      return details(notice, context);
    case "link_preview":
      return linkPreview(notice, context);
    case "overview":
      return overview(notice, context);
    default:
      return unreachable(notice);
  }
};
