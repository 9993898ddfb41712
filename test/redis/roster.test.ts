import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { fieldsOf, type WebinarFields } from "../../src/core/hosting/settings.ts";
import { searchable } from "../../src/core/model/folding.ts";
import { type Address, parseAddress, type RegistrationKey } from "../../src/core/model/ids.ts";
import { domainOf } from "../../src/core/model/mail-domains.ts";
import { fullName, type Person } from "../../src/core/model/person.ts";
import type { Concerned } from "../../src/core/model/registration.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import type { Cursor } from "../../src/core/ports/registrations.ts";
import { ROSTER_TABS, type RosterPlace, type RosterQuery, type RosterSlice } from "../../src/core/ports/roster.ts";
import type { Place } from "../../src/redis/roster/places.ts";
import { searchRoster } from "../../src/redis/roster/searching.ts";
import { type ScriptName, scriptText } from "../../src/redis/scripts.ts";
import { zones } from "../../src/zones.ts";
import { presentOf } from "../setup/crowd.ts";
import { freshRequest, NAMED_PEOPLE, ORGANISATION, openStore } from "../setup/store.ts";

const HOUR = 3_600_000;
const PAGE = 3;

/** So small pieces that a few people need several. */
const smallPieces = (name: ScriptName): string => {
  const small = [
    ["WINDOW_BYTES, WINDOW_PLACES = 256, 512", "WINDOW_BYTES, WINDOW_PLACES = 1, 2"],
    ["left = 1500", "left = 4"],
  ] as const;
  return small.reduce((text, [from, to]) => text.replace(from, to), scriptText(name));
};

/** Names and addresses from six scripts, some with the same beginnings, and domains with parts. */
const NAMES = [
  ["Ann", "Lee", "ann.lee@example.com"],
  ["Anna", "Leewood", "anna@mail.example.com"],
  ["Anne-Marie", "O’Brien", "am_obrien@example.org"],
  ["Émile", "Straße", "emile+news@bücher.example"],
  ["İpek", "Işık", "ipek@example.com"],
  ["Мария", "Иванова", "maria.ivanova@пример.example"],
  ["太郎", "山田", "taro@example.org"],
  ["عمر", "خيام", "omar@example.net"],
  ["A", "", "a@b.example"],
  ["Leela", "Annan", "leela-annan@example.com"],
  ["Bob", "van der Berg", "bob@sub.mail.example.com"],
  ["Marianne", "Lee", "m.lee2@example.com"],
] as const;

interface Known {
  readonly concerned: Concerned;
  readonly name: string;
}

const openRoster = async () => {
  const store = await openStore({
    scripts: { "page-roster-2": smallPieces("page-roster-2"), "search-roster-3": smallPieces("search-roster-3") },
  });
  const host = await store.member("host");
  const webinar = await store.schedule(host, {
    inMs: 20 * 24 * HOUR,
    cap: 9,
    fields: { waitlist: true, answerEdits: "until_approval" },
  });
  const of = { organisation: ORGANISATION, code: webinar.code };
  const people: Person[] = [];
  for (const [firstName, lastName, typed] of NAMES) {
    const address = parseAddress(typed);
    if (!address) throw new Error(typed);
    people.push(await store.people.know(ORGANISATION, { address, firstName, lastName, fullMember: false }));
  }

  const personAt = (n: number) => people[n % people.length] as Person;
  const edit = async (fields: Partial<WebinarFields>) => {
    const before = await presentOf(store, webinar);
    const count = Object.values(before.counts).reduce((sum, one) => sum + one, 0);
    const result = await store.core.edit({
      ...{ ...of, requestId: freshRequest(), by: host, version: before.version, named: NAMED_PEOPLE },
      fields: { ...fieldsOf(before, "Europe/Paris", zones, 1_000), ...fields },
      confirm: { typed: webinar.code, count },
    });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  };
  const ask = async () => {
    const fields = { type: "radio" as const, label: "Which day?", required: false, maxLength: 0 };
    await store.core.formBuilder.change({
      ...{ ...of, by: host, way: "slack", requestId: freshRequest() },
      act: { do: "put", fields: { ...fields, options: "Monday\nTuesday", whenQuestion: "", whenIs: "" } },
    });
    await store.core.formBuilder.change({
      ...{ ...of, by: host, way: "slack", requestId: freshRequest() },
      act: { do: "standard", asked: { company: "shown" } },
    });
  };
  await ask();

  /** Who was erased is met again, as somebody new. */
  const knownAt = async (n: number): Promise<Person> => {
    const person = personAt(n);
    const { address, firstName, lastName } = person;
    return address ? store.people.know(ORGANISATION, { address, firstName, lastName, fullMember: false }) : person;
  };
  const register = async (n: number) => {
    const person = await knownAt(n);
    const { address, firstName, lastName } = personAt(n);
    const [day] = (await presentOf(store, webinar)).form.questions;
    const option = day?.options[n % 3];
    await store.core.register({
      ...{ ...of, requestId: freshRequest(), person, address, firstName, lastName },
      ...{ via: "page", answerStays: false },
      given: { company: [`Company ${n % 2}`], ...(day && option ? { [day.id]: [option.id] } : {}) },
    });
  };
  const entryOf = async (n: number) =>
    (await store.registrations.entry(ORGANISATION, webinar.code, { address: personAt(n).address as Address }))?.entry;

  const decide = async (n: number) => {
    const { key, version } = (await entryOf(n))?.registration ?? {};
    if (!key || !version) return;
    const to = n % 2 === 0 ? ("approved" as const) : ("rejected" as const);
    await store.core.decide({
      ...{ ...of, key, version, to, by: host, way: "slack", requestId: freshRequest(), isChange: true },
    });
  };

  let corrected = 0;
  const own = (n: number) => ({ ...of, requestId: freshRequest(), of: personAt(n), way: "slack" as const });
  const decline = async (n: number) => {
    await store.core.decline(own(n));
  };

  const acts: readonly ((n: number) => Promise<unknown>)[] = [
    async (n) => {
      for (const one of [n, n + 1, n + 2]) await register(one);
    },
    register,
    async (n) => {
      await store.core.leave({ ...of, requestId: freshRequest(), of: personAt(n), way: "slack" });
    },
    async (n) => {
      for (const one of [n, n + 3, n + 6]) await decide(one);
    },
    async (n) => {
      const some = [await knownAt(n), await knownAt(n + 5)].flatMap(({ address }) => address ?? []);
      await store.core.invite({
        ...{ ...of, requestId: freshRequest(), by: host, face: "slack", unreadable: [] },
        people: some.map((address) => ({ by: "address", address })),
      });
    },
    decline,
    decline,
    async (n) => {
      const { key } = (await entryOf(n)) ?? {};
      if (!key) return;
      corrected += 1;
      const elsewhere = `corrected${corrected}@elsewhere.example`;
      const address = n % 2 === 0 ? (personAt(n + 7).address ?? elsewhere) : elsewhere;
      await store.core.correctAddress.correct({
        ...of,
        requestId: freshRequest(),
        by: host,
        way: "slack",
        key,
        address,
      });
    },
    async (n) => {
      // Called otherwise from now on, with another answer.
      const { firstName, lastName } = personAt(n + 4);
      const [day] = (await presentOf(store, webinar)).form.questions;
      const option = day?.options[(n + 1) % 2];
      await store.core.editAnswers.edit({
        ...{ ...own(n), firstName, lastName },
        given: { company: ["Company 3"], ...(day && option ? { [day.id]: [option.id] } : {}) },
      });
    },
    async (n) => {
      if (n % 4 > 0) return;
      await edit({ registrationRequired: false });
      await edit({ registrationRequired: true });
      await ask();
    },
    async (n) => {
      if (n % 2 > 0) return;
      await store.core.restore(ORGANISATION, webinar.code);
    },
    async (n) => {
      const { address } = personAt(n);
      if (n % 3 === 0 && address) await store.core.erase.everywhere(address);
    },
  ];

  /** Everybody, as a walk meets them. */
  const walked = async (): Promise<Known[]> => {
    const present = await presentOf(store, webinar);
    const all: Concerned[] = [];
    for (let cursor: Cursor | undefined = { over: "registrations" }; cursor; ) {
      const over: Cursor["over"] = cursor.over;
      const got: { some: readonly Concerned[]; next?: Cursor } = await store.registrations.walk(
        present,
        present.era,
        cursor,
        2,
      );
      all.push(...got.some.filter(({ registration }) => over === "registrations" || !registration));
      cursor = got.next;
    }
    const persons = await store.people.getMany(
      ORGANISATION,
      all.map(({ person }) => person),
    );
    return all.map((concerned, i) => {
      const named = concerned.registration ?? persons[i];
      return { concerned, name: named ? fullName(named) : "" };
    });
  };

  return { store, webinar, acts, walked };
};

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
    const pending = meant.filter(({ concerned }) => statusOf(concerned) === "pending");
    await checkPages(opened, webinar, { tab: "pending", domain }, pending);
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
      { numRuns: 8 },
    );
  }, 180_000);

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
  }, 60_000);

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
