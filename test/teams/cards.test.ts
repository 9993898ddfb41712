import { describe, expect, it } from "vitest";
import { parseAct } from "../../src/core/acts.ts";
import { personId } from "../../src/core/ids.ts";
import type { Registration } from "../../src/core/registration.ts";
import { bytesOf, checkCard } from "../../src/playground/teams/cards.ts";
import { textOf } from "../../src/playground/teams/inputs.ts";
import { cardOf, messageOf } from "../../src/teams/cards.ts";
import { registerForm, scheduleForm } from "../../src/teams/forms.ts";
import { address, NOTICES, registrationAs, webinar } from "../setup/notices.ts";

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
  const form = {
    site,
    reader,
    zone: "Europe/Paris",
    channels: [{ channelId: "19:x", name: "Hosts" }],
    nonce: "n",
    inline: false,
  };

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
