import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Person } from "../../../src/core/model/person.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import type { NamedPerson } from "../../../src/core/ports/people.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const DAY = 24 * 3_600_000;

describe("speakers", () => {
  let store: Store;
  let host: Person;
  let webinar: Webinar;
  beforeEach(async () => {
    store = await openStore();
    host = await store.member("host");
    webinar = await store.schedule(host, { inMs: 200 * DAY });
  });
  afterEach(() => store.stop());

  const named = (...addresses: string[]): NamedPerson[] =>
    addresses.map((address) => ({ by: "address", address: address as never }));
  const change = (people: NamedPerson[], { isRemoval = false, requestId = freshRequest() } = {}) =>
    store.core.changeSpeakers({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId,
      by: host,
      way: "slack",
      isRemoval,
      people,
      unreadable: [],
    });
  const present = async () => {
    const found = await store.webinars.get(ORGANISATION, webinar.code);
    if (!found) throw new Error("no webinar");
    return found;
  };
  const guest = async (address: string) => {
    const person = await store.people.byAddress(ORGANISATION, address as never);
    if (!person) throw new Error(`nobody is ${address}`);
    return person;
  };

  it("P34: two hosts at once name both of theirs, and a repeat changes nothing", async () => {
    const requestId = freshRequest();
    await Promise.all([change(named("a@x.org"), { requestId }), change(named("b@x.org"))]);
    const { speakers, version } = await present();
    expect(speakers).toHaveLength(2);
    await change(named("a@x.org"), { requestId });
    expect((await present()).version).toBe(version);
  });

  it("P34, P22: nobody is forgotten before they speak, however long ago they were seen", async () => {
    await change(named("gus@x.org"));
    store.clock.advance(150 * DAY);
    const purge = () => store.core.purge(webinar, { kind: "forget_people" });
    while ((await purge()).isMore);
    expect((await guest("gus@x.org")).address).toBe("gus@x.org");
    await change(named("gus@x.org"), { isRemoval: true });
    store.clock.advance(2 * DAY);
    while ((await purge()).isMore);
    expect(await store.people.byAddress(ORGANISATION, "gus@x.org" as never)).toBeUndefined();
  });

  it("P34: who speaks finds the webinar among what concerns them, hosts no list of it, and comes in until it is over", async () => {
    await change(named("gus@x.org"));
    const gus = await guest("gus@x.org");
    const slice = { from: 0, limit: 10 };
    const now = store.clock.now();
    expect((await store.registrations.entriesOf(ORGANISATION, gus.id, "concerning", now, slice)).total).toBe(1);
    expect((await store.webinars.hostedBy(ORGANISATION, gus.id, now, slice)).total).toBe(0);
    const join = () =>
      store.core.join({ organisation: ORGANISATION, code: webinar.code, joiner: { kind: "speaker", person: gus.id } });
    expect(await join()).toMatchObject({ ok: true });
    expect(await store.gate.attended(webinar)).toBe(0);
    store.clock.advance(webinar.endsAt - store.clock.now() + 1);
    expect(await join()).toMatchObject({ refusal: { reason: "webinar_ended" } });
  });

  it("P34: a speaker who becomes a cohost is no speaker any more, and a host is none", async () => {
    const cora = await store.member("cora");
    await change(named(cora.address ?? "", host.address ?? ""));
    expect((await present()).speakers).toEqual([cora.id]);
    const before = await present();
    await store.webinars.edit({
      act: { organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), now: 0, way: "slack" },
      before,
      next: { ...before, cohosts: [cora.id], speakers: [], version: before.version + 1 },
      by: host.id,
      as: "edited",
      deliveries: [],
    });
    await change(named(cora.address ?? ""));
    expect((await present()).speakers).toEqual([]);
  });
});
