import { hosted } from "../access/host-access.ts";
import { entryOf } from "../access/owned-entry.ts";
import { namesOf } from "../hosting/cohosts.ts";
import type { SeriesActs } from "../hosting/series.ts";
import { type Answered, answeredOf } from "../model/form.ts";
import type { OrganisationId, PersonId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import { fullName, type People, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Entry } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { isAhead, mayDecide, type Site, type Webinar } from "../model/webinar.ts";
import type { Clock, WebinarEntry, Webinars } from "../ports/store.ts";
import type { Mine, Notice } from "./notice.ts";

const SHOWN_AT_ONCE = 10;

interface Deps {
  readonly webinars: Webinars;
  readonly series: SeriesActs;
  readonly site: Site;
  readonly people: People;
  readonly clock: Clock;
}

/** A webinar with what its reader has in it, the ID only where the option is on. */
export const mineOf = ({ webinar, entry }: WebinarEntry): Mine => ({
  webinar,
  ...(entry?.registration ? { registration: entry.registration } : {}),
  ...(webinar.registrationIds && entry?.registrationId ? { registrationId: entry.registrationId } : {}),
  ...(entry?.position ? { position: entry.position } : {}),
});

/** What somebody answered, under the questions as they were asked (S14). */
export const answersIn = (webinar: Webinar, { registration, answeredForm }: Entry): Answered[] =>
  registration ? answeredOf(answeredForm ?? webinar.form, registration.answers) : [];

/** What people ask and nothing changes: `list`, `show CODE`, `my`. Each answers the asker alone. */
export const makeAsk = ({ webinars, series, people, site, clock }: Deps) => ({
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
    const { webinar } = found;
    const host = await people.get(organisation, webinar.host);
    const inSeries = webinar.series && (await series.get(organisation, webinar.series));
    const isHost = mayDecide(webinar, person.id);
    return done({
      kind: "webinar",
      hostName: host ? fullName(host) : "",
      ...mineOf(found),
      ...(inSeries ? { seriesTitle: inSeries.title } : {}),
      ...(isHost
        ? { hosting: { cohostNames: await namesOf(people, organisation, webinar.cohosts), plan: site.plan } }
        : {}),
    });
  },

  /** What this person hosts, or helps to host, that is not over; soonest first. */
  hosted: async (organisation: OrganisationId, person: PersonId): Promise<Webinar[]> => {
    const now = clock.now();
    const all = await webinars.hostedBy(organisation, person, now, 100);
    return all.filter((webinar) => isAhead(webinar, now)).slice(0, SHOWN_AT_ONCE);
  },

  /** The answers of one request, for its hosts. */
  answers: async (
    organisation: OrganisationId,
    code: WebinarCode,
    key: RegistrationKey,
    by: Person,
  ): Promise<Result<Notice & { kind: "answers" }, Refusal>> => {
    const allowed = await hosted({ webinars, people }, organisation, code, by);
    if (!allowed.ok) return allowed;
    const found = await webinars.entry(organisation, code, { key });
    const registration = found?.entry?.registration;
    if (!found?.entry || !registration) return refuse({ reason: "unknown_registration" });
    return done({
      kind: "answers",
      webinar: found.webinar,
      registration,
      answers: answersIn(found.webinar, found.entry),
    });
  },
});
