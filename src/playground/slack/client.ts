import type { Filled } from "./inputs.ts";
import type { SlackAnswer } from "./sending.ts";
import type { SlackView } from "./views.ts";
import type { SlackEphemeral, SlackMessage, SlackUnfurl } from "./workspace.ts";

/** A person at their Slack client. Everything sent is signed; 3 real seconds without an answer reject. */
export interface SlackClient {
  /**
   * A slash command, typed in the direct channel with the bot unless `channelId` says where. Write mentions as they
   * arrive (`<@U1|ann>`, `<#C1|general>`); addresses and links are wrapped, `& < >` escaped, as with `should_escape`.
   * Rejects when the answer in the body breaks a limit, since Slack would show an error in its place.
   */
  command(command: string, text: string, at?: { channelId?: string }): Promise<SlackAnswer>;
  /** A direct message to the bot. */
  say(text: string): Promise<SlackAnswer>;
  /** An ordinary message in a channel, which no app is sent; of links to its domain an app is told. */
  post(channelId: string, text: string): Promise<SlackMessage>;
  /** Types a message and does not send it; what stands under its links in the composer by then. */
  compose(text: string): Promise<() => readonly SlackUnfurl[]>;
  /**
   * A click on the button (or a choice in the menu) with this `action_id`, or its only beginning; `value` tells
   * several apart, and says which option is chosen. An older state of the message makes the click a stale one.
   */
  press(message: SlackMessage, actionId: string, how?: { value?: string }): Promise<SlackAnswer>;
  /** The same in a modal or on the Home; `filled` is what was typed into the view before. */
  pressInView(view: SlackView, actionId: string, how?: { value?: string; filled?: Filled }): Promise<SlackAnswer>;
  /**
   * Submits the top view. Inputs not named keep what stands in them. Rejects before sending what the client would
   * hold back, unless `force`; and rejects when the app's answer is one Slack would show an error for.
   */
  submit(view: SlackView, filled: Filled, o?: { force?: boolean }): Promise<SlackAnswer>;
  /** Closes a modal by its own button; tells the app where it asked for that. */
  close(view: SlackView): Promise<SlackAnswer | undefined>;
  /** An event in its envelope. A retry carries the same `eventId` and says which it is. */
  event(
    event: object,
    o?: { eventId?: string; retryNum?: number; retryReason?: string; isExtShared?: boolean },
  ): Promise<SlackAnswer>;
  /** Opens the app's Home. */
  openHome(): Promise<SlackAnswer>;
  home(): SlackView | undefined;
  /** The top of the stack of modals. */
  openView(): SlackView | undefined;
  /** Everything shown to this person alone, oldest first. */
  ephemerals(): readonly SlackEphemeral[];
  /** The direct channel with the bot, as it stands, oldest first. */
  dm(): readonly SlackMessage[];
  /** The id of that channel. */
  dmId(): string;
}
