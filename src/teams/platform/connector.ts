import type { IAdaptiveCard } from "@microsoft/teams.cards";

/** A card alone: with a text beside it Teams makes two messages, and neither can be updated (Bot messages). */
export interface Message {
  readonly type: "message";
  /** What the notification says. */
  readonly summary: string;
  readonly attachments: readonly [{ readonly contentType: string; readonly content: IAdaptiveCard }];
}

/** Somebody in a conversation's roster, as the connector tells it (Get Teams context). */
export interface Member {
  readonly id: string;
  readonly name?: string | undefined;
  readonly givenName?: string | undefined;
  readonly surname?: string | undefined;
  readonly email?: string | undefined;
  readonly userPrincipalName?: string | undefined;
  readonly aadObjectId?: string | undefined;
  readonly userRole?: string | undefined;
  readonly tenantId?: string | undefined;
}

/**
 * The Bot Connector as Usher uses it. Every call is one attempt of 10 s at most, and throws what `outcomeOf` reads.
 * `serviceUrl` is one that an authenticated activity brought.
 */
export interface Connector {
  /** Answers the new message's id. */
  send(serviceUrl: string, conversationId: string, message: Message): Promise<string>;
  update(serviceUrl: string, conversationId: string, messageId: string, message: Message): Promise<void>;
  /** The personal chat with somebody, made when there is none: its conversation's id. */
  openChat(serviceUrl: string, of: { botId: string; userId: string; tenant: string }): Promise<string>;
  /** A new thread in a channel: the thread's conversation and the message that begins it. */
  openThread(
    serviceUrl: string,
    channelId: string,
    message: Message,
  ): Promise<{ conversationId: string; messageId: string }>;
  /** One member, by the id this bot knows them by (29:…) or the directory's. */
  member(serviceUrl: string, conversationId: string, id: string): Promise<Member | undefined>;
  /** Some members of a team; `next` is where to read on. */
  members(
    serviceUrl: string,
    teamId: string,
    cursor: string | undefined,
  ): Promise<{ members: Member[]; next?: string }>;
  /** A team's name and standard channels; General has no name of its own. */
  team(serviceUrl: string, teamId: string): Promise<{ name?: string; channels: { id: string; name?: string }[] }>;
}
