import type { IncomingMessage, ServerResponse } from "node:http";
import { type ParsedUrlQuery, parse } from "node:querystring";
import { type App, isValidSlackRequest, type Receiver, ReceiverMultipleAckError } from "@slack/bolt";
import type { ReadBody } from "../../bodies.ts";

/** Slack sends a form back whole: 260 kB of encoded view, and up to eight bytes for each letter of the answers. */
const FORM_MAX = 2 * 1_024 * 1_024;
/** An event's body, which is JSON. */
const EVENT_MAX = 512 * 1_024;
/** What cannot be signed by Slack is read only because Slack's check of the certificate carries no signature. */
const UNSIGNED_MAX = 16 * 1_024;
/** Slack's own bound on a request's age, in seconds; Bolt holds only the past side of it. */
const CLOCK_SKEW_S = 300;

const isForm = ({ headers }: IncomingMessage): boolean =>
  headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;

const mayBeSigned = ({ headers }: IncomingMessage): boolean => {
  const ageS = Date.now() / 1_000 - Number(headers["x-slack-request-timestamp"]);
  return Math.abs(ageS) <= CLOCK_SKEW_S + 1 && /^v0=[0-9a-f]{64}$/.test(String(headers["x-slack-signature"]));
};

const maxOf = (req: IncomingMessage): number => {
  if (!mayBeSigned(req)) return UNSIGNED_MAX;
  return isForm(req) ? FORM_MAX : EVENT_MAX;
};

const isSigned = ({ headers }: IncomingMessage, body: string, signingSecret: string): boolean => {
  const at = Number(headers["x-slack-request-timestamp"]);
  const signature = String(headers["x-slack-signature"]);
  if (at > Date.now() / 1_000 + CLOCK_SKEW_S) return false;
  const signed = { "x-slack-signature": signature, "x-slack-request-timestamp": at };
  return isValidSlackRequest({ signingSecret, body, headers: signed });
};

/** What a body holds: a command's fields, or the JSON of everything else. Undefined when that is no object. */
const objectIn = (text: string, fields: ParsedUrlQuery | undefined): object | undefined => {
  if (fields && typeof fields.payload !== "string") return fields;
  try {
    const body: unknown = JSON.parse(fields ? String(fields.payload) : text);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? body : undefined;
  } catch {
    return undefined;
  }
};

const answer = (res: ServerResponse, said: unknown): void => {
  if (typeof said === "object") res.setHeader("content-type", "application/json");
  res.end(typeof said === "object" ? JSON.stringify(said) : said);
};

/**
 * Takes Slack's requests for Bolt: reads each body once, and lets only those through whose signature is Slack's and whose
 * body is an object. Bolt's own receiver would read it three times, and hold each for 3 s.
 */
export const makeReceiver = (signingSecret: string, readBody: ReadBody) => {
  let app: App | undefined;

  const listener = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const raw = await readBody(req, maxOf(req)).catch(() => "cut" as const);
    if (raw === "cut") return void res.destroy();
    if (!raw) return void res.writeHead(413).end();
    const text = raw.toString();
    const fields = isForm(req) ? parse(text) : undefined;
    // Slack's check of the certificate: it is not signed, and gets nothing else done.
    if (fields?.ssl_check === "1") return void res.end();
    if (!isSigned(req, text, signingSecret)) return void res.writeHead(401).end();
    const body = objectIn(text, fields);
    if (!body) return void res.writeHead(400).end();
    if ("challenge" in body && "type" in body && body.type === "url_verification")
      return answer(res, { challenge: body.challenge });
    const ack = async (said: unknown = "") => {
      if (res.headersSent) throw new ReceiverMultipleAckError();
      answer(res, said);
    };
    await app?.processEvent({ body, ack });
    if (!res.headersSent) res.writeHead(404).end();
  };

  const receiver: Receiver = {
    init: (of) => {
      app = of;
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  return { receiver, listener };
};
