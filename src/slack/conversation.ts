import type { ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Identify } from "../core/access/identify.ts";
import { SITE_ORGANISATION } from "../core/access/organisations.ts";
import { type Answers, noticeOfFailure } from "../core/chat/answering.ts";
import type { LearnCopy } from "../core/chat/card-copies.ts";
import type { Converse } from "../core/chat/converse.ts";
import type { LateAnswers } from "../core/chat/late-answers.ts";
import type { LearnOffer } from "../core/chat/offers-shown.ts";
import type { Speaker } from "../core/chat/speaker.ts";
import type { Subject } from "../core/chat/subject.ts";
import type { Core } from "../core/core.ts";
import { defined } from "../core/model/defined.ts";
import { chatId, type RequestId, requestId } from "../core/model/ids.ts";
import type { Links } from "../core/model/links.ts";
import type { Locale, Person, Reader } from "../core/model/person.ts";
import type { Refusal } from "../core/model/refusal.ts";
import { changesHome } from "../core/notices/home/offers.ts";
import { type Asked, type Notice, type Opened, refused } from "../core/notices/notice.ts";
import type { References } from "../core/ports/references.ts";
import type { Outcome } from "../delivery/outcome.ts";
import type { Log } from "../log.ts";
import { sayRefusal } from "../texts/refusals.ts";
import type { Homes } from "./notices/homes.ts";
import { messageOf, type SlackMessage } from "./notices/message.ts";
import { noticeView, sentencesView } from "./notices/notice-view.ts";
import { outcomeOf } from "./platform/client.ts";
import { respondTo } from "./platform/response-url.ts";

interface Deps {
  readonly client: WebClient;
  readonly core: Core;
  readonly converse: Converse;
  readonly identify: Identify;
  readonly links: Links;
  readonly log: Log;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly references: References;
  readonly answers: Answers;
  readonly lateAnswers: LateAnswers;
  readonly learnCopy: LearnCopy;
  readonly learnOffer: LearnOffer;
  readonly homes: Homes;
}

/** In which language and zone somebody reads; where nobody is known, the site's. */
export const makeReaderOf =
  (locale: Locale) =>
  (person: Person | undefined): Reader => ({
    locale: person?.locale ?? locale,
    ...defined({ zone: person?.zone || undefined }),
  });

/** Who acts: their team and user as Slack names them, and what identifies the act when Slack sends it again. */
export interface Acting {
  readonly team: string;
  readonly user: string;
  readonly requestParts: readonly string[];
  /** They typed in the direct messages, where the answer stays. */
  readonly answerStays: boolean;
  /** What the act is about, read with who acts. */
  readonly subject?: Subject | undefined;
}

/** What somebody is told, in their language and zone; no notice when a form was opened instead. */
export interface Answer {
  readonly notice: Notice | undefined;
  readonly reader: Reader;
  /** The form that was opened. */
  readonly opened?: Opened;
}

/** An answer to somebody who was told to wait: they hear too that a form opened at last, and which. */
export const toldLate = ({ notice, opened }: Answer): Notice =>
  notice ?? { kind: "form_open", ...defined({ of: opened }) };

/** As long as other calls in the path of an answer. */
const RESPOND_MS = 1_400;

/** Shared by listeners and forms: who speaks, how a notice looks to them, and how a failure is told and logged. */
export const makeConversation = (deps: Deps) => {
  const {
    client,
    core,
    converse,
    identify,
    links,
    log,
    locale,
    timeZone,
    references,
    answers,
    lateAnswers,
    learnCopy,
    learnOffer,
    homes,
  } = deps;

  const readerOf = makeReaderOf(locale);

  /** Logs what was thrown, and says what the person is told. */
  const failure = (error: unknown, asked?: Asked): Notice => {
    const { notice, reference } = noticeOfFailure(error, asked);
    log.error({ err: error, reference }, "slack_request_failed");
    return notice;
  };

  const message = (notice: Notice, reader: Reader): SlackMessage => messageOf(notice, reader, links, core.clock.now());

  /** The person behind an act; undefined when Slack does not tell who it is. */
  const speakerOf = async (actor: Acting): Promise<Speaker | undefined> => {
    const { team, user, requestParts, answerStays, subject } = actor;
    const chat = chatId("slack", team, user);
    const id = requestId("slack", ...requestParts);
    const person = await identify(SITE_ORGANISATION, chat, subject && { ...subject, requestId: id });
    return person && { organisation: SITE_ORGANISATION, person, chat, requestId: id, answerStays };
  };

  /** The notices behind the views that stand in the place of a form. */
  const noticesOfViews = new WeakMap<ModalView, Notice>();

  /**
   * Says an answer in one attempt. What cannot be said now goes into the lane of whom it answers, and comes as a direct
   * message.
   */
  const sayOrKeep = async (
    { team, user }: Pick<Acting, "team" | "user">,
    notice: Notice | undefined,
    say: () => Promise<Outcome>,
  ): Promise<void> => {
    const outcome = await say().catch(outcomeOf);
    if (outcome.kind === "sent") return;
    log.warn({ kind: outcome.kind, ...("code" in outcome ? { code: outcome.code } : {}) }, "slack_answer_not_said");
    if (!notice) return;
    const restMs = outcome.kind === "slow_down" ? outcome.afterMs : undefined;
    await lateAnswers.tell({ organisation: SITE_ORGANISATION, chat: chatId("slack", team, user) }, notice, restMs);
  };

  /** Keeps the Home of who was answered up to date, beside the answer. */
  const follow = (speaker: Speaker, notice: Notice | undefined): void => {
    if (notice && changesHome(notice, speaker)) answers.beside(homes.changed(speaker.chat));
  };

  return {
    core,
    converse,
    client,
    links,
    answers,
    learnCopy,
    learnOffer,
    homes,
    log,
    timeZone,
    readerOf,
    follow,
    failure,
    message,
    speakerOf,

    /** Says an answer by a call of Slack's Web API. */
    call: (
      actor: Pick<Acting, "team" | "user">,
      notice: Notice | undefined,
      call: () => Promise<unknown>,
    ): Promise<void> =>
      sayOrKeep(actor, notice, async () => {
        await call();
        return { kind: "sent" };
      }),

    /** Answers a command or a press by its `response_url`. */
    respond: (actor: Pick<Acting, "team" | "user">, url: string, notice: Notice, content: object): Promise<void> =>
      sayOrKeep(actor, notice, () => respondTo(url, content, RESPOND_MS)),

    /** Lets somebody act; refuses where their profile cannot be read. */
    answerTo: async (actor: Acting, act: (speaker: Speaker) => Promise<Notice | undefined>): Promise<Answer> => {
      const speaker = await speakerOf(actor);
      const notice = speaker ? await act(speaker) : refused({ reason: "profile_unread" });
      if (speaker) follow(speaker, notice);
      return { notice, reader: readerOf(speaker?.person) };
    },

    /** The answer to an act that threw. */
    failed:
      (asked?: Asked) =>
      (error: unknown): Answer => ({ notice: failure(error, asked), reader: readerOf(undefined) }),

    /** The answer while an act takes longer than Slack waits. */
    working: (): { notice: Notice; reader: Reader } => ({ notice: { kind: "working" }, reader: readerOf(undefined) }),

    /** A notice in the place of a form, or on top of a view. */
    noticeView: (notice: Notice, reader: Reader, isOnTop = false): ModalView => {
      const view = noticeView(notice, reader, message(notice, reader).blocks, isOnTop);
      noticesOfViews.set(view, notice);
      return view;
    },
    /** The notice that `noticeView` made a view of. */
    noticeIn: (view: ModalView): Notice | undefined => noticesOfViews.get(view),
    sentencesView,
    sentence: (refusal: Refusal, reader: Reader): string => sayRefusal(refusal, reader.locale, reader.zone ?? timeZone),
    requestId: (...parts: string[]): RequestId => requestId("slack", ...parts),

    /** Whether something happens for the first time: Slack repeats events. */
    firstTime: (name: string, withinMs: number): Promise<boolean> =>
      references.first(SITE_ORGANISATION, name, withinMs),
  };
};

export type Conversation = ReturnType<typeof makeConversation>;
