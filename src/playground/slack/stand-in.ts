import { EventEmitter } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { SlackClient } from "./client.ts";
import { makeFaults, makePostingLimit, makeTiers, type SlackFaults } from "./faults.ts";
import { isObject, type Loose } from "./limits.ts";
import { type ApiAnswer, makeMethods } from "./methods.ts";
import { makeClient } from "./person.ts";
import { makeResponseUrls } from "./response-urls.ts";
import { makeSender, type RecordedRequest, type SendingWatch, type SlackAnswer } from "./sending.ts";
import { makeViews } from "./views.ts";
import {
  type KeptSlack,
  makeWorkspace,
  type NewChannel,
  type NewPerson,
  type SlackChannel,
  type SlackFile,
  type SlackGroup,
  type SlackMessage,
  type SlackPerson,
} from "./workspace.ts";

/** One call of the Web API, or (`method` is `response_url`) one post to a `response_url`. */
export interface RecordedCall {
  readonly method: string;
  /** Without the token. */
  readonly args: Loose;
  /** Where it wrote, a person's id turned into that of their direct channel. */
  readonly channelId?: string;
  /** When, by the stand-in's clock, in milliseconds. */
  readonly at: number;
  /** What came of it; `dropped` did the work and lost the reply. */
  readonly outcome: "ok" | "error" | "rate_limited" | "http_error" | "dropped";
  readonly status: number;
  readonly error?: string;
  readonly body?: Loose;
}

/** Hears what passes between the stand-in and the app, as it happens; `elapsedMs` are real milliseconds. */
export interface SlackWatch extends SendingWatch {
  called(call: RecordedCall, elapsedMs: number): void;
}

export interface SlackStandIn {
  /** For the WebClient's `slackApiUrl`; ends in a slash. */
  readonly apiUrl: string;
  readonly teamId: string;
  readonly botUserId: string;
  /** Where the app listens: the full URL of its `/slack/events`. */
  connect(eventsUrl: string): void;
  /** An id given again replaces that person, which is how one is deactivated or renamed; so too a channel. */
  addPerson(p: NewPerson): SlackPerson;
  /** The bot is a member unless `botIsMember` is false. */
  addChannel(c: NewChannel): SlackChannel;
  addGroup(g: { id?: string; handle: string; members: readonly string[] }): SlackGroup;
  /** A file that somebody's client has uploaded: its id is what a `file_input` takes. */
  upload(name: string, bytes: Uint8Array): SlackFile;
  as(userId: string): SlackClient;
  /** A channel's messages as they stand, oldest first. */
  channel(channelId: string): readonly SlackMessage[];
  /** What these people and channels have, the newest `most` of each; put back into another stand-in, it is there. */
  keep(userIds: readonly string[], channelIds: readonly string[], most: number): KeptSlack;
  putBack(kept: KeptSlack): void;
  readonly calls: readonly RecordedCall[];
  /** Everything sent to the app. */
  readonly requests: readonly RecordedRequest[];
  readonly faults: SlackFaults;
  /** From now on a method may be called so often a minute, as its tier says (Rate limits: 3 is 50, 4 is 100). */
  tier(method: string, perMinute: number): void;
  /** Looks again after each call of the app until there is something; rejects after `withinMs` real milliseconds. */
  until<T>(look: () => T | undefined | false, withinMs?: number): Promise<T>;
  /** An unsigned or hand-signed request. What comes back changes nothing on anybody's screen; so too `replay`. */
  raw(body: string, headers?: Readonly<Record<string, string>>): Promise<SlackAnswer>;
  sign(body: string, timestampS?: number): Record<string, string>;
  /** The same bytes and headers again. */
  replay(of: RecordedRequest): Promise<SlackAnswer>;
  stop(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

/** Arguments as the WebClient sends them: JSON, or a form whose structured fields are JSON. */
function argsOf(body: string, contentType = ""): Loose {
  if (contentType.startsWith("application/json")) {
    const json = parsed(body);
    return isObject(json) ? json : {};
  }
  const structured = ["blocks", "view", "metadata", "attachments", "unfurls"];
  const fields = [...new URLSearchParams(body)];
  return Object.fromEntries(fields.map(([name, value]) => [name, structured.includes(name) ? parsed(value) : value]));
}

/**
 * Plays Slack on a loopback port: the Web API for the app's calls, and people whose clients send signed requests to
 * the app. It refuses what Slack refuses ("Slack and Bolt 5: the rules"). `now` (milliseconds) drives every expiry,
 * limit and `ts`; the 3 seconds an app has to answer are real ones. `limits: "off"` lifts the posting limit.
 */
export async function startSlackStandIn(o: {
  signingSecret: string;
  botToken: string;
  teamId?: string;
  now?: () => number;
  port?: number;
  limits?: "on" | "off";
  watch?: SlackWatch;
}): Promise<SlackStandIn> {
  const now = o.now ?? Date.now;
  const workspace = makeWorkspace({ now, ...(o.teamId !== undefined && { teamId: o.teamId }) });
  const views = makeViews(workspace);
  const responseUrls = makeResponseUrls(workspace);
  const sender = makeSender({ signingSecret: o.signingSecret, now, watch: o.watch });
  const methods = makeMethods(workspace, views, () => `${origin}/files/`);
  const placeOf = (id: string): string => (workspace.person(id) ? workspace.dmOf(id).id : id);
  const faults = makeFaults(placeOf);
  const secondsToWait = o.limits === "off" ? () => undefined : makePostingLimit(now);
  const tiers = makeTiers(now);
  const calls: RecordedCall[] = [];
  const changes = new EventEmitter().setMaxListeners(0);
  const stopping = new AbortController();

  function authorized(request: IncomingMessage, args: Loose): ApiAnswer | undefined {
    const token = request.headers.authorization?.replace(/^Bearer /, "") ?? args.token;
    if (!token) return { ok: false, error: "not_authed" };
    return token === o.botToken ? undefined : { ok: false, error: "invalid_auth" };
  }

  type Call = { method: string; args: Loose; channelId?: string };

  async function serve(call: Call, response: ServerResponse, work: () => ApiAnswer): Promise<void> {
    const { token: _, ...args } = call.args;
    const began = performance.now();
    const note = (answer: Pick<RecordedCall, "outcome" | "status" | "error" | "body">) => {
      const made: RecordedCall = { ...call, args, at: now(), ...answer };
      calls.push(made);
      o.watch?.called(made, performance.now() - began);
      changes.emit("change");
    };
    const reply = (status: number, body: Loose, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers })
        .end(JSON.stringify(body));

    const broken = faults.next("httpError", call);
    if (broken) {
      note({ outcome: "http_error", status: broken.status });
      return void response.writeHead(broken.status).end();
    }
    const wait =
      faults.next("rateLimit", call)?.retryAfterS ??
      tiers.wait(call.method) ??
      secondsToWait(call.method, call.channelId);
    if (wait !== undefined) {
      note({ outcome: "rate_limited", status: 429, error: "ratelimited" });
      return void reply(429, { ok: false, error: "ratelimited" }, { "retry-after": String(Math.ceil(wait)) });
    }
    const planned = faults.next("fail", call);
    const body: ApiAnswer = planned ? { ok: false, error: planned.error } : work();
    const lost = faults.next("dropReply", call) !== undefined;
    // A response_url says no by its status, the Web API by `ok` alone.
    const status = call.method !== "response_url" || body.ok ? 200 : body.error?.endsWith("_url") ? 404 : 400;
    const outcome = lost ? "dropped" : body.ok ? "ok" : "error";
    note({ outcome, status, body, ...(body.error !== undefined && { error: body.error }) });
    const late = faults.next("delay", call);
    if (late) await sleep(late.ms, undefined, { signal: stopping.signal });
    if (lost) response.destroy();
    else reply(status, body);
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const [, area, name = ""] = pathname.split("/");
    const body = await bodyOf(request);
    const posted = argsOf(body, request.headers["content-type"]);
    const args = { ...Object.fromEntries(searchParams), ...posted };
    if (area === "response") {
      return serve({ method: "response_url", args }, response, () => responseUrls.answer(name, args));
    }
    if (area === "files" && request.method === "POST")
      return void response.writeHead(workspace.fill(name, Buffer.from(body)) ? 200 : 400).end();
    if (area === "files") {
      const file = workspace.file(name);
      const isAllowed = authorized(request, {}) === undefined;
      return void (file && isAllowed ? response.writeHead(200).end(file.bytes) : response.writeHead(404).end());
    }
    if (area !== "api") return void response.writeHead(404).end();
    const channelId = typeof args.channel === "string" ? placeOf(args.channel) : undefined;
    const call = { method: name, args, ...(channelId !== undefined && { channelId }) };
    return serve(call, response, () => {
      const method = methods.get(name);
      return authorized(request, args) ?? method?.(args) ?? { ok: false, error: "unknown_method" };
    });
  }

  const server = createServer((request, response) => {
    route(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(o.port ?? 0, "127.0.0.1", resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clientDeps = { workspace, views, responseUrls, sender, responseBase: `${origin}/response/` };

  function until<T>(look: () => T | undefined | false, withinMs = 3000): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = look();
        if (found === undefined || found === false) return;
        done();
        resolve(found);
      };
      const done = () => {
        clearTimeout(timer);
        changes.off("change", check);
      };
      const timer = setTimeout(() => {
        done();
        const last = calls.slice(-5).map((of) => `${of.method} ${of.error ?? of.outcome}`);
        reject(new Error(`nothing of it within ${withinMs} ms; the last calls: ${last.join(", ") || "none"}`));
      }, withinMs);
      changes.on("change", check);
      check();
    });
  }

  return {
    apiUrl: `${origin}/api/`,
    teamId: workspace.teamId,
    botUserId: workspace.bot.id,
    connect: sender.connect,
    addPerson: workspace.addPerson,
    addChannel: workspace.addChannel,
    addGroup: workspace.addGroup,
    upload: workspace.upload,
    as: (userId) => makeClient(clientDeps, userId),
    channel: workspace.messages,
    keep: workspace.keep,
    putBack: workspace.putBack,
    calls,
    requests: sender.requests,
    faults: faults.surface,
    tier: tiers.limit,
    until,
    raw: sender.raw,
    sign: sender.sign,
    replay: (of) => sender.raw(of.body, of.headers),
    stop: () =>
      new Promise((resolve, reject) => {
        stopping.abort();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
