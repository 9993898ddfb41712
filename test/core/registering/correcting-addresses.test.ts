import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Address } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

describe("correcting a guest's address, in Redis", () => {
  let store: Store;
  let host: Person;
  beforeAll(async () => {
    store = await openStore();
    host = await store.member("host");
  });
  afterAll(() => store.stop());

  /** Somebody who registered as a guest, under a mistyped address. */
  const registered = async (name: string) => {
    const webinar = await store.schedule(host, { cap: 5, fields: { policy: "automatic" } });
    const address = `${name}@exmaple.org` as Address;
    const person = await store.people.know(ORGANISATION, {
      address,
      firstName: "Gus",
      lastName: "Guest",
      fullMember: false,
    });
    await store.register(webinar.code, person);
    const entry = (await store.registrations.entry(ORGANISATION, webinar.code, { address }))?.entry;
    if (!entry) throw new Error("not registered");
    const correct = (to: string, requestId = freshRequest()) =>
      store.core.correctAddress.correct({
        ...({ organisation: ORGANISATION, code: webinar.code, key: entry.key, way: "slack", by: host } as const),
        ...{ address: to, requestId },
      });
    const at = async (of: { address: Address } | { key: typeof entry.key }) =>
      (await store.registrations.entry(ORGANISATION, webinar.code, of))?.entry;
    const counts = async () => {
      const now = await store.webinars.get(ORGANISATION, webinar.code);
      return [now?.seatsHeld, now?.counts.approved];
    };
    return { entry, address, correct, at, counts };
  };

  it("P39, T3: sent twice it is one act; seat, history and name stay, the former key holds nothing", async () => {
    const { entry, address, correct, at, counts } = await registered("once");
    const requestId = freshRequest();
    const to = "once@example.org" as Address;
    expect(await correct(to, requestId)).toMatchObject({ ok: true, value: { address: to, name: "Gus Guest" } });
    const after = await at({ address: to });
    expect(await correct(to, requestId)).toMatchObject({ ok: true, value: { key: after?.key } });
    expect(await at({ address: to })).toEqual(after);
    expect(after?.key).not.toBe(entry.key);
    expect(after?.registrationId).not.toBe(entry.registrationId);
    // What they did themselves is theirs still: they are somebody else by then.
    const theirs = { ...entry.registration?.history[0], by: after?.registration?.person };
    expect(after?.registration?.history[0]).toEqual(theirs);
    expect((await at({ key: entry.key }))?.registration).toBeUndefined();
    expect(await at({ address })).toBeUndefined();
    expect(await counts()).toEqual([1, 1]);
  });

  it("P39: of many hosts at once one corrects it, and the registration is there once", async () => {
    const { correct, at, counts } = await registered("many");
    const addresses = Array.from({ length: 12 }, (_, n) => `many${n % 4}@example.org` as Address);
    const results = await Promise.all(addresses.map((address) => correct(address)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const there = await Promise.all([...new Set(addresses)].map((address) => at({ address })));
    expect(there.filter((entry) => entry?.registration)).toHaveLength(1);
    expect(await counts()).toEqual([1, 1]);
  });
});
