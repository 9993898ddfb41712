import { randomBytes, randomUUID } from "node:crypto";
import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { defined } from "../../core/model/defined.ts";
import type { NewPerson, NewTeam, TeamsPerson, TeamsTeam } from "./people.ts";

/** A message as somebody sees it at one moment; ask again to see what has become of it. Times are epoch ms. */
export interface TeamsMessage {
  readonly id: string;
  /** The chat, or the channel's thread (`19:…@thread.tacv2;messageid=…`): where a reply goes and an update is sent. */
  readonly conversationId: string;
  readonly from: { readonly id: string; readonly name: string };
  readonly fromBot: boolean;
  readonly text?: string;
  readonly card?: IAdaptiveCard;
  /** What the notification says. */
  readonly summary?: string;
  /** It mentions nobody: the bot is not sent it. */
  readonly isPlain?: true;
  readonly at: number;
  readonly editedAt?: number;
}

/** What a message says, whoever sees it. */
export interface Content {
  readonly text?: string;
  readonly card?: IAdaptiveCard;
  readonly summary?: string;
  readonly isPlain?: true;
}

export type Conversation =
  | { readonly kind: "personal"; readonly id: string; readonly base: string; readonly person: TeamsPerson }
  | { readonly kind: "channel"; readonly id: string; readonly base: string; readonly team: TeamsTeam };

interface Stored {
  readonly message: Omit<TeamsMessage, keyof Content>;
  content: Content;
  editedAt?: number;
  /** What those who pressed got in place of the card. */
  own: Map<string, Content>;
}

/** What stands in some conversations. */
export interface KeptTeams {
  readonly form: 1;
  /** People's chats with the bot, and who of them has the app. */
  readonly chats: readonly (readonly [personId: string, chatId: string])[];
  readonly installed: readonly string[];
  readonly messages: readonly (readonly [conversationId: string, messages: readonly KeptMessage[]])[];
}

type KeptMessage = Omit<Stored, "own"> & { readonly own: readonly (readonly [personId: string, content: Content])[] };

export type World = ReturnType<typeof makeWorld>;

const threadId = (): string => `19:${randomBytes(16).toString("hex")}@thread.tacv2`;

/** The people, teams, chats and messages of the stand-in: what Teams knows, and none of its rules about asking. */
export function makeWorld(o: { tenantId: string; bot: { id: string; name: string }; now: () => number }) {
  const people = new Map<string, TeamsPerson>();
  const installed = new Set<string>();
  const blocked = new Map<string, string>();
  const gone = new Set<string>();
  const teams = new Map<string, { team: TeamsTeam; members: Set<string> }>();
  const byDirectoryId = new Map<string, TeamsPerson>();
  const chats = new Map<string, string>();
  const owners = new Map<string, TeamsPerson>();
  const messages = new Map<string, Stored[]>();
  let lastId = 0;

  const person = (id: string): TeamsPerson | undefined => people.get(id) ?? byDirectoryId.get(id);

  const chatOf = (personId: string): string => {
    const known = chats.get(personId);
    const owner = people.get(personId);
    if (known !== undefined || !owner) return known ?? "";
    const id = `a:1${randomBytes(30).toString("base64url")}`;
    chats.set(personId, id);
    owners.set(id, owner);
    return id;
  };

  const baseOf = (conversationId: string): string => conversationId.split(";messageid=")[0] ?? conversationId;

  const teamWith = (channelId: string) =>
    [...teams.values()].find(({ team }) => team.id === channelId || team.channels.some(({ id }) => id === channelId));

  const conversation = (id: string): Conversation | undefined => {
    const base = baseOf(id);
    const found = teamWith(base);
    if (found) return { kind: "channel", id, base, team: found.team };
    const who = owners.get(base);
    return who && { kind: "personal", id, base, person: who };
  };

  const nextId = (): string => {
    lastId = Math.max(o.now(), lastId + 1);
    return String(lastId);
  };

  const view = ({ message, content, editedAt, own }: Stored, personId?: string): TeamsMessage => ({
    ...message,
    ...((personId === undefined ? undefined : own.get(personId)) ?? content),
    ...defined({ editedAt }),
  });

  const all = (conversationId: string): Stored[] => messages.get(baseOf(conversationId)) ?? [];

  const stored = (conversationId: string, id: string): Stored | undefined =>
    all(conversationId).findLast(({ message }) => message.id === id);

  const post = (conversationId: string, from: { id: string; name: string }, content: Content): TeamsMessage => {
    const id = nextId();
    // In a channel what is not a reply starts a thread of its own.
    const isRoot = teamWith(conversationId) !== undefined;
    const where = isRoot ? `${conversationId};messageid=${id}` : conversationId;
    const message = { id, conversationId: where, from, fromBot: from.id === o.bot.id, at: o.now() };
    const added: Stored = { message, content, own: new Map() };
    messages.set(baseOf(where), [...all(where), added]);
    return view(added);
  };

  return {
    bot: o.bot,
    tenantId: o.tenantId,
    person,
    chatOf,

    /** What these people and channels have, the newest `most` of each. */
    keep(personIds: readonly string[], channelIds: readonly string[], most: number): KeptTeams {
      const own = personIds.map((id) => [id, chatOf(id)] as const);
      const places = [...channelIds, ...own.map(([, id]) => id)];
      return {
        form: 1,
        chats: own,
        installed: personIds.filter((id) => installed.has(id)),
        messages: places.map((id) => [
          id,
          all(id)
            .slice(-most)
            .map((one) => ({ ...one, own: [...one.own] })),
        ]),
      };
    },

    /** Puts back what was kept; the bot has another id since. */
    putBack(kept: KeptTeams): void {
      for (const [personId, id] of kept.chats) {
        const owner = people.get(personId);
        if (!owner) continue;
        chats.set(personId, id);
        owners.set(id, owner);
        if (kept.installed.includes(personId)) installed.add(personId);
        else installed.delete(personId);
      }
      for (const [id, list] of kept.messages) {
        const put = list.map(({ message, own, ...rest }): Stored => {
          const from = message.fromBot ? o.bot : message.from;
          return { ...rest, message: { ...message, from }, own: new Map(own) };
        });
        messages.set(id, put);
        for (const { message } of put) lastId = Math.max(lastId, Number(message.id));
      }
    },
    conversation,
    everybody: (): readonly TeamsPerson[] => [...people.values()].filter(({ id }) => !gone.has(id)),
    post,
    /** Ids of messages are times in Teams, and never twice the same. */
    nextId,

    addPerson({ installed: has = true, ...given }: NewPerson): TeamsPerson {
      const slug = given.name.toLowerCase().replace(/[^a-z0-9]+/g, ".");
      const email = given.email ?? `${slug}@example.com`;
      const added: TeamsPerson = {
        id: `29:1${randomBytes(30).toString("base64url")}`,
        aadObjectId: randomUUID(),
        tenantId: o.tenantId,
        locale: "en-US",
        timezone: "UTC",
        guest: false,
        upn: given.guest ? `${email.replace("@", "_")}#EXT#@example.onmicrosoft.com` : email,
        ...defined({ email: "email" in given ? undefined : email }),
        ...given,
      };
      people.set(added.id, added);
      byDirectoryId.set(added.aadObjectId, added);
      if (has) installed.add(added.id);
      return added;
    },

    joinTeam(teamId: string, personId: string): void {
      const found = teams.get(teamId);
      if (!found) throw new Error(`There is no team ${teamId}`);
      found.members.add(personId);
    },

    addTeam({ name, channels, channelIds = [], members, installed: has = true }: NewTeam): TeamsTeam {
      const id = channelIds[channels.indexOf("General")] ?? threadId();
      const made = channels.map((channel, index) => ({
        id: channel === "General" ? id : (channelIds[index] ?? threadId()),
        name: channel,
      }));
      const team: TeamsTeam = { id, name, channels: made };
      teams.set(id, { team, members: new Set(members) });
      if (has) installed.add(id);
      return team;
    },

    /** The app comes to (or leaves) a person's own scope, or a team. */
    setInstalled(id: string, has: boolean): void {
      if (has) installed.add(id);
      else installed.delete(id);
    },

    isInstalled: (id: string): boolean => installed.has(id),

    /** Whether the bot may write to this person: they have the app, or a team of theirs has. */
    reaches: (personId: string): boolean =>
      installed.has(personId) ||
      [...teams.values()].some(({ team, members }) => installed.has(team.id) && members.has(personId)),

    setBlocked(personId: string, code: string | undefined): void {
      if (code === undefined) blocked.delete(personId);
      else blocked.set(personId, code);
    },

    /** Their account is deactivated: no roster has them any more, and nothing can be written to them. */
    deactivate(personId: string): void {
      gone.add(personId);
      blocked.set(personId, "MessageWritesBlocked");
    },

    blockedBy: (personId: string): string | undefined => blocked.get(personId),

    membersOf(at: Conversation): TeamsPerson[] {
      const ids = at.kind === "personal" ? [at.person.id] : (teams.get(at.team.id)?.members ?? []);
      return [...ids].flatMap((id) => (gone.has(id) ? [] : (people.get(id) ?? [])));
    },

    find: (conversationId: string, id: string): TeamsMessage | undefined => {
      const found = stored(conversationId, id);
      return found && view(found);
    },

    /** Changes a message for everybody: what a few had got in its place is gone too. */
    update(conversationId: string, id: string, content: Content): void {
      const found = stored(conversationId, id);
      if (!found) return;
      found.content = content;
      found.editedAt = o.now();
      found.own.clear();
    },

    remove(conversationId: string, id: string): void {
      const found = stored(conversationId, id);
      messages.set(
        baseOf(conversationId),
        all(conversationId).filter((one) => one !== found),
      );
    },

    /** The card an invoke was answered with stands in the message's place, for this person only. */
    replaceFor(personId: string, { conversationId, id }: TeamsMessage, content: Content): void {
      stored(conversationId, id)?.own.set(personId, content);
    },

    /** @throws when the message has been deleted. */
    seenBy(personId: string, { conversationId, id }: TeamsMessage): TeamsMessage {
      const found = stored(conversationId, id);
      if (!found) throw new Error(`The message ${id} is no longer there`);
      return view(found, personId);
    },

    /** Everything in a chat or a channel, threads included, oldest first. */
    messagesIn: (conversationId: string, personId?: string): TeamsMessage[] =>
      all(conversationId).map((one) => view(one, personId)),
  };
}
