import { newId, type SlackBlock, withIds } from "./ids.ts";
import type { Loose } from "./limits.ts";

/** One state of a message. It never changes: an update makes a new one, so an old one is what a stale screen shows. */
export interface SlackMessage {
  readonly channelId: string;
  readonly ts: string;
  /** Who wrote it: the bot or a person. */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly thread_ts?: string;
  /** It stands at the top of its channel. */
  readonly pinned?: boolean;
  readonly metadata?: Loose;
  /** Previews of its links. */
  readonly unfurls?: readonly SlackUnfurl[];
  /** Shown to one person alone. */
  readonly ephemeral: boolean;
}

/** What an app shows in the place of a link. */
export type SlackUnfurl = { readonly url: string; readonly blocks: readonly SlackBlock[] };

/** What one person alone was shown; `standing` is false once it was replaced (by a later one with its `ts`) or deleted. */
export type SlackEphemeral = SlackMessage & { readonly standing: boolean };

export interface SlackPerson {
  readonly id: string;
  readonly name: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  /** The address of their picture. */
  readonly image?: string;
  readonly tz: string;
  readonly locale: string;
  readonly restricted: boolean;
  readonly deleted: boolean;
  readonly isBot: boolean;
  readonly teamId: string;
}
export type NewPerson = { readonly name: string } & Partial<SlackPerson>;

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  readonly members: readonly string[];
  readonly botIsMember: boolean;
  /** Other organisations are in it. */
  readonly extShared?: boolean;
  /** Whose direct channel with the bot it is. */
  readonly dmOf?: string;
}
/** A user group; its id given again replaces it. */
export interface SlackGroup {
  readonly id: string;
  readonly handle: string;
  readonly members: readonly string[];
}

/** What somebody uploaded. */
export interface SlackFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** How long the app said that it is, where the app uploads it. */
  readonly length?: number;
}

export type NewChannel = { readonly name: string } & Partial<Omit<SlackChannel, "dmOf">>;

/** What stands in some conversations. */
export interface KeptSlack {
  readonly form: 1;
  readonly botUserId: string;
  /** People's direct channels with the bot. */
  readonly dms: readonly (readonly [userId: string, channelId: string])[];
  readonly messages: readonly (readonly [channelId: string, messages: readonly SlackMessage[]])[];
  readonly shown: readonly (readonly [userId: string, messages: readonly SlackEphemeral[]])[];
}

type Content = { text: string; blocks?: readonly unknown[]; thread_ts?: string; metadata?: Loose };

/** The people, channels and messages of one Slack workspace with one app installed in it. */
export type Workspace = ReturnType<typeof makeWorkspace>;

/** An empty workspace. `now` is in milliseconds and drives every `ts`. */
export function makeWorkspace(o: { teamId?: string; now: () => number }) {
  const teamId = o.teamId ?? newId("T");
  const people = new Map<string, SlackPerson>();
  const channels = new Map<string, SlackChannel>();
  const dms = new Map<string, SlackChannel>();
  const messages = new Map<string, SlackMessage[]>();
  const shown = new Map<string, SlackEphemeral[]>();
  const groups = new Map<string, SlackGroup>();
  const files = new Map<string, SlackFile>();
  let lastTs = 0;

  /** Microseconds, never the same twice: a `ts` names its message within the channel. */
  function newTs(): string {
    lastTs = Math.max(Math.floor(o.now() * 1000), lastTs + 1);
    return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, "0")}`;
  }

  /** An id given again replaces that person, which is how one is deactivated or renamed. */
  function addPerson(p: NewPerson): SlackPerson {
    const defaults = { id: newId("U"), tz: "UTC", locale: "en-US", restricted: false, deleted: false, isBot: false };
    const person = { ...defaults, teamId, ...p };
    people.set(person.id, person);
    return person;
  }

  function addChannel(c: NewChannel): SlackChannel {
    const channel = { id: newId("C"), private: false, members: [], botIsMember: true, ...c };
    channels.set(channel.id, channel);
    return channel;
  }

  function addGroup(g: Omit<SlackGroup, "id"> & { id?: string }): SlackGroup {
    const group = { id: newId("S"), ...g };
    groups.set(group.id, group);
    return group;
  }

  /** Room for a file that the app is about to upload. */
  function reserve(name: string, length: number): SlackFile {
    const file = { id: newId("F"), name, bytes: new Uint8Array(), length };
    files.set(file.id, file);
    return file;
  }

  /** Takes what the app uploads; false where it is not as long as was said. */
  function fill(id: string, bytes: Uint8Array): boolean {
    const file = files.get(id);
    if (file?.length === undefined || file.length !== bytes.length) return false;
    files.set(id, { ...file, bytes });
    return true;
  }

  function upload(name: string, bytes: Uint8Array): SlackFile {
    const file = { id: newId("F"), name, bytes };
    files.set(file.id, file);
    return file;
  }

  const bot = addPerson({ name: "usher", isBot: true });

  /** The direct channel between a person and the bot, made at its first use. */
  function dmOf(userId: string): SlackChannel {
    const known = dms.get(userId);
    if (known) return known;
    const channel = { ...addChannel({ id: newId("D"), name: "directmessage", members: [userId] }), dmOf: userId };
    channels.set(channel.id, channel);
    dms.set(userId, channel);
    return channel;
  }

  function compose(channelId: string, user: string, ephemeral: boolean, { blocks, ...content }: Content): SlackMessage {
    return { channelId, ts: newTs(), user, ephemeral, ...content, blocks: withIds(blocks ?? []) };
  }

  const listOf = <T>(of: Map<string, T[]>, key: string): T[] => {
    const list = of.get(key) ?? [];
    of.set(key, list);
    return list;
  };

  function post(channelId: string, user: string, content: Content): SlackMessage {
    const message = compose(channelId, user, false, content);
    listOf(messages, channelId).push(message);
    return message;
  }

  const indexOf = ({ channelId, ts }: SlackMessage): number =>
    listOf(messages, channelId).findLastIndex((of) => of.ts === ts);

  /** Replaces text and blocks together: text without blocks takes the blocks away, as `chat.update` does. */
  function edit(old: SlackMessage, { text, blocks, metadata }: Content): SlackMessage {
    const edited = { ...old, text, blocks: withIds(blocks ?? []), ...(metadata && { metadata }) };
    const index = indexOf(old);
    if (index >= 0) listOf(messages, old.channelId)[index] = edited;
    return edited;
  }

  function change(old: SlackMessage, more: Pick<SlackMessage, "pinned" | "unfurls">): void {
    const index = indexOf(old);
    if (index >= 0) listOf(messages, old.channelId)[index] = { ...old, ...more };
  }

  function remove(old: SlackMessage): void {
    const index = indexOf(old);
    if (index >= 0) listOf(messages, old.channelId).splice(index, 1);
  }

  /** Takes a message shown to one person from their screen. */
  function hide(userId: string, ts: string): void {
    const seen = listOf(shown, userId);
    for (const [index, of] of seen.entries()) if (of.ts === ts) seen[index] = { ...of, standing: false };
  }

  /** Shows a message to one person alone, in the place of the one with `ts` when that is given. */
  function show(userId: string, channelId: string, content: Content, ts?: string): SlackMessage {
    if (ts !== undefined) hide(userId, ts);
    const message = compose(channelId, bot.id, true, content);
    const placed = ts === undefined ? message : { ...message, ts };
    listOf(shown, userId).push({ ...placed, standing: true });
    return placed;
  }

  /** What these people and channels have, the newest `most` of each. */
  function keep(userIds: readonly string[], channelIds: readonly string[], most: number): KeptSlack {
    const own = userIds.map((id) => [id, dmOf(id).id] as const);
    const places = [...channelIds, ...own.map(([, id]) => id)];
    return {
      form: 1,
      botUserId: bot.id,
      dms: own,
      messages: places.map((id) => [id, listOf(messages, id).slice(-most)]),
      shown: userIds.map((id) => [id, listOf(shown, id).slice(-most)]),
    };
  }

  /** Puts back what was kept; the bot has another id since. */
  function putBack(kept: KeptSlack): void {
    const today = <Message extends SlackMessage>(of: Message): Message =>
      of.user === kept.botUserId ? { ...of, user: bot.id } : of;
    for (const [userId, id] of kept.dms) {
      const channel = { ...addChannel({ id, name: "directmessage", members: [userId] }), dmOf: userId };
      channels.set(id, channel);
      dms.set(userId, channel);
    }
    for (const [id, list] of kept.messages) messages.set(id, list.map(today));
    for (const [id, list] of kept.shown) shown.set(id, list.map(today));
    const all = [...kept.messages, ...kept.shown].flatMap(([, list]) =>
      list.map(({ ts }) => Math.round(Number(ts) * 1e6)),
    );
    for (const ts of all) lastTs = Math.max(lastTs, ts);
  }

  return {
    keep,
    putBack,
    teamId,
    teamDomain: "usher-test",
    appId: newId("A"),
    botId: newId("B"),
    bot,
    now: o.now,
    addPerson,
    addChannel,
    person: (id: string) => people.get(id),
    people: () => [...people.values()],
    channel: (id: string) => channels.get(id),
    channels: () => [...channels.values()],
    addGroup,
    group: (id: string) => groups.get(id),
    groups: () => [...groups.values()],
    upload,
    reserve,
    fill,
    file: (id: string) => files.get(id),
    messages: (channelId: string): readonly SlackMessage[] => [...(messages.get(channelId) ?? [])],
    message: (channelId: string, ts: string) => messages.get(channelId)?.findLast((of) => of.ts === ts),
    shownTo: (userId: string): readonly SlackEphemeral[] => [...(shown.get(userId) ?? [])],
    newTs,
    dmOf,
    post,
    edit,
    change,
    remove,
    show,
    hide,
  };
}

/** A message in the form it has in Slack's answers and payloads. */
export function onTheWire(of: SlackMessage, { teamId, appId, botId, bot }: Workspace): Loose {
  const { channelId: _, ephemeral: __, unfurls: ___, ...fields } = of;
  return { type: "message", team: teamId, ...(of.user === bot.id && { app_id: appId, bot_id: botId }), ...fields };
}
