import type { Address, ChatId, OrganisationId } from "../core/model/ids.ts";
import type { Reader } from "../core/model/person.ts";
import type { HostChannel } from "../core/model/webinar.ts";
import type { MailNotice, Notice } from "../core/notices/notice.ts";

/** What became of one attempt to send, in terms of what to do next. */
export type Outcome =
  | { kind: "sent"; messageId?: string }
  /** Not delivered, and told when to come back; not a failed attempt. */
  | { kind: "slow_down"; afterMs: number }
  /** Not delivered, or nobody knows: try again with back-off. `code` is the platform's, for the log. */
  | { kind: "again"; code: string }
  /** The card's message is no longer there. */
  | { kind: "gone" }
  /** Will not be delivered however often it is tried. */
  | { kind: "never"; code: string };

export type { Reader };

/** One chat product, as the worker uses it. Each call makes one attempt, ends within 10 s, and does not throw for what the platform answers. */
export interface Messenger {
  tell(organisation: OrganisationId, chat: ChatId, notice: Notice, reader: Reader): Promise<Outcome>;
  /** With `thread` as an answer to that message of the channel, where the product has threads. */
  post(
    organisation: OrganisationId,
    channel: HostChannel,
    notice: Notice,
    reader: Reader,
    thread?: string,
  ): Promise<Outcome>;
  update(
    organisation: OrganisationId,
    channel: HostChannel,
    messageId: string,
    notice: Notice,
    reader: Reader,
  ): Promise<Outcome>;
  /** The least time between two messages in one conversation, in ms. */
  readonly gapMs: number;
}

/** Mail; `id` makes the Message-ID, so that a mail sent twice is known as one. */
export interface Mailer {
  send(address: Address, notice: MailNotice, reader: Reader, id: string): Promise<Outcome>;
}
