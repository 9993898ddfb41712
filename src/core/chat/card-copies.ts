import type { Core } from "../core.ts";
import { cardNamed } from "../deliveries/cards.ts";
import type { OrganisationId } from "../model/ids.ts";
import type { HostChannel } from "../model/webinar.ts";
import type { CardAct } from "../notices/card-acts.ts";

/** A message on which somebody pressed. What it says comes from outside and is checked. */
export interface PressedCard {
  readonly organisation: OrganisationId;
  readonly act: CardAct;
  /** The delivery that posted it, as it says itself. */
  readonly card: string;
  readonly messageId: string;
  /** Whether the message stands in this channel. */
  readonly isThere: (channel: HostChannel) => boolean;
}

/**
 * Learns of a message that shows a card and is not known: when the answer to a post is lost, the card is posted again,
 * and the first message is found when it is pressed. From then on it is edited together with the other one (N1).
 */
export const makeLearnCopy =
  ({ webinars, outgoing, clock }: Pick<Core, "webinars" | "outgoing" | "clock">) =>
  async ({ organisation, act, card, messageId, isThere }: PressedCard): Promise<void> => {
    if (!("code" in act)) return;
    const { code } = act;
    const known = await outgoing.messagesOf({ id: card, organisation, matter: { kind: "announcement", code } });
    if (known.includes(messageId)) return;
    const webinar = await webinars.get(organisation, code);
    const now = clock.now();
    const delivery = webinar && cardNamed(webinar, card, now);
    if (delivery?.to.kind !== "card" || !isThere(delivery.to.channel)) return;
    await outgoing.learnMessage(delivery, messageId, now);
  };

export type LearnCopy = ReturnType<typeof makeLearnCopy>;
