import { z } from "zod";
import type { Outcome } from "../../delivery/outcome.ts";

/** How long to wait at least when a 429 does not say. */
const SLOW_DOWN_MS = 5_000;
const SLOW_DOWN_MAX_MS = 3_600_000;

const Refused = z.looseObject({
  statusCode: z.number().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  response: z
    .looseObject({ headers: z.custom<{ get(name: string): string | undefined }>((it) => typeof it === "object") })
    .optional()
    .catch(undefined),
});

const slowDown = (told: string | undefined): Outcome => {
  const seconds = told?.trim() ? Number(told) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0
    ? { kind: "slow_down", afterMs: Math.min(seconds * 1_000, SLOW_DOWN_MAX_MS) }
    : { kind: "slow_down", afterMs: SLOW_DOWN_MS, isGuess: true };
};

/** What a failed call means for the delivery (Microsoft Learn, Conversation messages, error codes). */
export const outcomeOf = (error: unknown, on: "send" | "update"): Outcome => {
  const { statusCode, code = "unknown", response } = Refused.safeParse(error).data ?? {};
  switch (statusCode) {
    case 429:
      return slowDown(response?.headers.get("retry-after"));
    case 404:
      return on === "update" ? { kind: "gone" } : { kind: "never", code };
    case 400:
    case 403:
    case 405:
    case 413:
      return { kind: "never", code };
    default:
      // 401, 408, 412, 5xx, no answer in time and a lost connection pass.
      return { kind: "again", code };
  }
};
