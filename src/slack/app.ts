import type { IncomingMessage, ServerResponse } from "node:http";
import { App } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { ReadBody } from "../bodies.ts";
import type { Config } from "../config.ts";
import { makeIdentify } from "../core/access/identify.ts";
import type { Answers } from "../core/chat/answering.ts";
import type { LearnCopy } from "../core/chat/card-copies.ts";
import type { Converse } from "../core/chat/converse.ts";
import type { LateAnswers } from "../core/chat/late-answers.ts";
import type { LearnOffer } from "../core/chat/offers-shown.ts";
import type { Core } from "../core/core.ts";
import type { Links } from "../core/model/links.ts";
import type { Locale } from "../core/model/person.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Directory, People } from "../core/ports/people.ts";
import type { References } from "../core/ports/references.ts";
import type { Messenger } from "../delivery/outcome.ts";
import type { Log } from "../log.ts";
import { makeConversation, makeReaderOf } from "./conversation.ts";
import { makeForms } from "./forms/registry.ts";
import { listenToAccounts } from "./listeners/accounts.ts";
import { listenToCommands } from "./listeners/commands.ts";
import { listenToHome } from "./listeners/home.ts";
import { listenToLinks } from "./listeners/links.ts";
import { listenToPresses } from "./listeners/presses.ts";
import { makeHomes } from "./notices/homes.ts";
import { makeMessenger } from "./notices/messenger.ts";
import { makePictures } from "./notices/pictures.ts";
import { makeClient, SILENT } from "./platform/client.ts";
import { makeDirectory } from "./platform/directory.ts";
import { makeDispatch } from "./platform/dispatch.ts";
import { makeReceiver } from "./platform/http.ts";
import { makeMemberLists } from "./platform/member-lists.ts";
import { makeStillThere } from "./platform/still-there.ts";

/** In the path of an answer a call must leave time for the answer itself; a worker can wait. */
const ANSWER_TIMEOUT_MS = 1_400;
const SEND_TIMEOUT_MS = 8_000;

export interface SlackDeps {
  readonly core: Core;
  readonly converse: Converse;
  readonly config: NonNullable<Config["slack"]>;
  readonly people: People;
  readonly references: References;
  readonly links: Links;
  readonly clock: Clock;
  readonly log: Log;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly answers: Answers;
  readonly lateAnswers: LateAnswers;
  readonly learnCopy: LearnCopy;
  readonly learnOffer: LearnOffer;
  readonly readBody: ReadBody;
}

/** Slack as the face uses it: what comes in, and two clients of the Web API. */
export interface SlackPlatform {
  readonly app: App;
  /** In the path of an answer. */
  readonly client: WebClient;
  /** For what nobody waits for. */
  readonly slowClient: WebClient;
}

export interface SlackFace {
  readonly messenger: Messenger;
  readonly directory: Directory;
  readonly listener: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
}

/** Wires what the face does with Slack; requests come in by the listeners that it adds to the app. */
export const wireSlack = (
  deps: Omit<SlackDeps, "config" | "readBody">,
  { app, client, slowClient }: SlackPlatform,
): Pick<SlackFace, "messenger" | "directory"> => {
  const { people, links, clock } = deps;
  let asked: Promise<{ team: string; user: string }> | undefined;
  /** Who the app is in Slack, and in which workspace. */
  const self = () => {
    asked ??= client.auth.test().then(({ team_id: team = "", user_id: user = "" }) => ({ team, user }));
    asked.catch(() => {
      asked = undefined;
    });
    return asked;
  };
  const ownTeam = async () => (await self()).team;
  const stillThere = makeStillThere(clock);
  const directory = { ...makeDirectory(client, ownTeam, stillThere), memberLists: makeMemberLists(client) };
  const identify = makeIdentify({ people, directory, clock });
  const homes = makeHomes({ ...deps, client: slowClient, readerOf: makeReaderOf(deps.locale) });
  const conversation = makeConversation({ ...deps, client, identify, homes });
  const dispatch = makeDispatch(app);
  const forms = makeForms(dispatch, conversation);
  listenToAccounts(app, conversation);
  listenToCommands(app, conversation, forms);
  listenToPresses(dispatch, conversation, forms);
  listenToHome(app, conversation);
  listenToLinks(app, conversation, { client: slowClient, ownUser: async () => (await self()).user });
  const pictures = makePictures({ ...deps, client: slowClient, ownTeam });
  return { messenger: makeMessenger(slowClient, links, clock, homes, pictures, stillThere), directory };
};

/** The Slack face: signed requests in, Web API calls out. */
export const makeSlack = (deps: SlackDeps): SlackFace => {
  const { config, log } = deps;
  const { receiver, listener } = makeReceiver(config.signingSecret, deps.readBody);
  const app = new App({
    receiver,
    logger: SILENT,
    ignoreSelf: false,
    convoStore: false,
    // One workspace, one token: nothing to look up on each request.
    authorize: async () => ({ botToken: config.botToken }),
    clientOptions: { slackApiUrl: config.apiUrl, retryConfig: { retries: 0 }, timeout: ANSWER_TIMEOUT_MS },
  });
  const wired = wireSlack(deps, {
    app,
    client: makeClient(config.botToken, config.apiUrl, ANSWER_TIMEOUT_MS),
    slowClient: makeClient(config.botToken, config.apiUrl, SEND_TIMEOUT_MS),
  });
  app.error(async (error) => {
    log.error({ err: error }, "slack_listener_failed");
  });
  return { ...wired, listener };
};
