import { type FindPeople, unfound } from "../access/find-people.ts";
import { hostedAhead } from "../access/host-access.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { defined } from "../model/defined.ts";
import type {
  Address,
  ChatId,
  Face,
  OrganisationId,
  PersonId,
  RegistrationKey,
  RequestId,
  WebinarCode,
} from "../model/ids.ts";
import { newRegistrationId } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import { chatFor, fullName, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { NewInvitee, Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";

/** The most people whom one command invites; repeating it invites more. */
const INVITEES_MAX = 100;

export interface InviteInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Person;
  /** The face that the host used: people who use both are told there. */
  readonly face: Face;
  readonly chats: readonly ChatId[];
  readonly addresses: readonly Address[];
  /** Words that were neither a person nor an address. */
  readonly unreadable: readonly string[];
}

export interface Invited {
  readonly webinar: Webinar;
  readonly invited: number;
  readonly known: number;
  /** Who could not be invited, as it was typed or named. */
  readonly unknown: readonly string[];
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly findPeople: FindPeople;
  readonly clock: Clock;
}

type Invitable = Person & { readonly address: Address };
const hasAddress = (person: Person): person is Invitable => person.address !== undefined;

/** Why so many, or so few, are not invited by one command. */
const countRefusal = ({ chats, addresses, unreadable }: InviteInput): Refusal | undefined => {
  const count = chats.length + addresses.length;
  if (count + unreadable.length > INVITEES_MAX) return { reason: "too_many_invitees", max: INVITEES_MAX };
  if (count > 0) return undefined;
  return unreadable.length > 0 ? { reason: "unknown_people", typed: unreadable } : { reason: "nobody_to_invite" };
};

const invitation = (webinar: Webinar, key: RegistrationKey, person: Invitable, face: Face): Delivery => {
  const chat = chatFor(person, face);
  const base = {
    organisation: webinar.organisation,
    matter: { kind: "invitation", code: webinar.code, key } as const,
    host: webinar.host satisfies PersonId,
  };
  const id = `${webinar.code}:${key}:invitation`;
  return chat
    ? { ...base, id: `${id}:dm`, to: { kind: "dm", chat }, orMail: person.address }
    : { ...base, id: `${id}:mail`, to: { kind: "mail", address: person.address } };
};

/**
 * Invites members and guests: a member by direct message (by mail when that cannot be delivered), a guest by mail,
 * each with their registration ID when the webinar gives them. People invited before are counted and not told again.
 * Refuses who does not host the webinar, an empty list, and one over `INVITEES_MAX`.
 */
export const makeInvite = ({ webinars, registrations, people, findPeople, clock }: Deps) => {
  /** The people who can be invited, each once, and who cannot, as they were named. */
  const invitablesOf = async ({ organisation, chats, addresses, unreadable }: InviteInput) => {
    const members = await findPeople.members(organisation, chats);
    const others = await findPeople.anybody(organisation, addresses);
    const found = [...members, ...others].filter((person) => person !== undefined);
    const withoutAddress = found.filter((person) => !hasAddress(person)).map(fullName);
    return {
      invitables: [...new Map(found.filter(hasAddress).map((person) => [person.address, person])).values()],
      unknown: [...unreadable, ...unfound(chats, members), ...withoutAddress],
    };
  };

  /** Who is invited to this webinar, each with a key and what tells them. */
  const inviteesOf = async (
    webinar: Webinar,
    invitables: readonly Invitable[],
    face: Face,
  ): Promise<readonly NewInvitee[]> => {
    const addresses = invitables.map(({ address }) => address);
    const keys = await registrations.keysFor(webinar.organisation, webinar.code, addresses);
    return invitables.flatMap((person, i): NewInvitee[] => {
      const key = keys[i];
      if (!key) return [];
      const registrationId = webinar.registrationIds ? newRegistrationId() : undefined;
      const deliveries = [invitation(webinar, key, person, face)];
      return [{ key, address: person.address, person: person.id, ...defined({ registrationId }), deliveries }];
    });
  };

  return async (input: InviteInput): Promise<Result<Invited, Refusal>> => {
    const { organisation, code, requestId, by, face } = input;
    const allowed = await hostedAhead({ webinars, people, clock }, organisation, code, by);
    if (!allowed.ok) return allowed;
    const now = clock.now();
    const refusal = countRefusal(input);
    if (refusal) return refuse(refusal);
    const { invitables, unknown } = await invitablesOf(input);
    if (invitables.length === 0) return refuse({ reason: "unknown_people", typed: unknown });
    let webinar = allowed.value;
    return untilStored(async () => {
      const invitees = await inviteesOf(webinar, invitables, face);
      const act = { organisation, code, requestId, now, way: face };
      const answer = await registrations.invite(act, webinar, by.id, invitees);
      if (answer.kind === "done") return done({ webinar, invited: answer.invited, known: answer.known, unknown });
      webinar = (await webinars.get(organisation, code)) ?? webinar;
      return CHANGED;
    });
  };
};
