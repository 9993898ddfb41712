import { fieldsOf } from "../../src/core/hosting/settings.ts";
import type { Person } from "../../src/core/model/person.ts";
import { STATUSES } from "../../src/core/model/status.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import { zones } from "../../src/zones.ts";
import { presentOf } from "../setup/crowd.ts";
import { freshRequest, NAMED_PEOPLE, ORGANISATION, type Store } from "../setup/store.ts";
import { type Figure, quantile } from "./measure.ts";

const ZONE = "Europe/Paris";
const TIMES = 20;
const LIMIT_MS = 10;

/** What people and hosts do in a webinar that holds very many, each act some times over; the last deletes them all. */
const actsIn = (store: Store, { code }: Webinar, host: Person): Record<string, (i: number) => Promise<unknown>> => {
  const { core } = store;
  const of = { organisation: ORGANISATION, code };
  const entryOf = async (name: string) => {
    const person = await store.member(name);
    const { entry } =
      (person.address && (await store.registrations.entry(ORGANISATION, code, { address: person.address }))) || {};
    if (!entry?.registration) throw new Error(`${name} is not registered`);
    return { person, registration: entry.registration };
  };
  const decide = async (name: string, to: "approved" | "rejected") => {
    const { key, version } = (await entryOf(name)).registration;
    const act = { ...of, by: host, way: "slack" as const, requestId: freshRequest() };
    return core.decide({ ...act, key, version, to, isChange: true });
  };
  const edit = async (fields: object) => {
    const before = await presentOf(store, { code } as Webinar);
    const count = Object.values(before.counts).reduce((sum, one) => sum + one, 0);
    return core.edit({
      ...{ ...of, requestId: freshRequest(), by: host, version: before.version, named: NAMED_PEOPLE },
      fields: { ...fieldsOf(before, ZONE, zones, 1_000), ...fields },
      confirm: { typed: code, count },
    });
  };
  return {
    register: async (i) => store.register(code, await store.member(`newest${i}`)),
    "decide a new one": (i) => decide(`newest${i}`, "approved"),
    "change a decision": (i) => decide(`person${i}`, "rejected"),
    leave: async (i) =>
      core.leave({
        ...{ ...of, requestId: freshRequest(), of: await store.member(`person${100 + i}`) },
        ...{ way: "slack", answerStays: false },
      }),
    invite: (i) =>
      core.invite({
        ...{ ...of, requestId: freshRequest(), by: host, face: "slack", unreadable: [] },
        people: [{ by: "address", address: `invited${i}@example.com` as never }],
      }),
    "a review page": async (i) => {
      const filter = { status: STATUSES[i % STATUSES.length] ?? "pending" };
      const first = await core.readRoster({ ...of, by: host }, filter);
      return first.ok && first.value.next ? core.readRoster({ ...of, by: host }, filter, first.value.next) : first;
    },
    "my registrations": async (i) => {
      const { person } = await entryOf(`person${200 + i}`);
      return store.registrations.entriesOf(ORGANISATION, person.id, store.clock.now(), { from: 0, limit: 10 });
    },
    "list of webinars": () => store.webinars.upcoming(ORGANISATION, store.clock.now(), { from: 0, limit: 10 }),
    "erase a person": (i) => core.erase.everywhere(`person${300 + i}@example.com` as never),
    "edit the title, and tell all": (i) => (i === 0 ? edit({ title: "Deeper" }) : Promise.resolve()),
    "delete all registrations": (i) => (i === 0 ? edit({ registrationRequired: false }) : Promise.resolve()),
    "restore all": (i) => (i === 0 ? core.restore(ORGANISATION, code) : Promise.resolve()),
  };
};

/**
 * How long the longest of all scripts in the slow log took, in ms, without the slowest hundredth of each: where cores are
 * shared, Redis loses its own now and then in the middle of one.
 */
const longestMs = async ({ redis }: Store): Promise<number> => {
  const entries = (await redis.slowlog("GET", "-1")) as [number, number, number, string[]][];
  const byScript = new Map<string, number[]>();
  for (const [, , micros, [command = "", sha = ""]] of entries)
    if (/^evalsha?$/i.test(command)) {
      const times = byScript.get(sha) ?? [];
      times.push(micros / 1_000);
      byScript.set(sha, times);
    }
  return Math.max(0, ...[...byScript.values()].map((times) => quantile(times, 0.99)));
};

/** Reports for how long the longest script of each act holds Redis, what follows from it in the background included. */
export const longestScripts = async (
  store: Store,
  webinar: Webinar,
  host: Person,
  drain: () => Promise<void>,
  report: (figure: Figure) => void,
): Promise<void> => {
  await store.redis.config("SET", "slowlog-log-slower-than", "100");
  await store.redis.config("SET", "slowlog-max-len", "100000");
  for (const [name, act] of Object.entries(actsIn(store, webinar, host))) {
    await store.redis.slowlog("RESET");
    for (let i = 0; i < TIMES; i += 1) await act(i);
    await drain();
    report({ name: `the longest script of: ${name} / 10 ms`, value: (await longestMs(store)) / LIMIT_MS });
  }
};
