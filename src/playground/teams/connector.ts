import { randomUUID } from "node:crypto";
import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { checkCard } from "./card-check.ts";
import { ADAPTIVE_CARD, bytesOf, isObject, isText, type Json, MAX_BYTES } from "./cards.ts";
import { textOf } from "./inputs.ts";
import type { Operation } from "./limits.ts";
import type { TeamsPerson } from "./people.ts";
import type { Content, Conversation, World } from "./world.ts";

export interface ConnectorRequest {
  readonly method: string;
  /** Below the service address, decoded: ["v3", "conversations", id, "activities"]. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface ConnectorAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** A request understood but not yet done, so that limits and faults can be put before the work. */
export interface Route {
  readonly on: Operation;
  /** Where it happens, when that is known: a personal chat, or a channel's thread. */
  readonly conversation?: Conversation;
  readonly run: () => ConnectorAnswer;
}

/** A refusal in the Bot Framework's form. */
export const refusal = (status: number, code: string, message: string): ConnectorAnswer => ({
  status,
  body: { error: { code, message } },
});

const NOT_FOUND = refusal(404, "ConversationNotFound", "Conversation not found.");
const NOT_IN_ROSTER = refusal(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");
const NO_ACTIVITY = refusal(404, "ActivityNotFoundInConversation", "The activity was not found in the conversation.");
const badArgument = (message: string): ConnectorAnswer => refusal(400, "BadArgument", message);

const asMember = ({ id, name, aadObjectId, email, upn, tenantId, guest }: TeamsPerson): Json => {
  const [givenName = "", ...rest] = name.split(" ");
  const known = { id, name, objectId: aadObjectId, aadObjectId, userPrincipalName: upn, tenantId };
  return { ...known, givenName, surname: rest.join(" "), ...(email && { email }), userRole: guest ? "guest" : "user" };
};

const notCreated = (answer: ConnectorAnswer): Route => ({ on: "create", run: () => answer });

/** Every mention entity must stand in the text word for word, and mention somebody there is (teams.md 4). */
function checkMentions(text: string, entities: unknown, world: World): string | undefined {
  const mentions = (Array.isArray(entities) ? entities : []).filter((one) => isObject(one) && one.type === "mention");
  const texts = mentions.map((mention) => String(mention.text));
  const missing = texts.find((one) => !text.includes(one));
  if (missing !== undefined) return `The mention ${missing} is not in the text`;
  const ids = mentions.map(({ mentioned }) => (isObject(mentioned) ? String(mentioned.id) : ""));
  const unknown = ids.find((id) => id !== world.bot.id && !world.person(id));
  return unknown === undefined ? undefined : `Nobody is called ${unknown}`;
}

/** What an activity says: one message, two when it has a text and a card, none when it is `typing`. */
function contentsOf(activity: Json, world: World): Content[] | ConnectorAnswer {
  if (activity.type === "typing") return [];
  if (activity.type !== "message") return refusal(400, "BadSyntax", `Unknown activity type ${String(activity.type)}`);
  const attachments = Array.isArray(activity.attachments) ? activity.attachments.filter(isObject) : [];
  if (bytesOf({ text: activity.text, attachments }) > MAX_BYTES)
    return refusal(413, "MessageSizeTooBig", "Message size too large.");
  const text = isText(activity.text) ? activity.text : undefined;
  if (text === undefined && attachments.length === 0) return refusal(400, "BadSyntax", "The activity says nothing");
  const summary = isText(activity.summary) ? { summary: activity.summary } : {};
  if (text === undefined && !("summary" in summary)) return badArgument("A card alone needs a summary");
  const mention = checkMentions(text ?? "", activity.entities, world);
  if (mention !== undefined) return badArgument(mention);
  const cards: Content[] = [];
  for (const { contentType, content } of attachments) {
    if (contentType !== ADAPTIVE_CARD) return badArgument(`Attachments of type ${String(contentType)} are not played`);
    const problems = checkCard(content);
    const msteams = isObject(content) && isObject(content.msteams) ? content.msteams : {};
    const inCard = checkMentions(isObject(content) ? textOf(content) : "", msteams.entities, world);
    const [problem] = inCard === undefined ? problems : [...problems, inCard];
    if (problem !== undefined)
      return badArgument(`The card is not good: ${[...problems, inCard].filter(isText).join("; ")}`);
    cards.push({ card: content as IAdaptiveCard, ...summary });
  }
  return [...(text === undefined ? [] : [{ text, ...summary }]), ...cards];
}

/**
 * The Bot Connector's REST interface over a world: conversations, activities, members, teams. Errors are
 * `{error:{code,message}}` with the platform's codes (Microsoft Learn, Conversation messages, error codes; teams.md 2
 * and 4). Paths are those of botframework-connector 4.23.3; any other is answered with undefined.
 */
export function makeConnector(world: World, serviceUrl: string): (request: ConnectorRequest) => Route | undefined {
  const blockedFrom = (at: Conversation): ConnectorAnswer | undefined => {
    if (at.kind === "channel") return world.isInstalled(at.team.id) ? undefined : NOT_IN_ROSTER;
    if (!world.reaches(at.person.id)) return NOT_IN_ROSTER;
    const code = world.blockedBy(at.person.id);
    return code === undefined ? undefined : refusal(403, code, "The user does not take messages from this bot.");
  };

  const say = (at: Conversation, activity: unknown): ConnectorAnswer => {
    if (!isObject(activity)) return refusal(400, "BadSyntax", "There is no activity");
    const blocked = blockedFrom(at);
    if (blocked) return blocked;
    const contents = contentsOf(activity, world);
    if (!Array.isArray(contents)) return contents;
    const [first, ...more] = contents.map((content) => world.post(at.id, world.bot, content));
    // Two messages have no one id: Teams answers with an empty one (BotFramework-Services#98).
    return { status: 201, body: { id: more.length > 0 ? "" : (first?.id ?? randomUUID()) } };
  };

  const change = (at: Conversation, id: string, activity: unknown): ConnectorAnswer => {
    if (!isObject(activity)) return refusal(400, "BadSyntax", "There is no activity");
    const blocked = blockedFrom(at);
    if (blocked) return blocked;
    const before = world.find(at.id, id);
    if (!before) return NO_ACTIVITY;
    if (!before.fromBot) return refusal(403, "MessageWritesBlocked", "The message is somebody else's.");
    const contents = contentsOf(activity, world);
    if (!Array.isArray(contents)) return contents;
    const [content] = contents;
    if (!content || contents.length > 1) return badArgument("An update is one text or one card");
    world.update(at.id, id, content);
    return { status: 200, body: { id } };
  };

  const drop = (at: Conversation, id: string): ConnectorAnswer => {
    const before = world.find(at.id, id);
    if (!before?.fromBot) return NO_ACTIVITY;
    world.remove(at.id, id);
    return { status: 200 };
  };

  /** A thread in a channel, with the message that begins it. */
  const createThread = (channelId: string, activity: unknown): Route => {
    const channel = world.conversation(channelId);
    if (channel?.kind !== "channel") return notCreated(NOT_FOUND);
    const run = (): ConnectorAnswer => {
      const said = say(channel, activity);
      const activityId = isObject(said.body) ? String(said.body.id) : "";
      const root = world.messagesIn(channel.id).at(-1);
      return said.status === 201 ? { status: 201, body: { id: root?.conversationId, activityId, serviceUrl } } : said;
    };
    return { on: "create", conversation: channel, run };
  };

  /** With whom a chat is to be made, or why it cannot. */
  const chatPartner = ({ isGroup, members: given, tenantId, channelData }: Json): TeamsPerson | ConnectorAnswer => {
    const [member, ...others] = Array.isArray(given) ? given.filter(isObject) : [];
    if (isGroup === true || !member || others.length > 0) return badArgument("A bot cannot create group chats");
    const { tenant } = isObject(channelData) ? channelData : {};
    const wanted = tenantId ?? (isObject(tenant) ? tenant.id : undefined);
    if (!isText(wanted)) return badArgument("The tenant is missing");
    const id = String(member.id);
    const who = world.person(id);
    if (!who) return id.includes("@") ? badArgument("A person is never named by an address") : NOT_IN_ROSTER;
    // The directory's id opens a chat only where the app is installed personally (msteams-docs#11125).
    const isKnown = who.tenantId === wanted && (who.id === id || world.isInstalled(who.id));
    return isKnown ? who : NOT_IN_ROSTER;
  };

  const create = (body: unknown): Route => {
    if (!isObject(body)) return notCreated(refusal(400, "BadSyntax", "There is no body"));
    const { channel } = isObject(body.channelData) ? body.channelData : {};
    if (isObject(channel)) return createThread(String(channel.id), body.activity);
    const who = chatPartner(body);
    if ("status" in who) return notCreated(who);
    const chat = world.conversation(world.chatOf(who.id));
    if (!chat) return notCreated(NOT_FOUND);
    const run = (): ConnectorAnswer => {
      const said = blockedFrom(chat) ?? (body.activity === undefined ? undefined : say(chat, body.activity));
      if (said && said.status !== 201) return said;
      const activityId = said && isObject(said.body) ? { activityId: said.body.id } : {};
      return { status: 201, body: { id: chat.id, serviceUrl, ...activityId } };
    };
    return { on: "create", conversation: chat, run };
  };

  const members = (at: Conversation, id: string | undefined): ConnectorAnswer => {
    const all = world.membersOf(at);
    if (blockedFrom(at) === NOT_IN_ROSTER) return NOT_IN_ROSTER;
    if (id === undefined) return { status: 200, body: all.map(asMember) };
    const found = all.find((one) => one.id === id || one.aadObjectId === id);
    if (found) return { status: 200, body: asMember(found) };
    return refusal(404, "MemberNotFoundInConversation", "Member not found in conversation.");
  };

  const pagedMembers = (at: Conversation, query: URLSearchParams): ConnectorAnswer => {
    if (blockedFrom(at) === NOT_IN_ROSTER) return NOT_IN_ROSTER;
    const all = world.membersOf(at).map(asMember);
    // Microsoft Learn, Get Teams context: below 50 counts as 50, above 500 as 500.
    const size = Math.min(500, Math.max(50, Number(query.get("pageSize")) || 50));
    const from = Number(query.get("continuationToken")) || 0;
    const more = from + size < all.length ? { continuationToken: String(from + size) } : {};
    return { status: 200, body: { members: all.slice(from, from + size), ...more } };
  };

  const team = (id: string, part: string | undefined): Route | undefined => {
    const at = world.conversation(id);
    if (at?.kind !== "channel" || at.team.id !== id) return { on: "read", run: () => NOT_FOUND };
    const { name, channels } = at.team;
    const answer = (body: unknown): Route => ({
      on: "read",
      conversation: at,
      run: () => blockedFrom(at) ?? { status: 200, body },
    });
    if (part === undefined)
      return answer({ id, name, channelCount: channels.length, memberCount: world.membersOf(at).length });
    // The General channel is listed without a name, so that each client can translate it.
    const others = channels.filter((channel) => channel.id !== id);
    return part === "conversations" ? answer({ conversations: [{ id }, ...others] }) : undefined;
  };

  return ({ method, path: [version, area, id, part, which], query, body }) => {
    if (version !== "v3") return undefined;
    if (area === "teams" && id !== undefined && method === "GET") return team(id, part);
    if (area !== "conversations") return undefined;
    if (id === undefined) return method === "POST" ? create(body) : undefined;
    const at = world.conversation(id);
    const route = (on: Operation, run: (found: Conversation) => ConnectorAnswer): Route => ({
      on,
      ...(at && { conversation: at }),
      run: () => (at ? run(at) : NOT_FOUND),
    });
    switch (`${method} ${part}`) {
      case "POST activities":
        return route("send", (found) => say(found, body));
      case "PUT activities":
        return which === undefined ? undefined : route("update", (found) => change(found, which, body));
      case "DELETE activities":
        return which === undefined ? undefined : route("delete", (found) => drop(found, which));
      case "GET members":
        return route("read", (found) => members(found, which));
      case "GET pagedmembers":
        return route("read", (found) => pagedMembers(found, query));
      default:
        return undefined;
    }
  };
}
