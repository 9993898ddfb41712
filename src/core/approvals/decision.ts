import { personName } from "../access/names.ts";
import { takeOrReadSeen } from "../access/visible.ts";
import type { Answered } from "../model/form.ts";
import type { OrganisationId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { fullName, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { answersIn, type Entry, type Registration } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { mayDecide, type Webinar } from "../model/webinar.ts";
import type { Actor, People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";

/** The bulk decision that one decision belongs to: it is counted, undone and settled there. */
export interface OneOfMany {
  readonly id: RequestId;
  /** While it can be undone, nobody is told before this instant. */
  readonly tellAt: number;
}

/** A request as its hosts see it after a decision or an undo. */
export interface Decided {
  readonly webinar: Webinar;
  readonly registration: Registration;
  readonly answers: readonly Answered[];
  readonly decidedByName: string;
  readonly isUndoable: boolean;
}

/** A request as it was read for a host. */
export interface RequestFound {
  readonly webinar: Webinar;
  readonly entry: Entry;
  readonly registration: Registration;
  /** Whether the act for which it was read was carried out before. */
  readonly isRepeated: boolean;
}

interface Stores {
  readonly registrations: Pick<Registrations, "entry">;
  readonly people: Pick<People, "get">;
}

/** Reads a request for a host. Refuses an unknown webinar, who does not host it (P19), and an unknown registration. */
export const requestFor = async (
  { registrations, people }: Stores,
  of: {
    readonly organisation: OrganisationId;
    readonly code: WebinarCode;
    readonly key: RegistrationKey;
    readonly by: Actor;
    readonly requestId?: RequestId;
  },
): Promise<Result<RequestFound, Refusal>> => {
  const { organisation, code, key, by, requestId } = of;
  const found = await takeOrReadSeen(by, by.ahead?.takeEntry(code, { key }, requestId), () =>
    registrations.entry(organisation, code, { key }, requestId),
  );
  if (!found) return refuse({ reason: "unknown_webinar", typed: code });
  const { webinar, entry } = found;
  if (!mayDecide(webinar, by.id)) {
    const hostName = await personName(people, organisation, webinar.host);
    return refuse({ reason: "not_the_host", hostName, title: webinar.title });
  }
  if (!entry?.registration) return refuse({ reason: "unknown_registration" });
  return done({ webinar, entry, registration: entry.registration, isRepeated: found.isRepeated === true });
};

/** Whether the decision that made this registration what it is can still be undone. */
export const isUndoable = ({ undoUntil }: Registration, now: number): boolean =>
  undoUntil !== undefined && now < undoUntil;

/** The answer to the host who decided, or undid. */
export const decidedBy = ({ webinar, entry, registration }: RequestFound, by: Person, now: number): Decided => ({
  webinar,
  registration,
  answers: answersIn(webinar, entry),
  decidedByName: fullName(by),
  isUndoable: isUndoable(registration, now),
});

/** The answer to the same act again, whatever became of it since: as it is now, and by whom. */
export const decidedBefore = async (
  people: Pick<People, "get">,
  found: RequestFound,
  by: Person,
  now: number,
): Promise<Decided> => {
  const { organisation } = found.webinar;
  const { decidedBy: decider = by.id } = found.registration;
  const decidedByName = decider === by.id ? fullName(by) : await personName(people, organisation, decider);
  return { ...decidedBy(found, by, now), decidedByName };
};

/** The refusal of a press on a card that is no longer true: who decided what, or that the request changed. */
export const outdated = async (
  people: Pick<People, "get">,
  { webinar, registration }: RequestFound,
): Promise<Refusal> => {
  const { title, organisation } = webinar;
  const { status, decidedAt } = registration;
  if (decidedAt === undefined || (status !== "approved" && status !== "rejected"))
    return { reason: "request_changed", title };
  const byName = await personName(people, organisation, registration.decidedBy);
  return { reason: "already_decided", status, byName, at: decidedAt, title };
};
