import type { ModalView } from "@slack/types";
import { filtered, REVIEW_ACTS, type ReviewProblem, type ReviewStep } from "../../../core/approvals/review-acts.ts";
import { defined } from "../../../core/model/defined.ts";
import type { Reason } from "../../../core/model/registration.ts";
import { refused } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import type { Conversation } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Modals, Turn } from "../modals.ts";
import { readFilter, readReviewInput, readReviewMetadata } from "./fields.ts";
import { REVIEW, REVIEW_VIEW, reviewView } from "./view.ts";

/** Takes what is pressed in the review list, and the filter that is sent with it. */
export const listenToReviewForm = (modals: Modals, conversation: Conversation): void => {
  const { core } = conversation;
  const { reviewActs } = core;

  const sentenceOf = (problem: ReviewProblem, { reader }: Turn): string =>
    problem.reason === "no_request_chosen"
      ? translatorFor(reader.locale)("review_no_request_chosen")
      : conversation.sentence(problem, reader);

  /** The list after a press; where it may not be seen any more, why. `mark` tells its inputs from earlier ones. */
  const listed = async (turn: Turn, step: ReviewStep, mark: number, reason: Reason): Promise<ModalView> => {
    const { speaker, reader } = turn;
    const { state, told, problem, isAllChosen } = step;
    const page = await reviewActs.page(speaker, state, told);
    if (!page.ok) return conversation.noticeView(refused(page.refusal), reader);
    return reviewView(
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

  modals.pressed(REVIEW, async (press) => {
    const { speaker, view, actionId } = press;
    const act = REVIEW_ACTS.find((one) => actionId === `${REVIEW}:${one}`);
    if (!act) return;
    const { mark, ...state } = readReviewMetadata(view.metadata);
    const input = readReviewInput(readFilled(view.values));
    // A second press in the same state of the list is the same act.
    const requestId = conversation.requestId("press", view.id, view.hash, actionId, JSON.stringify(view.values));
    const step = await reviewActs.press({ ...speaker, requestId }, state, act, input);
    const anew = (by: number) => listed(press, step, mark + by, input.reason);
    await modals.shownAnew(press, await anew(1), () => anew(2));
  });

  modals.submitted(REVIEW_VIEW, async (turn) => {
    const { mark, ...before } = readReviewMetadata(turn.view.metadata);
    const filled = readFilled(turn.view.values);
    const state = filtered(before, readFilter(filled));
    if (!state.ok) return { errors: modals.placed([{ field: "domain", refusal: state.refusal }], turn).errors };
    return { view: await listed(turn, { state: state.value }, mark + 1, readReviewInput(filled).reason) };
  });
};
