import { makeCore } from "../../src/core/core.ts";
import { newPersonId, parseAddress, type RequestId, requestId } from "../../src/core/ids.ts";
import { SITE_ORGANISATION } from "../../src/core/organisations.ts";
import type { Person } from "../../src/core/person.ts";
import { connectRedis } from "../../src/redis/connect.ts";
import { makeLanes } from "../../src/redis/lanes.ts";
import { makeLimiter } from "../../src/redis/limiter.ts";
import { makePeople } from "../../src/redis/people.ts";
import { prepareScripts, type ScriptName } from "../../src/redis/scripts.ts";
import { makeWebinars } from "../../src/redis/webinars.ts";
import { startClock } from "./clock.ts";
import { startThrowawayRedis } from "./redis.ts";

export const ORGANISATION = SITE_ORGANISATION;

let acts = 0;
/** A request id nobody used before. */
export const freshRequest = () => requestId("test", String(acts++), newPersonId());

/** The core over a Redis of its own, without faces; `scripts` replaces a script's text. */
export const openStore = async ({
  scripts = {},
  plan = 1_000,
}: {
  scripts?: Partial<Record<ScriptName, string>>;
  plan?: number;
} = {}) => {
  const server = await startThrowawayRedis();
  const redis = await connectRedis({ url: `unix://${server.path}` }, () => {});
  const run = prepareScripts(redis, scripts);
  const clock = startClock();
  const webinars = makeWebinars(redis, run, { plan });
  const people = makePeople(redis, run);
  const limiter = makeLimiter(redis);
  const core = makeCore({
    webinars,
    people,
    limiter,
    clock,
    site: { plan, registrationIds: true, hosts: "members" },
    directories: [],
  });

  const member = (name: string): Promise<Person> => {
    const address = parseAddress(`${name}@example.com`);
    return people.know(ORGANISATION, {
      ...(address ? { address } : {}),
      firstName: name,
      lastName: "Test",
      fullMember: true,
    });
  };

  const schedule = async (host: Person, options: { cap?: number; inMs?: number; requestId?: RequestId } = {}) => {
    const result = await core.schedule({
      organisation: ORGANISATION,
      requestId: options.requestId ?? freshRequest(),
      by: host,
      kind: "webinar",
      title: "Deep sea",
      description: "",
      startsAt: clock.now() + (options.inMs ?? 3_600_000),
      durationMinutes: 60,
      zone: "Europe/Paris",
      link: "https://meet.example.com/deep",
      cap: options.cap,
      registrationRequired: true,
      registrationIds: true,
      hostChannels: [{ face: "slack", group: "T1", channelId: "C1" }],
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
      answers: {},
      via: "page",
      answerStays: false,
    });

  return {
    ...{
      redis,
      run,
      clock,
      core,
      webinars,
      people,
      limiter,
      lanes: makeLanes(redis, run),
      member,
      schedule,
      register,
      server,
    },
    stop: async () => {
      redis.disconnect();
      await server.stop();
    },
  };
};

export type Store = Awaited<ReturnType<typeof openStore>>;
