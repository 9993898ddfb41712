import { expect } from "vitest";
import { z } from "zod";
import { readConfig } from "../../src/config.ts";
import { makeLog } from "../../src/log.ts";
import { openPlayground } from "../../src/playground/open.ts";
import { startUsher } from "../../src/usher.ts";
import { freePort } from "../setup/port.ts";
import { startThrowawayRedis } from "../setup/redis.ts";

const Loose = z.looseObject({});
const SlackMessage = z.looseObject({ ts: z.string(), channelId: z.string(), blocks: z.array(Loose) });
const TeamsMessage = z.looseObject({ id: z.string(), fromBot: z.boolean(), card: Loose.optional() });
const State = z.object({
  version: z.number(),
  now: z.number(),
  offsetMs: z.number(),
  slack: z.looseObject({
    me: z.string(),
    people: z.array(z.looseObject({ id: z.string(), name: z.string() })),
    channels: z.array(z.object({ id: z.string(), name: z.string() })),
    conversations: z.record(z.string(), z.array(SlackMessage)),
    view: z.looseObject({ callback_id: z.string() }).nullable(),
  }),
  teams: z.looseObject({
    me: z.string(),
    people: z.array(z.looseObject({ id: z.string(), name: z.string(), installed: z.boolean() })),
    channels: z.array(z.looseObject({ id: z.string(), name: z.string() })),
    conversations: z.record(z.string(), z.array(TeamsMessage)),
    dialog: Loose.nullable(),
  }),
  mails: z.array(
    z.object({
      id: z.string(),
      to: z.string(),
      at: z.number(),
      subject: z.string(),
      text: z.string(),
      html: z.string(),
    }),
  ),
  crowd: z.object({ done: z.number(), of: z.number(), seated: z.number(), refused: z.number() }).nullable(),
});
type State = z.infer<typeof State>;

export const Entries = z.object({
  entries: z.array(
    z.object({
      n: z.number(),
      at: z.number(),
      face: z.enum(["slack", "teams", "page"]),
      direction: z.enum(["to Usher", "from Usher"]),
      title: z.string(),
      status: z.number(),
      elapsedMs: z.number(),
      request: z.string(),
      answer: z.string(),
      redis: z.array(z.object({ command: z.string(), keys: z.array(z.string()), ms: z.number() })),
    }),
  ),
});
export const Tour = z.object({ steps: z.array(z.looseObject({ id: z.string(), done: z.boolean() })) });

const Done = z.looseObject({ ok: z.boolean(), problem: z.string().optional() });

interface Who {
  readonly slack?: string;
  readonly teams?: string;
}

type ThrowawayRedis = Awaited<ReturnType<typeof startThrowawayRedis>>;

/** A playground with a real Usher and a real Redis, asked over HTTP alone, as its page does. A given Redis stays. */
export const visitPlayground = async (o: { redis?: ThrowawayRedis } = {}) => {
  const redis = o.redis ?? (await startThrowawayRedis());
  const port = await freePort();
  const read = readConfig({ HOST: "127.0.0.1", PORT: String(port), LOG_LEVEL: "silent" });
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const log = makeLog({ level: "silent" });
  const playground = await openPlayground({ config: read.config, log });
  const address = { url: `unix://${redis.path}` };
  const { clock, routes, around, config } = playground;
  const secret = "a secret of the tests, long enough for it";
  const usher = await startUsher(config, { redis: address, secret, log, clock, routes, around });
  const url = `http://127.0.0.1:${port}`;
  await playground.attach({ url, redis: address, worker: usher.worker });

  const get = async (path: string): Promise<unknown> => (await fetch(`${url}/playground/${path}`)).json();
  const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}/playground/${path}`, {
      method: "POST",
      headers: { origin: url, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const act = async (body: object) => Done.parse(await (await post("act", body)).json());
  const state = async (who: Who = {}): Promise<State> =>
    State.parse(await get(`state?${new URLSearchParams({ ...who })}`));

  return {
    url,
    config,
    get,
    post,
    act,
    state,
    did: async (body: object): Promise<void> => {
      expect(await act(body)).toMatchObject({ ok: true });
    },
    /** Waits, woken by the stream of changes, until the state has what is looked for. */
    until: async <Found>(look: (now: State) => Found | undefined | false, who: Who = {}): Promise<Found> => {
      const stream = await fetch(`${url}/playground/changes`, { signal: AbortSignal.timeout(20_000) });
      const reader = stream.body?.getReader();
      try {
        for (;;) {
          const found = look(await state(who));
          if (found !== undefined && found !== false) return found;
          await reader?.read();
        }
      } finally {
        await reader?.cancel();
      }
    },
    stop: async (): Promise<void> => {
      playground.hangUp();
      await usher.stop();
      await playground.stop();
      if (!o.redis) await redis.stop();
    },
  };
};

export const personIn = (people: readonly { id: string; name: string }[], name: string): string =>
  people.find((one) => one.name === name)?.id ?? "";

/** Whether all these words stand somewhere in it. */
export const holds = (of: unknown, ...words: string[]): boolean =>
  words.every((word) => JSON.stringify(of).includes(word));

// A menu beside the buttons has no text of its own.
const Buttons = z
  .array(z.looseObject({ action_id: z.string(), text: z.object({ text: z.string() }).optional() }))
  .catch([]);

/** A press on the button of a Slack message, as an act. */
export const pressOn = (person: string, message: z.infer<typeof SlackMessage>, label: string) => ({
  face: "slack",
  kind: "press",
  person,
  channelId: message.channelId,
  ts: message.ts,
  actionId: message.blocks.flatMap(({ elements }) => Buttons.parse(elements)).find(({ text }) => text?.text === label)
    ?.action_id,
});
