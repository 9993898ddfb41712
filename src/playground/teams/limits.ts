/** What a call to the connector does, as limits and faults see it. */
export type Operation = "create" | "send" | "update" | "delete" | "read";

/** The share of calls a fault is for; without `on`, everything but reading. `times` is 1 unless told. */
interface Aim {
  readonly conversationId?: string;
  readonly on?: Operation;
  readonly times?: number;
}

export interface Faults {
  /** 429, with a Retry-After header in whole seconds when `retryAfterS` is given, without one otherwise. */
  rateLimit(fault?: Aim & { retryAfterS?: number }): void;
  /** Does the work and closes the socket without an answer. */
  dropReply(fault?: Aim): void;
  /** Refuses without doing the work, e.g. 403 BotDisabledByAdmin, 412 PreconditionFailed, 502 BadGateway. */
  fail(fault: Aim & { status: number; code: string }): void;
  /** Every later answer comes this many real milliseconds late, until `clear`. */
  delay(fault: { ms: number }): void;
  clear(): void;
}

export type Fault =
  | { readonly kind: "refuse"; readonly status: number; readonly code: string; readonly retryAfterS?: number }
  | { readonly kind: "drop" };

/** Faults ordered by a test, each used up call by call, oldest first. */
export function makeFaults(): {
  faults: Faults;
  take: (on: Operation, conversationIds: readonly string[]) => Fault | undefined;
  delayMs: () => number;
} {
  let planned: { aim: Aim; left: number; fault: Fault }[] = [];
  let delayMs = 0;
  const plan = (aim: Aim, fault: Fault): void => {
    planned.push({ aim, left: aim.times ?? 1, fault });
  };
  return {
    faults: {
      rateLimit: ({ retryAfterS, ...aim } = {}) => {
        const told = retryAfterS === undefined ? {} : { retryAfterS };
        plan(aim, { kind: "refuse", status: 429, code: "TooManyRequests", ...told });
      },
      dropReply: (aim = {}) => plan(aim, { kind: "drop" }),
      fail: ({ status, code, ...aim }) => plan(aim, { kind: "refuse", status, code }),
      delay: ({ ms }) => {
        delayMs = ms;
      },
      clear: () => {
        planned = [];
        delayMs = 0;
      },
    },
    take: (on, conversationIds) => {
      const hit = planned.find(
        ({ aim }) =>
          (aim.on === undefined ? on !== "read" : aim.on === on) &&
          (aim.conversationId === undefined || conversationIds.includes(aim.conversationId)),
      );
      if (!hit) return undefined;
      hit.left -= 1;
      planned = planned.filter(({ left }) => left > 0);
      return hit.fault;
    },
    delayMs: () => delayMs,
  };
}

/** Per bot and thread, [calls, within ms] (Microsoft Learn, Optimize your bot with rate limiting; teams.md 2). */
const WRITES = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
] as const;
const READS = [
  [14, 1_000],
  [16, 2_000],
  [120, 30_000],
  [3_600, 3_600_000],
] as const;

/**
 * Whether a call to this thread (a chat, or a channel with all its threads) is one too many; a refused call does not
 * count. Time is `now`, in milliseconds. Changing and deleting count as sending, which is stricter than the document.
 */
export function makeLimiter(now: () => number): (on: Operation, thread: string) => boolean {
  const past = new Map<string, number[]>();
  return (on, thread) => {
    const key = `${on === "read" ? "read" : "write"} ${thread}`;
    const at = now();
    const times = (past.get(key) ?? []).filter((time) => time > at - 3_600_000);
    const within = (ms: number): number => times.length - times.findLastIndex((time) => time <= at - ms) - 1;
    const over = (on === "read" ? READS : WRITES).some(([calls, ms]) => within(ms) >= calls);
    past.set(key, over ? times : [...times, at]);
    return over;
  };
}
