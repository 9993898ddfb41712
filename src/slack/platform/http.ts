import type { IncomingMessage, ServerResponse } from "node:http";
import { type BufferedIncomingMessage, HTTPModuleFunctions } from "@slack/bolt";

type Listener = (req: IncomingMessage, res: ServerResponse) => void;

/** Slack sends a form back whole: 260 kB of encoded view, and up to eight bytes for each letter of the answers. */
const BODY_MAX = 2 * 1_024 * 1_024;
/** Slack's own bound on a request's age, in seconds; Bolt holds only the past side of it. */
const CLOCK_SKEW_S = 300;

const isFromTheFuture = (req: IncomingMessage): boolean => {
  const stamp = Number(req.headers["x-slack-request-timestamp"]);
  return Number.isFinite(stamp) && stamp > Date.now() / 1_000 + CLOCK_SKEW_S;
};

/** Reads a body to its end; undefined when it is longer than `max` bytes. Throws when the sender goes away. */
const readBody = async (req: IncomingMessage, max: number): Promise<Buffer | undefined> => {
  if (Number(req.headers["content-length"] ?? 0) > max) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > max) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
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

/** The request with its body, once Slack's signature is verified, or the status that refuses it. */
const readSigned = async (req: IncomingMessage, signingSecret: string): Promise<BufferedIncomingMessage | number> => {
  if (isFromTheFuture(req)) return 401;
  const rawBody = await readBody(req, BODY_MAX);
  if (!rawBody) return 413;
  const verified = await HTTPModuleFunctions.parseAndVerifyHTTPRequest(
    { signingSecret },
    Object.assign(req, { rawBody }),
  ).catch(() => undefined);
  if (!verified) return 401;
  return holdsObject(verified) ? verified : 400;
};

/** Lets only those requests through to `listen` whose signature is Slack's and whose body is an object. */
export const makeGate =
  (signingSecret: string, listen: Listener) =>
  async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const read = await readSigned(req, signingSecret);
    if (typeof read === "number") res.writeHead(read).end();
    else listen(read, res);
  };
