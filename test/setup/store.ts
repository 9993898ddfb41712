import { SITE_ORGANISATION } from "../../src/core/access/organisations.ts";
import type { NamedPeopleFields } from "../../src/core/hosting/named-people.ts";
import type { WebinarFields } from "../../src/core/hosting/settings.ts";
import { defined } from "../../src/core/model/defined.ts";
import { type ChatId, newPersonId, parseAddress, type RequestId, requestId } from "../../src/core/model/ids.ts";
import type { Person } from "../../src/core/model/person.ts";
import type { Site } from "../../src/core/model/webinar.ts";
import type { Directory, NamedPerson } from "../../src/core/ports/people.ts";
import { connectRedis } from "../../src/redis/connect.ts";
import { makeLanes } from "../../src/redis/lanes.ts";
import type { ScriptName } from "../../src/redis/scripts.ts";
import { wireCore } from "../../src/wire.ts";
import { zones } from "../../src/zones.ts";
import { startClock } from "./clock.ts";
import { borrowRedis } from "./redis.ts";

export const ORGANISATION = SITE_ORGANISATION;

/** A filled in form without its start. */
export const BLANK_FIELDS: Omit<WebinarFields, "start"> = {
  kind: "webinar",
  title: "Deep sea",
  description: "",
  zone: "Europe/Paris",
  durationMinutes: 60,
  link: "https://meet.example.com/deep",
  password: "",
  registrationRequired: true,
  joinBeforeHost: undefined,
  registrationIds: true,
  policy: "manual",
  approveInvited: false,
  waitMinutes: undefined,
  waitResult: undefined,
  cap: undefined,
  opens: { date: "", time: "" },
  closes: { date: "", time: "" },
  waitlist: false,
  dmOnly: false,
  invitationsLocked: true,
  visibility: "listed",
  offerMinutes: undefined,
  answerEdits: "until_approval",
  answersUntil: { date: "", time: "" },
  editsReopen: false,
  landingPage: "",
  fullText: "",
  planText: "",
  reminders: [],
  nudgeMinutes: undefined,
  followUp: false,
  recording: "",
  texts: {},
};

export const NAMED_PEOPLE: NamedPeopleFields = {
  face: "slack",
  cohosts: { by: "chat", people: [], unreadable: [] },
  hostChannels: [{ face: "slack", group: "T1", channelId: "C1" }],
};

/** People as they are named by their chats. */
export const byChats = (chats: readonly ChatId[]): NamedPerson[] =>
  chats.map((chat) => ({ by: "chat", chat, name: chat }));

let acts = 0;
/** A request id nobody used before. */
export const freshRequest = () => requestId("test", String(acts++), newPersonId());

/** The core over a Redis of its own, without faces; `scripts` replaces a script's text. */
export const openStore = async ({
  scripts = {},
  plan = 1_000,
  directories = [],
  at,
  fill,
}: {
  directories?: readonly Directory[];
  scripts?: Partial<Record<ScriptName, string>>;
  plan?: number;
  /** What the clock shows at first. */
  at?: number;
  /** Puts something into the empty Redis with this socket. */
  fill?: (path: string) => Promise<void>;
} = {}) => {
  const server = await borrowRedis();
  await fill?.(server.path);
  const redis = await connectRedis({ url: `unix://${server.path}` }, () => {});
  const clock = startClock(at);
  const site: Site = {
    plan,
    registrationIds: true,
    landingDomains: ["example.com"],
    retentionDays: 90,
    hosts: "members",
  };
  const secret = "a secret of the tests, long enough for it";
  const { run, core, stores } = wireCore({ redis, site, secret, clock, scripts, directories });

  const { people } = stores;

  const member = (name: string): Promise<Person> => {
    const address = parseAddress(`${name}@example.com`);
    return people.know(ORGANISATION, {
      ...defined({ address: address || undefined }),
      firstName: name,
      lastName: "Test",
      fullMember: true,
    });
  };

  const schedule = async (
    host: Person,
    options: { cap?: number; inMs?: number; requestId?: RequestId; fields?: Partial<WebinarFields> } = {},
  ) => {
    const zone = "Europe/Paris";
    const result = await core.schedule({
      organisation: ORGANISATION,
      requestId: options.requestId ?? freshRequest(),
      by: host,
      fields: {
        ...BLANK_FIELDS,
        // A minute more than asked: the form knows no seconds.
        start: zones.wallOf(clock.now() + (options.inMs ?? 3_600_000) + 59_999, zone),
        cap: options.cap,
        ...options.fields,
      },
      named: NAMED_PEOPLE,
    });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.value;
  };

  const register = (code: Parameters<typeof core.register>[0]["code"], person: Person, request = freshRequest()) =>
    core.register({
      organisation: ORGANISATION,
      code,
      requestId: request,
      person,
      address: person.address,
      firstName: person.firstName,
      lastName: person.lastName,
      given: {},
      via: "page",
      answerStays: false,
    });

  return {
    redis,
    run,
    clock,
    core,
    ...stores,
    lanes: makeLanes(run),
    member,
    schedule,
    register,
    server,
    stop: async () => {
      redis.disconnect();
      await server.stop();
    },
  };
};

export type Store = Awaited<ReturnType<typeof openStore>>;
