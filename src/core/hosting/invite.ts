import { ASK_WITHIN_MS, type FindPeople, type Sorted, sorted } from "../access/find-people.ts";
import { hostedAhead } from "../access/host-access.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { fanOut } from "../deliveries/fan-outs.ts";
import { tellPerson } from "../deliveries/telling.ts";
import { defined } from "../model/defined.ts";
import type { Address, Face, OrganisationId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { newRegistrationId } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import { chatFor, fullName, type Person, splitDisplayName } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { NamedPerson, People } from "../ports/people.ts";
import type { InvitingNext, NewInvitee, Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";

/** The most people whom one command or form invites; repeating it invites more. */
export const INVITEES_MAX = 100;

/** Whom the form of a new webinar names to be invited. */
export interface InviteesFields {
  readonly people: readonly NamedPerson[];
  /** What names nobody, as it was typed. */
  readonly unreadable: readonly string[];
}

export type Invitable = Person & { readonly address: Address };
const hasAddress = (person: Person): person is Invitable => person.address !== undefined;

/** The people who can be invited, each once; who has no account in a chat product becomes a guest. */
export const invitablesOf = async (
  { people }: { readonly people: People },
  organisation: OrganisationId,
  { people: found, guests, lost }: Sorted,
): Promise<{ invitables: readonly Invitable[]; lost: readonly string[] }> => {
  const known = guests.map(({ named: { address, name }, guest }) => {
    if (guest) return guest;
    const names = (name && splitDisplayName(name)) || { firstName: "", lastName: "" };
    return people.know(organisation, { address, ...names, fullMember: false });
  });
  const all = [...found, ...(await Promise.all(known))];
  return {
    invitables: [...new Map(all.filter(hasAddress).map((person) => [person.address, person])).values()],
    lost: [...lost, ...all.filter((person) => !hasAddress(person)).map(fullName)],
  };
};

/** A member is told by direct message and by mail, or by direct message alone where the host chose that (S5). */
const invitation = (webinar: Webinar, key: RegistrationKey, person: Invitable, face: Face): Delivery[] => {
  const { organisation, code, host } = webinar;
  const chat = chatFor(person, face);
  const id = `${code}:${key}:invitation`;
  const base = { organisation, host, matter: { kind: "invitation", code, key } as const };
  if (chat && webinar.dmOnly) return [{ ...base, id: `${id}:dm`, to: { kind: "dm", chat }, orMail: person.address }];
  return tellPerson({ ...base, id }, { chat, address: person.address });
};

/** Who is invited to this webinar, each with a key and what tells them. */
export const inviteesOf = async (
  { registrations }: { readonly registrations: Registrations },
  webinar: Webinar,
  invitables: readonly Invitable[],
  face: Face,
): Promise<readonly NewInvitee[]> => {
  if (invitables.length === 0) return [];
  const addresses = invitables.map(({ address }) => address);
  const keys = await registrations.keysFor(webinar.organisation, webinar.code, addresses);
  return invitables.flatMap((person, i): NewInvitee[] => {
    const key = keys[i];
    if (!key) return [];
    const registrationId = webinar.registrationIds ? newRegistrationId() : undefined;
    const deliveries = invitation(webinar, key, person, face);
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
}

export interface Invited {
  readonly webinar: Webinar;
  readonly invited: number;
  readonly known: number;
  /** Who was not found, and who could not be looked up in the end, as they were written. */
  readonly lost: readonly string[];
  readonly unasked: readonly string[];
  /** How many are still to be looked up; the host is told when that is done. */
  readonly left: number;
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly findPeople: FindPeople;
  readonly clock: Clock;
}

/** Why so many, or so few, are not invited by one command. */
const countRefusal = ({ people, unreadable }: InviteInput): Refusal | undefined => {
  if (people.length + unreadable.length > INVITEES_MAX)
    return { reason: "too_many_invitees", max: INVITEES_MAX, count: people.length + unreadable.length };
  if (people.length > 0) return undefined;
  return unreadable.length > 0 ? { reason: "unknown_people", typed: unreadable } : { reason: "nobody_to_invite" };
};

/** What begins a long invitation: `left` are looked up in the background, from `notBefore` on. */
export const goOnWith = (
  webinar: Pick<Webinar, "organisation" | "code">,
  next: InvitingNext["next"],
  notBefore?: number,
): InvitingNext => ({
  next,
  deliveries: [fanOut(webinar, { kind: "invite", id: next.id }, next.id, next.by, notBefore)],
});

/**
 * Invites members and guests, each with their registration ID when the webinar gives them: a member by direct message
 * and mail, a guest by mail. People invited before are counted and not told again. Whom a chat product cannot be asked
 * about at once is left for the background, stored in the same step, and the host is told how far it is. Refuses who
 * does not host the webinar, an empty list, and one over `INVITEES_MAX`.
 */
export const makeInvite =
  ({ webinars, registrations, people, findPeople, clock }: Deps) =>
  async (input: InviteInput): Promise<Result<Invited, Refusal>> => {
    const { organisation, code, requestId, by, face } = input;
    const allowed = await hostedAhead({ webinars, people, clock }, organisation, code, by);
    if (!allowed.ok) return allowed;
    const now = clock.now();
    const refusal = countRefusal(input);
    if (refusal) return refuse(refusal);
    const found = sorted(input.people, await findPeople(organisation, input.people, ASK_WITHIN_MS));
    const { invitables, lost: withoutAddress } = await invitablesOf({ people }, organisation, found);
    const lost = [...input.unreadable, ...withoutAddress];
    const left = found.unknown;
    if (invitables.length + left.length === 0) return refuse({ reason: "unknown_people", typed: lost });
    const next = { id: requestId, by: by.id, face, startedAt: now, left, lost, unasked: [] };
    const notBefore = found.afterMs === undefined ? undefined : now + found.afterMs;
    let webinar = allowed.value;
    return untilStored(async () => {
      const invitees = await inviteesOf({ registrations }, webinar, invitables, face);
      const act = { organisation, code, requestId, now, way: face };
      const goOn = left.length > 0 ? goOnWith(webinar, next, notBefore) : undefined;
      const answer = await registrations.invite(act, webinar, by.id, invitees, ...(goOn ? [goOn] : []));
      if (answer.kind === "done") {
        const { invited, known } = answer;
        return done({ webinar, invited, known, lost, unasked: [], left: left.length });
      }
      webinar = (await webinars.get(organisation, code)) ?? webinar;
      return CHANGED;
    });
  };
