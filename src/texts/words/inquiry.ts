import { INQUIRY_MAX } from "../../core/approvals/inquiry.ts";
import { lengthOf } from "../../core/model/form.ts";
import { fullName } from "../../core/model/person.ts";
import { unreachable } from "../../core/model/result.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { sentAnswerOf, shortenedAnswerOf } from "../../core/notices/request-offers.ts";
import { makeWords, type Words } from "../fact.ts";
import { codeFact, type TextContext, whenFact } from "./facts.ts";

/** So much is said back of what somebody wrote just above. */
const SAID_BACK_MAX = 300;

/** As one line: what is only to be recognised needs none of its own. */
const beginningOf = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ").trim();
  const some = line.slice(0, SAID_BACK_MAX).toWellFormed();
  return some === line ? line : `${some.trimEnd()} …`;
};

type InquiryNotice = Extract<Notice, { kind: "asked" | "ask_sent" | "thread" | "answer_sent" | "answer_found" }>;

/** A host's question to somebody who registered, and the answer. */
export const inquiryWords = (notice: InquiryNotice, context: TextContext): Words => {
  const { t, face, isCard } = context;
  const { webinar, registration, inquiry } = notice;
  const { title } = webinar;
  switch (notice.kind) {
    case "asked": {
      const line = t("asked_line", { name: notice.byName, question: inquiry.text });
      return {
        ...makeWords(
          t("asked_title", { title }),
          [line, t("asked_next")],
          [codeFact(webinar, context), whenFact(webinar, context)],
        ),
        // The whole line, where a layout sets off no part of one.
        quotes: [inquiry.text, ...(face === "teams" ? [line] : [])],
      };
    }
    case "ask_sent":
      return makeWords(t("ask_sent", { name: fullName(registration), title }), [t("ask_sent_line")]);
    case "thread": {
      const name = fullName(registration);
      const isQuestion = notice.part === "question";
      const said = [isQuestion ? inquiry.text : (inquiry.answer ?? "")];
      const head = isQuestion
        ? t("thread_question", { by: notice.byName, name, title })
        : t("thread_answer", { name, title });
      return { ...makeWords(head, said), quotes: said };
    }
    case "answer_sent":
      return makeWords(
        t("answer_sent", { title }),
        registration.status === "pending" ? [t("request_received_line")] : [],
        [codeFact(webinar, context), whenFact(webinar, context)],
      );
    case "answer_found": {
      const text = beginningOf(notice.text);
      const said = [t("answer_found_question", { question: inquiry.text }), t("answer_found_text", { text })];
      const quotes = face === "teams" ? said : [inquiry.text, text];
      const length = lengthOf(notice.text);
      if (length > INQUIRY_MAX) {
        const tooLong = t("answer_found_too_long", { length, max: INQUIRY_MAX });
        const isInForm = isCard === true && shortenedAnswerOf(notice) !== undefined;
        const next = isInForm ? t("answer_found_in_form") : t("answer_found_shorten");
        return { ...makeWords(tooLong, [next, ...said]), quotes };
      }
      const next = sentAnswerOf(notice) ? t("answer_found_next") : t("answer_found_long", { max: INQUIRY_MAX });
      return {
        ...makeWords(t("answer_found_title", { title }), [...said, next]),
        quotes,
      };
    }
    default:
      return unreachable(notice);
  }
};
