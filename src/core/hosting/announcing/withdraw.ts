import { hosted } from "../../access/host-access.ts";
import { announcementWithdrawn } from "../../deliveries/announcements.ts";
import { overviewCards } from "../../deliveries/cards.ts";
import type { OrganisationId, RequestId, WebinarCode } from "../../model/ids.ts";
import { CHANGED, untilStored } from "../../model/optimistic.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Way } from "../../model/registration.ts";
import { done, type Result } from "../../model/result.ts";
import type { Announced } from "../../model/told/announced.ts";
import { type HostChannel, isSameChannel, type Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Actor, People } from "../../ports/people.ts";
import type { Webinars } from "../../ports/webinars.ts";
import type { Announcing } from "./channel.ts";

/** Who takes an announcement back, and where. */
export interface WithdrawIn {
  readonly organisation: OrganisationId;
  readonly requestId: RequestId;
  readonly by: Actor;
  readonly way: Way;
  readonly channel: HostChannel;
}

interface WithdrawInput extends WithdrawIn {
  readonly code: WebinarCode;
}

/** So many are remembered, the last ones. */
const WITHDRAWN_KEPT = 20;

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly clock: Clock;
}

/** What the report marks of one that is withdrawn; one of before announcements kept their moment is marked nowhere. */
const withWithdrawn = ({ withdrawn = [] }: Webinar, { face, name, at }: Announced, until: number) =>
  at === undefined ? {} : { withdrawn: [...withdrawn, { face, name, at, until }].slice(-WITHDRAWN_KEPT) };

/**
 * Withdraws a webinar's announcement in a channel (P28): its card says so from then on, and nothing else changes. It can
 * be announced there again. Refuses who does not host it; what stands there no more is withdrawn already.
 */
export const makeWithdraw = (deps: Deps) => {
  const { webinars, clock } = deps;
  return async ({
    organisation,
    code,
    requestId,
    by,
    way,
    channel,
  }: WithdrawInput): Promise<Result<Announcing, Refusal>> =>
    untilStored(async () => {
      const found = await hosted(deps, organisation, code, by);
      if (!found.ok) return found;
      const before = found.value;
      const stands = before.announcedIn.find((one) => isSameChannel(one, channel));
      const withdrawn = done({
        webinar: before,
        channel: stands ?? { ...channel, name: "" },
        became: "withdrawn" as const,
      });
      if (!stands) return withdrawn;
      const announcedIn = before.announcedIn.filter((one) => one !== stands);
      const now = clock.now();
      const next = { ...before, announcedIn, ...withWithdrawn(before, stands, now), version: before.version + 1 };
      const answer = await webinars.edit({
        act: { organisation, code, requestId, now, way },
        before,
        next,
        by: by.id,
        as: "unannounced",
        deliveries: [announcementWithdrawn(next, stands), ...overviewCards(next)],
      });
      return answer.kind === "moved" ? CHANGED : withdrawn;
    });
};
