import { timingSafeEqual } from "node:crypto";
import { newToken, type OrganisationId, type PersonId } from "../../model/ids.ts";
import type { Person } from "../../model/person.ts";
import type { EntryFound, WebinarEntry } from "../../model/registration.ts";
import { entryAsKnown } from "../../model/told/known.ts";
import type { Clock } from "../../ports/clock.ts";
import type { People } from "../../ports/people.ts";
import type { Registrations } from "../../ports/registrations.ts";

interface Deps {
  readonly people: Pick<People, "get" | "keepChoices">;
  readonly registrations: Pick<Registrations, "entriesOf">;
  readonly clock: Clock;
}

/** So much of what somebody registered for stands in their feed: what is ahead, soonest first, and what is over. */
const AHEAD_MAX = 200;
const OVER_MAX = 50;

/** What somebody's calendar feed shows. */
export interface Feed {
  readonly person: Person;
  readonly entries: readonly EntryFound[];
}

const isSame = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
};

const hasEntry = (found: WebinarEntry): found is EntryFound => found.entry !== undefined;

/** A personal calendar feed of all that somebody registered for (P40): its address holds a token, which can be revoked. */
export const makeFeeds = ({ people, registrations, clock }: Deps) => {
  const keep = (organisation: OrganisationId, { id }: Person, feed: string | null): Promise<void> =>
    people.keepChoices(organisation, id, { feed }, { now: clock.now(), deliveries: [] });

  return {
    /** Makes an address; one that was there before leads nowhere any more. */
    make: (organisation: OrganisationId, person: Person): Promise<void> => keep(organisation, person, newToken()),
    end: (organisation: OrganisationId, person: Person): Promise<void> => keep(organisation, person, null),

    /** Undefined where the token is not, or is no longer, that of this person. */
    read: async (organisation: OrganisationId, id: PersonId, token: string): Promise<Feed | undefined> => {
      const person = await people.get(organisation, id);
      if (person?.feed === undefined || !isSame(person.feed, token)) return undefined;
      const now = clock.now();
      const [ahead, over] = await Promise.all([
        registrations.entriesOf(organisation, id, "mine", now, { from: 0, limit: AHEAD_MAX }),
        registrations.entriesOf(organisation, id, "past", now, { from: 0, limit: OVER_MAX }),
      ]);
      const entries = [...ahead.some, ...over.some].filter(hasEntry);
      // Calendar programs read by themselves: a decision that can be undone is told to nobody (N10).
      return { person, entries: entries.map((one) => entryAsKnown(one, now)) };
    },
  };
};
