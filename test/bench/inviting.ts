import { type Address, chatId } from "../../src/core/model/ids.ts";
import type { Directory, LookUp } from "../../src/core/ports/people.ts";
import type { Connection } from "../../src/redis/connect.ts";
import { keys } from "../../src/redis/keys.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../setup/store.ts";
import { countCalls, LOGGED_US, longestMs } from "./longest-scripts.ts";
import type { Figure } from "./measure.ts";

const PEOPLE = 10_000;

/** Every other address is a member's. */
const directory: Directory = {
  find: async (_, named): Promise<LookUp> => {
    if (named.by !== "address" || !/[02468]@/.test(named.address)) return { kind: "nobody" };
    const user = `U${named.address.split("@")[0]?.toUpperCase()}`;
    const names = { firstName: "Some", lastName: "Body", fullMember: true };
    return { kind: "found", profile: { chatId: chatId("slack", "T1", user), address: named.address, ...names } };
  },
};

const commandsOf = async (redis: Connection): Promise<number> =>
  Number(/total_commands_processed:(\d+)/.exec(await redis.info("stats"))?.[1]);

const inviteAll = async ({ core }: Store, input: Parameters<Store["core"]["invite"]>[0]): Promise<void> => {
  const begun = await core.invite(input);
  if (!begun.ok) throw new Error(begun.refusal.reason);
  for (let isMore = true; isMore; ) ({ isMore } = await core.inviteOn(ORGANISATION, input.code, input.requestId));
};

/**
 * Ten thousand addresses are invited, half of them members', without the messages being sent: how many calls of Redis
 * that takes for each of them, first for people who are new, then for those who were invited before; and how long the
 * longest script held Redis.
 */
export const benchInviting = async (): Promise<Figure[]> => {
  const store = await openStore({ plan: 100_000, directories: [directory] });
  let trips = 0;
  const { redis } = store;
  const send = redis.sendCommand.bind(redis) as (...of: unknown[]) => unknown;
  Object.assign(redis, {
    sendCommand: (...of: unknown[]) => {
      trips += 1;
      return send(...of);
    },
  });
  const calls = countCalls(store);
  try {
    const host = await store.member("host");
    const webinar = await store.schedule(host, { inMs: 24 * 3_600_000 });
    await redis.config("SET", "slowlog-log-slower-than", String(LOGGED_US));
    await redis.config("SET", "slowlog-max-len", "100000");
    const people = Array.from({ length: PEOPLE }, (_, i) => ({
      by: "address" as const,
      address: `person${i}@example.com` as Address,
      names: { firstName: "Some", lastName: `Body ${i}` },
    }));
    const figures: Figure[] = [];
    for (const of of ["new", "invited before"]) {
      await redis.slowlog("RESET");
      calls.clear();
      const before = await commandsOf(redis);
      trips = 0;
      const began = performance.now();
      await inviteAll(store, {
        ...{ organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), by: host, face: "slack" },
        ...{ people, unreadable: [] },
      });
      const seconds = (performance.now() - began) / 1_000;
      const sent = trips;
      figures.push(
        { name: `inviting 10,000, ${of}: calls of Redis per invitee`, value: sent / PEOPLE },
        {
          name: `inviting 10,000, ${of}: commands that Redis ran per invitee, those of scripts included`,
          value: ((await commandsOf(redis)) - before) / PEOPLE,
        },
        {
          name: `inviting 10,000, ${of}: longest time a script held Redis / 10 ms`,
          value: (await longestMs(store, calls)) / 10,
        },
        { name: `inviting 10,000, ${of}: invitees per second`, value: PEOPLE / seconds },
      );
    }
    const invited = await redis.bitcount(keys.invitedIn(ORGANISATION, webinar.code, "all"));
    if (invited !== PEOPLE) throw new Error(`${invited} of ${PEOPLE} are invited`);
    return figures;
  } finally {
    await store.stop();
  }
};
