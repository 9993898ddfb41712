import type { Delivery } from "../../deliveries/delivery.ts";
import { tellPerson } from "../../deliveries/telling.ts";
import type { Address, OrganisationId, RegistrationKey } from "../../model/ids.ts";
import type { Person } from "../../model/person.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { People } from "../../ports/people.ts";
import type { Registrations } from "../../ports/registrations.ts";

interface Deps {
  readonly people: Pick<People, "keepChoices">;
  readonly registrations: Pick<Registrations, "entriesOf">;
  readonly clock: Clock;
}

/** Requests of one person that wait; more are not looked through, their entries go with the decision. */
const LOOKED_AT = 100;

/** Takes the time of a request that waits from its person's calendar. */
const holdEnds = (
  { organisation, code, host, era }: Webinar,
  { key, version, address }: { key: RegistrationKey; version: number; address: Address },
): Delivery[] => {
  const matter = { kind: "withdrawn", code, key, era, version, isHold: true } as const;
  return tellPerson({ organisation, host, id: `${code}:${key}:${era}:hold:${version}`, matter }, { address });
};

/**
 * Keeps whether somebody's calendar holds the time of their requests that wait (N18). Where it does not any more, what
 * it holds by now goes; where it does again, it holds those that come.
 */
export const makeChooseHolds = ({ people, registrations, clock }: Deps) => {
  const holdsOf = async (organisation: OrganisationId, person: Person, now: number): Promise<Delivery[]> => {
    const slice = { from: 0, limit: LOOKED_AT };
    const { some } = await registrations.entriesOf(organisation, person.id, "mine", now, slice);
    return some.flatMap(({ webinar, entry }) => {
      const registration = entry?.registration;
      return registration?.status === "pending" && webinar.state === "scheduled" ? holdEnds(webinar, registration) : [];
    });
  };

  return async (organisation: OrganisationId, person: Person, holds: boolean): Promise<void> => {
    if (holds === (person.noHoldsSince === undefined)) return;
    const now = clock.now();
    const deliveries = holds ? [] : await holdsOf(organisation, person, now);
    await people.keepChoices(organisation, person.id, { noHoldsSince: holds ? null : now }, { now, deliveries });
  };
};
