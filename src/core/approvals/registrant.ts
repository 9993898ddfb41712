import { hosted } from "../access/host-access.ts";
import { defined } from "../model/defined.ts";
import type { Answered } from "../model/form.ts";
import type { OrganisationId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import { fullName } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { answersIn, type HistoryEntry } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Gate } from "../ports/gate.ts";
import type { Actor, People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Roster } from "../ports/roster.ts";
import type { Webinars } from "../ports/webinars.ts";
import { type RosterRow, rowsOf } from "./roster-list.ts";

/** A change of a registration, with the name of who made it; empty for Usher, and for somebody who is not known. */
interface Change extends HistoryEntry {
  readonly byName: string;
}

/** All that hosts see about one person of their webinar. */
export interface Registrant {
  readonly webinar: Webinar;
  readonly row: RosterRow;
  readonly answers: readonly Answered[];
  /** What became of the registration, the newest first. */
  readonly changes: readonly Change[];
  readonly invitedByName?: string;
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly roster: Roster;
  readonly gate: Gate;
}

/**
 * Reads one person of the roster for its hosts: answers, history, and how the last news reached them. Refuses an unknown
 * webinar, who does not host it, and somebody who neither registered nor was invited.
 */
export const makeReadRegistrant =
  (deps: Deps) =>
  async (
    organisation: OrganisationId,
    code: WebinarCode,
    key: RegistrationKey,
    by: Actor,
  ): Promise<Result<Registrant, Refusal>> => {
    const allowed = await hosted(deps, organisation, code, by);
    if (!allowed.ok) return allowed;
    const found = await deps.registrations.entry(organisation, code, { key });
    const { registration, invitee } = found?.entry ?? {};
    const owner = registration ?? invitee;
    if (!found?.entry || !owner) return refuse({ reason: "unknown_registration" });
    const { webinar, entry } = found;
    const { person, address } = owner;
    const [row] = await rowsOf(deps, webinar, [{ key, person, address, ...defined({ registration, invitee }) }]);
    if (!row) return refuse({ reason: "unknown_registration" });
    const history = registration?.history.toReversed() ?? [];
    const ids = [...history.map((change) => change.by), ...(invitee ? [invitee.invitedBy] : [])];
    const people = await deps.people.getMany(organisation, ids);
    const names = people.map((one) => (one ? fullName(one) : ""));
    return done({
      webinar,
      row,
      answers: answersIn(webinar, entry),
      changes: history.map((change, i) => ({ ...change, byName: names[i] ?? "" })),
      ...defined({ invitedByName: invitee ? names.at(-1) : undefined }),
    });
  };
