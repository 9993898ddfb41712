import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { BulkTold } from "../../../core/approvals/bulk.ts";
import { amongOf, firstOf, type ReviewState } from "../../../core/approvals/review-list.ts";
import { parseDomain } from "../../../core/chat/request-acts.ts";
import type { Core } from "../../../core/core.ts";
import type { BulkResult } from "../../../core/model/bulk.ts";
import { defined } from "../../../core/model/defined.ts";
import { newToken, requestId } from "../../../core/model/ids.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import { unreachable } from "../../../core/model/result.ts";
import { type Notice, refused as refusedNotice } from "../../../core/notices/notice.ts";
import { sayIn } from "../../../texts/say.ts";
import { contentOf, type Typed } from "../../platform/inputs.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { readChosen, readFilter, readReason, readReviewAct, readState } from "./fields.ts";
import { type ReviewForm, reviewForm } from "./view.ts";

type Besides = Partial<Pick<ReviewForm, "told" | "notes" | "problems" | "isAllChosen" | "sure" | "typed">>;

/** What stays filled in from one state of the list to the next. */
const keptOf = ({ reason = "", told = "" }: Typed): Typed => ({ reason, told });

/** The review list: opened, filtered, turned, and what is chosen in it decided, as one. */
export const makeReviewDialog = ({ core }: { core: Core }) => {
  /** What was decided last, as long as it goes on or can be undone. */
  const standing = async ({ speaker }: Turn, { code, bulk }: ReviewState): Promise<BulkTold | undefined> => {
    const webinar = bulk && (await core.webinars.get(speaker.organisation, code));
    const told = webinar && (await core.bulk.told(webinar, bulk));
    return told && (told.isUndoable || told.goesOn) ? told : undefined;
  };

  /** The list as it is now; where it may not be seen any more, why. A page that became empty gives way to the first. */
  const listed = async (turn: Turn, state: ReviewState, besides: Besides = {}): Promise<Submitted> => {
    const { speaker, reader } = turn;
    const { code, status, from } = state;
    const asked = { organisation: speaker.organisation, code, by: speaker.person };
    const found = await core.review(asked, { status, ...amongOf(state) }, from);
    if (!found.ok) return { notice: refusedNotice(found.refusal) };
    const { some, next } = found.value;
    if (from && some.length === 0 && !next) return listed(turn, firstOf(state), besides);
    const told = besides.told ?? (await standing(turn, state));
    const form = reviewForm({
      reader,
      review: found.value,
      now: core.clock.now(),
      nonce: newToken(),
      typed: {},
      problems: [],
      ...besides,
      told,
    });
    return { notice: { kind: "open_form", form: "review", review: found.value }, form };
  };

  const refusedIn = (turn: Turn, state: ReviewState, typed: Typed, refusal: Refusal): Promise<Submitted> =>
    listed(turn, state, { problems: [{ field: "none", refusal }], typed: keptOf(typed) });

  /** Decides what was chosen; `isAll`: whatever waits and matches what the list shows. */
  const decide = async (
    turn: Turn,
    state: ReviewState,
    typed: Typed,
    to: BulkResult,
    isAll: boolean,
  ): Promise<Submitted> => {
    const { organisation, person: by, chat } = turn.speaker;
    const chosen = readChosen(typed);
    const isWaiting = state.status === "pending";
    if (!isAll && chosen.length === 0) {
      const notes = [sayIn(turn.reader.locale)("review_no_request_chosen")];
      return listed(turn, state, { notes, typed: keptOf(typed) });
    }
    if (isAll && !isWaiting) return listed(turn, state);
    const reason = readReason(typed);
    const result = await core.bulk.decide({
      organisation,
      code: state.code,
      by,
      chat,
      to,
      among: amongOf(state),
      requestId: requestId("teams", chat, "review", state.code, typed.nonce ?? newToken(), contentOf(typed)),
      ...(isAll ? {} : { chosen, isChange: !isWaiting }),
      ...defined({ reason: to === "rejected" && reason.text.trim() !== "" ? reason : undefined }),
    });
    return result.ok ? listed(turn, state, { told: result.value }) : refusedIn(turn, state, typed, result.refusal);
  };

  const undo = async (turn: Turn, state: ReviewState, typed: Typed): Promise<Submitted> => {
    const { organisation, person: by } = turn.speaker;
    const { code, bulk: id } = state;
    if (!id) return listed(turn, state);
    const result = await core.bulk.undo({ organisation, code, by, id });
    return result.ok ? listed(turn, state, { told: result.value }) : refusedIn(turn, state, typed, result.refusal);
  };

  const filter = (turn: Turn, state: ReviewState, typed: Typed): Promise<Submitted> => {
    const { domain: _, answer: __, ...rest } = firstOf(state);
    const { status, typedDomain, answer } = readFilter(typed);
    const domain = parseDomain(typedDomain);
    if (typedDomain !== "" && domain === undefined) {
      const problems = [{ field: "domain", refusal: { reason: "domain_invalid", typed: typedDomain } as const }];
      return listed(turn, state, { problems, typed: { ...keptOf(typed), domain: typedDomain, answer } });
    }
    return listed(
      turn,
      { ...rest, status, ...defined({ domain, answer: answer === "" ? undefined : answer }) },
      { typed: keptOf(typed) },
    );
  };

  return {
    open: ({ reader }: Turn, { review }: Notice & { kind: "open_form"; form: "review" }): IAdaptiveCard =>
      reviewForm({ reader, review, now: core.clock.now(), nonce: newToken(), typed: {}, problems: [] }),

    submit: async (turn: Turn, typed: Typed): Promise<Submitted> => {
      const state = readState(typed);
      const act = readReviewAct(typed);
      if (!state || !act) return { notice: refusedNotice({ reason: "unknown_button" }) };
      switch (act) {
        case "approve_chosen":
        case "approve_all":
          return decide(turn, state, typed, "approved", act === "approve_all");
        case "reject_chosen":
        case "reject_all":
          return decide(turn, state, typed, "rejected", act === "reject_all");
        case "sure_approve":
        case "sure_reject":
          return listed(turn, state, {
            sure: act === "sure_approve" ? "approved" : "rejected",
            typed: keptOf(typed),
          });
        case "choose_all":
          return listed(turn, state, { isAllChosen: true, typed: keptOf(typed) });
        case "next":
          return listed(turn, state.next ? { ...state, from: state.next } : state, { typed: keptOf(typed) });
        case "first":
          return listed(turn, firstOf(state), { typed: keptOf(typed) });
        case "stay":
          return listed(turn, state, { typed: keptOf(typed) });
        case "show":
          return filter(turn, state, typed);
        case "undo":
          return undo(turn, state, typed);
        default:
          return unreachable(act);
      }
    },
  };
};
