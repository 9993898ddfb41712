import type { OrganisationId, WebinarCode } from "../../model/ids.ts";
import type { Person } from "../../model/person.ts";
import type { ToldBy } from "../../model/told/choice.ts";
import type { Clock } from "../../ports/clock.ts";
import type { People } from "../../ports/people.ts";

interface Deps {
  readonly people: Pick<People, "keepChoices">;
  readonly clock: Clock;
}

/**
 * Keeps by what somebody wants to be told (S5): of one webinar, or of all. `as_everywhere` takes back what they chose
 * for one. What is on its way by then goes as it was.
 */
export const makeChooseTold =
  ({ people, clock }: Deps) =>
  async (
    organisation: OrganisationId,
    { id, told }: Person,
    by: ToldBy | "as_everywhere",
    code?: WebinarCode,
  ): Promise<void> => {
    const before = code ? told?.of[code] : told?.everywhere;
    // The same again keeps since when it holds.
    if (before?.by === by) return;
    const now = clock.now();
    const choice = by === "as_everywhere" ? null : { by, since: now };
    const choices = code ? { toldOf: { code, choice } } : { told: choice };
    await people.keepChoices(organisation, id, choices, { now, deliveries: [] });
  };
