import { cardsOf } from "../deliveries/cards.ts";
import type { OrganisationId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import type { Clock } from "../ports/clock.ts";
import type { Registrations } from "../ports/registrations.ts";
import { offerOfSeat } from "./waitlist.ts";

interface Deps {
  readonly registrations: Registrations;
  readonly clock: Clock;
}

/**
 * Ends the time in which a decision could be undone: the seat that a rejection kept goes to the waiting list, and the
 * cards lose their button. Does nothing when the registration has another version by then, or was deleted.
 */
export const makeSettle =
  ({ registrations, clock }: Deps) =>
  async (
    organisation: OrganisationId,
    code: WebinarCode,
    key: RegistrationKey,
    version: number,
    era: number,
  ): Promise<void> => {
    const found = await registrations.entry(organisation, code, { key });
    const registration = found?.entry?.registration;
    if (!found || found.webinar.era !== era || registration?.version !== version) return;
    const { webinar } = found;
    const now = clock.now();
    const cards = cardsOf(webinar, registration, now);
    const offer = offerOfSeat(webinar, now);
    await registrations.settle({ organisation, code, now }, webinar, key, version, offer, cards);
  };

export type Settle = ReturnType<typeof makeSettle>;
