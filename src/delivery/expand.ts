import type { Bulk } from "../core/approvals/bulk.ts";
import type { Remind } from "../core/approvals/reminders.ts";
import type { Settle } from "../core/approvals/settle.ts";
import type { Waitlist } from "../core/approvals/waitlist.ts";
import { announcementEdits } from "../core/deliveries/announcements.ts";
import { overviewCards, reportCards, webinarCards } from "../core/deliveries/cards.ts";
import { type ChangeForAll, consequenceOf } from "../core/deliveries/consequences.ts";
import type { FanOut } from "../core/deliveries/delivery.ts";
import { waitlistEnds } from "../core/deliveries/seat-offers.ts";
import type { SeriesAnnouncing } from "../core/hosting/announcing/series.ts";
import type { InviteOn } from "../core/hosting/inviting/invite-on.ts";
import type { Timed } from "../core/hosting/timed/timed.ts";
import { defined } from "../core/model/defined.ts";
import type { PersonId, RequestId } from "../core/model/ids.ts";
import { unreachable } from "../core/model/result.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { Archives } from "../core/ports/archives.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Claimed, Lanes, Piece } from "../core/ports/lanes.ts";
import type { Outgoing } from "../core/ports/outgoing.ts";
import type { People } from "../core/ports/people.ts";
import type { Cursor, Registrations } from "../core/ports/registrations.ts";
import type { Webinars } from "../core/ports/webinars.ts";
import type { Purge } from "../core/registering/retention.ts";

type WaitlistEvent = Extract<FanOut, { kind: "seats" | "offered" | "offer_ends" | "settle" }>;

/** What one step of a fan-out makes: deliveries to be stored, and where to go on, if anywhere. */
type Step = Pick<Piece, "consequences" | "deliveries" | "next" | "hostNews">;

/** So many people at once: the script that stores what they are told holds Redis for a few milliseconds. */
const PIECE = 25;

/** Where a fan-out begins; also where one goes on that deletes, or uses up, what it has done. */
const BEGINNING: Cursor = { over: "registrations" };

export interface ExpandDeps {
  readonly lanes: Pick<Lanes, "expand" | "retry">;
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly archives: Archives;
  readonly outgoing: Outgoing;
  readonly people: People;
  readonly decisions: { readonly settle: Settle };
  readonly bulk: Pick<Bulk, "work">;
  readonly remind: Remind;
  readonly timed: Timed;
  readonly purge: Purge;
  readonly inviteOn: InviteOn;
  readonly seriesAnnouncing: Pick<SeriesAnnouncing, "follow">;
  readonly waitlist: Pick<Waitlist, "offerFree" | "tellOffered" | "expire">;
  readonly clock: Clock;
}

/**
 * Expands one piece of a fan-out: the next people become deliveries, stored together with the cursor, so that a worker
 * that dies in between leaves nobody out and tells nobody twice. The lane is ready again at once; other work goes on
 * between the pieces.
 */
export const makeExpand = (deps: ExpandDeps) => {
  const {
    lanes,
    webinars,
    registrations,
    archives,
    outgoing,
    people,
    decisions,
    bulk,
    remind,
    timed,
    inviteOn,
    seriesAnnouncing,
    waitlist,
    clock,
  } = deps;

  const purge = async ({ organisation, code }: Webinar, era: number): Promise<Step> => {
    const isMore = await archives.purge(organisation, code, era, PIECE);
    return { consequences: [], ...defined({ next: isMore ? BEGINNING : undefined }) };
  };

  /** Seats change hands; all but `offered` store their own deliveries. */
  const passSeats = async (webinar: Webinar, what: WaitlistEvent): Promise<Step> => {
    const { organisation, code } = webinar;
    if (what.kind === "offered")
      return { consequences: [], deliveries: await waitlist.tellOffered(webinar, what.key, what.version, what.era) };
    if (what.kind === "settle") await decisions.settle(organisation, code, what.key, what.version, what.era);
    if (what.kind === "offer_ends") await waitlist.expire(organisation, code, what.key, what.version);
    const isMore = what.kind === "seats" && (await waitlist.offerFree(webinar));
    return { consequences: [], ...defined({ next: isMore ? BEGINNING : undefined }) };
  };

  const tell = async (change: ChangeForAll, webinar: Webinar, era: number, cursor: Cursor): Promise<Step> => {
    const { some, next } = await registrations.walk(webinar, era, cursor, PIECE);
    // Invitees who registered were met among the registrations.
    const met = cursor.over === "invitees" ? some.filter(({ registration }) => !registration) : some;
    const known = await people.getMany(
      webinar.organisation,
      met.map(({ person }) => person),
    );
    const now = clock.now();
    const consequences = met.map((concerned, i) => consequenceOf(change, webinar, concerned, known[i], now));
    const isFirst = cursor.over === BEGINNING.over && cursor.after === undefined;
    const deliveries = change.kind === "over" && isFirst ? [...webinarCards(webinar), ...reportCards(webinar)] : [];
    return { consequences, deliveries, ...defined({ next }) };
  };

  /** Invites the next people. Its store knows how far it is; while a chat product says to wait, the lane waits. */
  const invite = async (claimed: Claimed, webinar: Webinar, id: RequestId, by: PersonId): Promise<void> => {
    const { organisation, code, era } = webinar;
    const { isMore, afterMs } = await inviteOn(organisation, code, id);
    const now = clock.now();
    if (afterMs > 0) return void (await lanes.retry(claimed, now, afterMs, false));
    const next = isMore ? { next: BEGINNING } : {};
    await lanes.expand(claimed, now, { webinar, era, by, consequences: [], ...next });
  };

  const stepOf = async (
    what: Exclude<FanOut, { kind: "invite" }>,
    webinar: Webinar,
    era: number,
    cursor: Cursor,
  ): Promise<Step> => {
    switch (what.kind) {
      case "purge":
        return purge(webinar, era);
      case "seats":
      case "offered":
      case "offer_ends":
      case "settle":
        return passSeats(webinar, what);
      case "bulk":
      case "bulk_undo":
      case "bulk_settle":
        return { consequences: [], ...(await bulk.work(webinar, what.kind, what.id, cursor)) };
      case "forget":
      case "forget_people": {
        const { isMore, deliveries = [] } = await deps.purge(webinar, what);
        return { consequences: [], deliveries, ...defined({ next: isMore ? BEGINNING : undefined }) };
      }
      case "overviews":
        return { consequences: [], deliveries: overviewCards(webinar) };
      case "announcements":
        return { consequences: [], deliveries: announcementEdits(webinar, true) };
      case "series_announcements":
        return { consequences: [], deliveries: await seriesAnnouncing.follow(webinar.organisation, what) };
      case "waits":
        return { consequences: [], deliveries: await remind(webinar, what) };
      case "reminders":
      case "nudges":
      case "follow_ups":
      case "recording":
      case "message":
      case "cancellations":
      case "coming":
        return timed(webinar, what, cursor, PIECE);
      case "moved":
      case "revised":
      case "called_off":
      case "ids":
      case "password":
      case "let_go":
      case "over":
        return tell(what, webinar, era, cursor);
      default:
        return unreachable(what);
    }
  };

  return async (claimed: Claimed): Promise<void> => {
    const { organisation, matter } = claimed.delivery;
    if (matter.kind !== "fan_out") throw new Error(`${matter.kind} concerns nobody else`);
    const webinar = await webinars.get(organisation, matter.code);
    if (!webinar) throw new Error("a change of a webinar that is not there");
    const { what, by } = matter;
    if (what.kind === "invite") return invite(claimed, webinar, what.id, by);
    const era = "era" in what ? what.era : webinar.era;
    const now = clock.now();
    if (what.kind === "over" && webinar.endsAt > now) {
      // Moved since: the waiting list goes on until its new end.
      await outgoing.tell(organisation, now, [waitlistEnds(webinar)]);
      return void (await lanes.expand(claimed, now, { webinar, era, by, consequences: [] }));
    }
    const step = await stepOf(what, webinar, era, claimed.cursor ?? BEGINNING);
    await lanes.expand(claimed, clock.now(), { webinar, era, by, ...step });
  };
};
