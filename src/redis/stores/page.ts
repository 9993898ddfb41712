import { z } from "zod";
import type { OrganisationId } from "../../core/model/ids.ts";
import type { Listed, Slice } from "../../core/ports/slice.ts";
import { keys } from "../keys.ts";
import type { RunScript } from "../scripts.ts";

/** The longest webinar lasts a day: one that still runs started at most so long ago. */
const LONGEST_MS = 24 * 3_600_000;

const PageAnswer = z.tuple([z.number()], z.string());

interface Reading {
  readonly now: number;
  readonly slice: Slice;
  /** A list whose webinars stand among those of the first. */
  readonly also?: string;
  readonly withCancelled?: boolean;
}

/** Reads a part of a zset by start whose members begin with a webinar's code: of what is not over, in one trip. */
export const readPage = async (
  run: RunScript,
  organisation: OrganisationId,
  list: string,
  { now, slice, also = list, withCancelled = false }: Reading,
): Promise<Listed<string>> => {
  const answer = await run(
    "page-3",
    [list, also, keys.webinarsPrefix(organisation)],
    [now, now - LONGEST_MS, slice.from, slice.limit, withCancelled ? "1" : ""],
  );
  const [total, ...some] = PageAnswer.parse(answer);
  return { some, total };
};
