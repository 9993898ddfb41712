import type { Outcome } from "../../delivery/outcome.ts";

/** How long to wait when a 429 does not say. */
const SLOW_DOWN_S = 1;

const secondsOf = (told: string | null): number => {
  const seconds = Number(told ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : SLOW_DOWN_S;
};

/** Slack answers `ok`, or JSON that says why not: a used or expired address answers 200. */
const isTaken = (body: string): boolean => !/"ok"\s*:\s*false/.test(body);

/**
 * Answers where a command or a press told to, in one attempt. Bolt's own `respond` keeps Slack's Retry-After to itself.
 * The address is one that a signed request brought.
 */
export const respondTo = async (url: string, message: object, timeoutMs: number): Promise<Outcome> => {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await response.text();
    if (response.status === 429)
      return { kind: "slow_down", afterMs: secondsOf(response.headers.get("retry-after")) * 1_000 };
    if (!response.ok) return { kind: "again", code: `http_${response.status}` };
    return isTaken(body) ? { kind: "sent" } : { kind: "never", code: "response_url" };
  } catch {
    return { kind: "again", code: "no_reply" };
  }
};
