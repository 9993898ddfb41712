import { INQUIRY_MAX } from "../../core/approvals/inquiry.ts";
import type { Registrant } from "../../core/approvals/registrant.ts";
import { PAGE, type RosterRow } from "../../core/approvals/roster-list.ts";
import { defined } from "../../core/model/defined.ts";
import { answeredOf, formOf, STANDARD_FORM } from "../../core/model/form.ts";
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
} from "../../core/model/ids.ts";
import type { Inquiry } from "../../core/model/inquiry.ts";
import type { Person } from "../../core/model/person.ts";
import type { Registration } from "../../core/model/registration.ts";
import { NO_RULES, type Rule } from "../../core/model/rules.ts";
import { TagSchema } from "../../core/model/tag.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { ROSTER_TABS, type RosterPlace, type RosterTab } from "../../core/ports/roster.ts";
import type { Data } from "./data.ts";
import { isOrdinary } from "./data-sets.ts";

/** When the webinar of the examples starts. */
export const STARTS_AT = Date.parse("2027-01-15T08:00:00Z");
const HOUR = 3_600_000;
/** The other webinars of the examples, some days and hours apart. */
const CODES = "K7M2QX TR4HWB 9PLD6C M3ZVKA 4XJN8E WQ2B7H D8RCY5 H6TG3P 7VNA9L BZ5KE4 X3WQ8M 2FJR6T".split(" ");
const DAY = 24 * HOUR;
/** On Tuesdays and Thursdays, in the morning or the evening. */
const startOf = (index: number): number =>
  STARTS_AT + (4 + 7 * Math.floor(index / 2) + 2 * (index % 2)) * DAY + ([0, 2, 9][index % 3] ?? 0) * HOUR;
/** When most of the examples are looked at, and what they tell of has just happened. */
export const LOOKED_AT = STARTS_AT - 3 * DAY;
/** How far the other webinars have filled. */
const FILLED = [1, 0.4, 0.15, 0.85, 0.6];
export const NOBODY_REACHED = { dm: 0, mail: 0, failed: 0, withoutApp: 0 };
export const address = "ann.lee@example.com" as Address;

const code = (text: string) => {
  const found = parseCode(text);
  if (!found) throw new Error(`${text} is no code`);
  return found;
};

/** Somebody of the roster who registered. */
export const rowOf = (registration: Registration): RosterRow => {
  const { key, person, address, firstName, lastName } = registration;
  return {
    ...{ key, person, address, firstName, lastName, registration },
    ...{ reached: { dm: "failed", mail: "waiting" }, isIn: true, isGuest: false, isGone: true },
  };
};

const formFor = ({ questions }: Data) =>
  formOf({
    standard: { company: "required" },
    questions: questions.map(({ label, isLong }, index) => ({
      ...{ id: `q${index}`, type: isLong ? "text" : "line", label },
      ...{ required: true, maxLength: 0, options: [] },
    })),
  });

/** A webinar, the people around it, and whatever else notices tell of, made of one set of data. */
export const sampleOf = (data: Data) => {
  const webinarNamed = (title: string, short = "ABC234", startsAt = STARTS_AT): Webinar => ({
    organisation: organisationId("site"),
    code: code(short),
    kind: "webinar",
    title,
    description: data.description,
    startsAt,
    endsAt: startsAt + HOUR,
    zone: "Europe/Paris",
    link: "https://meet.example.com/secret",
    host: personId("p1"),
    cohosts: [],
    speakers: [],
    hostChannels: [],
    formerChannels: [],
    announcedIn: [],
    password: "K7QM3XWP",
    registrationRequired: true,
    registrationIds: true,
    policy: "manual",
    approveInvited: false,
    cap: data.cap,
    waitlist: false,
    dmOnly: false,
    invitationsLocked: true,
    visibility: "listed",
    offerMinutes: 720,
    answerEdits: "until_approval",
    editsReopen: false,
    landingPage: "https://example.com/thanks",
    fullText: data.fullText,
    planText: "",
    reminders: [1_440, 60, 10],
    nudgeMinutes: 4_320,
    followUp: true,
    recording: "https://example.com/recordings/balcony",
    invitationText: data.hostText,
    approvalText: data.hostText,
    reminderText: data.hostText,
    followUpText: data.followUpText,
    state: "scheduled",
    sequence: 0,
    revision: 0,
    era: 1,
    rules: NO_RULES,
    form: STANDARD_FORM,
    version: 1,
    counts: data.counts,
    seatsHeld: data.counts.pending + data.counts.approved,
  });
  const webinar = webinarNamed(data.title);
  const many = CODES.map((short, i) => {
    const part = (count: number) => Math.floor(count * (FILLED[i % FILLED.length] ?? 1));
    const { pending, approved } = data.counts;
    const counts = { ...data.counts, pending: part(pending), approved: part(approved) };
    const seatsHeld = counts.pending + counts.approved;
    return { ...webinarNamed(data.otherTitle(i), short, startOf(i)), counts, seatsHeld };
  });

  const registrationAs = (status: Registration["status"]): Registration => ({
    key: newKey(),
    status,
    version: 3,
    address,
    firstName: data.firstName,
    lastName: data.lastName,
    answers: {},
    form: STANDARD_FORM.id,
    person: personId("p2"),
    via: "page",
    tag: TagSchema.parse("june-newsletter"),
    registeredAt: status === "approved" && data.isLate ? STARTS_AT : LOOKED_AT - 2 * HOUR,
    round: 1,
    expired: 0,
    keepsSeat: false,
    ...defined({ reason: status === "rejected" ? { text: data.reason, told: true } : undefined }),
    sequence: 0,
    ...(status === "approved" || status === "rejected"
      ? { decidedAt: data.isLate ? STARTS_AT : LOOKED_AT - 20_000, decidedBy: personId("p1") }
      : {}),
    history: [],
  });

  const form = formFor(data);
  const answers = answeredOf(
    form,
    Object.fromEntries([
      ...form.questions.map(({ id }, index) => [id, [data.questions[index]?.answer ?? ""]]),
      ["company", [data.company]],
    ]),
  );
  const seriesAt = (index: number, webinars: readonly Webinar[] = many) => ({
    organisation: organisationId("site"),
    code: seriesCode(code(`SER2${"3456789ABCDEFGHJKMNP"[index]}4`)),
    title: data.seriesTitle(index),
    host: personId("p1"),
    form,
    webinars: webinars.map((one) => one.code),
    announcedIn: [],
    version: 1,
  });
  const series = seriesAt(0);
  const added: Person = {
    id: personId("p3"),
    address: parseAddress("cora.diaz@example.com") as Address,
    firstName: data.colleague,
    lastName: data.colleagueLastName,
    chats: [],
    fullMember: true,
  };
  const rule: Rule = {
    id: "r1",
    field: "address",
    test: "endsWith",
    value: `@${data.domain(0)}`,
    matchCase: false,
    result: "approve",
  };

  /** One of many: with all that a row can say only where that is tried. */
  const listed = (row: RosterRow): RosterRow =>
    isOrdinary(data) ? { ...row, reached: { dm: "sent", mail: "sent" }, isIn: false, isGone: false } : row;
  const rowAt = (index: number): RosterRow => {
    const { address, ...name } = data.row(index);
    const pending = registrationAs("pending");
    const registeredAt = pending.registeredAt - index * 17 * 60_000;
    return listed(rowOf({ ...pending, key: newKey(), ...name, registeredAt, address: address as Address }));
  };
  /** How many wait for a decision where a list of them has many pages. */
  const waiting = isOrdinary(data) ? 240 : 12_345;
  /** A page of the roster. */
  const review = {
    ...({ webinar: { ...webinar, counts: { ...webinar.counts, pending: waiting } }, tab: "pending" } as const),
    counts: Object.fromEntries(ROSTER_TABS.map((tab, i) => [tab, waiting + i])) as Record<RosterTab, number>,
    some: Array.from({ length: PAGE }, (_, i) => rowAt(i)),
    before: 10,
    isPartial: false,
    next: "r20" as RosterPlace,
    previous: "" as RosterPlace,
  };
  const searched = isOrdinary(data) ? "example.com" : "subsidiary.of.a.company.example.com";
  const inquiry: Inquiry = {
    id: newInquiryId(),
    by: personId("p1"),
    at: LOOKED_AT - HOUR,
    text: data.inquiry.slice(0, INQUIRY_MAX),
  };
  const invitedAddress = data.guest as Address;
  const invitedRow: RosterRow = {
    ...{ key: newKey(), person: personId("p9"), address: invitedAddress, firstName: "", lastName: "" },
    invitee: {
      ...{ key: newKey(), person: personId("p9"), address: invitedAddress },
      ...{ invitedAt: LOOKED_AT - 5 * DAY, invitedBy: personId("p1"), declinedAt: LOOKED_AT - DAY },
    },
    ...{ reached: {}, isIn: false, isGuest: true, isGone: false },
  };
  /** Somebody who registered, with all that hosts see. */
  const registrantAs = (): Registrant => ({
    webinar,
    row: isOrdinary(data)
      ? { ...rowOf(registrationAs("approved")), reached: { dm: "failed", mail: "sent" }, isIn: false }
      : rowOf(registrationAs("pending")),
    answers,
    changes: registrationAs("pending").history.map((change) => ({ ...change, byName: data.host })),
  });

  return {
    ...{
      data,
      webinarNamed,
      webinar,
      many,
      registrationAs,
      form,
      answers,
      series,
      seriesAt,
      added,
      rule,
      review,
      rowAt,
    },
    inquiry,
    ...{ invitedRow, listed, registrantAs, host: data.host, colleague: data.colleague, name: data.firstName },
    registration: registrationAs("approved"),
    registrationId: newRegistrationId(),
    answered: { ...inquiry, answer: data.answer.slice(0, INQUIRY_MAX) },
    open: { webinar, registration: registrationAs("pending"), inquiry },
    bulk: {
      webinar,
      id: requestId("bulk"),
      among: {},
      goesOn: false,
      isUndoable: true,
      undoUntil: LOOKED_AT + 60_000,
      isUndone: false,
      isUndoing: false,
      counts: { done: waiting - 4, skipped: 3, failed: 1, undone: 0, why: { already_decided: 2, webinar_full: 1 } },
    },
    digest: {
      ...({ kind: "digest", webinar, digest: 7 } as const),
      gathered: {
        total: 1_000,
        domainCount: 40,
        counts: { ...webinar.counts, pending: 990, approved: 4, rejected: 6 },
        domains: Array.from({ length: 5 }, (_, i) => ({
          domain: data.domain(i),
          count: [312, 188, 97, 64, 41][i] ?? 0,
        })),
      },
    },
    invited: {
      kind: "invited",
      ...{ webinar, id: requestId("invited"), invited: 0, known: 0, left: 0, named: 100 },
      ...{ repeated: 0, leftOut: 0, outside: 0, refused: 0, refusedFirst: [], isReading: false },
    } as const,
    cancelled: { ...webinar, state: "cancelled" as const },
    /** People join it without a registration. */
    openWebinar: { ...webinar, registrationRequired: false },
    hostText: data.hostText,
    /** `requests CODE rejected DOMAIN`. */
    narrowReview: { ...review, tab: "rejected", domain: searched } as const,
    /** The longest name of a card that a host is told of: one in a Teams channel. */
    failedCard: `card:ABC234:${newKey()}:10.10:teams:19:${"0123456789abcdef".repeat(2)}@thread.tacv2`,
  };
};

/** All of it, made of one set of data. */
export type Sample = ReturnType<typeof sampleOf>;
