import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DecideInput, Decision } from "../../../src/core/approvals/decide.ts";
import type { Delivery } from "../../../src/core/deliveries/delivery.ts";
import { fieldsOf, type WebinarFields } from "../../../src/core/hosting/settings.ts";
import { chatId, type RegistrationKey } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import { isLate } from "../../../src/core/model/registration.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import type { Notice } from "../../../src/core/notices/notice.ts";
import { zones } from "../../../src/zones.ts";
import { workerOf } from "../../setup/delivering.ts";
import { freshRequest, NAMED_PEOPLE, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Where decisions meet moves, deletions, restores, and workers that come late. */
describe("decisions and what happens meanwhile", () => {
  let store: Store;
  let host: Person;
  let sent: { delivery: Delivery; notice: Notice }[];

  beforeEach(async () => {
    store = await openStore();
    host = await store.member("host");
    sent = [];
  });
  afterEach(() => store.stop());

  const drain = () =>
    workerOf(store, (notice, delivery) => {
      sent.push({ delivery, notice });
      return delivery.to.kind === "card" ? { kind: "sent", messageId: delivery.id } : undefined;
    }).drain();
  /** Step by step, as a clock goes. */
  const later = async (ms: number, stepMs = ms) => {
    for (let gone = 0; gone < ms; gone += stepMs) {
      store.clock.advance(stepMs);
      await drain();
    }
  };
  const told = (kind: Notice["kind"]) => sent.filter(({ notice }) => notice.kind === kind);
  const mails = (status: string) =>
    sent.filter(
      ({ notice, delivery }) =>
        notice.kind === "registration" && notice.registration.status === status && delivery.to.kind === "mail",
    ).length;
  const schedule = (cap: number, inMs: number, fields: Partial<WebinarFields> = {}) =>
    store.schedule(host, { cap, inMs, fields });
  const fresh = async ({ code }: Webinar): Promise<Webinar> => {
    const webinar = await store.webinars.get(ORGANISATION, code);
    if (!webinar) throw new Error("gone");
    return webinar;
  };
  const register = async ({ code }: Webinar, name: string) => {
    const result = await store.register(code, await store.member(name));
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.value.registration;
  };
  const presentOf = async ({ code }: Webinar, key: RegistrationKey) => {
    const registration = (await store.registrations.entry(ORGANISATION, code, { key }))?.entry?.registration;
    if (!registration) throw new Error("nobody");
    return registration;
  };
  const actOf = async (webinar: Webinar, key: RegistrationKey) => ({
    organisation: ORGANISATION,
    code: webinar.code,
    key,
    by: host,
    requestId: freshRequest(),
    way: "slack" as const,
    version: (await presentOf(webinar, key)).version,
  });
  const decide = async (webinar: Webinar, key: RegistrationKey, to: Decision, more: Partial<DecideInput> = {}) =>
    store.core.decide({ ...(await actOf(webinar, key)), to, isChange: true, ...more });
  const undo = async (webinar: Webinar, key: RegistrationKey) => store.core.undo(await actOf(webinar, key));
  const decideAll = async (webinar: Webinar, to: "approved" | "rejected") => {
    const of = { organisation: ORGANISATION, code: webinar.code, by: host, id: freshRequest() };
    const chat = chatId("slack", "T1", "UHOST");
    const result = await store.core.bulk.decide({ ...of, requestId: of.id, chat, to, among: {} });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return of;
  };
  const edit = async (webinar: Webinar, change: Partial<WebinarFields>, named = NAMED_PEOPLE, count = 0) => {
    const now = await fresh(webinar);
    const result = await store.core.edit({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: host,
      named,
      version: now.version,
      confirm: { typed: count > 0 ? webinar.code : "", count },
      fields: { ...fieldsOf(now, now.zone, zones, 1_000), ...change },
    });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  };
  const deleteAll = (webinar: Webinar, count: number) =>
    edit(webinar, { registrationRequired: false }, NAMED_PEOPLE, count);

  it("N10: many taken back in the last second are taken back, though the worker that took it died, and nobody is told", async () => {
    const webinar = await schedule(100, 48 * HOUR);
    for (let i = 0; i < 4; i += 1) await register(webinar, `p${i}`);
    const bulk = await decideAll(webinar, "approved");
    await drain();
    store.clock.advance(59_000);
    expect(await store.core.bulk.undo(bulk)).toMatchObject({ ok: true });
    for (const room of store.lanes.groups)
      await store.lanes.claim(room, { now: store.clock.now(), leaseMs: 20_000, max: 50, token: "dead" });
    await later(2 * MINUTE, 20_000);
    expect([(await fresh(webinar)).counts.approved, mails("approved")]).toEqual([0, 0]);
    expect(told("bulk").at(-1)?.notice).toMatchObject({ isUndone: true, counts: { undone: 4 } });
  });

  it("N10: many rejected after the start, which is then put off, keep no seat", async () => {
    const webinar = await schedule(10, HOUR);
    for (let i = 0; i < 4; i += 1) await register(webinar, `p${i}`);
    store.clock.advance(HOUR + 5 * MINUTE);
    await decideAll(webinar, "rejected");
    await edit(webinar, { start: zones.wallOf(store.clock.now() + 2 * HOUR, webinar.zone) });
    await later(HOUR, 10 * MINUTE);
    expect(await fresh(webinar)).toMatchObject({ counts: { rejected: 4 }, seatsHeld: 0 });
  });

  it("N10: the end of an undo in one era ends none in the next", async () => {
    const webinar = await schedule(10, 48 * HOUR);
    const first = await register(webinar, "ann");
    await decide(webinar, first.key, "rejected");
    await later(10_000);
    await deleteAll(webinar, 1);
    await edit(webinar, { registrationRequired: true });
    await drain();
    const second = await register(webinar, "ann");
    await decide(webinar, second.key, "rejected");
    await later(51_000);
    expect(await undo(webinar, second.key)).toMatchObject({ ok: true });
  });

  it("S12, P9: a rejection that kept its seat comes back without it; raising by one never passes the cap", async () => {
    const webinar = await schedule(2, 48 * HOUR);
    const ann = await register(webinar, "ann");
    await decide(webinar, ann.key, "rejected");
    await deleteAll(webinar, 1);
    await drain();
    await edit(webinar, { registrationRequired: true });
    expect(await store.core.restore(ORGANISATION, webinar.code)).toMatchObject({ ok: true });
    for (const name of ["bob", "cleo"]) await register(webinar, name);
    expect(await decide(webinar, ann.key, "approved")).toMatchObject({
      refusal: { refusal: { reason: "no_free_seat" } },
    });
    await edit(webinar, { cap: 1 });
    expect(await decide(webinar, ann.key, "approved", { raisesCap: true })).toMatchObject({
      refusal: { refusal: { reason: "no_free_seat", mayRaise: false } },
    });
    expect(await fresh(webinar)).toMatchObject({ cap: 1, seatsHeld: 2 });
  });

  it("N6: who waits again is followed: left open by a host, taken back, or claimed", async () => {
    const waits = { waitMinutes: 15, waitResult: "approved", waitlist: true, offerMinutes: 600 } as const;
    const webinar = await schedule(2, 48 * HOUR, waits);
    const ann = await register(webinar, "ann");
    const bob = await register(webinar, "bob");
    const cleo = await register(webinar, "cleo");
    await decide(webinar, ann.key, "approved");
    await decide(webinar, bob.key, "rejected");
    await later(2 * HOUR, 10 * MINUTE);
    expect(told("waiting")).toHaveLength(0);
    await decide(webinar, ann.key, "pending");
    await store.core.waitlist.claim({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      of: await store.member("cleo"),
      way: "slack",
      answerStays: false,
    });
    await later(HOUR, 5 * MINUTE);
    for (const { key } of [ann, cleo]) expect((await presentOf(webinar, key)).status).toBe("approved");

    const other = await schedule(2, 48 * HOUR, waits);
    const dan = await register(other, "dan");
    store.clock.advance(15 * MINUTE);
    await decide(other, dan.key, "approved");
    await later(30_000, 10_000);
    await undo(other, dan.key);
    await later(HOUR, 5 * MINUTE);
    expect((await presentOf(other, dan.key)).how).toEqual({ by: "timeout" });
  });

  it("N6: a start that comes near asks at once; one that is moved away and back asks once", async () => {
    const near = await schedule(10, 48 * HOUR, { waitMinutes: 1_440, waitResult: "approved" });
    await register(near, "ann");
    await later(MINUTE);
    await edit(near, { start: zones.wallOf(store.clock.now() + 21 * MINUTE, near.zone) });
    await later(5 * MINUTE, MINUTE);
    expect(told("waiting")).toHaveLength(1);
    const back = await schedule(10, 10 * HOUR, { waitMinutes: 1_440 });
    await register(back, "bob");
    const was = fieldsOf(await fresh(back), back.zone, zones, 1_000).start;
    await edit(back, { start: zones.wallOf(back.startsAt + 5 * HOUR, back.zone) });
    await edit(back, { start: was });
    sent = [];
    await later((await fresh(back)).startsAt - 29 * MINUTE - store.clock.now());
    expect(
      told("waiting").filter(({ notice }) => notice.kind === "waiting" && notice.webinar.code === back.code),
    ).toHaveLength(1);
  });

  it("N7: approving a domain always never begins to reject the others, adds one rule, and counts what stands", async () => {
    const webinar = await schedule(10, 48 * HOUR);
    const ann = await register(webinar, "ann");
    const of = { organisation: ORGANISATION, code: webinar.code, by: host, way: "slack" as const };
    await store.core.rulesEditor.change({
      ...of,
      requestId: freshRequest(),
      act: { do: "noMatch", noMatch: "reject" },
    });
    for (let i = 0; i < 3; i += 1) {
      await decide(webinar, ann.key, "approved");
      await undo(webinar, ann.key);
    }
    expect(await store.requests.approvalsOf(await fresh(webinar), "example.com")).toBe(0);
    const always = () => store.core.rulesEditor.always({ ...of, key: ann.key, requestId: freshRequest() });
    await Promise.all([always(), always()]);
    const { policy, rules } = await fresh(webinar);
    expect([policy, rules.noMatch, rules.rules.length]).toEqual(["rules", "hold", 1]);
  });

  it("N10: who was approved is not told so when the webinar was cancelled meanwhile; who was rejected hears of a deletion", async () => {
    const webinar = await schedule(10, 48 * HOUR);
    const ann = await register(webinar, "ann");
    await decide(webinar, ann.key, "approved");
    await later(20_000);
    await store.core.cancelWebinar({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: host,
      way: "slack",
    });
    await later(2 * MINUTE, 20_000);
    expect([mails("approved"), told("called_off").length]).toEqual([0, 1]);
    const other = await schedule(10, 48 * HOUR);
    const bob = await register(other, "bob");
    await decide(other, bob.key, "rejected");
    await later(20_000);
    await deleteAll(other, 1);
    await later(5 * MINUTE, MINUTE);
    expect([mails("rejected"), told("let_go").length]).toEqual([0, 1]);
  });

  it("S28: the cards of decided requests are made true as well when all registrations are deleted", async () => {
    const webinar = await schedule(10, 48 * HOUR);
    const all = [await register(webinar, "ann"), await register(webinar, "bob"), await register(webinar, "cleo")];
    await later(5_000, 1_000);
    await decide(webinar, all[0]?.key as RegistrationKey, "approved");
    await decide(webinar, all[1]?.key as RegistrationKey, "rejected");
    await later(2 * MINUTE, 20_000);
    sent = [];
    await deleteAll(webinar, 3);
    await later(5_000, 1_000);
    expect(told("request_gone")).toHaveLength(3);
  });

  it("N9: a question does not reach a channel that the webinar has left", async () => {
    const webinar = await schedule(10, 48 * HOUR);
    await edit(webinar, {}, { ...NAMED_PEOPLE, hostChannels: [{ face: "slack", group: "T1", channelId: "C2" }] });
    const { key } = await register(webinar, "ann");
    await store.core.inquiries.ask({ ...(await actOf(webinar, key)), text: "Which team?" });
    await drain();
    expect(told("thread").map(({ delivery: { to } }) => to.kind === "card" && to.channel.channelId)).toEqual(["C2"]);
  });

  it("N13: the cards of new requests go before those that are only kept true, in the order in which they came", async () => {
    const webinar = await schedule(100, 2 * HOUR);
    for (let i = 0; i < 60; i += 1) {
      await register(webinar, `p${i}`);
      await later(MINUTE);
    }
    store.clock.advance(webinar.startsAt - store.clock.now() - 1_000);
    await decideAll(webinar, "approved");
    const seen: { name: string; at: number }[] = [];
    const worker = workerOf(
      store,
      (notice, { to }) => {
        if (notice.kind === "request" && isLate(notice.webinar, notice.registration))
          seen.push({ name: notice.registration.firstName, at: store.clock.now() });
        return to.kind === "card" ? { kind: "sent", messageId: "m" } : undefined;
      },
      ({ kind }) => (kind === "card" ? 1_000 : 0),
    );
    await worker.drain();
    store.clock.advance(2_000);
    const asked = store.clock.now();
    for (const name of ["one", "two", "three"]) await register(webinar, name);
    for (let i = 0; i < 8; i += 1) {
      await worker.drain();
      store.clock.advance(1_000);
    }
    expect(seen.map(({ name }) => name)).toEqual(["one", "two", "three"]);
    expect((seen.at(-1)?.at ?? Number.NaN) - asked).toBeLessThanOrEqual(5_000);
  });
});
