import type { SettingChange, Settings, WebinarField } from "../model/webinar.ts";

/** The field of the webinar form that shows each setting. */
const FIELD_OF = {
  title: "title",
  description: "description",
  visibility: "visibility",
  kind: "kind",
  startsAt: "start",
  endsAt: "duration",
  link: "link",
  password: "password",
  registrationRequired: "registration",
  joinBeforeHost: "early",
  registrationIds: "ids",
  policy: "policy",
  approveInvited: "approveInvited",
  waitMinutes: "wait",
  waitResult: "waitResult",
  cap: "cap",
  opensAt: "opens",
  closesAt: "closes",
  waitlist: "waitlist",
  dmOnly: "dmOnly",
  invitationsLocked: "invitationsLocked",
  offerMinutes: "offer",
  answerEdits: "answerEdits",
  answersUntil: "answersUntil",
  editsReopen: "editsReopen",
  landingPage: "landing",
  fullText: "fullText",
  planText: "planText",
  reminders: "reminders",
  nudgeMinutes: "nudge",
  followUp: "followUp",
  recording: "recording",
  invitationText: "invitationText",
  approvalText: "approvalText",
  reminderText: "reminderText",
  followUpText: "followUpText",
  cohosts: "cohosts",
  speakers: "speakers",
  hostChannels: "channels",
} as const satisfies Record<keyof Settings, WebinarField>;

const SETTINGS = Object.keys(FIELD_OF) as (keyof Settings)[];

/** A setting as it is compared; for the end, the length: an end that moves with its start is no change of its own. */
const settingOf = (settings: Settings, setting: keyof Settings): unknown =>
  setting === "endsAt" ? settings.endsAt - settings.startsAt : settings[setting];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
/** The settings in which two states of a webinar differ. */
export const changesOf = (from: Settings, to: Settings): SettingChange[] =>
  SETTINGS.filter((setting) => !same(settingOf(from, setting), settingOf(to, setting))).map((setting) => ({
    field: FIELD_OF[setting],
    setting,
    from,
    to,
  }));

/** Merges what two hosts made of the same state: `mine` where I changed something, `theirs` everywhere else. */
export const mergeSettings = (base: Settings, mine: Settings, theirs: Settings): Settings => {
  const from = (setting: keyof Settings) => (same(settingOf(base, setting), settingOf(mine, setting)) ? theirs : mine);
  const taken = SETTINGS.map((setting) => [setting, from(setting)[setting]]);
  const merged = Object.fromEntries(taken.filter(([, value]) => value !== undefined)) as unknown as Settings;
  const length = from("endsAt").endsAt - from("endsAt").startsAt;
  return { ...merged, endsAt: merged.startsAt + length };
};

/** The settings alone of a webinar. */
export const settingsOf = (webinar: Settings): Settings =>
  Object.fromEntries(
    SETTINGS.filter((setting) => webinar[setting] !== undefined).map((setting) => [setting, webinar[setting]]),
  ) as unknown as Settings;
