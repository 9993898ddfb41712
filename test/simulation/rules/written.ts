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

/** Whether somebody's registration is as it was, or they still did not answer and can. */
const isAsWas = (webinar: HeldWebinar, key: string, version: number | undefined, now: number): boolean => {
  if (version !== undefined) return webinar.registrations.get(key)?.version === version;
  const { isRequired, startsAt, closesAt = startsAt } = webinar;
  return isRequired && closesAt > now && webinar.invitees.some((one) => one.key === key && isSilent(webinar, one));
};

/** What hosts write to many, and took back (P31). */
export const makeWritten = () => {
  const written: Written[] = [];
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
    undoes: (id: string): void => void doubtful.add(id),
    undone: (id: string, isTakenBack: boolean): void => {
      doubtful.delete(id);
      if (isTakenBack) takenBack.add(id);
    },

    /** What was taken back in time is told to nobody. */
    begins: (delivery: string): void => {
      const [, id] = /:wrote:([^:]+):/.exec(delivery) ?? [];
      if (id !== undefined && takenBack.has(id) && !delivery.endsWith(":card"))
        broken("what was taken back is told to nobody", delivery);
    },

    /** In the end each of those to whom it was written, and who still are what they were, was told. */
    check: (
      state: State,
      now: number,
      takenAt: (delivery: string) => readonly number[],
      isExcused: IsExcused,
    ): void => {
      for (const { id, code, era, sentAt, to } of written) {
        const webinar = state.get(code);
        if (!webinar || webinar.era !== era || webinar.state === "cancelled") continue;
        if (takenBack.has(id) || doubtful.has(id) || sentAt + SENT_WITHIN_MS > now) continue;
        for (const { key, version } of to) {
          if (!isAsWas(webinar, key, version, now) || isExcused(webinar, key, true)) continue;
          const ways = ["dm", "mail", "dm:mail"].flatMap((way) => takenAt(`${code}:${key}:wrote:${id}:${way}`));
          if (ways.length === 0)
            broken("everybody to whom a host writes is told", `${code}: ${key} heard nothing of ${id}`);
        }
      }
    },
  };
};
