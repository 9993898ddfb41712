import { hostedAhead } from "../../access/host-access.ts";
import { ANNOUNCED_MAX } from "../../access/limits.ts";
import {
  announcementCard,
  announcementEdits,
  announcementsAhead,
  announcementsSoon,
} from "../../deliveries/announcements.ts";
import { overviewCards } from "../../deliveries/cards.ts";
import type { WebinarCode } from "../../model/ids.ts";
import { CHANGED, untilStored } from "../../model/optimistic.ts";
import type { Refusal } from "../../model/refusal.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import type { Announced } from "../../model/told/announced.ts";
import { isSameChannel, type Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Outgoing } from "../../ports/outgoing.ts";
import type { Directory, People } from "../../ports/people.ts";
import type { Webinars } from "../../ports/webinars.ts";
import { type AnnounceIn, type Announcing, makeOpenChannel } from "./channel.ts";

export interface AnnounceInput extends AnnounceIn {
  readonly code: WebinarCode;
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly outgoing: Pick<Outgoing, "tell">;
  readonly directories: readonly Directory[];
  readonly clock: Clock;
}

/** Why a webinar may not be announced: who reads a channel would see what only those invited may (P43). */
export const announcingRefusal = ({ visibility, title, code }: Webinar): Refusal | undefined =>
  visibility === "invited_only" ? { reason: "announce_invited_only", title, code } : undefined;

/**
 * Announces a webinar to the readers of a channel (P28): one card there, however often and by however many hosts at once;
 * one that stands is edited. Refuses who does not host it, one that is over or that only those invited see, a channel
 * that they are not in, which is asked each time, and more than `ANNOUNCED_MAX` channels. Where other organisations are
 * in the channel it is only asked.
 */
export const makeAnnounce = (deps: Deps) => {
  const { webinars, outgoing, directories, clock } = deps;

  const openChannel = makeOpenChannel(directories);

  /** Has the card that stands show what is so now; one that is gone is posted again. */
  const refresh = async (webinar: Webinar, channel: Announced, { by }: AnnounceInput): Promise<void> => {
    const only = { ...webinar, announcedIn: [channel] };
    const cards = [announcementCard(webinar, channel, by.id), ...announcementEdits(only)];
    await outgoing.tell(webinar.organisation, clock.now(), cards);
  };

  const store = (input: AnnounceInput, before: Webinar, channel: Announced) => {
    const { organisation, code, requestId, by } = input;
    const now = clock.now();
    const announcedIn = [...before.announcedIn, { ...channel, at: now }];
    const next = { ...before, announcedIn, version: before.version + 1 };
    return webinars.edit({
      act: { organisation, code, requestId, now, way: channel.face },
      before,
      next,
      by: by.id,
      as: "announced",
      deliveries: [
        announcementCard(next, channel, by.id),
        // Seats may change at this very moment, of which nobody tells the card.
        ...announcementsSoon(next, now),
        ...announcementsAhead(next, now),
        ...overviewCards(next),
      ],
    });
  };

  return async (input: AnnounceInput): Promise<Result<Announcing, Refusal>> => {
    const { organisation, code, requestId, by, isAgreed } = input;
    const allowed = await hostedAhead(deps, organisation, code, by);
    if (!allowed.ok) return allowed;
    const refusal = announcingRefusal(allowed.value);
    if (refusal) return refuse(refusal);
    const opened = await openChannel(input);
    if (!opened.ok) return opened;
    const { channel, isShared } = opened.value;
    let isFirst = true;
    return untilStored(async () => {
      const found = isFirst ? allowed : await hostedAhead(deps, organisation, code, by);
      isFirst = false;
      if (!found.ok) return found;
      const webinar = found.value;
      const stands = webinar.announcedIn.some((one) => isSameChannel(one, channel));
      if (stands && (await webinars.isDone(organisation, requestId)))
        return done({ webinar, channel, became: "announced" });
      if (stands) {
        await refresh(webinar, channel, input);
        return done({ webinar, channel, became: "again" });
      }
      if (isShared && !isAgreed) return done({ webinar, channel, became: "asked" });
      if (webinar.announcedIn.length >= ANNOUNCED_MAX)
        return refuse({ reason: "announced_often", title: webinar.title, max: ANNOUNCED_MAX });
      const answer = await store(input, webinar, channel);
      if (answer.kind === "moved") return CHANGED;
      return done({ webinar: (await webinars.get(organisation, code)) ?? webinar, channel, became: "announced" });
    });
  };
};
