import { z } from "zod";
import type { Converse } from "../../../core/chat/converse.ts";
import { CodeSchema } from "../../../core/model/ids.ts";
import { refused } from "../../../core/notices/notice.ts";
import type { Typed } from "../../platform/filled-in.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { passwordView } from "./view.ts";

/** What the form sends. It authorises nothing. */
const Sent = z.object({ code: CodeSchema, password: z.string().default("") });

/** Takes the password of somebody who comes late, and lets them in; the form comes back where it was wrong. */
export const makePasswordForm = ({ converse }: { converse: Pick<Converse, "join"> }) => ({
  submit: async ({ speaker, reader }: Turn, typed: Typed, inline: boolean): Promise<Submitted> => {
    const sent = Sent.safeParse(typed).data;
    if (!sent) return { notice: refused({ reason: "unknown_button" }) };
    const notice = await converse.join(speaker, sent.code, sent.password);
    const isAskedAgain = notice.kind === "open_form" && notice.form === "password";
    return isAskedAgain ? { notice, form: passwordView(notice, reader, inline) } : { notice };
  },
});
