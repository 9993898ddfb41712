import type { OrganisationId, WebinarCode } from "../../core/model/ids.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { decodeCounts, decodeLasting, type LastingPart, markOf } from "../records/webinar.ts";

/** So many webinars' settings and forms are remembered; the one that was remembered first goes first. */
const REMEMBERED = 200;

/** What is remembered of a webinar when it is asked for. */
export interface Known {
  /** Of what stands in Redis. */
  readonly mark: string;
  readonly lasting: LastingPart;
}

/**
 * Remembers settings and forms by a mark of their text, so that they are decoded once for each, and sent only where
 * they changed. Counts and the version are read every time.
 */
export const makeKnownWebinars = () => {
  const known = new Map<string, Known>();
  const nameOf = (organisation: OrganisationId, code: WebinarCode) => `${organisation}\n${code}`;

  return {
    /** What is known before a script is asked: its mark goes along, and it is given back with the answer. */
    of: (organisation: OrganisationId, code: WebinarCode): Known | undefined => known.get(nameOf(organisation, code)),

    /** The webinar that `shared/webinar.lua` answered; undefined for none. */
    decode: (organisation: OrganisationId, code: WebinarCode, before: Known | undefined, answer: unknown) => {
      if (answer === null) return undefined;
      const [counts, told] = answer as [unknown, unknown?];
      const { version, counted } = decodeCounts(counts);
      const mark = told === undefined ? before?.mark : markOf(told);
      if (mark === undefined) throw new Error("a script left out settings that are not known");
      if (before?.mark === mark) return { ...before.lasting, version: Number(version), ...counted };
      const lasting = decodeLasting(version, told);
      const name = nameOf(organisation, code);
      known.delete(name);
      known.set(name, { mark, lasting });
      const [oldest] = known.keys();
      if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
      return { ...lasting, ...counted } satisfies Webinar as Webinar;
    },

    /** The same webinar with the counts that a script answered after a change of its own. */
    counted: (webinar: Webinar, answer: unknown): Webinar => {
      const { version, counted } = decodeCounts(answer);
      return { ...webinar, ...counted, version: Number(version) };
    },
  };
};

export type KnownWebinars = ReturnType<typeof makeKnownWebinars>;
