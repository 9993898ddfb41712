import { setTimeout as pause } from "node:timers/promises";
import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { defined } from "../../core/model/defined.ts";
import type { Reader } from "../../core/model/person.ts";
import { isForEverybody } from "../../core/notices/audience.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Outcome } from "../../delivery/outcome.ts";
import type { Log } from "../../log.ts";
import { translatorFor } from "../../texts/translate.ts";
import { wordsOf } from "../../texts/words.ts";
import { ADAPTIVE_CARD, cardOf, messageWith } from "../notices/message.ts";
import type { Place } from "../platform/activity.ts";
import type { Message } from "../platform/connector.ts";
import type { Send } from "../platform/send.ts";

const WAIT_MAX_MS = 5_000;

/** Sends answers. Everything personal goes to the personal chat. */
export const makeReplies = ({ send, clock, log }: { send: Send; clock: Clock; log: Log }) => {
  /** Tries again after a wait that Teams asked for: an answer has no lane in which it could wait. */
  const attempt = async (once: () => Promise<Outcome>): Promise<boolean> => {
    let outcome = await once();
    if (outcome.kind === "slow_down") {
      await pause(Math.min(outcome.afterMs, WAIT_MAX_MS));
      outcome = await once();
    }
    if (outcome.kind !== "sent")
      log.warn(
        { kind: outcome.kind, ...defined({ code: "code" in outcome ? outcome.code : undefined }) },
        "teams_answer_not_sent",
      );
    return outcome.kind === "sent";
  };

  const here = (place: Place, message: Message) => attempt(() => send.toConversation(place, message));

  /** Answers the sender alone; false when they cannot be reached. */
  const privately = async (place: Place, notice: Notice, reader: Reader, card?: IAdaptiveCard): Promise<boolean> => {
    const message = messageWith(card ?? cardOf(notice, reader, clock.now()), wordsOf(notice, reader).title);
    const { organisation, chat } = place;
    if (place.isPersonal) return here(place, message);
    return chat !== undefined && attempt(() => send.toPerson(organisation, chat, message));
  };

  return {
    privately,

    /** Answers something typed. In a channel, somebody who cannot be reached privately is told how to be. */
    answer: async (place: Place, notice: Notice, reader: Reader, card?: IAdaptiveCard): Promise<void> => {
      if (!place.isPersonal && isForEverybody(notice)) {
        await here(place, messageWith(cardOf(notice, reader, clock.now()), wordsOf(notice, reader).title));
        return;
      }
      if ((await privately(place, notice, reader, card)) || place.isPersonal) return;
      const words = translatorFor(reader.locale)("write_to_me");
      const hint = { type: "TextBlock" as const, text: words, wrap: true };
      const plain: IAdaptiveCard = { type: "AdaptiveCard", version: "1.5", fallbackText: words, body: [hint] };
      await here(place, messageWith(plain, words));
    },
  };
};

export type Replies = ReturnType<typeof makeReplies>;

export const attachment = (content: IAdaptiveCard) => ({ contentType: ADAPTIVE_CARD, content });
