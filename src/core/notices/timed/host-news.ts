import type { Matter } from "../../deliveries/delivery.ts";
import type { LogEntry } from "../../model/audit.ts";
import { fullName } from "../../model/person.ts";
import { SEAT_HOLDING, type Status } from "../../model/status.ts";
import { isAhead, mayDecide, registrationsIn, type Webinar } from "../../model/webinar.ts";
import type { Registrations } from "../../ports/registrations.ts";
import type { Webinars } from "../../ports/webinars.ts";
import type { Notice } from "../notice.ts";

interface Deps {
  readonly webinars: Pick<Webinars, "log">;
  readonly registrations: Pick<Registrations, "entry">;
}

type Of<Kind extends Matter["kind"]> = Extract<Matter, { kind: Kind }>;

/** How many entries of the log are read at a time. */
const READ_AT_ONCE = 500;
/** So many are named. */
const NAMES = 5;

const heldSeat = (status: Status | undefined): boolean => status !== undefined && SEAT_HOLDING.includes(status);

/** Makes the notices that tell a host of a day (P41): who cancelled, and who comes. */
export const makePresentHostNews = ({ webinars, registrations }: Deps) => {
  /** Whether somebody gave up their own seat. */
  const isGivenUp = (webinar: Webinar, { act, from, to, by, way }: LogEntry): boolean =>
    act === "moved" &&
    to === "cancelled" &&
    heldSeat(from) &&
    way !== "line" &&
    by !== undefined &&
    !mayDecide(webinar, by);

  /** The entries of people who gave up their own seat within the span, the newest first. */
  const givenUp = async (webinar: Webinar, span: Of<"cancellations">): Promise<LogEntry[]> => {
    const { after, upTo, since, until } = span;
    const found: LogEntry[] = [];
    let isWithin = until === undefined;
    for (let before: string | undefined; ; ) {
      const entries = await webinars.log(webinar.organisation, webinar.code, READ_AT_ONCE, before);
      for (const entry of entries) {
        if (entry.id === since) return found;
        isWithin ||= entry.id === until;
        const isMeant = isWithin && entry.at >= after && (until !== undefined || entry.at < upTo);
        if (isMeant && isGivenUp(webinar, entry)) found.push(entry);
      }
      const last = entries.at(-1);
      if (!last || last.at < after) return found;
      before = last.id;
    }
  };

  return {
    /** Nothing where nobody is left who cancelled. */
    cancellations: async (matter: Of<"cancellations">, webinar: Webinar): Promise<Notice | undefined> => {
      const entries = await givenUp(webinar, matter);
      const keys = [...new Set(entries.flatMap(({ key }) => key ?? []))];
      const found = await Promise.all(
        keys.slice(0, NAMES).map((key) => registrations.entry(webinar.organisation, webinar.code, { key })),
      );
      const names = found.flatMap((one) => (one?.entry?.registration ? [fullName(one.entry.registration)] : []));
      return keys.length === 0
        ? undefined
        : { kind: "cancellations", webinar, person: matter.person, count: keys.length, names };
    },

    /** Nothing for a webinar for which nobody registered, or whose start moved. */
    coming: async ({ person, startsAt }: Of<"coming">, webinar: Webinar): Promise<Notice | undefined> => {
      const isTold = isAhead(webinar, 0) && startsAt === webinar.startsAt && registrationsIn(webinar) > 0;
      return isTold ? { kind: "coming", webinar, person } : undefined;
    },
  };
};
