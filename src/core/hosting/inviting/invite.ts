import { ASK_WITHIN_MS, type FindPeople, nameOf, type Sorted, sorted } from "../../access/find-people.ts";
import { hostedAhead } from "../../access/host-access.ts";
import type { Delivery } from "../../deliveries/delivery.ts";
import { fanOut } from "../../deliveries/fan-outs.ts";
import { tellPerson } from "../../deliveries/telling.ts";
import { defined } from "../../model/defined.ts";
import type {
  Address,
  ChatId,
  Face,
  OrganisationId,
  RegistrationKey,
  RequestId,
  WebinarCode,
} from "../../model/ids.ts";
import { newRegistrationId } from "../../model/ids.ts";
import { CHANGED, untilStored } from "../../model/optimistic.ts";
import { chatFor, fullName, type Person, splitDisplayName } from "../../model/person.ts";
import type { Refusal, RefusedRow } from "../../model/refusal.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import { asChosen } from "../../model/told/reach.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Inviting, InvitingChange, NewInvitee, SharedState } from "../../ports/inviting/inviting.ts";
import type { Directory, MemberList, NamedPerson, People } from "../../ports/people.ts";
import type { Registrations } from "../../ports/registrations.ts";
import type { Webinars } from "../../ports/webinars.ts";
import { makeOpenLists } from "./member-lists.ts";
import { INVITEES_MAX, listParts, partsOf } from "./parts.ts";

/** So many are looked up while the host waits for the answer; more are left for the background. */
const AT_ONCE_MAX = 100;
/** So many refused rows go with an answer; the report has all. */
const REFUSED_TOLD = 20;

/** Whom the form of a new webinar names to be invited. */
export interface InviteesFields {
  readonly people: readonly NamedPerson[];
  readonly refused: readonly RefusedRow[];
  /** Why the list could not be read at all. */
  readonly problem?: Refusal;
}

export type Invitable = Person & { readonly address: Address };
const hasAddress = (person: Person): person is Invitable => person.address !== undefined;

/** Each once, since two names may be one person. */
export const invitable = (people: readonly Person[]): readonly Invitable[] => [
  ...new Map(people.filter(hasAddress).map((person) => [person.address, person])).values(),
];

/** Who has no account in a chat product becomes a guest. */
export const knownGuests = (
  { people }: { readonly people: People },
  organisation: OrganisationId,
  { guests }: Sorted,
): Promise<Person[]> =>
  Promise.all(
    guests.map(({ named: { address, name, names }, guest }) => {
      if (guest) return guest;
      const written = names ?? ((name && splitDisplayName(name)) || { firstName: "", lastName: "" });
      return people.know(organisation, { address, ...written, fullMember: false });
    }),
  );

export const notFound = (text: string): RefusedRow => ({ text, why: "not_found" });
export const notAsked = (named: NamedPerson): RefusedRow => ({ text: nameOf(named), why: "not_asked" });

/** A member is told by direct message and by mail, or by direct message alone where the host chose that (S5). */
const invitation = (webinar: Webinar, key: RegistrationKey, person: Invitable, face: Face): Delivery[] => {
  const { organisation, code, host } = webinar;
  const chat = chatFor(person, face);
  const id = `${code}:${key}:invitation`;
  const base = { organisation, host, matter: { kind: "invitation", code, key } as const };
  const { address } = person;
  const reach = asChosen(person, webinar, { chat, address });
  return tellPerson({ ...base, id }, webinar.dmOnly && reach.chat ? { chat, orMail: address } : reach);
};

/** Who is invited to this webinar, each with a key and what tells them: nothing, where another invitation does. */
export const inviteesOf = async (
  { registrations }: { readonly registrations: Registrations },
  webinar: Webinar,
  invitables: readonly Invitable[],
  face: Face,
  isQuiet = false,
): Promise<readonly NewInvitee[]> => {
  if (invitables.length === 0) return [];
  const addresses = invitables.map(({ address }) => address);
  const keys = await registrations.keysFor(webinar.organisation, webinar.code, addresses);
  return invitables.flatMap((person, i): NewInvitee[] => {
    const key = keys[i];
    if (!key) return [];
    const registrationId = webinar.registrationIds ? newRegistrationId() : undefined;
    const deliveries = isQuiet ? [] : invitation(webinar, key, person, face);
    const { address, id } = person;
    return [{ key, address, person: id, name: fullName(person), ...defined({ registrationId }), deliveries }];
  });
};

export interface InviteInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Person;
  /** The face that the host used: people who use both are told there. */
  readonly face: Face;
  readonly people: readonly NamedPerson[];
  /** Words that were neither a person nor an address. */
  readonly unreadable: readonly string[];
  /** Rows of a list that name nobody who can be invited, and how many name somebody again. */
  readonly refused?: readonly RefusedRow[];
  readonly repeated?: number;
  /** Nobody is looked up before the answer: its report is asked for by the request id. */
  readonly inBackground?: boolean;
  /** Nobody is told: they are invited to a series, of which another webinar's invitation tells (P37). */
  readonly isQuiet?: true;
  /** All of the list or nobody. */
  readonly isWhole?: boolean;
  /** Channels and user groups, and the host's account in that product. */
  readonly memberLists?: readonly MemberList[];
  readonly chat?: ChatId;
}

/** How far an invitation is. */
export interface Invited
  extends Pick<
    Inviting,
    "id" | "invited" | "known" | "left" | "named" | "repeated" | "leftOut" | "outside" | "refused" | "refusedFirst"
  > {
  readonly webinar: Webinar;
  /** They are invited to so many more webinars of this series. */
  readonly series?: { readonly title: string; readonly others: number };
  readonly shared?: SharedState;
  /** Members of channels and groups are still to be read. */
  readonly isReading: boolean;
}

export const invitedSoFar = (webinar: Webinar, { next, ...inviting }: Inviting): Invited => ({
  webinar,
  ...inviting,
  isReading: next?.kind === "list",
});

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly findPeople: FindPeople;
  readonly directories: readonly Directory[];
  readonly clock: Clock;
}

/** What is wrong with a list: rows of a table, or words. */
export const listRefusal = (refused: readonly RefusedRow[]): Refusal =>
  refused.every(({ row }) => row === undefined)
    ? { reason: "unknown_people", typed: refused.map(({ text }) => text) }
    : { reason: "rows_refused", count: refused.length, rows: refused.slice(0, REFUSED_TOLD) };

/** Why so many, or so few, are not invited by one act. */
const countRefusal = ({
  people,
  unreadable,
  refused = [],
  memberLists = [],
  isWhole,
}: InviteInput): Refusal | undefined => {
  const count = people.length + unreadable.length + refused.length;
  if (count > INVITEES_MAX) return { reason: "too_many_invitees", max: INVITEES_MAX, count };
  if (isWhole && refused.length > 0) return listRefusal(refused);
  if (people.length + memberLists.length > 0) return undefined;
  return refused.length + unreadable.length > 0
    ? listRefusal([...refused, ...unreadable.map(notFound)])
    : { reason: "nobody_to_invite" };
};

/** What begins a long invitation of people who are named one by one. */
export const beginWith = (
  webinar: Pick<Webinar, "organisation" | "code">,
  { id, by, face, startedAt }: Pick<Inviting, "id" | "by" | "face" | "startedAt">,
  people: readonly NamedPerson[],
  notBefore?: number,
): InvitingChange => ({
  id,
  set: { by, face, startedAt, heardAt: startedAt },
  add: { left: people.length, named: people.length },
  last: partsOf(people),
  deliveries: [fanOut(webinar, { kind: "invite", id }, id, by, notBefore)],
});

/**
 * Invites members and guests, each with their registration ID when the webinar gives them: a member by direct message
 * and mail, a guest by mail. People invited before are counted and not told again. More than a hundred, members of
 * channels and groups, and whom a chat product cannot be asked about at once, are left for the background, stored in the
 * same step; a message to the host says how far it is. Refuses who does not host the webinar, an empty list, one over
 * `INVITEES_MAX`, a list with rows that name nobody where the host wants all of it, and channels that the host is not in.
 */
export const makeInvite = ({ webinars, registrations, people, findPeople, directories, clock }: Deps) => {
  const openLists = makeOpenLists({ directories });

  /** Who is found at once, who is lost, and what is left for the background. */
  const lookUp = async ({ organisation, people: named, inBackground = false }: InviteInput) => {
    const isLong = inBackground || named.length > AT_ONCE_MAX;
    const answers = isLong ? [] : await findPeople(organisation, named, ASK_WITHIN_MS);
    const found = sorted(isLong ? [] : named, answers);
    const all = [...found.people, ...(await knownGuests({ people }, organisation, found))];
    return {
      invitables: invitable(all),
      lost: [...found.lost, ...all.filter((person) => !hasAddress(person)).map(fullName)],
      left: isLong ? named : found.unknown,
      afterMs: found.afterMs,
    };
  };

  return async (input: InviteInput): Promise<Result<Invited, Refusal>> => {
    const { organisation, code, requestId, by, face, memberLists = [], repeated = 0, isQuiet } = input;
    const allowed = await hostedAhead({ webinars, people, clock }, organisation, code, by);
    if (!allowed.ok) return allowed;
    const refusal = countRefusal(input);
    if (refusal) return refuse(refusal);
    const opened = await openLists(organisation, memberLists, input.chat);
    if (!opened.ok) return opened;
    const now = clock.now();
    const { invitables, lost, left, afterMs } = await lookUp(input);
    const refused = [...(input.refused ?? []), ...[...input.unreadable, ...lost].map(notFound)];
    if (invitables.length + left.length + memberLists.length === 0)
      return refuse({ reason: "unknown_people", typed: [...input.unreadable, ...lost] });
    const begun = { id: requestId, by: by.id, face, startedAt: now };
    // What was refused is kept with it, so that it can be had as a file.
    const isKept = left.length + memberLists.length + refused.length > 0;
    const shared = opened.value.isShared ? "counting" : undefined;
    const told = (webinar: Webinar): InvitingChange => {
      const begin = beginWith(webinar, begun, left, afterMs === undefined ? undefined : now + afterMs);
      return {
        ...begin,
        ...(left.length + memberLists.length > 0 ? {} : { deliveries: [] }),
        set: { ...begin.set, ...defined({ shared, isQuiet }) },
        add: { ...begin.add, named: left.length + invitables.length, repeated },
        last: [...(begin.last ?? []), ...listParts(opened.value.memberLists)],
        refused,
      };
    };
    let webinar = allowed.value;
    return untilStored(async () => {
      // Who was found is invited at once, also where a shared channel is asked about.
      const invitees = await inviteesOf({ registrations }, webinar, invitables, face, isQuiet);
      const act = { organisation, code, requestId, now, way: face };
      const answer = await registrations.invite(act, webinar, by.id, invitees, ...(isKept ? [told(webinar)] : []));
      if (answer.kind === "done")
        return done({
          webinar,
          id: requestId,
          ...{ invited: answer.invited, known: answer.known, left: left.length, repeated, leftOut: 0, outside: 0 },
          named: left.length + invitables.length,
          refused: refused.length,
          refusedFirst: refused.slice(0, REFUSED_TOLD),
          isReading: memberLists.length > 0,
          ...defined({ shared }),
        });
      webinar = (await webinars.get(organisation, code)) ?? webinar;
      return CHANGED;
    });
  };
};
