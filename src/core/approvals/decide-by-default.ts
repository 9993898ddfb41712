import { cardsOf } from "../deliveries/cards.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import { NOBODY } from "../model/audit.ts";
import type { BulkResult } from "../model/bulk.ts";
import type { RegistrationKey, RequestId } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import { askedSince, type Registration } from "../model/registration.ts";
import { holdsSeat, mayMoveFrom } from "../model/status.ts";
import { reachOf, reachWithEntry } from "../model/told/reach.ts";
import { isAhead, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { OneOfMany } from "./decision.ts";
import { offerOfFreedSeat } from "./waitlist.ts";

interface DefaultInput {
  readonly webinar: Webinar;
  readonly key: RegistrationKey;
  readonly version: number;
  readonly to: BulkResult;
  readonly requestId: RequestId;
  readonly bulk: OneOfMany;
}

interface Deps {
  readonly registrations: Registrations;
  readonly people: People;
  readonly clock: Clock;
}

/**
 * Decides a request that no host decided in time, as its webinar's settings say (N6); the person is told at once.
 * Answers why it was not decided, or undefined when it was.
 */
export const makeDecideByDefault = ({ registrations, people, clock }: Deps) => {
  const tell = (webinar: Webinar, { to }: DefaultInput, registration: Registration, person: Person | undefined) => {
    const version = registration.version + 1;
    const about = aboutRegistration(webinar, registration.key, version, `${to}:%v`, {
      isAwaited: askedSince(registration, webinar.startsAt),
    });
    const reach = to === "rejected" ? reachWithEntry : reachOf;
    return tellPerson(about, reach(person, webinar, registration));
  };

  return (input: DefaultInput): Promise<"request_changed" | undefined> =>
    untilStored(async () => {
      const { key, version, to, requestId, bulk } = input;
      const { organisation, code } = input.webinar;
      const found = await registrations.entry(organisation, code, { key });
      const registration = found?.entry?.registration;
      if (!found || registration?.version !== version) return "request_changed";
      const { webinar } = found;
      const now = clock.now();
      const from = mayMoveFrom(to, "timeout");
      if (!isAhead(webinar, now) || !from.includes(registration.status)) return "request_changed";
      const person = await people.get(organisation, registration.person);
      const answer = await registrations.move({
        act: { organisation, code, requestId, now, way: "timeout" },
        webinar,
        registration,
        from,
        to,
        by: NOBODY,
        decision: false,
        domain: "",
        facts: { how: { by: "timeout" } },
        ...(holdsSeat(to) ? {} : offerOfFreedSeat(webinar, registration, now)),
        deliveries: [...tell(webinar, input, registration, person), ...cardsOf(webinar, registration, now)],
        bulk: { id: bulk.id, as: "done" },
      });
      return answer.kind === "done" || answer.kind === "repeated" ? undefined : CHANGED;
    });
};

export type DecideByDefault = ReturnType<typeof makeDecideByDefault>;
