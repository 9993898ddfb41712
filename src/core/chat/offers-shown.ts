import type { Core } from "../core.ts";
import { messageEdit } from "../deliveries/messages.ts";
import type { ChatId, OrganisationId } from "../model/ids.ts";
import type { Notice } from "../notices/notice.ts";
import { isOffering } from "../notices/offers.ts";

/** An answer displayed later than this after its press may find no edit behind it. */
const EDIT_AFTER_MS = 60_000;

/** An answer that takes the place of a message in somebody's own chat. */
export interface AnswerInPlace {
  readonly organisation: OrganisationId;
  readonly chat: ChatId;
  readonly notice: Notice;
  readonly messageId: string;
}

/**
 * An answer to a press takes the place of an older message: where a seat can be claimed in it, the message is edited
 * together with the others that offer the seat, and once by itself one or two minutes later, should the offer end in
 * between, or a newer message offer it. To be called before the answer is shown, and after it.
 */
export const makeLearnOffer =
  ({ outgoing, clock }: Pick<Core, "outgoing" | "clock">) =>
  async ({ organisation, chat, notice, messageId }: AnswerInPlace): Promise<void> => {
    const now = clock.now();
    if (notice.kind !== "registration" || !isOffering(notice, now)) return;
    const { webinar, registration } = notice;
    const minute = Math.floor(now / EDIT_AFTER_MS);
    const change = { name: `shown:${minute}:${messageId}`, notBefore: (minute + 2) * EDIT_AFTER_MS };
    const edit = messageEdit({ organisation, code: webinar.code }, registration.key, chat, "registration", change);
    await outgoing.learnOffer({ ...edit, message: messageId }, messageId, now);
  };

export type LearnOffer = ReturnType<typeof makeLearnOffer>;
