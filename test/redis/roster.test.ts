import { afterEach, describe, expect, it } from "vitest";
import { searchable } from "../../src/core/model/folding.ts";
import { parseAddress, type RegistrationKey } from "../../src/core/model/ids.ts";
import { domainOf } from "../../src/core/model/mail-domains.ts";
import type { Concerned } from "../../src/core/model/registration.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import { ROSTER_TABS, type RosterPlace, type RosterQuery, type RosterSlice } from "../../src/core/ports/roster.ts";
import type { Place } from "../../src/redis/roster/places.ts";
import { searchRoster } from "../../src/redis/roster/searching.ts";
import { type ScriptName, scriptText } from "../../src/redis/scripts.ts";
import { presentOf } from "../setup/crowd.ts";
import { type Known, openLively } from "../setup/lively.ts";
import { fc } from "../setup/property.ts";
import { freshRequest, ORGANISATION, openStore } from "../setup/store.ts";

const HOUR = 3_600_000;
const PAGE = 3;

/** So small pieces that a few people need several. */
const smallPieces = (name: ScriptName): string => {
  const small = [
    ["WINDOW_BYTES, WINDOW_PLACES = 256, 512", "WINDOW_BYTES, WINDOW_PLACES = 1, 2"],
    ["STRIDE = 8 * PLACE", "STRIDE = PLACE"],
    ["left = 1500", "left = 4"],
  ] as const;
  return small.reduce((text, [from, to]) => text.replace(from, to), scriptText(name));
};

const openRoster = () =>
  openLively({
    scripts: { "page-roster-2": smallPieces("page-roster-2"), "search-roster-3": smallPieces("search-roster-3") },
  });

type Opened = Awaited<ReturnType<typeof openRoster>>;

const keysOf = (some: readonly Concerned[]): RegistrationKey[] => some.map(({ key }) => key);

/** All pages of a query, from the first on, and back from the last one. */
const pagesOf = async ({ store }: Opened, webinar: Webinar, query: RosterQuery) => {
  const forwards: RosterSlice[] = [];
  for (let from: RosterPlace | undefined, isMore = true; isMore; ) {
    const page = await store.roster.page(webinar, query, from, PAGE);
    forwards.push(page);
    from = page.next;
    isMore = page.next !== undefined;
  }
  const backwards: RosterSlice[] = [];
  for (let page = forwards.at(-1); page; ) {
    backwards.unshift(page);
    page = page.previous === undefined ? undefined : await store.roster.page(webinar, query, page.previous, PAGE);
  }
  return { forwards, backwards };
};

const checkPages = async (opened: Opened, webinar: Webinar, query: RosterQuery, meant: readonly Known[]) => {
  const { forwards, backwards } = await pagesOf(opened, webinar, query);
  const expected = meant.map(({ concerned }) => concerned);
  expect([query, forwards.flatMap(({ some }) => some)]).toEqual([query, expected]);
  expect([query, backwards.map(({ some }) => keysOf(some))]).toEqual([query, forwards.map(({ some }) => keysOf(some))]);
  expect(forwards.map(({ isPartial }) => isPartial)).toEqual(forwards.map(() => false));
  return forwards;
};

const statusOf = ({ registration, invitee }: Concerned) =>
  registration?.status ?? (invitee?.declinedAt === undefined ? "silent" : "declined");

const WORD = /[^\p{L}\p{M}\p{N}]+/u;
const wordsOf = ({ name, concerned }: Known) =>
  [name, concerned.address].flatMap((text) => searchable(text).split(WORD)).filter((word) => word !== "");

const check = async (opened: Opened) => {
  const webinar = await presentOf(opened.store, opened.webinar);
  const all = await opened.walked();
  const counts = await opened.store.roster.counts(webinar);
  for (const tab of ROSTER_TABS) {
    const meant = all.filter(({ concerned }) => tab === "everybody" || statusOf(concerned) === tab);
    expect([tab, counts[tab]]).toEqual([tab, meant.length]);
    const pages = await checkPages(opened, webinar, { tab }, meant);
    expect(pages.map(({ before }) => before)).toEqual(pages.map((_, i) => PAGE * i));
  }
  const beginnings = new Set(
    all.flatMap(wordsOf).flatMap((word) => [...word].map((_, i, letters) => letters.slice(0, i + 1).join(""))),
  );
  for (const search of beginnings) {
    const meant = all.filter((one) => wordsOf(one).some((word) => word.startsWith(search)));
    await checkPages(opened, webinar, { tab: "everybody", search }, meant);
  }
  for (const domain of new Set(all.map(({ concerned }) => domainOf(concerned.address)))) {
    const meant = all.filter(({ concerned }) => domainOf(concerned.address) === domain);
    await checkPages(opened, webinar, { tab: "everybody", domain }, meant);
    for (const tab of ["pending", "approved", "rejected"] as const) {
      const ofTab = meant.filter(({ concerned }) => statusOf(concerned) === tab);
      await checkPages(opened, webinar, { tab, domain }, ofTab);
    }
  }
  const [day] = webinar.form.questions;
  for (const answer of ["Monday", "Tuesday", "company 1"]) {
    const meant = all.filter(({ concerned: { registration } }) =>
      answer === "company 1"
        ? registration?.answers.company?.includes("Company 1")
        : day && registration?.answers[day.id]?.includes(answer),
    );
    await checkPages(opened, webinar, { tab: "everybody", answer }, meant);
  }
};

/** Found once: those of a status go on behind the last whom a name leads to. */
const PAST_THE_LAST_OF_A_NAME: [number, number][] = [
  [0, 2],
  [0, 6],
  [0, 6],
  [1, 0],
  [0, 7],
  [0, 0],
  [0, 0],
  [0, 0],
  [2, 7],
  [0, 0],
  [0, 3],
  [0, 0],
  [3, 2],
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
  [3, 7],
];

describe("the roster", () => {
  const opened: Opened[] = [];
  afterEach(async () => {
    for (const { store } of opened.splice(0)) await store.stop();
  });

  it("S2: after any acts, counts, pages and searches are what a walk over everybody finds", async () => {
    const step = fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 11 }));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 60, size: "max" }), async (steps) => {
        const one = await openRoster();
        opened.push(one);
        for (const [at, [act, n]] of steps.entries()) {
          one.store.clock.advance(61_000);
          await one.acts[act]?.(n);
          if (at % 20 === 19) await check(one);
        }
        await check(one);
        await one.store.stop();
        opened.pop();
      }),
      { numRuns: 9, examples: [[PAST_THE_LAST_OF_A_NAME]] },
    );
  }, 180_000);

  it("S2: a few approved among very many of one name are found, all of them and nobody else, both ways", async () => {
    const store = await openStore();
    const host = await store.member("host");
    const webinar = await store.schedule(host, { inMs: 20 * 24 * HOUR });
    const of = { organisation: ORGANISATION, code: webinar.code };
    const isRare = (n: number): boolean => n % 41 === 7 || n === 300;
    for (let n = 0; n < 620; n += 1) {
      // Nobody of that name among the last, so that the approved go on longer than the name.
      const firstName = n % 5 === 2 || n > 600 ? "Bob" : "Jan";
      const result = await store.core.register({
        ...{ ...of, requestId: freshRequest(), via: "page", answerStays: false, given: {} },
        ...{ person: await store.member(`many${n}`), address: parseAddress(`many${n}@example.com`) || undefined },
        ...{ firstName, lastName: `N${n}` },
      });
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
      store.clock.advance(1_000);
      if (!isRare(n)) continue;
      const { key, version } = result.value.registration;
      const decision = {
        ...of,
        key,
        version,
        to: "approved" as const,
        by: host,
        isChange: false,
        way: "slack" as const,
      };
      await store.core.decide({ ...decision, requestId: freshRequest() });
    }
    const present = await presentOf(store, webinar);
    for (const search of ["jan", "ja", "bob", "n"]) {
      const wanted = Array.from({ length: 620 }, (_, n) => n).filter((n) => {
        const name = n % 5 === 2 || n > 600 ? "bob" : "jan";
        return isRare(n) && (name.startsWith(search) || search === "n");
      });
      const { forwards, backwards } = await pagesOf({ store } as Opened, present, { tab: "approved", search });
      const lastNames = (pages: RosterSlice[]) =>
        pages.flatMap(({ some }) => some.map(({ registration }) => registration?.lastName));
      expect([search, lastNames(forwards)]).toEqual([search, wanted.map((n) => `N${n}`)]);
      expect(lastNames(backwards)).toEqual(lastNames(forwards));
    }
    await store.stop();
  });

  it("S2: a filter without an index looks at so many, says where it goes on, and comes to all of them, both ways", async () => {
    const one = await openRoster();
    opened.push(one);
    const { store, webinar } = one;
    const PEOPLE = 230;
    const AT_MOST = 100;
    for (let n = 0; n < PEOPLE; n += 1) {
      const result = await store.core.register({
        ...{ organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), via: "page" },
        ...{ person: await store.member(`many${n}`), address: parseAddress(`many${n}@example.com`) || undefined },
        ...{ firstName: "Many", lastName: `N${n}`, given: { company: [n % 50 === 7 ? "Acme & Sons" : "Other"] } },
        answerStays: false,
      });
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
      store.clock.advance(1_000);
    }
    const present = await presentOf(store, webinar);
    const query = { tab: "everybody", answer: "acme" } as const;
    const lookAll = async (isDown: boolean) => {
      const found: (string | undefined)[][] = [];
      let at: Place | undefined = { part: isDown ? "i" : "r", ordinal: isDown ? Number.POSITIVE_INFINITY : 0 };
      while (at) {
        const options = { isDown, limit: 10, lookedAtMax: AT_MOST };
        const { some, stoppedAt }: Awaited<ReturnType<typeof searchRoster>> = await searchRoster(
          store.run,
          present,
          query,
          at,
          options,
        );
        found.push(some.map(({ concerned }) => concerned.registration?.lastName));
        at = stoppedAt;
      }
      return found;
    };
    expect(await lookAll(false)).toEqual([["N7", "N57"], ["N107", "N157"], ["N207"]]);
    expect((await lookAll(true)).flat()).toEqual(["N207", "N157", "N107", "N57", "N7"]);
    expect((await lookAll(true)).length).toBeGreaterThan(2);
    // A page looks at more than that, and needs no second look.
    const page = await store.roster.page(present, query, undefined, 10);
    expect([page.some.length, page.isPartial, page.next]).toEqual([5, false, undefined]);
  }, 300_000);

  it("N5: those of one crowd are found by their digest, among however many", async () => {
    const one = await openRoster();
    opened.push(one);
    const { store, webinar } = one;
    const come = async (name: string) => {
      const person = await store.member(name);
      const result = await store.register(webinar.code, person);
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    };
    await come("early");
    store.clock.advance(HOUR);
    for (let n = 0; n < 8; n += 1) await come(`crowd${n}`);
    const present = await presentOf(store, webinar);
    const all = await one.walked();
    const gathered = all.filter(({ concerned }) => concerned.registration?.digest === 1);
    expect(gathered.length).toBeGreaterThan(2);
    await checkPages(one, present, { tab: "everybody", digest: 1 }, gathered);
    await checkPages(one, present, { tab: "everybody", digest: 2 }, []);
    const found = gathered.slice(0, 1);
    const search = found[0]?.concerned.address ?? "";
    await checkPages(one, present, { tab: "everybody", digest: 1, search }, found);
  });
});
