import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fieldsOf } from "../../../src/core/hosting/settings.ts";
import type { Address } from "../../../src/core/model/ids.ts";
import { zones } from "../../../src/zones.ts";
import { presentOf } from "../../setup/crowd.ts";
import { freshRequest, NAMED_PEOPLE, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

describe("correcting an address", () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore();
  });
  afterEach(() => store.stop());

  it("P39, S12: where both addresses had a registration that was deleted, the right one's comes back, and once", async () => {
    const host = await store.member("host");
    const webinar = await store.schedule(host, { inMs: 20 * 24 * 3_600_000 });
    const of = { organisation: ORGANISATION, code: webinar.code };
    const [wrong, right] = [await store.member("anm"), await store.member("ann")];
    for (const person of [wrong, right]) await store.register(webinar.code, person);
    const edit = async (registrationRequired: boolean) => {
      const before = await presentOf(store, webinar);
      const result = await store.core.edit({
        ...{ ...of, requestId: freshRequest(), by: host, version: before.version, named: NAMED_PEOPLE },
        fields: { ...fieldsOf(before, "Europe/Paris", zones, 1_000), registrationRequired },
        confirm: { typed: webinar.code, count: before.counts.pending },
      });
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    };
    await edit(false);
    await edit(true);
    await store.register(webinar.code, wrong);
    const address = wrong.address as Address;
    const { key } = (await store.registrations.entry(ORGANISATION, webinar.code, { address }))?.entry ?? {};
    if (!key) throw new Error("not registered");
    const act = { ...of, key, by: host, way: "slack" as const, requestId: freshRequest() };
    expect(await store.core.correctAddress.correct({ ...act, address: right.address ?? "" })).toMatchObject({
      ok: true,
    });
    expect(await store.archives.archived(ORGANISATION, webinar.code, 1)).toBe(1);
    const walked = await store.registrations.walk(webinar, 1, { over: "registrations" }, 10);
    expect(walked.some.map((one) => one.address)).toEqual([right.address]);
    // It is registered anew, so nothing more comes back.
    expect(await store.core.restore(ORGANISATION, webinar.code)).toMatchObject({ ok: true, value: { restored: 0 } });
    const { some } = await store.roster.page(await presentOf(store, webinar), { tab: "everybody" }, undefined, 10);
    expect(some.map((one) => one.address)).toEqual([right.address]);
  });
});
