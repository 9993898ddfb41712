import { changesOf } from "../../../core/hosting/setting-changes.ts";
import { STANDARD_FORM } from "../../../core/model/form.ts";
import { newKey, requestId } from "../../../core/model/ids.ts";
import { fullName } from "../../../core/model/person.ts";
import { countsOver } from "../../../core/model/series.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { ROSTER_TABS, type RosterTab } from "../../../core/ports/roster.ts";
import { NONE } from "../data.ts";
import type { Sample } from "../sample.ts";
import { NOBODY_REACHED, STARTS_AT } from "../sample.ts";
import { ANNOUNCED_IN, reportOf } from "./states.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;

/** Codes of a long series' webinars. */
const partCodeOf = (index: number): string => `R${"7QM3XWPK9D"[index % 10]}T${"HV4CFJ"[Math.floor(index / 10)]}2N`;

/** A webinar after its host has changed more than one thing. */
const movedOf = (webinar: Webinar): Webinar => ({
  ...webinar,
  ...{ startsAt: webinar.startsAt + 10 * HOUR, endsAt: webinar.endsAt + 10 * HOUR, cap: webinar.cap + 200 },
  link: "https://meet.example.com/roof",
});

const withoutRegistration = (webinar: Webinar): Webinar => ({ ...webinar, registrationRequired: false });

/** What hosts read about their webinars, and cards in their channels. */
export const hosting = ({
  data,
  webinarNamed,
  webinar,
  many,
  registrationAs,
  answers,
  series,
  seriesAt,
  rule,
  invitedRow,
  host,
  colleague,
  name,
  registration,
  registrationId,
  cancelled,
  openWebinar,
  rowAt,
  registrantAs,
}: Sample): Notice[] => [
  {
    ...({
      kind: "scheduled",
      webinar: { ...webinar, counts: NONE, seatsHeld: 0 },
      plan: 500,
      page: "https://usher.example.com/w/ABC234",
    } as const),
    preview: "https://usher.example.com/host/x/preview",
  },
  { kind: "edited", webinar: movedOf(webinar), plan: 500, changes: changesOf(webinar, movedOf(webinar)), deleted: 0 },
  { kind: "edited", webinar: withoutRegistration(webinar), plan: 500, changes: [], deleted: 3 },
  { kind: "edited", webinar, plan: webinar.cap, changes: [], deleted: 0 },
  { kind: "confirm_cancel", webinar, silent: 3 },
  { kind: "cancelled", webinar: cancelled },
  { kind: "cohosts", webinar, names: [colleague], unknown: [data.unknown] },
  { kind: "cohosts", webinar, names: [], unknown: [] },
  { kind: "cohosting", webinar, hostName: host },
  {
    kind: "series",
    entries: Array.from({ length: 20 }, (_, i) => {
      const first = (i * 3) % 7;
      const webinars = many.slice(first, first + 1 + ((i * 5) % 12));
      return { series: seriesAt(i, webinars), webinars };
    }),
    mine: [series.code],
    mayHost: true,
  },
  { kind: "series", entries: [{ series, webinars: [] }], mine: [], mayHost: false },
  { kind: "series", entries: [], mine: [], mayHost: true },
  { kind: "series_one", series, webinars: many, isMine: true, counts: countsOver(many) },
  { kind: "series_one", series, webinars: [], isMine: false },
  {
    kind: "series_one",
    series,
    webinars: Array.from({ length: 30 }, (_, i) =>
      webinarNamed(data.partTitle(i), partCodeOf(i), STARTS_AT + i * 7 * 24 * HOUR),
    ),
    isMine: false,
  },
  { kind: "series_saved", series, webinars: many },
  {
    ...({
      kind: "series_people",
      series,
      webinars: many,
      tab: "everybody",
      link: "https://usher.example.com/host/x",
    } as const),
    counts: Object.fromEntries(ROSTER_TABS.map((tab, at) => [tab, 12 * (ROSTER_TABS.length - at)])) as Record<
      RosterTab,
      number
    >,
    some: many.map((one, i) => ({ webinar: one, row: rowAt(i) })),
    next: { of: webinar.code },
  },
  {
    kind: "repeated",
    title: webinar.title,
    webinars: many.map((one, i) => ({ ...one, startsAt: webinar.startsAt + i * WEEK })),
    missed: [{ date: "2027-04-09", why: "same" }],
    series,
  },
  {
    ...({ kind: "repeated", title: webinar.title, missed: [] } as const),
    webinars: Array.from({ length: 52 }, (_, i) =>
      webinarNamed(webinar.title, partCodeOf(i), webinar.startsAt + i * WEEK),
    ),
    seriesRefusal: { reason: "too_many_in_series", max: 60 },
  },
  {
    kind: "series_registered",
    title: series.title,
    outcomes: many.map((one, i) =>
      i % 2
        ? { webinar: one, refusal: { reason: "webinar_full", title: one.title, cap: 3, note: one.fullText } }
        : { webinar: one, registered: { webinar: one, registration, again: false } },
    ),
  },
  { kind: "registrant", ...registrantAs() },
  { kind: "registrant", ...registrantAs(), row: invitedRow, answers: [], changes: [], invitedByName: host },
  {
    kind: "exported",
    webinar,
    file: "https://usher.example.com/host/x/export.csv",
    page: "https://usher.example.com/host/x",
  },
  {
    kind: "exported",
    webinar,
    file: "https://usher.example.com/host/x/invite/y/refused.csv",
    page: "https://usher.example.com/host/x/invite/y",
    refusedOf: requestId("invited"),
  },
  {
    ...({ kind: "report", ...reportOf(webinar), page: "https://usher.example.com/host/x/report" } as const),
    ...{ attended: 0, approvedAttended: 0, registeredAttended: 0, timed: 0, again: 0 },
  },
  { kind: "resent_to", webinar, key: newKey(), name: name, isInvitation: false },
  { kind: "resent_to", webinar, key: newKey(), name: name, isInvitation: true },
  { kind: "answers", webinar, registration, answers },
  { kind: "answers", webinar, registration, answers: [] },
  { kind: "overview", webinar: cancelled, hostName: host, attended: 0, reached: NOBODY_REACHED },
  {
    kind: "overview",
    webinar,
    hostName: host,
    attended: 0,
    reached: { dm: 1_480, mail: 1_720, failed: 3, withoutApp: 1 },
  },
  { kind: "overview", webinar: openWebinar, hostName: host, attended: 0, reached: NOBODY_REACHED },
  { kind: "request_gone", webinar },
  { kind: "no_free_seat", webinar, registration, mayRaise: true },
  { kind: "no_free_seat", webinar, registration, mayRaise: false },
  { kind: "always", webinar, domain: data.domain(0) },
  { kind: "rule_test", webinar, address: "cora.diaz@acme.com", verdict: { status: "pending" } },
  {
    kind: "rule_test",
    webinar,
    address: "cora.diaz@acme.com",
    verdict: { status: "approved", how: { by: "rule", number: 2, rule } },
  },
  {
    kind: "log",
    webinar,
    lines: Array.from({ length: 25 }, (_, i) => ({
      ...({ act: "moved", byName: host, isByUsher: false, from: "pending" } as const),
      ...{ at: STARTS_AT - 72 * HOUR - i * 47 * MINUTE, way: i % 4 === 3 ? ("teams" as const) : ("slack" as const) },
      ...{ to: i % 5 === 2 ? ("rejected" as const) : ("approved" as const), aboutName: fullName(data.row(i)) },
      ...{ id: `${i}-0`, others: i % 6 === 0 ? i + 3 : 0 },
    })),
  },
  { kind: "log", webinar, lines: [] },
  ...(["announced", "again", "asked", "withdrawn"] as const).map(
    (became): Notice => ({
      ...{ kind: "announced", webinar, channel: ANNOUNCED_IN[0], became },
      ...(became === "again" || became === "announced"
        ? { link: "https://usher.slack.com/archives/C1/p1798880400000100" }
        : {}),
    }),
  ),
  { kind: "open_form", form: "announce", webinar },
  { kind: "open_form", form: "rules", webinar, counts: { ofRule: [3], noMatch: 1, isWhole: true } },
  { kind: "open_form", form: "decide", webinar, registration },
  { kind: "open_form", form: "decide", webinar, registration: registrationAs("pending"), to: "rejected" },
  ...(["pending", "approved", "waitlisted", "offered"] as const).flatMap((status): Notice[] => {
    const mine = {
      webinar,
      registration: registrationAs(status),
      registrationId,
      ...(status === "waitlisted" && { position: 3 }),
    };
    return [
      { kind: "open_form", form: "leave", ...mine },
      { kind: "confirm_leave", ...mine },
    ];
  }),
  {
    kind: "open_form",
    form: "register",
    target: {
      kind: "webinar",
      webinar,
      form: STANDARD_FORM,
      edits: registration,
      answersClosed: { reason: "answers_until", title: webinar.title, until: STARTS_AT - 8 * 24 * HOUR },
    },
  },
];
