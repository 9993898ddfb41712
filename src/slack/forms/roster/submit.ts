import type { ModalView } from "@slack/types";
import {
  filtered,
  ROSTER_ACTS,
  type RosterAct,
  type RosterProblem,
  type RosterStep,
} from "../../../core/approvals/roster-acts.ts";
import type { RosterState } from "../../../core/approvals/roster-list.ts";
import { defined } from "../../../core/model/defined.ts";
import { parseKey } from "../../../core/model/ids.ts";
import { HOST_LINK_MS } from "../../../core/model/links.ts";
import { refused } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import type { Conversation } from "../../conversation.ts";
import { type Filled, readFilled } from "../../platform/filled-in.ts";
import type { Modals, Press, Turn } from "../modals.ts";
import {
  asksReason,
  ROSTER_MODES,
  type RosterMode,
  readFilter,
  readRosterInput,
  readRosterMetadata,
  rowName,
} from "./fields.ts";
import { ROSTER } from "./parts.ts";
import { ROSTER_VIEW, rosterView } from "./view.ts";

/** How a list goes on: as what, and how often it was shown. */
interface Going {
  readonly mark: number;
  readonly mode: RosterMode | undefined;
}

/** Takes what is pressed in the roster, what narrows it, and what is sent with it. */
export const listenToRosterForm = (modals: Modals, conversation: Conversation): void => {
  const { core, converse, client, links } = conversation;
  const { rosterActs } = core;

  const sentenceOf = (problem: RosterProblem, { reader }: Turn): string =>
    problem.reason === "no_request_chosen"
      ? translatorFor(reader.locale)("review_no_request_chosen")
      : conversation.sentence(problem, reader);

  /** The list after a press; where it may not be seen any more, why. `mark` tells its inputs from earlier ones. */
  const listed = async (turn: Turn, step: RosterStep, going: Going, filled: Filled): Promise<ModalView> => {
    const { speaker, reader } = turn;
    const { state, told, problem, isAllChosen } = step;
    const page = await rosterActs.page(speaker, state, told);
    if (!page.ok) return conversation.noticeView(refused(page.refusal), reader);
    const { chosen, reason } = readRosterInput(filled);
    const now = core.clock.now();
    return rosterView(
      {
        ...page.value,
        mark: going.mark,
        // What was asked for is done.
        mode: told ? undefined : going.mode,
        now,
        notes: problem ? [sentenceOf(problem, turn)] : [],
        page: links.host(state.code, speaker.person.id, now + HOST_LINK_MS),
        chosen: told ? [] : [...(state.chosen ?? []), ...chosen],
        ...defined({ isAllChosen, reason: told || !asksReason(filled) ? undefined : reason }),
      },
      reader,
    );
  };

  /** The list as what is typed and chosen narrows it; a domain that is none stands over it. */
  const narrowed = (before: RosterState, filled: Filled): RosterStep => {
    const state = filtered(before, readFilter(filled));
    return state.ok ? { state: state.value } : { state: before, problem: state.refusal };
  };

  /** Shows one person on top of the list. */
  const openDetails = async ({ speaker, reader, triggerId, value }: Press, { code }: RosterState): Promise<void> => {
    const registration = parseKey(value);
    if (!registration) return;
    const notice = await converse.press(speaker, { act: "registrant", code, registration });
    await client.views.push({ trigger_id: triggerId, view: conversation.noticeView(notice, reader, true) });
  };

  const stepOf = async (press: Press, name: string, state: RosterState, filled: Filled) => {
    const { speaker, view, actionId } = press;
    if (name === "filter") return narrowed(state, filled);
    const act = ROSTER_ACTS.find((one) => one === name);
    if (!act) return undefined;
    // A second press in the same state of the list is the same act.
    const requestId = conversation.requestId("press", view.id, view.hash, actionId, JSON.stringify(view.values));
    return rosterActs.press({ ...speaker, requestId }, state, act, readRosterInput(filled));
  };

  modals.pressed(ROSTER, async (press) => {
    const { view, actionId } = press;
    const [, name = "", asked] = actionId.split(":");
    const { mark, mode, ...state } = readRosterMetadata(view.metadata);
    if (name === "details") return openDetails(press, state);
    const filled = readFilled(view.values);
    const isMode = name === "mode";
    // A tick alone changes nothing yet: what is chosen comes with the next press.
    const step = isMode ? { state } : await stepOf(press, name, state, filled);
    if (!step) return;
    const next = isMode ? ROSTER_MODES.find((one) => one === asked) : mode;
    const anew = (by: number) => listed(press, step, { mark: mark + by, mode: next }, filled);
    await modals.shownAnew(press, await anew(1), () => anew(2));
  });

  modals.submitted(ROSTER_VIEW, async (turn) => {
    const { mark, mode, ...state } = readRosterMetadata(turn.view.metadata);
    const filled = readFilled(turn.view.values);
    const input = readRosterInput(filled);
    const isChosen = input.chosen.length + (state.chosen?.length ?? 0) > 0;
    const press = (act: RosterAct) => rosterActs.press(turn.speaker, state, act, input);
    const stepOfForm = async (): Promise<RosterStep> => {
      if (mode === "reject") return press("reject_chosen");
      // The button approves where rows have boxes. With none ticked, what was typed to search by is meant.
      const after = narrowed(state, filled);
      const isNarrowed = JSON.stringify(after.state) !== JSON.stringify(narrowed(state, readFilled({})).state);
      return filled.has(rowName(0)) && (isChosen || !isNarrowed) ? press("approve_chosen") : after;
    };
    return { view: await listed(turn, await stepOfForm(), { mark: mark + 1, mode }, filled) };
  });
};
