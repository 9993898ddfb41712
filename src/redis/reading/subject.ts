import { defined } from "../../core/model/defined.ts";
import type { OrganisationId, WebinarCode } from "../../core/model/ids.ts";
import type { WebinarEntry } from "../../core/model/registration.ts";
import { decodeEntry } from "../records/entry.ts";
import { listedOf } from "../stores/lists.ts";
import type { Known, KnownWebinars } from "./known-webinars.ts";

/** As `shared/subject.lua` says: the webinar, the pair, whether the act is a repeat, how the address is listed. */
type Answer = [webinar: unknown, pair: unknown, repeated: number, listed: string] | null;

/** What `shared/subject.lua` answers of a webinar and a pair. */
export const decodeSubject = (
  knownWebinars: KnownWebinars,
  organisation: OrganisationId,
  code: WebinarCode,
  known: Known | undefined,
  answer: unknown,
): WebinarEntry | undefined => {
  const parts = answer as Answer;
  const webinar = parts && knownWebinars.decode(organisation, code, known, parts[0]);
  if (!parts || !webinar) return undefined;
  const [, pair, repeated, listed] = parts;
  return {
    webinar,
    ...defined({
      entry: decodeEntry(pair),
      isRepeated: repeated === 1 ? true : undefined,
      listed: listedOf(listed),
    }),
  };
};
