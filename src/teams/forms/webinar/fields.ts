import { newWebinarFields } from "../../../core/hosting/new-webinar.ts";
import {
  NUDGE_DEFAULT_MINUTES,
  OFFER_MINUTES,
  REMINDERS_DEFAULT,
  WAIT_DEFAULT_MINUTES,
  type WebinarFields,
} from "../../../core/hosting/settings.ts";
import { defined } from "../../../core/model/defined.ts";
import {
  ANSWER_EDITS,
  ANSWER_EDITS_DEFAULT,
  EARLY_MINUTES,
  HOST_TEXTS,
  NUDGE_MINUTES,
  POLICIES,
  type Policy,
  REMINDER_MINUTES,
  type Site,
  VISIBILITIES,
  WAIT_MINUTES,
  WAIT_RESULTS,
} from "../../../core/model/webinar.ts";
import { chosenOf, numberOf, type Typed } from "../../platform/filled-in.ts";

/** Chosen where nothing is to happen. */
export const NOTHING = "none" as const;

/** Registration IDs as the kind has them: with a webinar, never with a meeting. */
export const AS_KIND_HAS = "kind" as const;

/** A webinar's fields as the inputs of its form have them. */
export const typedOfWebinar = (
  fields: WebinarFields,
  crew: { cohosts: readonly string[]; channels: readonly string[] },
): Typed => ({
  title: fields.title,
  description: fields.description,
  kind: fields.kind,
  visibility: fields.visibility,
  date: fields.start.date,
  time: fields.start.time,
  duration: String(fields.durationMinutes),
  link: fields.link,
  channels: crew.channels.join(","),
  registration: String(fields.registrationRequired),
  ids: String(fields.registrationIds),
  waitlist: String(fields.waitlist),
  dmOnly: String(fields.dmOnly),
  invitationsLocked: String(fields.invitationsLocked),
  offer: String(fields.offerMinutes ?? OFFER_MINUTES),
  early: fields.joinBeforeHost === undefined ? "none" : String(fields.joinBeforeHost),
  policy: fields.policy,
  approveInvited: String(fields.approveInvited),
  wait: fields.waitMinutes === undefined ? NOTHING : String(fields.waitMinutes),
  waitResult: fields.waitResult ?? NOTHING,
  password: fields.password,
  cap: fields.cap === undefined ? "" : String(fields.cap),
  opensDate: fields.opens.date,
  opensTime: fields.opens.time,
  closesDate: fields.closes.date,
  closesTime: fields.closes.time,
  answerEdits: fields.answerEdits,
  answersUntilDate: fields.answersUntil.date,
  answersUntilTime: fields.answersUntil.time,
  editsReopen: String(fields.editsReopen),
  landing: fields.landingPage,
  fullText: fields.fullText,
  planText: fields.planText,
  reminders: fields.reminders.join(","),
  nudge: fields.nudgeMinutes === undefined ? NOTHING : String(fields.nudgeMinutes),
  followUp: String(fields.followUp),
  recording: fields.recording,
  ...fields.texts,
  cohosts: crew.cohosts.join(", "),
});

/** The inputs of a form that nobody touched: none of them contradicts what may be chosen in another. */
export const newWebinarTyped = (site: Site, zone: string): Typed => ({
  ...typedOfWebinar(newWebinarFields(site, zone), { cohosts: [], channels: [] }),
  ...(site.registrationIds ? { ids: AS_KIND_HAS } : {}),
});

const wall = (date = "", time = "") => ({ date, time });

const remindersIn = ({ reminders }: Typed) =>
  reminders === undefined
    ? REMINDERS_DEFAULT
    : REMINDER_MINUTES.filter((minutes) => chosenOf(reminders).includes(String(minutes)));

/** Who decides, as it is chosen. */
export const policyIn = (typed: Typed): Policy => POLICIES.find((policy) => policy === typed.policy) ?? "manual";

const kindOf = (typed: Typed) => (typed.kind === "meeting" ? "meeting" : "webinar");

/** A webinar's fields from the inputs of its form; the core checks all of them. */
export const readWebinar = (typed: Typed, zone: string): WebinarFields => ({
  kind: kindOf(typed),
  title: typed.title ?? "",
  description: typed.description ?? "",
  start: wall(typed.date, typed.time),
  zone,
  durationMinutes: numberOf(typed.duration),
  link: typed.link ?? "",
  password: typed.password ?? "",
  registrationRequired: typed.registration !== "false",
  joinBeforeHost: EARLY_MINUTES.find((minutes) => String(minutes) === typed.early),
  // Absent where it is not offered.
  registrationIds: typed.ids === AS_KIND_HAS ? kindOf(typed) === "webinar" : typed.ids === "true",
  policy: policyIn(typed),
  approveInvited: typed.approveInvited === "true",
  waitMinutes:
    typed.wait === undefined ? WAIT_DEFAULT_MINUTES : WAIT_MINUTES.find((minutes) => String(minutes) === typed.wait),
  waitResult: WAIT_RESULTS.find((result) => result === typed.waitResult),
  cap: (typed.cap ?? "").trim() === "" ? undefined : numberOf(typed.cap),
  opens: wall(typed.opensDate, typed.opensTime),
  closes: wall(typed.closesDate, typed.closesTime),
  waitlist: typed.waitlist === "true",
  dmOnly: typed.dmOnly === "true",
  invitationsLocked: typed.invitationsLocked !== "false",
  visibility: VISIBILITIES.find((one) => one === typed.visibility) ?? "listed",
  offerMinutes: (typed.offer ?? "").trim() === "" ? undefined : numberOf(typed.offer),
  answerEdits: ANSWER_EDITS.find((one) => one === typed.answerEdits) ?? ANSWER_EDITS_DEFAULT,
  answersUntil: wall(typed.answersUntilDate, typed.answersUntilTime),
  editsReopen: typed.editsReopen === "true",
  landingPage: typed.landing ?? "",
  fullText: typed.fullText ?? "",
  planText: typed.planText ?? "",
  reminders: remindersIn(typed),
  nudgeMinutes:
    typed.nudge === undefined
      ? NUDGE_DEFAULT_MINUTES
      : NUDGE_MINUTES.find((minutes) => String(minutes) === typed.nudge),
  followUp: typed.followUp === "true",
  recording: typed.recording ?? "",
  texts: defined(Object.fromEntries(HOST_TEXTS.map((name) => [name, typed[name]]))),
});
