import type { OrganisationId, PersonId, WebinarCode } from "./ids.ts";
import type { Mine, Notice } from "./notice.ts";
import { entryOf } from "./own.ts";
import { fullName, type People, type Person } from "./person.ts";
import type { Refusal } from "./refusal.ts";
import { done, type Result, refuse } from "./result.ts";
import type { Clock, WebinarEntry, Webinars } from "./store.ts";
import type { Webinar } from "./webinar.ts";

const SHOWN_AT_ONCE = 10;

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly clock: Clock;
}

/** A webinar with what its reader has in it, the ID only where the option is on. */
export const mineOf = ({ webinar, entry }: WebinarEntry): Mine => ({
  webinar,
  ...(entry?.registration ? { registration: entry.registration } : {}),
  ...(webinar.registrationIds && entry?.registrationId ? { registrationId: entry.registrationId } : {}),
});

/** What people ask and nothing changes: `list`, `show CODE`, `my`. Each answers the asker alone. */
export const makeAsk = ({ webinars, people, clock }: Deps) => ({
  upcoming: (organisation: OrganisationId): Promise<Webinar[]> =>
    webinars.upcoming(organisation, clock.now(), SHOWN_AT_ONCE),

  mine: async (organisation: OrganisationId, person: PersonId): Promise<Mine[]> =>
    (await webinars.entriesOf(organisation, person, clock.now(), SHOWN_AT_ONCE)).map(mineOf),

  show: async (
    organisation: OrganisationId,
    code: WebinarCode,
    person: Person,
  ): Promise<Result<Notice & { kind: "webinar" }, Refusal>> => {
    const found = await entryOf(webinars, organisation, code, person);
    if (!found) return refuse({ reason: "unknown_webinar", typed: code });
    const host = await people.get(organisation, found.webinar.host);
    return done({ kind: "webinar", hostName: host ? fullName(host) : "", ...mineOf(found) });
  },
});
