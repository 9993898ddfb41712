import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { z } from "zod";
import type { Core } from "../../../core/core.ts";
import { CodeSchema, KeySchema, newToken, requestId } from "../../../core/model/ids.ts";
import { type Notice, refused } from "../../../core/notices/notice.ts";
import { contentOf, type Typed } from "../../platform/filled-in.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { correctView } from "./view.ts";

/** What the form sends. It authorises nothing. */
const Sent = z.object({
  code: CodeSchema,
  registration: KeySchema,
  address: z.string().default(""),
  nonce: z.string().optional(),
});

/** The form in which a host corrects a guest's address: opened and submitted. */
export const makeCorrectForm = ({ core }: { core: Core }) => ({
  open: ({ reader }: Turn, asked: Notice & { kind: "open_form"; form: "correct" }): IAdaptiveCard =>
    correctView(asked, reader, { nonce: newToken() }),

  submit: async ({ speaker, reader }: Turn, typed: Typed): Promise<Submitted> => {
    const sent = Sent.safeParse(typed).data;
    if (!sent) return { notice: refused({ reason: "unknown_button" }) };
    const { organisation, person: by, chat } = speaker;
    const { code, registration: key, address, nonce = newToken() } = sent;
    const of = { organisation, code, key, by };
    const result = await core.correctAddress.correct({
      ...of,
      address,
      way: "teams",
      requestId: requestId("teams", chat, "correct", code, key, nonce, contentOf(typed)),
    });
    if (result.ok) return { notice: { kind: "corrected", ...result.value } };
    const { refusal } = result;
    const opened = await core.correctAddress.open(of);
    if (!opened.ok) return { notice: refused(refusal) };
    const notice = { kind: "open_form", form: "correct", ...opened.value } as const;
    const problems = [{ field: "address", refusal }];
    return { notice: refused(refusal), form: correctView(notice, reader, { typed, problems, nonce }) };
  },
});
