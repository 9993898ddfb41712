import { newPersonId } from "../../core/model/ids.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { People } from "../../core/ports/people.ts";
import { answersOf, type Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { decodeFoundPerson, decodePerson } from "../records/person.ts";
import type { RunScript } from "../scripts.ts";

/** People in Redis. */
export const makePeople = (redis: Connection, run: RunScript, clock: Clock): People => ({
  get: async (organisation, id) => {
    const fields = await redis.hgetall(keys.person(organisation, id));
    return Object.keys(fields).length === 0 ? undefined : decodePerson(id, fields);
  },

  getMany: async (organisation, ids) => {
    if (ids.length === 0) return [];
    const pipeline = redis.pipeline();
    for (const id of ids) pipeline.hgetall(keys.person(organisation, id));
    const answers = await answersOf(pipeline);
    return ids.map((id, i) => {
      const fields = answers[i] as Record<string, string>;
      return Object.keys(fields).length === 0 ? undefined : decodePerson(id, fields);
    });
  },

  byChat: async (organisation, chat) =>
    decodeFoundPerson(
      await run("find-person-2", [keys.peopleIndex(organisation), keys.personPrefix(organisation)], [chat]),
      chat,
    ),

  byAddress: async (organisation, address) =>
    decodeFoundPerson(
      await run(
        "find-person-2",
        [keys.peopleIndex(organisation), keys.personPrefix(organisation)],
        [`mail:${address}`],
      ),
    ),

  know: async (organisation, profile) => {
    const answer = await run(
      "know-person-5",
      [
        keys.peopleIndex(organisation),
        keys.personPrefix(organisation),
        keys.entriesPrefix(organisation),
        keys.webinarsPrefix(organisation),
        keys.seen(organisation),
      ],
      [
        newPersonId(),
        profile.chatId ?? "",
        profile.address ?? "",
        profile.isOutside ? "outside" : profile.fullMember ? "full" : "other",
        clock.now(),
        "first",
        profile.firstName,
        "last",
        profile.lastName,
        "member",
        profile.fullMember ? "1" : "0",
        ...(profile.locale ? ["locale", profile.locale] : []),
        ...(profile.zone ? ["zone", profile.zone] : []),
      ],
    );
    const person = decodeFoundPerson(answer, profile.chatId);
    if (!person) throw new Error("know-person answered nobody");
    return person;
  },

  keepSettings: async (organisation, id, told) => {
    const fields = Object.entries(told).flat();
    if (fields.length > 0) await redis.hset(keys.person(organisation, id), ...fields);
  },
});
