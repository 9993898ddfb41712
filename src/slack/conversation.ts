import type { ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Identify } from "../core/access/identify.ts";
import { SITE_ORGANISATION } from "../core/access/organisations.ts";
import { changesFrom } from "../core/approvals/decide.ts";
import { type Answers, noticeOfFailure } from "../core/chat/answering.ts";
import type { Converse } from "../core/chat/converse.ts";
import type { Speaker } from "../core/chat/speaker.ts";
import type { Core } from "../core/core.ts";
import { defined } from "../core/model/defined.ts";
import { chatId, type RequestId, requestId } from "../core/model/ids.ts";
import type { Links } from "../core/model/links.ts";
import type { Locale, Person } from "../core/model/person.ts";
import type { Refusal } from "../core/model/refusal.ts";
import { mineOf } from "../core/model/registration.ts";
import type { Notice } from "../core/notices/notice.ts";
import type { References } from "../core/ports/references.ts";
import type { Registered } from "../core/registering/register.ts";
import type { Reader } from "../delivery/outcome.ts";
import type { Log } from "../log.ts";
import { sayRefusal } from "../texts/refusals.ts";
import { viewOf } from "./forms/registry.ts";
import { messageOf, type SlackMessage } from "./notices/message.ts";
import { noticeView, sentencesView } from "./notices/notice-view.ts";

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
}

/** Who acts: their team and user as Slack names them, and what makes this act one with its repeats. */
export interface Actor {
  readonly team: string;
  readonly user: string;
  readonly requestParts: readonly string[];
  /** Typed in the direct messages: the answer is one of them. */
  readonly answerStays: boolean;
}

/** Where a form can be opened: by Slack's permission to do so, good once and for three seconds, or in the place of a view. */
export type FormPlace =
  | { readonly triggerId: string; readonly channelId: string | undefined }
  | { readonly viewId: string };

/** What the listeners share: who speaks, how a notice looks to them, and the one place where failures become words. */
export const makeTalk = (deps: Deps) => {
  const { client, core, converse, identify, links, log, locale, timeZone, references, answers } = deps;

  const readerOf = (person: Person | undefined): Reader => ({
    locale: person?.locale ?? locale,
    ...defined({ zone: person?.zone ? person.zone : undefined }),
  });

  const failure = (error: unknown): Notice => {
    const { notice, reference } = noticeOfFailure(error);
    log.error({ err: error, reference }, "slack_request_failed");
    return notice;
  };

  const message = (notice: Notice, reader: Reader): SlackMessage => messageOf(notice, reader, links, core.clock.now());

  return {
    core,
    converse,
    client,
    answers,
    log,
    timeZone,
    readerOf,
    failure,
    message,
    /** A notice in the place of a form. */
    noticeView: (notice: Notice, reader: Reader): ModalView =>
      noticeView(notice, reader, message(notice, reader).blocks),
    sentencesView,
    sentence: (refusal: Refusal, reader: Reader): string => sayRefusal(refusal, reader.locale, reader.zone ?? timeZone),
    requestId: (...parts: string[]): RequestId => requestId("slack", ...parts),

    /** Whether this is the first time that something happens: a repeated event is dropped. */
    firstTime: (name: string, withinMs: number): Promise<boolean> =>
      references.first(SITE_ORGANISATION, name, withinMs),

    /** A registration as its owner sees it. */
    registration: (of: Registered): Notice => ({
      kind: "registration",
      ...mineOf(of),
      registration: of.registration,
      again: of.again,
    }),

    /** The person behind an act; undefined when Slack does not tell who it is. */
    speaker: async ({ team, user, requestParts, answerStays }: Actor): Promise<Speaker | undefined> => {
      const chat = chatId("slack", team, user);
      const person = await identify(SITE_ORGANISATION, chat);
      return (
        person && {
          organisation: SITE_ORGANISATION,
          person,
          chat,
          requestId: requestId("slack", ...requestParts),
          answerStays,
        }
      );
    },

    /** Opens the form a notice asks for; what could not be opened becomes a notice itself. */
    opened: async (notice: Notice, speaker: Speaker, place: FormPlace | undefined): Promise<Notice | undefined> => {
      if (notice.kind !== "open_form" || !place) return notice;
      if (notice.form === "decide" && changesFrom(notice.registration.status).length === 0) {
        const { status } = notice.registration;
        return { kind: "refused", refusal: { reason: "not_possible_now", status, title: notice.webinar.title } };
      }
      const channelId = "channelId" in place ? place.channelId : undefined;
      const view = await viewOf(core, notice, speaker, { reader: readerOf(speaker.person), timeZone, channelId });
      try {
        if ("viewId" in place) await client.views.update({ view_id: place.viewId, view });
        else await client.views.open({ trigger_id: place.triggerId, view });
        return undefined;
      } catch (error) {
        log.warn({ err: error }, "slack_form_not_opened");
        return { kind: "refused", refusal: { reason: "dialog_elsewhere" } };
      }
    },
  };
};

export type Talk = ReturnType<typeof makeTalk>;
