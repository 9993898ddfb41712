import type { Converse } from "../../../core/chat/converse.ts";
import { type CardAct, parseAct } from "../../../core/notices/card-acts.ts";
import { refused } from "../../../core/notices/notice.ts";
import type { Typed } from "../../platform/filled-in.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";

/** The act of the dialog that asks whether to cancel: the same as that of the card. It authorises nothing. */
export const leavingBy = ({ code, version }: Typed): CardAct | undefined =>
  parseAct({ act: "leave_now", code, version });

/** Takes the answer to whether a registration is to be cancelled. */
export const makeLeaveForm = ({ converse }: { converse: Pick<Converse, "press"> }) => ({
  submit: async ({ speaker }: Turn, typed: Typed): Promise<Submitted> => {
    const act = leavingBy(typed);
    return { notice: act ? await converse.press(speaker, act) : refused({ reason: "unknown_button" }) };
  },
});
