import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { filtered, type ReviewAct, type ReviewStep } from "../../../core/approvals/review-acts.ts";
import type { ReviewState } from "../../../core/approvals/review-list.ts";
import type { Core } from "../../../core/core.ts";
import { defined } from "../../../core/model/defined.ts";
import { newToken, requestId } from "../../../core/model/ids.ts";
import { type Notice, refused } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { contentOf, type Typed } from "../../platform/filled-in.ts";
import type { Problem } from "../../platform/inputs.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { readFilter, readReviewAct, readReviewInput, readReviewState } from "./fields.ts";
import { type ReviewForm, reviewView } from "./view.ts";

/** What the card shows besides its page. */
type Shown = Pick<ReviewForm, "typed"> & Partial<Pick<ReviewForm, "notes" | "problems" | "isAllChosen" | "sure">>;

/** What stays filled in from one state of the list to the next. */
const keptOf = ({ reason = "", told }: Typed): Typed => ({ reason, ...defined({ told }) });

/** The review list: opened, filtered, and what is pressed in it. */
export const makeReviewForm = ({ core }: { core: Core }) => {
  const { reviewActs } = core;

  /** The list as it is now; where it may not be seen any more, why. */
  const listed = async (turn: Turn, { state, told }: ReviewStep, shown: Shown): Promise<Submitted> => {
    const { speaker, reader } = turn;
    const page = await reviewActs.page(speaker, state, told);
    if (!page.ok) return { notice: refused(page.refusal) };
    const { review } = page.value;
    const form = reviewView({
      reader,
      now: core.clock.now(),
      nonce: newToken(),
      problems: [],
      ...page.value,
      ...shown,
    });
    return { notice: { kind: "open_form", form: "review", review }, form };
  };

  const press = async (turn: Turn, state: ReviewState, act: ReviewAct, typed: Typed): Promise<Submitted> => {
    const { speaker, reader } = turn;
    const id = requestId("teams", speaker.chat, "review", state.code, typed.nonce ?? newToken(), contentOf(typed));
    const step = await reviewActs.press({ ...speaker, requestId: id }, state, act, readReviewInput(typed));
    const { told, problem, isAllChosen } = step;
    const notes =
      problem?.reason === "no_request_chosen" ? [translatorFor(reader.locale)("review_no_request_chosen")] : [];
    const problems: Problem[] =
      problem && problem.reason !== "no_request_chosen" ? [{ field: "none", refusal: problem }] : [];
    return listed(turn, step, {
      typed: told ? {} : keptOf(typed),
      notes,
      problems,
      ...defined({ isAllChosen }),
    });
  };

  const filter = (turn: Turn, before: ReviewState, typed: Typed): Promise<Submitted> => {
    const asked = readFilter(typed);
    const state = filtered(before, asked);
    if (state.ok) return listed(turn, { state: state.value }, { typed: keptOf(typed) });
    const { domain, answer } = asked;
    const problems = [{ field: "domain", refusal: state.refusal }];
    return listed(turn, { state: before }, { problems, typed: { ...keptOf(typed), domain, answer } });
  };

  return {
    open: ({ reader }: Turn, { review }: Notice & { kind: "open_form"; form: "review" }): IAdaptiveCard =>
      reviewView({ reader, review, now: core.clock.now(), nonce: newToken(), typed: {}, problems: [] }),

    submit: async (turn: Turn, typed: Typed): Promise<Submitted> => {
      const state = readReviewState(typed);
      const act = readReviewAct(typed);
      if (!state || !act) return { notice: refused({ reason: "unknown_button" }) };
      switch (act) {
        case "sure_approve":
          return listed(turn, { state }, { sure: "approved", typed: keptOf(typed) });
        case "sure_reject":
          return listed(turn, { state }, { sure: "rejected", typed: keptOf(typed) });
        case "stay":
          return listed(turn, { state }, { typed: keptOf(typed) });
        case "show":
          return filter(turn, state, typed);
        default:
          return press(turn, state, act, typed);
      }
    },
  };
};
