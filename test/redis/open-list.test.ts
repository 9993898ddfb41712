import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../../src/core/model/person.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import type { Actor } from "../../src/core/ports/people.ts";
import { ORGANISATION, openStore, type Store } from "../setup/store.ts";

const HOUR_MS = 3_600_000;

describe("what is coming for somebody, but for what they have", () => {
  let store: Store;
  let ann: Person;
  const others: Webinar[] = [];
  const listed: Webinar[] = [];

  beforeAll(async () => {
    store = await openStore();
    const host = await store.member("host");
    ann = await store.member("ann");
    for (let i = 0; i < 24; i += 1) {
      const isHers = i % 5 === 0;
      const visibility =
        i % 7 === 3 ? ("invited_only" as const) : i % 7 === 5 ? ("by_link" as const) : ("listed" as const);
      const webinar = await store.schedule(isHers ? ann : host, {
        // The first ones run by the time of asking.
        inMs: HOUR_MS + i * 20 * 60_000,
        fields: { visibility, policy: "automatic", durationMinutes: 180 },
      });
      const registers = i % 4 === 1;
      const invited: Actor = { ...ann, inside: webinar.code };
      if (registers) await store.register(webinar.code, invited);
      if (visibility === "listed") listed.push(webinar);
      if (visibility === "listed" && !isHers && !registers) others.push(webinar);
    }
    store.clock.advance(2.5 * HOUR_MS);
  });
  afterAll(() => store.stop());

  const codesOf = (some: readonly Webinar[]) => some.map(({ code }) => code);

  it("each slice has its part, and the number of all, wherever hers stand between", async () => {
    const now = store.clock.now();
    for (let from = 0; from <= others.length; from += 1)
      for (const limit of [1, 3, 10]) {
        const { some, total } = await store.webinars.openTo(ORGANISATION, ann.id, now, { from, limit });
        expect([from, limit, codesOf(some), total]).toEqual([
          from,
          limit,
          codesOf(others.slice(from, from + limit)),
          others.length,
        ]);
      }
  });

  it("P43: the list of all has what is listed, by the same order and number", async () => {
    const now = store.clock.now();
    for (let from = 0; from <= listed.length; from += 4) {
      const { some, total } = await store.webinars.upcoming(ORGANISATION, now, { from, limit: 4 });
      expect([codesOf(some), total]).toEqual([codesOf(listed.slice(from, from + 4)), listed.length]);
    }
  });

  it("somebody who has nothing is offered all of it", async () => {
    const bob = await store.member("bob");
    const { some, total } = await store.webinars.openTo(ORGANISATION, bob.id, store.clock.now(), {
      from: 0,
      limit: 50,
    });
    expect([codesOf(some), total]).toEqual([codesOf(listed), listed.length]);
  });
});
