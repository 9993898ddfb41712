import type { Report } from "../../../core/hosting/report.ts";
import { parseAddress, personId } from "../../../core/model/ids.ts";
import { USHERS_TAGS } from "../../../core/model/tag.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { NONE } from "../data.ts";
import { NOBODY_REACHED, type Sample, STARTS_AT } from "../sample.ts";
import type { InState } from "./in-state.ts";
import { messages } from "./messages.ts";

/** Where a webinar was announced. */
export const ANNOUNCED_IN = [
  { face: "slack", group: "T1", channelId: "C1", name: "garden-club" },
  { face: "teams", group: "t1", channelId: "19:a@thread.tacv2", name: "Gardeners" },
] as const;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const BEFORE = STARTS_AT - 3 * DAY;
const DURING = STARTS_AT + 10 * MINUTE;
const AFTER = STARTS_AT + 2 * DAY;

/** Requests as hosts see them: waiting, late, decided, in line. */
const requests = ({ webinar, registrationAs, answers, host, rule }: Sample): InState[] => {
  const asked = { registeredAt: BEFORE - 5 * MINUTE };
  const decided = { ...asked, decidedAt: BEFORE - MINUTE, decidedBy: personId("p1") };
  const request = (of: object, more: object = {}): Notice => ({
    ...({ kind: "request", webinar, answers, isUndoable: false } as const),
    registration: { ...registrationAs("pending"), ...asked, ...of },
    ...more,
  });
  const approved = { ...registrationAs("approved"), ...decided };
  const rejected = { ...registrationAs("rejected"), ...decided };
  const byRule = { address: parseAddress("ann.lee@acme.com"), how: { by: "rule", number: 2, rule } };
  const isUndoable = true;
  return [
    { name: "request-waiting", at: BEFORE, notice: request({}, { domain: "example.com", isGuest: true }) },
    { name: "request-plain", at: BEFORE, notice: request({}, { answers: [] }) },
    { name: "request-late", at: DURING, notice: request({ registeredAt: DURING - MINUTE }, { isInvited: true }) },
    { name: "request-just-approved", at: BEFORE, notice: request(approved, { decidedByName: host, isUndoable }) },
    { name: "request-settled", at: BEFORE, notice: request(approved, { decidedByName: host }) },
    { name: "request-just-rejected", at: BEFORE, notice: request(rejected, { decidedByName: host, isUndoable }) },
    { name: "request-by-rule", at: BEFORE, notice: request({ ...approved, ...byRule }) },
    { name: "request-in-line", at: BEFORE, notice: request({ status: "waitlisted" }) },
    { name: "request-over", at: AFTER, notice: request({}) },
  ];
};

/** A webinar's numbers. */
export const reportOf = (webinar: Webinar): Report => ({
  webinar,
  ...{ invited: 1_240, silent: 388, declined: 41, registered: 811 },
  byStatus: { pending: 12, approved: 612, rejected: 23, cancelled: 164, waitlisted: 0, offered: 0 },
  ...{ attended: 437, visitors: 0, approvedAttended: 431, registeredAttended: 437, timed: 437, again: 29 },
  domains: { top: [{ name: "example.com", count: 504 }], distinct: 1 },
  tags: { top: [{ name: "newsletter", count: 322 }], distinct: 1 },
  overTime: { isByHour: false, bars: [] },
  arrivals: { minutes: 1, bars: [] },
  isForgotten: false,
});

const overviews = ({ webinar, cancelled, host }: Sample): InState[] => {
  const reached = { dm: 480, mail: 120, failed: 3, withoutApp: 3 };
  const overview = (of: Partial<typeof webinar>, attended = 0, told = reached): Notice => ({
    ...({ kind: "overview", hostName: host } as const),
    ...{ webinar: { ...webinar, ...of }, attended, reached: told },
  });
  const { cap } = webinar;
  return [
    { name: "overview-empty", at: BEFORE, notice: overview({ counts: NONE, seatsHeld: 0 }, 0, NOBODY_REACHED) },
    { name: "overview-before", at: BEFORE, notice: overview({ announcedIn: ANNOUNCED_IN }) },
    {
      name: "overview-full",
      at: BEFORE,
      notice: overview({ waitlist: true, counts: { ...NONE, approved: cap, waitlisted: 31 }, seatsHeld: cap }),
    },
    { name: "overview-during", at: DURING, notice: overview({}, 412) },
    { name: "overview-after", at: AFTER, notice: overview({}, 517) },
    { name: "overview-cancelled", at: BEFORE, notice: overview(cancelled) },
    { name: "report-after", at: AFTER, notice: { kind: "report", ...reportOf(webinar) } },
    { name: "report-during", at: DURING, notice: { kind: "report", ...reportOf(webinar) } },
  ];
};

/** The webinar's card in a channel of its readers. */
const announcements = ({ webinar, cancelled, host }: Sample): InState[] => {
  const announcement = (of: Partial<typeof webinar>): Notice => ({
    ...({ kind: "announcement", hostName: host, tag: USHERS_TAGS.announcement } as const),
    webinar: { ...webinar, ...of },
  });
  const { cap, startsAt } = webinar;
  const full = { seatsHeld: cap };
  return [
    { name: "announcement-before", at: BEFORE, notice: announcement({}) },
    { name: "announcement-last-seats", at: BEFORE, notice: announcement({ seatsHeld: cap - 3 }) },
    { name: "announcement-full", at: BEFORE, notice: announcement({ ...full, waitlist: false }) },
    { name: "announcement-line", at: BEFORE, notice: announcement({ ...full, waitlist: true }) },
    { name: "announcement-not-yet", at: BEFORE, notice: announcement({ opensAt: startsAt - 2 * DAY }) },
    { name: "announcement-closed", at: BEFORE, notice: announcement({ closesAt: BEFORE - 60_000 }) },
    { name: "announcement-free", at: BEFORE, notice: announcement({ registrationRequired: false }) },
    { name: "announcement-after", at: AFTER, notice: announcement({}) },
    { name: "announcement-cancelled", at: BEFORE, notice: announcement(cancelled) },
    { name: "announcement-hidden", at: BEFORE, notice: { kind: "announcement_closed" } },
    { name: "announcement-withdrawn", at: BEFORE, notice: { kind: "announcement_closed", isWithdrawn: true } },
  ];
};

/** The card of a series in a channel of readers. */
const seriesAnnouncements = ({ webinar, many, cancelled, host, series }: Sample): InState[] => {
  const announcement = (webinars: readonly Webinar[], more = 0): Notice => ({
    ...({ kind: "series_announcement", hostName: host, tag: USHERS_TAGS.announcement } as const),
    ...{ series, webinars, more },
  });
  const { cap } = webinar;
  const at = (index: number): Webinar => many[index] ?? webinar;
  const full = (one: Webinar) => ({ ...one, seatsHeld: one.cap });
  const mixed = [
    { ...at(0), seatsHeld: cap - 3 },
    { ...at(1), state: cancelled.state },
    { ...full(at(2)), waitlist: true },
    { ...full(at(3)), waitlist: false },
    { ...at(4), closesAt: BEFORE - MINUTE },
    { ...at(5), opensAt: STARTS_AT + DAY },
    { ...at(6), registrationRequired: false },
  ];
  const ten = Array.from({ length: 10 }, (_, at) => many[at % many.length] ?? webinar);
  return [
    { name: "series-announcement", at: BEFORE, notice: announcement(many.slice(0, 3)) },
    { name: "series-announcement-states", at: BEFORE, notice: announcement(mixed) },
    { name: "series-announcement-many", at: BEFORE, notice: announcement(ten, 7) },
    { name: "series-announcement-over", at: AFTER, notice: announcement([]) },
    { name: "series-announcement-hidden", at: BEFORE, notice: { kind: "announcement_closed", isSeries: true } },
    {
      name: "series-announced",
      at: BEFORE,
      notice: {
        ...{ kind: "announced", webinar, series, channel: ANNOUNCED_IN[0], became: "announced" },
        link: "https://usher.slack.com/archives/C1/p1798880400000100",
      },
    },
    {
      name: "series-announced-asked",
      at: BEFORE,
      notice: { kind: "announced", webinar, series, channel: ANNOUNCED_IN[0], became: "asked" },
    },
    { name: "series-announce-form", at: BEFORE, notice: { kind: "open_form", form: "announce", webinar, series } },
  ];
};

/** What its person reads of a registration. */
const registrations = ({ webinar, registrationAs, registrationId, host }: Sample): InState[] => {
  const mine = (of: object, more: object = {}): Notice => ({
    ...({ kind: "registration", webinar, registrationId, again: false } as const),
    registration: { ...registrationAs("approved"), registeredAt: BEFORE - DAY, decidedAt: BEFORE, ...of },
    ...more,
  });
  const reminder = (inMinutes: number, isLast: boolean): Notice => ({
    ...({ kind: "reminder", webinar, registrationId } as const),
    registration: { ...registrationAs("approved"), registeredAt: BEFORE - DAY, decidedAt: BEFORE },
    ...{ inMinutes, isLast },
  });
  const followUp = (of: { hasAttended: boolean; isLater?: true }): Notice => ({
    ...({ kind: "follow_up", webinar } as const),
    registration: { ...registrationAs("approved"), registeredAt: BEFORE - DAY, decidedAt: BEFORE },
    ...of,
  });
  const late = { ...registrationAs("approved"), registeredAt: DURING - MINUTE };
  const offered = { ...registrationAs("offered"), offerEndsAt: BEFORE + 12 * 60 * MINUTE };
  return [
    { name: "registration-received", at: BEFORE, notice: mine(registrationAs("pending")) },
    {
      name: "registration-received-late",
      at: DURING,
      notice: mine({ ...registrationAs("pending"), registeredAt: DURING }),
    },
    { name: "registration-in", at: BEFORE, notice: mine({}) },
    {
      name: "registration-at-once",
      at: BEFORE,
      notice: mine(registrationAs("pending"), { isToldBesides: true, isAtOnce: true }),
    },
    { name: "registration-in-at-once", at: BEFORE, notice: mine({}, { isAtOnce: true }) },
    { name: "registration-in-soon", at: STARTS_AT - 10 * MINUTE, notice: mine({}) },
    { name: "registration-late", at: DURING, notice: mine({ registeredAt: DURING }) },
    { name: "registration-refused", at: BEFORE, notice: mine(registrationAs("rejected")) },
    { name: "registration-in-line", at: BEFORE, notice: mine(registrationAs("waitlisted"), { position: 3 }) },
    { name: "registration-seat-offered", at: BEFORE, notice: mine(offered) },
    { name: "registration-added", at: BEFORE, notice: mine({ addedBy: personId("p1") }, { addedByName: host }) },
    { name: "reminder-early", at: STARTS_AT - DAY, notice: reminder(24 * 60, false) },
    { name: "reminder-last", at: STARTS_AT - 10 * MINUTE, notice: reminder(10, true) },
    { name: "reminder-now", at: STARTS_AT + MINUTE, notice: reminder(0, true) },
    { name: "follow-up-attended", at: AFTER, notice: followUp({ hasAttended: true }) },
    { name: "follow-up-missed", at: AFTER, notice: followUp({ hasAttended: false }) },
    { name: "follow-up-recording", at: AFTER, notice: followUp({ hasAttended: false, isLater: true }) },
    { name: "registration-over", at: AFTER, notice: mine({}) },
    {
      name: "password-changed-approved",
      at: DURING,
      notice: { kind: "password_changed", webinar, registrationId, registration: late, key: late.key },
    },
  ];
};

/** The cards that look different from state to state, each state once. */
export const states = (sample: Sample): InState[] => [
  ...requests(sample),
  ...overviews(sample),
  ...announcements(sample),
  ...seriesAnnouncements(sample),
  ...registrations(sample),
  ...messages(sample),
];
