import { z } from "zod";
import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import { organisationId } from "../../core/model/ids.ts";
import type { Gate } from "../../core/ports/gate.ts";
import type { Webinars } from "../../core/ports/webinars.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import type { RunScript } from "../scripts.ts";

/** So long the way from the gate to the meeting stays open. */
const ENTRANCE_MS = 5 * 60_000;

const AdmitAnswer = z.union([
  z.tuple([z.enum(["admitted", "full", "visits_full"])]),
  z.tuple([z.literal("too_many_visits"), z.number()]),
]);

interface Options {
  /** How many the gate admits. */
  readonly plan: number;
  readonly get: Webinars["get"];
}

/** The join gate in Redis. */
export const makeGate = (redis: Connection, run: RunScript, { plan, get }: Options): Gate => {
  return {
    // Those who are purged count on.
    attended: async ({ organisation, code }) =>
      (await redis.scard(keys.attendees(organisation, code))) +
      Number((await redis.hget(keys.webinar(organisation, code), "attended")) ?? 0),

    wasAdmitted: async ({ organisation, code }, attendee) =>
      (await redis.sismember(keys.attendees(organisation, code), attendee)) === 1,

    admittedAmong: async ({ organisation, code }, attendees) =>
      attendees.length === 0
        ? []
        : (await redis.smismember(keys.attendees(organisation, code), ...attendees)).map((one) => one === 1),

    admit: async (webinar, attendee, token, { now, deliveries, visitor }) => {
      const { organisation, code } = webinar;
      const answer = await run(
        "admit-9",
        [
          keys.attendees(organisation, code),
          keys.entrance(organisation, code, token),
          keys.log(organisation, code),
          keys.lanes(organisation),
          keys.visitors(organisation, code),
          keys.visitsFrom(organisation, code, visitor?.source ?? ""),
          keys.invitedIn(organisation, code, "all"),
          keys.eraPrefix(organisation, code, webinar.era),
          keys.arrivals(organisation, code),
        ],
        [
          now,
          attendee === "host" ? "" : attendee,
          plan,
          ENTRANCE_MS,
          encodeDeliveries(deliveries),
          ...(visitor
            ? [visitor.rate.most, visitor.rate.seconds * 1_000, Math.floor(plan * visitor.kept)]
            : ["", "", ""]),
        ],
      );
      const [kind, waitMs = 0] = AdmitAnswer.parse(answer);
      return kind === "too_many_visits" ? { kind, waitMs } : { kind };
    },

    enter: async (code, token) => {
      // An unknown code takes as long as one that nobody may know of.
      const organisation = organisationId((await redis.get(keys.code(code))) ?? SITE_ORGANISATION);
      const used = await redis.getdel(keys.entrance(organisation, code, token));
      const webinar = used === null ? undefined : await get(organisation, code);
      return webinar && { webinar, attendee: used || "host" };
    },
  };
};
