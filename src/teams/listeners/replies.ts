import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { LateAnswers } from "../../core/chat/late-answers.ts";
import { defined } from "../../core/model/defined.ts";
import type { Links } from "../../core/model/links.ts";
import type { Reader } from "../../core/model/person.ts";
import { isForEverybody } from "../../core/notices/audience.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Outcome } from "../../delivery/outcome.ts";
import type { Log } from "../../log.ts";
import { translatorFor } from "../../texts/translate.ts";
import { wordsOf } from "../../texts/words.ts";
import { ADAPTIVE_CARD, cardOf, messageOf, messageWith } from "../notices/message.ts";
import type { Place } from "../platform/activity.ts";
import type { Message } from "../platform/connector.ts";
import type { Send } from "../platform/send.ts";

interface Deps {
  readonly send: Send;
  readonly links: Links;
  readonly lateAnswers: LateAnswers;
  readonly clock: Clock;
  readonly log: Log;
}

/** Of these no line in the channel says where the answer is: it comes later, or what was asked for stands there itself. */
const UNANNOUNCED: readonly Notice["kind"][] = ["working", "announced"];

/** Sends answers. Everything personal goes to the personal chat. */
export const makeReplies = ({ send, links, lateAnswers, clock, log }: Deps) => {
  /**
   * Says an answer in one attempt. What Teams does not take now goes into the lane of whom it answers, and comes in the
   * personal chat. Answers false when they cannot be reached.
   */
  const sayOrKeep = async (
    { organisation, chat }: Place,
    notice: Notice | undefined,
    say: () => Promise<Outcome>,
  ): Promise<boolean> => {
    const outcome = await say();
    if (outcome.kind === "sent") return true;
    log.warn(
      { kind: outcome.kind, ...defined({ code: "code" in outcome ? outcome.code : undefined }) },
      "teams_answer_not_sent",
    );
    if (outcome.kind === "never" || outcome.kind === "gone" || !chat || !notice) return false;
    await lateAnswers.tell({ organisation, chat }, notice, outcome.kind === "slow_down" ? outcome.afterMs : undefined);
    return true;
  };

  const here = (place: Place, message: Message, notice?: Notice) =>
    sayOrKeep(place, notice, () => send.toConversation(place, message));

  /** Answers the sender alone; false when they cannot be reached. */
  const privately = async (place: Place, notice: Notice, reader: Reader, card?: IAdaptiveCard): Promise<boolean> => {
    const message = messageWith(card ?? cardOf(notice, reader, clock.now(), { links }), wordsOf(notice, reader).title);
    const { organisation, chat } = place;
    if (place.isPersonal) return here(place, message, notice);
    return chat !== undefined && sayOrKeep(place, notice, () => send.toPerson(organisation, chat, message));
  };

  return {
    privately,

    /** Puts what is so now in the place of a message in the personal chat. One that cannot be edited stays. */
    instead: async (place: Place, messageId: string, notice: Notice, reader: Reader): Promise<void> => {
      await send.edit(place, messageId, messageOf(notice, reader, clock.now(), { links }));
    },

    /** Answers something typed. In a channel, one line says where the answer is, or how somebody can be reached. */
    answer: async (place: Place, notice: Notice, reader: Reader, card?: IAdaptiveCard): Promise<void> => {
      if (!place.isPersonal && isForEverybody(notice)) {
        await here(place, messageWith(cardOf(notice, reader, clock.now()), wordsOf(notice, reader).title), notice);
        return;
      }
      const isTold = await privately(place, notice, reader, card);
      if (place.isPersonal || (isTold && UNANNOUNCED.includes(notice.kind))) return;
      const words = translatorFor(reader.locale)(isTold ? "answered_in_chat" : "write_to_me");
      const hint = { type: "TextBlock" as const, text: words, wrap: true };
      const plain: IAdaptiveCard = { type: "AdaptiveCard", version: "1.5", fallbackText: words, body: [hint] };
      await here(place, messageWith(plain, words));
    },
  };
};

export type Replies = ReturnType<typeof makeReplies>;

export const attachment = (content: IAdaptiveCard) => ({ contentType: ADAPTIVE_CARD, content });
