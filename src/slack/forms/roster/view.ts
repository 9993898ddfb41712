import type { Button, InputBlock, KnownBlock, ModalView } from "@slack/types";
import type { BulkTold } from "../../../core/approvals/bulk.ts";
import { REASON_MAX } from "../../../core/approvals/decide.ts";
import {
  decisionsOn,
  isEmpty,
  mayDecideAll,
  type RosterAct,
  searchTextOf,
  stateOf,
} from "../../../core/approvals/roster-acts.ts";
import {
  ANSWER_MAX,
  chosenValue,
  isNarrow,
  type RosterPage,
  type RosterRow,
  SEARCH_MAX,
} from "../../../core/approvals/roster-list.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Reason } from "../../../core/model/registration.ts";
import { ROSTER_TABS } from "../../../core/ports/roster.ts";
import type { Words } from "../../../texts/fact.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { capital, contextFor, type TextContext } from "../../../texts/words/facts.ts";
import { rosterLines, rowText, stateUnder, tabLabel } from "../../../texts/words/roster.ts";
import { wordsOf } from "../../../texts/words.ts";
import { factLines } from "../../notices/blocks.ts";
import { confirmation, LINK } from "../../notices/button.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { blockName, marked } from "../../platform/filled-in.ts";
import { heading, notesOf, plain, section, selectInput, severalInput, textInput } from "../../platform/inputs.ts";
import { type RosterMetadata, rowName } from "./fields.ts";

export const ROSTER_VIEW = "roster";
/** How the action ids of what is pressed in the list begin. */
export const ROSTER = "roster";

export interface RosterForm {
  readonly roster: RosterPage;
  readonly now: number;
  /** Renames the inputs, since Slack keeps what stands in an input of the same name. */
  readonly mark?: number;
  /** The bulk decision that is told over the list. */
  readonly told?: BulkTold | undefined;
  readonly notes?: readonly string[];
  readonly isAllChosen?: boolean;
  /** Who was chosen already, on this page and on others. */
  readonly chosen?: readonly string[];
  /** What was typed already. */
  readonly reason?: Reason | undefined;
  /** The same as a page, where the host may open one. */
  readonly page?: string;
}

const act = (name: RosterAct | "page" | "filter", label: string, more: Partial<Button> = {}): Button => ({
  type: "button",
  action_id: `${ROSTER}:${name}`,
  text: plain(label, 75),
  ...more,
});

const buttons = (elements: readonly Button[]): KnownBlock[] =>
  elements.length === 0 ? [] : [{ type: "actions", elements: [...elements] }];

const said = ({ title, lines, facts }: Words, t: Translate): KnownBlock =>
  section([`*${escapeMrkdwn(title)}*`, ...lines.map(escapeMrkdwn), factLines(facts, t)].join("\n").trim());

/** What was decided, with the way back while there is one. */
const toldBlocks = (told: BulkTold | undefined, reader: Reader, t: Translate): KnownBlock[] =>
  told
    ? [
        said(wordsOf({ kind: "bulk", ...told }, reader), t),
        ...buttons(told.isUndoable ? [act("undo", t("undo"), { value: told.id })] : []),
        { type: "divider" },
      ]
    : [];

/** A row, with the box by which it is chosen where something can be decided about it. */
const rowBlock = (form: RosterForm, row: RosterRow, at: number, context: TextContext): KnownBlock => {
  const { roster, mark, isAllChosen, chosen = [], now } = form;
  const text = rowText(row, roster.webinar, context);
  const { name, address, answers } = text;
  const lines = [
    `*${escapeMrkdwn(name)}*  ${escapeMrkdwn(address)}`,
    escapeMrkdwn(capital(stateUnder(roster.tab, text), context)),
    ...(answers === "" ? [] : [`>${escapeMrkdwn(answers)}`]),
  ];
  const block = section(lines.join("\n"));
  if (!row.registration || decisionsOn(roster, now).length === 0) return block;
  const option = { text: plain(context.t("choose_one"), 75), value: chosenValue(row.registration) };
  const isChosen = isAllChosen || chosen.includes(option.value);
  return {
    ...block,
    block_id: marked(rowName(at), String(mark)),
    accessory: {
      type: "checkboxes",
      action_id: `${ROSTER}:tick`,
      options: [option],
      ...(isChosen ? { initial_options: [option] } : {}),
    },
  };
};

/** Opens the details of one of those on the page. */
const detailsBlock = ({ roster, mark }: RosterForm, context: TextContext): KnownBlock => ({
  type: "actions",
  block_id: marked("details", String(mark)),
  elements: [
    {
      type: "static_select",
      action_id: `${ROSTER}:details`,
      placeholder: plain(context.t("roster_details"), 150),
      options: roster.some.map((row) => ({
        text: plain(rowText(row, roster.webinar, context).name, 75),
        value: row.key,
      })),
    },
  ],
});

const rowBlocks = (form: RosterForm, context: TextContext): KnownBlock[] => {
  const { roster, now } = form;
  const { t } = context;
  if (roster.some.length === 0) return [];
  return [
    ...roster.some.map((row, at) => rowBlock(form, row, at, context)),
    ...buttons(decisionsOn(roster, now).length > 0 ? [act("choose_all", t("choose_all"))] : []),
    detailsBlock(form, context),
  ];
};

const reasonBlocks = ({ mark, reason }: RosterForm, t: Translate): KnownBlock[] => [
  textInput({
    block: marked("reason", String(mark)),
    label: t("field_bulk_reason"),
    optional: true,
    multiline: true,
    value: reason?.text ?? "",
    max: REASON_MAX,
  }),
  severalInput({
    block: marked("told", String(mark)),
    label: t("field_reason_told"),
    optional: true,
    choices: [{ value: "told", text: t("yes"), description: t("field_reason_told_hint") }],
    values: (reason?.told ?? true) ? ["told"] : [],
  }),
];

const OF_ALL = {
  approve: { act: "approve_all", matching: "approve_matching" },
  reject: { act: "reject_all", matching: "reject_matching" },
} as const;

/** Decides all that wait and match, on every page, after a confirmation. */
const allButton = (page: RosterPage, name: keyof typeof OF_ALL, t: Translate): Button => {
  const of = OF_ALL[name];
  const danger = name === "reject" ? ({ style: "danger" } as const) : {};
  const label = isNarrow(page) ? t(of.matching) : t(of.act, { count: page.counts.pending });
  return act(of.act, label, {
    ...danger,
    confirm: confirmation(name, t, label),
  });
};

const decisionBlocks = (form: RosterForm, t: Translate): KnownBlock[] => {
  const { roster, now } = form;
  const results = decisionsOn(roster, now);
  return [
    ...(results.includes("rejected") && !isEmpty(roster) ? reasonBlocks(form, t) : []),
    ...buttons([
      // The submit button approves those that were chosen, where they can be.
      ...(roster.some.length > 0 && results.includes("rejected")
        ? [act("reject_chosen", t("reject_chosen"), { style: "danger" })]
        : []),
      ...(mayDecideAll(roster, now) ? [allButton(roster, "approve", t), allButton(roster, "reject", t)] : []),
    ]),
  ];
};

/** What narrows the list; each applies as soon as it is chosen, or sent with the return key. */
const filterBlocks = ({ roster, mark }: RosterForm, t: Translate): KnownBlock[] =>
  [
    selectInput({
      block: marked("tab", String(mark)),
      label: t("field_roster_tab"),
      choices: ROSTER_TABS.map((tab) => ({ value: tab, text: tabLabel(tab, roster, t) })),
      value: roster.tab,
    }),
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

/** Shows a page of a webinar's roster, with what can be decided about those on it, and what narrows it. */
export const rosterView = (given: RosterForm, reader: Reader): ModalView => {
  const form = { ...given, mark: given.mark ?? 0 };
  const { roster, mark, told, notes = [], chosen = [], now, page } = form;
  const t = translatorFor(reader.locale);
  const context = contextFor(reader, { now, marksTimes: true });
  const metadata: RosterMetadata = { ...stateOf(roster, told, chosen), mark };
  const mayApprove = roster.some.length > 0 && decisionsOn(roster, now).includes("approved");
  return {
    type: "modal",
    callback_id: ROSTER_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t("roster_title")),
    submit: heading(t(mayApprove ? "approve_chosen" : "review_show")),
    close: heading(t("close")),
    blocks: [
      ...notesOf(notes),
      ...toldBlocks(told, reader, t),
      section(rosterLines(roster, context).map(escapeMrkdwn).join("\n")),
      ...filterBlocks(form, t),
      // Else the button below the form shows them.
      ...buttons(mayApprove ? [act("filter", t("review_show"))] : []),
      ...rowBlocks(form, context),
      ...decisionBlocks(form, t),
      ...buttons([
        ...(roster.previous === undefined ? [] : [act("previous", t("roster_previous"))]),
        ...(roster.next ? [act("next", t(roster.isPartial ? "roster_search_on" : "review_next"))] : []),
        ...(page ? [{ ...act("page", t("roster_page")), action_id: LINK, url: page }] : []),
      ]),
    ],
  };
};
