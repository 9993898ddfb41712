import { fullName } from "../../core/model/person.ts";
import { answersOf, type Connection } from "../connect.ts";
import { ALL_PARTITIONS, keys } from "../keys.ts";
import { scanKeys, scanMembers } from "../personal-data/scan.ts";
import { decodeRegistration } from "../records/registration.ts";
import { decodeForm } from "../records/webinar.ts";
import { type Findable, termsOf } from "../roster/terms.ts";
import type { RunScript } from "../scripts.ts";
import type { Part } from "./step.ts";

// Layout 2 kept invitees in a zset by time, and nothing by which people are found.

/** So many people, or deliveries, are converted in one piece. */
const PIECE = 100;

/** A slot of an order, and the key in it (scripts/shared/order.lua). */
const SLOT = 29;
const KEY = 16;
const NO_KEY = /^\.+$/;

type Hash = Readonly<Record<string, string>>;

/** Invitees, into slots and bitmaps. */
export const INVITED: Part = {
  name: "invitees",
  async *convert({ redis, run }) {
    for await (const found of scanKeys(redis, "{p??}o:*:w:*:invitees"))
      for (const key of found) {
        const prefix = key.slice(0, -"invitees".length);
        while (Number(await run("convert-invited-1", [prefix], [PIECE])) > 0) yield "";
      }
  },
};

const prefixOfPersons = (webinarPrefix: string): string => `${webinarPrefix.replace(/w:[^:]+:$/, "")}p:`;

/** Registrations with these keys, as they are found; those that are gone are undefined. */
const registrationsOf = async (redis: Connection, prefix: string, under: string, found: readonly string[]) => {
  const form = decodeForm.parse(await redis.hget(`${prefix}webinar`, "form"));
  const pipeline = redis.pipeline();
  for (const key of found) pipeline.hgetall(`${prefix}${under}r:${key}`);
  return ((await answersOf(pipeline)) as Hash[]).map((hash, i): Findable | undefined => {
    if (hash.s === undefined) return undefined;
    const registration = decodeRegistration(found[i] as never, hash);
    const { address, answers, digest } = registration;
    return { name: fullName(registration), address, answered: { form, answers }, digest };
  });
};

const inviteesOf = async (redis: Connection, prefix: string, found: readonly string[]) => {
  const asked = redis.pipeline();
  for (const key of found) asked.hmget(`${prefix}invitee:${key}`, "address", "person");
  const invitees = (await answersOf(asked)) as (string | null)[][];
  const named = redis.pipeline();
  for (const [, person] of invitees) named.hmget(`${prefixOfPersons(prefix)}${person}`, "f", "l");
  const names = (await answersOf(named)) as (string | null)[][];
  return invitees.map(([address], i): Findable | undefined =>
    address ? { name: `${names[i]?.[0] ?? ""} ${names[i]?.[1] ?? ""}`, address: address as never } : undefined,
  );
};

/** Adds all people of one order to what finds them, piece by piece. */
async function* indexOrder(redis: Connection, run: RunScript, prefix: string, under: string): AsyncGenerator<string> {
  const isInvited = under === "invited:";
  const order = `${prefix}${isInvited ? "invited" : `${under}order`}`;
  const count = (await redis.strlen(order)) / SLOT;
  const begun = await redis.hget(`${prefix}webinar`, `indexed:${under}`);
  if (begun === null && (await redis.exists(`${prefix}${under}terms`)) === 1) return;
  for (let from = Number(begun ?? 0); from < count; from += PIECE) {
    const text = await redis.getrange(order, from * SLOT, Math.min(from + PIECE, count) * SLOT - 1);
    const slots = Array.from({ length: text.length / SLOT }, (_, i) => ({
      ordinal: from + i,
      key: text.slice(i * SLOT, i * SLOT + KEY),
    })).filter(({ key }) => !NO_KEY.test(key));
    const found = slots.map(({ key }) => key);
    const people = isInvited
      ? await inviteesOf(redis, prefix, found)
      : await registrationsOf(redis, prefix, under, found);
    const told = slots.flatMap(({ ordinal }, i) => (people[i] ? [ordinal, termsOf(people[i])] : []));
    const next = from + PIECE < count ? from + PIECE : "";
    const added = await run("index-terms-1", [prefix], [under, from, next, ...told]);
    // Where nobody was left, and none follow, nothing has changed.
    if (added === 1 && (told.length > 0 || next !== "" || from > 0)) yield "";
  }
}

/** By what registrations and invitees are found. */
export const TERMS: Part = {
  name: "by what people are found",
  async *convert({ redis, run }) {
    for await (const found of scanKeys(redis, "{p??}o:*:w:*:webinar"))
      for (const webinar of found) {
        const prefix = webinar.slice(0, -"webinar".length);
        const eras = Number((await redis.hget(webinar, "era")) ?? 0);
        const all = [...Array.from({ length: eras }, (_, i) => `e${i + 1}:`), "invited:"];
        for (const under of all) yield* indexOrder(redis, run, prefix, under);
      }
  },
};

/** Deliveries that were given up, by webinar. */
export const DEAD: Part = {
  name: "deliveries that were given up",
  async *convert({ redis, run }) {
    for (const partition of ALL_PARTITIONS)
      for (const prefix of [keys.lanesOf(partition), keys.mailLanesOf(partition)])
        for await (const ids of scanMembers(redis, `${prefix}dead`))
          for (let from = 0; from < ids.length; from += PIECE)
            if (Number(await run("list-dead-1", [prefix], ids.slice(from, from + PIECE))) > 0) yield "";
  },
};
