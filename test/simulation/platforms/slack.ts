import type { App } from "@slack/bolt";
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from "@slack/web-api";
import { makeMethods } from "../../../src/playground/slack/methods.ts";
import { makeClient } from "../../../src/playground/slack/person.ts";
import { makeResponseUrls } from "../../../src/playground/slack/response-urls.ts";
import type { SlackAnswer } from "../../../src/playground/slack/sending.ts";
import { makeViews } from "../../../src/playground/slack/views.ts";
import { makeWorkspace } from "../../../src/playground/slack/workspace.ts";
import type { Owner, Time } from "../time.ts";
import type { Calls, Treatment } from "./weather.ts";

type Loose = Record<string, unknown>;
type Listener = (args: Loose) => Promise<void>;

/** Takes the place of Bolt: it keeps the listeners, and passes requests to them as Bolt does. */
export const makeListeners = () => {
  let before: Listener = async () => {};
  const commands: { readonly name: RegExp; readonly listen: Listener }[] = [];
  const events: { readonly name: string; readonly listen: Listener }[] = [];
  const app = {
    use: (listen: Listener) => {
      before = listen;
    },
    command: (name: RegExp, listen: Listener) => commands.push({ name, listen }),
    event: (name: string, listen: Listener) => events.push({ name, listen }),
    error: () => {},
  } as unknown as App;

  return {
    app,
    /** Passes a request; `ack` is called with the body of its answer. */
    take: async (body: Loose, ack: (answer?: unknown) => Promise<void>): Promise<void> => {
      const context = { teamId: body.team_id };
      const next = async () => {};
      if (body.type === "view_submission") return before({ body, view: body.view, ack, context, next });
      if (body.type === "view_closed") return ack();
      if (body.type === "block_actions") {
        const [action] = body.actions as unknown[];
        return before({ body, action, payload: action, ack, context, next });
      }
      if (typeof body.command === "string") {
        const found = commands.find(({ name }) => name.test(String(body.command)));
        return found?.listen({ body, command: body, payload: body, ack, context, next });
      }
      // Bolt acknowledges events before they are listened to.
      const event = body.event as Loose;
      await ack();
      for (const { name, listen } of events)
        if (name === event.type) await listen({ body, event, payload: event, context, next });
    },
  };
};

const failing = (treatment: Exclude<Treatment, "done">, retryAfterS: number): Error => {
  switch (treatment) {
    case "limited":
      return new WebAPIRateLimitedError(retryAfterS);
    case "limited_silently":
      return new Error("Retry header did not contain a valid timeout.");
    case "broken":
      return new WebAPIHTTPError(500, "Internal Server Error", {});
    case "refused":
      return new WebAPIPlatformError({ ok: false, error: "internal_error" });
    default:
      return new WebAPIRequestError(new Error("socket hang up"));
  }
};

const RESPONSE_BASE = "https://hooks.slack.test/response/";
const FILES_BASE = "https://files.slack.test/files/";
const SLACK_WAITS_MS = 3_000;

/** Passes one request of Slack's to some process, and answers with what it acknowledged. */
export type Deliver = (body: Loose, ack: (answer?: unknown) => Promise<void>) => void;

/** Slack, without HTTP: a workspace, its people's clients, and the Web API as processes call it. */
export const makeSlackPlatform = (time: Time, calls: Calls) => {
  const workspace = makeWorkspace({ teamId: "T0SIM", now: time.now });
  const views = makeViews(workspace);
  const responseUrls = makeResponseUrls(workspace);
  const methods = makeMethods(workspace, views, () => FILES_BASE);
  let deliver: Deliver = () => {};

  /** Waits for the acknowledgement as long as Slack does. */
  const sent = (given: unknown): Promise<SlackAnswer> => {
    // As it comes over the wire: nothing that is changed here later changes there.
    const body = structuredClone(given) as Loose;
    return new Promise((resolve, reject) => {
      const timer = time.set(undefined, SLACK_WAITS_MS, () => reject(new Error("operation_timeout")));
      const ack = async (answer?: unknown) => {
        time.clear(timer);
        const parsed = typeof answer === "string" ? { text: answer } : ((answer ?? "") as Loose | "");
        const fields = parsed === "" ? {} : structuredClone(parsed);
        resolve({
          status: 200,
          body: parsed === "" ? "" : fields,
          elapsedMs: 0,
          request: { body: "", headers: {}, at: time.now(), elapsedMs: 0 },
          ...fields,
          ...(parsed === "" ? {} : { responseAction: (fields as Loose).response_action as string }),
        } as SlackAnswer);
      };
      deliver(body, ack);
    });
  };

  const sender = {
    domain: () => "usher.example.com",
    requests: [],
    connect: () => {},
    sign: () => ({}),
    raw: () => Promise.reject(new Error("nothing is signed here")),
    form: sent,
    payload: sent,
    json: sent,
  };

  const answered = (answer: { ok: boolean; error?: string }): Loose => {
    if (!answer.ok) throw new WebAPIPlatformError(structuredClone(answer) as never);
    return structuredClone(answer);
  };

  return {
    workspace,
    views,
    connect: (to: Deliver) => {
      deliver = to;
    },
    as: (userId: string) => makeClient({ workspace, views, responseUrls, sender, responseBase: RESPONSE_BASE }, userId),

    /** Somebody's account ends, and stands in no channel any more. */
    leave: (id: string): void => {
      const person = workspace.person(id);
      if (person) workspace.addPerson({ ...person, deleted: true });
      for (const channel of workspace.channels())
        if (channel.dmOf === undefined && channel.members.includes(id))
          workspace.addChannel({ ...channel, members: channel.members.filter((one) => one !== id) });
    },

    /** The Web API for a process, whose calls wait so long. */
    clientFor: (owner: Owner, timeoutMs: number): WebClient => {
      const call = (method: string, args: Loose = {}) =>
        calls.call(owner, `slack ${method}`, {
          timeoutMs,
          fail: failing,
          messageOf: ({ channel, ts }) => (typeof ts === "string" ? `${channel} ${ts}` : undefined),
          act: () => answered(methods.get(method)?.(structuredClone(args)) ?? { ok: false, error: "unknown_method" }),
        });
      const at = (path: string): unknown =>
        new Proxy((args?: Loose) => call(path, args), {
          get: (target, name) =>
            typeof name !== "string" || name === "then"
              ? Reflect.get(target, name)
              : at(path ? `${path}.${name}` : name),
        });
      return at("") as WebClient;
    },

    /** What a process fetches from Slack: the addresses of answers, and of files. */
    fetched: (owner: Owner, url: string, init: RequestInit | undefined): Promise<Response> => {
      const body = init?.body;
      return calls
        .call(owner, "slack response_url", {
          timeoutMs: 1_400,
          fail: (treatment, retryAfterS) => Object.assign(new Error(treatment), { treatment, retryAfterS }),
          act: () => {
            if (url.startsWith(FILES_BASE)) {
              const isTaken = workspace.fill(url.slice(FILES_BASE.length), body as Uint8Array);
              return { status: isTaken ? 200 : 400, text: "" };
            }
            const answer = responseUrls.answer(url.slice(RESPONSE_BASE.length), JSON.parse(String(body)));
            return { status: answer.ok ? 200 : 404, text: answer.ok ? "ok" : JSON.stringify(answer) };
          },
        })
        .catch((error: Error & { treatment?: Treatment; retryAfterS?: number }) => {
          const { treatment, retryAfterS = 1 } = error;
          if (treatment === "limited") return { status: 429, text: "", retryAfter: String(retryAfterS) };
          if (treatment === "limited_silently") return { status: 429, text: "" };
          if (treatment === "broken" || treatment === "refused") return { status: 500, text: "" };
          throw error;
        })
        .then(({ status, text, ...rest }) => {
          const retryAfter = "retryAfter" in rest ? String(rest.retryAfter) : null;
          return {
            status,
            ok: status < 300,
            headers: { get: () => retryAfter },
            text: async () => text,
          } as unknown as Response;
        });
    },
  };
};

export type SlackPlatform = ReturnType<typeof makeSlackPlatform>;
