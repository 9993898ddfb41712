import type { Delivery } from "../core/deliveries/delivery.ts";
import { defined } from "../core/model/defined.ts";
import { type ChatId, chatParts, type Face } from "../core/model/ids.ts";
import type { Locale, Person, Reader } from "../core/model/person.ts";
import { unreachable } from "../core/model/result.ts";
import type { Notice } from "../core/notices/notice.ts";
import type { People } from "../core/ports/people.ts";
import { isMailNotice } from "./by-mail.ts";
import type { Mailer, Messenger, Outcome } from "./outcome.ts";

export interface SendDeps {
  readonly people: People;
  readonly present: (of: Pick<Delivery, "organisation" | "matter">) => Promise<Notice | undefined>;
  readonly messageOf: (delivery: Delivery) => Promise<string | undefined>;
  /** Undefined where a product is not configured. */
  readonly messengers: Readonly<Record<Face, Messenger | undefined>>;
  readonly mailer: Mailer;
  readonly locale: Locale;
}

/** The face is not configured here: another process may have it, or a later start. */
const NO_FACE: Outcome = { kind: "again", code: "face_not_configured" };

/** Makes one attempt at one delivery, with the present state. One that has nothing left to say counts as sent. */
export const makeSend = (deps: SendDeps) => {
  /** The language of somebody's chat product comes first, then that of the page on which they asked. */
  const readerOf = (person: Person | undefined, asked?: Locale): Reader => ({
    locale: (person?.chats.length === 0 ? (asked ?? person.locale) : (person?.locale ?? asked)) ?? deps.locale,
    ...defined({ zone: person?.zone ? person.zone : undefined }),
  });

  const toChat = async (delivery: Delivery, chat: ChatId, notice: Notice): Promise<Outcome> => {
    const messenger = deps.messengers[chatParts(chat).face];
    if (!messenger) return NO_FACE;
    const person = await deps.people.byChat(delivery.organisation, chat);
    return messenger.tell(delivery.organisation, chat, notice, readerOf(person));
  };

  /** Edits the card that stands, else posts it. */
  const toChannel = async (
    delivery: Delivery,
    { channel }: Extract<Delivery["to"], { kind: "card" }>,
    notice: Notice,
  ): Promise<Outcome> => {
    const messenger = deps.messengers[channel.face];
    if (!messenger) return NO_FACE;
    const reader = readerOf(undefined);
    const { organisation } = delivery;
    const messageId = await deps.messageOf(delivery);
    if (messageId) {
      const outcome = await messenger.update(organisation, channel, messageId, notice, reader);
      if (outcome.kind !== "gone") return outcome;
    }
    if (delivery.editOnly) return { kind: "sent" };
    const thread = delivery.thread && (await deps.messageOf({ ...delivery, id: delivery.thread }));
    return messenger.post(organisation, channel, notice, reader, thread);
  };

  return async (delivery: Delivery): Promise<Outcome> => {
    const notice = await deps.present(delivery);
    if (!notice) return { kind: "sent" };
    const { to } = delivery;
    switch (to.kind) {
      case "dm":
        return toChat(delivery, to.chat, notice);
      case "card":
        return toChannel(delivery, to, notice);
      case "mail": {
        if (!isMailNotice(notice)) return { kind: "never", code: "not_for_mail" };
        const person = await deps.people.byAddress(delivery.organisation, to.address);
        return deps.mailer.send(to.address, notice, readerOf(person, delivery.locale), delivery.id);
      }
      case "everybody":
        return { kind: "never", code: "not_a_message" };
      default:
        return unreachable(to);
    }
  };
};
