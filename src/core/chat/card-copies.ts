import type { Core } from "../core.ts";
import { announcementCard, isAnnouncement } from "../deliveries/announcements.ts";
import { cardNamed, isCardName } from "../deliveries/cards.ts";
import type { Matter } from "../deliveries/delivery.ts";
import { type ChatId, type OrganisationId, parseCode, seriesCode, type WebinarCode } from "../model/ids.ts";
import { type HostChannel, mayDecide, type Webinar } from "../model/webinar.ts";
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
  /** Whether the product itself says which message it is and what posted it; else whoever presses could name any. */
  readonly isProven?: true;
  /** Whether the message stands in this channel. */
  readonly isThere: (channel: HostChannel) => boolean;
}

/**
 * Learns of a message that shows a card and is not known: when the answer to a post is lost, the card is posted again,
 * and the first message is found when a host presses on it. From then on it is edited together with the other one (N1).
 * Others could name any of Usher's messages, which would then be overwritten.
 */
export const makeLearnCopy =
  ({
    webinars,
    series,
    people,
    outgoing,
    clock,
  }: Pick<Core, "webinars" | "series" | "people" | "outgoing" | "clock">) =>
  async ({ organisation, by, act, card, messageId, isProven, isThere }: PressedCard): Promise<void> => {
    const seriesCardNamed = async (webinar: Webinar, of: WebinarCode, name: string) => {
      const found = webinar.series === seriesCode(of) ? await series.get(organisation, webinar.series) : undefined;
      return found?.announcedIn.map((channel) => announcementCard(found, channel)).find(({ id }) => id === name);
    };
    if (!by || !("code" in act) || !isCardName(card)) return;
    const { code } = act;
    // A series' card has buttons of its webinars, and is remembered with the series.
    const of = isAnnouncement(card) ? (parseCode(card.split(":")[1] ?? "") ?? code) : code;
    const matter: Matter =
      of === code ? { kind: "overview", code } : { kind: "series_announced", code: of, channel: "" };
    const known = await outgoing.messagesOf({ id: card, organisation, matter });
    if (known.includes(messageId)) return;
    const [webinar, person] = await Promise.all([webinars.get(organisation, code), people.byChat(organisation, by)]);
    const isHost = webinar && person && mayDecide(webinar, person.id);
    // No host may ever press where it was announced.
    if (!webinar || !(isHost || (isProven && isAnnouncement(card)))) return;
    const now = clock.now();
    const delivery = of === code ? cardNamed(webinar, card, now) : await seriesCardNamed(webinar, of, card);
    if (delivery?.to.kind !== "card" || !isThere(delivery.to.channel)) return;
    await outgoing.learnMessage(delivery, messageId, now);
  };

export type LearnCopy = ReturnType<typeof makeLearnCopy>;
