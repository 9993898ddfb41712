import type { Delivery, Matter } from "./delivery.ts";
import { laneOf } from "./lane.ts";

/**
 * Whether the host is told that a delivery was given up: for each one; once an hour for what fails for many at once; or
 * never.
 */
const HOST_IS_TOLD: Readonly<Record<Matter["kind"], "each" | "hourly" | "never">> = {
  invitation: "each",
  registration: "each",
  request: "each",
  overview: "each",
  report: "never",
  announced: "each",
  series_announced: "each",
  moved: "hourly",
  revised: "hourly",
  called_off: "hourly",
  reminder: "hourly",
  cancellations: "never",
  coming: "never",
  host_message: "hourly",
  message_sent: "never",
  follow_up: "hourly",
  nudge: "hourly",
  outdated: "never",
  id_given: "hourly",
  password_changed: "hourly",
  let_go: "hourly",
  withdrawn: "never",
  line_over: "hourly",
  full: "never",
  cohosting: "never",
  speaking: "each",
  handed_over: "never",
  inviting: "never",
  hosting: "never",
  digest: "each",
  bulk_done: "each",
  waiting: "each",
  asked: "each",
  thread: "each",
  fan_out: "never",
  draft: "never",
  undelivered: "never",
  answer: "never",
};

const HOUR_MS = 3_600_000;

type Undelivered = Pick<Delivery, "id" | "organisation" | "matter" | "to">;

/** Whether such a delivery is one of many that tell of a change; they are told, and tried again, as one. */
export const concernsMany = (kind: Matter["kind"]): boolean => HOST_IS_TOLD[kind] === "hourly";

export const isHostTold = ({ matter }: Undelivered): boolean => HOST_IS_TOLD[matter.kind] !== "never";

/**
 * The group with which a delivery is tried again once it was given up: all of its webinar in one channel, or to one
 * person; of a change that concerns everybody, all that tell of it.
 */
export const groupOf = (delivery: Undelivered): string => {
  const { matter, to } = delivery;
  const isOfMany = to.kind !== "card" && concernsMany(matter.kind);
  return `${matter.code ?? ""}:${isOfMany ? matter.kind : laneOf(delivery)}`;
};

/**
 * The name under which a failure is told. Those of one group are told once an hour, and anew when they fail after they
 * were tried again: `%f` stands for the instant at which the first of the group was given up.
 */
export const nameOfFailure = (delivery: Undelivered, now: number): string =>
  delivery.to.kind === "card" || concernsMany(delivery.matter.kind)
    ? `${groupOf(delivery)}:${Math.floor(now / HOUR_MS)}:%f:undelivered:hourly`
    : `${delivery.id}:undelivered:${now}`;
