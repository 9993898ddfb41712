import { unreachable } from "../../core/model/result.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { makeWords, type Words } from "../fact.ts";
import { codeFact, standing, type TextContext, whenFact } from "./facts.ts";

type ChoiceNotice = Extract<Notice, { kind: "told_by" | "withdrawn" }>;

const withdrawn = ({ webinar, isHold }: Notice & { kind: "withdrawn" }, context: TextContext): Words => {
  const { t } = context;
  const { title } = webinar;
  const code = codeFact(webinar, context);
  return isHold
    ? makeWords(
        t("hold_ended_title", { title }),
        [t("hold_ended_line")],
        // Its sentence says that the request still waits.
        [code, whenFact(webinar, context), ...(context.isCard ? [] : [standing("status_pending", context)])],
      )
    : makeWords(t("withdrawn_title", { title }), [t("withdrawn_line")], [code]);
};

/** What people are told of how Usher writes to them, and of entries that go from their calendars. */
export const choiceWords = (notice: ChoiceNotice, context: TextContext): Words => {
  const { t } = context;
  switch (notice.kind) {
    case "told_by": {
      const { webinar, by } = notice;
      const lines = [
        t(`told_by_${by}_line`),
        ...(by === "dm" ? [t("told_by_dm_calendar")] : []),
        ...(by === "mail" ? [] : [t("told_by_undelivered")]),
      ];
      return makeWords(t("told_by_title", { title: webinar.title }), lines, [codeFact(webinar, context)]);
    }
    case "withdrawn":
      return withdrawn(notice, context);
    default:
      return unreachable(notice);
  }
};
