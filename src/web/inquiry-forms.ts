import { html } from "hono/html";
import { INQUIRY_MAX } from "../core/approvals/inquiry.ts";
import type { Inquiry } from "../core/model/inquiry.ts";
import type { Translate } from "../texts/translate.ts";
import { buttonForm, type Html } from "./elements.ts";

/** What hosts asked somebody (N9), each with a field for the answer; nothing where nothing is asked. */
export const inquiryForms = (inquiries: readonly Inquiry[], t: Translate): Html | string => {
  if (inquiries.length === 0) return "";
  const inquiryForm = ({ id, text }: Inquiry) => {
    const fields = html`<input type="hidden" name="inquiry" value="${id}">
<label for="answer-${id}" dir="auto">${text}</label>
<textarea id="answer-${id}" name="text" maxlength="${INQUIRY_MAX}" dir="auto" required></textarea>`;
    return buttonForm("answer", t("send_own_answer"), fields);
  };
  return html`<h2>${t("unanswered_title")}</h2>${inquiries.map(inquiryForm)}`;
};
