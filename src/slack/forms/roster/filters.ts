import type { InputBlock, KnownBlock } from "@slack/types";
import { isEmpty, searchTextOf } from "../../../core/approvals/roster-acts.ts";
import { ANSWER_MAX, isNarrow, SEARCH_MAX } from "../../../core/approvals/roster-list.ts";
import { ROSTER_TABS } from "../../../core/ports/roster.ts";
import type { Translate } from "../../../texts/translate.ts";
import { tabLabel } from "../../../texts/words/roster.ts";
import { blockName, marked } from "../../platform/filled-in.ts";
import { plain, textInput } from "../../platform/inputs.ts";
import { act, buttons, ROSTER, type RosterForm } from "./parts.ts";

/** Whether the fields that narrow the list are there: once they were asked for, or something narrows it. */
export const isSearched = ({ roster, mode }: RosterForm): boolean => mode === "search" || isNarrow(roster);

/** Which part of the roster is shown, and the way to search it. */
const tabBlock = (form: RosterForm, t: Translate): KnownBlock => {
  const { roster, mark } = form;
  const options = ROSTER_TABS.map((tab) => ({ text: plain(tabLabel(tab, roster, t), 75), value: tab }));
  const chosen = options.find(({ value }) => value === roster.tab);
  return {
    type: "actions",
    block_id: marked("tab", String(mark)),
    elements: [
      {
        type: "static_select",
        action_id: `${ROSTER}:filter:tab`,
        options,
        ...(chosen ? { initial_option: chosen } : {}),
      },
      ...(isSearched(form) || isEmpty(roster) ? [] : [act("mode:search", t("field_roster_search"))]),
      // What is decided of many comes about a little later.
      ...(form.told && !isSearched(form) ? [act("filter", t("roster_refresh"))] : []),
    ],
  };
};

/** What narrows the list; each applies as it is sent with the return key. */
const searchBlocks = ({ roster, mark }: RosterForm, t: Translate): KnownBlock[] =>
  [
    textInput({
      block: marked("search", String(mark)),
      label: t("field_roster_search"),
      hint: t("field_roster_search_hint"),
      optional: true,
      value: searchTextOf(roster),
      max: SEARCH_MAX,
    }),
    textInput({
      block: marked("answer", String(mark)),
      label: t("field_review_answer"),
      hint: t("field_review_answer_hint"),
      optional: true,
      value: roster.answer ?? "",
      max: ANSWER_MAX,
    }),
  ].map(
    (block): InputBlock => ({
      ...block,
      dispatch_action: true,
      element: {
        ...block.element,
        action_id: `${ROSTER}:filter:${blockName(block.block_id ?? "")}`,
      } as InputBlock["element"],
    }),
  );

/** The part of the roster that is shown, and what narrows it. */
export const filterBlocks = (form: RosterForm, mayApprove: boolean, t: Translate): KnownBlock[] => [
  tabBlock(form, t),
  ...(isSearched(form) ? searchBlocks(form, t) : []),
  // Else the button below the form shows them.
  ...buttons(isSearched(form) && mayApprove ? [act("filter", t("review_show"))] : []),
];
