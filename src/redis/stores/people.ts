import { z } from "zod";
import { newPersonId, type OrganisationId, type PersonId } from "../../core/model/ids.ts";
import type { Person } from "../../core/model/person.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { People } from "../../core/ports/people.ts";
import { keys } from "../keys.ts";
import { findActor, findLister } from "../reading/actor.ts";
import type { KnownWebinars } from "../reading/known-webinars.ts";
import { makeReadListPage } from "../reading/page.ts";
import {
  decodeFoundPerson,
  decodePerson,
  encodeProfile,
  encodeSettings,
  type FoundBy,
  identityOf,
} from "../records/person.ts";
import { dayOf, Fields } from "../records/values.ts";
import type { RunScript } from "../scripts.ts";

const PeopleAnswer = z.array(Fields);

/** People in Redis. */
export const makePeople = (run: RunScript, clock: Clock, knownWebinars: KnownWebinars): People => {
  const readListPage = makeReadListPage(run, knownWebinars);

  const getMany = async (organisation: OrganisationId, ids: readonly PersonId[]): Promise<(Person | undefined)[]> => {
    if (ids.length === 0) return [];
    const answers = PeopleAnswer.parse(await run("read-people-1", [keys.personPrefix(organisation)], ids));
    return ids.map((id, i) => {
      const fields = answers[i] ?? {};
      return Object.keys(fields).length === 0 ? undefined : decodePerson(id, fields);
    });
  };

  const find = (organisation: OrganisationId, by: FoundBy): Promise<unknown> =>
    run("find-person-2", [keys.peopleIndex(organisation), keys.personPrefix(organisation)], [identityOf(by)]);

  return {
    get: async (organisation, id) => (await getMany(organisation, [id]))[0],

    getMany,

    byChat: async (organisation, chat, about) =>
      about === undefined
        ? decodeFoundPerson(await find(organisation, { chat }), chat)
        : "list" in about
          ? findLister(readListPage, organisation, chat, about, clock.now())
          : findActor(run, knownWebinars, organisation, chat, about),

    byAddress: async (organisation, address) => decodeFoundPerson(await find(organisation, { address })),

    know: async (organisation, profile) => {
      const answer = await run(
        "know-person-3",
        [keys.peopleIndex(organisation), keys.personPrefix(organisation), keys.webinarsPrefix(organisation)],
        [newPersonId(), dayOf(clock.now()), ...encodeProfile(profile)],
      );
      const person = decodeFoundPerson(answer, profile.chatId);
      if (!person) throw new Error("know-person answered nobody");
      return person;
    },

    keepSettings: async (organisation, id, told) => {
      const fields = encodeSettings(told);
      if (fields.length > 0) await run("keep-settings-1", [keys.person(organisation, id)], fields);
    },
  };
};
