import { messageName } from "../core/deliveries/messages.ts";
import { wayToPerson } from "../core/deliveries/reached.ts";
import { groupOf } from "../core/deliveries/undelivered.ts";
import type { Status } from "../core/model/status.ts";
import type { LaneGroup, Lanes } from "../core/ports/lanes.ts";
import { ALL_PARTITIONS, keys } from "./keys.ts";
import { decodeClaim, encodeDeliveries } from "./records/delivery.ts";
import { among, type RunScript } from "./scripts.ts";

const IN_WAITLIST: readonly Status[] = ["waitlisted", "offered"];

/** Lanes in Redis, as workers use them. */
export const makeLanes = (run: RunScript): Lanes => ({
  groups: ALL_PARTITIONS.flatMap((partition): LaneGroup[] => [
    { kind: "chat", prefix: keys.lanesOf(partition) },
    { kind: "mail", prefix: keys.mailLanesOf(partition) },
  ]),

  claim: async (group, { now, leaseMs, max, token }) => {
    const answer = await run("claim-1", [group.prefix], [now, leaseMs, max, token]);
    const { waitMs, taken, unreadable } = decodeClaim(answer);
    return {
      waitMs,
      taken: taken.map((claimed) => ({ ...claimed, group, token })),
      unreadable: unreadable.map((place) => ({ ...place, group, token })),
    };
  },

  finish: async (claimed, { now, state, gapMs, messageId, gone = [], follow, saysNothing }) => {
    const lanes = claimed.group.prefix;
    const {
      organisation,
      matter: { code },
    } = claimed.delivery;
    const name = messageName(claimed.delivery);
    const isNews = name !== undefined && (messageId !== undefined || gone.length > 0);
    const messages = code && isNews ? keys.messages(organisation, code) : lanes;
    const { orMail } = claimed.delivery;
    // Where a mail takes its place, that one counts.
    const counts = !saysNothing && !(state === "dead" && orMail);
    const way = code && counts ? wayToPerson(claimed.delivery) : undefined;
    const reached = code && way ? keys.reached(organisation, code) : lanes;
    const args = [
      now,
      claimed.lane,
      claimed.id,
      claimed.token,
      state,
      Math.ceil(gapMs),
      code && isNews ? (messageId ?? "") : "",
      isNews ? gone.join("\n") : "",
      encodeDeliveries(follow),
      groupOf(claimed.delivery),
      name ?? "",
      way ?? "",
      code ?? "",
    ];
    return (await run("finish-3", [lanes, messages, reached], args)) === 1;
  },

  bury: async ({ group: { prefix }, lane, id, token }, now) =>
    (await run(
      "finish-3",
      [prefix, prefix, prefix],
      [now, lane, id, token, "dead", 0, "", "", encodeDeliveries([]), "", "", "", ""],
    )) === 1,

  expand: async (claimed, now, { webinar, era, by, consequences, deliveries = [], next }) => {
    const { organisation, code } = webinar;
    const answer = await run(
      "expand-5",
      [
        keys.lanes(organisation),
        keys.webinar(organisation, code),
        keys.eraPrefix(organisation, code, era),
        keys.log(organisation, code),
        keys.addresses(organisation, code),
      ],
      [
        now,
        claimed.lane,
        claimed.id,
        claimed.token,
        next ? JSON.stringify(next) : "",
        encodeDeliveries([...deliveries, ...consequences.flatMap((one) => one.deliveries)]),
        among(IN_WAITLIST),
        by,
        ...consequences.flatMap(({ concerned: { key, address }, becomes, registrationId }) => [
          key,
          address,
          becomes ?? "",
          registrationId ?? "",
        ]),
      ],
    );
    return answer === 1;
  },

  renew: async ({ group, lane, id, token }, now, leaseMs) =>
    (await run("renew-1", [group.prefix], [now, lane, id, token, leaseMs])) === 1,

  retry: async (claimed, now, waitMs, counts) =>
    (await run(
      "retry-1",
      [claimed.group.prefix],
      [now, claimed.lane, claimed.id, claimed.token, Math.ceil(waitMs), counts ? "1" : "0"],
    )) === 1,
});
