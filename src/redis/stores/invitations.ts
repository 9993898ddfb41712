import { z } from "zod";
import type { Registrations } from "../../core/ports/registrations.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import { decodeInviting, encodeInviting, INVITING_KEPT_MS } from "../records/inviting.ts";
import { termsOf } from "../roster/terms.ts";
import type { RunScript } from "../scripts.ts";
import { REQUEST_KEPT_MS } from "./requests.ts";

const InviteAnswer = z.union([z.tuple([z.literal("moved")]), z.tuple([z.literal("done"), z.number(), z.number()])]);

/** Invitees of a webinar, in Redis. */
export const makeInvitations = (redis: Connection, run: RunScript): Pick<Registrations, "invite" | "inviting"> => ({
  invite: async ({ organisation, code, requestId, now, way }, webinar, by, invitees, inviting) => {
    const answer = await run(
      "invite-9",
      [
        keys.webinar(organisation, code),
        keys.addresses(organisation, code),
        keys.invited(organisation, code),
        keys.log(organisation, code),
        keys.request(organisation, requestId),
        keys.lanes(organisation),
        keys.webinarPrefix(organisation, code),
        keys.personPrefix(organisation),
        keys.inviting(organisation, code, inviting?.next.id ?? requestId),
      ],
      [
        now,
        by,
        code,
        REQUEST_KEPT_MS,
        webinar.version,
        way,
        inviting?.before?.step ?? "",
        inviting ? encodeInviting(inviting.next) : "",
        INVITING_KEPT_MS,
        encodeDeliveries(inviting?.deliveries ?? []),
        ...invitees.flatMap(({ address, key, person, name, registrationId, deliveries }) => [
          address,
          key,
          person,
          registrationId ?? "",
          encodeDeliveries(deliveries),
          termsOf({ name, address }),
        ]),
      ],
    );
    const [kind, invited = 0, known = 0] = InviteAnswer.parse(answer);
    return kind === "moved" ? { kind } : { kind, invited, known };
  },

  inviting: async (organisation, code, id) =>
    decodeInviting(id, await redis.hgetall(keys.inviting(organisation, code, id))),
});
