import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type ConnectorAnswer, makeConnector, refusal } from "./connector.ts";
import { type Grants, makeGraphStandIn } from "./graph.ts";
import { type Faults, makeFaults, makeLimiter } from "./limits.ts";
import type { NewPerson, NewTeam, TeamsPerson, TeamsTeam } from "./people.ts";
import { makeClient, type TeamsClient } from "./person.ts";
import { ISSUER, jwks, mint, openIdMetadata, type TokenClaims } from "./tokens.ts";
import { makeTurns, type RecordedActivity, type SendingWatch, type TeamsAnswer } from "./turns.ts";
import { type KeptTeams, makeWorld, type TeamsMessage } from "./world.ts";

export interface TeamsStandInOptions {
  /** The bot's app id: with it every request carries a token, and every call to the connector must. */
  readonly appId?: string;
  readonly tenantId?: string;
  /** Epoch ms; the clock of messages and limits. Tokens follow the real one. */
  readonly now?: () => number;
  /** 0, the default, takes a free one; always on 127.0.0.1. */
  readonly port?: number;
  /** Whether the platform's limits per thread hold; on unless told. */
  readonly limits?: "on" | "off";
  /** How long Teams waits for the app, in real milliseconds; 10,000 unless told. */
  readonly turnMs?: number;
  /** Which bearer token of the app is good; any that is not empty, unless told. */
  readonly acceptToken?: (token: string) => boolean;
  /** Microsoft Graph, as far as an administrator granted it; nothing unless told. */
  readonly grants?: Grants;
  readonly watch?: TeamsWatch;
}

/** One call the app made to the connector; `status` is what was decided, even when the reply was then dropped. */
interface RecordedCall {
  readonly at: number;
  readonly method: string;
  /** Below the service address, decoded, without the query. */
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
}

/** Hears what passes between the stand-in and the app, as it happens; `elapsedMs` are real milliseconds. */
export interface TeamsWatch extends SendingWatch {
  called(call: RecordedCall, elapsedMs: number): void;
}

export interface TeamsStandIn {
  readonly serviceUrl: string;
  readonly tenantId: string;
  readonly botId: string;
  /** Where Graph and its token server are played. */
  readonly graph: { readonly login: string; readonly api: string; readonly service: string };
  readonly openIdMetadataUrl: string;
  readonly issuer: string;
  /** Names the app's own address, e.g. http://127.0.0.1:3000/api/messages. */
  connect(messagesUrl: string): void;
  addPerson(person: NewPerson): TeamsPerson;
  addTeam(team: NewTeam): TeamsTeam;
  /** Makes somebody a member of a team that is there. */
  joinTeam(teamId: string, personId: string): void;
  /** What these people and channels have, the newest `most` of each; put back into another stand-in, it is there. */
  keep(personIds: readonly string[], channelIds: readonly string[], most: number): KeptTeams;
  putBack(kept: KeptTeams): void;
  /** Whether a person has the app in their own scope, or a team has it. */
  isInstalled(id: string): boolean;
  /** @throws when there is no such person. */
  as(personId: string): TeamsClient;
  /** From now on this person takes no messages: 403 with `code`, ConversationBlockedByUser unless told. */
  block(personId: string, code?: string): void;
  unblock(personId: string): void;
  /** Their account is deactivated. */
  deactivate(personId: string): void;
  /** The posts and replies of a channel as those see it who pressed nothing, oldest first. */
  channel(channelId: string): readonly TeamsMessage[];
  /** A message as this person sees it now. @throws when it has been deleted. */
  seenBy(personId: string, message: TeamsMessage): TeamsMessage;
  readonly calls: readonly RecordedCall[];
  readonly activities: readonly RecordedActivity[];
  readonly faults: Faults;
  /** A token as Teams sends it, changed as `claims` say. */
  token(claims?: TokenClaims): string;
  /** Posts a body as it is; `headers` replace the usual ones, "" leaves one out. */
  raw(body: string, headers?: Readonly<Record<string, string>>): Promise<TeamsAnswer>;
  /** Sends an activity again, as Teams does after a slow turn: with the same id, or a new one. */
  replay(of: RecordedActivity, o?: { newId?: boolean }): Promise<TeamsAnswer>;
  stop(): Promise<void>;
}

const SERVICE = "/amer/";
const METADATA = "/v1/.well-known/openidconfiguration";
const FILES = "/files/";
const GRAPH = "/graph/";
const LOGIN = "/login/";
const KEYS = "/v1/.well-known/keys";

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const text = await textOf(request);
  return text === "" ? undefined : JSON.parse(text);
}

const bearerOf = ({ headers: { authorization = "" } }: IncomingMessage): string => {
  const [scheme, bearer = ""] = authorization.split(" ");
  return scheme === "Bearer" ? bearer : "";
};

const partsBelow = (pathname: string, base: string): string[] =>
  pathname.startsWith(base) ? pathname.slice(base.length).split("/").filter(Boolean).map(decodeURIComponent) : [];

function reply(response: ServerResponse, { status, body }: ConnectorAnswer, retryAfterS?: number): void {
  const wait = retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) };
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...wait });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

/**
 * Starts a local Microsoft Teams: the Bot Connector's REST interface (the `serviceUrl` of activities), the Bot
 * Framework's keys, and the clients of the people in it. It enforces the platform's rules: roster, limits per thread,
 * size, good cards, answers in time and in form (teams.md), and keeps everything in memory.
 */
export async function startTeamsStandIn(o: TeamsStandInOptions = {}): Promise<TeamsStandIn> {
  const { appId, now = Date.now, tenantId = randomUUID(), acceptToken = (token: string) => token !== "" } = o;
  const bot = { id: `28:${appId ?? "00000000-0000-0000-0000-000000000000"}`, name: "Usher" };
  const world = makeWorld({ tenantId, bot, now });
  const calls: RecordedCall[] = [];
  const files = new Map<string, Uint8Array>();
  /** Keeps what somebody sends; its address carries the right to read it, as SharePoint's does. */
  const upload = (bytes: Uint8Array): string => {
    const id = randomUUID();
    files.set(id, bytes);
    return `${origin}${FILES}${id}`;
  };
  const { faults, take, delayMs } = makeFaults();
  const overLimit = o.limits === "off" ? () => false : makeLimiter(now);

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      reply(response, refusal(400, "BadSyntax", error instanceof Error ? error.message : "The request makes no sense"));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(o.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : o.port}`;
  const serviceUrl = origin + SERVICE;
  const connector = makeConnector(world, serviceUrl);

  const token = (claims?: TokenClaims): string => mint({ aud: appId ?? "", serviceurl: serviceUrl }, claims);
  const headers = (): Record<string, string> => (appId === undefined ? {} : { authorization: `Bearer ${token()}` });
  const turns = makeTurns({ world, now, turnMs: o.turnMs ?? 10_000, headers, watch: o.watch });

  const graph =
    o.grants &&
    makeGraphStandIn({
      world,
      appId: appId ?? "",
      grants: o.grants,
      people: world.everybody,
      installed: (person) => void clientOf(person).install(),
    });

  const askGraph = async (
    request: IncomingMessage,
    { pathname, searchParams: query }: URL,
  ): Promise<ConnectorAnswer> => {
    if (!graph) return refusal(403, "Forbidden", "Nothing was granted.");
    const [tenant = ""] = partsBelow(pathname, LOGIN);
    if (tenant) return graph.token(tenant, new URLSearchParams(await textOf(request)));
    const { method = "GET" } = request;
    const asked = { method, path: partsBelow(pathname, GRAPH), query, body: await bodyOf(request) };
    const answer = graph.answer({ ...asked, bearer: bearerOf(request) });
    calls.push({
      at: now(),
      method,
      path: `graph/${asked.path.join("/")}`,
      body: asked.body,
      status: answer.status,
      answer: answer.body,
    });
    return answer;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", origin);
    if (url.pathname === METADATA) return reply(response, { status: 200, body: openIdMetadata(origin + KEYS) });
    if (url.pathname === KEYS) return reply(response, { status: 200, body: jwks() });
    const { method = "GET" } = request;
    if (url.pathname.startsWith(FILES)) {
      const bytes = files.get(url.pathname.slice(FILES.length));
      return void (bytes ? response.writeHead(200).end(bytes) : response.writeHead(404).end());
    }
    if (url.pathname.startsWith(LOGIN) || url.pathname.startsWith(GRAPH))
      return reply(response, await askGraph(request, url));
    const path = partsBelow(url.pathname, SERVICE);
    const began = performance.now();
    const body = await bodyOf(request);
    const { answer, retryAfterS, drop } = decide(request, { method, path, query: url.searchParams, body });
    const call = { at: now(), method, path: path.join("/"), body, status: answer.status, answer: answer.body };
    calls.push(call);
    o.watch?.called(call, performance.now() - began);
    if (delayMs() > 0) await new Promise((resolve) => setTimeout(resolve, delayMs()));
    if (drop) response.destroy();
    else reply(response, answer, retryAfterS);
  };

  const decide = (
    request: IncomingMessage,
    call: Parameters<typeof connector>[0],
  ): { answer: ConnectorAnswer; retryAfterS?: number; drop?: boolean } => {
    if (appId !== undefined && !acceptToken(bearerOf(request)))
      return { answer: refusal(401, "Unauthorized", "Authorization has been denied for this request.") };
    const route = connector(call);
    if (!route)
      return { answer: refusal(404, "NotFound", `Nothing is played at ${call.method} ${call.path.join("/")}`) };
    const { on, conversation } = route;
    const fault = take(on, conversation ? [conversation.id, conversation.base] : []);
    if (fault?.kind === "refuse") {
      const told = fault.retryAfterS === undefined ? {} : { retryAfterS: fault.retryAfterS };
      return { answer: refusal(fault.status, fault.code, "Refused by order of the test."), ...told };
    }
    if (conversation && overLimit(on, conversation.base))
      return { answer: refusal(429, "TooManyRequests", "API calls quota exceeded for this thread.") };
    return { answer: route.run(), drop: fault?.kind === "drop" };
  };

  const clients = new Map<string, TeamsClient>();
  const clientOf = (person: TeamsPerson): TeamsClient => {
    const client = clients.get(person.id) ?? makeClient({ world, turns, person, serviceUrl, now, upload });
    clients.set(person.id, client);
    return client;
  };
  return {
    serviceUrl,
    tenantId,
    botId: bot.id,
    graph: { login: origin + LOGIN, api: origin + GRAPH, service: serviceUrl },
    openIdMetadataUrl: origin + METADATA,
    issuer: ISSUER,
    connect: turns.connect,
    addPerson: world.addPerson,
    addTeam: world.addTeam,
    joinTeam: world.joinTeam,
    keep: world.keep,
    putBack: world.putBack,
    isInstalled: world.isInstalled,
    as(personId) {
      const person = world.person(personId);
      if (!person) throw new Error(`There is nobody called ${personId}`);
      return clientOf(person);
    },
    block: (personId, code = "ConversationBlockedByUser") => world.setBlocked(personId, code),
    deactivate: (personId) => world.deactivate(personId),
    unblock: (personId) => world.setBlocked(personId, undefined),
    channel: (channelId) => world.messagesIn(channelId),
    seenBy: world.seenBy,
    calls,
    activities: turns.activities,
    faults,
    token,
    raw: turns.post,
    replay: ({ activity }, { newId = false } = {}) => turns.send(newId ? { ...activity, id: randomUUID() } : activity),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
