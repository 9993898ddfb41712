import { ANSWER_EDITS_DEFAULT, type Kind, type Site } from "../model/webinar.ts";
import {
  NUDGE_DEFAULT_MINUTES,
  OFFER_MINUTES,
  REMINDERS_DEFAULT,
  WAIT_DEFAULT_MINUTES,
  type WebinarFields,
} from "./settings.ts";

const NO_TIME = { date: "", time: "" };

/** What the form of a new webinar begins with, and what holds for the settings that a form does not show. */
export const newWebinarFields = (site: Site, zone: string, kind: Kind = "webinar"): WebinarFields => ({
  kind,
  title: "",
  description: "",
  visibility: "listed",
  start: NO_TIME,
  zone,
  durationMinutes: 60,
  link: "",
  password: "",
  registrationRequired: true,
  joinBeforeHost: undefined,
  registrationIds: site.registrationIds && kind === "webinar",
  policy: "manual",
  approveInvited: false,
  waitMinutes: WAIT_DEFAULT_MINUTES,
  waitResult: undefined,
  cap: undefined,
  opens: NO_TIME,
  closes: NO_TIME,
  waitlist: false,
  dmOnly: false,
  invitationsLocked: true,
  offerMinutes: OFFER_MINUTES,
  answerEdits: ANSWER_EDITS_DEFAULT,
  answersUntil: NO_TIME,
  editsReopen: false,
  landingPage: "",
  fullText: "",
  planText: "",
  reminders: REMINDERS_DEFAULT,
  nudgeMinutes: NUDGE_DEFAULT_MINUTES,
  followUp: false,
  recording: "",
  texts: {},
});
