import { hosted } from "./hosted.ts";
import type { OrganisationId, PersonId, RegistrationKey, WebinarCode } from "./ids.ts";
import { fullName, type People, type Person } from "./person.ts";
import type { Refusal } from "./refusal.ts";
import type { Way } from "./registration.ts";
import { done, type Result } from "./result.ts";
import type { Status } from "./status.ts";
import type { Webinars } from "./store.ts";
import type { Webinar } from "./webinar.ts";

const SHOWN = 25;

/** What the audit log keeps of one act: ids only, so that it holds no name and no address (P22). */
export interface LogEntry {
  readonly at: number;
  readonly act: string;
  readonly by?: PersonId;
  readonly way?: Way;
  readonly key?: RegistrationKey;
  readonly from?: Status;
  readonly to?: Status;
}

/** An act as hosts read it, with the names that its ids stand for now. */
export interface LogLine extends LogEntry {
  readonly byName: string;
  /** Whom it was about. */
  readonly aboutName: string;
}

/** The audit log, for the webinar's hosts: who did what by which way, the newest first. */
export const makeReadLog =
  ({ webinars, people }: { webinars: Webinars; people: People }) =>
  async (
    organisation: OrganisationId,
    code: WebinarCode,
    by: Person,
  ): Promise<Result<{ webinar: Webinar; lines: readonly LogLine[] }, Refusal>> => {
    const allowed = await hosted({ webinars, people }, organisation, code, by);
    if (!allowed.ok) return allowed;
    const webinar = allowed.value;
    const entries = await webinars.log(organisation, code, SHOWN);
    const ids = [...new Set(entries.flatMap((entry) => (entry.by ? [entry.by] : [])))];
    const known = await people.getMany(organisation, ids);
    const names = new Map(ids.map((id, i) => [id, known[i] ? fullName(known[i]) : ""]));
    const keys = [...new Set(entries.flatMap(({ key }) => (key ? [key] : [])))];
    const about = new Map(
      await Promise.all(
        keys.map(async (key): Promise<[RegistrationKey, string]> => {
          const entry = (await webinars.entry(organisation, code, { key }))?.entry;
          const person = entry?.registration ? undefined : entry?.invitee?.person;
          const [invitee] = person ? await people.getMany(organisation, [person]) : [];
          return [key, entry?.registration ? fullName(entry.registration) : invitee ? fullName(invitee) : ""];
        }),
      ),
    );
    const lines = entries.map(
      (entry): LogLine => ({
        ...entry,
        byName: (entry.by && names.get(entry.by)) ?? "",
        aboutName: (entry.key && about.get(entry.key)) ?? "",
      }),
    );
    return done({ webinar, lines });
  };
