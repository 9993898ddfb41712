import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { z } from "zod";
import type { Converse } from "../../../core/chat/converse.ts";
import { CodeSchema, newToken, PersonIdSchema, requestId } from "../../../core/model/ids.ts";
import { type Notice, refused } from "../../../core/notices/notice.ts";
import { contentOf, type Typed } from "../../platform/filled-in.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { handoverView } from "./view.ts";

/** What the form sends. It authorises nothing. */
const Sent = z.object({ code: CodeSchema, person: PersonIdSchema, nonce: z.string().optional() });

/** The form in which a host chooses to whom a webinar goes: opened, sent, and shown again with what is wrong. */
export const makeHandoverForm = ({ converse }: { converse: Converse }) => ({
  open: ({ reader }: Turn, asked: Notice & { kind: "open_form"; form: "handover" }): IAdaptiveCard =>
    handoverView(asked, { reader, nonce: newToken(), typed: {}, problems: [] }),

  submit: async ({ speaker, reader }: Turn, typed: Typed): Promise<Submitted> => {
    const sent = Sent.safeParse(typed).data;
    if (!sent) return { notice: refused({ reason: "unknown_button" }) };
    const { code, person, nonce = newToken() } = sent;
    const id = requestId("teams", speaker.chat, "handover", code, nonce, contentOf(typed));
    const notice = await converse.handOverTo({ ...speaker, requestId: id }, code, person);
    if (notice.kind !== "refused") return { notice };
    const asked = await converse.press(speaker, { act: "handover", code });
    if (asked.kind !== "open_form" || asked.form !== "handover") return { notice };
    const problems = [{ field: "person", refusal: notice.refusal }];
    return { notice, form: handoverView(asked, { reader, nonce, typed, problems }) };
  },
});
