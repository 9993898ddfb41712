import type { IncomingMessage, ServerResponse } from "node:http";
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
import { isLocalRequest, isLoopback } from "../local.ts";
import type { Log } from "../log.ts";
import { makeDirectory } from "./directory/directory.ts";
import { makeGiveApp } from "./directory/give-app.ts";
import { type Graph, type GraphPlaces, MICROSOFT, makeGraph } from "./directory/graph.ts";
import { makeMemberLists } from "./directory/member-lists.ts";
import { makeForms } from "./forms/registry.ts";
import { makeCommands } from "./listeners/commands.ts";
import { makeInstalls } from "./listeners/installs.ts";
import { makeLinkQueries } from "./listeners/link-queries.ts";
import { makePresses } from "./listeners/presses.ts";
import { makeReplies } from "./listeners/replies.ts";
import { makeSpeakers } from "./listeners/speakers.ts";
import { type Answer, makeTurns } from "./listeners/turns.ts";
import { makeMessenger } from "./notices/messenger.ts";
import { type Activity, parseActivity, placeOf, tenantsOf } from "./platform/activity.ts";
import { type BotFrameworkAuthentication, makeAdapter } from "./platform/adapter.ts";
import type { Connector } from "./platform/connector.ts";
import { makeContacts } from "./platform/contacts.ts";
import { answerWith, readJson } from "./platform/http.ts";
import { makeSend } from "./platform/send.ts";
import { ownTenantOf } from "./platform/tenants.ts";

export interface TeamsDeps {
  readonly config: NonNullable<Config["teams"]>;
  readonly core: Core;
  readonly converse: Converse;
  readonly references: References;
  readonly people: People;
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
  /** Replaces Microsoft's servers in tests: the check of inbound tokens, and outbound credentials. */
  readonly authentication?: BotFrameworkAuthentication;
  /** Likewise, of Graph. */
  readonly graphPlaces?: GraphPlaces;
}

export interface Teams {
  readonly messenger: Messenger;
  readonly directory: Directory;
  /**
   * The messages endpoint. It refuses with an empty body: 405, 413, 400 for what is no activity, 401 for who is not
   * Teams, 403 for a tenant that is not allowed. Never rejects.
   */
  listener(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/**
 * Without tokens the only proof is the place: a client on this machine, not a web page in its browser, that wants its
 * answers on this machine too.
 */
const isFromHere = (request: IncomingMessage, serviceUrl: string | undefined): boolean =>
  isLocalRequest(request) &&
  request.headers.origin === undefined &&
  (request.headers["content-type"] ?? "").startsWith("application/json") &&
  serviceUrl !== undefined &&
  URL.canParse(serviceUrl) &&
  isLoopback(new URL(serviceUrl).hostname);

/** Graph, where the operator named the app's id in the organisation's catalogue. */
const graphOf = ({ config, clock, graphPlaces = MICROSOFT }: TeamsDeps): Graph | undefined => {
  if (config.kind !== "registered" || !config.catalogId || !config.appPassword || !config.tenantId) return undefined;
  const { appId, appPassword, tenantId: tenant, catalogId } = config;
  return makeGraph({ appId, appPassword, tenant, catalogId, places: graphPlaces, clock });
};

type WireDeps = Omit<TeamsDeps, "config" | "readBody" | "authentication" | "graphPlaces">;

/** Wires what the face does with Teams: `take` answers an authenticated activity. */
export const wireTeams = (deps: WireDeps, connector: Connector, granted?: { graph: Graph; appId: string }) => {
  const {
    core,
    converse,
    references,
    people,
    links,
    clock,
    log,
    locale,
    timeZone,
    answers,
    lateAnswers,
    learnCopy,
    learnOffer,
  } = deps;
  const contacts = makeContacts(references);
  const { graph, appId = "" } = granted ?? {};
  const send = makeSend({ connector, contacts, giveApp: makeGiveApp({ graph, appId, references, log }) });
  const directory = {
    ...makeDirectory({ connector, contacts, graph }),
    memberLists: makeMemberLists({ connector, contacts }),
  };
  const speakers = makeSpeakers({ identify: makeIdentify({ people, directory, clock }), people, locale });
  const replies = makeReplies({ send, links, lateAnswers, clock, log });
  const forms = makeForms({ core, converse, connector, contacts, links, timeZone });
  const take = makeTurns({
    converse,
    contacts,
    speakers,
    replies,
    forms,
    answers,
    learnCopy,
    learnOffer,
    log,
    commands: makeCommands({ converse }),
    presses: makePresses({ converse, forms, replies, links, clock }),
    linkQueries: makeLinkQueries({ core, links, locale }),
    installs: makeInstalls({ connector, contacts, references, log }),
  });
  return { messenger: makeMessenger({ connector, contacts, send, links, clock }), directory, take };
};

/** The Teams face: it checks who calls, passes what is said to the core, and answers with cards. */
export const makeTeams = (deps: TeamsDeps): Teams => {
  const { config } = deps;
  const log = deps.log.child({ face: "teams" });
  const { connector, isAuthentic } = makeAdapter(config, deps.authentication);
  const graph = graphOf(deps);
  const granted = graph && config.kind === "registered" ? { graph, appId: config.appId } : undefined;
  const { messenger, directory, take } = wireTeams({ ...deps, log }, connector, granted);

  const { allowedTenants } = config;
  const ownTenant = ownTenantOf(config);
  // A token does not say whose tenant the sender is in (Azure Bot Service, Authentication).
  const isAllowed = (activity: Activity): boolean =>
    tenantsOf(activity).every((tenant) => allowedTenants === "any" || allowedTenants.includes(tenant));

  const serve = async (request: IncomingMessage): Promise<Answer> => {
    if (request.method !== "POST") return { status: 405 };
    const read = await readJson(deps.readBody, request);
    if ("status" in read) return read;
    const activity = parseActivity(read.json);
    if (!activity) return { status: 400 };
    if (config.kind === "anonymous" && !isFromHere(request, activity.serviceUrl)) return { status: 401 };
    if (!(await isAuthentic(activity, request.headers.authorization ?? ""))) return { status: 401 };
    const place = placeOf(activity, ownTenant);
    // Other channels of the same bot, such as Web Chat, let their callers name themselves as they like.
    if (!place || !isAllowed(activity) || activity.channelId !== "msteams") return { status: 403 };
    return take(activity, place);
  };

  return {
    messenger,
    directory,
    listener: async (request, response) => {
      try {
        const { status, body } = await serve(request);
        answerWith(response, status, body);
      } catch (error) {
        log.error({ err: error }, "teams_request_failed");
        if (!response.headersSent) answerWith(response, 500);
      }
    },
  };
};
