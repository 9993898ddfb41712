import { describe, expect, it } from "vitest";
import { parseAct } from "../../src/core/acts.ts";
import {
  newKey,
  newRegistrationId,
  organisationId,
  parseAddress,
  parseCode,
  personId,
  requestId,
} from "../../src/core/ids.ts";
import type { Notice } from "../../src/core/notice.ts";
import type { Registration } from "../../src/core/registration.ts";
import { STATUSES } from "../../src/core/status.ts";
import type { Webinar } from "../../src/core/webinar.ts";
import { bytesOf, checkCard } from "../../src/playground/teams/cards.ts";
import { textOf } from "../../src/playground/teams/inputs.ts";
import { cardOf, messageOf } from "../../src/teams/cards.ts";
import { registerForm, scheduleForm } from "../../src/teams/forms.ts";

const AT = Date.parse("2027-01-15T08:00:00Z");
const code = (text: string) => {
  const found = parseCode(text);
  if (!found) throw new Error(`${text} is no code`);
  return found;
};
const address = parseAddress("ann.lee@example.com");
if (!address) throw new Error("no address");

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
const webinar = webinarNamed("[Deep](https://evil.example) *sea* <at>all</at> ".repeat(3).slice(0, 120));
const registrationId = newRegistrationId();
const registrationAs = (status: Registration["status"]): Registration => ({
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
  requestId: requestId("r"),
  ...(status === "approved" ? { decidedAt: AT, decidedBy: personId("p1") } : {}),
  history: [],
});
const many = Array.from({ length: 12 }, (_, i) => webinarNamed(`Webinar ${i}`, `ABC23${"23456789ABCDEF"[i]}`));
const registration = registrationAs("approved");

const NOTICES: Notice[] = [
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

type Action = { type: string; title: string; verb?: string; data?: { msteams?: { type: string } } };
const actionsIn = (card: object): Action[] => {
  const found: Action[] = [];
  JSON.stringify(card, (_, value) => {
    if (typeof value?.type === "string" && value.type.startsWith("Action.")) found.push(value);
    return value;
  });
  return found;
};

describe("cards", () => {
  it.each(NOTICES.flatMap((notice) => (["en", "fr"] as const).map((locale) => [notice.kind, locale, notice] as const)))(
    "%s in %s is a good card of at most 25 KB",
    (_, locale, notice) => {
      const { attachments, summary } = messageOf(notice, { locale, zone: "Europe/Paris" });
      const card = attachments[0].content;
      expect(checkCard(card)).toEqual([]);
      expect(bytesOf(card)).toBeLessThan(25 * 1024);
      expect(summary).not.toBe("");
    },
  );

  it.each(NOTICES.map((notice) => [notice.kind, notice] as const))(
    "%s: every button is an act of the core",
    (_, notice) => {
      for (const { type, verb, data } of actionsIn(cardOf(notice, { locale: "en" }))) {
        if (type === "Action.OpenUrl") continue;
        const act = parseAct(data);
        expect(act).toBeDefined();
        if (type === "Action.Execute") expect(verb).toBe(act?.act);
        else expect(data?.msteams).toEqual({ type: "task/fetch" });
      }
    },
  );

  it("P21: the meeting's own address is on no card", () => {
    for (const notice of NOTICES)
      expect(JSON.stringify(cardOf(notice, { locale: "en" }))).not.toContain("meet.example.com");
  });

  it("N1: a decided request has no live button, and a pending one names whom it is about", () => {
    const titles = (status: Registration["status"]) =>
      actionsIn(cardOf({ kind: "request", webinar, registration: registrationAs(status) }, { locale: "en" })).map(
        ({ title }) => title,
      );
    expect(titles("pending")).toEqual(["Approve Ann ** [Lee](x)", "Reject Ann ** [Lee](x)"]);
    for (const status of ["approved", "rejected", "cancelled"] as const) expect(titles(status)).toEqual([]);
  });

  it("buttons follow the registration's status", () => {
    const verbs = (status: Registration["status"], again = false) =>
      actionsIn(
        cardOf({ kind: "registration", webinar, registration: registrationAs(status), again }, { locale: "en" }),
      ).map((action) => parseAct(action.data)?.act);
    expect(verbs("pending")).toEqual(["leave"]);
    expect(verbs("approved")).toEqual(["join", "leave"]);
    expect(verbs("rejected")).toEqual([]);
    expect(verbs("cancelled")).toEqual(["register"]);
    expect(verbs("pending", true)).toEqual(["leave", "resend"]);
  });

  it("a dialog's card has no button that a dialog cannot press", () => {
    for (const notice of NOTICES) expect(actionsIn(cardOf(notice, { locale: "en" }, { buttons: false }))).toEqual([]);
  });
});

describe("forms", () => {
  const site = { plan: 1_000, registrationIds: true, hosts: "members" as const };
  const reader = { locale: "en" as const, zone: "Europe/Paris" };
  const form = { site, reader, zone: "Europe/Paris", channels: [{ channelId: "19:x", name: "Hosts" }], nonce: "n" };

  it("the schedule form keeps what was typed and says each problem under its field", () => {
    const card = scheduleForm({
      ...form,
      typed: { title: "Deep sea", cap: "0", kind: "meeting", channel: "19:x", ids: "false" },
      problems: [
        { field: "cap", refusal: { reason: "cap_out_of_range", max: 10_000, plan: 1_000 } },
        { field: "none", refusal: { reason: "may_not_schedule" } },
      ],
    });
    expect(checkCard(card)).toEqual([]);
    const values = card.body.map((part) => ("id" in part && "value" in part ? [part.id, part.value] : []));
    expect(values).toEqual(
      expect.arrayContaining([
        ["title", "Deep sea"],
        ["kind", "meeting"],
        ["channel", "19:x"],
        ["cap", 0],
        ["ids", "false"],
      ]),
    );
    expect(textOf({ ...card })).toMatch(/^Only hosts.*Seats\n.*\nSeats must be a whole number/s);
  });

  it("S9: registration IDs switched off on the site are not offered", () => {
    const off = scheduleForm({ ...form, site: { ...site, registrationIds: false }, typed: {}, problems: [] });
    expect(JSON.stringify(off)).not.toContain('"ids"');
    expect(JSON.stringify(scheduleForm({ ...form, typed: {}, problems: [] }))).toContain('"ids"');
  });

  it.each([true, false])("the registration form, inline %s", (inline) => {
    const person = { id: personId("p2"), address, firstName: "Ann", lastName: "", chats: [], fullMember: true };
    const card = registerForm({
      ...{ webinar, person, reader, nonce: "n", inline, typed: { firstName: " " } },
      problems: [{ field: "firstName", refusal: { reason: "name_missing", which: "first" } }],
    });
    expect(checkCard(card)).toEqual([]);
    expect(textOf({ ...card })).toMatch(
      /First name\nGive your first name\.\nLast name\nFrom your profile: ann\.lee@example\.com/,
    );
    expect(actionsIn(card).map(({ type }) => type)).toEqual([inline ? "Action.Execute" : "Action.Submit"]);
  });
});
