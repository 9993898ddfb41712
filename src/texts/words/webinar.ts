import { unreachable } from "../../core/model/result.ts";
import { isOver, type Webinar } from "../../core/model/webinar.ts";
import { type CommandName, HOST_COMMANDS } from "../../core/notices/commands.ts";
import type { Hosting, Notice } from "../../core/notices/notice.ts";
import type { ReachedCounts } from "../../core/ports/roster.ts";
import { type Fact, makeWords, type Words } from "../fact.ts";
import { sayApproval } from "../settings.ts";
import { shownName } from "../written.ts";
import {
  codeFact,
  countFact,
  descriptionLines,
  pageLines,
  passwordFact,
  seatsFact,
  showInstantOf,
  standingFacts,
  type TextContext,
  visibilityFacts,
  webinarItem,
  whenFact,
} from "./facts.ts";

type WebinarNotice = Extract<Notice, { kind: "choose" | "webinars" | "webinar" | "announcement" }>;

/** Commands about what somebody has already. */
const isAboutOwn = (command: CommandName): boolean => command === "join" || command === "leave" || command === "resend";

const noneToChoose = (command: CommandName, { t }: TextContext): Words => {
  if (isAboutOwn(command)) return makeWords(t("mine_none"));
  const title = HOST_COMMANDS.includes(command) ? t("choose_none_hosted") : t("none_upcoming");
  return makeWords(title, [t("none_upcoming_next")]);
};

const choose = ({ command, webinars, page }: Notice & { kind: "choose" }, context: TextContext): Words =>
  webinars.length === 0
    ? noneToChoose(command, context)
    : makeWords(
        context.t("choose_webinar"),
        pageLines(page, context),
        [],
        webinars.map((webinar) => webinarItem(webinar, context)),
      );

const list = ({ webinars, page }: Notice & { kind: "webinars" }, context: TextContext): Words => {
  const { t } = context;
  if (webinars.length === 0) return makeWords(t("none_upcoming"), [t("none_upcoming_next")]);
  const items = webinars.map((webinar) => webinarItem(webinar, context));
  return makeWords(t("webinars_title"), pageLines(page, context), [], items);
};

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
const hostFacts = (webinar: Webinar, { cohostNames, plan }: Hosting, context: TextContext): readonly Fact[] => {
  const { t } = context;
  const { joinBeforeHost: minutes, landingPage } = webinar;
  const facts = [...registrationFacts(webinar, plan, context), ...visibilityFacts(webinar, context)];
  if (minutes !== undefined) facts.push({ label: t("fact_early"), value: t("early_minutes", { minutes }) });
  facts.push(passwordFact(webinar, context));
  if (cohostNames.length > 0) facts.push({ label: t("fact_cohosts"), value: cohostNames.map(shownName).join(", ") });
  if (landingPage) facts.push({ label: t("fact_landing"), value: landingPage });
  return facts;
};

const details = (notice: Notice & { kind: "webinar" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, hostName, speakerNames = [], isSpeaker = false, seriesTitle, hosting } = notice;
  const facts = [codeFact(webinar, context), whenFact(webinar, context)];
  if (hostName !== "") facts.push({ label: t("fact_host"), value: shownName(hostName) });
  if (speakerNames.length > 0) facts.push({ label: t("fact_speakers"), value: speakerNames.map(shownName).join(", ") });
  if (seriesTitle) facts.push({ label: t("fact_series"), value: seriesTitle });
  facts.push(...registrationWindowFacts(webinar, context));
  if (isSpeaker && !notice.registration) facts.push({ label: t("fact_status"), value: t("status_speaker") });
  else if (webinar.registrationRequired) facts.push(...standingFacts(notice, context));
  if (hosting) facts.push(...hostFacts(webinar, hosting, context));
  return makeWords(webinar.title, descriptionLines(webinar), facts);
};

/** What the overview card counts; it leaves out attendees and the waiting list as long as there are none. */
const overviewFacts = (webinar: Webinar, attended: number, context: TextContext, isPast = false): readonly Fact[] => {
  const { t } = context;
  const { counts, cap, seatsHeld, registrationRequired } = webinar;
  const waiting = counts.waitlisted + counts.offered;
  const facts: Fact[] = [];
  if (registrationRequired) {
    facts.push(countFact(t("fact_approved"), counts.approved, context));
    if (!isPast) facts.push(countFact(t("fact_pending"), counts.pending, context));
    if (waiting > 0 && !isPast) facts.push(countFact(t("fact_waiting"), waiting, context));
    if (!isPast) facts.push(countFact(t("fact_free"), Math.max(0, cap - seatsHeld), context));
  }
  if (attended > 0) facts.push(countFact(t("fact_attended"), attended, context));
  return facts;
};

/** How messages to people fared, once there are any (N2). */
const reachedFacts = ({ dm, mail, failed }: ReachedCounts, { t }: TextContext): readonly Fact[] => {
  if (dm + mail + failed === 0) return [];
  const sent = { dms: dm, letters: mail };
  const value = failed > 0 ? t("reached_failed", { ...sent, failed }) : t("reached_counts", sent);
  return [{ label: t("fact_reached"), value }];
};

const announcementLine = ({ registrationRequired, policy }: Webinar) => {
  if (!registrationRequired) return "announcement_open";
  return policy === "automatic" ? "announcement_automatic" : "announcement_line";
};

const announcement = (notice: Notice & { kind: "announcement" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, hostName, attended, reached } = notice;
  const { title } = webinar;
  const facts = [codeFact(webinar, context), whenFact(webinar, context)];
  const told = reachedFacts(reached, context);
  if (webinar.state === "cancelled")
    return makeWords(t("called_off_title", { title }), [t("announcement_cancelled")], [...facts, ...told]);
  if (isOver(webinar, context.now ?? 0))
    return makeWords(
      t("over_title", { title }),
      [],
      [...facts, ...overviewFacts(webinar, attended, context, true), ...told],
    );
  return makeWords(
    t("announcement_title", { title }),
    [t(announcementLine(webinar), { host: hostName }), ...descriptionLines(webinar)],
    [...facts, ...overviewFacts(webinar, attended, context), ...told],
  );
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
    case "announcement":
      return announcement(notice, context);
    default:
      return unreachable(notice);
  }
};
