import { isObject, type Json } from "../../../src/playground/teams/cards.ts";
import { type ConnectorAnswer, makeConnector } from "../../../src/playground/teams/connector.ts";
import { makeClient } from "../../../src/playground/teams/person.ts";
import { readAnswer, type TeamsAnswer, type Turns } from "../../../src/playground/teams/turns.ts";
import { makeWorld } from "../../../src/playground/teams/world.ts";
import type { Connector, Member } from "../../../src/teams/platform/connector.ts";
import type { Owner, Time } from "../time.ts";
import type { Calls, Treatment } from "./weather.ts";

const SERVICE = "https://smba.teams.test/amer/";
const CALL_MS = 10_000;
const TEAMS_WAITS_MS = 10_000;
export const TENANT = "99999999-8888-4777-8666-555555555555";

type Refused = Error & { statusCode?: number; response?: { headers: { get(name: string): string | undefined } } };

const errorOf = (statusCode: number | undefined, code: string, retryAfterS?: number): Refused =>
  Object.assign(new Error(code), {
    code,
    ...(statusCode === undefined ? {} : { statusCode }),
    response: { headers: { get: () => (retryAfterS === undefined ? undefined : String(retryAfterS)) } },
  });

const failing = (treatment: Exclude<Treatment, "done">, retryAfterS: number): Error => {
  switch (treatment) {
    case "limited":
      return errorOf(429, "TooManyRequests", retryAfterS);
    case "limited_silently":
      return errorOf(429, "TooManyRequests");
    case "broken":
      return errorOf(500, "InternalServerError");
    case "refused":
      return errorOf(412, "PreconditionFailed");
    default:
      return errorOf(undefined, "ECONNRESET");
  }
};

/** Passes one activity to some process; `answer` is called with what it answers over HTTP. */
export type DeliverActivity = (activity: Json, answer: (status: number, body: unknown) => void) => void;

/** Teams, without HTTP: people, teams and chats, their clients, and the Bot Connector as processes call it. */
export const makeTeamsPlatform = (time: Time, calls: Calls) => {
  const world = makeWorld({ tenantId: TENANT, bot: { id: "28:usher", name: "Usher" }, now: time.now });
  const routes = makeConnector(world, SERVICE);
  let deliver: DeliverActivity = () => {};

  const send = (given: Json): Promise<TeamsAnswer> => {
    const activity = structuredClone(given) as Json;
    return new Promise((resolve, reject) => {
      const timer = time.set(undefined, TEAMS_WAITS_MS, () => reject(new Error("Unable to reach app.")));
      deliver(activity, (status, answer) => {
        time.clear(timer);
        const body: unknown = answer === undefined ? undefined : structuredClone(answer);
        try {
          resolve({ status, body, elapsedMs: 0, sent: [], ...readAnswer(activity, status, body) });
        } catch (error) {
          reject(error);
        }
      });
    });
  };
  const isOfApp = (link: string) => link.startsWith("https://usher.example.com/");
  const post = () => Promise.reject(new Error(""));
  const turns = { activities: [], isOfApp, connect: () => {}, post, send } as Turns;
  const clients = new Map<string, ReturnType<typeof makeClient>>();

  const asked = (
    method: string,
    path: readonly string[],
    body: unknown,
    query: Record<string, string> = {},
  ): unknown => {
    const route = routes({ method, path, query: new URLSearchParams(query), body: structuredClone(body) });
    const answer: ConnectorAnswer = route?.run() ?? { status: 404 };
    if (answer.status < 300) return structuredClone(answer.body);
    const { code } = isObject(answer.body) && isObject(answer.body.error) ? answer.body.error : {};
    throw errorOf(answer.status, String(code));
  };

  return {
    world,
    connect: (to: DeliverActivity) => {
      deliver = to;
    },
    as: (personId: string) => {
      const person = world.person(personId);
      if (!person) throw new Error(`nobody is called ${personId}`);
      const known = clients.get(personId);
      if (known) return known;
      const upload = () => `${SERVICE}files/1`;
      const made = makeClient({ world, turns, person, serviceUrl: SERVICE, now: time.now, upload });
      clients.set(personId, made);
      return made;
    },

    connectorFor: (owner: Owner): Connector => {
      const call = <Answer>(name: string, act: () => Answer, messageOf?: (answer: Answer) => string) =>
        calls.call(owner, `teams ${name}`, {
          timeoutMs: CALL_MS,
          fail: failing,
          act,
          ...(messageOf ? { messageOf } : {}),
        });
      const conversations = (...more: string[]) => ["v3", "conversations", ...more];
      return {
        send: (_, id, message) =>
          call(
            "send",
            () => (asked("POST", conversations(id, "activities"), message) as { id: string }).id,
            (made) => made,
          ),
        update: (_, id, messageId, message) =>
          call(
            "update",
            () => void asked("PUT", conversations(id, "activities", messageId), message),
            () => messageId,
          ),
        openChat: (_, { userId, tenant }) =>
          call("openChat", () => {
            const chat = { isGroup: false, members: [{ id: userId }], tenantId: tenant };
            return (asked("POST", conversations(), chat) as { id: string }).id;
          }),
        openThread: (_, channelId, message) =>
          call(
            "openThread",
            () => {
              const thread = { isGroup: true, channelData: { channel: { id: channelId } }, activity: message };
              const made = asked("POST", conversations(), thread) as { id: string; activityId: string };
              return { conversationId: made.id, messageId: made.activityId };
            },
            ({ messageId }) => messageId,
          ),
        member: (_, id, member) =>
          call("member", () => asked("GET", conversations(id, "members", member), undefined) as Member),
        members: (_, teamId, cursor) =>
          call("members", () => {
            const query = { pageSize: "500", ...(cursor ? { continuationToken: cursor } : {}) };
            const found = asked("GET", conversations(teamId, "pagedmembers"), undefined, query) as {
              members: Member[];
              continuationToken?: string;
            };
            const { members, continuationToken: next } = found;
            return { members, ...(next ? { next } : {}) };
          }),
        team: (_, teamId) =>
          call("team", () => {
            const { name } = asked("GET", ["v3", "teams", teamId], undefined) as { name: string };
            const listed = asked("GET", ["v3", "teams", teamId, "conversations"], undefined);
            const { conversations: channels } = listed as { conversations: { id: string; name?: string }[] };
            return { name, channels };
          }),
      };
    },
  };
};

export type TeamsPlatform = ReturnType<typeof makeTeamsPlatform>;
