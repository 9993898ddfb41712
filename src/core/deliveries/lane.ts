import { createHash } from "node:crypto";
import { chatParts, type Face } from "../model/ids.ts";
import type { Delivery, FanOut } from "./delivery.ts";

export const OF_ONE: readonly FanOut["kind"][] = ["offer_ends", "settle", "waits"];

/** How the lanes of a chat product begin. */
const PREFIX: Readonly<Record<Face, string>> = { slack: "sl", teams: "ms" };

/** The line in which a recipient's deliveries wait. An address appears in it only as a hash. */
export const laneOf = ({ to, organisation, matter }: Pick<Delivery, "to" | "organisation" | "matter">): string => {
  switch (to.kind) {
    case "everybody":
      // The end of an offer does not wait until thousands are told something else.
      return `${matter.kind === "fan_out" && OF_ONE.includes(matter.what.kind) ? "line" : "fan"}:${organisation}:${matter.code}`;
    case "dm": {
      const { face, group, user } = chatParts(to.chat);
      return `${PREFIX[face]}:${group}:${user}`;
    }
    case "card":
      return `${PREFIX[to.channel.face]}:${to.channel.group}:${to.channel.channelId}`;
    case "mail":
      return `mail:${createHash("sha256").update(to.address).digest("base64url").slice(0, 22)}`;
  }
};
