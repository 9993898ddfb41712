import type { Notice } from "../../../src/core/notices/notice.ts";
import { isSilent, type State } from "../ledger.ts";
import { broken } from "../simulation.ts";

const isNudge = (notice: Notice): notice is Notice & { kind: "invitation" } =>
  notice.kind === "invitation" && notice.isNudge === true;

/** Of a delivery that comes by itself; a host's own *Nudge* is named by its message. */
const BY_ITSELF = /^(.*):nudge:(\w+)$/;
const BY_A_HOST = /^(.*):wrote:[^:]+:(\w+)$/;

/** Who is reminded to answer an invitation (P29): who did not, and by itself never after a host reminded them. */
export const makeNudged = () => {
  /** `CODE:KEY` of who had not answered, each time that a process took a delivery up. */
  const silentAt = new Map<string, ReadonlySet<string>>();
  const byHosts = new Set<string>();
  let silent: ReadonlySet<string> = new Set();

  return {
    happens: (state: State): void => {
      silent = new Set(
        [...state.values()].flatMap((webinar) =>
          webinar.invitees.flatMap((one) => (isSilent(webinar, one) ? [`${webinar.code}:${one.key}`] : [])),
        ),
      );
    },

    claimed: (attempt: string): void => void silentAt.set(attempt, silent),

    /** A message is about to be sent by one of these attempts. Somebody may answer while it is being made. */
    begins: (delivery: string, attempts: readonly string[], notice: Notice): void => {
      if (!isNudge(notice)) return;
      const place = `${notice.webinar.code}:${notice.key}`;
      if (attempts.length > 0 && attempts.every((attempt) => silentAt.get(attempt)?.has(place) === false))
        broken("who answered is not reminded to", `${delivery} is about who had answered`);
      const [, , way] = BY_ITSELF.exec(delivery) ?? [];
      if (way !== undefined && byHosts.has(`${place}:${way}`))
        broken("who was reminded is not reminded again", `${delivery} comes after a host's`);
    },
    taken: (delivery: string, notice: Notice): void => {
      const [, place, way] = (isNudge(notice) && BY_A_HOST.exec(delivery)) || [];
      if (place !== undefined) byHosts.add(`${place}:${way}`);
    },

    /** Redis lost what was done: who answered may not have, and who was reminded was not. */
    forget: (): void => {
      silentAt.clear();
      byHosts.clear();
    },
  };
};
