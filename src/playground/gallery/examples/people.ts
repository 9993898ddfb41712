import { newKey, newRegistrationId, personId } from "../../../core/model/ids.ts";
import { STATUSES } from "../../../core/model/status.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import type { Sample } from "../sample.ts";
import { address, STARTS_AT } from "../sample.ts";

const HOUR = 3_600_000;

/** Somebody had a seat and gave it up. */
const leftAgain = (["pending", "approved", "cancelled"] as const).map((status, i) => ({
  status,
  version: i + 1,
  at: STARTS_AT - (75 - i) * HOUR,
  by: personId("p2"),
}));

/** What those who register and are invited read. */
export const people = ({
  data,
  webinar,
  webinarNamed,
  many,
  registrationAs,
  answers,
  series,
  host,
  name,
  registration,
  registrationId,
  cancelled,
  openWebinar,
  invited,
}: Sample): Notice[] => [
  { kind: "registration", webinar, registration: registrationAs("pending"), again: false, isEdited: true, answers },
  { kind: "registration", webinar, registration, registrationId, again: false, isEdited: true, answers },
  { kind: "open_form", form: "correct", webinar, key: newKey(), name: name, address },
  { kind: "corrected", webinar, key: newKey(), name: name, address },
  { kind: "told_by", webinar, by: "dm", isOwn: true },
  { kind: "withdrawn", webinar, entry: { key: newKey(), era: 1, version: 3 } },
  { kind: "withdrawn", webinar, entry: { key: newKey(), era: 1, version: 1 }, isHold: true },
  { kind: "open_form", form: "password", webinar },
  { kind: "open_form", form: "password", webinar, refusal: { reason: "wrong_password", title: webinar.title } },
  {
    kind: "moved",
    webinar,
    registration,
    registrationId,
    startsAt: STARTS_AT - 24 * HOUR,
    endsAt: STARTS_AT - 23 * HOUR,
    key: registration.key,
  },
  { kind: "moved", webinar, startsAt: STARTS_AT - 24 * HOUR, endsAt: STARTS_AT - 23 * HOUR, key: registration.key },
  { kind: "revised", webinar, registration, registrationId, from: { title: many[0]?.title ?? "" } },
  { kind: "revised", webinar, registration, registrationId, from: { isDescription: true } },
  {
    kind: "called_off",
    webinar: cancelled,
    registration: { ...registration, history: leftAgain.slice(0, 2) },
    key: registration.key,
  },
  { kind: "id_given", webinar, registrationId, registration, key: registration.key },
  { kind: "id_given", webinar, registrationId, key: registration.key },
  { kind: "hosting", webinar, person: personId("p1"), role: "host" },
  { kind: "hosting", webinar, person: personId("p2"), role: "cohost", hostName: host },
  { kind: "hosting", webinar, person: personId("p2"), role: "none", was: "cohost" },
  { kind: "hosting", webinar, person: personId("p2"), role: "none", was: "speaker" },
  { kind: "hosting", webinar: cancelled, person: personId("p1"), role: "host" },
  { kind: "let_go", webinar },
  { kind: "let_go", webinar: openWebinar },
  { kind: "let_go", webinar: openWebinar, isOld: true },
  { kind: "let_go", webinar: cancelled, entry: { key: newKey(), era: 1, version: 1 } },
  { kind: "over", webinar },
  { kind: "line_over", webinar, key: newKey() },
  { kind: "offer_replaced", webinar },
  { kind: "full", webinar: { ...webinar, seatsHeld: webinar.cap, waitlist: false }, hostName: host },
  {
    kind: "webinar",
    webinar: { ...webinar, opensAt: STARTS_AT - 30 * 24 * HOUR, closesAt: STARTS_AT - HOUR },
    hostName: host,
    registration,
    registrationId,
    seriesTitle: series.title,
    hosting: { cohostNames: [data.colleague], plan: 500 },
  },
  {
    ...invited,
    ...{ invited: 2, known: 1, left: 0, named: 8, repeated: 2, leftOut: 3, outside: 1, shared: "agreed", refused: 2 },
    refusedFirst: [
      { text: data.unknown, why: "not_found" },
      { row: 7, text: "gus@example", why: "bad_address" },
    ],
  },
  { ...invited, invited: 50, left: 50, refused: 1, refusedFirst: [{ text: data.unknown, why: "not_asked" }] },
  { ...invited, left: 288, outside: 12, shared: "asked" },
  { ...invited, isReading: true, shared: "counting" },
  { kind: "webinars", webinars: many },
  { kind: "webinars", webinars: many.slice(0, 10), page: { from: 10, size: 10, total: 34 } },
  { kind: "webinar", webinar, hostName: "", registration, registrationId },
  {
    kind: "webinar",
    webinar: { ...openWebinar, joinBeforeHost: 15 },
    hostName: host,
    hosting: { cohostNames: [], plan: 500 },
  },
  { kind: "webinar", webinar: cancelled, hostName: host, hosting: { cohostNames: [], plan: 500 } },
  {
    kind: "mine",
    entries: many.map((one, i) => ({
      webinar: one,
      registration: registrationAs((["approved", "approved", "pending"] as const)[i % 3] ?? "approved"),
      registrationId: newRegistrationId(),
    })),
  },
  { kind: "mine", entries: [] },
  { kind: "mine", entries: [], isPast: true },
  {
    kind: "mine",
    entries: [true, false].map((hasAttended, i) => ({
      webinar: webinarNamed(data.otherTitle(i), `PAST2${i + 3}`, STARTS_AT - (19 - 7 * i) * 24 * HOUR),
      registration,
      hasAttended,
    })),
    page: { from: 0, size: 2, total: 2 },
    isPast: true,
  },
  {
    kind: "home",
    person: personId("p1"),
    hosted: { some: many.slice(0, 5), page: { from: 5, size: 5, total: 12 } },
    mine: {
      some: STATUSES.slice(0, 5).map((status, i) => ({
        webinar: many[i] ?? webinar,
        registration: registrationAs(status),
      })),
      page: { from: 0, size: 5, total: 6 },
    },
    upcoming: { some: many.slice(5, 10), page: { from: 0, size: 5, total: 5 } },
    mayHost: true,
  },
  {
    kind: "home",
    person: personId("p1"),
    hosted: { some: [], page: { from: 0, size: 5, total: 0 } },
    mine: { some: [], page: { from: 0, size: 5, total: 0 } },
    upcoming: { some: [], page: { from: 0, size: 5, total: 0 } },
    mayHost: false,
  },
  { kind: "link_preview", webinar, hostName: host },
  {
    kind: "link_preview",
    webinar: openWebinar,
    hostName: host,
    page: "https://usher.example.com/w/ABC234?from=preview",
  },
  { kind: "invitation", webinar, hostName: host, key: newKey(), registrationId },
  { kind: "invitation", webinar, hostName: host, key: newKey(), registrationId, isNudge: true },
  { kind: "declined", webinar, key: newKey(), registrationId, declinedAt: STARTS_AT - 73 * HOUR },
  { kind: "declined", webinar: openWebinar, key: newKey(), declinedAt: STARTS_AT - 73 * HOUR },
  ...STATUSES.map(
    (status): Notice => ({
      kind: "registration",
      webinar,
      registration: { ...registrationAs(status), ...(status === "offered" && { offerEndsAt: STARTS_AT - 48 * HOUR }) },
      registrationId,
      again: true,
      ...(status === "waitlisted" && { position: 3 }),
    }),
  ),
  ...STATUSES.map(
    (status): Notice => ({
      kind: "request",
      webinar,
      registration: {
        ...registrationAs(status),
        ...(status === "cancelled" && { history: leftAgain }),
        ...(status === "offered" && { offerEndsAt: STARTS_AT - 48 * HOUR }),
      },
      answers,
      decidedByName: host,
      isUndoable: status === "approved" || status === "rejected",
      domain: "example.com",
    }),
  ),
];
