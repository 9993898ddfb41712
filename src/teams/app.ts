import type { IncomingMessage, ServerResponse } from "node:http";
import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Config } from "../config.ts";
import type { Converse } from "../core/converse.ts";
import type { Core } from "../core/core.ts";
import { inTime, noticeOfFailure } from "../core/failure.ts";
import { makeIdentify } from "../core/identify.ts";
import type { Notice } from "../core/notice.ts";
import type { Directory, Locale, People } from "../core/person.ts";
import type { References } from "../core/references.ts";
import type { Clock } from "../core/store.ts";
import type { Messenger } from "../delivery/outcome.ts";
import type { Log } from "../log.ts";
import { actOf, type Led, makeActions, readInvoke } from "./actions.ts";
import { type Activity, type Place, parseActivity, placeOf, tenantsOf } from "./activity.ts";
import { type BotFrameworkAuthentication, makeAdapter } from "./adapter.ts";
import { makeCommands } from "./commands.ts";
import { makeDialogs } from "./dialogs.ts";
import { makeDirectory } from "./directory.ts";
import { answerWith, readJson } from "./http.ts";
import { makeInstalls } from "./installs.ts";
import { makeKnown } from "./known.ts";
import { makeMessenger } from "./messenger.ts";
import { makeReach } from "./reach.ts";
import { makeReplies } from "./replies.ts";
import { makeSpeakers } from "./speakers.ts";

export interface TeamsDeps {
  readonly config: NonNullable<Config["teams"]>;
  readonly core: Core;
  readonly converse: Converse;
  readonly references: References;
  readonly people: People;
  readonly clock: Clock;
  readonly log: Log;
  readonly locale: Locale;
  readonly timeZone: string;
  /** Replaces Microsoft's servers in tests: the check of inbound tokens, and outbound credentials. */
  readonly authentication?: BotFrameworkAuthentication;
}

export interface Teams {
  /** The messages endpoint. Answers 400, 401, 403, 405, 413 with an empty body; never rejects. */
  listener(request: IncomingMessage, response: ServerResponse): Promise<void>;
  readonly messenger: Messenger;
  readonly directory: Directory;
}

/** An answer that is not sent by then goes on being sent, and Teams gets its 200 (section 2: slow turns come again). */
const TURN_MS = 1_900;

const PROFILE_UNREAD: Notice = { kind: "refused", refusal: { reason: "profile_unread" } };

type Answer = { status: number; body?: object };

/** The Teams face: who calls is checked, what is said goes to the core, and the answer comes back as cards. */
export const makeTeams = (deps: TeamsDeps): Teams => {
  const { config, core, converse, references, people, clock, locale, timeZone } = deps;
  const log = deps.log.child({ face: "teams" });
  const adapter = makeAdapter(config, deps.authentication);
  const { connector } = adapter;
  const known = makeKnown(references);
  const reach = makeReach({ connector, known });
  const directory = makeDirectory({ connector, known });
  const speakers = makeSpeakers({ identify: makeIdentify({ people, directory, clock }), people, locale });
  const replies = makeReplies({ reach, log });
  const dialogs = makeDialogs({ core, known, timeZone });
  const commands = makeCommands({ connector, converse, known, people, log });
  const actions = makeActions({ converse, dialogs, replies });
  const installs = makeInstalls({ connector, known, references, log });

  const { allowedTenants } = config;
  const ownTenant =
    (config.kind === "registered" ? config.tenantId : undefined) ??
    (allowedTenants === "any" ? undefined : allowedTenants[0]);
  const isAllowed = (activity: Activity): boolean =>
    tenantsOf(activity).every((tenant) => allowedTenants === "any" || allowedTenants.includes(tenant));

  /** The one place where an unexpected error becomes a log line and a friendly answer. */
  const onFailure = (error: unknown): Notice => {
    const { notice, reference } = noticeOfFailure(error);
    log.error({ err: error, reference }, "teams_turn_failed");
    return notice;
  };

  const settle = (sending: Promise<unknown>): Promise<unknown> => sending.catch(onFailure);

  const keep = async (activity: Activity, place: Place): Promise<void> => {
    const isNewChannel = await known.keep(place);
    const isChannelNews = activity.channelData?.eventType?.startsWith("channel") ?? false;
    if (isNewChannel || isChannelNews) await installs.learnChannels(place, activity);
  };

  const onMessage = async (activity: Activity, place: Place): Promise<void> => {
    let reader = speakers.readerOf(activity);
    let form: IAdaptiveCard | undefined;
    const work = async (): Promise<Notice> => {
      await keep(activity, place);
      const turn = await speakers.turnOf(activity, place);
      if (!turn) return PROFILE_UNREAD;
      reader = turn.reader;
      const notice = await commands.message(activity, turn);
      if (notice.kind === "open_form" && notice.form === "register")
        form = dialogs.openRegister(turn, notice.webinar, true);
      return notice;
    };
    const answer = (notice: Notice) => settle(replies.answer(place, notice, reader, form));
    const notice = await inTime(work(), onFailure, (late) => void answer(late));
    await answer(notice ?? { kind: "working" });
  };

  const onInvoke = async (activity: Activity, place: Place): Promise<Answer> => {
    const invoke = readInvoke(activity.name, activity.value);
    if (!invoke) return { status: 501 };
    let reader = speakers.readerOf(activity);
    let led: Led | undefined;
    const work = async (): Promise<Notice> => {
      await keep(activity, place);
      const turn = await speakers.turnOf(activity, place, actOf(invoke, place));
      if (!turn) return PROFILE_UNREAD;
      reader = turn.reader;
      led = await actions.lead(invoke, turn);
      return led.notice;
    };
    const tellLate = (late: Notice) => {
      if (!led?.isTold) void settle(replies.privately(place, late, reader));
    };
    const notice = await inTime(work(), onFailure, tellLate);
    const shown: Led = notice && led?.notice === notice ? led : { notice: notice ?? { kind: "working" } };
    return { status: 200, body: actions.answer(invoke, shown, reader) };
  };

  const onUpdate = async (activity: Activity, place: Place): Promise<void> => {
    if (await installs.left(activity, place)) return;
    await keep(activity, place);
    if (!(await installs.isWelcome(activity, place))) return;
    const turn = await speakers.turnOf(activity, place);
    const help = { kind: "command", name: "help", rest: "" } as const;
    const nobody = { chats: [], addresses: [], unreadable: [] };
    const notice: Notice = turn
      ? await converse.command(turn.speaker, help, () => nobody)
      : { kind: "help", mayHost: false };
    await replies.answer(place, notice, turn?.reader ?? speakers.readerOf(activity));
  };

  const within = async (work: Promise<unknown>): Promise<Answer> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, TURN_MS);
    });
    await Promise.race([settle(work), late]);
    clearTimeout(timer);
    return { status: 200 };
  };

  const take = (activity: Activity, place: Place): Promise<Answer> => {
    switch (activity.type) {
      case "message":
        return within(onMessage(activity, place));
      case "invoke":
        return onInvoke(activity, place);
      case "conversationUpdate":
      case "installationUpdate":
        return within(onUpdate(activity, place));
      default:
        return Promise.resolve({ status: 200 });
    }
  };

  const serve = async (request: IncomingMessage): Promise<Answer> => {
    if (request.method !== "POST") return { status: 405 };
    const read = await readJson(request);
    if ("status" in read) return read;
    const activity = parseActivity(read.json);
    if (!activity) return { status: 400 };
    if (!(await adapter.isAuthentic(activity, request.headers.authorization ?? ""))) return { status: 401 };
    const place = placeOf(activity, ownTenant);
    if (!place || !isAllowed(activity)) return { status: 403 };
    return take(activity, place);
  };

  return {
    messenger: makeMessenger({ connector, known, reach }),
    directory,
    listener: async (request, response) => {
      try {
        const { status, body } = await serve(request);
        answerWith(response, status, body);
      } catch (error) {
        onFailure(error);
        if (!response.headersSent) answerWith(response, 500);
      }
    },
  };
};
