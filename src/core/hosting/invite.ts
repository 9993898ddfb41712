import { ASK_WITHIN_MS, type FindPeople, sorted } from "../access/find-people.ts";
import { hostedAhead } from "../access/host-access.ts";
import { fanOut } from "../deliveries/fan-outs.ts";
import type { Face, OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { NamedPerson, People } from "../ports/people.ts";
import type { InvitingNext, Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import { INVITEES_MAX, invitablesOf, inviteesOf } from "./invitees.ts";

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
