import { z } from "zod";
import type { Invitations } from "../../core/ports/inviting/inviting.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import { decodeInviting, decodeRows, encodeInviting } from "../records/inviting.ts";
import { Fields } from "../records/values.ts";
import { termsOf } from "../roster/terms.ts";
import type { RunScript } from "../scripts.ts";
import { REQUEST_KEPT_MS } from "./requests.ts";

const InviteAnswer = z.union([z.tuple([z.literal("moved")]), z.tuple([z.literal("done"), z.number(), z.number()])]);

const DeclineAnswer = z.union([z.tuple([z.literal("moved")]), z.tuple([z.literal("done"), z.number()])]);
const Read = z.tuple([Fields, z.string(), z.number(), z.array(z.string())]);

/** Invitees of a webinar, in Redis. */
export const makeInvitations = (
  redis: Connection,
  run: RunScript,
): Pick<Invitations, "invite" | "inviting" | "refusedOf" | "decline"> => ({
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
        keys.inviting(organisation, code, inviting?.id ?? requestId),
      ],
      [
        now,
        by,
        code,
        REQUEST_KEPT_MS,
        webinar.version,
        way,
        inviting?.step ?? "",
        ...encodeInviting(inviting),
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

  decline: async ({ organisation, code, requestId, now, way }, { era }, key, by, deliveries) => {
    const answer = await run(
      "decline-5",
      [
        keys.webinar(organisation, code),
        keys.webinarPrefix(organisation, code),
        keys.log(organisation, code),
        keys.request(organisation, requestId),
        keys.lanes(organisation),
      ],
      [now, era, key, by, way, encodeDeliveries(deliveries), REQUEST_KEPT_MS],
    );
    const [kind, at] = DeclineAnswer.parse(answer);
    return kind === "moved" ? { kind } : { kind, at };
  },

  inviting: async (organisation, code, id) => {
    const answer = await run("read-inviting-1", [keys.inviting(organisation, code, id)], []);
    const [fields, next, parts, rows] = Read.parse(answer);
    return decodeInviting(id, fields, { next, parts, rows });
  },

  refusedOf: async (organisation, code, id) =>
    decodeRows(await redis.lrange(`${keys.inviting(organisation, code, id)}:refused`, 0, -1)),
});
