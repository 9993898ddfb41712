import type { Address, ChatId, OrganisationId } from "../core/model/ids.ts";
import type { Reader } from "../core/model/person.ts";
import type { HostChannel } from "../core/model/webinar.ts";
import type { MailNotice, Notice } from "../core/notices/notice.ts";

/** What became of one attempt to send, by what to do next. */
export type Outcome = Became & {
  /** The direct messages that it sent or edited, or may have: what came too late is edited in each of them. */
  readonly touched?: readonly string[];
};

type Became =
  /**
   * `gone`: messages that showed the card and are no longer there. `saysNothing`: there was nothing left to say.
   * `shows`: names what is shown now, so that it is not sent once more. `offering`: messages to that person in which a
   * seat can be claimed now; `offeringNot`: in which none can.
   */
  | {
      kind: "sent";
      messageId?: string;
      gone?: readonly string[];
      saysNothing?: true;
      shows?: string;
      offering?: readonly string[];
      offeringNot?: readonly string[];
    }
  /**
   * Not delivered: the platform said when to come back. Does not count as a failed attempt, unless it did not say and
   * `isGuess`: then the wait grows with each.
   */
  | { kind: "slow_down"; afterMs: number; isGuess?: true }
  /** Not delivered, or nobody knows: retry with back-off. `code` is the platform's, for the log. */
  | { kind: "again"; code: string }
  /** The card's message is no longer there. */
  | { kind: "gone" }
  /**
   * Will not be delivered however often it is tried; `isAddress`: nor anything else to this address; `lacksApp`: nor to
   * this account, until it has the app.
   */
  | { kind: "never"; code: string; isAddress?: true; lacksApp?: true };

/** The attempt at which a message is sent. */
export interface Attempt {
  /** The delivery that is carried out. */
  readonly delivery: string;
  /** Whether an earlier attempt may have been accepted: where the product can tell, it is looked up first. */
  readonly isRepeat: boolean;
}

/**
 * One chat product, as the worker uses it. Each call makes one attempt and ends within 10 s; what the platform answers
 * is returned, not thrown.
 */
export interface Messenger {
  /** Sends a direct message. `never` for somebody whom the product cannot reach. */
  tell(organisation: OrganisationId, chat: ChatId, notice: Notice, reader: Reader, attempt: Attempt): Promise<Outcome>;
  /** Posts to a channel; with `thread`, as an answer to that message. A product without threads may skip that. */
  post(
    organisation: OrganisationId,
    channel: HostChannel,
    notice: Notice,
    reader: Reader,
    attempt: Attempt,
    thread?: string,
  ): Promise<Outcome>;
  /** Edits a message; `gone` when it is no longer there. */
  update(
    organisation: OrganisationId,
    channel: HostChannel,
    messageId: string,
    notice: Notice,
    reader: Reader,
    attempt: Attempt,
  ): Promise<Outcome>;
  /** The least time between two messages in one conversation (ms). */
  readonly gapMs: number;
}

/** Sends mail. `id` makes the Message-ID, so that mail readers know a repeat. */
export interface Mailer {
  send(address: Address, notice: MailNotice, reader: Reader, id: string): Promise<Outcome>;
}
