import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { wordsIn } from "../../src/playground/slack/reading.ts";
import { startSlackStandIn } from "../../src/playground/slack/stand-in.ts";
import { textOf } from "../../src/playground/teams/inputs.ts";
import { startTeamsStandIn } from "../../src/playground/teams/stand-in.ts";
import { zones } from "../../src/zones.ts";
import { freePort } from "../setup/port.ts";
import { ready, spawnUsher, type UsherProcess, until } from "../setup/process.ts";
import { startThrowawayRedis } from "../setup/redis.ts";
import { startMailServer } from "../setup/smtp.ts";

const WEBINARS = 10;
const PEOPLE = 200;
const KILLS = 4;
const AGAIN_MS = 100;
const LOOK_EVERY_MS = 500;

const whoIs = (i: number) => ({ name: `Person ${i}`, email: `person${i}@example.com` });

/** What somebody reads in the chat product they registered in. */
type Told = () => string[];
/** Somebody who was told that they are registered, and the host channel of their webinar. */
interface Answered {
  readonly channel: string;
  readonly told: Told;
}

describe.each([
  { signal: "SIGKILL", kills: KILLS, doubles: KILLS * 50 },
  // An orderly stop finishes what is being sent: nothing comes twice.
  { signal: "SIGTERM", kills: KILLS, doubles: 0 },
] as const)("ended by $signal at any point", ({ signal, kills, doubles }) => {
  let parts: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => {
    parts = await open();
  });
  afterEach(() => parts.close());

  const open = async () => {
    const [redis, slack, teams, mail, port] = await Promise.all([
      startThrowawayRedis({ args: ["--appendonly", "yes"] }),
      startSlackStandIn({ signingSecret: "secret of the tests", botToken: "xoxb-tests" }),
      startTeamsStandIn({ limits: "on" }),
      startMailServer(),
      freePort(),
    ]);
    const url = `http://127.0.0.1:${port}`;
    slack.connect(`${url}/slack/events`);
    teams.connect(`${url}/api/messages`);
    const env = {
      HOST: "127.0.0.1",
      PORT: String(port),
      USHER_SECRET: "a secret of the tests, long enough for it",
      REDIS_URL: `unix://${redis.path}`,
      SLACK_BOT_TOKEN: "xoxb-tests",
      SLACK_SIGNING_SECRET: "secret of the tests",
      SLACK_API_URL: slack.apiUrl,
      TEAMS_ALLOW_ANONYMOUS: "1",
      SMTP_URL: mail.url,
      MAIL_FROM: "usher@example.com",
      LOG_LEVEL: "warn",
    };
    let usher: UsherProcess = spawnUsher(env, "built");
    await ready(usher, url);
    return {
      redis,
      slack,
      teams,
      mail,
      url,
      usher: () => usher,
      /** Ends the process in the middle of whatever it does, and starts another. */
      kill: async () => {
        usher.child.kill(signal);
        expect(await usher.ended).toBe(signal === "SIGKILL" ? "SIGKILL" : 0);
        usher = spawnUsher(env, "built");
        await ready(usher, url);
      },
      close: async () => {
        usher.child.kill("SIGKILL");
        await usher.ended;
        await Promise.all([slack.stop(), teams.stop(), mail.stop(), redis.stop()]);
      },
    };
  };

  /** Ten webinars, each with a host channel of its own. */
  const scheduleAll = async () => {
    const { slack, usher } = parts;
    const hosts: { code: string; channel: string }[] = [];
    // One after the other: Slack lets a form be opened for three seconds, which ten at once on a busy machine may miss.
    for (let i = 0; i < WEBINARS; i += 1) {
      const channel = slack.addChannel({ name: `hosts-${i}` });
      const host = slack.as(slack.addPerson({ name: `Host ${i}`, email: `host${i}@example.com` }).id);
      await host.command("/webinar", "schedule", { channelId: channel.id });
      const view = await slack.until(() => host.openView());
      const link = "https://meet.example.com/room";
      const done = await host.submit(view, {
        title: `Webinar ${i}`,
        ...zones.wallOf(Date.now() + 3_600_000, "UTC"),
        link,
      });
      const code = /Code: `?(\w{6})/.exec(wordsIn(done.view ?? view))?.[1];
      if (!code) throw new Error(`not scheduled: ${JSON.stringify(done.body)} ${usher().output()}`);
      hosts.push({ code, channel: channel.id });
    }
    return hosts;
  };

  /** Whether somebody was told that they are registered; "waiting": stored, but the process ended before it could say so. */
  const isAnswer = (words: string) => words.includes("Request received") || /waiting for approval/i.test(words);

  /** Registers in Slack; answers what was told in their direct messages, or nothing where no answer came. */
  const registerInSlack = async (i: number, code: string): Promise<Told | undefined> => {
    const { slack } = parts;
    const person = slack.as(slack.addPerson({ id: `UPERSON${i}`, ...whoIs(i) }).id);
    const told = () => person.dm().map(wordsIn);
    const asked = await person.command("/register", code);
    if (isAnswer(JSON.stringify(asked.blocks ?? ""))) return told;
    const done = await person.submit(await slack.until(() => person.openView()), {});
    return done.view && isAnswer(wordsIn(done.view)) ? told : undefined;
  };

  /** Registers in Teams, in the same way. */
  const registerInTeams = async (personId: string, code: string): Promise<Told | undefined> => {
    const person = parts.teams.as(personId);
    await person.install();
    const told = () => person.chat().map(({ card }) => (card ? textOf({ ...card }) : ""));
    const shown = (await person.say(`show ${code}`)).sent.at(-1);
    if (!shown?.card) throw new Error("nothing was shown");
    if (isAnswer(textOf({ ...shown.card }))) return told;
    await person.press(shown, "Register");
    const done = await person.submitDialog({});
    const words = done.dialog?.card ? textOf({ ...done.dialog.card }) : (done.dialog?.message ?? "");
    return isAnswer(words) ? told : undefined;
  };

  const cardsIn = (channel: string) =>
    parts.slack
      .channel(channel)
      .map(wordsIn)
      .filter((words) => words.includes("asks to join"));

  /** N5: those who came in the crowd are counted in one card. */
  const gatheredIn = (channel: string) =>
    Math.max(
      0,
      ...parts.slack.channel(channel).map((card) => Number(/(\d+) new requests?/.exec(wordsIn(card))?.[1] ?? 0)),
    );

  const missingCards = (hosts: readonly { channel: string }[], answered: ReadonlyMap<string, Answered>) =>
    hosts.flatMap(({ channel }, i) => {
      const asked = [...answered.values()].filter((one) => one.channel === channel).length;
      const shown = new Set(cardsIn(channel)).size + gatheredIn(channel);
      return shown === asked ? [] : [`${shown} of ${asked} in the cards of webinar ${i}`];
    });

  const missingMessages = (answered: ReadonlyMap<string, Answered>) =>
    [...answered].flatMap(([name, { told }]) => {
      const email = `${name.toLowerCase().replace(" ", "")}@example.com`;
      const mails = parts.mail.inbox(email);
      return [
        ...(told().some((words) => words.includes("Request received")) ? [] : [`${name}: direct message`]),
        ...(mails.some(({ mail: { subject } }) => subject?.startsWith("Request received")) ? [] : [`${name}: mail`]),
      ];
    });

  it("section 7: 200 registrations, four ends: what was answered with success is there, and each of its deliveries arrives", {
    timeout: 240_000,
  }, async () => {
    const { teams, mail, usher } = parts;
    const hosts = await scheduleAll();
    const inTeams = Array.from({ length: PEOPLE }, (_, i) => (i % 2 === 0 ? undefined : teams.addPerson(whoIs(i)).id));
    const answered = new Map<string, Answered>();
    const attempt = async (i: number): Promise<void> => {
      const { code, channel } = hosts[i % WEBINARS] ?? { code: "", channel: "" };
      const id = inTeams[i];
      const told = id === undefined ? await registerInSlack(i, code) : await registerInTeams(id, code);
      if (told) answered.set(whoIs(i).name, { channel, told });
    };

    // People try again, as people do, until they were answered; the process ends under them four times.
    let turn = 0;
    const waiting = Array.from({ length: PEOPLE }, (_, i) => i);
    const worker = async () => {
      for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) {
        turn += 1;
        // While nobody listens they try again after a moment; at once, they would only hold up the process that starts.
        await attempt(i).catch(() => pause(AGAIN_MS));
        if (!answered.has(whoIs(i).name)) waiting.push(i);
      }
    };
    const killer = async () => {
      for (let i = 1; i <= kills; i += 1) {
        const at = Math.floor((i * PEOPLE) / (kills + 1) - 10 + Math.random() * 20);
        await until(
          () => answered.size >= at,
          60_000,
          () => `${answered.size} answered, ${turn} tries\n${usher().output().slice(-2_000)}`,
        );
        await parts.kill();
      }
    };
    await Promise.all([killer(), ...Array.from({ length: 8 }, worker)]);
    expect(answered.size).toBe(PEOPLE);

    const missing = () => [...missingCards(hosts, answered), ...missingMessages(answered)];
    await until(
      () => missing().length === 0,
      300_000,
      () => `${missing().length} missing, such as ${missing().slice(0, 5).join(", ")}`,
      LOOK_EVERY_MS,
    );

    // At the most what was being sent when the process ended came twice.
    const mails = mail.received.filter(({ mail: { subject } }) => subject?.startsWith("Request received")).length;
    const cards = hosts.reduce((sum, { channel }) => sum + cardsIn(channel).length - new Set(cardsIn(channel)).size, 0);
    expect(mails - PEOPLE).toBeLessThanOrEqual(doubles);
    expect(cards).toBeLessThanOrEqual(doubles);
  });
});
