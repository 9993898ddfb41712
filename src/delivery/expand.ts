import type { Bulk } from "../core/approvals/bulk.ts";
import type { Remind } from "../core/approvals/reminders.ts";
import type { Settle } from "../core/approvals/settle.ts";
import type { Waitlist } from "../core/approvals/waitlist.ts";
import { consequenceOf } from "../core/deliveries/consequences.ts";
import type { FanOut } from "../core/deliveries/delivery.ts";
import { waitlistEnds } from "../core/deliveries/seat-offers.ts";
import { defined } from "../core/model/defined.ts";
import { unreachable } from "../core/model/result.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { Archives } from "../core/ports/archives.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Claimed, Lanes, Piece } from "../core/ports/lanes.ts";
import type { Outgoing } from "../core/ports/outgoing.ts";
import type { People } from "../core/ports/people.ts";
import type { Cursor, Registrations } from "../core/ports/registrations.ts";
import type { Webinars } from "../core/ports/webinars.ts";

type Told = Extract<FanOut, { kind: "moved" | "called_off" | "let_go" | "over" }>;
type LineEvent = Extract<FanOut, { kind: "seats" | "offer_ends" | "settle" }>;

/** So many people at once: the script that stores what they are told holds Redis for a few milliseconds. */
const PIECE = 25;

export interface ExpandDeps {
  readonly lanes: Pick<Lanes, "expand">;
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly archives: Archives;
  readonly outgoing: Outgoing;
  readonly people: People;
  readonly decisions: { readonly settle: Settle };
  readonly bulk: Pick<Bulk, "work">;
  readonly remind: Remind;
  readonly waitlist: Pick<Waitlist, "offerFree" | "expire">;
  readonly clock: Clock;
}

/** There is more of the same: it begins anew, since what was done is gone. */
const AGAIN: Cursor = { over: "registrations" };

/**
 * One piece of a change that concerns everybody: the next people become deliveries, stored together with how far it is,
 * so that a worker that dies in between leaves nobody out and tells nobody twice. The lane is ready again at once; other
 * work goes on between the pieces.
 */
export const makeExpand = ({
  lanes,
  webinars,
  registrations,
  archives,
  outgoing,
  people,
  waitlist,
  decisions,
  bulk,
  remind,
  clock,
}: ExpandDeps) => {
  const purge = async (webinar: Webinar, era: number): Promise<Pick<Piece, "consequences" | "next">> => {
    const isMore = await archives.purge(webinar.organisation, webinar.code, era, PIECE);
    return { consequences: [], ...defined({ next: isMore ? AGAIN : undefined }) };
  };

  /** What the waiting list does by itself, in steps of its own. */
  const inLine = async (webinar: Webinar, what: LineEvent): Promise<Pick<Piece, "consequences" | "next">> => {
    if (what.kind === "settle")
      await decisions.settle(webinar.organisation, webinar.code, what.key, what.version, what.era);
    if (what.kind === "offer_ends") await waitlist.expire(webinar.organisation, webinar.code, what.key, what.version);
    const isMore = what.kind === "seats" && (await waitlist.offerFree(webinar));
    return { consequences: [], ...defined({ next: isMore ? AGAIN : undefined }) };
  };

  const tell = async (
    what: Told,
    webinar: Webinar,
    era: number,
    cursor: Cursor,
  ): Promise<Pick<Piece, "consequences" | "next">> => {
    const { some, next } = await registrations.walk(webinar, era, cursor, PIECE);
    // Invitees who registered were met among the registrations.
    const met = cursor.over === "invitees" ? some.filter(({ registration }) => !registration) : some;
    const known = await people.getMany(
      webinar.organisation,
      met.map(({ person }) => person),
    );
    const now = clock.now();
    const consequences = met.map((concerned, i) => consequenceOf(what, webinar, concerned, known[i], now));
    return { consequences, ...defined({ next }) };
  };

  const pieceOf = async (
    what: FanOut,
    webinar: Webinar,
    era: number,
    cursor: Cursor,
  ): Promise<Pick<Piece, "consequences" | "deliveries" | "next">> => {
    switch (what.kind) {
      case "purge":
        return purge(webinar, era);
      case "seats":
      case "offer_ends":
      case "settle":
        return inLine(webinar, what);
      case "bulk":
      case "bulk_undo":
      case "bulk_settle":
        return { consequences: [], ...(await bulk.work(webinar, what.kind, what.id, cursor)) };
      case "waits":
        return { consequences: [], deliveries: await remind(webinar, what) };
      case "moved":
      case "called_off":
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
    const era = "era" in what ? what.era : webinar.era;
    const cursor = claimed.cursor ?? { over: "registrations" };
    const now = clock.now();
    if (what.kind === "over" && webinar.endsAt > now) {
      // Moved since: those who wait go on waiting until its new end.
      await outgoing.tell(organisation, now, [waitlistEnds(webinar)]);
      return void (await lanes.expand(claimed, now, { webinar, era, by, isMove: false, consequences: [] }));
    }
    const piece = await pieceOf(what, webinar, era, cursor);
    await lanes.expand(claimed, clock.now(), { webinar, era, by, isMove: what.kind === "moved", ...piece });
  };
};
