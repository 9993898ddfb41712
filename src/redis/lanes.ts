import type { Delivery } from "../core/deliveries/delivery.ts";
import { messageName, offeringName } from "../core/deliveries/messages.ts";
import { wayToPerson } from "../core/deliveries/reached.ts";
import { groupOf } from "../core/deliveries/undelivered.ts";
import type { RegistrationKey } from "../core/model/ids.ts";
import type { Status } from "../core/model/status.ts";
import type { LaneGroup, Lanes } from "../core/ports/lanes.ts";
import { ALL_PARTITIONS, keys } from "./keys.ts";
import { messagesKeyOf } from "./reading/remembered.ts";
import { decodeClaim, encodeDeliveries } from "./records/delivery.ts";
import { encodeHostNews } from "./records/webinar.ts";
import { among, type RunScript } from "./scripts.ts";

const IN_WAITLIST: readonly Status[] = ["waitlisted", "offered"];

/** Whom it tells something: their address takes mail, or is refused; they have the app in Teams, or have not. */
const toldBy = ({ to, matter }: Delivery, way: "dm" | "mail" | undefined): RegistrationKey | `app:${string}` | "" => {
  const key = "key" in matter ? (matter.key ?? "") : "";
  if (way === "mail" || key === "") return way ? key : "";
  return to.kind === "dm" && to.chat.startsWith("teams:") ? `app:${key}` : "";
};

interface Told {
  /** The way that counts, or "". Where a mail takes a message's place, that one counts. */
  readonly way: "dm" | "mail" | "";
  readonly whom: ReturnType<typeof toldBy>;
}

/** What the end of a delivery says about how people of its webinar were reached. */
const toldOf = (delivery: Delivery, state: "sent" | "dead", saysNothing: boolean): Told => {
  const way = delivery.matter.code && !saysNothing ? wayToPerson(delivery) : undefined;
  const isReplaced = state === "dead" && delivery.orMail !== undefined;
  return { way: (!isReplaced && way) || "", whom: toldBy(delivery, way) };
};

/** How the field ends that says what a card's messages show, beside those that are its messages. */
export const SHOWN = ":shown";
const hasNews = (said: readonly (string | undefined)[], messages: readonly (readonly string[])[]): boolean =>
  said.some((one) => one !== undefined) || messages.some(({ length }) => length > 0);

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

  finish: async (claimed, { now, state, gapMs, messageId, gone = [], follow, refusal = "", saysNothing, ...said }) => {
    const { shows, offering = [], offeringNot = [] } = said;
    const lanes = claimed.group.prefix;
    const { organisation, matter } = claimed.delivery;
    const { code } = matter;
    const name = messageName(claimed.delivery);
    const isAboutOffer = offering.length + offeringNot.length > 0;
    const isNews = name !== undefined && hasNews([messageId, shows], [gone, offering, offeringNot]);
    const messages = (isNews ? messagesKeyOf(claimed.delivery) : undefined) ?? lanes;
    const { way, whom } = toldOf(claimed.delivery, state, saysNothing === true);
    const reached = code && (way || whom) ? keys.reached(organisation, code) : lanes;
    const refused = code && whom ? keys.refused(organisation, code) : lanes;
    const isNewOnce = ({ matter: { kind } }: Delivery) => refusal !== "" && kind === "undelivered";
    const args = [
      now,
      claimed.lane,
      claimed.id,
      claimed.token,
      state,
      Math.ceil(gapMs),
      code && isNews ? (messageId ?? "") : "",
      isNews ? gone.join("\n") : "",
      encodeDeliveries(follow.filter((one) => !isNewOnce(one))),
      groupOf(claimed.delivery),
      name ?? "",
      way,
      code ?? "",
      whom,
      refusal,
      encodeDeliveries(follow.filter(isNewOnce)),
      shows === undefined ? "" : `${name}${SHOWN}`,
      shows ?? "",
      isAboutOffer ? (offeringName(claimed.delivery) ?? "") : "",
      offering.join("\n"),
      offeringNot.join("\n"),
    ];
    return (await run("finish-4", [lanes, messages, reached, refused], args)) === 1;
  },

  bury: async ({ group: { prefix }, lane, id, token }, now) =>
    (await run(
      "finish-4",
      [prefix, prefix, prefix, prefix],
      [now, lane, id, token, "dead", 0, "", "", encodeDeliveries([]), ...Array.from({ length: 12 }, () => "")],
    )) === 1,

  expand: async (claimed, now, { webinar, era, by, consequences, deliveries = [], next, hostNews }) => {
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
        hostNews ? encodeHostNews(hostNews) : "",
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
