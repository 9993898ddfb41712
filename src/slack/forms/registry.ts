import type { ModalView } from "@slack/types";
import type { Speaker } from "../../core/chat/speaker.ts";
import { chatParts } from "../../core/model/ids.ts";
import { HOST_LINK_MS } from "../../core/model/links.ts";
import type { Person } from "../../core/model/person.ts";
import { unreachable } from "../../core/model/result.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { type Notice, refused } from "../../core/notices/notice.ts";
import type { Conversation } from "../conversation.ts";
import type { Dispatch } from "../platform/dispatch.ts";
import { listenToAnnounceForm } from "./announce/submit.ts";
import { announceView } from "./announce/view.ts";
import { listenToCorrectForm } from "./correct/submit.ts";
import { correctView } from "./correct/view.ts";
import { listenToDecideForm } from "./decide/submit.ts";
import { decideView } from "./decide/view.ts";
import { listenToHandoverForm } from "./handover/submit.ts";
import { handoverView } from "./handover/view.ts";
import { listenToInquiryForms } from "./inquiry/submit.ts";
import { answerView, askView } from "./inquiry/view.ts";
import { listenToLeaveForm } from "./leave/submit.ts";
import { leaveView } from "./leave/view.ts";
import { listenToMessageForms } from "./message/submit.ts";
import { messageView, previewView } from "./message/view.ts";
import { makeModals } from "./modals.ts";
import { listenToPasswordForm } from "./password/submit.ts";
import { passwordView } from "./password/view.ts";
import { userGroups } from "./people/invitation.ts";
import { listenToPeopleForm } from "./people/submit.ts";
import { peopleView } from "./people/view.ts";
import { listenToQuestionsForm } from "./questions/submit.ts";
import { questionsView } from "./questions/view.ts";
import { listenToRegisterForm } from "./register/submit.ts";
import { openRegisterView } from "./register/view.ts";
import { listenToRosterForm } from "./roster/submit.ts";
import { rosterView } from "./roster/view.ts";
import { listenToRulesForm } from "./rules/submit.ts";
import { rulesView } from "./rules/view.ts";
import { listenToSeriesForm } from "./series/submit.ts";
import { seriesView } from "./series/view.ts";
import { listenToWebinarForms } from "./webinar/submit.ts";
import { againForm, editForm, scheduleForm, webinarView } from "./webinar/view.ts";

/** Where a form opens: by a trigger, which Slack gives for three seconds and one view, or in the place of a view. */
export type FormPlace =
  | { readonly triggerId: string; readonly channelId: string | undefined }
  | { readonly viewId: string };

/** The forms: each opens when a notice asks for it, and takes what is sent and pressed in it. */
export const makeForms = (dispatch: Dispatch, conversation: Conversation) => {
  const { core, client, links, log, timeZone } = conversation;
  const modals = makeModals(dispatch, conversation);
  listenToWebinarForms(modals, conversation);
  listenToRegisterForm(modals, conversation);
  listenToQuestionsForm(modals, conversation);
  listenToSeriesForm(modals, conversation);
  listenToRulesForm(modals, conversation);
  listenToDecideForm(modals, conversation);
  listenToRosterForm(modals, conversation);
  listenToInquiryForms(modals, conversation);
  listenToPasswordForm(modals, conversation);
  listenToPeopleForm(modals, conversation);
  listenToLeaveForm(modals, conversation);
  listenToCorrectForm(modals, conversation);
  listenToAnnounceForm(modals, conversation);
  listenToHandoverForm(modals, conversation);
  listenToMessageForms(modals, conversation);

  const hostPage = ({ code }: Webinar, { id }: Person): string => links.host(code, id, core.clock.now() + HOST_LINK_MS);

  const viewOf = async (
    asked: Notice & { kind: "open_form" },
    { organisation, person, chat }: Speaker,
    channelId: string | undefined,
  ): Promise<ModalView> => {
    const { site } = core;
    const reader = conversation.readerOf(person);
    switch (asked.form) {
      case "schedule": {
        const { like } = asked;
        const form = like
          ? await againForm(core, like, reader.zone ?? like.zone, chatParts(chat).group)
          : scheduleForm(site, reader.zone ?? timeZone, channelId);
        return webinarView(form, site, reader);
      }
      case "edit": {
        const { webinar } = asked;
        const form = await editForm(core, webinar, reader.zone ?? webinar.zone, chatParts(chat).group);
        return webinarView(form, site, reader);
      }
      case "register":
        return openRegisterView(core, asked, person, reader);
      case "questions":
        return questionsView(asked.owner, reader);
      case "series": {
        const { series } = asked;
        const choices = await core.series.choices(organisation, person, series?.series.code);
        const fields = { title: series?.series.title ?? "", webinars: series?.series.webinars ?? [] };
        return seriesView({ fields, choices, edits: series }, reader);
      }
      case "rules":
        return rulesView(asked, reader);
      case "decide":
        return decideView(asked, reader);
      case "roster":
        return rosterView(
          { roster: asked.roster, now: core.clock.now(), page: hostPage(asked.roster.webinar, person) },
          reader,
        );
      case "password":
        return passwordView(asked, reader);
      case "ask":
        return askView(asked, reader);
      case "answer":
        return answerView(asked, reader);
      case "correct":
        return correctView(asked, reader);
      case "leave":
        return leaveView(asked, core.clock.now(), reader);
      case "invite":
        return peopleView(asked, chatParts(chat).group, reader, await userGroups(client));
      case "add":
      case "cohost":
      case "speaker":
        return peopleView(asked, chatParts(chat).group, reader);
      case "announce":
        return announceView(asked, reader, channelId);
      case "handover":
        return handoverView(asked, reader);
      case "message":
        return messageView(asked, reader);
      case "message_preview":
        return previewView(asked, links, core.clock.now(), reader);
      default:
        return unreachable(asked);
    }
  };

  return {
    /** Opens the form that a notice asks for, and answers nothing. Any other notice comes back to be told. */
    open: async (notice: Notice, speaker: Speaker, place: FormPlace | undefined): Promise<Notice | undefined> => {
      if (notice.kind !== "open_form" || !place) return notice;
      const view = await viewOf(notice, speaker, "channelId" in place ? place.channelId : undefined);
      try {
        if ("viewId" in place) await client.views.update({ view_id: place.viewId, view });
        else await client.views.open({ trigger_id: place.triggerId, view });
        return undefined;
      } catch (error) {
        log.warn({ err: error }, "slack_form_not_opened");
        return refused({ reason: "dialog_elsewhere" });
      }
    },
  };
};

export type Forms = ReturnType<typeof makeForms>;
