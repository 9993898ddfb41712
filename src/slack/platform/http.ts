import type { IncomingMessage, ServerResponse } from "node:http";
import { type BufferedIncomingMessage, HTTPModuleFunctions } from "@slack/bolt";
import type { ReadBody } from "../../bodies.ts";

type Listener = (req: IncomingMessage, res: ServerResponse) => void;

/** Slack sends a form back whole: 260 kB of encoded view, and up to eight bytes for each letter of the answers. */
const FORM_MAX = 2 * 1_024 * 1_024;
/** An event's body, which is JSON. */
const EVENT_MAX = 512 * 1_024;
/** What cannot be signed by Slack is read only because Slack's check of the certificate carries no signature. */
const UNSIGNED_MAX = 16 * 1_024;
/** Slack's own bound on a request's age, in seconds; Bolt holds only the past side of it. */
const CLOCK_SKEW_S = 300;

const mayBeSigned = ({ headers }: IncomingMessage): boolean => {
  const ageS = Date.now() / 1_000 - Number(headers["x-slack-request-timestamp"]);
  return Math.abs(ageS) <= CLOCK_SKEW_S + 1 && /^v0=[0-9a-f]{64}$/.test(String(headers["x-slack-signature"]));
};

const maxOf = (req: IncomingMessage): number => {
  if (!mayBeSigned(req)) return UNSIGNED_MAX;
  return req.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ? FORM_MAX : EVENT_MAX;
};

/** Whether a body holds what Bolt can take: an object. On anything else, such as `null`, its receiver throws. */
const holdsObject = (req: BufferedIncomingMessage): boolean => {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(req);
    return typeof body === "object" && body !== null && !Array.isArray(body);
  } catch {
    return false;
  }
};

/** Lets only those requests through to `listen` whose signature is Slack's and whose body is an object. */
export const makeGate = (signingSecret: string, readBody: ReadBody, listen: Listener) => {
  /** The request with its body, once Slack's signature is verified, or the status that refuses it. */
  const readSigned = async (req: IncomingMessage): Promise<BufferedIncomingMessage | number | undefined> => {
    const isFromTheFuture = Number(req.headers["x-slack-request-timestamp"]) > Date.now() / 1_000 + CLOCK_SKEW_S;
    if (isFromTheFuture) return 401;
    const rawBody = await readBody(req, maxOf(req)).catch(() => "cut" as const);
    if (rawBody === "cut") return undefined;
    if (!rawBody) return 413;
    const verified = await HTTPModuleFunctions.parseAndVerifyHTTPRequest(
      { signingSecret },
      Object.assign(req, { rawBody }),
    ).catch(() => undefined);
    if (!verified) return 401;
    return holdsObject(verified) ? verified : 400;
  };

  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const read = await readSigned(req);
    if (read === undefined) res.destroy();
    else if (typeof read === "number") res.writeHead(read).end();
    else listen(read, res);
  };
};
