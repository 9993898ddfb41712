import { hosted } from "../access/host-access.ts";
import { type LogEntry, NOBODY, OPERATOR, WAITLIST } from "../model/audit.ts";
import type { OrganisationId, PersonId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import { fullName, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";

const SHOWN = 25;
/** How many entries are read at a time, and at most: the same act on many people becomes one line. */
const READ_AT_ONCE = 500;
const READ_MOST = 20_000;

/** A line of the audit log as hosts read it, with the present names of people. */
export interface LogLine extends LogEntry {
  readonly byName: string;
  /** Whether no person did it. */
  readonly isByUsher: boolean;
  /** Whom it was about; of several people, one of them. */
  readonly aboutName: string;
  /** To how many others the same person did the same, one after the other. */
  readonly others: number;
}

/** Whom a line is about. */
interface Named {
  readonly person: PersonId | undefined;
  readonly name: string;
}

const BY_USHER: readonly PersonId[] = [NOBODY, WAITLIST, OPERATOR];

type Line = LogEntry & { readonly others: number };

const isSame = (a: LogEntry, b: LogEntry): boolean =>
  a.act === "moved" && (["act", "by", "way", "from", "to"] as const).every((field) => a[field] === b[field]);

/** The newest lines; the same act on several people is one. */
const linesOf = async (webinars: Webinars, organisation: OrganisationId, code: WebinarCode): Promise<Line[]> => {
  const lines: Line[] = [];
  let before: string | undefined;
  for (let read = 0; read < READ_MOST; read += READ_AT_ONCE) {
    const entries = await webinars.log(organisation, code, READ_AT_ONCE, before);
    for (const entry of entries) {
      const last = lines.at(-1);
      if (last && isSame(last, entry)) lines[lines.length - 1] = { ...last, others: last.others + 1 };
      else if (lines.length === SHOWN) return lines;
      else lines.push({ ...entry, others: 0 });
    }
    before = entries.at(-1)?.id;
    if (entries.length < READ_AT_ONCE) break;
  }
  return lines;
};

/** Reads the audit log for the webinar's hosts: who did what, and by what; the newest first. */
export const makeReadLog =
  ({ webinars, registrations, people }: { webinars: Webinars; registrations: Registrations; people: People }) =>
  async (
    organisation: OrganisationId,
    code: WebinarCode,
    by: Person,
  ): Promise<Result<{ webinar: Webinar; lines: readonly LogLine[] }, Refusal>> => {
    const allowed = await hosted({ webinars, people }, organisation, code, by);
    if (!allowed.ok) return allowed;
    const webinar = allowed.value;
    const entries = await linesOf(webinars, organisation, code);
    const ids = [...new Set(entries.flatMap((entry) => (entry.by ? [entry.by] : [])))];
    const known = await people.getMany(organisation, ids);
    const names = new Map(ids.map((id, i) => [id, known[i] ? fullName(known[i]) : ""]));
    const keys = [...new Set(entries.flatMap(({ key }) => (key ? [key] : [])))];
    const about = new Map(
      await Promise.all(
        keys.map(async (key): Promise<[RegistrationKey, Named]> => {
          const entry = (await registrations.entry(organisation, code, { key }))?.entry;
          const { registration, invitee } = entry ?? {};
          if (registration) return [key, { person: registration.person, name: fullName(registration) }];
          const [person] = invitee ? await people.getMany(organisation, [invitee.person]) : [];
          return [key, { person: invitee?.person, name: person ? fullName(person) : "" }];
        }),
      ),
    );
    const lines = entries.map((entry): LogLine => {
      const { by, key } = entry;
      const whom = key && about.get(key);
      // A guest's name stands on their registration alone.
      const ownName = whom && whom.person === by ? whom.name : "";
      return {
        ...entry,
        byName: (by && names.get(by)) || ownName,
        isByUsher: by === undefined || BY_USHER.includes(by),
        aboutName: whom ? whom.name : "",
      };
    });
    return done({ webinar, lines });
  };
