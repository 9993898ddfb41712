import type { Redis } from "ioredis";
import { makeTheme, SITE_COLOR, SITE_NAME } from "../../src/brand/theme.ts";
import { personName } from "../../src/core/access/names.ts";
import { SITE_ORGANISATION } from "../../src/core/access/organisations.ts";
import { makeAnswers } from "../../src/core/chat/answering.ts";
import { makeLearnCopy } from "../../src/core/chat/card-copies.ts";
import { makeConverse } from "../../src/core/chat/converse.ts";
import { makeLateAnswers } from "../../src/core/chat/late-answers.ts";
import { makeLearnOffer } from "../../src/core/chat/offers-shown.ts";
import type { Core } from "../../src/core/core.ts";
import { FACES } from "../../src/core/model/ids.ts";
import { makeLinks } from "../../src/core/model/links.ts";
import type { Site, Webinar } from "../../src/core/model/webinar.ts";
import type { Directory } from "../../src/core/ports/people.ts";
import type { Mailer, Messenger } from "../../src/delivery/outcome.ts";
import type { Log } from "../../src/log.ts";
import { isObject } from "../../src/playground/teams/cards.ts";
import { partitionOf } from "../../src/redis/keys.ts";
import { decodeClaim } from "../../src/redis/records/delivery.ts";
import { wireSlack } from "../../src/slack/app.ts";
import { wireTeams } from "../../src/teams/app.ts";
import { parseActivity, placeOf } from "../../src/teams/platform/activity.ts";
import { addHostPages } from "../../src/web/host/host-pages.ts";
import type { Env } from "../../src/web/incoming/request.ts";
import { makePages } from "../../src/web/pages.ts";
import { addCalendarFeed } from "../../src/web/personal/feed.ts";
import { addPersonalPage } from "../../src/web/personal.ts";
import { addSpeakerPage } from "../../src/web/speaker.ts";
import { addUnsubscribePage } from "../../src/web/unsubscribe.ts";
import { addWebinarPages } from "../../src/web/webinar.ts";
import { wireCore, wireDeliveries } from "../../src/wire.ts";
import type { MailPlatform } from "./platforms/mail.ts";
import { makeListeners, type SlackPlatform } from "./platforms/slack.ts";
import { TENANT, type TeamsPlatform } from "./platforms/teams.ts";
import { simulatedScripts } from "./redis.ts";
import type { Answered } from "./rules/answers.ts";
import { type Asked, asking } from "./rules/asked.ts";
import type { Choice } from "./rules/chosen.ts";
import type { Decision } from "./rules/decisions.ts";
import type { Trace } from "./scheduler.ts";
import { inside, type Owner, type Time } from "./time.ts";

/** By which addresses are named where they themselves are not kept. */
export const SECRET = "a secret of the simulation, long enough for it";

const PUBLIC_URL = new URL("https://usher.example.com");

const SITE: Site = {
  plan: 1_000,
  retentionDays: 90,
  registrationIds: true,
  landingDomains: ["example.com"],
  hosts: "members",
};

/** An error that a process logged. */
export interface Logged {
  readonly event: string;
  readonly error: unknown;
}

/** What a process has besides its own code. */
export interface Outside {
  readonly time: Time;
  readonly trace: Trace;
  readonly slack: SlackPlatform;
  readonly teams: TeamsPlatform;
  readonly mail: MailPlatform;
  /** Sees what is sent and what becomes of it. */
  readonly watch: {
    messenger(messenger: Messenger, owner: Owner): Messenger;
    mailer(mailer: Mailer, owner: Owner): Mailer;
    logged(logged: Logged, owner: Owner): void;
    /** A worker holds a delivery. */
    claimed(delivery: string, owner: Owner): void;
    /** What became of it is stored. */
    settled(delivery: string, owner: Owner, isSent: boolean): void;
    /** Somebody asks something of a process. */
    asks(what: string, owner: Owner): Asked;
    /** An answer is kept, to be said later. */
    kept(): void;
    /** Somebody unsubscribes by mail, and that is stored; or takes it back. */
    mailbox(name: string, now: "asks" | "unsubscribed" | "subscribes" | "subscribed"): void;
    /** Somebody chooses by what they are told, and that is stored. */
    chooses(choice: Choice, now: "asks" | "chosen"): void;
    /** Somebody erases what there is of them. */
    erases(address: string): void;
    /** A host decides something, and may be answered or not. */
    decides(input: Decision["input"]): void;
    /** What a host decided, and was answered. */
    decided(decision: Decision): void;
    /** What somebody was answered to a press. */
    answered(answered: Answered): void;
  };
}

const ANSWER_TIMEOUT_MS = 1_400;
const SEND_TIMEOUT_MS = 8_000;

const makeLog = (owner: Owner, { trace, watch }: Outside): Log => {
  const settles = (id: unknown, event: string): void => {
    if (/^delivery_(sent|slowed|retried|given_up)$/.test(event))
      watch.settled(String(id), owner, event === "delivery_sent");
  };
  const log: Log = {
    debug: ({ id }, event) => settles(id, event),
    info: ({ id }, event) => settles(id, event),
    warn: ({ id }, event) => {
      settles(id, event);
      trace.note(`${owner.name} warns ${event}`);
    },
    error: ({ err }, event) => {
      const what = err instanceof Error ? `${err.name}: ${err.message}` : "";
      trace.note(`${owner.name} logs ${event} ${what}`.trim());
      watch.logged({ event, error: err }, owner);
    },
    child: () => log,
  };
  return log;
};

/** What a request of Slack's asks that must be answered: a command, or the press of a button. */
const askedOfSlack = (body: Record<string, unknown>): string | undefined => {
  if (typeof body.command === "string") return `${body.command} ${String(body.text)}`;
  const [action] = Array.isArray(body.actions) ? body.actions : [];
  return body.type === "block_actions" &&
    isObject(action) &&
    typeof action.value === "string" &&
    action.url === undefined
    ? `a press on ${action.value}`
    : undefined;
};

/** The same of Teams: what is typed, and what is pressed. */
const askedOfTeams = (activity: unknown): string | undefined => {
  if (!isObject(activity)) return undefined;
  if (activity.type === "message")
    return `the message ${String(activity.text ?? "")} ${JSON.stringify(activity.value ?? "")}`;
  return activity.type === "invoke" ? `${String(activity.name)} ${JSON.stringify(activity.value)}` : undefined;
};

/** Starts an Usher, wired as src/usher.ts does it, below Bolt, botbuilder, SMTP and HTTP. */
export const startProcess = (owner: Owner, redis: Redis, role: "web" | "worker" | "both", outside: Outside) => {
  const { time, slack, teams, mail, watch } = outside;
  const clock = { now: () => time.nowIn(owner) };
  const log = makeLog(owner, outside);
  const links = makeLinks(PUBLIC_URL, SECRET);
  const locale = "en" as const;
  const timeZone = "Europe/Paris";
  const theme = makeTheme(SITE_NAME, SITE_COLOR);

  let wake = () => {};
  const directories: Directory[] = [];
  const {
    run,
    core: wired,
    stores,
  } = wireCore({
    redis,
    clock,
    directories,
    site: SITE,
    secret: SECRET,
    onDeliveries: () => wake(),
    scripts: simulatedScripts,
  });
  const core: Core = {
    ...wired,
    decide: async (input) => {
      watch.decides(input);
      const answer = await wired.decide(input);
      watch.decided({ input, answer });
      return answer;
    },
    outgoing: {
      ...wired.outgoing,
      tell: async (organisation, now, deliveries) => {
        await wired.outgoing.tell(organisation, now, deliveries);
        watch.kept();
      },
    },
    mailboxes: {
      ...wired.mailboxes,
      unsubscribe: async (organisation, name, now) => {
        watch.mailbox(name, "asks");
        await wired.mailboxes.unsubscribe(organisation, name, now);
        watch.mailbox(name, "unsubscribed");
      },
      subscribe: async (organisation, name) => {
        watch.mailbox(name, "subscribes");
        await wired.mailboxes.subscribe(organisation, name);
        watch.mailbox(name, "subscribed");
      },
    },
    chooseTold: async (organisation, person, by, code) => {
      const before = code ? person.told?.of[code] : person.told?.everywhere;
      const choice = { person: person.id, chats: person.chats, code, by };
      // The same again changes nothing.
      if (before?.by === by) return wired.chooseTold(organisation, person, by, code);
      watch.chooses(choice, "asks");
      await wired.chooseTold(organisation, person, by, code);
      watch.chooses(choice, "chosen");
    },
    // By their personal links: the operator's own erasures are acts.
    erase: {
      ...wired.erase,
      owner: async (organisation, code, key) => {
        const found = await stores.registrations.entry(organisation, code, { key });
        const owner = found?.entry?.registration ?? found?.entry?.invitee;
        if (owner) watch.erases(owner.address);
        return wired.erase.owner(organisation, code, key);
      },
      speaker: async (organisation, id) => {
        const address = (await stores.people.get(organisation, id))?.address;
        if (address) watch.erases(address);
        return wired.erase.speaker(organisation, id);
      },
    },
  };
  const { people, references } = stores;
  const answers = makeAnswers((error) => log.error({ err: error }, "late_answer_lost"));
  const speaking = makeConverse(core, links);
  const converse: typeof speaking = {
    ...speaking,
    press: async (speaker, act) => {
      const notice = await speaking.press(speaker, act);
      watch.answered({ act, notice });
      return notice;
    },
  };
  const lateAnswers = makeLateAnswers(core, converse);
  const learnCopy = makeLearnCopy(core);
  const learnOffer = makeLearnOffer(core);
  const base = {
    ...{
      core,
      converse,
      people,
      references,
      links,
      clock,
      log,
      locale,
      timeZone,
      answers,
      lateAnswers,
      learnCopy,
      learnOffer,
    },
  };
  const hostName = ({ organisation, host }: Webinar) => personName(people, organisation, host);
  const { app, take } = makeListeners();
  const slackFace = wireSlack(base, {
    app,
    client: slack.clientFor(owner, ANSWER_TIMEOUT_MS),
    slowClient: slack.clientFor(owner, SEND_TIMEOUT_MS),
  });
  const teamsFace = wireTeams(base, teams.connectorFor(owner));
  directories.push(slackFace.directory, teamsFace.directory);
  // All that is there belongs to one organisation: its partition's lanes are the only ones.
  const runForLanes: typeof run = async (name, keysOf, args) => {
    if (name !== "claim-1") return run(name, keysOf, args);
    if (!keysOf[0]?.startsWith(partitionOf(SITE_ORGANISATION))) return [-1, []];
    const answer = await run(name, keysOf, args);
    for (const { id } of decodeClaim(answer).taken) watch.claimed(id, owner);
    return answer;
  };
  const worker = wireDeliveries({
    run: runForLanes,
    ...{ core, stores, lateAnswers, locale, clock, log },
    messengers: {
      slack: watch.messenger(slackFace.messenger, owner),
      teams: watch.messenger(teamsFace.messenger, owner),
    },
    mailer: watch.mailer(mail.mailerFor(owner, { links, theme, hostName, now: clock.now }), owner),
  });

  const pages = makePages(
    {
      ...{ core, links, log, locale, timeZone, secret: SECRET, publicUrl: PUBLIC_URL, trustedProxies: [] },
      ...{
        faces: FACES,
        theme,
        logo: undefined,
        contact: undefined,
        privacy: undefined,
        terms: undefined,
        entrance: undefined,
      },
      outbox: undefined,
      // The body comes with the request itself.
      readBody: async () => Buffer.from("read"),
      ready: async () => ({ reachable: true, writable: true, durable: true }),
    },
    [addWebinarPages, addSpeakerPage, addPersonalPage, addHostPages, addUnsubscribePage, addCalendarFeed],
  );

  if (role !== "web")
    inside.run(owner, () => {
      core.keepRetention().catch((error: unknown) => log.error({ err: error }, "retention_not_kept"));
      wake = worker.wake;
      worker.start();
    });

  return {
    owner,
    core,
    links,
    isWeb: role !== "worker",
    isWorker: role !== "web",

    /** Does something in this process. Rejects when the process dies meanwhile. */
    within: <Value>(act: () => Promise<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        const died = () => reject(new Error("the process died"));
        // It may have died since an act chose it.
        if (!owner.isAlive) return died();
        owner.onDeath.push(died);
        inside.run(owner, act).then(resolve, reject);
      }),

    fromSlack: (body: Record<string, unknown>, ack: (answer?: unknown) => Promise<void>): void =>
      inside.run(owner, () => {
        const what = askedOfSlack(body);
        const asked = what === undefined ? undefined : watch.asks(what, owner);
        const answer = (given?: unknown): Promise<void> => {
          if (asked && given) asked.isShown = true;
          return ack(given);
        };
        const taking = () => take(body, answer);
        (asked ? asking.run(asked, taking) : taking()).catch((error: unknown) =>
          log.error({ err: error }, "slack_listener_failed"),
        );
      }),

    /** What a browser asks of it, from this network address. */
    page: (request: Request, from: string): Promise<Response> =>
      inside.run(owner, async () =>
        pages.fetch(request, { incoming: { socket: { remoteAddress: from } } } as unknown as Env["Bindings"]),
      ),

    fromTeams: (body: unknown, answer: (status: number, body: unknown) => void): void =>
      inside.run(owner, () => {
        const activity = parseActivity(body);
        const place = activity && placeOf(activity, TENANT);
        if (!activity || !place) return answer(400, undefined);
        const what = askedOfTeams(body);
        const asked = what === undefined ? undefined : watch.asks(what, owner);
        const taking = () => teamsFace.take(activity, place);
        (asked ? asking.run(asked, taking) : taking()).then(
          (given) => {
            if (asked && given.body !== undefined) asked.isShown = true;
            answer(given.status, given.body);
          },
          (error: unknown) => {
            log.error({ err: error }, "teams_request_failed");
            answer(500, undefined);
          },
        );
      }),
  };
};

export type Process = ReturnType<typeof startProcess>;
