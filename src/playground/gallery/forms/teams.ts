import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { againFields } from "../../../core/hosting/repeating/again.ts";
import { fieldsOf } from "../../../core/hosting/settings.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { SeriesWebinars } from "../../../core/model/series.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { announceView } from "../../../teams/forms/announce/view.ts";
import { correctView } from "../../../teams/forms/correct/view.ts";
import { decideView } from "../../../teams/forms/decide/view.ts";
import { handoverView } from "../../../teams/forms/handover/view.ts";
import { answerView, askView } from "../../../teams/forms/inquiry/view.ts";
import { leaveView } from "../../../teams/forms/leave/view.ts";
import { messageView, previewView } from "../../../teams/forms/message/view.ts";
import { passwordView } from "../../../teams/forms/password/view.ts";
import { peopleView } from "../../../teams/forms/people/view.ts";
import { questionsView } from "../../../teams/forms/questions/view.ts";
import { fits, registerView } from "../../../teams/forms/register/view.ts";
import { rosterView } from "../../../teams/forms/roster/view.ts";
import { rulesView } from "../../../teams/forms/rules/view.ts";
import { seriesView } from "../../../teams/forms/series/view.ts";
import { newWebinarTyped, typedOfWebinar } from "../../../teams/forms/webinar/fields.ts";
import { NO_REPEAT_TYPED } from "../../../teams/forms/webinar/repeat.ts";
import { webinarView } from "../../../teams/forms/webinar/view.ts";
import { zones } from "../../../zones.ts";
import { HOST_PAGE, REPEATED, SITE, stepOf, ZONE } from "./filled.ts";

const CHANNELS = [
  { title: "Events › Hosts", value: "hosts" },
  { title: "Events › General", value: "general" },
];

const changedSeries = ({ series, webinars }: SeriesWebinars, fresh: { reader: Reader; nonce: string }) => ({
  ...{ ...fresh, series, choices: webinars, problems: [] },
  typed: { title: series.title, webinars: webinars.map(({ code }) => code).join(",") },
});

/** The card of the dialog that a notice opens in Teams. */
export const teamsForm = (asked: Notice & { kind: "open_form" }, reader: Reader, now: number): IAdaptiveCard => {
  const fresh = { reader, nonce: "", typed: {}, problems: [] };
  const webinarForm = { ...fresh, site: SITE, zone: ZONE, channels: CHANNELS, inline: false };
  switch (asked.form) {
    case "schedule": {
      const { like } = asked;
      if (!like)
        return webinarView({
          ...webinarForm,
          typed: { ...newWebinarTyped(SITE, ZONE), ...NO_REPEAT_TYPED, channels: "hosts" },
        });
      const { repeat, plan, start } = REPEATED;
      const fields = { ...againFields(like, ZONE, zones, SITE), start };
      const typed = {
        ...typedOfWebinar(fields, { cohosts: [], channels: ["hosts"] }),
        ...NO_REPEAT_TYPED,
        ...{ repeat: repeat.unit ?? "", repeatDays: repeat.weekdays.join(","), repeatCount: String(repeat.count) },
        like: like.code,
      };
      return webinarView({ ...webinarForm, typed, plan });
    }
    case "edit": {
      const fields = fieldsOf(asked.webinar, ZONE, zones, SITE.plan);
      const typed = typedOfWebinar(fields, { cohosts: [], channels: ["hosts"] });
      return webinarView({ ...webinarForm, typed, edited: asked.webinar });
    }
    case "register":
      return registerView({ ...fresh, ...stepOf(asked, fits), now, inline: false });
    case "questions":
      return questionsView({ ...fresh, owner: asked.owner, isSaved: false });
    case "series":
      return asked.series ? seriesView(changedSeries(asked.series, fresh)) : seriesView({ ...fresh, choices: [] });
    case "rules":
      return rulesView({ ...fresh, ...asked, isSaved: false });
    case "decide":
      return decideView({ ...fresh, ...asked });
    case "roster":
      return rosterView({ ...fresh, roster: asked.roster, now, page: HOST_PAGE });
    case "password":
      return passwordView(asked, reader, false);
    case "ask":
      return askView({ ...asked, ...fresh });
    case "answer":
      return answerView({ ...asked, ...fresh });
    case "correct":
      return correctView(asked, reader, fresh);
    case "leave":
      return leaveView(asked, now, reader);
    case "invite":
    case "add":
    case "cohost":
    case "speaker":
      return peopleView(asked, { ...fresh, typed: { rows: "good" }, teams: [{ title: "Events", value: "19:hosts" }] });
    case "announce":
      return announceView(asked, { ...fresh, channels: [{ title: "General", value: "19:general@thread.tacv2" }] });
    case "handover":
      return handoverView(asked, fresh);
    case "message":
      return messageView(asked, fresh);
    case "message_preview":
      return previewView(asked, now, fresh);
  }
};
