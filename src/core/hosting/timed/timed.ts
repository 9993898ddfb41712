import type { FanOut } from "../../deliveries/delivery.ts";
import { unreachable } from "../../model/result.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Cursor } from "../../ports/registrations.ts";
import { makeNudgePeople, type NudgeDeps } from "./nudge-people.ts";
import { type ApprovedDeps, makeTellApproved } from "./tell-approved.ts";
import { type HostNewsDeps, makeTellHost } from "./tell-host.ts";
import type { ToldSome } from "./told-some.ts";
import { makeWritePeople, type WriteDeps } from "./write-people.ts";

/** What comes to many people at its time: by itself, or as a host wrote it. */
type TimedEvent = Extract<
  FanOut,
  { kind: "reminders" | "nudges" | "follow_ups" | "recording" | "message" | "cancellations" | "coming" }
>;

/** Tells the next `limit` people whom a timed event concerns, from the cursor on. */
export const makeTimed = (deps: ApprovedDeps & NudgeDeps & WriteDeps & HostNewsDeps) => {
  const tellApproved = makeTellApproved(deps);
  const nudgePeople = makeNudgePeople(deps);
  const writePeople = makeWritePeople(deps);
  const tellHost = makeTellHost(deps);
  return (webinar: Webinar, what: TimedEvent, cursor: Cursor, limit: number): Promise<ToldSome> => {
    switch (what.kind) {
      case "reminders":
      case "follow_ups":
      case "recording":
        return tellApproved(webinar, what, cursor, limit);
      case "cancellations":
      case "coming":
        return tellHost(webinar, what);
      case "message":
        return writePeople(webinar, what, cursor, limit);
      case "nudges":
        return nudgePeople(webinar, what, cursor, limit);
      default:
        return unreachable(what);
    }
  };
};

export type Timed = ReturnType<typeof makeTimed>;
