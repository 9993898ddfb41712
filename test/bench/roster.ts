import type { Person } from "../../src/core/model/person.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import { LOOKED_AT_MAX, type RosterPlace, type RosterQuery } from "../../src/core/ports/roster.ts";
import { answersOf } from "../../src/redis/connect.ts";
import { scanKeys } from "../../src/redis/personal-data/scan.ts";
import { presentOf } from "../setup/crowd.ts";
import { manyNames } from "../setup/names.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../setup/store.ts";
import { exportFigures } from "./export.ts";
import { countCalls, LOGGED_US, longestMs } from "./longest-scripts.ts";
import { type Figure, quantile } from "./measure.ts";

const PEOPLE = 119_000;
const FEW = 100;
const PLAN = 100_000;
const TOGETHER = 50;
const PAGE = 10;
const ROUNDS = 5;
const IN_A_ROUND = 40;
const LIMIT_MS = 10;
const HOUR = 3_600_000;
const RARE = "zanele";
const RARE_OF_FEW = "mary";

/** Among few people each name, domain and answer that is asked for fills a page, as it does among many. */
const NAMES_OF_FEW = 3;

/**
 * A webinar with so many registrations, one of `rare` of them approved, and as many with the rare answer; and some invitees who
 * are silent.
 */
const fill = async (
  store: Store,
  people: number,
  rare: number,
  names: ReturnType<typeof manyNames>,
): Promise<Webinar> => {
  const host = await store.member("host");
  const webinar = await store.schedule(host, { inMs: 30 * 24 * HOUR });
  const of = { organisation: ORGANISATION, code: webinar.code, by: host };
  const fields = { type: "radio" as const, label: "Which day?", required: false, maxLength: 0 };
  await store.core.formBuilder.change({
    ...{ ...of, way: "slack", requestId: freshRequest() },
    act: { do: "put", fields: { ...fields, options: "Monday\nTuesday\nFriday", whenQuestion: "", whenIs: "" } },
  });
  const [day] = (await presentOf(store, webinar)).form.questions;
  const knowNext = (): Promise<Person> => {
    const { firstName, lastName, address } = names.next().value;
    return store.people.know(ORGANISATION, { firstName, lastName, address: address as never, fullMember: false });
  };
  const register = async (n: number): Promise<void> => {
    const person = await knowNext();
    const { address, firstName, lastName } = person;
    const option = day?.options[n % rare === 1 ? 2 : n % 2];
    const result = await store.core.register({
      ...{ organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), person, address },
      ...{ firstName, lastName, given: day && option ? { [day.id]: [option.id] } : {}, via: "page" },
      answerStays: false,
    });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    if (n % rare > 0) return;
    const { key, version } = result.value.registration;
    await store.core.decide({
      ...of,
      key,
      version,
      to: "approved",
      isChange: false,
      way: "slack",
      requestId: freshRequest(),
    });
  };
  for (let from = 0; from < people; from += TOGETHER)
    await Promise.all(Array.from({ length: Math.min(TOGETHER, people - from) }, (_, i) => register(from + i)));
  for (let from = 0; from < Math.max(people / 100, PAGE * 3); from += TOGETHER) {
    const some = await Promise.all(Array.from({ length: TOGETHER }, knowNext));
    await store.core.invite({
      ...{ ...of, requestId: freshRequest(), face: "slack", unreadable: [] },
      people: some.flatMap(({ address }) => (address ? [{ by: "address" as const, address }] : [])),
    });
  }
  return presentOf(store, webinar);
};

interface Filled {
  readonly store: Store;
  readonly webinar: Webinar;
  readonly people: number;
}

const at = (ordinal: number): RosterPlace => `r${ordinal}` as RosterPlace;

/** What hosts ask of the roster. */
const asked = (people: number, rareName: string): Readonly<Record<string, [RosterQuery, RosterPlace?]>> => {
  const [middle, last] = [at(Math.floor(people / 2)), at(people - PAGE)];
  return {
    "the first page": [{ tab: "everybody" }],
    "a page in the middle": [{ tab: "everybody" }, middle],
    "the last page": [{ tab: "everybody" }, last],
    "the first page of those who wait": [{ tab: "pending" }],
    "the last page of those who wait": [{ tab: "pending" }, last],
    "a page of the approved in the middle": [{ tab: "approved" }, middle],
    "the first page of the silent": [{ tab: "silent" }],
    "a frequent beginning of a name": [{ tab: "everybody", search: "ja" }],
    "a frequent name, in the middle": [{ tab: "everybody", search: "james" }, middle],
    "a whole name": [{ tab: "everybody", search: "James Smith" }],
    "a rare name": [{ tab: "everybody", search: rareName }],
    "a name that nobody has": [{ tab: "everybody", search: "xavier" }],
    "a name among the approved": [{ tab: "approved", search: "ja" }],
    "a domain": [{ tab: "everybody", domain: "acme.example.com" }],
    "an answer to a choice": [{ tab: "everybody", answer: "Monday" }],
    "a rare answer to a choice": [{ tab: "pending", answer: "Friday" }],
  };
};

const medianMs = async ({ store, webinar }: Filled, [query, from]: [RosterQuery, RosterPlace?]): Promise<number> => {
  const times: number[] = [];
  for (let i = 0; i < IN_A_ROUND; i += 1) {
    const before = performance.now();
    await store.roster.page(webinar, query, from, PAGE);
    times.push(performance.now() - before);
  }
  return quantile(times, 0.5);
};

/** What finds people takes, in bytes, and how many terms there are. */
const indexOf = async ({ redis }: Store): Promise<{ bytes: number; terms: number }> => {
  let [bytes, terms] = [0, 0];
  for await (const keys of scanKeys(redis, "*:w:*:e1:t*")) {
    const pipeline = redis.pipeline();
    for (const key of keys) pipeline.call("MEMORY", "USAGE", key, "SAMPLES", "0");
    for (const one of await answersOf(pipeline)) bytes += Number(one);
    terms += keys.length;
  }
  return { bytes, terms };
};

/**
 * What a page of the roster costs at 119,000 registrations beside the same at 100: of a tab, of a search, of a filter;
 * what the indexes take a registration, and for how long the longest script holds Redis. `BENCH_PEOPLE` makes it fewer
 * people.
 */
export const benchRoster = async (report: (figure: Figure) => void): Promise<Figure[]> => {
  const people = Number(process.env.BENCH_PEOPLE ?? PEOPLE);
  const [many, few] = [await openStore({ plan: PLAN }), await openStore()];
  try {
    const all: [Filled, Filled] = [
      { store: many, webinar: await fill(many, people, 100, manyNames()), people },
      { store: few, webinar: await fill(few, FEW, 5, manyNames(NAMES_OF_FEW)), people: FEW },
    ];
    const [large, small] = all;
    const calls = countCalls(many);
    await many.redis.config("SET", "slowlog-log-slower-than", String(LOGGED_US));
    await many.redis.config("SET", "slowlog-max-len", "1000");
    await many.redis.slowlog("RESET");
    for (const name of Object.keys(asked(people, RARE))) {
      const ratios: number[] = [];
      let ms = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const ofMany = await medianMs(large, asked(people, RARE)[name] ?? [{ tab: "everybody" }]);
        ratios.push(ofMany / (await medianMs(small, asked(FEW, RARE_OF_FEW)[name] ?? [{ tab: "everybody" }])));
        ms = ofMany;
      }
      report({
        name: `roster, ${name}: time at ${people} / at ${FEW} (${ms.toFixed(2)} ms)`,
        value: quantile(ratios, 0.5),
      });
    }
    const counts = await timeOf(() => many.roster.counts(large.webinar));
    report({ name: "roster, counts of all tabs: ms", value: counts });
    const scan = await timeOf(() =>
      many.roster.page(large.webinar, { tab: "everybody", answer: "nobody said" }, undefined, PAGE),
    );
    report({ name: `roster, a look at ${LOOKED_AT_MAX} for an answer that nobody gave: ms`, value: scan });
    report({ name: "roster, the longest script / 10 ms", value: (await longestMs(many, calls)) / LIMIT_MS });
    const { bytes, terms } = await indexOf(many);
    report({ name: "roster, what finds people: terms", value: terms });
    report({ name: "roster, what finds people: bytes a registration / 250", value: bytes / people / 250 });
    return await exportFigures(many, large.webinar);
  } finally {
    await many.stop();
    await few.stop();
  }
};

const timeOf = async (act: () => Promise<unknown>): Promise<number> => {
  const before = performance.now();
  await act();
  return performance.now() - before;
};
