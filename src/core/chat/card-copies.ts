import type { Core } from "../core.ts";
import { cardNamed } from "../deliveries/cards.ts";
import type { ChatId, OrganisationId } from "../model/ids.ts";
import { type HostChannel, mayDecide } from "../model/webinar.ts";
import type { CardAct } from "../notices/card-acts.ts";

/** A message on which somebody pressed. What it says comes from outside and is checked. */
export interface PressedCard {
  readonly organisation: OrganisationId;
  /** Who pressed. */
  readonly by: ChatId | undefined;
  readonly act: CardAct;
  /** The delivery that posted it, as it says itself. */
  readonly card: string;
  readonly messageId: string;
  /** Whether the message stands in this channel. */
  readonly isThere: (channel: HostChannel) => boolean;
}

/**
 * Learns of a message that shows a card and is not known: when the answer to a post is lost, the card is posted again,
 * and the first message is found when a host presses on it. From then on it is edited together with the other one (N1).
 * Others could name any of Usher's messages, which would then be overwritten.
 */
export const makeLearnCopy =
  ({ webinars, people, outgoing, clock }: Pick<Core, "webinars" | "people" | "outgoing" | "clock">) =>
  async ({ organisation, by, act, card, messageId, isThere }: PressedCard): Promise<void> => {
    if (!by || !("code" in act)) return;
    const { code } = act;
    const known = await outgoing.messagesOf({ id: card, organisation, matter: { kind: "announcement", code } });
    if (known.includes(messageId)) return;
    const [webinar, person] = await Promise.all([webinars.get(organisation, code), people.byChat(organisation, by)]);
    if (!webinar || !person || !mayDecide(webinar, person.id)) return;
    const now = clock.now();
    const delivery = cardNamed(webinar, card, now);
    if (delivery?.to.kind !== "card" || !isThere(delivery.to.channel)) return;
    await outgoing.learnMessage(delivery, messageId, now);
  };

export type LearnCopy = ReturnType<typeof makeLearnCopy>;
