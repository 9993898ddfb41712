import { z } from "zod";
import { type ChatId, newPersonId, type OrganisationId, type PersonId } from "../../core/model/ids.ts";
import type { Person } from "../../core/model/person.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { People, Sender } from "../../core/ports/people.ts";
import type { ReferenceName } from "../../core/ports/references.ts";
import { keys, referenceName } from "../keys.ts";
import { decodeReferences, findActor, findLister } from "../reading/actor.ts";
import type { KnownWebinars } from "../reading/known-webinars.ts";
import { makeReadListPage } from "../reading/page.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import {
  decodeFoundPerson,
  decodePerson,
  encodeChoices,
  encodeProfile,
  encodeSettings,
  type FoundBy,
  identityOf,
} from "../records/person.ts";
import { dayOf, Fields } from "../records/values.ts";
import type { RunScript } from "../scripts.ts";

const PeopleAnswer = z.array(Fields);
const SenderAnswer = z.tuple([z.array(z.string().nullable()), z.unknown()]);

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

  const findSender = async (
    organisation: OrganisationId,
    chat: ChatId,
    references: readonly ReferenceName[],
  ): Promise<Sender> => {
    const answer = await run(
      "find-sender-3",
      [keys.peopleIndex(organisation), keys.personPrefix(organisation), keys.referencePrefix(organisation)],
      [identityOf({ chat }), ...references.map(referenceName)],
    );
    const [kept, found] = SenderAnswer.parse(answer);
    return { actor: decodeFoundPerson(found, chat), references: decodeReferences(kept) };
  };

  const sender: People["sender"] = async (organisation, chat, about, references) => {
    if (about === undefined) return findSender(organisation, chat, references);
    return "list" in about
      ? findLister(readListPage, organisation, chat, about, references, clock.now())
      : findActor(run, knownWebinars, organisation, chat, about, references);
  };

  return {
    get: async (organisation, id) => (await getMany(organisation, [id]))[0],

    getMany,

    byChat: async (organisation, chat, about) =>
      about === undefined
        ? decodeFoundPerson(await find(organisation, { chat }), chat)
        : (await sender(organisation, chat, about, [])).actor,

    sender,

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

    keepChoices: async (organisation, id, choices, { now, deliveries }) => {
      await run(
        "keep-choices-2",
        [keys.person(organisation, id), keys.lanes(organisation)],
        [now, encodeDeliveries(deliveries), ...encodeChoices(choices)],
      );
    },
  };
};
