import type { Redis } from "ioredis";
import { fieldsOf } from "../../src/core/hosting/settings.ts";
import type { Person } from "../../src/core/model/person.ts";
import { STATUSES } from "../../src/core/model/status.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import { zones } from "../../src/zones.ts";
import { presentOf } from "../setup/crowd.ts";
import { freshRequest, NAMED_PEOPLE, ORGANISATION, type Store } from "../setup/store.ts";
import type { Figure } from "./measure.ts";

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
      const filter = { tab: STATUSES[i % STATUSES.length] ?? "pending" };
      const first = await core.readRoster({ ...of, by: host }, filter);
      return first.ok && first.value.next ? core.readRoster({ ...of, by: host }, filter, first.value.next) : first;
    },
    "my registrations": async (i) => {
      const { person } = await entryOf(`person${200 + i}`);
      return store.registrations.entriesOf(ORGANISATION, person.id, "mine", store.clock.now(), { from: 0, limit: 10 });
    },
    "list of webinars": () => store.webinars.upcoming(ORGANISATION, store.clock.now(), { from: 0, limit: 10 }),
    "erase a person": (i) => core.erase.everywhere(`person${300 + i}@example.com` as never),
    "edit the title, and tell all": (i) => (i === 0 ? edit({ title: "Deeper" }) : Promise.resolve()),
    "delete all registrations": (i) => (i === 0 ? edit({ registrationRequired: false }) : Promise.resolve()),
    "restore all": (i) => (i === 0 ? core.restore(ORGANISATION, code) : Promise.resolve()),
  };
};

/** What is shorter is not logged: Redis would take seconds to answer a log of all. */
export const LOGGED_US = 2_000;

/** Counts how often each script is called, by its hash, from now on. */
export const countCalls = ({ redis }: Store): Map<string, number> => {
  const calls = new Map<string, number>();
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (...sent: Parameters<Redis["sendCommand"]>) => {
    const [{ name, args }] = sent;
    const sha = name === "evalsha" ? String(args[0]) : undefined;
    if (sha !== undefined) calls.set(sha, (calls.get(sha) ?? 0) + 1);
    return (send as Redis["sendCommand"])(...sent);
  };
  return calls;
};

/**
 * How long the longest of all scripts took, in ms, without the slowest hundredth of the calls of each: where cores are
 * shared, Redis loses its own now and then in the middle of one.
 */
export const longestMs = async ({ redis }: Store, calls: ReadonlyMap<string, number>): Promise<number> => {
  const entries = (await redis.slowlog("GET", "-1")) as [number, number, number, string[]][];
  const byScript = new Map<string, number[]>();
  for (const [, , micros, [command = "", sha = ""]] of entries)
    if (/^evalsha?$/i.test(command)) byScript.set(sha, [...(byScript.get(sha) ?? []), micros / 1_000]);
  const longest = [...byScript].map(([sha, times]) => {
    const dropped = Math.floor((calls.get(sha) ?? 0) / 100);
    return times.toSorted((a, b) => b - a)[dropped] ?? LOGGED_US / 1_000;
  });
  return Math.max(LOGGED_US / 1_000, ...longest);
};

/**
 * Reports for how long the longest script of each act holds Redis, what follows from it in the background included; 2 ms
 * stands for no longer than that.
 */
export const longestScripts = async (
  store: Store,
  webinar: Webinar,
  host: Person,
  drain: () => Promise<void>,
  report: (figure: Figure) => void,
): Promise<void> => {
  const calls = countCalls(store);
  await store.redis.config("SET", "slowlog-log-slower-than", String(LOGGED_US));
  await store.redis.config("SET", "slowlog-max-len", "1000");
  for (const [name, act] of Object.entries(actsIn(store, webinar, host))) {
    await store.redis.slowlog("RESET");
    calls.clear();
    for (let i = 0; i < TIMES; i += 1) await act(i);
    await drain();
    report({ name: `the longest script of: ${name} / 10 ms`, value: (await longestMs(store, calls)) / LIMIT_MS });
  }
};
