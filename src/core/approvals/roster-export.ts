import { hosted } from "../access/host-access.ts";
import type { Form, FormId } from "../model/form.ts";
import type { OrganisationId, WebinarCode } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Gate } from "../ports/gate.ts";
import type { People } from "../ports/people.ts";
import type { Cursor, Registrations } from "../ports/registrations.ts";
import type { Roster } from "../ports/roster.ts";
import type { Webinars } from "../ports/webinars.ts";
import { type RosterRow, rowsOf } from "./roster-list.ts";

/** So many are read at once. */
const PIECE = 200;

/** Somebody on the roster, with the form that they answered where it is not the webinar's present one. */
export interface ExportedRow extends RosterRow {
  readonly answeredForm?: Form;
}

/** A roster to be exported. */
export interface Exported {
  readonly webinar: Webinar;
  /** Everybody, in pieces, as they are read: registrations in the order in which they came, then the other invitees. */
  pieces(): AsyncIterable<readonly ExportedRow[]>;
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly roster: Roster;
  readonly gate: Gate;
}

/**
 * Reads the whole roster of a webinar for its hosts (P13), piece by piece, so that no part of it is kept in memory.
 * Refuses an unknown webinar, and who does not host it.
 */
export const makeExportRoster = (deps: Deps) => {
  /** Forms never change, so each is read once. */
  const formsOf = ({ organisation, form: present }: Webinar) => {
    const forms = new Map<FormId, Form | undefined>();
    return async (id: FormId | undefined): Promise<Form | undefined> => {
      if (!id || id === present.id) return undefined;
      if (!forms.has(id)) forms.set(id, await deps.roster.form(organisation, id));
      return forms.get(id);
    };
  };

  async function* pieces(webinar: Webinar): AsyncGenerator<readonly ExportedRow[]> {
    const formOf = formsOf(webinar);
    let cursor: Cursor | undefined = { over: "registrations" };
    while (cursor) {
      const { over }: Cursor = cursor;
      const { some, next } = await deps.registrations.walk(webinar, webinar.era, cursor, PIECE);
      // Invitees who registered came among the registrations.
      const wanted = over === "registrations" ? some : some.filter(({ registration }) => !registration);
      const rows = await rowsOf(deps, webinar, wanted);
      const whole: ExportedRow[] = [];
      for (const row of rows) {
        const answeredForm = await formOf(row.registration?.form);
        whole.push(answeredForm ? { ...row, answeredForm } : row);
      }
      if (whole.length > 0) yield whole;
      cursor = next;
    }
  }

  return async (organisation: OrganisationId, code: WebinarCode, by: Person): Promise<Result<Exported, Refusal>> => {
    const allowed = await hosted(deps, organisation, code, by);
    return allowed.ok ? done({ webinar: allowed.value, pieces: () => pieces(allowed.value) }) : allowed;
  };
};
