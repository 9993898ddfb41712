import { type FindPeople, nameOf, sorted } from "../access/find-people.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { defined } from "../model/defined.ts";
import { type OrganisationId, type RequestId, requestId, type WebinarCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import { chatFor } from "../model/person.ts";
import { isOver, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Inviting, InvitingNext, Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import { invitablesOf, inviteesOf } from "./invite.ts";

/** So many are looked up and invited at once. */
const PIECE = 10;
/** When a chat product cannot be asked and does not say for how long. */
const ASK_AGAIN_MS = 10_000;
/** Who cannot be looked up for so long is named to the host. */
const GIVE_UP_AFTER_MS = 2 * 3_600_000;

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly findPeople: FindPeople;
  readonly clock: Clock;
}

/** How a long invitation goes on. */
export type InviteOn = (
  organisation: OrganisationId,
  code: WebinarCode,
  id: RequestId,
) => Promise<{ readonly isMore: boolean; readonly afterMs: number }>;

/**
 * Works off one piece of a long invitation: looks the next people up and invites those it finds, stored in one step
 * with who is left. Who could not be looked up is asked about again, last; after two hours the host is told their
 * names. Answers whether anybody is left, and how long to wait.
 */
export const makeInviteOn = ({ webinars, registrations, people, findPeople, clock }: Deps): InviteOn => {
  /** What tells the host the end. */
  const endOf = async ({ organisation, code }: Webinar, { id, by, face }: Inviting): Promise<Delivery[]> => {
    const host = await people.get(organisation, by);
    const chat = host && chatFor(host, face);
    if (!chat) return [];
    const matter = { kind: "inviting", code, id } as const;
    return [{ id: `${code}:inviting:${id}:dm`, organisation, to: { kind: "dm", chat }, matter }];
  };

  /** Who is left after this piece, and who was found in it. */
  const lookUp = async (webinar: Webinar, inviting: Inviting) => {
    const { organisation } = webinar;
    const isGivenUp = clock.now() - inviting.startedAt > GIVE_UP_AFTER_MS;
    const named = isOver(webinar, clock.now()) ? [] : inviting.left.slice(0, isGivenUp ? inviting.left.length : PIECE);
    const found = sorted(named, await findPeople(organisation, named));
    const { invitables, lost } = await invitablesOf({ people }, organisation, found);
    const rest = [...inviting.left.slice(named.length), ...found.unknown];
    const isLast = isGivenUp || named.length === 0;
    return {
      invitables,
      isWaiting: found.unknown.length > 0,
      ...defined({ afterMs: found.afterMs }),
      next: {
        ...inviting,
        left: isLast ? [] : rest,
        lost: [...inviting.lost, ...lost],
        unasked: isLast ? rest.map(nameOf) : [],
      },
    };
  };

  return async (organisation, code, id) => {
    const begun = await registrations.inviting(organisation, code, id);
    const webinar = await webinars.get(organisation, code);
    if (!begun || !webinar || begun.left.length === 0) return { isMore: false, afterMs: 0 };
    const { invitables, isWaiting, afterMs = ASK_AGAIN_MS, next } = await lookUp(webinar, begun);
    const isMore = next.left.length > 0;
    let now = webinar;
    await untilStored(async () => {
      const invitees = await inviteesOf({ registrations }, now, invitables, begun.face);
      const piece: InvitingNext = { before: begun, next, deliveries: isMore ? [] : await endOf(now, begun) };
      const step = requestId(id, "step", String(begun.step));
      const act = { organisation, code, requestId: step, now: clock.now(), way: begun.face };
      const answer = await registrations.invite(act, now, begun.by, invitees, piece);
      if (answer.kind === "done") return answer;
      now = (await webinars.get(organisation, code)) ?? now;
      return CHANGED;
    });
    return { isMore, afterMs: isMore && isWaiting ? afterMs : 0 };
  };
};
