import { createHash } from "node:crypto";
import { chatParts, type Face } from "../model/ids.ts";
import type { Delivery, FanOut } from "./delivery.ts";

// Names of lanes stand in Redis: these prefixes never change.

const FACE_PREFIX: Readonly<Record<Face, string>> = { slack: "sl", teams: "ms" };

/** A fan-out about one registration, or about a few, does not wait until thousands are told something else. */
const FAN_OUT_PREFIX: Readonly<Record<FanOut["kind"], "fan" | "line" | "ask">> = {
  moved: "fan",
  revised: "fan",
  called_off: "fan",
  ids: "fan",
  password: "fan",
  let_go: "fan",
  bulk: "fan",
  bulk_undo: "fan",
  bulk_settle: "fan",
  waits: "line",
  overviews: "line",
  announcements: "line",
  series_announcements: "line",
  seats: "fan",
  settle: "line",
  cancellations: "line",
  coming: "line",
  offered: "line",
  offer_ends: "line",
  reminders: "fan",
  message: "fan",
  follow_ups: "fan",
  recording: "fan",
  nudges: "fan",
  over: "fan",
  purge: "fan",
  forget: "fan",
  forget_people: "fan",
  // It may wait for a chat product that says to slow down, and holds up nothing else.
  invite: "ask",
};

/** The lane in which a recipient's deliveries wait for each other. An address appears in it only as a hash. */
export const laneOf = ({ to, organisation, matter }: Pick<Delivery, "to" | "organisation" | "matter">): string => {
  switch (to.kind) {
    case "everybody": {
      const prefix = matter.kind === "fan_out" ? FAN_OUT_PREFIX[matter.what.kind] : "fan";
      return `${prefix}:${organisation}:${matter.code}`;
    }
    case "dm": {
      const { face, group, user } = chatParts(to.chat);
      return `${FACE_PREFIX[face]}:${group}:${user}`;
    }
    case "card":
      return `${FACE_PREFIX[to.channel.face]}:${to.channel.group}:${to.channel.channelId}`;
    case "mail":
      return `mail:${createHash("sha256").update(to.address).digest("base64url").slice(0, 22)}`;
  }
};
