/** What can be made to go wrong with a Web API method; `response_url` names posts to a `response_url`. */
export interface SlackFaults {
  /** 429 with `Retry-After`; any method, any channel unless named, the first `after` left alone. `times` is 1 unless said, here and below. */
  rateLimit(o: { method?: string; channelId?: string; retryAfterS: number; times?: number; after?: number }): void;
  /** The work is done, then the connection breaks: the caller cannot know. */
  dropReply(o: { method: string; times?: number; channelId?: string }): void;
  /** `ok: false` with this error; nothing is done. */
  fail(o: { method: string; error: string; times?: number; channelId?: string }): void;
  /** This HTTP status; nothing is done. */
  httpError(o: { method: string; status: number; times?: number }): void;
  /** The work is done at once, the answer comes late, until `clear`. */
  delay(o: { method: string; ms: number }): void;
  clear(): void;
}

type Effect =
  | { kind: "rateLimit"; retryAfterS: number }
  | { kind: "dropReply" }
  | { kind: "fail"; error: string }
  | { kind: "httpError"; status: number }
  | { kind: "delay"; ms: number };
type Planned = { method?: string; channelId?: string; times?: number; after?: number; effect: Effect };

/**
 * A list of planned faults: the surface tests use, and `next`, which takes the first that fits a call. `placeOf` turns a
 * person's id into that of their direct channel.
 */
export function makeFaults(placeOf: (id: string) => string) {
  let planned: { method?: string; channelId?: string; left: number; spared: number; effect: Effect }[] = [];
  const plan = ({ times = 1, after = 0, ...rest }: Planned) =>
    void planned.push({ ...rest, left: times, spared: after });

  const surface: SlackFaults = {
    rateLimit: ({ retryAfterS, ...o }) => plan({ ...o, effect: { kind: "rateLimit", retryAfterS } }),
    dropReply: (o) => plan({ ...o, effect: { kind: "dropReply" } }),
    fail: ({ error, ...o }) => plan({ ...o, effect: { kind: "fail", error } }),
    httpError: ({ status, ...o }) => plan({ ...o, effect: { kind: "httpError", status } }),
    delay: ({ ms, method }) => plan({ method, times: Number.POSITIVE_INFINITY, effect: { kind: "delay", ms } }),
    clear: () => {
      planned = [];
    },
  };

  /** The first fault of these kinds that is planned for such a call; it is used up by that. */
  function next<K extends Effect["kind"]>(
    kind: K,
    call: { method: string; channelId?: string },
  ): Extract<Effect, { kind: K }> | undefined {
    const found = planned.find(
      (of) =>
        of.effect.kind === kind &&
        of.left > 0 &&
        (of.method === undefined || of.method === call.method) &&
        (of.channelId === undefined || placeOf(of.channelId) === call.channelId),
    );
    if (!found) return undefined;
    if (found.spared > 0) {
      found.spared -= 1;
      return undefined;
    }
    found.left -= 1;
    return found.effect as Extract<Effect, { kind: K }>;
  }
  return { surface, next };
}

/** Methods' own limits, by the minute: answers the seconds to wait until the next minute begins. */
export function makeTiers(now: () => number) {
  const perMinute = new Map<string, number>();
  const called = new Map<string, { minute: number; count: number }>();
  return {
    limit: (method: string, times: number) => void perMinute.set(method, times),
    wait: (method: string): number | undefined => {
      const most = perMinute.get(method);
      if (most === undefined) return undefined;
      const minute = Math.floor(now() / 60_000);
      const before = called.get(method);
      const count = before?.minute === minute ? before.count : 0;
      if (count >= most) return Math.ceil(((minute + 1) * 60_000 - now()) / 1_000);
      called.set(method, { minute, count: count + 1 });
      return undefined;
    },
  };
}

const burst = 3;
const limited = new Set(["chat.postMessage", "chat.update"]);

/**
 * Posting's own limit: one a second per channel and method, short bursts of three ("Slack and Bolt 5: the rules", 5).
 * Answers the whole seconds to wait, or `undefined` when the call may pass.
 */
export function makePostingLimit(now: () => number) {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (method: string, channelId: string | undefined): number | undefined => {
    if (!limited.has(method) || channelId === undefined) return undefined;
    const key = `${method} ${channelId}`;
    const { tokens, at } = buckets.get(key) ?? { tokens: burst, at: now() };
    const full = Math.min(burst, tokens + Math.max(0, now() - at) / 1000);
    const passes = full >= 1;
    buckets.set(key, { tokens: passes ? full - 1 : full, at: now() });
    return passes ? undefined : Math.max(1, Math.ceil(1 - full));
  };
}
