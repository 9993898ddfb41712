import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RegistrationKey } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import type { Status } from "../../../src/core/model/status.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import { keys } from "../../../src/redis/keys.ts";
import { workerOf } from "../../setup/delivering.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SEATS = 50;
const PEOPLE = 500;
/** So many of them cancel, at least, while the others pass, let offers expire, claim, and come again. */
const CANCELS = 300;

/** Numbers from 0 to 1 that a seed makes the same each time (mulberry32). */
const numbersOf = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** What somebody with this status does now; nothing where they let it be, an offer too. */
const choiceOf = (status: Status | undefined, chance: number): "register" | "claim" | "leave" | undefined => {
  switch (status) {
    case "cancelled":
      return chance < 0.6 ? "register" : undefined;
    case "offered":
      return chance < 0.4 ? "claim" : chance < 0.6 ? "leave" : undefined;
    case "approved":
      return "leave";
    default:
      return chance < 0.2 ? "leave" : undefined;
  }
};

describe("the waiting list under fire", () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore();
  });
  afterEach(() => store.stop());

  it("P6, P7: 500 people on 50 seats cancel, pass, let expire and come again over days: full, in order, one offer each", async () => {
    const random = numbersOf(7);
    const host = await store.member("host");
    const webinar = await store.schedule(host, {
      cap: SEATS,
      inMs: 60 * DAY,
      fields: { waitlist: true, policy: "automatic", offerMinutes: 180 },
    });
    const { code } = webinar;
    /** Each offer that somebody was told of, by the version of their registration: a later one is another. */
    const told = new Set<string>();
    const toldTwice: string[] = [];
    const worker = workerOf(store, (notice, { to }) => {
      if (notice.kind !== "registration" || to.kind !== "mail" || notice.registration.status !== "offered")
        return undefined;
      const offer = `${to.address} ${notice.registration.version}`;
      if (told.has(offer)) toldTwice.push(offer);
      told.add(offer);
      return undefined;
    });

    const people: Person[] = [];
    for (let i = 0; i < PEOPLE; i += 100)
      people.push(...(await Promise.all(Array.from({ length: 100 }, (_, n) => store.member(`person${i + n}`)))));
    for (let i = 0; i < PEOPLE; i += 50)
      await Promise.all(people.slice(i, i + 50).map((person) => store.register(code, person)));
    await worker.drain();

    const present = async (): Promise<Webinar> => {
      const found = await store.webinars.get(ORGANISATION, code);
      if (!found) throw new Error("gone");
      return found;
    };
    const { era } = await present();
    const line = (): Promise<string[]> => store.redis.zrange(keys.waitlist(ORGANISATION, code, era), "0", "-1");
    /** Status and version of registrations, by their keys. */
    const statesOf = async (some: readonly string[]): Promise<{ status: Status; version: number }[]> => {
      const asked = store.redis.pipeline();
      for (const key of some) asked.hmget(keys.registration(ORGANISATION, code, era, key as RegistrationKey), "s", "v");
      const answers = (await asked.exec()) ?? [];
      return answers.map(([, answer]) => {
        const [status, version] = answer as [Status, string];
        return { status, version: Number(version) };
      });
    };

    let cancelled = 0;
    const as = (of: Person) => ({
      ...{ organisation: ORGANISATION, code, requestId: freshRequest(), of, answerStays: false },
      way: "slack" as const,
    });
    /** Does what somebody with this status might do now. */
    const act = async (person: Person): Promise<void> => {
      const found = await store.registrations.entry(ORGANISATION, code, { address: person.address as never });
      const status = found?.entry?.registration?.status;
      const does = choiceOf(status, random());
      if (does === "register") await store.register(code, person);
      if (does === "claim") await store.core.waitlist.claim(as(person));
      if (does !== "leave") return;
      const left = await store.core.leave(as(person));
      if (left.ok && status !== "offered") cancelled += 1;
    };

    for (let batch = 0; batch < 400 && cancelled < CANCELS; batch += 1) {
      const before = await line();
      const statesBefore = await statesOf(before);
      const some = Array.from(
        { length: 4 + Math.floor(random() * 20) },
        () => people[Math.floor(random() * people.length)] as Person,
      );
      // Each once: two acts of one person at the same instant may each refuse the other.
      await Promise.all([...new Set(some)].map(act));
      await worker.drain();
      store.clock.advance(Math.floor(random() * 240) * MINUTE);
      await worker.drain();

      const now = await present();
      expect(now.seatsHeld, `batch ${batch}`).toBeLessThanOrEqual(SEATS);
      if (now.counts.waitlisted > 0) expect(now.seatsHeld, `batch ${batch}`).toBe(SEATS);
      const after = await line();
      expect(new Set(after).size).toBe(after.length);
      expect(after.length).toBe(now.counts.waitlisted);
      // Whoever stood before the last who was taken out of the line is not waiting there any more, but for who left
      // it and came again, and stands behind by now.
      const statesAfter = await statesOf(before);
      const waitsStill = (i: number) => statesAfter[i]?.version === statesBefore[i]?.version;
      const last = before.findLastIndex((_, i) => !waitsStill(i) && statesAfter[i]?.status === "offered");
      for (let i = 0; i < last; i += 1) expect(waitsStill(i), `batch ${batch}: ${i} before ${last}`).toBe(false);
      const stayed = before.filter((_, i) => waitsStill(i));
      expect(after.filter((key) => stayed.includes(key))).toEqual(stayed);
    }
    expect(cancelled).toBeGreaterThanOrEqual(CANCELS);
    expect(told.size).toBeGreaterThan(CANCELS / 2);
    expect(toldTwice).toEqual([]);
  }, 300_000);
});
