import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Address, parseAddress, type RequestId } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

describe("declining an invitation, in Redis", () => {
  let store: Store;
  let host: Person;
  beforeAll(async () => {
    store = await openStore();
    host = await store.member("host");
  });
  afterAll(() => store.stop());

  const invited = async (name: string): Promise<{ webinar: Webinar; person: Person }> => {
    const webinar = await store.schedule(host);
    const person = await store.member(name);
    const address = parseAddress(`${name}@example.com`) as Address;
    const of = { organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), by: host };
    await store.core.invite({ ...of, face: "slack", people: [{ by: "address", address }], unreadable: [] });
    return { webinar, person };
  };
  const decline = ({ code }: Webinar, of: Person, requestId: RequestId = freshRequest()) =>
    store.core.decline({ organisation: ORGANISATION, code, requestId, of, way: "slack" });
  const leave = ({ code }: Webinar, of: Person) =>
    store.core.leave({ organisation: ORGANISATION, code, requestId: freshRequest(), of, way: "slack" });
  const inviteeOf = async ({ code }: Webinar, { address }: Person) =>
    (await store.registrations.entry(ORGANISATION, code, { address: address as Address }))?.entry?.invitee;

  it("P29: it is kept with the invitee from the first time on, and taken back by registering", async () => {
    const { webinar, person } = await invited("ann");
    expect((await inviteeOf(webinar, person))?.declinedAt).toBeUndefined();
    const at = store.clock.now();
    expect(await decline(webinar, person)).toMatchObject({
      ok: true,
      value: { entry: { invitee: { declinedAt: at } } },
    });
    store.clock.advance(60_000);
    await decline(webinar, person);
    expect(await inviteeOf(webinar, person)).toMatchObject({ declinedAt: at });
    expect(await store.register(webinar.code, person)).toMatchObject({ ok: true });
    expect((await inviteeOf(webinar, person))?.declinedAt).toBeUndefined();
    // Who cancelled said so already.
    await leave(webinar, person);
    expect(await decline(webinar, person)).toMatchObject({
      ok: true,
      value: { registration: { status: "cancelled" } },
    });
    expect((await inviteeOf(webinar, person))?.declinedAt).toBeUndefined();
  });

  it("P29: the roster counts who declined, exactly, until they register", async () => {
    const { webinar, person } = await invited("dan");
    const counts = async () => store.roster.counts((await store.webinars.get(ORGANISATION, webinar.code)) as Webinar);
    expect(await counts()).toMatchObject({ everybody: 1, silent: 1, declined: 0 });
    await decline(webinar, person);
    await decline(webinar, person);
    expect(await counts()).toMatchObject({ everybody: 1, silent: 0, declined: 1 });
    await store.register(webinar.code, person);
    expect(await counts()).toMatchObject({ everybody: 1, silent: 0, declined: 0, pending: 1 });
  });

  it("P29: the same act sent again after registering and cancelling declines nothing", async () => {
    const { webinar, person } = await invited("bob");
    const request = freshRequest();
    await decline(webinar, person, request);
    await store.register(webinar.code, person);
    await leave(webinar, person);
    expect(await decline(webinar, person, request)).toMatchObject({ ok: true });
    expect((await inviteeOf(webinar, person))?.declinedAt).toBeUndefined();
  });

  it("P29: declining and registering at once end as one of both, never as both", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { webinar, person } = await invited(`both${round}`);
      await Promise.all([decline(webinar, person), store.register(webinar.code, person)]);
      const found = await store.registrations.entry(ORGANISATION, webinar.code, { address: person.address as Address });
      expect(found?.entry?.registration?.status).toBe("pending");
      expect(found?.entry?.invitee?.declinedAt).toBeUndefined();
    }
  });

  it("P29: it is refused to who is not invited, for an unknown webinar, and once it is over", async () => {
    const { webinar, person } = await invited("cleo");
    expect(await decline(webinar, await store.member("stranger"))).toMatchObject({
      ok: false,
      refusal: { reason: "not_registered" },
    });
    const unknown = { ...webinar, code: "ZZZZZZ" } as Webinar;
    expect(await decline(unknown, person)).toMatchObject({ ok: false, refusal: { reason: "unknown_webinar" } });
    store.clock.advance(3 * 3_600_000);
    expect(await decline(webinar, person)).toMatchObject({ ok: false, refusal: { reason: "webinar_ended" } });
  });
});
