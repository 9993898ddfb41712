import type { Review } from "../../core/approvals/review-list.ts";
import type { FormOwner } from "../../core/hosting/form-builder.ts";
import { fullName } from "../../core/model/person.ts";
import { unreachable } from "../../core/model/result.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Target } from "../../core/registering/form-steps.ts";
import { makeWords, type Words } from "../fact.ts";
import { codeFact, type TextContext, whenFact } from "./facts.ts";

const titleOf = (owner: FormOwner): string => (owner.kind === "series" ? owner.series.title : owner.webinar.title);

const registerForm = (target: Target, context: TextContext): Words => {
  const { say } = context;
  return target.kind === "webinar"
    ? makeWords(say("open_register", { title: target.webinar.title }), [], [whenFact(target.webinar, context)])
    : makeWords(say("open_register", { title: target.series.title }));
};

/** How many requests there are; in a list that is narrowed, only those on this page are counted. */
const reviewLines = (
  { webinar, status, domain, answer, some, from, next }: Review,
  { say }: TextContext,
): readonly string[] => {
  const { title, counts } = webinar;
  const statusWord = say(`status_${status}`);
  if (domain || answer) {
    const narrowed = say("review_line_narrowed", { title, status: statusWord });
    const onPage = some.length > 0 ? "review_here" : next ? "review_more" : "review_none";
    return [narrowed, say(onPage, { count: some.length })];
  }
  const all = say("review_line", { title, count: counts[status], status: statusWord });
  if (some.length === 0) return [all, say(next ? "review_more" : "review_none")];
  return [all, ...(from || next ? [say("review_here", { count: some.length })] : [])];
};

/** What stands above a form, or beside the button that opens it. */
export const openFormWords = (notice: Notice & { kind: "open_form" }, context: TextContext): Words => {
  const { say } = context;
  switch (notice.form) {
    case "schedule":
      return makeWords(say("open_schedule"));
    case "edit": {
      const { webinar } = notice;
      return makeWords(say("open_edit", { title: webinar.title }), [], [codeFact(webinar, context)]);
    }
    case "questions":
      return makeWords(say("open_questions", { title: titleOf(notice.owner) }));
    case "series":
      return makeWords(say("open_series"));
    case "rules":
      return makeWords(say("rules_title"), [], [codeFact(notice.webinar, context)]);
    case "decide":
      return makeWords(say("decide_title"), [], [codeFact(notice.webinar, context)]);
    case "review": {
      const { review } = notice;
      return makeWords(say("review_title"), reviewLines(review, context), [codeFact(review.webinar, context)]);
    }
    case "ask": {
      const name = fullName(notice.registration);
      return makeWords(say("ask_title", { name }), [say("ask_line", { name })]);
    }
    case "answer":
      return makeWords(say("asked_title", { title: notice.webinar.title }), [notice.inquiry.text]);
    case "register":
      return registerForm(notice.target, context);
    default:
      return unreachable(notice);
  }
};
