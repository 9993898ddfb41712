import { isIPv4 } from "node:net";
import type { Address, PersonId } from "../model/ids.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration } from "../model/registration.ts";
import type { Limiter, Rate } from "../ports/limiter.ts";

interface Limit extends Rate {
  /** What is counted: each of these has a counter of its own. */
  readonly of: string;
  /** Instead of `most` where the source is an IPv4 address: a whole office may stand behind one. */
  readonly mostOfIPv4?: number;
  /** What who is refused reads. */
  readonly refusal: "too_often" | "too_many_attempts" | "mailed_often" | "network_busy" | "changed_often";
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * All that is limited: what is counted, how many, within how many seconds, and what is read then. What strangers do has
 * other counters than what the owner does in chat or by the personal link. A source is an IPv4 address or an IPv6 /64.
 */
export const LIMITS = {
  /** Mails that go to an address because somebody typed it: drafts, the gate without IDs, a lost ID. */
  mails_to_address: { of: "address", most: 3, seconds: HOUR, refusal: "mailed_often" },
  /** Drafts that nobody has confirmed yet. */
  drafts_of_source: { of: "source", most: 20, mostOfIPv4: 40, seconds: HOUR, refusal: "network_busy" },
  /** Asks at the gate to be mailed what was lost. */
  resends_of_source: { of: "source", most: 20, seconds: HOUR, refusal: "network_busy" },
  /** What the owner has sent again, in chat or by the personal link. */
  resends_of_owner: { of: "webinar and key", most: 3, seconds: HOUR, refusal: "too_often" },
  /** Typed registration IDs; the last try locks the pair. A right one begins anew. */
  gate_tries: {
    of: "webinar, address or key, and source",
    most: 5,
    seconds: 15 * MINUTE,
    refusal: "too_many_attempts",
  },
  /** Typed passwords of late comers, likewise. */
  password_tries: { of: "webinar, key, and source", most: 5, seconds: 15 * MINUTE, refusal: "too_many_attempts" },
  /** People who join without being known; who comes again is not counted. The script `admit` counts them. */
  visits: { of: "webinar and source", most: 500, seconds: HOUR, refusal: "network_busy" },
  /** How often somebody registers and cancels, both counted, by the history of their registration. */
  own_changes: { of: "webinar and person", most: 10, seconds: HOUR, refusal: "changed_often" },
  /** What is known of a full webinar, sent to who wanted a seat (S26); nobody is told of this limit. */
  full_told: { of: "webinar and address", most: 1, seconds: DAY, refusal: "too_often" },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** So many messages hosts write to many people of one webinar in a day (P31). */
export const MESSAGES_A_DAY = 3;

/** In so many channels a webinar is announced (P28): each of their cards is kept true. */
export const ANNOUNCED_MAX = 20;

/** The most questions that hosts can ask about one registration. */
export const QUESTIONS_MAX = 20;

/**
 * The share of the plan that is kept for those who come by chat or by a personal link: so many that are not in yet find
 * a place, however many came unknown. Where more were invited, as many as that are kept.
 */
export const KEPT_FOR_KNOWN = 1 / 4;

const rateOf = (name: LimitName, source: string): Rate => {
  const { most, seconds, mostOfIPv4 }: Limit = LIMITS[name];
  return { most: mostOfIPv4 !== undefined && isIPv4(source) ? mostOfIPv4 : most, seconds };
};

const counterOf = (name: LimitName, of: string): string => `${name}:${of}`;

/** What is read when a limit is reached: when to try again, in whole minutes. */
export const limitRefusal = (name: LimitName, waitMs: number): Refusal => ({
  reason: LIMITS[name].refusal,
  minutes: Math.max(1, Math.ceil(waitMs / 60_000)),
});

/** Counts a hit; answers the refusal when there were too many. */
export const overLimit = async (limiter: Limiter, name: LimitName, of: string): Promise<Refusal | undefined> => {
  const hit = await limiter.hit(counterOf(name, of), rateOf(name, of));
  return hit.ok ? undefined : limitRefusal(name, hit.waitMs);
};

/** Counts a try, which is wrong until `forgetTries`; the last one locks. Answers the refusal when there were too many. */
export const overTries = async (
  limiter: Limiter,
  name: "gate_tries" | "password_tries",
  of: string,
): Promise<Refusal | undefined> => {
  const hit = await limiter.hitOrLock(counterOf(name, of), rateOf(name, of));
  return hit.ok ? undefined : limitRefusal(name, hit.waitMs);
};

/** Begins to count anew: the try was right. */
export const forgetTries = (limiter: Limiter, name: "gate_tries" | "password_tries", of: string): Promise<void> =>
  limiter.forget(counterOf(name, of));

/**
 * Counts what somebody unknown asks to be mailed to an address that they typed. The source comes first, so that a
 * source that may ask no more uses up nobody's mails.
 */
export const overMails = async (
  limiter: Limiter,
  name: "drafts_of_source" | "resends_of_source",
  { source, address }: { source: string; address: Address },
): Promise<Refusal | undefined> =>
  (await overLimit(limiter, name, source)) ?? (await overLimit(limiter, "mails_to_address", address));

/** Takes back a draft of this source: it was confirmed, so it bothered nobody. */
export const giveBackDraft = (limiter: Limiter, source: string): Promise<void> =>
  limiter.giveBack(counterOf("drafts_of_source", source), rateOf("drafts_of_source", source));

/** Whether somebody registers and cancels too often. Their registration was read anyway, so it costs no read. */
export const overOwnChanges = (
  { history }: Pick<Registration, "history">,
  person: PersonId,
  now: number,
): Refusal | undefined => {
  const { most, seconds } = LIMITS.own_changes;
  const own = history.filter(({ by, at }) => by === person && at > now - seconds * 1_000);
  const first = own.at(-most);
  return first && limitRefusal("own_changes", first.at + seconds * 1_000 - now);
};
