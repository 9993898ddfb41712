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

/** The report of each webinar, as its host reads it; a purged one has none to recount. */
export const readReports = async ({ core }: Process, state: State): Promise<ReadonlyMap<string, Report>> => {
  const reports = new Map<string, Report>();
  for (const { code, hosts } of state.values()) {
    const [id] = hosts;
    const host = id === undefined ? undefined : await core.people.get(SITE_ORGANISATION, id as PersonId);
    const report = host && (await core.readReport(SITE_ORGANISATION, code as WebinarCode, host));
    if (report?.ok && !report.value.isForgotten) reports.set(code, report.value);
  }
  return reports;
};

/** Each webinar's report (P32) says what a recount of its people does. */
export const checkReports = (reports: ReadonlyMap<string, Report>, state: State): void => {
  for (const [code, report] of reports) {
    const held = state.get(code);
    const wrong = held && wrongOf(report, held);
    if (wrong) broken("a report says what is so", `${code}: ${wrong}`);
  }
};
