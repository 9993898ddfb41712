import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RulesAct } from "../../../src/core/approvals/rule-changes.ts";
import type { WebinarFields } from "../../../src/core/hosting/settings.ts";
import type { RegistrationKey } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import { isLate } from "../../../src/core/model/registration.ts";
import type { RuleFields } from "../../../src/core/model/rules.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const MINUTE = 60_000;

describe("what becomes of a request at once", () => {
  let store: Store;
  let host: Person;
  let webinar: Webinar;
  beforeEach(async () => {
    store = await openStore();
    host = await store.member("host");
    webinar = await store.schedule(host);
  });
  afterEach(() => store.stop());

  const own = () => ({ organisation: ORGANISATION, code: webinar.code, by: host });
  const act = async (one: RulesAct) => {
    const result = await store.core.rulesEditor.change({ ...own(), requestId: freshRequest(), way: "slack", act: one });
    if (result.ok) webinar = result.value;
    return result;
  };
  const add = (fields: Partial<RuleFields>) =>
    act({
      do: "add",
      fields: {
        field: "address",
        test: "endsWith",
        value: "@acme.com",
        matchCase: false,
        result: "approve",
        ...fields,
      },
    });
  const person = (address: string, firstName = "Ann", lastName = "Lee") =>
    store.people.know(ORGANISATION, { address: address as never, firstName, lastName, fullMember: true });
  const register = async (address: string, name?: [string, string], given = {}) => {
    const one = await person(address, ...(name ?? []));
    const result = await store.core.register({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      person: one,
      address: one.address,
      firstName: one.firstName,
      lastName: one.lastName,
      given,
      via: "page",
      answerStays: false,
    });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.value.registration;
  };
  const edited = async (fields: Partial<WebinarFields>) => {
    webinar = await store.schedule(host, { fields });
  };

  it("P1: the six tests, match-case or not, over name, e-mail and a question; the first match decides, no match holds", async () => {
    await store.core.formBuilder.change({
      ...own(),
      requestId: freshRequest(),
      way: "slack",
      act: { do: "standard", asked: { company: "shown" } },
    });
    await add({ test: "contains", value: "+spam", result: "reject" });
    await add({ field: "name", test: "beginsWith", value: "Dr ", matchCase: true });
    await add({ field: "company", test: "equals", value: "acme", result: "approve" });
    await add({ field: "name", test: "notContains", value: "e", result: "reject" });
    expect(webinar.policy).toBe("rules");
    const status = async (...of: Parameters<typeof register>) => (await register(...of)).status;
    expect(await status("a+spam@x.org")).toBe("rejected");
    expect(await status("b@x.org", ["Dr Bea", "Kay"])).toBe("approved");
    expect(await status("c@x.org", ["dr Cee", "Kay"])).toBe("pending");
    expect(await status("d@x.org", ["Dee", "Kay"], { company: ["ACME"] })).toBe("approved");
    expect(await status("e@x.org", ["Jon", "Kay"])).toBe("rejected");
    await act({ do: "noMatch", noMatch: "reject" });
    expect(await status("f@x.org", ["Eve", "Kay"])).toBe("rejected");
    // A rejection by rule holds no seat.
    expect((await store.webinars.get(ORGANISATION, webinar.code))?.seatsHeld).toBe(3);
  });

  it("P1, N8: the order decides, and the registration keeps which rule it was, when the rule is gone too", async () => {
    await add({ value: "@acme.com", result: "approve" });
    await add({ value: "eve@acme.com", test: "equals", result: "reject" });
    expect((await register("eve@acme.com")).how).toMatchObject({ by: "rule", number: 1 });
    const [first, second] = webinar.rules.rules;
    if (!first || !second) throw new Error("no rules");
    await act({ do: "up", id: second.id });
    expect(webinar.rules.rules.map(({ id }) => id)).toEqual([second.id, first.id]);
    await act({ do: "remove", id: first.id });
    expect(await act({ do: "remove", id: first.id })).toMatchObject({
      refusal: [{ refusal: { reason: "rule_gone" } }],
    });
    const kept = await store.registrations.entry(ORGANISATION, webinar.code, { address: "eve@acme.com" as never });
    expect(kept?.entry?.registration?.how).toMatchObject({ rule: { value: "@acme.com" } });
  });

  it("P1: what cannot be a rule is refused; changing rules decides nothing that waits", async () => {
    const waits = await register("ann@acme.com");
    expect(await add({ value: "  " })).toMatchObject({ refusal: [{ field: "value" }] });
    expect(await add({ field: "gone" })).toMatchObject({ refusal: [{ field: "field" }] });
    await add({});
    expect(waits.status).toBe("pending");
    const after = await store.registrations.entry(ORGANISATION, webinar.code, { address: "ann@acme.com" as never });
    expect(after?.entry?.registration?.status).toBe("pending");
    expect(await store.core.rulesEditor.count(webinar)).toEqual({ ofRule: [1], noMatch: 0, isWhole: true });
  });

  it("N8: a test says what would happen and changes nothing", async () => {
    await add({});
    const test = (address: string) => store.core.rulesEditor.test({ ...own(), address: address as never });
    expect(await test("new@acme.com")).toMatchObject({
      value: { verdict: { status: "approved", how: { number: 1 } } },
    });
    expect(await test("new@other.org")).toMatchObject({ value: { verdict: { status: "pending" } } });
    expect((await store.webinars.get(ORGANISATION, webinar.code))?.counts.approved).toBe(0);
  });

  it("P27: the operator's lists come before policy and rules; an address before its domain", async () => {
    await store.lists.put("@acme.com", "reject");
    await store.lists.put("boss@acme.com", "approve");
    expect((await register("eve@acme.com")).status).toBe("rejected");
    expect(await register("boss@acme.com")).toMatchObject({ status: "approved", how: { by: "list" } });
    await edited({ policy: "automatic" });
    expect((await register("eve@acme.com")).status).toBe("rejected");
    await store.lists.put("@acme.com", undefined);
    await edited({});
    expect((await register("eve@acme.com")).status).toBe("pending");
  });

  const invite = (address: string) =>
    store.core.invite({
      ...own(),
      requestId: freshRequest(),
      face: "slack",
      people: [{ by: "address", address: address as never }],
      unreadable: [],
    });

  it("P36: the operator's lists come before an invitation, and that before the rules", async () => {
    await edited({ approveInvited: true });
    await add({ value: "@acme.com", result: "reject" });
    await store.lists.put("eve@acme.com", "reject");
    for (const address of ["ann@acme.com", "eve@acme.com"]) await invite(address);
    expect(await register("ann@acme.com")).toMatchObject({ status: "approved", how: { by: "invited" } });
    expect(await register("eve@acme.com")).toMatchObject({ status: "rejected", how: { by: "list" } });
    expect(await register("bob@acme.com")).toMatchObject({ status: "rejected", how: { by: "rule" } });
  });

  it("P36: a claimed seat is decided in the same order", async () => {
    await edited({ approveInvited: true, waitlist: true, cap: 1 });
    const first = await person("first@acme.com");
    await register("first@acme.com");
    await invite("ann@acme.com");
    const [ann, bob] = [await register("ann@acme.com"), await register("bob@acme.com")];
    expect([ann.status, bob.status]).toEqual(["waitlisted", "waitlisted"]);
    const act = (of: Person) => ({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      of,
      way: "slack" as const,
      answerStays: false,
    });
    await store.core.leave(act(first));
    const claimed = await store.core.waitlist.claim(act(await person("ann@acme.com")));
    expect(claimed).toMatchObject({ value: { registration: { status: "approved", how: { by: "invited" } } } });
    await store.core.leave(act(await person("ann@acme.com")));
    const other = await store.core.waitlist.claim(act(await person("bob@acme.com")));
    expect(other).toMatchObject({ value: { registration: { status: "pending" } } });
  });

  it("N7: after three approvals of one domain it is offered always; never of a free-mail one", async () => {
    const approve = async (key: RegistrationKey) =>
      store.core.decide({
        ...own(),
        key,
        version: 1,
        to: "approved",
        isChange: false,
        way: "slack",
        requestId: freshRequest(),
      });
    for (const domain of ["acme.com", "gmail.com"])
      for (const name of ["a", "b", "c"]) await approve((await register(`${name}@${domain}`)).key);
    const [acme, free] = [await register("d@acme.com"), await register("d@gmail.com")];
    expect(await store.core.rulesEditor.domainToOffer(webinar, acme)).toBe("acme.com");
    expect(await store.core.rulesEditor.domainToOffer(webinar, free)).toBeUndefined();
    const always = (key: RegistrationKey) =>
      store.core.rulesEditor.always({ ...own(), key, way: "slack", requestId: freshRequest() });
    expect(await always(free.key)).toMatchObject({ refusal: { reason: "free_mail" } });
    const done = await always(acme.key);
    expect(done).toMatchObject({
      value: { domain: "acme.com", webinar: { policy: "rules", rules: { noMatch: "hold" } } },
    });
    expect((await register("e@acme.com")).status).toBe("approved");
    expect((await register("f@else.org")).status).toBe("pending");
  });

  it("S16: late and not automatic: approved, then only after the confirmation was accepted, and then with the password", async () => {
    await edited({ password: "open sesame" });
    const early = await register("early@x.org");
    store.clock.advance(webinar.startsAt - store.clock.now() + MINUTE);
    const late = await register("late@x.org");
    expect([isLate(webinar, early), isLate(webinar, late)]).toEqual([false, true]);
    const join = async (address: string, password = "") => {
      const one = await person(address);
      return store.core.join({
        organisation: ORGANISATION,
        code: webinar.code,
        joiner: { kind: "chat", person: one, password },
      });
    };
    expect(await join("late@x.org")).toMatchObject({ refusal: { reason: "still_pending" } });
    for (const { key } of [early, late])
      await store.core.decide({
        ...own(),
        key,
        version: 1,
        to: "approved",
        isChange: false,
        way: "slack",
        requestId: freshRequest(),
      });
    expect(await join("early@x.org")).toMatchObject({ ok: true });
    expect(await join("late@x.org", "open sesame")).toMatchObject({ refusal: { reason: "confirmation_pending" } });
    await store.core.markConfirmed({
      organisation: ORGANISATION,
      matter: { kind: "registration", code: webinar.code, key: late.key, era: 1, version: 2 },
    });
    expect(await join("late@x.org")).toMatchObject({ refusal: { reason: "password_needed" } });
    expect(await join("late@x.org", "open")).toMatchObject({ refusal: { reason: "wrong_password" } });
    expect(await join("late@x.org", "open sesame")).toMatchObject({ ok: true });
  });

  it("S16: five wrong passwords lock this person for a quarter of an hour, and nobody else", async () => {
    await edited({ password: "open sesame" });
    store.clock.advance(webinar.startsAt - store.clock.now() + MINUTE);
    for (const address of ["one@x.org", "two@x.org"]) {
      const { key } = await register(address);
      await store.core.decide({
        ...own(),
        key,
        version: 1,
        to: "approved",
        isChange: false,
        way: "slack",
        requestId: freshRequest(),
      });
      await store.registrations.confirm(webinar, key, 2);
    }
    const join = async (address: string, password: string) =>
      store.core.join({
        organisation: ORGANISATION,
        code: webinar.code,
        joiner: { kind: "chat", person: await person(address), password },
      });
    for (let i = 0; i < 5; i += 1)
      expect(await join("one@x.org", `wrong ${i}`)).toMatchObject({ refusal: { reason: "wrong_password" } });
    expect(await join("one@x.org", "open sesame")).toMatchObject({ refusal: { reason: "too_many_attempts" } });
    expect(await join("two@x.org", "open sesame")).toMatchObject({ ok: true });
  });

  it("S17: automatic: who registers after the start joins at once, without confirmation or password", async () => {
    await edited({ policy: "automatic" });
    store.clock.advance(webinar.startsAt - store.clock.now() + MINUTE);
    await register("late@x.org");
    expect(
      await store.core.join({
        organisation: ORGANISATION,
        code: webinar.code,
        joiner: { kind: "chat", person: await person("late@x.org") },
      }),
    ).toMatchObject({ ok: true });
  });

  it("the audit log says who did what by which way, and keeps no name and no address", async () => {
    const ann = await register("ann@acme.com");
    await store.core.decide({
      ...own(),
      key: ann.key,
      version: 1,
      to: "approved",
      isChange: false,
      way: "slack",
      requestId: freshRequest(),
    });
    await add({});
    const log = await store.core.readLog(ORGANISATION, webinar.code, host);
    if (!log.ok) throw new Error("refused");
    expect(
      log.value.lines.map(({ act: what, way, byName, aboutName, to }) => [what, way, byName, aboutName, to]),
    ).toEqual([
      ["rules_changed", "slack", "host Test", "", undefined],
      ["moved", "slack", "host Test", "Ann Lee", "approved"],
      ["registered", "page", "Ann Lee", "Ann Lee", "pending"],
      ["scheduled", "slack", "host Test", "", undefined],
    ]);
    const raw = JSON.stringify(await store.redis.xrange(`${(await store.redis.keys("*:log"))[0]}`, "-", "+"));
    expect(raw).not.toMatch(/ann|acme|Lee|host/i);
    const stranger = await store.member("stranger");
    expect(await store.core.readLog(ORGANISATION, webinar.code, stranger)).toMatchObject({
      refusal: { reason: "not_the_host" },
    });
  });
});
