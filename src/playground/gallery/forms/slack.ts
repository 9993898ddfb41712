import type { ModalView } from "@slack/types";
import { newWebinarFields } from "../../../core/hosting/new-webinar.ts";
import { againFields } from "../../../core/hosting/repeating/again.ts";
import { fieldsOf } from "../../../core/hosting/settings.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { announceView } from "../../../slack/forms/announce/view.ts";
import { correctView } from "../../../slack/forms/correct/view.ts";
import { decideView } from "../../../slack/forms/decide/view.ts";
import { handoverView } from "../../../slack/forms/handover/view.ts";
import { answerView, askView } from "../../../slack/forms/inquiry/view.ts";
import { leaveView } from "../../../slack/forms/leave/view.ts";
import { messageView, previewView } from "../../../slack/forms/message/view.ts";
import { passwordView } from "../../../slack/forms/password/view.ts";
import { peopleView } from "../../../slack/forms/people/view.ts";
import { questionsView } from "../../../slack/forms/questions/view.ts";
import { fits, registerView } from "../../../slack/forms/register/view.ts";
import { rosterView } from "../../../slack/forms/roster/view.ts";
import { rulesView } from "../../../slack/forms/rules/view.ts";
import { seriesView } from "../../../slack/forms/series/view.ts";
import { scheduleForm, webinarView } from "../../../slack/forms/webinar/view.ts";
import { zones } from "../../../zones.ts";
import { HOST_PAGE, links, REPEATED, SITE, stepOf, ZONE } from "./filled.ts";

/** The modal that a notice opens in Slack. */
export const slackForm = (asked: Notice & { kind: "open_form" }, reader: Reader, now: number): ModalView => {
  switch (asked.form) {
    case "schedule": {
      const { like } = asked;
      const empty = scheduleForm(SITE, ZONE, undefined);
      if (!like) return webinarView({ ...empty, fields: newWebinarFields(SITE, ZONE) }, SITE, reader);
      const fields = { ...againFields(like, ZONE, zones, SITE), start: REPEATED.start };
      const { repeat, plan } = REPEATED;
      const form = { ...empty, fields, repeat, plan, like: { code: like.code, hasSeries: false } };
      return webinarView(form, SITE, reader);
    }
    case "edit": {
      const { webinar } = asked;
      const fields = fieldsOf(webinar, ZONE, zones, SITE.plan);
      const edits = { code: webinar.code, version: webinar.version };
      return webinarView({ ...scheduleForm(SITE, ZONE, undefined), fields, edits }, SITE, reader);
    }
    case "register": {
      const { step, person } = stepOf(asked, fits);
      return registerView({ step, address: person.address ?? "", now }, reader);
    }
    case "questions":
      return questionsView(asked.owner, reader);
    case "series":
      return asked.series
        ? seriesView({ fields: asked.series.series, choices: [], edits: asked.series }, reader)
        : seriesView({ fields: { title: "", webinars: [] }, choices: [] }, reader);
    case "rules":
      return rulesView(asked, reader);
    case "decide":
      return decideView(asked, reader);
    case "roster":
      return rosterView({ roster: asked.roster, now, page: HOST_PAGE }, reader);
    case "password":
      return passwordView(asked, reader);
    case "ask":
      return askView(asked, reader);
    case "answer":
      return answerView(asked, reader);
    case "correct":
      return correctView(asked, reader);
    case "leave":
      return leaveView(asked, now, reader);
    case "invite":
    case "add":
    case "cohost":
    case "speaker":
      return peopleView(asked, "T1", reader);
    case "announce":
      return announceView(asked, reader);
    case "handover":
      return handoverView(asked, reader);
    case "message":
      return messageView(asked, reader);
    case "message_preview":
      return previewView(asked, links, now, reader);
  }
};
