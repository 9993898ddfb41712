import { createHash } from "node:crypto";
import { chatParts } from "../model/ids.ts";
import type { Delivery, FanOut } from "./delivery.ts";

export const OF_ONE: readonly FanOut["kind"][] = ["offer_ends", "settle", "waits"];

/** The line in which a recipient's deliveries wait. An address appears in it only as a hash. */
export const laneOf = ({ to, organisation, matter }: Pick<Delivery, "to" | "organisation" | "matter">): string => {
  switch (to.kind) {
    case "everybody":
      // The end of an offer does not wait until thousands are told something else.
      return `${matter.kind === "fan_out" && OF_ONE.includes(matter.what.kind) ? "line" : "fan"}:${organisation}:${matter.code}`;
    case "dm": {
      const { face, group, user } = chatParts(to.chat);
      return `${face === "slack" ? "sl" : "ms"}:${group}:${user}`;
    }
    case "card":
      return `${to.channel.face === "slack" ? "sl" : "ms"}:${to.channel.group}:${to.channel.channelId}`;
    case "mail":
      return `mail:${createHash("sha256").update(to.address).digest("base64url").slice(0, 22)}`;
  }
};
