import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import {
  type OrganisationId,
  type PersonId,
  parseCode,
  parseKey,
  type RegistrationKey,
  type WebinarCode,
} from "../../core/model/ids.ts";
import type { Listed, Slice } from "../../core/ports/slice.ts";
import { keys } from "../keys.ts";
import type { RunScript } from "../scripts.ts";

/** The longest webinar lasts a day: one that still runs started at most so long ago. */
const LONGEST_MS = 24 * 3_600_000;

const PageAnswer = z.tuple([z.unknown(), z.number()], z.tuple([z.string(), z.string()]));

/** A list of webinars: of all, or of one person. */
export type List =
  | { readonly list: "upcoming" }
  | { readonly list: "mine" | "hosted" | "concerning"; readonly person: PersonId };

/** Reads a part of a list of what is not over, the soonest start first, in one trip. */
export const readPage = async (
  run: RunScript,
  organisation: OrganisationId,
  of: List,
  now: number,
  slice: Slice,
): Promise<Listed<{ code: WebinarCode; key?: RegistrationKey }>> => {
  const answer = await run(
    "page-5",
    [
      keys.peopleIndex(organisation),
      keys.personPrefix(organisation),
      keys.hostingPrefix(organisation),
      keys.webinars(organisation),
      keys.webinarsPrefix(organisation),
    ],
    [of.list, "", "person" in of ? of.person : "", now, now - LONGEST_MS, slice.from, slice.limit],
  );
  const [, total, ...some] = PageAnswer.parse(answer);
  return {
    some: some.flatMap(([typed, key]) => {
      const code = parseCode(typed);
      return code ? [{ code, ...defined({ key: parseKey(key) }) }] : [];
    }),
    total,
  };
};
