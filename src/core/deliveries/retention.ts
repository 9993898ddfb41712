import { NOBODY } from "../model/audit.ts";
import type { Site, Webinar } from "../model/webinar.ts";
import type { Delivery } from "./delivery.ts";
import { fanOut } from "./fan-outs.ts";

export const DAY_MS = 24 * 3_600_000;

type Keeps = Pick<Site, "retentionDays">;

/**
 * Purges what a webinar holds about people, so many days after `since`: its end, or its cancellation (P22). The name is
 * the instant: a moved end has another purge, and the one before does nothing.
 */
export const retentionEnds = (
  webinar: Pick<Webinar, "organisation" | "code">,
  { retentionDays }: Keeps,
  since: number,
): Delivery => {
  const at = since + retentionDays * DAY_MS;
  return fanOut(webinar, { kind: "forget", since }, String(at), NOBODY, at);
};

/** Purges people at `at` whom nothing keeps; once a day for an organisation, whichever of its webinars asks. */
export const peopleEnd = (webinar: Pick<Webinar, "organisation" | "code">, at: number): Delivery => {
  const day = Math.ceil(at / DAY_MS);
  const once = fanOut(webinar, { kind: "forget_people" }, "", NOBODY, day * DAY_MS);
  return { ...once, id: `${webinar.organisation}:fan:forget_people:${day}` };
};
