import { organisationId } from "../../core/model/ids.ts";
import type { Gate } from "../../core/ports/gate.ts";
import type { Webinars } from "../../core/ports/webinars.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import type { RunScript } from "../scripts.ts";

/** So long the way from the gate to the meeting stays open. */
const ENTRANCE_MS = 5 * 60_000;

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

    admit: async (webinar, attendee, token, now, deliveries) => {
      const { organisation, code } = webinar;
      const answer = await run(
        "admit-4",
        [
          keys.attendees(organisation, code),
          keys.entrance(organisation, code, token),
          keys.log(organisation, code),
          keys.lanes(organisation),
        ],
        [now, attendee, plan, ENTRANCE_MS, encodeDeliveries(deliveries)],
      );
      return answer === 1;
    },

    enter: async (code, token) => {
      const organisation = await redis.get(keys.code(code));
      if (organisation === null) return undefined;
      const used = await redis.getdel(keys.entrance(organisationId(organisation), code, token));
      return used === null ? undefined : get(organisationId(organisation), code);
    },
  };
};
