import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fieldsOf, type WebinarFields } from "../../../src/core/hosting/settings.ts";
import { chatId, type OrganisationId, organisationId, type RequestId } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import { zones } from "../../../src/zones.ts";
import { freshRequest, NAMED_PEOPLE, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

describe("a host registers somebody", () => {
  let store: Store;
  let host: Person;
  let webinar: Webinar;
  beforeEach(async () => {
    store = await openStore();
    host = await store.member("host");
    webinar = await store.schedule(host);
  });
  afterEach(() => store.stop());

  const scheduled = async (options: { cap?: number; fields?: Partial<WebinarFields> }) => {
    webinar = await store.schedule(host, options);
  };
  const sent = (whom: Person, requestId: RequestId = freshRequest(), organisation: OrganisationId = ORGANISATION) => ({
    organisation,
    code: webinar.code,
    requestId,
    person: host,
    via: chatId("slack", "T1", "UHOST"),
    answerStays: false,
    form: webinar.form.id,
    shown: [],
    names: { firstName: whom.firstName, lastName: whom.lastName },
    given: {},
    whom: whom.id,
  });
  const add = (whom: Person, requestId?: RequestId) => store.core.adding.submit(sent(whom, requestId), () => true);
  const entry = async (of: Person) =>
    (await store.registrations.entry(ORGANISATION, webinar.code, { address: of.address as never }))?.entry;
  const present = async () => store.webinars.get(ORGANISATION, webinar.code);
  const leave = (of: Person) =>
    store.core.leave({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      of,
      way: "slack",
    });

  it("P35: the same form sent twice is one act; two hosts at once register one person once", async () => {
    const ann = await store.member("ann");
    const requestId = freshRequest();
    const answers = [await add(ann, requestId), await add(ann, requestId)];
    for (const answer of answers)
      expect(answer).toMatchObject({ value: { kind: "added", registered: { registration: { status: "approved" } } } });
    const bob = await store.member("bob");
    const both = await Promise.all([add(bob), add(bob)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { reason: "already_registered", status: "approved" } });
    expect(await present()).toMatchObject({ seatsHeld: 2, counts: { approved: 2 } });
  });

  it("P35: it is marked as the host's in the registration and in the log, until they register by themselves", async () => {
    const ann = await store.member("ann");
    await add(ann);
    expect((await entry(ann))?.registration).toMatchObject({
      addedBy: host.id,
      how: { by: "added" },
      status: "approved",
    });
    expect((await entry(ann))?.registration?.history).toMatchObject([{ by: host.id }]);
    const [newest] = await store.webinars.log(ORGANISATION, webinar.code, 1);
    expect(newest).toMatchObject({ act: "added", by: host.id, to: "approved", way: "slack" });
    await leave(ann);
    expect(await store.register(webinar.code, ann)).toMatchObject({ value: { registration: { status: "pending" } } });
    expect((await entry(ann))?.registration?.addedBy).toBeUndefined();
    // Whoever cancelled can be added again.
    await leave(ann);
    expect(await add(ann)).toMatchObject({ ok: true });
    expect((await entry(ann))?.registration).toMatchObject({ addedBy: host.id, version: 5, round: 3 });
  });

  it("P35: who was not accepted stays so: a host changes that decision, and adds nobody over it", async () => {
    const ann = await store.member("ann");
    const registered = await store.register(webinar.code, ann);
    if (!registered.ok) throw new Error("not registered");
    const { key, version } = registered.value.registration;
    const decision = { organisation: ORGANISATION, code: webinar.code, key, version, to: "rejected" as const };
    await store.core.decide({ ...decision, isChange: false, by: host, way: "slack", requestId: freshRequest() });
    expect(await add(ann)).toMatchObject({ refusal: { reason: "already_registered", status: "rejected" } });
    const opened = await store.core.adding.open({
      organisation: ORGANISATION,
      code: webinar.code,
      by: host,
      whom: ann.id,
    });
    expect(opened).toMatchObject({ refusal: { reason: "already_registered", status: "rejected" } });
  });

  it("P35, P9: many added at once never pass the cap; one more seat each where the host says so, up to the plan's limit", async () => {
    await scheduled({ cap: 5 });
    const people = await Promise.all(Array.from({ length: 20 }, (_, i) => store.member(`p${i}`)));
    const answers = await Promise.all(people.map((one) => add(one)));
    const kinds = answers.map((answer) => (answer.ok ? answer.value.kind : answer.refusal.reason));
    expect(kinds.filter((kind) => kind === "added")).toHaveLength(5);
    expect(kinds.filter((kind) => kind === "no_seat_to_add")).toHaveLength(15);
    expect(await present()).toMatchObject({ seatsHeld: 5, cap: 5 });
    const full = answers.find((answer) => answer.ok && answer.value.kind === "no_seat_to_add");
    if (!full?.ok || full.value.kind !== "no_seat_to_add") throw new Error("it was not full");
    const { whom, token } = full.value;
    const raise = { organisation: ORGANISATION, code: webinar.code, person: host, via: chatId("slack", "T1", "U1") };
    const raised = { ...raise, requestId: freshRequest(), whom, token };
    expect(await store.core.adding.raise(raised)).toMatchObject({ value: { kind: "added" } });
    expect(await store.core.adding.raise(raised)).toMatchObject({ value: { kind: "added" } });
    expect(await present()).toMatchObject({ seatsHeld: 6, cap: 6 });
  });

  it("P35: what was filled in is raised by who filled it in alone", async () => {
    await scheduled({ cap: 1 });
    const [ann, bob] = [await store.member("ann"), await store.member("bob")];
    await add(ann);
    const full = await add(bob);
    if (!full.ok || full.value.kind !== "no_seat_to_add") throw new Error("it was not full");
    const { whom, token } = full.value;
    const sam = await store.member("sam");
    const by = { organisation: ORGANISATION, code: webinar.code, via: chatId("slack", "T1", "U1"), token };
    const strange = await store.core.adding.raise({ ...by, person: sam, requestId: freshRequest(), whom });
    expect(strange).toMatchObject({ refusal: { reason: "not_the_host" } });
    const other = await store.core.adding.raise({ ...by, person: host, requestId: freshRequest(), whom: ann.id });
    expect(other).toMatchObject({ value: { kind: "wrong" } });
    expect(await present()).toMatchObject({ seatsHeld: 1, cap: 1 });
  });

  it("P35: a host gives a seat that is free past the waiting list", async () => {
    await scheduled({ cap: 1, fields: { waitlist: true } });
    const [ann, bob, cy] = [await store.member("ann"), await store.member("bob"), await store.member("cy")];
    await add(ann);
    await store.register(webinar.code, bob);
    expect((await entry(bob))?.registration?.status).toBe("waitlisted");
    expect(await add(cy)).toMatchObject({ value: { kind: "no_seat_to_add", mayRaise: true } });
    const now = await present();
    if (!now) throw new Error("no webinar");
    // A seat that is free while somebody waits, as between a raised cap and its offers.
    await store.core.edit({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: host,
      named: NAMED_PEOPLE,
      version: now.version,
      confirm: { typed: "", count: 0 },
      fields: { ...fieldsOf(now, "Europe/Paris", zones, 1_000), cap: 2 },
    });
    expect(await store.register(webinar.code, await store.member("dan"))).toMatchObject({
      value: { registration: { status: "waitlisted" } },
    });
    expect(await add(cy)).toMatchObject({ value: { kind: "added" } });
    // Who waits themselves has a registration.
    expect(await add(bob)).toMatchObject({ refusal: { reason: "already_registered", status: "waitlisted" } });
  });

  it("P35: nobody of another organisation is added, nobody who was erased, and nobody once it is over", async () => {
    const stranger = await store.people.know(organisationId("other"), {
      firstName: "Eve",
      lastName: "Other",
      address: "eve@other.example" as never,
      fullMember: true,
    });
    expect(await add(stranger)).toMatchObject({ refusal: { reason: "person_gone" } });
    const ann = await store.member("ann");
    await store.core.erase.everywhere(ann.address as never);
    expect(await add(ann)).toMatchObject({ refusal: { reason: "person_gone" } });
    const bob = await store.member("bob");
    store.clock.advance(webinar.endsAt - store.clock.now() + 1);
    expect(await add(bob)).toMatchObject({ refusal: { reason: "webinar_ended" } });
  });
});
