import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { z } from "zod";
import { personName } from "../../../core/access/names.ts";
import type { Core } from "../../../core/core.ts";
import { defined } from "../../../core/model/defined.ts";
import { CodeSchema, InquirySchema, KeySchema, newToken, requestId } from "../../../core/model/ids.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import { type Notice, refused } from "../../../core/notices/notice.ts";
import { contentOf, type Typed } from "../../platform/filled-in.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { answerView, askView } from "./view.ts";

/** What the forms send. It authorises nothing. */
const Asked = z.object({
  code: CodeSchema,
  registration: KeySchema,
  text: z.string().default(""),
  nonce: z.string().optional(),
});
const Answered = Asked.extend({ inquiry: InquirySchema });

const UNREAD: Submitted = { notice: refused({ reason: "unknown_button" }) };
const refusedWith = (refusal: Refusal): Submitted => ({ notice: refused(refusal) });

/** The forms of a host's question, and of its answer (N9): opened and submitted. */
export const makeInquiryForms = ({ core }: { core: Core }) => {
  /** Such a refusal stands beside the text; any other takes the form's place. */
  const isAboutText = ({ reason }: Refusal) =>
    reason === "answer_missing" || reason === "too_long" || reason === "too_many_inquiries";

  return {
    openAsk: ({ reader }: Turn, asked: Notice & { kind: "open_form"; form: "ask" }): IAdaptiveCard =>
      askView({ ...asked, reader, nonce: newToken(), typed: {}, problems: [] }),

    openAnswer: ({ reader }: Turn, asked: Notice & { kind: "open_form"; form: "answer" }): IAdaptiveCard =>
      answerView({ ...asked, reader, nonce: newToken(), typed: defined({ text: asked.text }), problems: [] }),

    submitAsk: async ({ speaker, reader }: Turn, typed: Typed): Promise<Submitted> => {
      const { organisation, person: by, chat } = speaker;
      const sent = Asked.safeParse(typed).data;
      if (!sent) return UNREAD;
      const { code, registration: key, text, nonce = newToken() } = sent;
      const result = await core.inquiries.ask({
        organisation,
        code,
        key,
        text,
        by,
        way: "teams",
        requestId: requestId("teams", chat, "ask", code, key, nonce, contentOf(typed)),
      });
      if (result.ok) return { notice: { kind: "ask_sent", ...result.value } };
      const { refusal } = result;
      const opened = isAboutText(refusal) ? await core.inquiries.open({ organisation, code, key }, by) : undefined;
      if (!opened?.ok) return refusedWith(refusal);
      const problems = [{ field: "text", refusal }];
      return { ...refusedWith(refusal), form: askView({ ...opened.value, reader, nonce, typed, problems }) };
    },

    submitAnswer: async ({ speaker, reader }: Turn, typed: Typed): Promise<Submitted> => {
      const { organisation, person, chat } = speaker;
      const sent = Answered.safeParse(typed).data;
      if (!sent) return UNREAD;
      const { code, registration: key, inquiry, text, nonce = newToken() } = sent;
      const asked = { organisation, code, key, inquiry, of: person };
      const result = await core.inquiries.answer({
        ...asked,
        text,
        way: "teams",
        requestId: requestId("teams", chat, "answer", code, key, inquiry, nonce, contentOf(typed)),
      });
      if (result.ok) return { notice: { kind: "answer_sent", ...result.value } };
      const { refusal } = result;
      const found = isAboutText(refusal) ? await core.inquiries.find(asked) : undefined;
      if (!found?.ok) return refusedWith(refusal);
      const problems = [{ field: "text", refusal }];
      const byName = await personName(core.people, organisation, found.value.inquiry.by);
      return { ...refusedWith(refusal), form: answerView({ ...found.value, byName, reader, nonce, typed, problems }) };
    },
  };
};
