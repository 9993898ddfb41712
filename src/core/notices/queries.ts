import { hosted as forHost } from "../access/host-access.ts";
import { namesOf, personName } from "../access/names.ts";
import { entryOf } from "../access/owned-entry.ts";
import { seen } from "../access/visible.ts";
import type { SeriesActs } from "../hosting/series.ts";
import { defined } from "../model/defined.ts";
import type { Face, OrganisationId, PersonId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { answersIn, type Mine, mineOf, type WebinarEntry } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { mayDecide, type Site, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Gate } from "../ports/gate.ts";
import type { Actor, People, ReadAhead } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Listed } from "../ports/slice.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { Notice } from "./notice.ts";
import { readPage, type Shown } from "./paging.ts";

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly series: SeriesActs;
  readonly site: Site;
  readonly people: People;
  readonly gate: Gate;
  readonly clock: Clock;
}

/** Where a list is read, and for which face: how much stands on a page differs. */
interface Reading {
  readonly organisation: OrganisationId;
  readonly face: Face;
  /** What was read in one trip with who reads. */
  readonly ahead?: ReadAhead | undefined;
  /** How much stands on a page, where that is not the face's own number. */
  readonly size?: number;
}

type LinkPreview = Notice & { kind: "link_preview" };

const webinarsIn = (listed: Listed<WebinarEntry> | undefined): Listed<Webinar> | undefined =>
  listed && { some: listed.some.map(({ webinar }) => webinar), total: listed.total };

const keyedOf = (found: WebinarEntry): Mine => ({ ...mineOf(found), ...defined({ key: found.entry?.key }) });

/** Reads for one person: `list`, `show CODE`, `my`, what they host, and the answers of one request. Changes nothing. */
export const makeQueries = ({ webinars, registrations, series, people, gate, site, clock }: Deps) => {
  const readEntries = (
    list: "mine" | "past" | "coming" | "concerning",
    { organisation, face, ahead, size }: Reading,
    person: PersonId,
    from: number,
  ): Promise<Shown<WebinarEntry>> =>
    readPage(
      face,
      from,
      async (slice) =>
        ahead?.takeList(list, slice) ?? registrations.entriesOf(organisation, person, list, clock.now(), slice),
      size,
    );

  const entriesIn =
    (list: "mine" | "coming" | "concerning") =>
    async (reading: Reading, person: PersonId, from: number): Promise<Shown<Mine>> => {
      const { some, page } = await readEntries(list, reading, person, from);
      return { some: some.map(keyedOf), page };
    };

  return {
    upcoming: ({ organisation, face, ahead }: Reading, from: number): Promise<Shown<Webinar>> =>
      readPage(
        face,
        from,
        async (slice) =>
          webinarsIn(ahead?.takeList("upcoming", slice)) ?? webinars.upcoming(organisation, clock.now(), slice),
      ),

    /** The webinars that this person hosts or speaks at and that are not over, soonest first. */
    led: ({ organisation, face, ahead, size }: Reading, person: PersonId, from: number): Promise<Shown<Webinar>> =>
      readPage(
        face,
        from,
        async (slice) =>
          webinarsIn(ahead?.takeList("led", slice)) ?? webinars.ledBy(organisation, person, clock.now(), slice),
        size,
      ),

    /** What is coming and this person has nothing to do with yet. */
    open: ({ organisation, face, ahead, size }: Reading, person: PersonId, from: number): Promise<Shown<Webinar>> =>
      readPage(
        face,
        from,
        async (slice) =>
          webinarsIn(ahead?.takeList("open", slice)) ?? webinars.openTo(organisation, person, clock.now(), slice),
        size,
      ),

    /** What this person registered for or was invited to and is not over, soonest first. */
    mine: entriesIn("mine"),

    /** What is coming, with what this person has of each. */
    coming: entriesIn("coming"),

    /** What this person hosts, speaks at, registered for or was invited to, soonest first. */
    concerning: entriesIn("concerning"),

    /** What is over, the latest first, and whether they were let in. */
    past: async (reading: Reading, person: PersonId, from: number): Promise<Shown<Mine>> => {
      const { some, page } = await readEntries("past", reading, person, from);
      const withAttendance = async (found: WebinarEntry): Promise<Mine> => {
        const [hasAttended = false] = found.entry ? await gate.admittedAmong(found.webinar, [found.entry.key]) : [];
        return { ...keyedOf(found), hasAttended };
      };
      return { some: await Promise.all(some.map(withAttendance)), page };
    },

    /** The webinars of which this person is host or cohost and that are not over, soonest first. */
    hosted: ({ organisation, face, ahead }: Reading, person: PersonId, from: number): Promise<Shown<Webinar>> =>
      readPage(
        face,
        from,
        async (slice) =>
          webinarsIn(ahead?.takeList("hosted", slice)) ?? webinars.hostedBy(organisation, person, clock.now(), slice),
      ),

    /** The webinars of which this person is host or cohost, those that have begun first, the latest first. */
    hostedEver: ({ organisation, face, ahead }: Reading, person: PersonId, from: number): Promise<Shown<Webinar>> =>
      readPage(
        face,
        from,
        async (slice) =>
          webinarsIn(ahead?.takeList("hosted_ever", slice)) ??
          webinars.hostedEverBy(organisation, person, clock.now(), slice),
      ),

    show: async (
      organisation: OrganisationId,
      code: WebinarCode,
      person: Actor,
    ): Promise<Result<Notice & { kind: "webinar" }, Refusal>> => {
      const found = await entryOf({ webinars, registrations }, organisation, code, person);
      if (!found) return refuse({ reason: "unknown_webinar", typed: code });
      const { webinar } = found;
      const inSeries = webinar.series && (await series.get(organisation, webinar.series));
      const isHost = mayDecide(webinar, person.id);
      // Somebody who is known by address alone stays unnamed here.
      const speakers = await namesOf(people, organisation, webinar.speakers);
      const speakerNames = speakers.filter((name) => name !== "");
      return done({
        kind: "webinar",
        hostName: person.ahead?.hostName(webinar.host) ?? (await personName(people, organisation, webinar.host)),
        ...mineOf(found),
        ...defined({
          seriesTitle: inSeries ? inSeries.title : undefined,
          speakerNames: speakerNames.length > 0 ? speakerNames : undefined,
          isSpeaker: webinar.speakers.includes(person.id) ? (true as const) : undefined,
          hosting: isHost
            ? { cohostNames: await namesOf(people, organisation, webinar.cohosts), plan: site.plan }
            : undefined,
        }),
      });
    },

    /** What stands in the place of a link to its page (N19), for whoever sees the link; undefined where not all may. */
    linkPreview: async (organisation: OrganisationId, code: WebinarCode): Promise<LinkPreview | undefined> => {
      const webinar = seen("anybody", await webinars.get(organisation, code));
      return (
        webinar && { kind: "link_preview", webinar, hostName: await personName(people, organisation, webinar.host) }
      );
    },

    /** The answers of one request, for its hosts. */
    answers: async (
      organisation: OrganisationId,
      code: WebinarCode,
      key: RegistrationKey,
      by: Person,
    ): Promise<Result<Notice & { kind: "answers" }, Refusal>> => {
      const allowed = await forHost({ webinars, people }, organisation, code, by);
      const found = await registrations.entry(organisation, code, { key });
      const registration = found?.entry?.registration;
      // Everybody may read their own.
      if (!allowed.ok && registration?.person !== by.id) return allowed;
      if (!found?.entry || !registration) return refuse({ reason: "unknown_registration" });
      return done({
        kind: "answers",
        webinar: found.webinar,
        registration,
        answers: answersIn(found.webinar, found.entry),
        ...defined({ isOwn: !allowed.ok || undefined }),
      });
    },
  };
};
