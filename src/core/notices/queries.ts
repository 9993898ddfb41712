import { hosted as forHost } from "../access/host-access.ts";
import { namesOf, personName } from "../access/names.ts";
import { entryOf } from "../access/owned-entry.ts";
import type { SeriesActs } from "../hosting/series.ts";
import { defined } from "../model/defined.ts";
import type { OrganisationId, PersonId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { answersIn, type Mine, mineOf } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { isAhead, mayDecide, type Site, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { Notice } from "./notice.ts";

const SHOWN_AT_ONCE = 10;

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly series: SeriesActs;
  readonly site: Site;
  readonly people: People;
  readonly clock: Clock;
}

/** Reads for one person: `list`, `show CODE`, `my`, what they host, and the answers of one request. Changes nothing. */
export const makeQueries = ({ webinars, registrations, series, people, site, clock }: Deps) => {
  const mine = async (organisation: OrganisationId, person: PersonId): Promise<Mine[]> =>
    (await registrations.entriesOf(organisation, person, clock.now(), SHOWN_AT_ONCE)).map(mineOf);

  /** The webinars of which this person is host or cohost and that are not over, soonest first. */
  const hosted = async (organisation: OrganisationId, person: PersonId): Promise<Webinar[]> => {
    const now = clock.now();
    const all = await webinars.hostedBy(organisation, person, now, 100);
    return all.filter((webinar) => isAhead(webinar, now)).slice(0, SHOWN_AT_ONCE);
  };

  return {
    upcoming: (organisation: OrganisationId): Promise<Webinar[]> =>
      webinars.upcoming(organisation, clock.now(), SHOWN_AT_ONCE),

    mine,

    hosted,

    /** The webinars this person registered for or was invited to, soonest first; `withHosted`: and those they host. */
    own: async (organisation: OrganisationId, person: PersonId, withHosted: boolean): Promise<Webinar[]> => {
      const registered = (await mine(organisation, person)).map(({ webinar }) => webinar);
      const others = withHosted ? await hosted(organisation, person) : [];
      const added = others.filter(({ code }) => !registered.some((one) => one.code === code));
      return [...registered, ...added].sort((a, b) => a.startsAt - b.startsAt).slice(0, SHOWN_AT_ONCE);
    },

    show: async (
      organisation: OrganisationId,
      code: WebinarCode,
      person: Person,
    ): Promise<Result<Notice & { kind: "webinar" }, Refusal>> => {
      const found = await entryOf({ webinars, registrations }, organisation, code, person);
      if (!found) return refuse({ reason: "unknown_webinar", typed: code });
      const { webinar } = found;
      const inSeries = webinar.series && (await series.get(organisation, webinar.series));
      const isHost = mayDecide(webinar, person.id);
      return done({
        kind: "webinar",
        hostName: await personName(people, organisation, webinar.host),
        ...mineOf(found),
        ...defined({
          seriesTitle: inSeries ? inSeries.title : undefined,
          hosting: isHost
            ? { cohostNames: await namesOf(people, organisation, webinar.cohosts), plan: site.plan }
            : undefined,
        }),
      });
    },

    /** The answers of one request, for its hosts. */
    answers: async (
      organisation: OrganisationId,
      code: WebinarCode,
      key: RegistrationKey,
      by: Person,
    ): Promise<Result<Notice & { kind: "answers" }, Refusal>> => {
      const allowed = await forHost({ webinars, people }, organisation, code, by);
      if (!allowed.ok) return allowed;
      const found = await registrations.entry(organisation, code, { key });
      const registration = found?.entry?.registration;
      if (!found?.entry || !registration) return refuse({ reason: "unknown_registration" });
      return done({
        kind: "answers",
        webinar: found.webinar,
        registration,
        answers: answersIn(found.webinar, found.entry),
      });
    },
  };
};
