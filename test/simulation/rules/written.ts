import { withoutAnew } from "../../../src/core/deliveries/late-edits.ts";
import type { Audience } from "../../../src/core/model/told/host-message.ts";
import { type HeldWebinar, type IsExcused, isSilent, type State } from "../ledger.ts";
import { broken } from "../simulation.ts";

/** When a host's message is on its way to everybody, by whatever clock, while nothing fails. */
const SENT_WITHIN_MS = 10 * 60_000;

interface Written {
  readonly id: string;
  readonly code: string;
  readonly era: number;
  readonly sentAt: number;
  /** To whom it was written, and as of which version of theirs. */
  readonly to: readonly { readonly key: string; readonly version: number | undefined }[];
}

/** Somebody's registration, as of a version of it. */
interface Place {
  readonly code: string;
  readonly era: number;
  readonly key: string;
  readonly version: number;
}

/** What was written to a series: to each of its people by one of the webinars in which they are meant. */
interface WrittenToSeries {
  readonly id: string;
  readonly sentAt: number;
  readonly codes: readonly string[];
  readonly to: readonly { readonly person: string; readonly places: readonly Place[] }[];
}

type TakenAt = (delivery: string) => readonly number[];

const isTold = (id: string, code: string, key: string, takenAt: TakenAt): boolean =>
  ["dm", "mail", "dm:mail"].some((way) => takenAt(`${code}:${key}:wrote:${id}:${way}`).length > 0);

/** Whether somebody's registration is as it was, or they still did not answer and can. */
const isAsWas = (webinar: HeldWebinar, key: string, version: number | undefined, now: number): boolean => {
  if (version !== undefined) return webinar.registrations.get(key)?.version === version;
  const { isRequired, startsAt, closesAt = startsAt } = webinar;
  return isRequired && closesAt > now && webinar.invitees.some((one) => one.key === key && isSilent(webinar, one));
};

interface InTheEnd {
  readonly state: State;
  readonly now: number;
  readonly takenAt: TakenAt;
  readonly isExcused: IsExcused;
}

const checkWritten = ({ id, code, era, to }: Written, { state, now, takenAt, isExcused }: InTheEnd): void => {
  const webinar = state.get(code);
  if (!webinar || webinar.era !== era || webinar.state === "cancelled") return;
  for (const { key, version } of to) {
    if (!isAsWas(webinar, key, version, now) || isExcused(webinar, key, true)) continue;
    if (!isTold(id, code, key, takenAt))
      broken("everybody to whom a host writes is told", `${code}: ${key} heard nothing of ${id}`);
  }
};

const checkSeries = (
  { id, codes, to }: WrittenToSeries,
  isSent: boolean,
  { state, now, takenAt, isExcused }: InTheEnd,
): void => {
  const isAsBefore = ({ code, era, key, version }: Place): boolean => {
    const webinar = state.get(code);
    if (!webinar || webinar.era !== era || webinar.state === "cancelled") return false;
    return isAsWas(webinar, key, version, now) && !isExcused(webinar, key, true);
  };
  // Who became one of those in another webinar meanwhile may be told there.
  const laterOf = (person: string) =>
    codes.flatMap((code) =>
      [...(state.get(code)?.registrations.values() ?? [])].flatMap((one) =>
        one.person === person ? [{ code, key: one.key }] : [],
      ),
    );
  for (const { person, places } of to) {
    const names = new Map([...places, ...laterOf(person)].map((place) => [`${place.code} ${place.key}`, place]));
    const heard = [...names.values()].filter(({ code, key }) => isTold(id, code, key, takenAt));
    if (heard.length > 1) broken("each of a series is told once", `${person} heard ${id} ${heard.length} times`);
    if (heard.length === 0 && isSent && places.every(isAsBefore))
      broken("everybody to whom a host writes is told", `${person} heard nothing of ${id}`);
  }
};

/** What hosts write to many, and took back (P31). */
export const makeWritten = () => {
  const written: Written[] = [];
  const toSeries: WrittenToSeries[] = [];
  const takenBack = new Set<string>();
  /** Of which nobody knows whether it was taken back. */
  const doubtful = new Set<string>();

  return {
    /** A host's message is stored, to all who have this status, or did not answer. */
    sent: (id: string, webinar: HeldWebinar | undefined, audience: Audience, sentAt: number): void => {
      if (!webinar) return;
      const silent = webinar.invitees.flatMap((one) =>
        isSilent(webinar, one) ? [{ key: one.key, version: undefined }] : [],
      );
      const to =
        audience === "silent"
          ? silent
          : [...webinar.registrations.values()].filter(({ status }) => status === audience);
      written.push({ id, code: webinar.code, era: webinar.era, sentAt, to });
    },
    /** The same to all of a series. */
    sentToSeries: (id: string, webinars: readonly HeldWebinar[], audience: Audience, sentAt: number): void => {
      const places = webinars.flatMap(({ code, era, registrations }) =>
        [...registrations.values()].flatMap(({ key, version, status, person }) =>
          status === audience ? [{ code, era, key, version, person }] : [],
        ),
      );
      const people = [...new Set(places.map(({ person }) => person))];
      const to = people.map((person) => ({ person, places: places.filter((one) => one.person === person) }));
      toSeries.push({ id, sentAt, codes: webinars.map(({ code }) => code), to });
    },
    undoes: (id: string): void => void doubtful.add(id),
    undone: (id: string, isTakenBack: boolean): void => {
      doubtful.delete(id);
      if (isTakenBack) takenBack.add(id);
    },

    /** What was taken back in time is told to nobody. */
    begins: (delivery: string): void => {
      const [, id] = /:wrote:([^:]+):/.exec(delivery) ?? [];
      if (id !== undefined && takenBack.has(id) && !/:card(:\w+)?$/.test(withoutAnew(delivery)))
        broken("what was taken back is told to nobody", delivery);
    },

    /** In the end each of those to whom it was written, and who still are what they were, was told. */
    check: (state: State, now: number, takenAt: TakenAt, isExcused: IsExcused): void => {
      const isSent = ({ id, sentAt }: { readonly id: string; readonly sentAt: number }): boolean =>
        !takenBack.has(id) && !doubtful.has(id) && sentAt + SENT_WITHIN_MS <= now;
      for (const one of written.filter(isSent)) checkWritten(one, { state, now, takenAt, isExcused });
      for (const one of toSeries) checkSeries(one, isSent(one), { state, now, takenAt, isExcused });
    },
  };
};
