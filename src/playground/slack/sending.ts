import { createHmac } from "node:crypto";
import { request } from "node:http";
import { isObject } from "./limits.ts";
import type { SlackView } from "./views.ts";

/** A request sent to the app, with the bytes and headers it had. */
export interface RecordedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** When, by the stand-in's clock, in milliseconds. */
  readonly at: number;
  /** Absent when there was no answer. */
  readonly status?: number;
  readonly answer?: string;
  /** Real milliseconds. */
  readonly elapsedMs: number;
}

/** The app's HTTP answer, and what Slack makes of it. */
export interface SlackAnswer {
  readonly status: number;
  /** The parsed JSON body, else the text; "" when empty. */
  readonly body: unknown;
  readonly elapsedMs: number;
  /** The text a command's answer shows. */
  readonly text?: string;
  readonly blocks?: readonly unknown[];
  readonly responseAction?: string;
  /** A submission's errors, by `block_id`. */
  readonly errors?: Readonly<Record<string, string>>;
  /** The view that a submission's answer updated or pushed. */
  readonly view?: SlackView;
  readonly request: RecordedRequest;
}

const patienceMs = 3000;
const form = "application/x-www-form-urlencoded";

/** Hears of each request to the app, once it is answered or given up. */
export interface SendingWatch {
  /** Further headers, to know a request again where it arrives. */
  headers(): Readonly<Record<string, string>>;
  sent(request: RecordedRequest): void;
}

/** Sends to the app as Slack does, and keeps what was sent. */
export type Sender = ReturnType<typeof makeSender>;

/** `now` stamps the records; signatures carry the wall clock's time, since that is what the receiver compares with. */
export function makeSender(o: { signingSecret: string; now: () => number; watch?: SendingWatch | undefined }) {
  const requests: RecordedRequest[] = [];
  let eventsUrl: string | undefined;

  /** The headers of a v0 signature over these bytes; `timestampS` is Unix seconds. */
  function sign(body: string, timestampS = Math.floor(Date.now() / 1000)): Record<string, string> {
    const hash = createHmac("sha256", o.signingSecret).update(`v0:${timestampS}:${body}`).digest("hex");
    return { "x-slack-request-timestamp": String(timestampS), "x-slack-signature": `v0=${hash}` };
  }

  function post(body: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
    if (eventsUrl === undefined) throw new Error("connect() first: nobody listens to Slack's requests");
    const url = eventsUrl;
    return new Promise((resolve, reject) => {
      const length = { "content-length": String(Buffer.byteLength(body)) };
      const signal = AbortSignal.timeout(patienceMs);
      const options = { method: "POST", headers: { ...headers, ...length }, agent: false, signal } as const;
      const sent = request(url, options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
        );
      });
      sent.on("error", (cause) =>
        reject(
          signal.aborted
            ? new Error("operation_timeout: the app did not answer within 3 seconds", { cause })
            : new Error(`dispatch_failed: the app could not be reached (${cause.message})`, { cause }),
        ),
      );
      sent.end(body);
    });
  }

  /** Sends these bytes with these headers, unsigned. Rejects with `operation_timeout` after 3 real seconds. */
  async function raw(body: string, headers: Readonly<Record<string, string>> = {}): Promise<SlackAnswer> {
    const began = performance.now();
    const all = { "content-type": form, ...headers, ...o.watch?.headers() };
    const base = { body, headers: all, at: o.now() };
    try {
      const { status, text } = await post(body, all);
      const elapsedMs = performance.now() - began;
      const sent: RecordedRequest = { ...base, status, answer: text, elapsedMs };
      requests.push(sent);
      o.watch?.sent(sent);
      return { ...read(text), status, elapsedMs, request: sent };
    } catch (error) {
      const lost: RecordedRequest = { ...base, elapsedMs: performance.now() - began };
      requests.push(lost);
      o.watch?.sent(lost);
      throw error;
    }
  }

  const signed = (body: string, headers: Readonly<Record<string, string>>): Promise<SlackAnswer> =>
    raw(body, { ...headers, ...sign(body) });

  return {
    requests: requests as readonly RecordedRequest[],
    /** The domain of the app, of whose links it is told. */
    domain: (): string | undefined => (eventsUrl === undefined ? undefined : new URL(eventsUrl).hostname),
    connect: (url: string) => {
      eventsUrl = url;
    },
    sign,
    raw,
    /** A slash command's body. */
    form: (fields: Record<string, string>) => signed(new URLSearchParams(fields).toString(), { "content-type": form }),
    /** An interaction's body. */
    payload: (payload: object) =>
      signed(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), { "content-type": form }),
    /** An event's body. */
    json: (body: object, headers: Record<string, string> = {}) =>
      signed(JSON.stringify(body), { "content-type": "application/json", ...headers }),
  };
}

function read(text: string): Pick<SlackAnswer, "body" | "text" | "blocks" | "responseAction" | "errors"> {
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Slack takes what is no JSON for the text of a message.
  }
  if (!isObject(body)) return text === "" ? { body: "" } : { body, text };
  return {
    body,
    ...(typeof body.text === "string" && { text: body.text }),
    ...(Array.isArray(body.blocks) && { blocks: body.blocks }),
    ...(typeof body.response_action === "string" && { responseAction: body.response_action }),
    ...(isObject(body.errors) && { errors: body.errors as Record<string, string> }),
  };
}
