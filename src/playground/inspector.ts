import { randomUUID } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import type { Around } from "../http.ts";
import type { RedisTrace, RedisUse } from "./redis-trace.ts";
import type { SlackWatch } from "./slack/stand-in.ts";
import type { TeamsWatch } from "./teams/stand-in.ts";
import { readable, slackCallTitle, slackRequest, teamsCallTitle, teamsTitle } from "./titles.ts";

/** One request, whichever way it went, once it was answered. Times are epoch ms of the playground's clock. */
interface Entry {
  readonly n: number;
  readonly at: number;
  readonly face: "slack" | "teams" | "page";
  readonly direction: "to Usher" | "from Usher";
  readonly title: string;
  readonly status: number;
  readonly elapsedMs: number;
  readonly request: string;
  readonly answer: string;
  readonly redis: readonly RedisUse[];
}

const KEPT = 500;
const MARK = "x-playground-request";
const FINISHED = "http.server.response.finish";

/** Keeps the last requests between the stand-ins, the browser and Usher, each with what it asked of Redis. */
export const makeInspector = (o: {
  trace: RedisTrace;
  now: () => number;
  nameOf: (id: string) => string | undefined;
  /** Never shown, wherever they stand. */
  secrets: readonly string[];
  changed: () => void;
}) => {
  let entries: Entry[] = [];
  let last = 0;
  /** Requests on their way from a stand-in, by their mark. */
  const marked = new Map<string, RedisUse[]>();
  const opened = new WeakMap<IncomingMessage, { at: number; began: number; redis: RedisUse[] }>();

  const hidden = (text: string): string => o.secrets.reduce((shown, secret) => shown.replaceAll(secret, "…"), text);

  const keep = ({ elapsedMs, request, answer, ...entry }: Omit<Entry, "n">): void => {
    last += 1;
    const shown = { request: hidden(request), answer: hidden(answer), elapsedMs: Math.round(elapsedMs * 10) / 10 };
    entries = [...entries.slice(1 - KEPT), { n: last, ...entry, ...shown }];
    o.changed();
  };

  const headers = (): Record<string, string> => {
    const mark = randomUUID();
    marked.set(mark, []);
    return { [MARK]: mark };
  };
  const usesOf = (sent: { headers: Readonly<Record<string, string>> }): RedisUse[] => {
    const mark = sent.headers[MARK] ?? "";
    const uses = marked.get(mark) ?? [];
    marked.delete(mark);
    return uses;
  };

  const watchSlack: SlackWatch = {
    headers,
    sent: (sent) => {
      const { at, elapsedMs, status = 0, answer = "" } = sent;
      const way = { face: "slack", direction: "to Usher", redis: usesOf(sent) } as const;
      keep({ ...way, ...slackRequest(sent.body), at, status, elapsedMs, answer: readable(answer) });
    },
    called: (call, elapsedMs) => {
      const { at, status, args, body } = call;
      const way = { face: "slack", direction: "from Usher", redis: [], at, status, elapsedMs } as const;
      keep({ ...way, title: slackCallTitle(call, o.nameOf), request: readable(args), answer: readable(body) });
    },
  };

  const watchTeams: TeamsWatch = {
    headers,
    sent: (sent) => {
      const { at, activity, status, elapsedMs, body } = sent;
      const way = { face: "teams", direction: "to Usher", redis: usesOf(sent), at, status, elapsedMs } as const;
      keep({ ...way, title: teamsTitle(activity), request: readable(activity), answer: readable(body) });
    },
    called: (call, elapsedMs) => {
      const { at, status, body, answer } = call;
      const way = { face: "teams", direction: "from Usher", redis: [], at, status, elapsedMs } as const;
      keep({ ...way, title: teamsCallTitle(call, o.nameOf), request: readable(body), answer: readable(answer) });
    },
  };

  const around: Around = (req, answer) => {
    const path = (req.url ?? "/").split("?", 1)[0] ?? "/";
    const mark = req.headers[MARK];
    const fromStandIn = typeof mark === "string" ? marked.get(mark) : undefined;
    if (fromStandIn) return o.trace.within(fromStandIn, answer);
    if (!/^\/(w|me|j)\//.test(path)) return answer();
    const redis: RedisUse[] = [];
    opened.set(req, { at: o.now(), began: performance.now(), redis });
    return o.trace.within(redis, answer);
  };

  const finished = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const open = opened.get(request);
    if (!open) return;
    opened.delete(request);
    keep({
      face: "page",
      direction: "to Usher",
      at: open.at,
      redis: open.redis,
      status: response.statusCode,
      elapsedMs: performance.now() - open.began,
      title: `${request.method} ${request.url}`,
      request: `${request.method} ${request.url}`,
      answer: "",
    });
  };
  subscribe(FINISHED, finished);

  return {
    watchSlack,
    watchTeams,
    around,
    /** The entries after the one numbered so, newest last. */
    after: (n: number): readonly Entry[] => entries.filter((entry) => entry.n > n),
    clear: () => {
      entries = [];
    },
    stop: () => unsubscribe(FINISHED, finished),
  };
};

export type Inspector = ReturnType<typeof makeInspector>;
