import { SITE_ORGANISATION } from "../../../src/core/access/organisations.ts";
import type { Report } from "../../../src/core/hosting/report.ts";
import type { PersonId, WebinarCode } from "../../../src/core/model/ids.ts";
import { STATUSES } from "../../../src/core/model/status.ts";
import { type HeldWebinar, isSilent, type State } from "../ledger.ts";
import type { Process } from "../process.ts";
import { broken } from "../simulation.ts";

/** How many have each of some names, the names in order. */
const counted = (names: readonly (string | undefined)[]): string => {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return JSON.stringify([...counts].toSorted());
};

const told = ({ top }: Report["tags"]): string =>
  JSON.stringify(top.map(({ name, count }) => [name, count] as const).toSorted());

/** What a report says otherwise than who is there. */
const wrongOf = (report: Report, webinar: HeldWebinar): string | undefined => {
  const { byStatus, invited, silent, declined, tags, domains, overTime, registered } = report;
  const all = [...webinar.registrations.values()];
  const wrong = STATUSES.find((status) => byStatus[status] !== all.filter((one) => one.status === status).length);
  if (wrong) return `${byStatus[wrong]} ${wrong}`;
  const { invitees } = webinar;
  if (invited !== invitees.length) return `${invited} invited of ${invitees.length}`;
  const waiting = invitees.filter((one) => isSilent(webinar, one)).length;
  if (silent !== waiting) return `${silent} without an answer, who are ${waiting}`;
  const saidNo = invitees.filter(({ hasDeclined }) => hasDeclined).length;
  if (declined !== saidNo) return `${declined} declined, who are ${saidNo}`;
  if (told(tags) !== counted(all.map(({ tag }) => tag))) return `tags ${told(tags)}`;
  if (told(domains) !== counted(all.map(({ address }) => address.split("@")[1]))) return `domains ${told(domains)}`;
  const inTime = overTime.bars.reduce((sum, { count }) => sum + count, 0);
  return inTime === registered ? undefined : `${inTime} over time of ${registered}`;
};

/** How often a report is read at most until nothing changed meanwhile. */
const READ_MOST = 20;

/** A report, and who was there when it was read. */
export interface Reported {
  readonly report: Report;
  readonly held: HeldWebinar;
}

/**
 * The report of each webinar, as its host reads it; a purged one has none to recount. An offer may end meanwhile: then it
 * is read anew.
 */
export const readReports = async ({ core }: Process, state: () => State): Promise<ReadonlyMap<string, Reported>> => {
  const reports = new Map<string, Reported>();
  const read = async (code: string): Promise<boolean> => {
    const before = state();
    const held = before.get(code);
    const [id] = held?.hosts ?? [];
    const host = id === undefined ? undefined : await core.people.get(SITE_ORGANISATION, id as PersonId);
    const report = host && (await core.readReport(SITE_ORGANISATION, code as WebinarCode, host));
    if (state() !== before) return false;
    if (held && report?.ok && !report.value.isForgotten) reports.set(code, { report: report.value, held });
    return true;
  };
  for (const code of state().keys()) {
    let times = 0;
    while (!(await read(code))) {
      times += 1;
      if (times === READ_MOST) broken("a report can be read", `${code} changes all the time`);
    }
  }
  return reports;
};

/** Each webinar's report (P32) says what a recount of its people does. */
export const checkReports = (reports: ReadonlyMap<string, Reported>): void => {
  for (const [code, { report, held }] of reports) {
    const wrong = wrongOf(report, held);
    if (wrong) broken("a report says what is so", `${code}: ${wrong}`);
  }
};
