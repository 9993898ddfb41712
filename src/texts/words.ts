import type { Reader } from "../core/model/person.ts";
import { unreachable } from "../core/model/result.ts";
import type { Notice } from "../core/notices/notice.ts";
import type { Words } from "./fact.ts";
import { auditLogWords } from "./words/audit-log.ts";
import { contextFor } from "./words/facts.ts";
import { generalWords } from "./words/general.ts";
import { hostingWords } from "./words/hosting.ts";
import { inquiryWords } from "./words/inquiry.ts";
import { manyRequestsWords } from "./words/many-requests.ts";
import { openFormWords } from "./words/open-form.ts";
import { registrationWords } from "./words/registration.ts";
import { requestWords } from "./words/request.ts";
import { seriesWords } from "./words/series.ts";
import { webinarWords } from "./words/webinar.ts";

/** Puts a notice into plain text for its reader. A new notice does not compile until it has its words here. */
export const wordsOf = (notice: Notice, reader: Reader): Words => {
  const context = contextFor(reader);
  switch (notice.kind) {
    case "help":
    case "unknown_command":
    case "refused":
    case "failed":
    case "not_saved":
    case "working":
    case "resent":
    case "retried":
      return generalWords(notice, context);
    case "open_form":
      return openFormWords(notice, context);
    case "choose":
    case "webinars":
    case "webinar":
    case "announcement":
      return webinarWords(notice, context);
    case "scheduled":
    case "edited":
    case "confirm_cancel":
    case "cancelled":
    case "cohosts":
    case "cohosting":
    case "hosting":
    case "invited":
    case "request_gone":
    case "undelivered":
      return hostingWords(notice, context);
    case "series":
    case "series_one":
    case "series_saved":
    case "series_registered":
      return seriesWords(notice, context);
    case "mine":
    case "invitation":
    case "registration":
    case "moved":
    case "revised":
    case "called_off":
    case "id_given":
    case "password_changed":
    case "line_over":
    case "let_go":
    case "full":
    case "admitted":
    case "draft":
      return registrationWords(notice, context);
    case "request":
    case "answers":
    case "no_free_seat":
    case "always":
    case "rule_test":
      return requestWords(notice, context);
    case "bulk":
    case "digest":
    case "waiting":
      return manyRequestsWords(notice, context);
    case "asked":
    case "ask_sent":
    case "thread":
    case "answer_sent":
      return inquiryWords(notice, context);
    case "log":
      return auditLogWords(notice, context);
    default:
      return unreachable(notice);
  }
};
