import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { z } from "zod";
import { DECISIONS } from "../../../core/approvals/decide.ts";
import { notDecided } from "../../../core/chat/request-acts.ts";
import type { Core } from "../../../core/core.ts";
import { defined } from "../../../core/model/defined.ts";
import { CodeSchema, KeySchema, newToken, requestId } from "../../../core/model/ids.ts";
import { type Notice, refused } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { cardOf } from "../../notices/message.ts";
import { contentOf, type Typed } from "../../platform/filled-in.ts";
import { sendButton } from "../../platform/inputs.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { decideView } from "./view.ts";

/** What the form sends. It authorises nothing. */
const Sent = z.object({
  code: CodeSchema,
  registration: KeySchema,
  version: z.coerce.number().int().positive(),
  to: z.enum(DECISIONS),
  reason: z.string().default(""),
  told: z.string().optional(),
  raises: z.string().optional(),
  nonce: z.string().optional(),
});

/** The form of a decision: opened and submitted. */
export const makeDecideForm = ({ core }: { core: Core }) => {
  /** Offers the same decision again with one seat more, where no seat is free and the plan allows it. */
  const raising = ({ reader }: Turn, notice: Notice & { kind: "no_free_seat" }): IAdaptiveCard => {
    const card = cardOf(notice, reader, core.clock.now(), { inDialog: true });
    if (!notice.mayRaise) return card;
    const { webinar, registration } = notice;
    const { key, version } = registration;
    const data = { form: "decide", code: webinar.code, registration: key, version: String(version), to: "approved" };
    const title = translatorFor(reader.locale)("raise");
    return { ...card, actions: [sendButton(title, { ...data, raises: "true", nonce: newToken() })] };
  };

  return {
    open: (
      { reader }: Turn,
      { webinar, registration, to }: Notice & { kind: "open_form"; form: "decide" },
    ): IAdaptiveCard => decideView({ reader, webinar, registration, nonce: newToken(), ...defined({ to }) }),

    submit: async (turn: Turn, typed: Typed): Promise<Submitted> => {
      const { organisation, person, chat } = turn.speaker;
      const sent = Sent.safeParse(typed).data;
      if (!sent) return { notice: refused({ reason: "unknown_button" }) };
      const { code, registration: key, version, to, reason, nonce = newToken() } = sent;
      const raisesCap = to === "approved" && sent.raises === "true";
      const result = await core.decide({
        organisation,
        code,
        key,
        version,
        to,
        isChange: true,
        by: person,
        way: "teams",
        reason: { text: reason, told: sent.told === "true" },
        ...defined({ raisesCap: raisesCap || undefined }),
        requestId: requestId("teams", chat, "change", code, key, nonce, contentOf(typed)),
      });
      if (result.ok) return { notice: { kind: "request", ...result.value } };
      const notice = notDecided(result.refusal);
      return notice.kind === "no_free_seat" ? { notice, form: raising(turn, notice) } : { notice };
    },
  };
};
