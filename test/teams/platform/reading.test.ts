import { describe, expect, it } from "vitest";
import { readAddressList } from "../../../src/address-list.ts";
import { chatId } from "../../../src/core/model/ids.ts";
import { profileOf } from "../../../src/teams/directory/directory.ts";
import { readInvoke, requestIdOf } from "../../../src/teams/listeners/invokes.ts";
import { parseActivity, placeOf, settingsOf, tenantsOf } from "../../../src/teams/platform/activity.ts";
import { chosenOf, numberOf, typedOf } from "../../../src/teams/platform/filled-in.ts";
import { outcomeOf } from "../../../src/teams/platform/outcomes.ts";
import { plainText, typedText } from "../../../src/teams/platform/typed-text.ts";

const TENANT = "99999999-8888-4777-8666-555555555555";
const base = {
  type: "message",
  id: "1",
  channelId: "msteams",
  serviceUrl: "https://smba.example.com/amer/",
  from: { id: "29:ann", name: "Ann Lee", aadObjectId: "AAAAAAAA-0000-4000-8000-000000000001" },
  recipient: { id: "28:bot", name: "Usher" },
  conversation: { id: "a:1", conversationType: "personal", tenantId: TENANT },
  channelData: { tenant: { id: TENANT } },
};
const activityOf = (more: object = {}) => {
  const activity = parseActivity({ ...base, ...more });
  if (!activity) throw new Error("not an activity");
  return activity;
};
const mention = (id: string, name: string) => ({ type: "mention", text: `<at>${name}</at>`, mentioned: { id, name } });

describe("activities", () => {
  it.each([
    ["nothing", undefined],
    ["a list", []],
    ["a type that is no text", { ...base, type: 1 }],
    ["no id", { ...base, id: undefined }],
    ["no sender", { ...base, from: undefined }],
    ["no conversation", { ...base, conversation: null }],
    ["a service that is no address", { ...base, serviceUrl: "file:///etc/passwd" }],
    ["a directory id that would forge another identity", { ...base, from: { id: "x", aadObjectId: "a:b" } }],
    ["a text that is none", { ...base, text: { a: 1 } }],
  ])("refuses %s", (_, body) => {
    expect(parseActivity(body)).toBeUndefined();
  });

  it("finds the chat, the channel and its team", () => {
    const personal = placeOf(activityOf(), TENANT);
    expect(personal).toMatchObject({ organisation: "site", isPersonal: true, userId: "29:ann" });
    expect(personal?.chat).toBe(`teams:${TENANT}:aaaaaaaa-0000-4000-8000-000000000001`);
    expect(personal?.channelId).toBeUndefined();
    const conversation = { id: "19:c@thread.tacv2;messageid=5", conversationType: "channel", tenantId: TENANT };
    const inChannel = activityOf({ conversation, channelData: { tenant: { id: TENANT }, team: { id: "19:t" } } });
    const channel = placeOf(inChannel, TENANT);
    expect(channel).toMatchObject({ isPersonal: false, channelId: "19:c@thread.tacv2", teamId: "19:t" });
    expect(placeOf(activityOf(), "another-tenant")?.organisation).toBe(`teams-${TENANT}`);
  });

  it("names every tenant that it speaks of", () => {
    expect(tenantsOf(activityOf({ channelData: { tenant: { id: "OTHER" } } }))).toEqual([TENANT, "other"]);
    const nowhere = activityOf({ conversation: { id: "a:1" }, channelData: null });
    expect([tenantsOf(nowhere), placeOf(nowhere, TENANT)]).toEqual([[], undefined]);
  });

  it("knows the sender's zone and language, and leaves out what it does not know", () => {
    expect(settingsOf(activityOf({ locale: "fr-CA", localTimezone: "America/Montreal" }))).toEqual({
      locale: "fr",
      zone: "America/Montreal",
    });
    const entities = [{ type: "clientInfo", timezone: "Europe/Paris" }];
    expect(settingsOf(activityOf({ locale: "de-DE", entities }))).toEqual({ zone: "Europe/Paris" });
    expect(settingsOf(activityOf({ localTimezone: "Mars/Base" }))).toEqual({});
  });
});

describe("typed text", () => {
  it("loses the bot's mention, other mentions, tags, entities and spaces that do not break", () => {
    const text = "<at>Usher</at>\u00a0 <b>invite</b>&nbsp;ABC234 <at>Bob Ray</at> &amp; <at>Cy &lt;3</at>";
    const entities = [mention("28:bot", "Usher"), mention("29:bob", "Bob Ray"), mention("29:cy", "Cy &lt;3")];
    expect(typedText(activityOf({ text, entities }))).toBe("invite ABC234 &");
    expect(typedText(activityOf({ text: undefined }))).toBe("");
    expect(typedText(activityOf({ text: "<at>Usher</at> help" }))).toBe("help");
  });

  it.each([
    ["<mailto:ann@example.com|ann@example.com>", "ann@example.com"],
    ['<a href="mailto:ann@example.com">ann@example.com</a>', "ann@example.com"],
    ["Ann &lt;ann@example.com&gt;", "Ann <ann@example.com>"],
    ["Ann <ann@example.com>", "Ann <ann@example.com>"],
    ["a&lt;b&gt;c", "a<b>c"],
    ["a<b>c", "a<b>c"],
    ["R&amp;D-2026", "R&D-2026"],
    ["&amp;lt;", "&lt;"],
    ["a &lt; b", "a < b"],
    ["2 < 3 > 1", "2 < 3 > 1"],
  ])("%s", (typed, plain) => {
    expect(plainText(typed)).toBe(plain);
  });

  it("reads addresses however they are separated, and keeps what is none", () => {
    const read = readAddressList("Ann@Example.com; bob@example.com,mailto:cy@example.com  nobody @x");
    expect(read.people.map(({ address }) => address)).toEqual(["ann@example.com", "bob@example.com", "cy@example.com"]);
    expect(read.unreadable).toEqual(["nobody", "@x"]);
  });

  it.each<[string, string[], string[]]>([
    ["Kim Park kim@example.org", ["kim@example.org Kim Park"], []],
    [
      "Kim Park\tkim@example.org\nZoé de La Tour zoe@example.org",
      ["kim@example.org Kim Park", "zoe@example.org Zoé de La Tour"],
      [],
    ],
    [
      "ann@example.org; Seán O’Neill-Ray sean@example.org",
      ["ann@example.org", "sean@example.org Seán O’Neill-Ray"],
      [],
    ],
    // Who knows whether one word, or one among other people, is a name or somebody who was not found?
    ["bob kim@example.org", ["kim@example.org"], ["bob"]],
    ["ann@example.org Bob Ray kim@example.org", ["ann@example.org", "kim@example.org"], ["Bob Ray"]],
    ["@Bob Ray kim@example.org", ["kim@example.org"], ["@Bob", "Ray"]],
    ["Kim Park kim@example.org ann@example.org", ["kim@example.org", "ann@example.org"], ["Kim Park"]],
    [`${"a ".repeat(200)}kim@example.org`, ["kim@example.org"], ["a ".repeat(30)]],
  ])("P12: takes a name that was typed before an address for its own: %s", (typed, people, unreadable) => {
    const read = readAddressList(typed);
    expect(read.people.map(({ address, name }) => (name ? `${address} ${name}` : address))).toEqual(people);
    expect(read.unreadable).toEqual(unreadable);
  });
});

describe("invokes", () => {
  const place = placeOf(activityOf(), TENANT);

  it("reads acts out of what came back with the inputs merged in", () => {
    const data = { act: "join", code: "abc234", where: "list", firstName: "x", version: "3" };
    expect(readInvoke("adaptiveCard/action", { action: { verb: "join", data } })).toEqual({
      kind: "press",
      isOnList: true,
      act: { act: "join", code: "ABC234" },
    });
    expect(readInvoke("task/fetch", { data: { act: "schedule", msteams: {} } })).toMatchObject({
      act: { act: "schedule" },
    });
    expect(readInvoke("task/submit", { data: { form: "schedule", title: "x" } })).toMatchObject({ form: "schedule" });
  });

  it.each([
    [undefined],
    [null],
    [1],
    ["x"],
    [{}],
    [{ action: 1 }],
    [{ action: { data: [] } }],
    [{ action: { data: { act: "rm" } } }],
  ])("does nothing for %j", (value) => {
    expect(readInvoke("adaptiveCard/action", value)).toEqual({ kind: "unreadable" });
    expect(readInvoke("task/fetch", value)).toEqual({ kind: "open", act: undefined, isOnList: false });
    expect(readInvoke("task/submit", value)).toMatchObject({ kind: "submit", form: undefined });
    expect(readInvoke("other", value)).toBeUndefined();
  });

  it("names a decision by what is decided, so that a turn sent again under a new id is the same", () => {
    if (!place) return expect.unreachable();
    const press = (act: string, version: number) => {
      const data = { act, code: "ABC234", registration: "ABCDEFGHJKLMNPQR", version };
      const invoke = readInvoke("adaptiveCard/action", { action: { verb: act, data } });
      return invoke?.kind === "press" ? requestIdOf(invoke.act, invoke.madeAt, place) : expect.unreachable();
    };
    for (const act of ["approve", "leave_now", "claim", "pass", "call_off"]) expect(press(act, 1)).toBe(press(act, 1));
    expect(new Set([press("approve", 1), press("approve", 2), press("reject", 1)]).size).toBe(3);
    expect(press("leave_now", 1)).not.toBe(press("leave_now", 2));
    expect(press("leave", 1)).toBeUndefined();
    expect(press("resend", 1)).toBeUndefined();
  });

  it("N5: names a decision of many by the state of the card on which it was made", () => {
    if (!place) return expect.unreachable();
    const press = (more: object) => {
      const data = { act: "bulk_approve", code: "ABC234", digest: "7", ...more };
      const invoke = readInvoke("adaptiveCard/action", { action: { verb: "bulk_approve", data } });
      return invoke?.kind === "press" ? requestIdOf(invoke.act, invoke.madeAt, place) : expect.unreachable();
    };
    expect(press({ madeAt: "1000" })).toBe(press({ madeAt: 1_000 }));
    expect(
      new Set([press({ madeAt: 1_000 }), press({ madeAt: 2_000 }), press({ madeAt: 1_000, digest: 8 })]).size,
    ).toBe(3);
    for (const madeAt of ["x", -1, null]) expect(press({ madeAt })).toBeUndefined();
  });

  it("keeps only texts of a submitted form", () => {
    expect(typedOf({ a: "x", b: 3, c: null, d: { e: 1 } })).toEqual({ a: "x", b: "3" });
    expect(typedOf("x")).toEqual({});
    expect([chosenOf("a,b"), chosenOf(""), chosenOf(undefined)]).toEqual([["a", "b"], [], []]);
    expect([numberOf("12"), numberOf(" "), numberOf("x"), numberOf(undefined)]).toEqual([
      12,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe("people in the roster", () => {
  const chat = chatId("teams", TENANT, "x");
  const member = { id: "29:x", name: "Ann van Lee", userPrincipalName: "ann@example.com" };

  it("takes the e-mail, else the principal name, but never a guest's made-up one", () => {
    expect(profileOf(chat, { ...member, email: "Mail@Example.com" }).address).toBe("mail@example.com");
    expect(profileOf(chat, member)).toMatchObject({
      address: "ann@example.com",
      firstName: "Ann van",
      lastName: "Lee",
    });
    const guest = profileOf(chat, { ...member, userPrincipalName: "x_y.com#EXT#@z.onmicrosoft.com" });
    expect(guest).toMatchObject({ fullMember: false });
    expect(guest.address).toBeUndefined();
    expect(profileOf(chat, { ...member, userRole: "guest" }).fullMember).toBe(false);
    expect(profileOf(chat, { ...member, userRole: "user", givenName: "A", surname: "B C" })).toMatchObject({
      firstName: "A",
      lastName: "B C",
      fullMember: true,
    });
  });
});

describe("what the connector's errors mean", () => {
  const headers = (after?: string) => ({ response: { headers: { get: () => after } } });
  it.each([
    [{ statusCode: 429, ...headers("30") }, "send", { kind: "slow_down", afterMs: 30_000 }],
    [{ statusCode: 429, ...headers() }, "send", { kind: "slow_down", afterMs: 5_000, isGuess: true }],
    [{ statusCode: 429, ...headers(" ") }, "send", { kind: "slow_down", afterMs: 5_000, isGuess: true }],
    [
      { statusCode: 403, code: "ConversationBlockedByUser" },
      "send",
      { kind: "never", code: "ConversationBlockedByUser" },
    ],
    [{ statusCode: 404, code: "ConversationNotFound" }, "send", { kind: "never", code: "ConversationNotFound" }],
    [{ statusCode: 404, code: "ActivityNotFoundInConversation" }, "update", { kind: "gone" }],
    [{ statusCode: 413, code: "MessageSizeTooBig" }, "send", { kind: "never", code: "MessageSizeTooBig" }],
    [{ statusCode: 400, code: "BadArgument" }, "update", { kind: "never", code: "BadArgument" }],
    [{ statusCode: 412, code: "PreconditionFailed" }, "update", { kind: "again", code: "PreconditionFailed" }],
    [{ statusCode: 401 }, "send", { kind: "again", code: "unknown" }],
    [{ statusCode: 502, code: "BadGateway" }, "send", { kind: "again", code: "BadGateway" }],
    [Object.assign(new Error("x"), { code: "ECONNRESET" }), "send", { kind: "again", code: "ECONNRESET" }],
    [undefined, "send", { kind: "again", code: "unknown" }],
  ] as const)("%j on %s", (error, on, outcome) => {
    expect(outcomeOf(error, on)).toEqual(outcome);
  });
});
