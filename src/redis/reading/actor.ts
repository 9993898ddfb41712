import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { ChatId, OrganisationId, PersonId, RequestId } from "../../core/model/ids.ts";
import { fullName } from "../../core/model/person.ts";
import type { WebinarEntry } from "../../core/model/registration.ts";
import type { AboutList, AboutWebinar, Actor, ReadAhead } from "../../core/ports/people.ts";
import type { Listed } from "../../core/ports/slice.ts";
import { keys, partitionOf } from "../keys.ts";
import { decodePerson, identityOf } from "../records/person.ts";
import { Fields, text } from "../records/values.ts";
import type { RunScript } from "../scripts.ts";
import type { KnownWebinars } from "./known-webinars.ts";
import type { ReadPage } from "./page.ts";
import { decodeSubject } from "./subject.ts";

type AboutOne = AboutWebinar & { readonly requestId: RequestId };

const Name = z.tuple([z.string().nullable(), z.string().nullable()]);
const ActorAnswer = z.tuple([text<PersonId>(), Fields, z.unknown(), z.array(Name)]).nullable();

/** What was not read. */
const NOTHING_AHEAD: ReadAhead = {
  webinar: () => undefined,
  entry: () => undefined,
  hostName: () => undefined,
  list: () => undefined,
};

/** Each part of it is given once. `address` is the one that the account proves, under which the entry was read. */
const readAhead = (
  found: WebinarEntry,
  { code, key, requestId }: AboutOne,
  address: string | undefined,
  names: ReadonlyMap<PersonId, string>,
): ReadAhead => {
  let [webinar, entry]: (WebinarEntry | undefined)[] = [found, found];
  return {
    ...NOTHING_AHEAD,
    webinar: (asked) => {
      if (asked !== code) return undefined;
      const [given] = [webinar];
      webinar = undefined;
      return given?.webinar;
    },
    entry: (asked, of, act) => {
      const isSame = "key" in of ? of.key === key : key === undefined && of.address === address;
      // What was read says whether one act is a repeat, and of no other.
      if (asked !== code || !isSame || (act !== undefined && act !== requestId)) return undefined;
      const [given] = [entry];
      entry = undefined;
      return given;
    },
    hostName: (id) => names.get(id),
  };
};

/** Finds who acts by an account, with the webinar that the act is about and what it holds about one pair, in one trip. */
export const findActor = async (
  run: RunScript,
  knownWebinars: KnownWebinars,
  organisation: OrganisationId,
  chat: ChatId,
  about: AboutOne,
): Promise<Actor | undefined> => {
  const { code, key, requestId } = about;
  const known = knownWebinars.of(organisation, code);
  const hosts = known ? [known.lasting.host, ...known.lasting.cohosts] : [];
  const answer = await run(
    "find-actor-7",
    [
      keys.peopleIndex(organisation),
      keys.personPrefix(organisation),
      keys.webinar(organisation, code),
      keys.webinarPrefix(organisation, code),
      keys.forms(organisation),
      keys.request(organisation, requestId),
      keys.lists(partitionOf(organisation)),
    ],
    [identityOf({ chat }), key ?? "", known?.version ?? "", ...hosts],
  );
  const parts = ActorAnswer.parse(answer);
  if (!parts) return undefined;
  const [id, fields, subject, names] = parts;
  const person = decodePerson(id, fields, chat);
  const found = decodeSubject(knownWebinars, organisation, code, known, subject);
  const nameOf = new Map(
    hosts.map((host, at) => [host, fullName({ firstName: names[at]?.[0] ?? "", lastName: names[at]?.[1] ?? "" })]),
  );
  return { ...person, ...defined({ ahead: found && readAhead(found, about, person.address, nameOf) }) };
};

/** Finds who acts by an account, with the page of a list that the act shows, in one trip. */
export const findLister = async (
  readPage: ReadPage,
  organisation: OrganisationId,
  chat: ChatId,
  { list, slice }: AboutList,
  now: number,
): Promise<Actor | undefined> => {
  const { person, ...page } = await readPage(organisation, { list, by: { chat } }, now, slice);
  if (!person) return undefined;
  let listed: Listed<WebinarEntry> | undefined = page;
  return {
    ...person,
    ahead: {
      ...NOTHING_AHEAD,
      list: (asked, { from, limit }) => {
        if (asked !== list || from !== slice.from || limit !== slice.limit) return undefined;
        const [given] = [listed];
        listed = undefined;
        return given;
      },
    },
  };
};
