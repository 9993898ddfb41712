import { INQUIRY_MAX } from "../../src/core/approvals/inquiry.ts";
import type { Registrant } from "../../src/core/approvals/registrant.ts";
import { PAGE, type RosterRow } from "../../src/core/approvals/roster-list.ts";
import { changesOf } from "../../src/core/hosting/setting-changes.ts";
import { defined } from "../../src/core/model/defined.ts";
import { answeredOf, formOf, STANDARD_FORM } from "../../src/core/model/form.ts";
import {
  type Address,
  newInquiryId,
  newKey,
  newRegistrationId,
  organisationId,
  parseAddress,
  parseCode,
  personId,
  requestId,
  seriesCode,
} from "../../src/core/model/ids.ts";
import type { Inquiry } from "../../src/core/model/inquiry.ts";
import type { Person } from "../../src/core/model/person.ts";
import type { Registration } from "../../src/core/model/registration.ts";
import { NO_RULES, type Rule } from "../../src/core/model/rules.ts";
import { STATUSES } from "../../src/core/model/status.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import type { Notice } from "../../src/core/notices/notice.ts";
import { ROSTER_TABS, type RosterPlace, type RosterTab } from "../../src/core/ports/roster.ts";

const AT = Date.parse("2027-01-15T08:00:00Z");
const code = (text: string) => {
  const found = parseCode(text);
  if (!found) throw new Error(`${text} is no code`);
  return found;
};
export const address = "ann.lee@example.com" as Address;

const webinarNamed = (title: string, short = "ABC234"): Webinar => ({
  organisation: organisationId("site"),
  code: code(short),
  kind: "webinar",
  title,
  description: "*".repeat(2_000),
  startsAt: AT,
  endsAt: AT + 3_600_000,
  zone: "Europe/Paris",
  link: "https://meet.example.com/secret",
  host: personId("p1"),
  cohosts: [],
  speakers: [],
  hostChannels: [],
  formerChannels: [],
  password: "K7QM3XWP",
  registrationRequired: true,
  registrationIds: true,
  policy: "manual",
  approveInvited: false,
  cap: 10,
  waitlist: false,
  dmOnly: false,
  invitationsLocked: true,
  visibility: "listed",
  offerMinutes: 720,
  answerEdits: "until_approval",
  editsReopen: false,
  landingPage: "https://example.com/thanks",
  fullText: "*full* <b>".repeat(100),
  planText: "",
  state: "scheduled",
  sequence: 0,
  revision: 0,
  era: 1,
  rules: NO_RULES,
  form: STANDARD_FORM,
  version: 1,
  counts: { pending: 0, approved: 0, rejected: 0, cancelled: 0, waitlisted: 0, offered: 0 },
  seatsHeld: 0,
});
export const webinar = webinarNamed("[Deep](https://evil.example) *sea* <at>all</at> ".repeat(3).slice(0, 120));
const registrationId = newRegistrationId();
export const NOBODY_REACHED = { dm: 0, mail: 0, failed: 0 };
export const registrationAs = (status: Registration["status"]): Registration => ({
  key: newKey(),
  status,
  version: 3,
  address,
  firstName: "Ann **",
  lastName: "[Lee](x)",
  answers: {},
  form: STANDARD_FORM.id,
  person: personId("p2"),
  via: "page",
  // The approved one is late: its webinar starts at this instant.
  registeredAt: status === "approved" ? AT : AT - 1,
  round: 1,
  expired: 0,
  keepsSeat: false,
  ...defined({ reason: status === "rejected" ? { text: "<b>*full*</b>".repeat(35), told: true } : undefined }),
  sequence: 0,
  ...(status === "approved" ? { decidedAt: AT, decidedBy: personId("p1") } : {}),
  history: [],
});
const many = Array.from({ length: 12 }, (_, i) => webinarNamed(`Webinar ${i}`, `ABC23${"23456789ABCDEF"[i]}`));
const registration = registrationAs("approved");

const longForm = formOf({
  standard: { company: "required" },
  questions: Array.from({ length: 50 }, (_, i) => ({
    id: `q${i}`,
    type: "text",
    label: `*Question* ${i} `.repeat(13).slice(0, 200),
    required: true,
    maxLength: 0,
    options: [],
  })),
});
const answers = answeredOf(
  longForm,
  Object.fromEntries([...longForm.questions.map(({ id }) => [id, ["<answer> ".repeat(300)]]), ["company", ["[x](y)"]]]),
);
const series = {
  organisation: organisationId("site"),
  code: seriesCode(code("SER234")),
  title: "<All> *about* the sea",
  host: personId("p1"),
  form: longForm,
  webinars: many.map((one) => one.code),
  version: 1,
};
const added: Person = {
  id: personId("p3"),
  address: parseAddress("eve@example.com") as Address,
  firstName: "Eve",
  lastName: "<b>",
  chats: [],
  fullMember: true,
};
const rule: Rule = {
  id: "r1",
  field: "address",
  test: "endsWith",
  value: "@<acme>.com",
  matchCase: false,
  result: "approve",
};
/** Somebody of the roster who registered. */
export const rowOf = (registration: Registration): RosterRow => {
  const { key, person, address, firstName, lastName } = registration;
  return {
    ...{ key, person, address, firstName, lastName, registration },
    ...{ reached: { dm: "failed", mail: "waiting" }, isIn: true, isGuest: false, isGone: true },
  };
};

/** A page of the roster with the longest names and addresses. */
export const review = {
  ...({ webinar: { ...webinar, counts: { ...webinar.counts, pending: 12_345 } }, tab: "pending" } as const),
  counts: Object.fromEntries(ROSTER_TABS.map((tab, i) => [tab, 12_345 + i])) as Record<RosterTab, number>,
  some: Array.from({ length: PAGE }, (_, i) =>
    rowOf({
      ...registrationAs("pending"),
      key: newKey(),
      firstName: `${i} ${"<First> *".repeat(11)}`,
      lastName: "_Last_ & co ".repeat(8),
      address: `${"long".repeat(15)}${i}@${"domain".repeat(8)}.example.com` as Address,
    }),
  ),
  before: 10,
  isPartial: false,
  next: "r20" as RosterPlace,
  previous: "" as RosterPlace,
};
const inquiry: Inquiry = {
  id: newInquiryId(),
  by: personId("p1"),
  at: AT,
  text: "<!channel> *why*? ".repeat(80).slice(0, INQUIRY_MAX),
};
const answered = { ...inquiry, answer: "<https://evil.example|so> _that_ ".repeat(40).slice(0, INQUIRY_MAX) };
const open = { webinar, registration: registrationAs("pending"), inquiry };
const bulk = {
  webinar,
  id: requestId("bulk"),
  goesOn: false,
  isUndoable: true,
  isUndone: false,
  isUndoing: false,
  counts: { done: 9_000, skipped: 3, failed: 1, undone: 0, why: { already_decided: 2, webinar_full: 1 } },
};
export const digest = {
  ...({ kind: "digest", webinar, digest: 7 } as const),
  gathered: {
    total: 1_000,
    domainCount: 40,
    counts: { ...webinar.counts, pending: 990, approved: 4, rejected: 6 },
    domains: Array.from({ length: 5 }, (_, i) => ({ domain: `${"domain".repeat(30)}${i}.example.com`, count: 99 })),
  },
};
const invited = {
  kind: "invited",
  ...{ webinar, id: requestId("invited"), invited: 0, known: 0, left: 0, named: 100 },
  ...{ repeated: 0, leftOut: 0, outside: 0, refused: 0, refusedFirst: [], isReading: false },
} as const;
const cancelled = { ...webinar, state: "cancelled" as const };
/** A webinar that people join without a registration. */
export const openWebinar = { ...webinar, registrationRequired: false };
/** `requests CODE rejected DOMAIN`. */
export const narrowReview = { ...review, tab: "rejected", domain: "subsidiary.of.a.company.example.com" } as const;
/** The longest name of a card that a host is told of: one in a Teams channel. */
const failedCard = `card:ABC234:${newKey()}:10.10:teams:19:${"0123456789abcdef".repeat(2)}@thread.tacv2`;

/** Somebody who registered, with all that hosts see. */
const registrantAs = (): Registrant => ({
  webinar,
  row: rowOf(registrationAs("pending")),
  answers,
  changes: registrationAs("pending").history.map((change) => ({ ...change, byName: "Eve <b>" })),
});
const invitedRow: RosterRow = {
  ...{ key: newKey(), person: personId("p9"), address: "<b>@example.com" as Address, firstName: "", lastName: "" },
  invitee: {
    ...{ key: newKey(), person: personId("p9"), address: "<b>@example.com" as Address },
    ...{ invitedAt: AT, invitedBy: personId("p1"), declinedAt: AT },
  },
  ...{ reached: {}, isIn: false, isGuest: true, isGone: false },
};

/** Every notice there is, with the longest and the worst texts in it. */
export const NOTICES: Notice[] = [
  { kind: "help", mayHost: true },
  { kind: "help", mayHost: false },
  { kind: "unknown_command", typed: "<b>", nearest: "list" },
  { kind: "unknown_command", typed: "jion", nearest: "join", code: webinar.code },
  { kind: "unknown_command", typed: "abracadabra" },
  { kind: "refused", refusal: { reason: "not_registered", title: webinar.title, code: webinar.code } },
  { kind: "refused", refusal: { reason: "in_line", title: webinar.title, code: webinar.code, status: "offered" } },
  { kind: "refused", refusal: { reason: "webinar_full", title: webinar.title, cap: 3, note: "<x>" } },
  { kind: "failed", reference: "abc" },
  { kind: "working" },
  { kind: "not_saved" },
  { kind: "form_open" },
  { kind: "saved" },
  { kind: "open_form", form: "schedule" },
  { kind: "open_form", form: "edit", webinar },
  { kind: "open_form", form: "register", target: { kind: "webinar", webinar, form: webinar.form } },
  { kind: "open_form", form: "register", target: { kind: "series", series, webinars: many, form: longForm } },
  { kind: "open_form", form: "questions", owner: { kind: "series", series, form: longForm } },
  { kind: "open_form", form: "series" },
  { kind: "choose", command: "join", webinars: many },
  { kind: "choose", command: "show", webinars: [] },
  { kind: "choose", command: "invite", webinars: many.slice(0, 5), page: { from: 5, size: 5, total: 34 } },
  { kind: "choose", command: "edit", webinars: many },
  { kind: "choose", command: "edit", webinars: [] },
  { kind: "choose", command: "cancel", webinars: many.slice(0, 2) },
  { kind: "scheduled", webinar, plan: 5 },
  { kind: "edited", webinar, plan: 5, changes: changesOf(webinar, { ...many[0], title: "x" } as Webinar), deleted: 3 },
  { kind: "edited", webinar, plan: 5, changes: [], deleted: 0 },
  { kind: "confirm_cancel", webinar, silent: 3 },
  { kind: "cancelled", webinar: cancelled },
  { kind: "cohosts", webinar, names: ["Eve _x_"], unknown: ["<@U1>"] },
  { kind: "cohosts", webinar, names: [], unknown: [] },
  { kind: "cohosting", webinar, hostName: "Eve _x_" },
  {
    kind: "series",
    entries: Array.from({ length: 20 }, () => ({ series, webinars: many })),
    mine: [series.code],
    mayHost: true,
  },
  { kind: "series", entries: [{ series, webinars: [] }], mine: [], mayHost: false },
  { kind: "series", entries: [], mine: [], mayHost: true },
  { kind: "series_one", series, webinars: many, isMine: true },
  { kind: "series_one", series, webinars: [], isMine: false },
  {
    kind: "series_one",
    series,
    webinars: Array.from({ length: 30 }, (_, i) => webinarNamed(`**_${i}_** `.repeat(12))),
    isMine: false,
  },
  { kind: "series_saved", series, webinars: many },
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
  { kind: "registrant", ...registrantAs(), row: invitedRow, answers: [], changes: [], invitedByName: "Eve <b>" },
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
  { kind: "resent_to", webinar, key: newKey(), name: "Ann <b>", isInvitation: false },
  { kind: "resent_to", webinar, key: newKey(), name: "Ann <b>", isInvitation: true },
  { kind: "answers", webinar, registration, answers },
  { kind: "answers", webinar, registration, answers: [] },
  { kind: "announcement", webinar: cancelled, hostName: "Eve _x_", attended: 0, reached: NOBODY_REACHED },
  { kind: "announcement", webinar, hostName: "Eve _x_", attended: 12, reached: { dm: 1, mail: 1_200, failed: 3 } },
  { kind: "announcement", webinar: openWebinar, hostName: "Eve _x_", attended: 0, reached: NOBODY_REACHED },
  { kind: "request_gone", webinar },
  { kind: "no_free_seat", webinar, registration, mayRaise: true },
  { kind: "no_free_seat", webinar, registration, mayRaise: false },
  { kind: "always", webinar, domain: "acme.com" },
  { kind: "rule_test", webinar, address: "a@acme.com", verdict: { status: "pending" } },
  {
    kind: "rule_test",
    webinar,
    address: "a@acme.com",
    verdict: { status: "approved", how: { by: "rule", number: 2, rule } },
  },
  {
    kind: "log",
    webinar,
    lines: Array.from({ length: 25 }, () => ({
      ...({
        at: AT,
        act: "moved",
        way: "slack",
        byName: "Eve <b>",
        isByUsher: false,
        from: "pending",
        to: "approved",
      } as const),
      aboutName: "*Ann*",
      id: "1-0",
      others: 3,
    })),
  },
  { kind: "log", webinar, lines: [] },
  { kind: "open_form", form: "rules", webinar, counts: { ofRule: [3], noMatch: 1, isWhole: true } },
  { kind: "open_form", form: "decide", webinar, registration },
  ...(["pending", "approved", "waitlisted", "offered"] as const).flatMap((status): Notice[] => {
    const mine = { webinar, registration: registrationAs(status), registrationId, position: 3 };
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
      answersClosed: { reason: "answers_until", title: webinar.title, until: AT },
    },
  },
  { kind: "registration", webinar, registration: registrationAs("pending"), again: false, isEdited: true },
  { kind: "registration", webinar, registration, again: false, isEdited: true },
  { kind: "open_form", form: "correct", webinar, key: newKey(), name: "Ann **", address },
  { kind: "corrected", webinar, key: newKey(), name: "Ann **", address },
  { kind: "withdrawn", webinar, entry: { key: newKey(), era: 1, version: 3 } },
  { kind: "open_form", form: "password", webinar },
  { kind: "open_form", form: "password", webinar, refusal: { reason: "wrong_password", title: webinar.title } },
  { kind: "moved", webinar, registration, registrationId, startsAt: AT - 1, endsAt: AT, key: registration.key },
  { kind: "moved", webinar, startsAt: AT - 1, endsAt: AT, key: registration.key },
  { kind: "revised", webinar, registration },
  { kind: "called_off", webinar: cancelled, registration, key: registration.key },
  { kind: "id_given", webinar, registrationId, registration, key: registration.key },
  { kind: "id_given", webinar, registrationId, key: registration.key },
  { kind: "password_changed", webinar, registration, key: registration.key },
  { kind: "hosting", webinar, person: personId("p1"), role: "host" },
  { kind: "hosting", webinar, person: personId("p2"), role: "cohost" },
  { kind: "hosting", webinar, person: personId("p2"), role: "none" },
  { kind: "hosting", webinar: cancelled, person: personId("p1"), role: "host" },
  { kind: "let_go", webinar },
  { kind: "let_go", webinar: openWebinar },
  { kind: "let_go", webinar: openWebinar, isOld: true },
  { kind: "let_go", webinar: cancelled },
  { kind: "over", webinar },
  { kind: "line_over", webinar },
  { kind: "full", webinar, hostName: "Hanna Host" },
  {
    kind: "webinar",
    webinar: { ...webinar, opensAt: AT, closesAt: AT, joinBeforeHost: 15 },
    hostName: "Eve",
    registration,
    registrationId,
    seriesTitle: series.title,
    hosting: { cohostNames: ["<x>"], plan: 5 },
  },
  {
    ...invited,
    ...{ invited: 2, known: 1, left: 0, named: 8, repeated: 2, leftOut: 3, outside: 1, shared: "agreed", refused: 2 },
    refusedFirst: [
      { text: "<x>", why: "not_found" },
      { row: 7, text: "<x>", why: "bad_address" },
    ],
  },
  { ...invited, invited: 50, left: 50, refused: 1, refusedFirst: [{ text: "<x>", why: "not_asked" }] },
  { ...invited, left: 288, outside: 12, shared: "asked" },
  { ...invited, isReading: true, shared: "counting" },
  { kind: "webinars", webinars: many },
  { kind: "webinars", webinars: many.slice(0, 10), page: { from: 10, size: 10, total: 34 } },
  { kind: "webinar", webinar, hostName: "", registration, registrationId },
  { kind: "webinar", webinar: openWebinar, hostName: "Eve", hosting: { cohostNames: [], plan: 5 } },
  { kind: "webinar", webinar: cancelled, hostName: "Eve", hosting: { cohostNames: [], plan: 5 } },
  { kind: "mine", entries: many.map((one) => ({ webinar: one, registration, registrationId })) },
  { kind: "mine", entries: [] },
  { kind: "mine", entries: [], isPast: true },
  {
    kind: "mine",
    entries: [true, false].map((hasAttended) => ({ webinar, registration, hasAttended })),
    page: { from: 0, size: 2, total: 3 },
    isPast: true,
  },
  {
    kind: "home",
    person: personId("p1"),
    hosted: { some: many.slice(0, 5), page: { from: 5, size: 5, total: 12 } },
    mine: {
      some: STATUSES.slice(0, 5).map((status) => ({ webinar, registration: registrationAs(status) })),
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
  { kind: "invitation", webinar, hostName: "Eve", key: newKey(), registrationId },
  { kind: "declined", webinar, key: newKey(), registrationId, declinedAt: AT },
  { kind: "declined", webinar: openWebinar, key: newKey(), declinedAt: AT },
  ...STATUSES.map(
    (status): Notice => ({ kind: "registration", webinar, registration: registrationAs(status), again: true }),
  ),
  ...STATUSES.map(
    (status): Notice => ({
      kind: "request",
      webinar,
      registration: registrationAs(status),
      answers,
      decidedByName: "Eve",
      isUndoable: true,
      domain: "acme.com",
    }),
  ),
  { kind: "open_form", form: "roster", roster: review },
  { kind: "open_form", form: "roster", roster: narrowReview },
  { kind: "open_form", form: "ask", ...open },
  { kind: "open_form", form: "answer", ...open },
  { kind: "open_form", form: "invite", webinar, page: "https://usher.example.com/host/x/invite" },
  { kind: "open_form", form: "add", webinar },
  { kind: "open_form", form: "register", target: { kind: "webinar", webinar, form: webinar.form }, adds: added },
  { kind: "added", webinar, registration },
  { kind: "no_seat_to_add", webinar, whom: added.id, name: "Eve <b>", token: "t".repeat(22), mayRaise: true },
  { kind: "no_seat_to_add", webinar, whom: added.id, name: "Eve <b>", token: "t".repeat(22), mayRaise: false },
  { kind: "registration", webinar, registration: registrationAs("approved"), again: false, addedByName: "Eve <b>" },
  {
    kind: "request",
    webinar,
    registration: { ...registrationAs("approved"), how: { by: "added" }, addedBy: personId("p1") },
    answers: [],
    addedByName: "Eve <b>",
    isUndoable: false,
  },
  { kind: "open_form", form: "cohost", webinar, names: ["Eve <b>"] },
  { kind: "open_form", form: "speaker", webinar, names: ["Eve <b>", "gus@example.org"] },
  {
    kind: "speakers",
    webinar,
    names: ["Eve _x_", "gus@example.org"],
    isRemoval: false,
    changed: ["Eve _x_"],
    others: [],
    unknown: ["<@U1>"],
  },
  {
    kind: "speakers",
    webinar,
    names: [],
    isRemoval: true,
    changed: ["Eve _x_"],
    others: ["gus@example.org"],
    unknown: [],
  },
  { kind: "open_form", form: "handover", webinar, cohosts: [added] },
  { kind: "confirm_handover", webinar, to: added.id, toName: "Eve <b>", isYours: false },
  { kind: "confirm_handover", webinar, to: added.id, toName: "Eve <b>", isYours: true },
  { kind: "handover", webinar, hostName: "Eve <b>", formerName: "Ann", formerStays: true, isYours: false },
  { kind: "handover", webinar, hostName: "Eve <b>", formerName: "Ann *x*", formerStays: true, isYours: true },
  { kind: "handover", webinar, hostName: "Eve", formerName: "Ann *x*", formerStays: false, isYours: true },
  { kind: "handed_over", webinar, hostName: "Eve <b>", isYours: false },
  { kind: "handed_over", webinar, hostName: "Eve <b>", isYours: true },
  { kind: "speaking", webinar, hostName: "Eve _x_" },
  { kind: "speaking", webinar: cancelled, hostName: "" },
  { kind: "hosting", webinar, person: personId("p2"), role: "speaker" },
  { kind: "hosting", webinar, person: personId("p3"), role: "speaker", isGuest: true },
  { kind: "webinar", webinar, hostName: "Eve", speakerNames: ["Eve <b>"], isSpeaker: true },
  { kind: "bulk", to: "approved", ...bulk },
  { kind: "bulk", to: "rejected", ...bulk, goesOn: true },
  { kind: "bulk", to: "rejected", ...bulk, isUndoable: false, isUndone: true, isUndoing: true },
  digest,
  { ...digest, gathered: { ...digest.gathered, counts: webinar.counts } },
  { kind: "waiting", webinar: { ...webinar, waitResult: "rejected" }, count: 12, oldestAt: AT },
  { kind: "asked", ...open, byName: "Eve <b>" },
  { kind: "ask_sent", ...open },
  { kind: "thread", part: "question", ...open, byName: "Eve <b>" },
  { kind: "thread", part: "answer", ...open, inquiry: answered, byName: "Eve <b>" },
  { kind: "answer_sent", ...open },
  { kind: "answer_found", ...open, text: "I’m in <marketing> & *sales*" },
  { kind: "answer_found", ...open, text: '"\n'.repeat(500) },
  { kind: "resent", webinar },
  { kind: "retried" },
  { kind: "admitted", webinar, link: "https://usher.example.com/j/x" },
  { kind: "draft", webinar, draft: "d" },
  { kind: "undelivered", webinar, name: "Ann", what: "card", failed: failedCard },
];
