import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Learning } from "../../core/access/identify.ts";
import { type Answers, noticeOfFailure } from "../../core/chat/answering.ts";
import type { LearnCopy } from "../../core/chat/card-copies.ts";
import type { Converse } from "../../core/chat/converse.ts";
import type { LearnOffer } from "../../core/chat/offers-shown.ts";
import { type Subject, subjectOfAct, subjectOfForm } from "../../core/chat/subject.ts";
import type { RequestId } from "../../core/model/ids.ts";
import type { Reader } from "../../core/model/person.ts";
import { askedByCommand, askedByPress } from "../../core/notices/command-acts.ts";
import { type Asked, type Notice, refused } from "../../core/notices/notice.ts";
import type { Log } from "../../log.ts";
import { leavingBy } from "../forms/leave/submit.ts";
import { registeringBy } from "../forms/register/submit.ts";
import type { Forms } from "../forms/registry.ts";
import { madeAtIn } from "../notices/button.ts";
import type { Activity, Place } from "../platform/activity.ts";
import type { Contacts } from "../platform/contacts.ts";
import { typedOf } from "../platform/filled-in.ts";
import { type Commands, readSaid } from "./commands.ts";
import type { Installs } from "./installs.ts";
import { type Invoke, readInvoke, requestIdOf } from "./invokes.ts";
import { isLinkQuery, type LinkQueries } from "./link-queries.ts";
import type { InvokeResult, Presses } from "./presses.ts";
import type { Replies } from "./replies.ts";
import type { Speakers } from "./speakers.ts";

/** After so long Teams gets its 200 while the answer is still being sent: Teams repeats slow turns. */
const TURN_MS = 1_850;

const PROFILE_UNREAD = refused({ reason: "profile_unread" });

/** The short forms stand on a card in the personal chat; the others open as dialogs from a button on it. */
const isInline = ({ form }: Notice & { kind: "open_form" }, { isPersonal }: Place): boolean =>
  form === "register" || form === "password" || (form === "schedule" && isPersonal);

const subjectOf = (invoke: Invoke): Subject | undefined => {
  if (invoke.kind === "unreadable") return undefined;
  return "act" in invoke ? subjectOfAct("teams", invoke.act) : subjectOfForm(invoke.data);
};

const nameOf = (invoke: Invoke, place: Place): RequestId | undefined => {
  if (invoke.kind === "press") return requestIdOf(invoke.act, invoke.madeAt, place);
  if (invoke.kind === "open" && invoke.isInDialog && invoke.act) return requestIdOf(invoke.act, undefined, place);
  if (invoke.kind === "submit" && invoke.form === "leave") {
    const act = leavingBy(typedOf(invoke.data));
    return act && requestIdOf(act, undefined, place);
  }
  const isForm = invoke.kind === "submit" || invoke.kind === "inline";
  return isForm && invoke.form === "register" && place.chat
    ? registeringBy(place.chat, typedOf(invoke.data))
    : undefined;
};

/** The HTTP answer to an activity. */
export interface Answer {
  readonly status: number;
  readonly body?: object;
}

interface Deps {
  readonly converse: Converse;
  readonly contacts: Contacts;
  readonly speakers: Speakers;
  readonly replies: Replies;
  readonly forms: Forms;
  readonly commands: Commands;
  readonly presses: Presses;
  readonly installs: Installs;
  readonly linkQueries: LinkQueries;
  readonly answers: Answers;
  readonly learnCopy: LearnCopy;
  readonly learnOffer: LearnOffer;
  readonly log: Log;
}

/** Answers an authenticated activity in time; what takes longer says so first, and is told privately at its end. */
export const makeTurns = (deps: Deps) => {
  const {
    converse,
    contacts,
    speakers,
    replies,
    forms,
    commands,
    presses,
    installs,
    linkQueries,
    answers,
    learnCopy,
    learnOffer,
    log,
  } = deps;

  /** Turns an unexpected error into a log line and an answer with a reference. */
  const onFailure =
    (asked?: Asked) =>
    (error: unknown): Notice => {
      const { notice, reference } = noticeOfFailure(error, asked);
      log.error({ err: error, reference }, "teams_turn_failed");
      return notice;
    };

  const settle = (sending: Promise<unknown>): Promise<unknown> => sending.catch(onFailure());

  /** What an activity tells of how to reach its sender and where it happened. */
  const learningOf = (activity: Activity, place: Place): Learning => {
    const { references, keep } = contacts.learning(place);
    return {
      references,
      keep: async (kept) => {
        const isNewChannel = await keep(kept);
        const isChannelNews = activity.channelData?.eventType?.startsWith("channel") ?? false;
        if (isNewChannel || isChannelNews) await installs.learnChannels(place, activity);
      },
    };
  };

  /** Whose turn it is, read in one trip with what is kept of how to reach them. */
  const turnOf = async (activity: Activity, place: Place, subject?: Subject, act?: RequestId) => {
    const learning = learningOf(activity, place);
    if (!place.chat) await contacts.learn(place.organisation, learning);
    return speakers.turnOf(activity, place, { subject, act, learning });
  };

  const onMessage = async (activity: Activity, place: Place): Promise<void> => {
    let reader = speakers.readerOf(activity);
    let form: IAdaptiveCard | undefined;
    const said = readSaid(activity);
    const asked = said.kind === "pressed" ? askedByPress(said.act) : askedByCommand(said.command);
    const work = async (): Promise<Notice> => {
      const name = said.kind === "pressed" ? requestIdOf(said.act, madeAtIn(activity.value), place) : undefined;
      const turn = await turnOf(activity, place, said.subject, name);
      if (!turn) return PROFILE_UNREAD;
      reader = turn.reader;
      const notice = await commands(said, activity, turn);
      if (notice.kind === "open_form" && isInline(notice, place)) form = await forms.open(turn, notice, true);
      return notice;
    };
    const answer = (notice: Notice) => settle(replies.answer(place, notice, reader, form));
    const notice = await answers.inTime(work(), onFailure(asked), answer);
    await answer(notice ?? { kind: "working" });
  };

  /** A message of whose posting Teams' answer was lost is learnt when it is pressed, beside what the press does. */
  const learn = async (invoke: Invoke, place: Place, replyToId: string | undefined): Promise<void> => {
    const { act, card } = "card" in invoke ? invoke : {};
    if (!act || !card || !replyToId) return;
    const { organisation, conversationId, channelId, isPersonal, chat } = place;
    await learnCopy({
      organisation,
      by: chat,
      act,
      card,
      messageId: JSON.stringify([conversationId, replyToId]),
      isThere: (channel) =>
        channel.face === "teams" && (isPersonal ? contacts.ownerOf(channel) === chat : channel.channelId === channelId),
    });
  };

  /** An answer stands in the place of the message that was pressed, for a while or for good. */
  const learnShown = async (
    { organisation, conversationId, isPersonal, chat }: Place,
    replyToId: string,
    notice: Notice,
  ) => {
    if (!isPersonal || !chat) return;
    await learnOffer({ organisation, chat, notice, messageId: JSON.stringify([conversationId, replyToId]) });
  };

  /** The answer takes the message's place for good. */
  const instead = async (place: Place, replyToId: string, notice: Notice, reader: Reader): Promise<void> => {
    await replies.instead(place, replyToId, notice, reader);
    await learnShown(place, replyToId, notice);
  };

  /** What fails is only logged: nobody waits for a preview. */
  const onLinkQuery = async ({ name, value }: Activity, place: Place): Promise<Answer> => {
    try {
      return { status: 200, body: await linkQueries(name, value, place) };
    } catch (error) {
      log.warn({ err: error }, "teams_preview_not_shown");
      return { status: 200, body: {} };
    }
  };

  const onInvoke = async (activity: Activity, place: Place): Promise<Answer> => {
    if (isLinkQuery(activity.name)) return onLinkQuery(activity, place);
    const invoke = readInvoke(activity.name, activity.value);
    if (!invoke) return { status: 501 };
    let reader = speakers.readerOf(activity);
    let result: InvokeResult | undefined;
    answers.beside(learn(invoke, place, activity.replyToId));
    const work = async (): Promise<Notice> => {
      const turn = await turnOf(activity, place, subjectOf(invoke), nameOf(invoke, place));
      if (!turn) return PROFILE_UNREAD;
      reader = turn.reader;
      result = await presses.act(invoke, turn);
      return result.notice;
    };
    const tellLate = async (late: Notice) => {
      if (!result?.isTold) await settle(replies.privately(place, late, reader));
    };
    const asked = "act" in invoke ? askedByPress(invoke.act) : undefined;
    const notice = await answers.inTime(work(), onFailure(asked), tellLate);
    if (result?.isInstead && activity.replyToId)
      answers.beside(instead(place, activity.replyToId, result.notice, reader));
    const shown: InvokeResult =
      notice && result?.notice === notice ? result : { notice: notice ?? { kind: "working" } };
    const isOnCard = invoke.kind === "press" || invoke.kind === "inline";
    if (isOnCard && activity.replyToId && !shown.isTold) await learnShown(place, activity.replyToId, shown.notice);
    return { status: 200, body: presses.answer(invoke, shown, reader) };
  };

  const onUpdate = async (activity: Activity, place: Place): Promise<void> => {
    if (await installs.left(activity, place)) return;
    await contacts.learn(place.organisation, learningOf(activity, place));
    if (!(await installs.isWelcome(activity, place))) return;
    const turn = await speakers.turnOf(activity, place);
    const notice: Notice = turn ? await converse.welcome(turn.speaker) : { kind: "help", mayHost: false };
    await replies.answer(place, notice, turn?.reader ?? speakers.readerOf(activity));
  };

  const within = async (work: Promise<unknown>): Promise<Answer> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, TURN_MS);
    });
    await Promise.race([settle(work), late]);
    clearTimeout(timer);
    return { status: 200 };
  };

  return (activity: Activity, place: Place): Promise<Answer> => {
    switch (activity.type) {
      case "message":
        return within(onMessage(activity, place));
      case "invoke":
        return onInvoke(activity, place);
      case "conversationUpdate":
      case "installationUpdate":
        return within(onUpdate(activity, place));
      default:
        return Promise.resolve({ status: 200 });
    }
  };
};
