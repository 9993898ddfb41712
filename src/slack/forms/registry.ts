import type { ModalView } from "@slack/types";
import type { Speaker } from "../../core/chat/speaker.ts";
import type { Core } from "../../core/core.ts";
import { chatParts } from "../../core/model/ids.ts";
import { unreachable } from "../../core/model/result.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Reader } from "../../delivery/outcome.ts";
import { decideView } from "./decide/view.ts";
import { answerView, askView } from "./inquiry/view.ts";
import { questionsView } from "./questions/view.ts";
import { fitsView, registerView } from "./register/view.ts";
import { reviewView } from "./review/view.ts";
import { rulesView } from "./rules/view.ts";
import { seriesView } from "./series/view.ts";
import { freshFields } from "./webinar/fields.ts";
import { editForm } from "./webinar/submit.ts";
import { webinarView } from "./webinar/view.ts";

interface Around {
  readonly reader: Reader;
  /** The site's, where nobody's own is known. */
  readonly timeZone: string;
  /** The channel where it was asked for. */
  readonly channelId: string | undefined;
}

/** The view that a notice asks to be opened. */
export const viewOf = async (
  core: Core,
  notice: Notice & { kind: "open_form" },
  { organisation, person, chat }: Speaker,
  { reader, timeZone, channelId }: Around,
): Promise<ModalView> => {
  const { site } = core;
  switch (notice.form) {
    case "schedule": {
      const fields = freshFields(site, reader.zone ?? timeZone);
      const channels = channelId ? [channelId] : [];
      return webinarView({ fields, channels, cohosts: [], isExpanded: false }, site, reader);
    }
    case "edit": {
      const { webinar } = notice;
      return webinarView(
        await editForm(core, webinar, reader.zone ?? webinar.zone, chatParts(chat).group),
        site,
        reader,
      );
    }
    case "register": {
      const step = core.fill.firstStep(notice.target, person, fitsView);
      return registerView({ step, address: person.address ?? "", now: core.clock.now() }, reader);
    }
    case "questions":
      return questionsView(notice.owner, reader);
    case "series": {
      const { series } = notice;
      const choices = await core.series.choices(organisation, person, series?.series.code);
      const fields = { title: series?.series.title ?? "", webinars: series?.series.webinars ?? [] };
      return seriesView({ fields, choices, edits: series }, reader);
    }
    case "rules":
      return rulesView(notice, reader);
    case "decide":
      return decideView(notice, reader);
    case "review":
      return reviewView({ review: notice.review, now: core.clock.now() }, reader);
    case "ask":
      return askView(notice, reader);
    case "answer":
      return answerView(notice, reader);
    default:
      return unreachable(notice);
  }
};
