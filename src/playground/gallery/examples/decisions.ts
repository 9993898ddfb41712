import { chatId, newKey, personId } from "../../../core/model/ids.ts";
import type { Person } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import type { Sample } from "../sample.ts";
import { STARTS_AT } from "../sample.ts";

/** Who is chosen in a form already: one of the organisation, and a guest. */
const chosenIn = ({ added, invitedRow }: Sample) => ({
  chosen: { ...added, chats: [chatId("slack", "T1", "U2")] },
  guest: {
    ...added,
    id: invitedRow.person,
    firstName: "",
    lastName: "",
    address: invitedRow.address,
    fullMember: false,
  },
});

/** Requests and what becomes of them. */
export const decisions = (sample: Sample): Notice[] => {
  const { chosen, guest } = chosenIn(sample);
  return listed(sample, chosen, guest);
};

const listed = (
  {
    data,
    webinar,
    registrationAs,
    added,
    review,
    host,
    colleague,
    name,
    registration,
    registrationId,
    answered,
    digest,
    cancelled,
    narrowReview,
    failedCard,
    open,
    bulk,
  }: Sample,
  chosen: Person,
  guest: Person,
): Notice[] => [
  { kind: "open_form", form: "roster", roster: review },
  { kind: "open_form", form: "roster", roster: narrowReview },
  { kind: "open_form", form: "ask", ...open },
  { kind: "open_form", form: "answer", ...open, byName: host },
  { kind: "open_form", form: "invite", webinar, page: "https://usher.example.com/host/x/invite" },
  { kind: "open_form", form: "add", webinar },
  { kind: "open_form", form: "register", target: { kind: "webinar", webinar, form: webinar.form }, adds: added },
  { kind: "added", webinar, registration },
  { kind: "no_seat_to_add", webinar, whom: added.id, name: colleague, token: "t".repeat(22), mayRaise: true },
  { kind: "no_seat_to_add", webinar, whom: added.id, name: colleague, token: "t".repeat(22), mayRaise: false },
  {
    ...{ kind: "registration", webinar, registrationId, again: false, addedByName: host },
    registration: { ...registrationAs("approved"), addedBy: personId("p1") },
  },
  {
    kind: "request",
    webinar,
    registration: { ...registrationAs("approved"), how: { by: "added" }, addedBy: personId("p1") },
    answers: [],
    addedByName: host,
    isUndoable: false,
  },
  { kind: "open_form", form: "cohost", webinar, people: [chosen] },
  { kind: "open_form", form: "speaker", webinar, people: [chosen, guest] },
  {
    kind: "speakers",
    webinar,
    names: [colleague, "gus@example.org"],
    isRemoval: false,
    changed: [colleague],
    others: [],
    unknown: [data.unknown],
  },
  {
    kind: "speakers",
    webinar,
    names: [],
    isRemoval: true,
    changed: [colleague],
    others: ["gus@example.org"],
    unknown: [],
  },
  { kind: "open_form", form: "handover", webinar, cohosts: [added] },
  { kind: "confirm_handover", webinar, to: added.id, toName: colleague, isYours: false },
  { kind: "confirm_handover", webinar, to: added.id, toName: colleague, isYours: true },
  { kind: "step_down", webinar },
  { kind: "step_down", webinar, isDone: true },
  { kind: "handover", webinar, hostName: colleague, formerName: host, formerStays: true, isYours: false },
  { kind: "handover", webinar, hostName: colleague, formerName: host, formerStays: true, isYours: true },
  { kind: "handover", webinar, hostName: colleague, formerName: host, formerStays: false, isYours: true },
  { kind: "handed_over", webinar, hostName: colleague, isYours: false },
  { kind: "handed_over", webinar, hostName: colleague, isYours: true },
  { kind: "speaking", webinar, hostName: host },
  { kind: "speaking", webinar: cancelled, hostName: "" },
  { kind: "hosting", webinar, person: personId("p2"), role: "speaker", hasLink: true, hostName: host },
  { kind: "webinar", webinar, hostName: host, speakerNames: [colleague], isSpeaker: true },
  { kind: "bulk", to: "approved", ...bulk },
  { kind: "bulk", to: "rejected", ...bulk, goesOn: true },
  { kind: "bulk", to: "rejected", ...bulk, isUndoable: false, isUndone: true, isUndoing: true },
  digest,
  {
    ...digest,
    gathered: { ...digest.gathered, counts: { ...webinar.counts, pending: 12, approved: 979, rejected: 9 } },
  },
  {
    kind: "waiting",
    webinar: { ...webinar, waitResult: "rejected" },
    person: personId("p1"),
    count: 12,
    oldestAt: STARTS_AT - 74 * 3_600_000,
  },
  { kind: "asked", ...open, byName: host },
  { kind: "ask_sent", ...open },
  { kind: "thread", part: "question", ...open, byName: host },
  { kind: "thread", part: "answer", ...open, inquiry: answered, byName: host },
  { kind: "answer_sent", ...open },
  { kind: "answer_found", ...open, text: data.answer },
  { kind: "answer_found", ...open, text: `${data.answer}\n`.repeat(30) },
  { kind: "resent", webinar },
  { kind: "retried" },
  { kind: "admitted", webinar, link: "https://usher.example.com/j/x" },
  { kind: "draft", webinar, draft: "d" },
  { kind: "undelivered", webinar, name: name, what: "card", failed: failedCard, person: personId("p1") },
  {
    kind: "undelivered",
    webinar,
    name: "garden-club",
    what: "announcement",
    failed: failedCard,
    person: personId("p1"),
  },
  {
    kind: "undelivered",
    webinar,
    name: name,
    what: "address",
    address: registration.address,
    failed: failedCard,
    key: newKey(),
    person: personId("p1"),
  },
  {
    ...{ kind: "undelivered", webinar, name: name, what: "profile", address: registration.address },
    ...{ failed: failedCard, person: personId("p1") },
  },
];
