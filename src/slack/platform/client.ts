import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebClient } from "@slack/web-api";
import type { Outcome } from "../../delivery/outcome.ts";

/**
 * Slack's client without its own retries and pauses: by default it tries ten times in half an hour, so that a lost
 * reply posts twice, and one 429 stops every other call. `timeoutMs` bounds each call.
 */
export const makeClient = (token: string, apiUrl: string, timeoutMs: number): WebClient =>
  new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logger: SILENT,
  });

/** Silences the SDK, whose log lines would carry message texts; callers log what matters. */
export const SILENT = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => "error" as never,
  setName: () => {},
};

/** Slack's error codes for what passes by itself (docs.slack.dev, chat.postMessage, errors). */
const TRANSIENT = [
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
  "ratelimited",
];
/** Our own credentials or rights: for the operator to mend, and no reason to give up everybody's messages. */
const OURS = [
  "invalid_auth",
  "not_authed",
  "token_revoked",
  "token_expired",
  "account_inactive",
  "missing_scope",
  "access_denied",
  "no_permission",
  "org_login_required",
  "team_access_not_granted",
  "two_factor_setup_required",
];
const GONE = ["message_not_found", "cant_update_message", "edit_window_closed"];

/** What a failed call means for the delivery: slow down, try again, or never. Decided by code, not by message text. */
export const outcomeOf = (error: unknown): Outcome => {
  if (error instanceof WebAPIRateLimitedError) return { kind: "slow_down", afterMs: error.retryAfter * 1_000 };
  if (error instanceof WebAPIHTTPError) return { kind: "again", code: `http_${error.statusCode}` };
  if (!(error instanceof WebAPIPlatformError)) return { kind: "again", code: "no_reply" };
  const code = error.data.error;
  if (GONE.includes(code)) return { kind: "gone" };
  return isTransient(error) || OURS.includes(code) ? { kind: "again", code } : { kind: "never", code };
};

/** Whether Slack failed at a call, and may do it another time. */
export const isTransient = (error: WebAPIPlatformError): boolean => TRANSIENT.includes(error.data.error);

/** Whether a call failed with this platform error. */
export const failedWith = (error: unknown, code: string): boolean =>
  error instanceof WebAPIPlatformError && error.data.error === code;
