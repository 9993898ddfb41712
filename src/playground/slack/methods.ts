import { isObject, type Loose, type Refusal, refusalOfMessage, refusalOfView } from "./limits.ts";
import { permalinkTo, unfurl } from "./unfurls.ts";
import { userObject } from "./users.ts";
import { refused, type SlackView, type Views } from "./views.ts";
import { onTheWire, type SlackChannel, type SlackMessage, type Workspace } from "./workspace.ts";

/** What a Web API method answers: `ok`, and an `error` when it is false. */
export type ApiAnswer = Loose & { readonly ok: boolean; readonly error?: string };
type Method = (args: Loose) => ApiAnswer;

export const refuse = ({ error, messages }: Refusal): ApiAnswer => ({
  ok: false,
  error,
  ...(messages && { errors: messages.map((of) => of.replace("[ERROR] ", "")), response_metadata: { messages } }),
});
const no = (error: string): ApiAnswer => refuse({ error });
const missing = (name: string): ApiAnswer =>
  refuse({ error: "invalid_arguments", messages: [`[ERROR] missing required field: ${name}`] });

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? `${value}` : "");
const yes = (value: unknown): boolean => value === true || value === "true" || value === "1";

/** The part of a message that comes from the app, once its limits were checked. */
export const contentOf = (args: Loose) => ({
  text: text(args.text),
  ...(Array.isArray(args.blocks) && { blocks: args.blocks as unknown[] }),
  ...(text(args.thread_ts) && { thread_ts: text(args.thread_ts) }),
  ...(isObject(args.metadata) && { metadata: args.metadata }),
});

function page<T>(all: readonly T[], args: Loose): { items: readonly T[]; response_metadata: { next_cursor: string } } {
  const from = Number(text(args.cursor) || 0);
  const to = from + (Number(text(args.limit)) || 1000);
  return { items: all.slice(from, to), response_metadata: { next_cursor: to < all.length ? String(to) : "" } };
}

/** The Web API over a workspace: method name → function. Errors are those of the methods' own pages. */
export function makeMethods(workspace: Workspace, views: Views, filesUrl: () => string): ReadonlyMap<string, Method> {
  const { bot } = workspace;

  /** A conversation the bot can see: private ones it is no member of do not exist for it. */
  function visible(id: string): SlackChannel | undefined {
    const channel = workspace.channel(id);
    return channel && (channel.botIsMember || !channel.private) ? channel : undefined;
  }

  /** Where the bot may write. A person's id is their direct channel, also when they have been deactivated. */
  function place(id: string): SlackChannel | Refusal {
    if (workspace.person(id)) return workspace.dmOf(id);
    const channel = visible(id);
    if (!channel) return { error: "channel_not_found" };
    return channel.botIsMember ? channel : { error: "not_in_channel" };
  }

  /** Where it may post: with `chat:write.public` in public channels that it is no member of, too. */
  function open(id: string): SlackChannel | Refusal {
    const found = place(id);
    return "error" in found && found.error === "not_in_channel" ? (visible(id) ?? found) : found;
  }

  function written(args: Loose, foreign: string): SlackMessage | Refusal {
    const channel = visible(text(args.channel));
    if (!channel) return { error: "channel_not_found" };
    const message = workspace.message(channel.id, text(args.ts));
    if (!message) return { error: "message_not_found" };
    return message.user === bot.id ? message : { error: foreign };
  }

  const channelObject = (of: SlackChannel): Loose =>
    of.dmOf === undefined
      ? {
          id: of.id,
          name: of.name,
          name_normalized: of.name,
          context_team_id: workspace.teamId,
          is_channel: !of.private,
          is_group: of.private,
          is_im: false,
          is_mpim: false,
          is_private: of.private,
          is_member: of.botIsMember,
          is_archived: false,
          is_general: false,
          is_shared: of.extShared ?? false,
          is_ext_shared: of.extShared ?? false,
        }
      : { id: of.id, is_im: true, user: of.dmOf, is_archived: false, is_user_deleted: deleted(of.dmOf) };
  const membersOf = (of: SlackChannel): string[] => [...of.members, ...(of.botIsMember ? [bot.id] : [])];
  const deleted = (id: string): boolean => workspace.person(id)?.deleted === true;
  const showing = (of: SlackView | Refusal): ApiAnswer => (refused(of) ? refuse(of) : { ok: true, view: of });

  const methods: Record<string, Method> = {
    "auth.test": () => ({
      ok: true,
      url: `https://${workspace.teamDomain}.slack.com/`,
      team: workspace.teamDomain,
      user: bot.name,
      team_id: workspace.teamId,
      user_id: bot.id,
      bot_id: workspace.botId,
      is_enterprise_install: false,
    }),

    "chat.postMessage": (args) => {
      const channel = open(text(args.channel));
      if ("error" in channel) return refuse(channel);
      const refusal = refusalOfMessage(args);
      if (refusal) return refuse(refusal);
      const message = workspace.post(channel.id, bot.id, contentOf(args));
      return { ok: true, channel: channel.id, ts: message.ts, message: onTheWire(message, workspace) };
    },

    "chat.update": (args) => {
      const old = written(args, "cant_update_message");
      if ("error" in old) return refuse(old);
      const refusal = refusalOfMessage(args, { update: true });
      if (refusal) return refuse(refusal);
      const message = workspace.edit(old, contentOf(args));
      const { channelId: channel, ts } = message;
      return { ok: true, channel, ts, text: message.text, message: onTheWire(message, workspace) };
    },

    "chat.getPermalink": (args) => permalinkTo(workspace, args) ?? no("message_not_found"),

    "chat.unfurl": (args) => {
      const refusal = unfurl(workspace, args);
      return refusal ? refuse(refusal) : { ok: true };
    },

    /** The app must be a member (Slack, pins.add: `not_in_channel`), which `chat:write.public` does not make it. */
    "pins.add": (args) => {
      const channel = place(text(args.channel));
      if ("error" in channel) return refuse(channel);
      const message = workspace.message(channel.id, text(args.timestamp));
      if (!message) return no("message_not_found");
      if (message.pinned) return no("already_pinned");
      workspace.change(message, { pinned: true });
      return { ok: true };
    },

    "chat.delete": (args) => {
      const message = written(args, "cant_delete_message");
      if ("error" in message) return refuse(message);
      workspace.remove(message);
      return { ok: true, channel: message.channelId, ts: message.ts };
    },

    "chat.postEphemeral": (args) => {
      const channel = place(text(args.channel));
      if ("error" in channel) return refuse(channel);
      const user = text(args.user);
      if (!channel.members.includes(user)) return no("user_not_in_channel");
      const refusal = refusalOfMessage(args);
      if (refusal) return refuse(refusal);
      return { ok: true, message_ts: workspace.show(user, channel.id, contentOf(args)).ts };
    },

    "conversations.open": (args) => {
      const [user, another] = text(args.users).split(",");
      if (another) return no("method_not_supported_for_channel_type");
      if (!user || !workspace.person(user)) return no("user_not_found");
      if (deleted(user)) return no("user_disabled");
      const channel = workspace.dmOf(user);
      return { ok: true, channel: yes(args.return_im) ? channelObject(channel) : { id: channel.id } };
    },

    "conversations.info": (args) => {
      const channel = visible(text(args.channel));
      if (!channel) return no("channel_not_found");
      const count = yes(args.include_num_members) && { num_members: membersOf(channel).length };
      return { ok: true, channel: { ...channelObject(channel), ...count } };
    },

    /** Somebody's channels, as far as the bot can see them. */
    "users.conversations": (args) => {
      const user = text(args.user) || bot.id;
      if (!workspace.person(user)) return no("user_not_found");
      const types = (text(args.types) || "public_channel").split(",");
      const theirs = workspace
        .channels()
        .filter((of) => of.dmOf === undefined && membersOf(of).includes(user) && visible(of.id) !== undefined)
        .filter((of) => types.includes(of.private ? "private_channel" : "public_channel"));
      const { items, response_metadata } = page(theirs, args);
      return { ok: true, channels: items.map(channelObject), response_metadata };
    },

    "usergroups.list": () => ({
      ok: true,
      usergroups: workspace.groups().map(({ id, handle }) => ({ id, handle, name: handle, is_usergroup: true })),
    }),

    "usergroups.users.list": (args) => {
      const group = workspace.group(text(args.usergroup));
      return group ? { ok: true, users: group.members.filter((id) => !deleted(id)) } : no("no_such_subteam");
    },

    "files.getUploadURLExternal": (args) => {
      const [name, length] = [text(args.filename), Number(args.length)];
      if (name === "" || !Number.isSafeInteger(length) || length < 1) return no("invalid_arguments");
      const { id } = workspace.reserve(name, length);
      return { ok: true, file_id: id, upload_url: `${filesUrl()}${id}` };
    },

    /** Shares what was uploaded in a channel, as a message with the file. */
    "files.completeUploadExternal": (args) => {
      const given: unknown = typeof args.files === "string" ? JSON.parse(args.files) : args.files;
      const [wanted] = Array.isArray(given) ? given.filter(isObject) : [];
      const file = workspace.file(text(wanted?.id));
      if (!file || file.bytes.length !== file.length) return no("file_not_found");
      const channel = place(text(args.channel_id));
      if ("error" in channel) return refuse(channel);
      const title = (text(wanted?.title) || file.name)
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;");
      workspace.post(channel.id, bot.id, { text: `\u{1f4ce} ${file.name}: ${title}` });
      return { ok: true, files: [{ id: file.id, title }] };
    },

    "files.info": (args) => {
      const file = workspace.file(text(args.file));
      if (!file) return no("file_not_found");
      const { id, name, bytes } = file;
      const url_private_download = `${filesUrl()}${id}`;
      return {
        ok: true,
        file: { id, name, size: bytes.length, url_private: url_private_download, url_private_download },
      };
    },

    "conversations.history": (args) => {
      const channel = visible(text(args.channel));
      if (!channel) return no("channel_not_found");
      // The app has im:history and no other.
      if (channel.dmOf === undefined) return no("missing_scope");
      const newest = workspace.messages(channel.id).toReversed();
      const { items, response_metadata } = page(newest, args);
      const messages = items.map((message) => {
        const { metadata, ...rest } = onTheWire(message, workspace);
        return yes(args.include_all_metadata) && metadata ? { ...rest, metadata } : rest;
      });
      return { ok: true, messages, has_more: response_metadata.next_cursor !== "", response_metadata };
    },

    "conversations.members": (args) => {
      const channel = visible(text(args.channel));
      if (!channel) return no("channel_not_found");
      const { items, response_metadata } = page(membersOf(channel), args);
      return { ok: true, members: items, response_metadata };
    },

    "users.info": (args) => {
      const person = workspace.person(text(args.user));
      if (!person) return no("user_not_found");
      return { ok: true, user: userObject(person, workspace, yes(args.include_locale)) };
    },

    "users.lookupByEmail": (args) => {
      const wanted = text(args.email).toLowerCase();
      const person = workspace.people().find((of) => !of.deleted && of.email?.toLowerCase() === wanted);
      return person ? { ok: true, user: userObject(person, workspace, false) } : no("users_not_found");
    },

    "users.list": (args) => {
      const { items, response_metadata } = page(workspace.people(), args);
      const members = items.map((of) => userObject(of, workspace, yes(args.include_locale)));
      return { ok: true, members, response_metadata };
    },

    "views.open": ({ trigger_id, view }) => {
      if (!isObject(view)) return missing("view");
      const refusal = refusalOfView(view, "modal");
      return refusal ? refuse(refusal) : showing(views.open(text(trigger_id), view));
    },

    "views.push": ({ trigger_id, view }) => {
      if (!isObject(view)) return missing("view");
      const refusal = refusalOfView(view, "modal");
      return refusal ? refuse(refusal) : showing(views.push(text(trigger_id), view));
    },

    "views.update": ({ view_id, external_id, hash, view }) => {
      if (!isObject(view)) return missing("view");
      const refusal = refusalOfView(view, "modal");
      if (refusal) return refuse(refusal);
      return showing(views.update({ id: text(view_id), externalId: text(external_id), hash: text(hash) }, view));
    },

    "views.publish": ({ user_id, hash, view }) => {
      if (!isObject(view)) return missing("view");
      const refusal = refusalOfView(view, "home");
      if (refusal) return refuse(refusal);
      if (!workspace.person(text(user_id))) return no("user_not_found");
      return showing(views.publish(text(user_id), view, text(hash)));
    },
  };
  return new Map(Object.entries(methods));
}
