import { fieldsOf, type WebinarFields } from "../../src/core/hosting/settings.ts";
import { defined } from "../../src/core/model/defined.ts";
import { type Address, parseAddress } from "../../src/core/model/ids.ts";
import { fullName, type Person } from "../../src/core/model/person.ts";
import type { Concerned } from "../../src/core/model/registration.ts";
import type { Tag } from "../../src/core/model/tag.ts";
import type { Cursor } from "../../src/core/ports/registrations.ts";
import type { ScriptName } from "../../src/redis/scripts.ts";
import { zones } from "../../src/zones.ts";
import { presentOf } from "./crowd.ts";
import { freshRequest, NAMED_PEOPLE, ORGANISATION, openStore } from "./store.ts";

const HOUR = 3_600_000;

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

/** Somebody as a walk over everybody meets them. */
export interface Known {
  readonly concerned: Concerned;
  readonly name: string;
}

/**
 * A webinar of few seats with the acts that change who is on its roster, each of somebody by number; and everybody, as a
 * walk meets them. `tagOf` says by which tag they register.
 */
export const openLively = async ({
  scripts = {},
  tagOf = () => undefined,
}: {
  scripts?: Partial<Record<ScriptName, string>>;
  tagOf?: (n: number) => Tag | undefined;
} = {}) => {
  const store = await openStore({ scripts });
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
      ...{ via: "page", answerStays: false, ...defined({ tag: tagOf(n) }) },
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

  return { store, webinar, acts, walked, entryOf };
};
