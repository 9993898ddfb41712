import { z } from "zod";
import { laneOf } from "../../core/deliveries/lane.ts";
import { type Address, type OrganisationId, type PersonId, parseCode, personId } from "../../core/model/ids.ts";
import { fullName } from "../../core/model/person.ts";
import { SEAT_HOLDING } from "../../core/model/status.ts";
import type { Erasure, TracedEntry, Traces } from "../../core/ports/erasure.ts";
import { answersOf, type Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { decodeRecord, encodeDeliveries, encodeOffer } from "../records/delivery.ts";
import { addressesOf, decodeFoundPerson, decodePerson, entriesIn, identityOf } from "../records/person.ts";
import { Fields } from "../records/values.ts";
import { among, type RunScript } from "../scripts.ts";
import { keyOfPair } from "../stores/registrations.ts";
import { sweptKind } from "./inventory.ts";
import { literally, scanKeys, scanMembers } from "./scan.ts";

/** So many ids go to one script. */
const PIECE = 200;

/** The fields of a person who is being erased. */
const KeptFields = z
  .string()
  .nullable()
  .transform((json) => (json === null ? undefined : Fields.parse(JSON.parse(json))));

const EntryAnswer = z.union([
  z.tuple([z.literal("moved")]),
  z.tuple([z.literal("done"), z.number(), z.number(), z.number()]),
]);

const lanesOf = (organisation: OrganisationId, { chats, addresses }: Traces): string[] => {
  const matter = { kind: "cohosting", code: "" as never } as const;
  return [
    ...chats.map((chat) => laneOf({ organisation, matter, to: { kind: "dm", chat } })),
    ...addresses.map((address) => laneOf({ organisation, matter, to: { kind: "mail", address } })),
  ];
};

/** What names somebody: ids, addresses, chat identities. */
const textsOf = ({ people, addresses, chats }: Traces): string[] => [...people, ...addresses, ...chats];

/** Erasing somebody everywhere, in Redis. */
export const makeErasure = (redis: Connection, run: RunScript): Erasure => {
  /** What a key holds, as one text. */
  const textOf = async (key: string): Promise<string> => {
    const isHash = (await redis.type(key)) === "hash";
    return isHash ? (await redis.hvals(key)).join("\n") : ((await redis.get(key)) ?? "");
  };

  /** The ids of these deliveries that wait in one of the lanes, or say a name. */
  const theirs = async (prefix: string, ids: readonly string[], lanes: readonly string[], texts: readonly string[]) => {
    if (ids.length === 0) return [];
    const pipeline = redis.pipeline();
    for (const id of ids) pipeline.get(`${prefix}d:${id}`);
    const found = (await answersOf(pipeline)) as (string | null)[];
    return ids.filter((_, at) => {
      const { lane, body } = decodeRecord(found[at] ?? "");
      return lanes.includes(lane) || texts.some((text) => body.includes(text));
    });
  };

  const eraseLanes = async (organisation: OrganisationId, prefix: string, traces: Traces) => {
    const lanes = lanesOf(organisation, traces);
    const texts = [...textsOf(traces), ...traces.names];
    const later: string[] = [];
    for (const set of ["due", "dead"])
      for await (const ids of scanMembers(redis, `${prefix}${set}`))
        later.push(...(await theirs(prefix, ids, lanes, texts)));
    let erased = 0;
    for (let from = 0; from === 0 || from < later.length; from += PIECE) {
      const args = [lanes.length, ...lanes, ...later.slice(from, from + PIECE)];
      erased += Number(await run("erase-lanes-2", [prefix, keys.webinarsPrefix(organisation)], args));
    }
    return erased;
  };

  /** Mail that is kept because no mail server is configured; also what tells hosts of them. */
  const eraseLetters = async (key: string, texts: readonly string[]): Promise<number> => {
    const letters = (await redis.lrange(key, 0, -1)).filter((letter) => texts.some((text) => letter.includes(text)));
    for (const letter of letters) await redis.lrem(key, 0, letter);
    return letters.length;
  };

  /** Erases a key that names them, or what in it does. */
  const sweep = async (key: string, name: string, traces: Traces): Promise<number> => {
    const texts = textsOf(traces);
    switch (sweptKind(name)) {
      case undefined:
        return 0;
      case "outbox":
      case "outboxOf":
        return eraseLetters(key, [...texts, ...traces.names]);
      case "inviting":
        return Number(await run("erase-named-1", [key], texts));
      default: {
        const whole = `${name}\n${await textOf(key)}`;
        return texts.some((text) => whole.includes(text)) ? redis.unlink(key) : 0;
      }
    }
  };

  const underAddress = async (organisation: OrganisationId, address: Address): Promise<TracedEntry[]> => {
    const codes = (await redis.zrange(keys.webinars(organisation), "0", "-1")).flatMap((text) => parseCode(text) ?? []);
    if (codes.length === 0) return [];
    const pipeline = redis.pipeline();
    for (const code of codes) pipeline.hget(keys.addresses(organisation, code), address);
    const found = await answersOf(pipeline);
    return codes.flatMap((code, at) => {
      const key = keyOfPair(found[at]);
      return key ? [{ code, key }] : [];
    });
  };

  const ofPerson = async (organisation: OrganisationId, person: PersonId): Promise<TracedEntry[]> =>
    entriesIn(KeptFields.parse(await redis.hget(keys.erasures(organisation), person)) ?? {});

  return {
    peopleWith: async (organisation, address) => {
      const prefix = keys.personPrefix(organisation);
      const found = new Set<PersonId>();
      const indexed = decodeFoundPerson(
        await run("find-person-2", [keys.peopleIndex(organisation), prefix], [identityOf({ address })]),
      );
      if (indexed) found.add(indexed.id);
      for await (const some of scanKeys(redis, `${literally(prefix)}*`)) {
        if (some.length === 0) continue;
        const pipeline = redis.pipeline();
        for (const key of some) pipeline.hgetall(key);
        const answers = await answersOf(pipeline);
        for (const [at, key] of some.entries())
          if (addressesOf(answers[at] as Record<string, string>).includes(address))
            found.add(personId(key.slice(prefix.length)));
      }
      return [...found];
    },

    unfinished: async (organisation) => (await redis.hkeys(keys.erasures(organisation))).map(personId),

    begin: async (organisation, id) => {
      const answer = await run(
        "begin-erasure-3",
        [keys.peopleIndex(organisation), keys.person(organisation, id), keys.erasures(organisation)],
        [id],
      );
      const fields = KeptFields.parse(answer);
      if (!fields) return undefined;
      const person = decodePerson(id, fields);
      const name = fullName(person);
      return {
        people: [id],
        chats: person.chats,
        addresses: addressesOf(fields),
        names: name === "" ? [] : [name],
      };
    },

    entries: async (organisation, { people, addresses }) => {
      const found = await Promise.all([
        ...people.map((person) => ofPerson(organisation, person)),
        ...addresses.map((address) => underAddress(organisation, address)),
      ]);
      return [...new Map(found.flat().map((entry) => [`${entry.code}:${entry.key}`, entry])).values()];
    },

    eraseEntry: async ({ webinar, key, registration, now, way, countsStay, offer, deliveries }) => {
      const { organisation, code, era } = webinar;
      const answer = await run(
        "erase-entry-4",
        [
          keys.webinar(organisation, code),
          keys.webinarPrefix(organisation, code),
          keys.lanes(organisation),
          keys.personPrefix(organisation),
        ],
        [
          now,
          era,
          registration?.version ?? 0,
          key,
          code,
          encodeOffer(offer),
          encodeDeliveries(deliveries),
          way,
          countsStay ? "1" : "",
          among(SEAT_HOLDING),
        ],
      );
      const [kind, registrations = 0, invitations = 0, archived = 0] = EntryAnswer.parse(answer);
      return kind === "moved" ? { kind } : { kind, registrations, invitations, archived };
    },

    eraseDeliveries: async (organisation, traces) => {
      const root = keys.lanes(organisation);
      return (await eraseLanes(organisation, root, traces)) + (await eraseLanes(organisation, `${root}mail/`, traces));
    },

    eraseDrafts: async (organisation, traces) => {
      let erased = 0;
      for (const prefix of [keys.sitePrefix, keys.organisationPrefix(organisation)])
        for await (const some of scanKeys(redis, `${literally(prefix)}*`))
          for (const key of some) erased += await sweep(key, key.slice(prefix.length), traces);
      return erased;
    },

    end: async (organisation, { people, chats }) => {
      for (const chat of chats) await redis.unlink(keys.reference(organisation, chat));
      for (const id of people) {
        await redis.unlink(keys.hosting(organisation, id));
        await redis.unlink(keys.speaking(organisation, id));
        await redis.hdel(keys.erasures(organisation), id);
      }
    },
  };
};
