import type { LearnOffer } from "../core/chat/offers-shown.ts";
import { isPostedIn } from "../core/deliveries/cards.ts";
import type { Delivery } from "../core/deliveries/delivery.ts";
import { laneOf } from "../core/deliveries/lane.ts";
import { isEditedAnew } from "../core/deliveries/late-edits.ts";
import { asNews } from "../core/deliveries/messages.ts";
import { isOneHosts } from "../core/deliveries/reached.ts";
import { defined } from "../core/model/defined.ts";
import { type ChatId, chatId, chatParts, type Face } from "../core/model/ids.ts";
import type { Locale, Person, Reader } from "../core/model/person.ts";
import { unreachable } from "../core/model/result.ts";
import { hostsOf, type Webinar } from "../core/model/webinar.ts";
import { isUnsubscribable } from "../core/notices/mail/unsubscribable.ts";
import type { MailNotice, Notice } from "../core/notices/notice.ts";
import { isOffering } from "../core/notices/offers.ts";
import { shownBy } from "../core/notices/readers/shown.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { People } from "../core/ports/people.ts";
import type { Mailboxes } from "../core/ports/told/mailboxes.ts";
import { isMailNotice } from "./by-mail.ts";
import type { Attempt, Mailer, Messenger, Outcome } from "./outcome.ts";
import { makeRests } from "./rests.ts";

/** Whether the lease of a delivery lasts still, as far as its worker knows. */
export type IsHeld = () => boolean;

export interface SendDeps {
  readonly people: People;
  readonly present: (delivery: Delivery) => Promise<Notice | undefined>;
  readonly messagesOf: (delivery: Delivery) => Promise<readonly string[]>;
  readonly shownBy: (delivery: Delivery) => Promise<string | undefined>;
  /** Undefined where a product is not configured. */
  readonly messengers: Readonly<Record<Face, Messenger | undefined>>;
  /** Remembers an answer in which a seat can be claimed among the messages that offer it. */
  readonly learnOffer: LearnOffer;
  readonly mailer: Mailer;
  readonly mailboxes: Pick<Mailboxes, "isUnsubscribed">;
  readonly locale: Locale;
  readonly clock: Clock;
}

/** Names the host who reads by mail what was not delivered: their pages are by a link of their own. */
const forHost = (notice: MailNotice, person: Person | undefined): MailNotice =>
  notice.kind === "undelivered" && person && hostsOf(notice.webinar).includes(person.id)
    ? { ...notice, person: person.id }
    : notice;

/** The face is not configured here: another process may have it, or a later start. */
const NO_FACE: Outcome = { kind: "again", code: "face_not_configured" };
/** This process stood still meanwhile, and another worker may have sent it. */
const LEASE_OVER: Outcome = { kind: "again", code: "lease_over" };

const webinarOf = (notice: Notice): Webinar | undefined => ("webinar" in notice ? notice.webinar : undefined);

/** What the news of a registration before this one says once this one offers the seat. Undefined where it offers none. */
const replacedBy = (notice: Notice, now: number): Notice | undefined =>
  "webinar" in notice && notice.webinar && isOffering(notice, now)
    ? { kind: "offer_replaced", webinar: notice.webinar }
    : undefined;

/**
 * Makes one attempt at one delivery, the `attempts`-th, with the present state, as long as `isHeld`. One that has nothing
 * left to say counts as sent.
 */
export const makeSend = (deps: SendDeps) => {
  const rested = makeRests(deps.clock);

  /** The language of somebody's chat product comes first, then that of the page on which they asked. */
  const readerOf = (person: Person | undefined, asked?: Locale): Reader => ({
    locale: (person?.chats.length === 0 ? (asked ?? person.locale) : (person?.locale ?? asked)) ?? deps.locale,
    ...defined({
      zone: person?.zone ? person.zone : undefined,
      noHoldsSince: person?.noHoldsSince,
      isMember: (person?.chats.length ?? 0) > 0 || undefined,
    }),
  });

  /** The last news of a registration; who registered on their invitation has it in that one's place. */
  const ownMessagesOf = async (delivery: Delivery): Promise<readonly string[]> => {
    const own = await deps.messagesOf(delivery);
    const { matter } = delivery;
    if (own.length > 0 || matter.kind !== "outdated" || matter.was !== "registration") return own;
    return deps.messagesOf({ ...delivery, matter: { ...matter, was: "invitation" as const } });
  };

  /** Sends what is new, as long as this worker holds its delivery: at the last moment, as edits may be repeated. */
  const once = (isHeld: IsHeld, call: () => Promise<Outcome>) => async (): Promise<Outcome> =>
    isHeld() ? call() : LEASE_OVER;

  /** Edits the last direct messages, or the one that it names: where that is not the last, the offer is a newer one's. */
  const editPersonal = async (
    delivery: Delivery,
    notice: Notice,
    replaced: Notice | undefined,
    edit: (messages: readonly string[], now: Notice) => ReturnType<typeof editAll>,
  ): Promise<Outcome> => {
    const own = await ownMessagesOf(delivery);
    const messages = delivery.message === undefined ? own : [delivery.message];
    const last = messages.filter((one) => own.includes(one));
    const older = messages.filter((one) => !own.includes(one));
    const first = await edit(last, notice);
    const edited = first.kind === "edited" ? await edit(older, replaced ?? notice) : first;
    if (edited.kind !== "edited") return { ...edited, touched: messages };
    const offers = replaced ? { offering: last, offeringNot: older } : { offeringNot: messages };
    return { kind: "sent", ...offers, touched: messages };
  };

  const toChat = async (
    delivery: Delivery,
    chat: ChatId,
    notice: Notice,
    attempt: Attempt,
    isHeld: IsHeld,
  ): Promise<Outcome> => {
    const messenger = deps.messengers[chatParts(chat).face];
    if (!messenger) return NO_FACE;
    const { organisation } = delivery;
    const { face, group, user: channelId } = chatParts(chat);
    const lane = laneOf(delivery);
    const reader = readerOf(await deps.people.byChat(organisation, chat));
    const edit = (messages: readonly string[], now: Notice) =>
      editAll(messages, (messageId) =>
        rested({ place: `${face}:${group}:edit`, lane }, () =>
          messenger.update(organisation, { face, group, channelId }, messageId, now, reader, attempt),
        ),
      );
    const replaced = replacedBy(notice, deps.clock.now());
    if (delivery.editOnly) return editPersonal(delivery, notice, replaced, edit);
    const before = replaced ? await deps.messagesOf(asNews(delivery)) : [];
    if (replaced) {
      const edited = await edit(before, replaced);
      if (edited.kind === "again" || edited.kind === "slow_down") return { ...edited, touched: before };
    }
    // Who is invited may be looked up first, which has a limit of its own: no other message waits for it.
    const place = `${face}:${group}:${notice.kind === "invitation" ? "invite" : "post"}`;
    const tell = once(isHeld, () => messenger.tell(organisation, chat, notice, reader, attempt));
    const told = await rested({ place, lane }, tell);
    if (told.kind !== "sent" || told.messageId === undefined) return { ...told, touched: before };
    // An answer names no registration, so it is not among those that an edit finds.
    if (delivery.matter.kind === "answer")
      await deps.learnOffer({ organisation, chat, notice, messageId: told.messageId });
    const touched = [...before, told.messageId];
    return replaced ? { ...told, offering: [told.messageId], offeringNot: before, touched } : { ...told, touched };
  };

  /** Edits each message that shows the card; answers those that are gone, or why one could not be edited. */
  const editAll = async (
    messages: readonly string[],
    edit: (messageId: string) => Promise<Outcome>,
  ): Promise<{ kind: "edited"; gone: readonly string[] } | Exclude<Outcome, { kind: "sent" | "gone" }>> => {
    const gone: string[] = [];
    for (const messageId of messages) {
      const outcome = await edit(messageId);
      if (outcome.kind === "gone") gone.push(messageId);
      else if (outcome.kind !== "sent") return outcome;
    }
    return { kind: "edited", gone };
  };

  /** Edits the card that stands, else posts it. */
  const toChannel = async (
    delivery: Delivery,
    { channel }: Extract<Delivery["to"], { kind: "card" }>,
    notice: Notice,
    attempt: Attempt,
    isHeld: IsHeld,
  ): Promise<Outcome> => {
    const messenger = deps.messengers[channel.face];
    if (!messenger) return NO_FACE;
    const { organisation, matter } = delivery;
    // What tells one host alone is in their language; a card in their chat is read as one in a channel.
    const { face, group, channelId } = channel;
    const own = isOneHosts(matter) ? chatId(face, group, channelId) : undefined;
    const reader = readerOf(own && (await deps.people.byChat(organisation, own)));
    const lane = laneOf(delivery);
    const shows = shownBy(notice, deps.clock.now());
    // What is kept of a late edit's message is what another worker showed.
    const isCompared = shows !== undefined && delivery.editOnly === true && !isEditedAnew(delivery.id);
    if (isCompared && (await deps.shownBy(delivery)) === shows) return { kind: "sent", saysNothing: true };
    const messages = await deps.messagesOf(delivery);
    const edited = await editAll(messages, (messageId) =>
      rested({ place: `${face}:${group}:edit`, lane }, () =>
        messenger.update(organisation, channel, messageId, notice, reader, attempt),
      ),
    );
    if (edited.kind !== "edited") return edited;
    const { gone } = edited;
    const isShown = gone.length < messages.length;
    // Its hosts may have taken the webinar elsewhere since it began to wait to be posted here.
    const isEdit = delivery.editOnly === true || !isPostedIn(channel, matter, webinarOf(notice));
    if (isEdit || isShown) return { kind: "sent", gone, ...defined({ shows: isShown ? shows : undefined }) };
    const [thread] = delivery.thread ? await deps.messagesOf({ ...delivery, id: delivery.thread }) : [];
    const post = once(isHeld, () => messenger.post(organisation, channel, notice, reader, attempt, thread));
    const posted = await rested({ place: `${face}:${group}:post`, lane }, post);
    return posted.kind === "sent" ? { ...posted, gone, ...defined({ shows }) } : posted;
  };

  return async (delivery: Delivery, attempts: number, isHeld: IsHeld): Promise<Outcome> => {
    const attempt = { delivery: delivery.id, isRepeat: attempts > 1 };
    const notice = await deps.present(delivery);
    if (!notice) return { kind: "sent", saysNothing: true };
    const { to } = delivery;
    switch (to.kind) {
      case "dm":
        return toChat(delivery, to.chat, notice, attempt, isHeld);
      case "card":
        return toChannel(delivery, to, notice, attempt, isHeld);
      case "mail": {
        if (!isMailNotice(notice)) return { kind: "never", code: "not_for_mail" };
        const { organisation } = delivery;
        const [person, isUnwanted] = await Promise.all([
          deps.people.byAddress(organisation, to.address),
          isUnsubscribable(notice) && deps.mailboxes.isUnsubscribed(organisation, to.address),
        ]);
        if (isUnwanted) return { kind: "sent", saysNothing: true };
        const reader = readerOf(person, delivery.locale);
        return once(isHeld, () => deps.mailer.send(to.address, forHost(notice, person), reader, delivery.id))();
      }
      case "everybody":
        return { kind: "never", code: "not_a_message" };
      default:
        return unreachable(to);
    }
  };
};
