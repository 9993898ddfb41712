import { entryOf, type Owner } from "../access/owned-entry.ts";
import { offerOfFreedSeat } from "../approvals/waitlist.ts";
import { cardOf, seatsSoon } from "../deliveries/cards.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { cancellationNews } from "../deliveries/host-news.ts";
import { messageEdits } from "../deliveries/messages.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import type { OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration, Way, WebinarEntry } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { mayMoveFrom } from "../model/status.ts";
import { reachWithEntry } from "../model/told/reach.ts";
import { mayDecide, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import { notRegistered } from "./not-registered.ts";

export interface LeaveInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly of: Owner;
  readonly way: Way;
  /** Passes an offered seat on, and gives up nothing else: that would be asked about first. */
  readonly passes?: true;
}

/** From which statuses somebody may cancel their registration. */
const CANCELLABLE = mayMoveFrom("cancelled", "registrant");

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly clock: Clock;
}

/** Somebody's registration, and what the webinar holds with it. */
export type Left = WebinarEntry & { readonly registration: Registration };

/** Why somebody cannot cancel this registration now. */
const objectionTo = (
  registration: Registration,
  webinar: Webinar,
  now: number,
  passes: boolean | undefined,
): Refusal | undefined => {
  const { title, endsAt } = webinar;
  if (registration.status === "cancelled") return { reason: "already_cancelled", title };
  if (!CANCELLABLE.includes(registration.status)) return { reason: "was_rejected", title };
  if (endsAt <= now) return { reason: "webinar_ended", title };
  return passes && registration.status !== "offered" ? { reason: "nothing_offered", title } : undefined;
};

const deliveriesOf = (
  webinar: Webinar,
  registration: Registration,
  person: Person | undefined,
  now: number,
): Delivery[] => {
  const { key, version: before } = registration;
  const { address } = reachWithEntry(person, webinar, registration);
  const version = before + 1;
  return [
    // They know already, by the answer: in chat the last news says it too, and its buttons go.
    ...messageEdits(webinar, key, person, ["registration"], { name: `${webinar.era}:cancelled:%v` }),
    ...tellPerson(aboutRegistration(webinar, key, version, `cancelled:%v`), { address }),
    // Who was on the waiting list has no card yet, and needs none now.
    ...cardOf(webinar, registration, now, false),
    ...seatsSoon(webinar, now),
    ...(mayDecide(webinar, registration.person) ? [] : cancellationNews(webinar, registration, now)),
  ];
};

/**
 * Reads what somebody would lose by cancelling, before they are asked whether they want to. Refuses what cancelling
 * would refuse. Changes nothing.
 */
export const makeAskToLeave =
  ({ webinars, registrations, clock }: Pick<Deps, "webinars" | "registrations" | "clock">) =>
  async ({
    organisation,
    code,
    of,
  }: Pick<LeaveInput, "organisation" | "code" | "of">): Promise<Result<Left, Refusal>> => {
    const found = await entryOf({ webinars, registrations }, organisation, code, of);
    if (!found) return refuse({ reason: "unknown_webinar", typed: code });
    const { webinar, entry } = found;
    const now = clock.now();
    const registration = entry?.registration;
    if (!registration) return refuse(notRegistered(webinar, now));
    const objection = objectionTo(registration, webinar, now, false);
    return objection ? refuse(objection) : done({ ...found, registration });
  };

/**
 * Cancels somebody's own registration (P5); the seat is free in the same atomic step. Refuses who has no registration,
 * one that is cancelled or rejected already, and a webinar that has ended. The same act again is answered as the first
 * was, whatever became of the registration since.
 */
export const makeLeave = ({ webinars, registrations, people, clock }: Deps) => {
  const store = async (input: LeaveInput, webinar: Webinar, registration: Registration, now: number) => {
    const { organisation, code, requestId, way } = input;
    const person = await people.get(organisation, registration.person);
    return registrations.move({
      act: { organisation, code, requestId, now, way },
      webinar,
      registration,
      from: input.passes ? ["offered"] : CANCELLABLE,
      to: "cancelled",
      by: registration.person,
      decision: false,
      domain: "",
      ...offerOfFreedSeat(webinar, registration, now),
      deliveries: deliveriesOf(webinar, registration, person, now),
    });
  };

  return (input: LeaveInput): Promise<Result<Left, Refusal>> =>
    untilStored(async () => {
      const { organisation, code } = input;
      const found = await entryOf({ webinars, registrations }, organisation, code, input.of, input.requestId);
      if (!found) return refuse({ reason: "unknown_webinar", typed: code });
      const { webinar, entry } = found;
      const registration = entry?.registration;
      if (!registration) return refuse(notRegistered(webinar, clock.now()));
      if (found.isRepeated) return done({ ...found, registration });
      const now = clock.now();
      const objection = objectionTo(registration, webinar, now, input.passes);
      if (objection)
        return (await webinars.isDone(organisation, input.requestId))
          ? done({ ...found, registration })
          : refuse(objection);
      const answer = await store(input, webinar, registration, now);
      if (answer.kind !== "done") return CHANGED;
      const stored = (await registrations.entry(organisation, code, { key: registration.key })) ?? found;
      return done({ ...stored, registration: stored.entry?.registration ?? registration });
    });
};
