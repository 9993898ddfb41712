import {
  type Address,
  newKey,
  newRegistrationId,
  organisationId,
  parseCode,
  personId,
  requestId,
} from "../../src/core/ids.ts";
import type { Notice } from "../../src/core/notice.ts";
import type { Registration } from "../../src/core/registration.ts";
import { STATUSES } from "../../src/core/status.ts";
import type { Webinar } from "../../src/core/webinar.ts";

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
  hostChannels: [],
  registrationRequired: true,
  registrationIds: true,
  policy: "manual",
  cap: 10,
  state: "scheduled",
  era: 1,
  form: { version: 1, questions: [] },
  version: 1,
  counts: { pending: 0, approved: 0, rejected: 0, cancelled: 0, waitlisted: 0, offered: 0 },
  seatsHeld: 0,
});
export const webinar = webinarNamed("[Deep](https://evil.example) *sea* <at>all</at> ".repeat(3).slice(0, 120));
const registrationId = newRegistrationId();
export const registrationAs = (status: Registration["status"]): Registration => ({
  key: newKey(),
  status,
  version: 3,
  address,
  firstName: "Ann **",
  lastName: "[Lee](x)",
  answers: {},
  formVersion: 1,
  person: personId("p2"),
  via: "page",
  registeredAt: AT,
  round: 1,
  requestId: requestId("r"),
  ...(status === "approved" ? { decidedAt: AT, decidedBy: personId("p1") } : {}),
  history: [],
});
const many = Array.from({ length: 12 }, (_, i) => webinarNamed(`Webinar ${i}`, `ABC23${"23456789ABCDEF"[i]}`));
const registration = registrationAs("approved");

/** Every notice there is, with the longest and the worst texts in it. */
export const NOTICES: Notice[] = [
  { kind: "help", mayHost: true },
  { kind: "help", mayHost: false },
  { kind: "unknown_command", typed: "<b>", nearest: "list" },
  { kind: "refused", refusal: { reason: "webinar_full", title: webinar.title, cap: 3 } },
  { kind: "failed", reference: "abc" },
  { kind: "working" },
  { kind: "not_saved" },
  { kind: "open_form", form: "schedule" },
  { kind: "open_form", form: "register", webinar },
  { kind: "choose", command: "join", webinars: many },
  { kind: "choose", command: "show", webinars: [] },
  { kind: "scheduled", webinar },
  { kind: "announcement", webinar, hostName: "Eve _x_" },
  { kind: "invited", webinar, invited: 2, known: 1, unknown: ["<x>"] },
  { kind: "webinars", webinars: many },
  { kind: "webinar", webinar, hostName: "", registration, registrationId },
  { kind: "mine", entries: many.map((one) => ({ webinar: one, registration, registrationId })) },
  { kind: "mine", entries: [] },
  { kind: "invitation", webinar, hostName: "Eve", key: newKey(), registrationId },
  ...STATUSES.map(
    (status): Notice => ({ kind: "registration", webinar, registration: registrationAs(status), again: true }),
  ),
  ...STATUSES.map(
    (status): Notice => ({ kind: "request", webinar, registration: registrationAs(status), decidedByName: "Eve" }),
  ),
  { kind: "resent", webinar },
  { kind: "retried" },
  { kind: "admitted", webinar, link: "https://usher.example.com/j/x" },
  { kind: "draft", webinar, draft: "d" },
  { kind: "undelivered", webinar, name: "Ann", what: "card", failed: "ABC234:x:dm" },
];
