import type { InviteesFields } from "../../../core/hosting/inviting/invite.ts";
import type { NamedPeopleFields } from "../../../core/hosting/named-people.ts";
import { newWebinarFields } from "../../../core/hosting/new-webinar.ts";
import type { RepeatFields } from "../../../core/hosting/repeating/plan.ts";
import { LINK_MAX, type WebinarFields } from "../../../core/hosting/settings.ts";
import { chatId, chatParts } from "../../../core/model/ids.ts";
import type { Person } from "../../../core/model/person.ts";
import {
  ANSWER_EDITS,
  ANSWER_EDITS_DEFAULT,
  EARLY_MINUTES,
  HOST_TEXTS,
  type HostChannel,
  type Kind,
  NUDGE_MINUTES,
  POLICIES,
  type Policy,
  REMINDER_MINUTES,
  type Site,
  VISIBILITIES,
  WAIT_MINUTES,
  WAIT_RESULTS,
  type Webinar,
} from "../../../core/model/webinar.ts";
import type { NamedPerson } from "../../../core/ports/people.ts";
import { readInvitees } from "../../../invitee-list.ts";
import { readFilled } from "../../platform/filled-in.ts";
import { readRepeat } from "./repeat.ts";

/** The form of a webinar as it was filled in; people and channels by Slack's ids. */
export interface FilledWebinar {
  readonly fields: WebinarFields;
  readonly repeat: RepeatFields;
  readonly channels: readonly string[];
  readonly cohosts: readonly string[];
  /** Whom a new webinar invites: people by Slack's ids, and a list of addresses. */
  readonly invitees: readonly string[];
  readonly guests: string;
  readonly confirm: string;
  /** All settings were shown, not the essentials alone. */
  readonly isExpanded: boolean;
}

/** What stands in the settings that a form of essentials does not show. */
export type Unshown = Pick<FilledWebinar, "fields" | "cohosts">;

/**
 * Reads `view.state.values` of the form of a webinar, its times in `zone`: what it does not show is as in `unshown`, else
 * as in a new webinar. Throws when it is not of that form.
 */
export const readWebinar = (values: unknown, site: Site, zone: string, unshown?: Unshown): FilledWebinar => {
  const filled = readFilled(values);
  const { text, number, option } = filled;
  const kind: Kind = option("kind") === "meeting" ? "meeting" : "webinar";
  const essentials: WebinarFields = {
    ...(unshown ? { ...unshown.fields, kind } : newWebinarFields(site, zone, kind)),
    title: text("title"),
    description: text("description"),
    start: { date: filled.date("date"), time: filled.time("time") },
    durationMinutes: number("duration") ?? Number.NaN,
    link: text("link").slice(0, LINK_MAX + 1),
  };
  const isExpanded = filled.has("policy");
  const options = filled.options("options");
  const policy: Policy = POLICIES.find((one) => one === option("policy")) ?? "manual";
  const fields: WebinarFields = isExpanded
    ? {
        ...essentials,
        registrationRequired: options.includes("required"),
        registrationIds: options.includes("ids"),
        waitlist: options.includes("waitlist"),
        dmOnly: options.includes("dmOnly"),
        invitationsLocked: options.includes("invitationsLocked"),
        visibility: VISIBILITIES.find((one) => one === option("visibility")) ?? "listed",
        approveInvited: options.includes("approveInvited"),
        joinBeforeHost: EARLY_MINUTES.find((minutes) => String(minutes) === option("early")),
        policy,
        waitMinutes: WAIT_MINUTES.find((minutes) => String(minutes) === option("wait")),
        waitResult: WAIT_RESULTS.find((one) => one === option("waitResult")),
        password: text("password"),
        cap: number("cap"),
        offerMinutes: number("offer"),
        opens: { date: filled.date("opensDate"), time: filled.time("opensTime") },
        closes: { date: filled.date("closesDate"), time: filled.time("closesTime") },
        answerEdits: ANSWER_EDITS.find((one) => one === option("answerEdits")) ?? ANSWER_EDITS_DEFAULT,
        answersUntil: { date: filled.date("answersUntilDate"), time: filled.time("answersUntilTime") },
        editsReopen: options.includes("editsReopen"),
        landingPage: text("landing").slice(0, LINK_MAX + 1),
        fullText: text("fullText"),
        planText: text("planText"),
        reminders: REMINDER_MINUTES.filter((minutes) => filled.options("reminders").includes(String(minutes))),
        nudgeMinutes: NUDGE_MINUTES.find((minutes) => String(minutes) === option("nudge")),
        followUp: options.includes("followUp"),
        recording: text("recording").slice(0, LINK_MAX + 1),
        texts: Object.fromEntries(HOST_TEXTS.map((name) => [name, text(name)])),
      }
    : essentials;
  return {
    fields,
    repeat: readRepeat(filled),
    channels: filled.channels("channels"),
    cohosts: isExpanded ? filled.people("cohosts") : (unshown?.cohosts ?? []),
    invitees: filled.people("invitees"),
    guests: text("guests"),
    confirm: text("confirm"),
    isExpanded,
  };
};

const isOwnChat = ({ channelId }: HostChannel): boolean => /^[UW]/.test(channelId);
const inSlack = (webinar: Webinar | undefined): HostChannel[] =>
  (webinar?.hostChannels ?? []).filter(({ face }) => face === "slack");

/** The channels of a webinar that the form's menu shows; somebody's own chat is no channel. */
export const channelsOf = (webinar: Webinar): string[] =>
  inSlack(webinar)
    .filter((channel) => !isOwnChat(channel))
    .map(({ channelId }) => channelId);

/** People as Slack's menu shows them: those who are in Slack, by their account in this team where they have one. */
export const cohostsOf = (people: readonly (Person | undefined)[], team: string): string[] =>
  people.flatMap((person) => {
    const inSlackToo = (person?.chats ?? []).map(chatParts).filter(({ face }) => face === "slack");
    const chat = inSlackToo.find(({ group }) => group === team) ?? inSlackToo[0];
    return chat ? [chat.user] : [];
  });

/** The chosen channels. None chosen is the host's own chat, unless there are host channels in another product. */
const hostChannelsOf = (
  { channels }: FilledWebinar,
  { team, user }: { team: string; user: string },
  before: Webinar | undefined,
): HostChannel[] => {
  const standing = inSlack(before);
  if (channels.length > 0)
    return channels.map(
      (channelId) =>
        standing.find((channel) => channel.channelId === channelId) ?? { face: "slack", group: team, channelId },
    );
  const own = standing.filter(isOwnChat);
  const isElsewhere = (before?.hostChannels ?? []).some(({ face }) => face !== "slack");
  return own.length > 0 || isElsewhere ? own : [{ face: "slack", group: team, channelId: user }];
};

/** The people chosen in a menu; Slack tells their ids alone. */
const namedUsers = (users: readonly string[], team: string): NamedPerson[] =>
  users.map((user) => ({ by: "chat", chat: chatId("slack", team, user), name: user }));

/** Whom the form of a new webinar invites. */
export const inviteesIn = async ({ invitees, guests }: FilledWebinar, team: string): Promise<InviteesFields> => {
  const { people, ...rest } = await readInvitees(guests);
  return { ...rest, people: [...namedUsers(invitees, team), ...people] };
};

/** The people and channels that a form names. `by` filled it in; `before` is the webinar that it changes. */
export const namedPeopleIn = (
  filled: FilledWebinar,
  by: { readonly team: string; readonly user: string },
  before: Webinar | undefined,
): NamedPeopleFields => ({
  face: "slack",
  cohosts: { by: "chat", people: namedUsers(filled.cohosts, by.team), unreadable: [] },
  hostChannels: hostChannelsOf(filled, by, before),
});
