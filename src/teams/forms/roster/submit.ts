import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { filtered, type RosterAct, type RosterStep } from "../../../core/approvals/roster-acts.ts";
import type { RosterState } from "../../../core/approvals/roster-list.ts";
import type { Converse } from "../../../core/chat/converse.ts";
import type { Core } from "../../../core/core.ts";
import { defined } from "../../../core/model/defined.ts";
import { newToken, parseKey, requestId, type WebinarCode } from "../../../core/model/ids.ts";
import { HOST_LINK_MS, type Links } from "../../../core/model/links.ts";
import { type Notice, refused } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { contentOf, type Typed } from "../../platform/filled-in.ts";
import type { Problem } from "../../platform/inputs.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { readFilter, readRosterAct, readRosterInput, readRosterState, ticksOf } from "./fields.ts";
import { registrantView } from "./registrant-view.ts";
import { type RosterForm, rosterView } from "./view.ts";

/** What the card shows besides its page. */
type Shown = Pick<RosterForm, "typed"> &
  Partial<Pick<RosterForm, "notes" | "problems" | "isAllChosen" | "sure" | "chosen">>;

/** What stays filled in from one state of the list to the next. */
const keptOf = (typed: Typed): Typed => ({
  ...ticksOf(typed),
  reason: typed.reason ?? "",
  ...defined({ told: typed.told }),
});

interface Deps {
  readonly core: Core;
  readonly converse: Converse;
  readonly links: Links;
}

/** The roster: opened, filtered, and what is pressed in it. */
export const makeRosterForm = ({ core, converse, links }: Deps) => {
  const { rosterActs } = core;

  const hostPage = ({ speaker }: Turn, code: WebinarCode): string =>
    links.host(code, speaker.person.id, core.clock.now() + HOST_LINK_MS);

  /** The list as it is now; where it may not be seen any more, why. */
  const listed = async (turn: Turn, { state, told }: RosterStep, shown: Shown): Promise<Submitted> => {
    const { speaker, reader } = turn;
    const page = await rosterActs.page(speaker, state, told);
    if (!page.ok) return { notice: refused(page.refusal) };
    const { roster } = page.value;
    const form = rosterView({
      reader,
      now: core.clock.now(),
      nonce: newToken(),
      problems: [],
      page: hostPage(turn, state.code),
      ...page.value,
      ...shown,
    });
    return { notice: { kind: "open_form", form: "roster", roster }, form };
  };

  const press = async (turn: Turn, state: RosterState, act: RosterAct, typed: Typed): Promise<Submitted> => {
    const { speaker, reader } = turn;
    const id = requestId("teams", speaker.chat, "roster", state.code, typed.nonce ?? newToken(), contentOf(typed));
    const step = await rosterActs.press({ ...speaker, requestId: id }, state, act, readRosterInput(typed));
    const { told, problem, isAllChosen } = step;
    const notes =
      problem?.reason === "no_request_chosen" ? [translatorFor(reader.locale)("review_no_request_chosen")] : [];
    const problems: Problem[] =
      problem && problem.reason !== "no_request_chosen" ? [{ field: "none", refusal: problem }] : [];
    return listed(turn, step, {
      typed: told ? {} : keptOf(typed),
      chosen: told ? [] : (step.state.chosen ?? []),
      notes,
      problems,
      ...defined({ isAllChosen }),
    });
  };

  const filter = (turn: Turn, before: RosterState, typed: Typed): Promise<Submitted> => {
    const asked = readFilter(typed);
    const state = filtered(before, asked);
    if (state.ok) return listed(turn, { state: state.value }, { typed: keptOf(typed) });
    const { search, answer } = asked;
    const problems = [{ field: "search", refusal: state.refusal }];
    return listed(turn, { state: before }, { problems, typed: { ...keptOf(typed), search, answer } });
  };

  /** One person in the place of the list, with what can be done about them, and the way back. */
  const details = async (turn: Turn, state: RosterState, typed: Typed): Promise<Submitted> => {
    const registration = parseKey(typed.key);
    if (!registration) return { notice: refused({ reason: "unknown_registration" }) };
    const notice = await converse.press(turn.speaker, { act: "registrant", code: state.code, registration });
    return notice.kind === "registrant"
      ? { notice, form: registrantView(notice, { reader: turn.reader, state, now: core.clock.now() }) }
      : { notice };
  };

  return {
    open: (turn: Turn, { roster }: Notice & { kind: "open_form"; form: "roster" }): IAdaptiveCard =>
      rosterView({
        reader: turn.reader,
        roster,
        now: core.clock.now(),
        nonce: newToken(),
        typed: {},
        problems: [],
        page: hostPage(turn, roster.webinar.code),
      }),

    submit: async (turn: Turn, typed: Typed): Promise<Submitted> => {
      const state = readRosterState(typed);
      const act = readRosterAct(typed);
      if (!state || !act) return { notice: refused({ reason: "unknown_button" }) };
      switch (act) {
        case "sure_approve":
          return listed(turn, { state }, { sure: "approved", typed: keptOf(typed) });
        case "sure_reject":
          return listed(turn, { state }, { sure: "rejected", typed: keptOf(typed) });
        case "stay":
          return listed(turn, { state }, { typed: keptOf(typed) });
        case "back":
          return listed(turn, { state }, { typed: {} });
        case "details":
          return details(turn, state, typed);
        case "show":
          return filter(turn, state, typed);
        default:
          return press(turn, state, act, typed);
      }
    },
  };
};
