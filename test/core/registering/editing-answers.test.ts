import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../../../src/core/model/person.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const HOUR_MS = 3_600_000;

describe("changing what was answered, in Redis", () => {
  let store: Store;
  let host: Person;
  beforeAll(async () => {
    store = await openStore();
    host = await store.member("host");
  });
  afterAll(() => store.stop());

  const edit = ({ code }: Webinar, of: Person, lastName: string, requestId = freshRequest()) =>
    store.core.editAnswers.edit({
      ...({ organisation: ORGANISATION, code, of, way: "slack", given: {}, requestId } as const),
      firstName: "Edited",
      lastName,
    });
  const leave = ({ code }: Webinar, of: Person) =>
    store.core.leave({ organisation: ORGANISATION, code, requestId: freshRequest(), of, way: "slack" });
  const entryOf = async ({ code }: Webinar, { address }: Person) =>
    address ? (await store.registrations.entry(ORGANISATION, code, { address }))?.entry : undefined;

  it("P17: an offered seat keeps its end, and who waits in line their place", async () => {
    const webinar = await store.schedule(host, {
      cap: 1,
      inMs: 48 * HOUR_MS,
      fields: { waitlist: true, policy: "automatic", offerMinutes: 180, editsReopen: true },
    });
    const [first, second, third, fourth] = await Promise.all(
      ["one", "two", "three", "four"].map((name) => store.member(name)),
    );
    if (!first || !second || !third || !fourth) throw new Error("nobody");
    for (const person of [first, second, third, fourth]) await store.register(webinar.code, person);
    await leave(webinar, first);
    const before = await entryOf(webinar, second);
    expect(before?.registration?.status).toBe("offered");
    store.clock.advance(HOUR_MS);
    expect(await edit(webinar, second, "Two")).toMatchObject({ ok: true });
    expect((await entryOf(webinar, second))?.registration).toMatchObject({
      status: "offered",
      offerEndsAt: before?.registration?.offerEndsAt,
      lastName: "Two",
    });
    expect(await edit(webinar, third, "Three")).toMatchObject({ ok: true });
    expect(await entryOf(webinar, third)).toMatchObject({
      position: 1,
      registration: { status: "waitlisted", lastName: "Three" },
    });
    expect(await entryOf(webinar, fourth)).toMatchObject({ position: 2 });
    expect(await store.webinars.get(ORGANISATION, webinar.code)).toMatchObject({
      seatsHeld: 1,
      counts: { offered: 1, waitlisted: 2 },
    });
  });

  it("T3, P17: sent twice it is one act, and of many at once each is kept or refused whole", async () => {
    const webinar = await store.schedule(host, { inMs: 48 * HOUR_MS });
    const ann = await store.member("ann");
    await store.register(webinar.code, ann);
    const version = async () => (await entryOf(webinar, ann))?.registration?.version;
    const requestId = freshRequest();
    await edit(webinar, ann, "Once", requestId);
    const once = await version();
    expect(await edit(webinar, ann, "Once", requestId)).toMatchObject({ ok: true });
    expect(await version()).toBe(once);
    const results = await Promise.all(Array.from({ length: 20 }, (_, n) => edit(webinar, ann, `Name ${n}`)));
    const kept = results.filter(({ ok }) => ok).length;
    expect(kept).toBeGreaterThan(0);
    expect(await version()).toBe((once ?? 0) + kept);
    const counts = (await store.webinars.get(ORGANISATION, webinar.code))?.counts;
    expect(counts).toMatchObject({ pending: 1 });
  });
});
