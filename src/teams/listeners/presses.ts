import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Converse } from "../../core/chat/converse.ts";
import { replacesOwn } from "../../core/chat/present-state.ts";
import type { Links } from "../../core/model/links.ts";
import type { Reader } from "../../core/model/person.ts";
import { isPageOf } from "../../core/notices/list-pages.ts";
import { type Notice, refused } from "../../core/notices/notice.ts";
import { offersOf } from "../../core/notices/offers.ts";
import type { Clock } from "../../core/ports/clock.ts";
import { type Translate, translatorFor } from "../../texts/translate.ts";
import { windowTitle } from "../../texts/window-title.ts";
import { wordsOf } from "../../texts/words.ts";
import { againCard } from "../forms/again.ts";
import { FORM_TITLES, type Forms, openedTitle } from "../forms/registry.ts";
import { ADAPTIVE_CARD, cardOf, plainOf } from "../notices/message.ts";
import type { Place } from "../platform/activity.ts";
import { typedOf } from "../platform/filled-in.ts";
import type { Submitted, Turn } from "../platform/turn.ts";
import type { Invoke } from "./invokes.ts";
import { attachment, type Replies } from "./replies.ts";

/** Answers to adaptiveCard/action: always HTTP 200, a refusal as a text (Universal Actions, response format). */
const cardAnswer = (value: IAdaptiveCard) => ({ statusCode: 200, type: ADAPTIVE_CARD, value });
const wordsAnswer = (value: string) => ({ statusCode: 200, type: "application/vnd.microsoft.activity.message", value });

const dialogAnswer = (title: string, card: IAdaptiveCard) => ({
  task: { type: "continue", value: { title, height: "large", width: "medium", card: attachment(card) } },
});
const lastWords = (value: string) => ({ task: { type: "message", value } });

/** What an invoke led to: a notice for the person, perhaps a form in its place. */
export interface InvokeResult extends Submitted {
  /** The notice was told in their chat already. */
  readonly isTold?: boolean;
  /** It says what is so now, in the place of the message that was pressed, for good. */
  readonly isInstead?: boolean;
}

interface Deps {
  readonly converse: Converse;
  readonly forms: Forms;
  readonly replies: Replies;
  readonly links: Links;
  readonly clock: Clock;
}

const ELSEWHERE = refused({ reason: "dialog_elsewhere" });

type Pressed = Invoke & { kind: "press" };

/**
 * Whether the answer replaces the pressed card, for the person who pressed. In a channel, where others see the card,
 * only a request does. In the personal chat, a link or another webinar must not replace a card that holds somebody's
 * ID.
 */
const isOfTheCard = (notice: Notice, { act, isOnList, card }: Pressed, { isPersonal }: Place): boolean => {
  // Another page of a list takes the list's place.
  if (notice.kind === "request" || isPageOf(notice, act)) return true;
  // A card of the host channel stays, where that is a host's own chat.
  if (!isPersonal || isOnList || card !== undefined) return false;
  if (act.act === "bulk_undo") return notice.kind === "bulk";
  if (act.act === "keep_webinar") return notice.kind === "webinar";
  if (act.act === "tell_by") return notice.kind === "told_by";
  if (act.act === "step_down_now") return notice.kind === "step_down";
  if (act.act === "handover_now") return notice.kind === "handover";
  if (act.act === "send_answer") return notice.kind === "answer_sent";
  return (
    notice.kind === "registration" ||
    replacesOwn(notice, act) ||
    (notice.kind === "cancelled" && act.act === "call_off")
  );
};

/** What stands above a dialog: the name of its form, or what an answer shows. */
const dialogTitle = (invoke: Invoke, notice: Notice, isForm: boolean, t: Translate): string => {
  if (isForm && invoke.kind === "submit" && invoke.form) return t(FORM_TITLES[invoke.form]);
  return notice.kind === "open_form" ? openedTitle(notice, t) : windowTitle(notice, t);
};

/** What is said in a line of words: there is nothing to look at or to press. */
const isShort = ({ kind }: Notice): boolean =>
  ["refused", "failed", "not_saved", "working", "resent", "retried", "saved", "form_open"].includes(kind);

/** A press that opens no dialog, as on older cards, is asked on a card what the dialog would ask. */
const onCard = (notice: Notice): Notice =>
  notice.kind === "open_form" && notice.form === "leave" ? { ...notice, kind: "confirm_leave" } : notice;

/** What a dialog says in a few words before it closes. */
const closesDialog = (invoke: Invoke, notice: Notice): boolean =>
  isShort(notice) || (invoke.kind === "submit" && invoke.form === "leave" && notice.kind === "registration");

/** A dialog whose form could not be taken now stays open, with what was typed. */
const againIn = (invoke: Invoke, notice: Notice, reader: Reader): IAdaptiveCard | undefined =>
  invoke.kind === "submit" && invoke.form ? againCard(notice, invoke.form, invoke.data, reader) : undefined;

/** Does what an invoke asks for: a pressed button, or a dialog opened or sent. */
export const makePresses = ({ converse, forms, replies, links, clock }: Deps) => {
  const open = async (
    turn: Turn,
    { act, isOnList, card, isInDialog = false }: Invoke & { kind: "open" },
  ): Promise<InvokeResult> => {
    if (!act) return { notice: ELSEWHERE };
    const notice = await converse.press(turn.speaker, act);
    if (notice.kind === "open_form") return { notice, form: await forms.open(turn, notice, false) };
    const isNews = turn.place.isPersonal && !isOnList && !isInDialog && card === undefined;
    return { notice, isInstead: isNews && replacesOwn(notice, act) };
  };

  const press = async (turn: Turn, pressed: Pressed): Promise<InvokeResult> => {
    const { place, reader, speaker } = turn;
    const { act } = pressed;
    const notice = onCard(await converse.press(speaker, act));
    // Asked for on a card of its own, as the pressed one may hold an ID: the password, and what registering needs after all.
    if (notice.kind === "open_form" && (notice.form === "password" || notice.form === "register"))
      return { notice, isTold: await replies.privately(place, notice, reader, await forms.open(turn, notice, true)) };
    const isOver = isShort(notice) && offersOf(notice, clock.now()).length === 0;
    // The invitation goes for good: an answer's card stands in its place for a while only.
    const isInstead = place.isPersonal && notice.kind === "registration" && notice.isAtOnce === true;
    if (isOver || isOfTheCard(notice, pressed, place)) return { notice, isInstead };
    return { notice, isTold: await replies.privately(place, notice, reader) };
  };

  return {
    /** Does what was asked for. */
    act: async (invoke: Invoke, turn: Turn): Promise<InvokeResult> => {
      switch (invoke.kind) {
        case "press":
          return press(turn, invoke);
        case "inline":
          return forms.submit(turn, invoke.form, typedOf(invoke.data), true);
        case "open":
          return open(turn, invoke);
        case "submit":
          return invoke.form ? forms.submit(turn, invoke.form, typedOf(invoke.data), false) : { notice: ELSEWHERE };
        case "unreadable":
          return { notice: refused({ reason: "unknown_button" }) };
      }
    },

    /** The body that answers the invoke. */
    answer: (invoke: Invoke, { notice, form, isTold = false }: InvokeResult, reader: Reader): object => {
      const words = plainOf(wordsOf(notice, reader));
      const isDialog = invoke.kind === "open" || invoke.kind === "submit";
      const shown = form ?? againIn(invoke, notice, reader);
      if (closesDialog(invoke, notice) && !shown) return isDialog ? lastWords(words) : wordsAnswer(words);
      if (!isDialog)
        return isTold ? wordsAnswer(words) : cardAnswer(shown ?? cardOf(notice, reader, clock.now(), { links }));
      return dialogAnswer(
        dialogTitle(invoke, notice, shown !== undefined, translatorFor(reader.locale)),
        shown ?? cardOf(notice, reader, clock.now(), { inDialog: true, links }),
      );
    },
  };
};

export type Presses = ReturnType<typeof makePresses>;
