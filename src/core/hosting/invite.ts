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
import { chatFor, fullName, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, ROUNDS, refuse } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { NewInvitee, Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";

/** One command invites so many at most; the roster grows by repeating it. */
const INVITEES_MAX = 100;

export interface InviteInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Person;
  /** The face the host used: people known in both are told there. */
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

/**
 * Invites members and guests: a member by direct message (by mail when that cannot be delivered), a guest by mail,
 * each with their registration ID when the webinar gives them. People invited before are counted and not told again.
 * Refuses who does not host the webinar, an empty list, and one over `INVITEES_MAX`.
 */
export const makeInvite = ({ webinars, registrations, people, findPeople, clock }: Deps) => {
  return async (input: InviteInput): Promise<Result<Invited, Refusal>> => {
    const { organisation, code } = input;
    const allowed = await hostedAhead({ webinars, people, clock }, organisation, code, input.by);
    if (!allowed.ok) return allowed;
    const now = clock.now();
    const count = input.chats.length + input.addresses.length;
    if (count + input.unreadable.length > INVITEES_MAX)
      return refuse({ reason: "too_many_invitees", max: INVITEES_MAX });
    if (count === 0 && input.unreadable.length > 0)
      return refuse({ reason: "unknown_people", typed: input.unreadable });
    if (count === 0) return refuse({ reason: "nobody_to_invite" });

    const members = await findPeople.members(organisation, input.chats);
    const others = await findPeople.anybody(organisation, input.addresses);
    const found = [...members, ...others].filter((person) => person !== undefined);
    const unknown = [
      ...input.unreadable,
      ...unfound(input.chats, members),
      ...found.filter((person) => !hasAddress(person)).map(fullName),
    ];
    const invitable = [...new Map(found.filter(hasAddress).map((person) => [person.address, person])).values()];
    if (invitable.length === 0) return refuse({ reason: "unknown_people", typed: unknown });

    for (let round = 0; round < ROUNDS; round += 1) {
      const webinar = round === 0 ? allowed.value : ((await webinars.get(organisation, code)) ?? allowed.value);
      const keys = await registrations.keysFor(
        organisation,
        code,
        invitable.map((person) => person.address),
      );
      const invitees = invitable.flatMap((person, i): NewInvitee[] => {
        const key = keys[i];
        if (!key) return [];
        return [
          {
            key,
            address: person.address,
            person: person.id,
            ...defined({ registrationId: webinar.registrationIds ? newRegistrationId() : undefined }),
            deliveries: [invitation(webinar, key, person, input.face)],
          },
        ];
      });
      const act = { organisation, code, requestId: input.requestId, now, way: input.face };
      const answer = await registrations.invite(act, webinar, input.by.id, invitees);
      if (answer.kind === "done") return done({ webinar, invited: answer.invited, known: answer.known, unknown });
    }
    throw new Error("what was read was changed each time");
  };
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
