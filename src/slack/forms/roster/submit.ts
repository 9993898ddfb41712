import type { ModalView } from "@slack/types";
import { filtered, ROSTER_ACTS, type RosterProblem, type RosterStep } from "../../../core/approvals/roster-acts.ts";
import { defined } from "../../../core/model/defined.ts";
import type { Reason } from "../../../core/model/registration.ts";
import { refused } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import type { Conversation } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Modals, Turn } from "../modals.ts";
import { readFilter, readRosterInput, readRosterMetadata } from "./fields.ts";
import { ROSTER, ROSTER_VIEW, rosterView } from "./view.ts";

/** Takes what is pressed in the roster, and the filter that is sent with it. */
export const listenToRosterForm = (modals: Modals, conversation: Conversation): void => {
  const { core } = conversation;
  const { rosterActs } = core;

  const sentenceOf = (problem: RosterProblem, { reader }: Turn): string =>
    problem.reason === "no_request_chosen"
      ? translatorFor(reader.locale)("review_no_request_chosen")
      : conversation.sentence(problem, reader);

  /** The list after a press; where it may not be seen any more, why. `mark` tells its inputs from earlier ones. */
  const listed = async (turn: Turn, step: RosterStep, mark: number, reason: Reason): Promise<ModalView> => {
    const { speaker, reader } = turn;
    const { state, told, problem, isAllChosen } = step;
    const page = await rosterActs.page(speaker, state, told);
    if (!page.ok) return conversation.noticeView(refused(page.refusal), reader);
    return rosterView(
      {
        ...page.value,
        mark,
        now: core.clock.now(),
        notes: problem ? [sentenceOf(problem, turn)] : [],
        ...defined({ isAllChosen, reason: told ? undefined : reason }),
      },
      reader,
    );
  };

  modals.pressed(ROSTER, async (press) => {
    const { speaker, view, actionId } = press;
    const act = ROSTER_ACTS.find((one) => actionId === `${ROSTER}:${one}`);
    if (!act) return;
    const { mark, ...state } = readRosterMetadata(view.metadata);
    const input = readRosterInput(readFilled(view.values));
    // A second press in the same state of the list is the same act.
    const requestId = conversation.requestId("press", view.id, view.hash, actionId, JSON.stringify(view.values));
    const step = await rosterActs.press({ ...speaker, requestId }, state, act, input);
    const anew = (by: number) => listed(press, step, mark + by, input.reason);
    await modals.shownAnew(press, await anew(1), () => anew(2));
  });

  modals.submitted(ROSTER_VIEW, async (turn) => {
    const { mark, ...before } = readRosterMetadata(turn.view.metadata);
    const filled = readFilled(turn.view.values);
    const state = filtered(before, readFilter(filled));
    if (!state.ok) return { errors: modals.placed([{ field: "domain", refusal: state.refusal }], turn).errors };
    return { view: await listed(turn, { state: state.value }, mark + 1, readRosterInput(filled).reason) };
  });
};
