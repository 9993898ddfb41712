import { answersOf, type Connection } from "../connect.ts";
import { ALL_PARTITIONS, keys } from "../keys.ts";
import { scanFields, scanKeys } from "../personal-data/scan.ts";
import { encodeChat } from "../records/chat.ts";
import { dayOf } from "../records/values.ts";
import type { Part } from "./step.ts";

// People in layout 1, below an organisation's prefix:
//   person:<id>  hash: address, first, last, locale, zone, member ('0' or '1'), seen (ms), and for each account
//                chat:<account> -> its membership, a space, and the address that it proves; or '1' in older records
//   people       hash: account or mail:<address> -> person id
//   mine:<id>    zset by start: CODE:KEY of what they have
//   seen         zset by when they were seen: person ids
//   erasures     hash: person id -> the fields of somebody who is being erased, as a JSON list
//   reference:…  named by accounts as the products name them
// And for the whole site:
//   usher:lists  hash: what the operator listed

/** So many people are converted in one piece. */
const PIECE = 200;
const LETTERS: Readonly<Record<string, string>> = { full: "f", other: "o", outside: "x" };

type Record1 = Readonly<Record<string, string>>;

/** An account's membership and proof; older records say `1`, and mean what the person has. */
const convertAccount = (value: string, { member, address = "" }: Record1): string => {
  const [membership = "", proven = ""] =
    value === "1" ? [member === "1" ? "full" : "other", address] : value.split(" ");
  return `${LETTERS[membership] ?? "o"}${proven !== "" && proven === address ? "=" : proven}`;
};

/** A person's fields in layout 2. */
const convertFields = (fields: Record1, entries: readonly string[], seen: string | null, now: number): string[] => {
  const accounts = Object.entries(fields).filter(([field]) => field.startsWith("chat:"));
  const had = new Map<string, string[]>();
  for (const member of entries) {
    const [code = "", key = ""] = member.split(":");
    had.set(code, [...(had.get(code) ?? []), key]);
  }
  const converted = [
    ["f", fields.first],
    ["l", fields.last],
    ["a", fields.address],
    ["o", fields.locale],
    ["z", fields.zone],
    ["m", accounts.length === 0 && fields.member === "1" ? "1" : ""],
    ["s", String(dayOf(Number(fields.seen ?? seen ?? now)))],
    ...accounts.map(([field, value]) => [
      `c:${encodeChat(field.slice("chat:".length) as never)}`,
      convertAccount(value, fields),
    ]),
    ...[...had].map(([code, keysThere]) => [`w:${code}`, keysThere.join(" ")]),
  ];
  return converted.flatMap(([field = "", value = ""]) => (value === "" ? [] : [field, value]));
};

/** How layout 2 names an identity of the index. */
const convertIdentity = (identity: string): string =>
  identity.startsWith("mail:") ? identity : encodeChat(identity as never);

/** The prefix of an organisation, and what follows `name` in a key below it. */
const splitKey = (key: string, name: string): { prefix: string; rest: string } => {
  const at = key.lastIndexOf(`:${name}`) + 1;
  return { prefix: key.slice(0, at), rest: key.slice(at + name.length) };
};

async function* piecesOf<Item>(found: AsyncIterable<readonly Item[]>): AsyncGenerator<readonly Item[]> {
  for await (const some of found)
    for (let from = 0; from < some.length; from += PIECE) yield some.slice(from, from + PIECE);
}

const readPeople = async (redis: Connection, people: readonly { key: string; prefix: string; rest: string }[]) => {
  const pipeline = redis.pipeline();
  for (const { key, prefix, rest } of people)
    pipeline.hgetall(key).zrange(`${prefix}mine:${rest}`, "0", "-1").zscore(`${prefix}seen`, rest);
  const answers = await answersOf(pipeline);
  return people.map((person, i) => ({
    ...person,
    fields: answers[3 * i] as Record1,
    entries: answers[3 * i + 1] as string[],
    seen: answers[3 * i + 2] as string | null,
  }));
};

/** Persons, with what they have. */
const PERSONS: Part = {
  name: "persons",
  async *convert({ redis, run }) {
    for await (const some of piecesOf(scanKeys(redis, "{p??}o:*:person:*"))) {
      const people = await readPeople(
        redis,
        some.map((key) => ({ key, ...splitKey(key, "person:") })),
      );
      await Promise.all(
        people.map(({ key, prefix, rest, fields, entries, seen }) =>
          run(
            "convert-person-4",
            [key, `${prefix}mine:${rest}`, `${prefix}seen`, `${prefix}p:${rest}`],
            [rest, ...convertFields(fields, entries, seen, Date.now())],
          ),
        ),
      );
      yield "";
    }
  },
};

/** The index of people, into its 4,096 hashes. */
const INDEX: Part = {
  name: "index of people",
  async *convert({ redis, run }) {
    for await (const found of scanKeys(redis, "{p??}o:*:people"))
      for (const index of found)
        for await (const some of piecesOf(scanFields(redis, index))) {
          await run(
            "convert-index-2",
            [index, `${index}:`],
            some.flatMap(([identity]) => [identity, convertIdentity(identity)]),
          );
          yield "";
        }
  },
};

const fieldsOf = (json: string): Record1 => {
  const list = JSON.parse(json) as string[];
  return Object.fromEntries(list.flatMap((field, i) => (i % 2 === 0 ? [[field, list[i + 1] ?? ""]] : [])));
};

/** Erasures that were begun. */
const ERASURES: Part = {
  name: "erasures",
  async *convert({ redis, run }) {
    for await (const found of scanKeys(redis, "{p??}o:*:erasures"))
      for (const erasures of found)
        for (const [id, json] of Object.entries(await redis.hgetall(erasures))) {
          const fields = fieldsOf(json);
          if (fields.first === undefined) continue;
          const had = `${splitKey(erasures, "erasures").prefix}mine:${id}`;
          const converted = convertFields(fields, await redis.zrange(had, "0", "-1"), null, Date.now());
          await run("convert-erasure-2", [erasures, had], [id, json, JSON.stringify(converted)]);
          yield "";
        }
  },
};

/** How products reach people, named by accounts. */
const REFERENCES: Part = {
  name: "references",
  async *convert({ redis, run }) {
    for await (const found of scanKeys(redis, "{p??}o:*:reference:*-*"))
      for (const key of found) {
        const { prefix, rest } = splitKey(key, "reference:");
        const name = `${prefix}reference:${encodeChat(rest as never)}`;
        if (name === key) continue;
        await run("rename-2", [key, name], []);
        yield "";
      }
  },
};

/** What is left of the old lists: of people who are gone. */
const LEFT: Part = {
  name: "what people had",
  async *convert({ redis }) {
    for (const pattern of ["{p??}o:*:mine:*", "{p??}o:*:seen"])
      for await (const found of scanKeys(redis, pattern))
        for (const key of found) {
          await redis.unlink(key);
          yield "";
        }
  },
};

const OLD_LISTS = "usher:lists";

/** The operator's lists, into every partition. */
const LISTS: Part = {
  name: "lists",
  async *convert({ redis, after }) {
    for (const [at, partition] of ALL_PARTITIONS.entries()) {
      // Read anew each time: what another process has finished is not written any more.
      const all = await redis.hgetall(OLD_LISTS);
      if (Object.keys(all).length === 0) return;
      if (at < Number(after)) continue;
      await redis.hset(keys.lists(partition), all);
      yield String(at + 1);
    }
    await redis.del(OLD_LISTS);
  },
};

/** People, and what names them. */
export const PEOPLE: readonly Part[] = [PERSONS, INDEX, ERASURES, REFERENCES, LEFT, LISTS];
