import { ANNOUNCED_MAX } from "../../access/limits.ts";
import { readWebinarsOf } from "../../access/series-access.ts";
import {
  announcementCard,
  announcementEdits,
  announcementWithdrawn,
  seriesAhead,
  seriesAnnouncementsSoon,
} from "../../deliveries/announcements.ts";
import type { Delivery, FanOut } from "../../deliveries/delivery.ts";
import type { OrganisationId, SeriesCode } from "../../model/ids.ts";
import { CHANGED, untilStored } from "../../model/optimistic.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Way } from "../../model/registration.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import type { Series } from "../../model/series.ts";
import type { Announced } from "../../model/told/announced.ts";
import { isAhead, isSameChannel, type Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Outgoing } from "../../ports/outgoing.ts";
import type { Actor, Directory } from "../../ports/people.ts";
import type { Webinars } from "../../ports/webinars.ts";
import type { SeriesActs } from "../series.ts";
import { type AnnounceIn, type Announcing, makeOpenChannel } from "./channel.ts";
import { announcedSeries, shownOfSeries } from "./series-shown.ts";
import type { WithdrawIn } from "./withdraw.ts";

type OfSeries<Input> = Input & { readonly code: SeriesCode };

interface Deps {
  readonly webinars: Webinars;
  readonly series: SeriesActs;
  readonly outgoing: Pick<Outgoing, "tell">;
  readonly directories: readonly Directory[];
  readonly clock: Clock;
}

/** A series that may be announced. */
interface Found {
  readonly series: Series;
  readonly all: readonly Webinar[];
  /** The soonest of those that readers see. */
  readonly first: Webinar;
}

/** Announcements of whole series (P28, P37): one card in a channel, which follows all of its webinars. */
export const makeSeriesAnnouncing = ({ webinars, series, outgoing, directories, clock }: Deps) => {
  const openChannel = makeOpenChannel(directories);

  /** Refuses who does not host the series, one of which readers would see nothing, and one that has nothing ahead. */
  const find = async (organisation: OrganisationId, code: SeriesCode, by: Actor): Promise<Result<Found, Refusal>> => {
    const allowed = await series.forHost(organisation, code, by);
    if (!allowed.ok) return allowed;
    const { title } = allowed.value;
    const all = await readWebinarsOf(webinars, allowed.value);
    const now = clock.now();
    const shown = shownOfSeries(all, now);
    if (!shown) return refuse({ reason: "announce_series_invited_only", title });
    const first = shown.webinars.find((webinar) => isAhead(webinar, now)) ?? shown.webinars[0];
    return first ? done({ series: allowed.value, all, first }) : refuse({ reason: "series_empty", title });
  };

  const store = (
    { organisation, requestId, by }: Pick<AnnounceIn, "organisation" | "requestId" | "by">,
    way: Way,
    { before, announcedIn }: { readonly before: Series; readonly announcedIn: readonly Announced[] },
    deliveriesOf: (next: Series, now: number) => readonly Delivery[],
  ) => {
    const now = clock.now();
    const next = { ...before, announcedIn, version: before.version + 1 };
    const isMore = announcedIn.length > before.announcedIn.length;
    return series.store.save({
      ...{ act: { organisation, requestId, now, way }, by: by.id, before, next },
      as: isMore ? "series_announced" : "series_unannounced",
      deliveries: deliveriesOf(next, now),
    });
  };

  /** Has the card that stands show what is so now; one that is gone is posted again. */
  const refresh = async (of: Series, channel: Announced): Promise<void> => {
    const cards = [announcementCard(of, channel), ...announcementEdits({ ...of, announcedIn: [channel] })];
    await outgoing.tell(of.organisation, clock.now(), cards);
  };

  return {
    /** The soonest webinar of a series that this person may announce; refuses as `announce` does. */
    find,

    /**
     * Announces a series to the readers of a channel: one card there, however often; one that stands is edited. Refuses
     * who does not host the series, one that is over or that only those invited see, a channel that they are not in, and
     * more than `ANNOUNCED_MAX` channels. Where other organisations are in the channel it is only asked.
     */
    announce: async (input: OfSeries<AnnounceIn>): Promise<Result<Announcing, Refusal>> => {
      const { organisation, code, requestId, by, isAgreed } = input;
      const allowed = await find(organisation, code, by);
      if (!allowed.ok) return allowed;
      const opened = await openChannel(input);
      if (!opened.ok) return opened;
      const { channel, isShared } = opened.value;
      return untilStored(async () => {
        const found = await find(organisation, code, by);
        if (!found.ok) return found;
        const { series: before, all, first: webinar } = found.value;
        const told = { webinar, series: announcedSeries(before), channel };
        if (before.announcedIn.some((one) => isSameChannel(one, channel))) {
          if (await webinars.isDone(organisation, requestId)) return done({ ...told, became: "announced" });
          await refresh(before, channel);
          return done({ ...told, became: "again" });
        }
        if (isShared && !isAgreed) return done({ ...told, became: "asked" });
        if (before.announcedIn.length >= ANNOUNCED_MAX)
          return refuse({ reason: "announced_often", title: before.title, max: ANNOUNCED_MAX });
        const announcedIn = [...before.announcedIn, { ...channel, at: clock.now() }];
        const answer = await store(input, channel.face, { before, announcedIn }, (next, now) => [
          announcementCard(next, channel),
          ...seriesAnnouncementsSoon(next, now),
          ...seriesAhead(next, all, now),
        ]);
        return answer.kind === "done" ? done({ ...told, became: "announced" }) : CHANGED;
      });
    },

    /** Withdraws it: its card says so from then on. What stands there no more is withdrawn already. */
    withdraw: (input: OfSeries<WithdrawIn>): Promise<Result<Announcing, Refusal>> =>
      untilStored(async () => {
        const { organisation, code, by, way, channel } = input;
        const allowed = await series.forHost(organisation, code, by);
        if (!allowed.ok) return allowed;
        const before = allowed.value;
        const [webinar] = await readWebinarsOf(webinars, before);
        const stands = before.announcedIn.find((one) => isSameChannel(one, channel));
        if (stands) {
          const announcedIn = before.announcedIn.filter((one) => one !== stands);
          const answer = await store(input, way, { before, announcedIn }, (next) => [
            announcementWithdrawn(next, stands),
          ]);
          if (answer.kind !== "done") return CHANGED;
        }
        // Its webinars may have left it meanwhile: then nothing is left to be told of.
        if (!webinar) return refuse({ reason: "series_empty", title: before.title });
        const told = { series: announcedSeries(before), channel: stands ?? { ...channel, name: "" } };
        return done({ webinar, ...told, became: "withdrawn" as const });
      }),

    /** The edits of a series' announcements, after something became of one of its webinars; and when they are next due. */
    follow: async (
      organisation: OrganisationId,
      { series: code, byHost }: FanOut & { kind: "series_announcements" },
    ): Promise<Delivery[]> => {
      const found = await series.get(organisation, code);
      if (!found || found.announcedIn.length === 0) return [];
      const edits = announcementEdits(found, byHost ? undefined : true);
      return [...edits, ...seriesAhead(found, await readWebinarsOf(webinars, found), clock.now())];
    },
  };
};

export type SeriesAnnouncing = ReturnType<typeof makeSeriesAnnouncing>;
