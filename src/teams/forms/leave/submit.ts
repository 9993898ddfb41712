import type { Converse } from "../../../core/chat/converse.ts";
import { type CardAct, parseAct } from "../../../core/notices/card-acts.ts";
import { refused } from "../../../core/notices/notice.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Typed } from "../../platform/filled-in.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { leaveView } from "./view.ts";

/**
 * The act of the dialog that asks whether to cancel, or offers to take back what one press registered: the same as that
 * of the card. *Keep my place* shows what is kept. It authorises nothing.
 */
export const leavingBy = ({ act, code, version }: Typed): CardAct | undefined =>
  parseAct({ act: act === "take_back" || act === "keep" ? act : "leave_now", code, version });

/** Takes the answer to whether a registration is to be cancelled. */
export const makeLeaveForm = ({ converse, clock }: { converse: Pick<Converse, "press">; clock: Clock }) => ({
  submit: async ({ speaker, reader }: Turn, typed: Typed): Promise<Submitted> => {
    const act = leavingBy(typed);
    const notice = act ? await converse.press(speaker, act) : refused({ reason: "unknown_button" });
    // It became something else since, which is asked about.
    if (notice.kind === "open_form" && notice.form === "leave")
      return { notice, form: leaveView(notice, clock.now(), reader) };
    return { notice };
  },
});
