import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { readConfig } from "../../src/config.ts";
import { makeLog } from "../../src/log.ts";
import { openPlayground, type Playground } from "../../src/playground/open.ts";
import { startUsher, type Usher } from "../../src/usher.ts";
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
  mails: z.array(z.object({ to: z.string(), at: z.number(), subject: z.string(), text: z.string(), html: z.string() })),
  crowd: z.object({ done: z.number(), of: z.number(), seated: z.number(), refused: z.number() }).nullable(),
});
type State = z.infer<typeof State>;

const Entries = z.object({
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
const Tour = z.object({ steps: z.array(z.looseObject({ id: z.string(), done: z.boolean() })) });

let playground: Playground;
let usher: Usher;
let redis: Awaited<ReturnType<typeof startThrowawayRedis>>;
let url: string;

beforeAll(async () => {
  redis = await startThrowawayRedis();
  const port = await freePort();
  const read = readConfig({ HOST: "127.0.0.1", PORT: String(port), LOG_LEVEL: "silent" });
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const log = makeLog({ level: "silent" });
  playground = await openPlayground({ config: read.config, log });
  const address = { url: `unix://${redis.path}` };
  const { clock, routes, around } = playground;
  const secret = "a secret of the tests, long enough for it";
  usher = await startUsher(playground.config, { redis: address, secret, log, clock, routes, around });
  url = `http://127.0.0.1:${port}`;
  await playground.attach({ url, redis: address, worker: usher.worker });
});
afterAll(async () => {
  playground.hangUp();
  await usher.stop();
  await playground.stop();
  await redis.stop();
});

const get = async (path: string): Promise<unknown> => (await fetch(`${url}/playground/${path}`)).json();
const post = async (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${url}/playground/${path}`, {
    method: "POST",
    headers: { origin: url, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const Done = z.looseObject({ ok: z.boolean(), problem: z.string().optional() });
const act = async (body: object) => Done.parse(await (await post("act", body)).json());
const did = async (body: object) => expect(await act(body)).toMatchObject({ ok: true });

const state = async (who: { slack?: string; teams?: string } = {}): Promise<State> =>
  State.parse(await get(`state?${new URLSearchParams(who)}`));

/** Waits, woken by the stream of changes, until the state has what is looked for. */
const until = async <Found>(
  look: (now: State) => Found | undefined | false,
  who: { slack?: string; teams?: string } = {},
): Promise<Found> => {
  const ending = AbortSignal.timeout(20_000);
  const stream = await fetch(`${url}/playground/changes`, { signal: ending });
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
};

const personIn = (people: readonly { id: string; name: string }[], name: string): string =>
  people.find((one) => one.name === name)?.id ?? "";
const holds = (of: unknown, ...words: string[]): boolean => words.every((word) => JSON.stringify(of).includes(word));

interface Button {
  readonly actionId: string;
  readonly label: string;
}
const buttonsOf = (message: z.infer<typeof SlackMessage>): Button[] =>
  message.blocks.flatMap((block) =>
    z
      .array(z.looseObject({ action_id: z.string(), text: z.object({ text: z.string() }), url: z.string().optional() }))
      .catch([])
      .parse(block.elements)
      .map(({ action_id, text }) => ({ actionId: action_id, label: text.text })),
  );
const pressOn = (person: string, message: z.infer<typeof SlackMessage>, label: string) => ({
  ...{ face: "slack", kind: "press", person, channelId: message.channelId, ts: message.ts },
  actionId: buttonsOf(message).find((button) => button.label === label)?.actionId,
});

describe("the playground's safety", () => {
  const rawStatus = (path: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      request(`${url}${path}`, { headers, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
        .on("error", reject)
        .end();
    });

  it("is there for this machine only", async () => {
    for (const path of ["/playground", "/playground/state", "/playground/changes", "/playground/app.js"]) {
      expect(await rawStatus(path, { host: "usher.example.com" })).toBe(404);
      expect(await rawStatus(path, { "x-forwarded-for": "203.0.113.9" })).toBe(404);
    }
    expect(await rawStatus("/playground/state", {})).toBe(200);
  });

  it("is changed by its own page only", async () => {
    const moves = { advanceMs: 1_000 };
    expect((await post("clock", moves, { origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await post("clock", moves, { origin: "null" })).status).toBe(403);
    expect((await post("clock", moves, { "content-type": "text/plain" })).status).toBe(403);
    expect((await post("clock", { advanceMs: -1 })).status).toBe(400);
    expect((await post("act", { face: "slack", kind: "dance" })).status).toBe(400);
    expect((await state()).offsetMs).toBe(0);
  });

  it("has a policy of its own for its page, and the pages keep theirs", async () => {
    const shell = await fetch(`${url}/playground`);
    expect(await shell.text()).toContain(`<div id="app">`);
    expect(shell.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect((await fetch(`${url}/`)).headers.get("content-security-policy")).not.toContain("script-src");
    const cards = await fetch(`${url}/playground/adaptivecards.js`);
    expect(cards.headers.get("content-type")).toContain("text/javascript");
    expect(await cards.text()).toContain("AdaptiveCard");
  });

  it("says in words what cannot be done", async () => {
    const { slack, teams } = await state();
    const hanna = personIn(slack.people, "Hanna Berg");
    const eva = personIn(teams.people, "Eva Nowak");
    expect(await act({ face: "slack", kind: "submit", person: hanna, values: {} })).toEqual({
      ok: false,
      problem: "No form is open.",
    });
    expect(await act({ face: "teams", kind: "say", person: eva, text: "help" })).toEqual({
      ok: false,
      problem: "Eva Nowak has not got the app",
    });
    expect(await act({ face: "teams", kind: "say", person: "29:1nobody", text: "help" })).toMatchObject({ ok: false });
  });
});

describe("the way from scheduling to the meeting", () => {
  let code: string;

  const tour = async () => Object.fromEntries(Tour.parse(await get("tour")).steps.map(({ id, done }) => [id, done]));
  const approve = async (hanna: string, name: string) => {
    const card = await until(
      ({ slack: { conversations, channels } }) =>
        conversations[channels[0]?.id ?? ""]?.find((message) => holds(message, `${name} asks to join`)),
      { slack: hanna },
    );
    await did(pressOn(hanna, card, "Approve"));
    await until(
      ({ slack: { conversations } }) => holds(conversations[card.channelId], `${name} is approved`) || undefined,
      { slack: hanna },
    );
  };

  it("goes through both products, and the tour's steps turn done", async () => {
    const { slack, teams, now } = await state();
    const hanna = personIn(slack.people, "Hanna Berg");
    const ann = personIn(slack.people, "Ann Lee");
    const tim = personIn(teams.people, "Tim Okoro");
    const channelId = slack.channels[0]?.id ?? "";
    expect(Object.values(await tour())).toEqual(Array.from({ length: 8 }, () => false));

    await did({ face: "slack", kind: "command", person: hanna, command: "/webinar", text: "schedule", channelId });
    const form = await until(({ slack: { view } }) => view ?? undefined, { slack: hanna });
    expect(form.callback_id).toBe("schedule");
    const start = Math.floor(now / 60_000 + 120) * 60;
    const link = "https://meet.example.com/room";
    const past = { title: "Deep sea", start: start - 86_400, link };
    expect(await act({ face: "slack", kind: "submit", person: hanna, values: past })).toMatchObject({
      ok: true,
      errors: { start: expect.stringContaining("in the past") },
    });
    await did({ face: "slack", kind: "submit", person: hanna, values: { title: "Deep sea", start, link } });
    const announced = await until(
      ({ slack: { conversations } }) => conversations[channelId]?.find((card) => holds(card, "Deep sea is scheduled")),
      { slack: hanna },
    );
    code = /Code: \*([A-Z2-9]{6})\*/.exec(JSON.stringify(announced))?.[1] ?? "";
    expect(code).not.toBe("");
    await did({ face: "slack", kind: "close", person: hanna });
    expect(await tour()).toMatchObject({ schedule: true, invite: false });

    const invite = `invite ${code} ann.lee@example.com tim.okoro@example.com gus@guest.example eva.nowak@example.com`;
    await did({ face: "slack", kind: "command", person: hanna, command: "/webinar", text: invite, channelId });
    await until(({ mails }) => mails.find(({ to }) => to === "gus@guest.example"));
    await until(({ mails }) => mails.find(({ to }) => to === "eva.nowak@example.com"));
    expect(await tour()).toMatchObject({ invite: true, register: false });

    const invitation = await until(
      ({ slack: { conversations } }) => conversations.dm?.find((message) => holds(message, "invited: Deep sea")),
      { slack: ann },
    );
    await did(pressOn(ann, invitation, "Register"));
    await until(({ slack: { view } }) => view ?? undefined, { slack: ann });
    await did({ face: "slack", kind: "submit", person: ann, values: {} });
    expect(await tour()).toMatchObject({ register: true, approve: false });
    await approve(hanna, "Ann Lee");
    const approval = await until(
      ({ slack: { conversations } }) => conversations.dm?.findLast((message) => holds(message, "You’re in: Deep sea")),
      { slack: ann },
    );
    expect(await tour()).toMatchObject({ approve: true, told: true, "register-teams": false });

    const card = await until(
      ({ teams: { conversations } }) => conversations.chat?.find((message) => holds(message, "invited: Deep sea")),
      { teams: tim },
    );
    await did({
      ...{ face: "teams", kind: "press", person: tim, conversation: "chat" },
      ...{ messageId: card.id, action: "Register" },
    });
    expect((await state({ teams: tim })).teams.dialog).toMatchObject({ title: "Register" });
    await did({ face: "teams", kind: "submitDialog", person: tim, inputs: {} });
    await did({ face: "teams", kind: "closeDialog", person: tim });
    expect((await state({ teams: tim })).teams.dialog).toBeNull();
    await approve(hanna, "Tim Okoro");
    expect(await tour()).toMatchObject({ "register-teams": true, "approve-teams": true, join: false });
    expect((await state()).mails.map(({ to, subject }) => `${to} ${subject}`)).toContain(
      "tim.okoro@example.com You’re in: Deep sea",
    );

    await did(pressOn(ann, approval, "Join"));
    await until(
      ({ slack: { conversations } }) => holds(conversations.dm, "Deep sea is not open yet", "It opens") || undefined,
      { slack: ann },
    );
    const before = await state();
    const moved = z.object({ ok: z.literal(true), now: z.number() });
    const ahead = start * 1_000 - before.now;
    expect(moved.parse(await (await post("clock", { advanceMs: ahead })).json()).now).toBeGreaterThanOrEqual(
      start * 1_000,
    );
    expect((await state()).offsetMs).toBe(ahead);
    await did(pressOn(ann, approval, "Join"));
    const way = await until(
      ({ slack: { conversations } }) => /"(http[^"]+\/j\/[^"]+)"/.exec(JSON.stringify(conversations.dm))?.[1],
      { slack: ann },
    );
    expect((await fetch(way, { redirect: "manual" })).headers.get("location")).toBe(link);
    expect(Object.values(await tour())).toEqual(Array.from({ length: 8 }, () => true));
  });

  it("shows what each request asked of Redis, and no secret", async () => {
    const { entries } = Entries.parse(await get("inspector?after=0"));
    const submitted = entries.find(({ title }) => title === "view_submission register");
    expect(submitted).toMatchObject({ face: "slack", direction: "to Usher", status: 200 });
    const script = submitted?.redis.find(({ command }) => command.endsWith(" register-9"));
    expect(script?.keys).toHaveLength(9);
    expect(script?.keys.every((key) => key.startsWith("{p"))).toBe(true);
    const titles = entries.map(({ title }) => title);
    expect(titles).toContain("chat.postMessage → #webinar-hosts");
    expect(titles).toContain("chat.postMessage → Ann Lee");
    expect(titles).toContain("invoke task/submit");
    expect(titles).toContain("message → Tim Okoro");
    const submit = entries.find(({ title }) => title === "invoke task/submit");
    expect(submit?.redis.some(({ command }) => command.endsWith(" register-9"))).toBe(true);
      JSON.stringify(
        entries.filter((e) => e.face === "page"),
        null,
        1,
      ),
      entries
        .map(
          (e) =>
            e.n +
            " " +
            e.direction +
            " " +
            e.face +
            " " +
            e.title +
            " " +
            e.status +
            " " +
            e.elapsedMs +
            " " +
            e.redis.map((r) => r.command + ":" + r.ms).join(","),
        )
        .join("\n"),
    );
    const page = entries.find(({ face }) => face === "page");
    expect(page).toMatchObject({ status: 303, title: expect.stringMatching(/^GET \/j\//) });
    expect(page?.redis.map(({ command }) => command)).toContain("getdel");
    const { slack } = playground.config;
    expect(JSON.stringify(entries)).not.toContain(slack?.botToken);
    expect(JSON.stringify(entries)).not.toContain(slack?.signingSecret);
    const last = entries.at(-1)?.n ?? 0;
    expect(Entries.parse(await get(`inspector?after=${last}`)).entries).toEqual([]);
  });

  it("lets a crowd register through both faces, one crowd at a time", async () => {
    expect(await (await post("crowd", { code: "ZZZZZZ", count: 2 })).json()).toMatchObject({ ok: false });
    expect(await (await post("crowd", { code, count: 20 })).json()).toMatchObject({ ok: true });
    expect(await (await post("crowd", { code, count: 2 })).json()).toMatchObject({ ok: false });
    const crowd = await until(({ crowd: now }) => (now?.done === now?.of && now) || undefined);
    expect(crowd).toEqual({ done: 20, of: 20, seated: 20, refused: 0 });
  });

  it("lets a host work in Teams, and somebody in Slack read in French", async () => {
    const { slack, teams } = await state();
    const hugo = personIn(teams.people, "Hugo Stern");
    const mia = personIn(slack.people, "Mia Roux");
    const channel = teams.channels.find(({ name }) => name === "Hosts")?.id ?? "";
    await did({ face: "teams", kind: "say", person: hugo, channelId: channel, text: "schedule" });
    const asked = await until(
      ({ teams: { conversations } }) =>
        conversations[channel]?.findLast((message) => message.fromBot && holds(message, "Schedule a webinar")),
      { teams: hugo },
    );
    await did({
      ...{ face: "teams", kind: "press", person: hugo, conversation: channel },
      ...{ messageId: asked.id, action: "schedule" },
    });
    const tomorrow = new Date((await state()).now + 86_400_000).toISOString().slice(0, 10);
    const inputs = { title: "Tides", date: tomorrow, time: "12:00", link: "https://meet.example.com/tides" };
    await did({ face: "teams", kind: "submitDialog", person: hugo, inputs });
    const card = await until(
      ({ teams: { conversations } }) =>
        conversations[channel]?.findLast((message) => holds(message, "Tides is scheduled")),
      { teams: hugo },
    );
    const tides = /"Code","value":"([A-Z2-9]{6})"/.exec(JSON.stringify(card))?.[1];
    const text = `invite ${tides} mia.roux@example.com`;
    await did({ face: "teams", kind: "say", person: hugo, text });
    await until(({ slack: { conversations } }) => holds(conversations.dm, "Tides", "invite") || undefined, {
      slack: mia,
    });
    await until(({ slack: { conversations } }) => holds(conversations.dm, "S’inscrire") || undefined, { slack: mia });
  });
});
