import { defined } from "../../core/model/defined.ts";
import type { Address, ChatId, OrganisationId, PersonId, RequestId } from "../../core/model/ids.ts";
import { fullName } from "../../core/model/person.ts";
import type { Entry, WebinarEntry } from "../../core/model/registration.ts";
import type { AboutList, AboutWebinar, ReadAhead, Sender } from "../../core/ports/people.ts";
import type { ReferenceName } from "../../core/ports/references.ts";
import type { Listed } from "../../core/ports/slice.ts";
import { keys, partitionOf, referenceName } from "../keys.ts";
import { decodeEntry } from "../records/entry.ts";
import { decodePerson, identityOf } from "../records/person.ts";
import { fieldsOf } from "../records/values.ts";
import type { RunScript } from "../scripts.ts";
import type { KnownWebinars } from "./known-webinars.ts";
import type { ReadListPage } from "./page.ts";
import { decodeSubject } from "./subject.ts";

type AboutOne = AboutWebinar & { readonly requestId: RequestId };

/** As `find-actor` says: references, then person, their fields, the subject, what they have besides, name, insideness. */
type Answer = [
  references: (string | null)[],
  actor:
    | [
        PersonId,
        fields: string[],
        subject: unknown,
        besides: unknown,
        name: [firstName?: string | null, lastName?: string | null],
        inside: 0 | 1,
      ]
    | null,
];

interface Read {
  readonly found: WebinarEntry;
  readonly besides: Entry | "none";
  /** The one that the account proves, under which the entry was read. */
  readonly address: Address | undefined;
  readonly host: { readonly id: PersonId; readonly name: string } | undefined;
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
const readAhead = ({ code, key, requestId }: AboutOne, { found, besides, address, host }: Read): ReadAhead => {
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
    hostName: (id) => (id === host?.id ? host.name : undefined),
  };
};

/** What is kept under the names of references, as scripts answer it. */
export const decodeReferences = (texts: readonly (string | null)[]): (string | undefined)[] =>
  texts.map((text) => text ?? undefined);

/** Finds who acts by an account, with the webinar that the act is about and what it holds about one pair, in one trip. */
export const findActor = async (
  run: RunScript,
  knownWebinars: KnownWebinars,
  organisation: OrganisationId,
  chat: ChatId,
  about: AboutOne,
  references: readonly ReferenceName[],
): Promise<Sender> => {
  const { code, key, requestId } = about;
  const known = knownWebinars.of(organisation, code);
  const answer = await run(
    "find-actor-8",
    [
      keys.peopleIndex(organisation),
      keys.personPrefix(organisation),
      keys.webinar(organisation, code),
      keys.webinarPrefix(organisation, code),
      keys.forms(organisation),
      keys.request(organisation, requestId),
      keys.lists(partitionOf(organisation)),
      keys.referencePrefix(organisation),
    ],
    [
      identityOf({ chat }),
      key ?? "",
      known?.mark ?? "",
      code,
      known?.lasting.host ?? "",
      ...references.map(referenceName),
    ],
  );
  const [kept, parts] = answer as Answer;
  if (!parts) return { actor: undefined, references: decodeReferences(kept) };
  const [id, fields, subject, besides, [firstName, lastName], inside] = parts;
  const person = decodePerson(id, fieldsOf(fields), chat);
  const found = decodeSubject(knownWebinars, organisation, code, known, subject);
  const read = found && {
    found,
    besides: (besides === null ? undefined : decodeEntry(besides)) ?? ("none" as const),
    address: person.address,
    host: known && { id: known.lasting.host, name: fullName({ firstName: firstName ?? "", lastName: lastName ?? "" }) },
  };
  const ahead = read && readAhead(about, read);
  return {
    actor: { ...person, ...defined({ ahead, inside: inside === 1 ? code : undefined }) },
    references: decodeReferences(kept),
  };
};

/** Finds who acts by an account, with the page of a list that the act shows, in one trip. */
export const findLister = async (
  readListPage: ReadListPage,
  organisation: OrganisationId,
  chat: ChatId,
  { list, slice }: AboutList,
  asked: readonly ReferenceName[],
  now: number,
): Promise<Sender> => {
  const { person, references, ...page } = await readListPage(organisation, { list, by: { chat } }, now, slice, asked);
  if (!person) return { actor: undefined, references };
  let listed: Listed<WebinarEntry> | undefined = page;
  const ahead: ReadAhead = {
    ...NOTHING_AHEAD,
    takeList: (name, { from, limit }) => {
      if (name !== list || from !== slice.from || limit !== slice.limit) return undefined;
      const given = listed;
      listed = undefined;
      return given;
    },
  };
  return { actor: { ...person, ahead }, references };
};
