import { defined } from "../../core/model/defined.ts";
import type { Address, ChatId, OrganisationId, PersonId, RequestId } from "../../core/model/ids.ts";
import { fullName } from "../../core/model/person.ts";
import type { Entry, WebinarEntry } from "../../core/model/registration.ts";
import type { AboutList, AboutWebinar, Actor, ReadAhead } from "../../core/ports/people.ts";
import type { Listed } from "../../core/ports/slice.ts";
import { keys, partitionOf } from "../keys.ts";
import { decodeEntry } from "../records/entry.ts";
import { decodePerson, identityOf } from "../records/person.ts";
import { fieldsOf } from "../records/values.ts";
import type { RunScript } from "../scripts.ts";
import type { KnownWebinars } from "./known-webinars.ts";
import type { ReadListPage } from "./page.ts";
import { decodeSubject } from "./subject.ts";

type AboutOne = AboutWebinar & { readonly requestId: RequestId };

/** As `find-actor` says: person, their fields, the subject, what they have besides, names, whether they are inside. */
type Answer =
  | [
      PersonId,
      fields: string[],
      subject: unknown,
      besides: unknown,
      names: [string | null, string | null][],
      inside: 0 | 1,
    ]
  | null;

interface Read {
  readonly found: WebinarEntry;
  readonly besides: Entry | "none";
  /** The one that the account proves, under which the entry was read. */
  readonly address: Address | undefined;
  readonly names: ReadonlyMap<PersonId, string>;
}

/** What was not read. */
const NOTHING_AHEAD: ReadAhead = {
  takeWebinar: () => undefined,
  takeEntry: () => undefined,
  takeBesides: () => undefined,
  hostName: () => undefined,
  takeList: () => undefined,
};

/** Each part of it is given once, so that what is read again is read anew. */
const readAhead = ({ code, key, requestId }: AboutOne, { found, besides, address, names }: Read): ReadAhead => {
  const left = new Set(["webinar", "entry", "besides"]);
  return {
    ...NOTHING_AHEAD,
    takeWebinar: (asked) => (asked === code && left.delete("webinar") ? found.webinar : undefined),
    takeEntry: (asked, of, act) => {
      const isSame = "key" in of ? of.key === key : key === undefined && of.address === address;
      // What was read says whether one act is a repeat, and of no other.
      const isMeant = asked === code && isSame && (act === undefined || act === requestId);
      if (isMeant && left.delete("entry")) return found;
      // What they have besides belongs to this entry: with another entry it says nothing.
      left.delete("besides");
      return undefined;
    },
    takeBesides: (asked) => (asked === code && left.delete("besides") ? besides : undefined),
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
  const hosts = known ? [known.lasting.host] : [];
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
    [identityOf({ chat }), key ?? "", known?.version ?? "", code, ...hosts],
  );
  const parts = answer as Answer;
  if (!parts) return undefined;
  const [id, fields, subject, besides, names, inside] = parts;
  const person = decodePerson(id, fieldsOf(fields), chat);
  const found = decodeSubject(knownWebinars, organisation, code, known, subject);
  const nameOf = new Map(
    hosts.map((host, at) => [host, fullName({ firstName: names[at]?.[0] ?? "", lastName: names[at]?.[1] ?? "" })]),
  );
  const read = found && {
    found,
    besides: (besides === null ? undefined : decodeEntry(besides)) ?? ("none" as const),
    address: person.address,
    names: nameOf,
  };
  return {
    ...person,
    ...defined({ ahead: read && readAhead(about, read), inside: inside === 1 ? code : undefined }),
  };
};

/** Finds who acts by an account, with the page of a list that the act shows, in one trip. */
export const findLister = async (
  readListPage: ReadListPage,
  organisation: OrganisationId,
  chat: ChatId,
  { list, slice }: AboutList,
  now: number,
): Promise<Actor | undefined> => {
  const { person, ...page } = await readListPage(organisation, { list, by: { chat } }, now, slice);
  if (!person) return undefined;
  let listed: Listed<WebinarEntry> | undefined = page;
  return {
    ...person,
    ahead: {
      ...NOTHING_AHEAD,
      takeList: (asked, { from, limit }) => {
        if (asked !== list || from !== slice.from || limit !== slice.limit) return undefined;
        const given = listed;
        listed = undefined;
        return given;
      },
    },
  };
};
