import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { z } from "zod";
import type { Converse } from "../../core/chat/converse.ts";
import { defined } from "../../core/model/defined.ts";
import { type RequestId, requestId } from "../../core/model/ids.ts";
import { type CardAct, parseAct } from "../../core/notices/card-acts.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Reader } from "../../delivery/outcome.ts";
import type { TextKey } from "../../texts/en.ts";
import { sayIn } from "../../texts/say.ts";
import { wordsOf } from "../../texts/words.ts";
import { REGISTER_INLINE } from "../forms/register/view.ts";
import { type Dialogs, FORM_TITLES, type FormName, FormNameSchema } from "../forms/registry.ts";
import { SCHEDULE_INLINE } from "../forms/webinar/view.ts";
import { madeAtIn } from "../notices/button.ts";
import { ADAPTIVE_CARD, cardOf, plainOf } from "../notices/message.ts";
import type { Place } from "../platform/activity.ts";
import { typedOf } from "../platform/inputs.ts";
import type { Submitted, Turn } from "../platform/turn.ts";
import { attachment, type Replies } from "./replies.ts";

/** What an invoke asks for, read before anything is done. */
export type Invoke =
  | { kind: "press"; act: CardAct; isOnList: boolean; madeAt?: number }
  | { kind: "inline"; form: "schedule" | "register"; data: unknown }
  | { kind: "open"; act: CardAct | undefined }
  | { kind: "submit"; form: FormName | undefined; data: unknown }
  | { kind: "unreadable" };

const Execute = z.looseObject({
  action: z.looseObject({ verb: z.string().optional().catch(undefined), data: z.unknown().optional() }),
});
const Task = z.looseObject({ data: z.unknown().optional() });
const Form = z.looseObject({ form: FormNameSchema });
const Listed = z.looseObject({ where: z.literal("list") });

/** Reads an invoke; undefined for one that is not Usher's. What comes with it authorises nothing. */
export const readInvoke = (name: string | undefined, value: unknown): Invoke | undefined => {
  switch (name) {
    case "adaptiveCard/action": {
      const { verb, data } = Execute.safeParse(value).data?.action ?? {};
      if (verb === REGISTER_INLINE) return { kind: "inline", form: "register", data };
      if (verb === SCHEDULE_INLINE) return { kind: "inline", form: "schedule", data };
      const act = parseAct(data);
      if (!act) return { kind: "unreadable" };
      const madeAt = madeAtIn(data);
      return {
        kind: "press",
        act,
        isOnList: Listed.safeParse(data).success,
        ...defined({ madeAt: madeAt || undefined }),
      };
    }
    case "task/fetch":
      return { kind: "open", act: parseAct(Task.safeParse(value).data?.data) };
    case "task/submit": {
      const data = Task.safeParse(value).data?.data;
      return { kind: "submit", form: Form.safeParse(data).data?.form, data };
    }
    default:
      return undefined;
  }
};

/**
 * What is done, when it has a name of its own: slow turns are sent again under a new id
 * (MicrosoftDocs/msteams-docs#6084).
 */
export const actOf = (invoke: Invoke, { chat }: Place): RequestId | undefined => {
  if (invoke.kind !== "press" || !chat) return undefined;
  const { act, madeAt } = invoke;
  if (act.act === "bulk_approve" || act.act === "bulk_reject")
    return madeAt ? requestId("teams", chat, act.act, act.code, String(act.digest), String(madeAt)) : undefined;
  if (act.act !== "approve" && act.act !== "reject" && act.act !== "undo" && act.act !== "raise") return undefined;
  return requestId("teams", chat, act.act, act.code, act.registration, String(act.version));
};

/** Answers to adaptiveCard/action: always HTTP 200, a refusal in words (Universal Actions, response format). */
const cardAnswer = (value: IAdaptiveCard) => ({ statusCode: 200, type: ADAPTIVE_CARD, value });
const wordsAnswer = (value: string) => ({ statusCode: 200, type: "application/vnd.microsoft.activity.message", value });

const dialogAnswer = (title: string, card: IAdaptiveCard) => ({
  task: { type: "continue", value: { title, height: "large", width: "medium", card: attachment(card) } },
});
const lastWords = (value: string) => ({ task: { type: "message", value } });

/** What an invoke led to: a notice for the person, perhaps a form in its place, perhaps told in their chat already. */
export interface Led extends Submitted {
  readonly isTold?: boolean;
}

interface Deps {
  readonly converse: Converse;
  readonly dialogs: Dialogs;
  readonly replies: Replies;
  readonly clock: Clock;
}

const ELSEWHERE: Notice = { kind: "refused", refusal: { reason: "dialog_elsewhere" } };

/**
 * Whether an answer is what the pressed card shows from now on, for the person who pressed. A card that others see in a
 * channel shows its request and nothing else; in the personal chat, a link or another webinar must not take the place of
 * a card that holds somebody's ID.
 */
const isOfTheCard = (notice: Notice, act: CardAct, { isPersonal }: Place, isOnList: boolean): boolean => {
  if (notice.kind === "request") return true;
  if (!isPersonal || isOnList) return false;
  if (act.act === "bulk_undo") return notice.kind === "bulk";
  return notice.kind === "registration" || (notice.kind === "cancelled" && act.act === "call_off");
};

/** What stands above a dialog that an act opened. */
const titleOf = (act: CardAct | undefined): TextKey => {
  switch (act?.act) {
    case "schedule":
      return FORM_TITLES.schedule;
    case "edit":
      return FORM_TITLES.edit;
    case "form":
      return FORM_TITLES.questions;
    case "series_new":
    case "series_edit":
      return FORM_TITLES.series;
    case "rules":
      return FORM_TITLES.rules;
    case "change":
      return FORM_TITLES.decide;
    case "requests":
      return FORM_TITLES.review;
    case "ask":
      return FORM_TITLES.ask;
    case "answer":
      return FORM_TITLES.answer;
    case "answers":
      return "answers";
    default:
      return FORM_TITLES.register;
  }
};

/** Pressed buttons and dialogs. */
export const makeActions = ({ converse, dialogs, replies, clock }: Deps) => {
  const open = async (turn: Turn, act: CardAct | undefined): Promise<Led> => {
    if (!act) return { notice: ELSEWHERE };
    const notice = await converse.press(turn.speaker, act);
    return notice.kind === "open_form" ? { notice, form: await dialogs.open(turn, notice, false) } : { notice };
  };

  const press = async ({ place, reader, speaker }: Turn, act: CardAct, isOnList: boolean): Promise<Led> => {
    const notice = await converse.press(speaker, act);
    if (isShort(notice) || isOfTheCard(notice, act, place, isOnList)) return { notice };
    return { notice, isTold: await replies.privately(place, notice, reader) };
  };

  return {
    lead: async (invoke: Invoke, turn: Turn): Promise<Led> => {
      switch (invoke.kind) {
        case "press":
          return press(turn, invoke.act, invoke.isOnList);
        case "inline":
          return dialogs.submit(turn, invoke.form, typedOf(invoke.data), true);
        case "open":
          return open(turn, invoke.act);
        case "submit":
          return invoke.form ? dialogs.submit(turn, invoke.form, typedOf(invoke.data), false) : { notice: ELSEWHERE };
        case "unreadable":
          return { notice: { kind: "refused", refusal: { reason: "unknown_button" } } };
      }
    },

    /** The body that answers the invoke. */
    answer: (invoke: Invoke, { notice, form, isTold = false }: Led, reader: Reader): object => {
      const words = plainOf(wordsOf(notice, reader));
      const isDialog = invoke.kind === "open" || invoke.kind === "submit";
      if (isShort(notice) && !form) return isDialog ? lastWords(words) : wordsAnswer(words);
      if (!isDialog) return isTold ? wordsAnswer(words) : cardAnswer(form ?? cardOf(notice, reader, clock.now()));
      const title = invoke.kind === "open" ? titleOf(invoke.act) : FORM_TITLES[invoke.form ?? "register"];
      return dialogAnswer(sayIn(reader.locale)(title), form ?? cardOf(notice, reader, clock.now(), { inDialog: true }));
    },
  };
};

export type Actions = ReturnType<typeof makeActions>;

/** Said in a line of words: nothing to look at or to press. */
const isShort = ({ kind }: Notice): boolean =>
  ["refused", "failed", "not_saved", "working", "resent", "retried"].includes(kind);
