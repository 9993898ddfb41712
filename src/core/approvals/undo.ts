import { cardsOf } from "../deliveries/cards.ts";
import { watches } from "../deliveries/watches.ts";
import { defined } from "../model/defined.ts";
import { domainOf } from "../model/mail-domains.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { holdsSeat, type Status } from "../model/status.ts";
import type { Clock } from "../ports/clock.ts";
import type { Gate } from "../ports/gate.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { DecideInput } from "./decide.ts";
import { type Decided, decidedBefore, isUndoable, outdated, type RequestFound, requestFor } from "./decision.ts";
import { offerOfFreedSeat } from "./waitlist.ts";

type UndoInput = Omit<DecideInput, "to" | "isChange" | "reason" | "raisesCap">;

interface Deps {
  readonly registrations: Registrations;
  readonly gate: Gate;
  readonly people: People;
  readonly clock: Clock;
}

/** The status that an undo brings back; undefined when it comes too late. */
const statusBefore = ({ bulk }: UndoInput, registration: Registration, now: number): Status | undefined => {
  // The undo of a bulk decision was asked for in time; nobody is told since, however late it comes to each request.
  const isInTime = bulk ? registration.undoUntil !== undefined : isUndoable(registration, now);
  return isInTime ? registration.wasBefore : undefined;
};

/** Who made the decision that an undo brings back; nobody where the request was pending, or a rule had decided. */
const decisionBefore = ({ history, person }: Registration, to: Status) => {
  const earlier = history.slice(0, -1);
  // Answers may have been changed since, with the same status.
  const since = earlier.findLastIndex(({ status }) => status !== to) + 1;
  const decision = to === "pending" ? undefined : earlier.slice(since).find(({ by }) => by !== person);
  return decision ? { decidedBy: decision.by, decidedAt: decision.at } : {};
};

/** Takes back the decision that made `version` while that is possible (N10): nobody was told of it, and nobody is. */
export const makeUndo = ({ registrations, gate, people, clock }: Deps) => {
  /** The answer where this act was carried out before, or another came between; undefined where neither is so. */
  const answerFromLater = async (
    { version, by }: UndoInput,
    found: RequestFound,
  ): Promise<Result<Decided, Refusal> | undefined> => {
    const { registration, isRepeated } = found;
    if (isRepeated) return done(await decidedBefore(people, found, by, clock.now()));
    return registration.version === version ? undefined : refuse(await outdated(people, found));
  };

  const store = async (input: UndoInput, { webinar, registration }: RequestFound, to: Status, now: number) => {
    const { organisation, code, by, requestId, way, bulk } = input;
    const { status, address, registeredAt } = registration;
    return registrations.move({
      act: { organisation, code, requestId, now, way },
      webinar,
      registration,
      from: [status],
      to,
      by: by.id,
      decision: false,
      domain: status === "approved" ? domainOf(address) : "",
      facts: decisionBefore(registration, to),
      ...defined({ bulk: bulk && { id: bulk.id, as: "undone" as const } }),
      ...(holdsSeat(to) ? {} : offerOfFreedSeat(webinar, registration, now)),
      deliveries: [
        ...cardsOf(webinar, registration, now),
        ...(to === "pending" ? watches(webinar, registeredAt, now) : []),
      ],
    });
  };

  return (input: UndoInput): Promise<Result<Decided, Refusal>> =>
    untilStored(async () => {
      const read = await requestFor({ registrations, people }, input);
      if (!read.ok) return read;
      const found = read.value;
      const earlier = await answerFromLater(input, found);
      if (earlier) return earlier;
      const now = clock.now();
      const to = statusBefore(input, found.registration, now);
      if (!to) return refuse({ reason: "undo_too_late" });
      if (await gate.wasAdmitted(found.webinar, input.key))
        return refuse({ reason: "undo_admitted", title: found.webinar.title });
      const answer = await store(input, found, to, now);
      if (answer.kind === "moved" || answer.kind === "repeated") return CHANGED;
      if (answer.kind === "full") return refuse({ reason: "undo_too_late" });
      const stored = await requestFor({ registrations, people }, input);
      return stored.ok ? ((await answerFromLater(input, stored.value)) ?? CHANGED) : stored;
    });
};

export type Undo = ReturnType<typeof makeUndo>;
