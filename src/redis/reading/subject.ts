import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { OrganisationId, WebinarCode } from "../../core/model/ids.ts";
import type { WebinarEntry } from "../../core/model/registration.ts";
import { decodeEntry } from "../records/entry.ts";
import { listedOf } from "../stores/lists.ts";
import type { Known, KnownWebinars } from "./known-webinars.ts";

const SubjectAnswer = z.tuple([z.unknown(), z.unknown(), z.number(), z.string()]).nullable();

/** What `shared/subject.lua` answers of a webinar and a pair. */
export const decodeSubject = (
  knownWebinars: KnownWebinars,
  organisation: OrganisationId,
  code: WebinarCode,
  known: Known | undefined,
  answer: unknown,
): WebinarEntry | undefined => {
  const parts = SubjectAnswer.parse(answer);
  const webinar = parts && knownWebinars.read(organisation, code, known, parts[0]);
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
