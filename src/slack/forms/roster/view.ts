import type { Button, KnownBlock, ModalView } from "@slack/types";
import type { BulkTold } from "../../../core/approvals/bulk.ts";
import { REASON_MAX } from "../../../core/approvals/decide.ts";
import { decisionsOn, isEmpty, mayDecideAll, stateOf } from "../../../core/approvals/roster-acts.ts";
import { chosenValue, isNarrow, type RosterPage, type RosterRow } from "../../../core/approvals/roster-list.ts";
import { defined } from "../../../core/model/defined.ts";
import type { Reader } from "../../../core/model/person.ts";
import { undoingSays } from "../../../core/notices/request-offers.ts";
import type { Words } from "../../../texts/fact.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { capital, contextFor, type TextContext } from "../../../texts/words/facts.ts";
import { rosterLines, rowText, stateUnder } from "../../../texts/words/roster.ts";
import { wordsOf } from "../../../texts/words.ts";
import { factLines } from "../../notices/blocks.ts";
import { confirmation, LINK } from "../../notices/button.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { marked } from "../../platform/filled-in.ts";
import { heading, notesOf, plain, section, textInput } from "../../platform/inputs.ts";
import { reasonReaders } from "../decide/view.ts";
import { type RosterMetadata, rowName } from "./fields.ts";
import { filterBlocks, isSearched } from "./filters.ts";
import { act, buttons, ROSTER, type RosterForm } from "./parts.ts";

export const ROSTER_VIEW = "roster";

const said = ({ title, lines, facts }: Words, t: Translate): KnownBlock =>
  section([`*${escapeMrkdwn(title)}*`, ...lines.map(escapeMrkdwn), factLines(facts, t)].join("\n").trim());

/** What was decided, with the way back while there is one. */
const toldBlocks = (told: BulkTold | undefined, reader: Reader, t: Translate): KnownBlock[] =>
  told
    ? [
        said(wordsOf({ kind: "bulk", ...told }, reader), t),
        ...buttons(told.isUndoable ? [act("undo", t(undoingSays(told)), { value: told.id })] : []),
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

/** Chooses the whole page, and opens the details of one of those on it. */
const pageBlock = ({ roster, mark, now }: RosterForm, context: TextContext): KnownBlock => ({
  type: "actions",
  block_id: marked("details", String(mark)),
  elements: [
    ...(decisionsOn(roster, now).length > 0 ? [act("choose_all", context.t("choose_all"))] : []),
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
  const { roster } = form;
  if (roster.some.length === 0) return [];
  return [...roster.some.map((row, at) => rowBlock(form, row, at, context)), pageBlock(form, context)];
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
  reasonReaders(marked("told", String(mark)), reason?.told ?? true, t),
];

const isRejectable = (roster: RosterPage, now: number): boolean =>
  !isEmpty(roster) && decisionsOn(roster, now).includes("rejected");

/** Rejecting is a step of its own: whoever only reads or approves is asked for no reason. */
const isRejecting = ({ roster, now, mode }: RosterForm): boolean => mode === "reject" && isRejectable(roster, now);

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

/** What rejecting asks for, and the way back to the list; the button below the form rejects those that were chosen. */
const rejectingBlocks = (form: RosterForm, t: Translate): KnownBlock[] => {
  const { roster, now } = form;
  return [
    ...reasonBlocks(form, t),
    ...buttons([
      ...(mayDecideAll(roster, now) ? [allButton(roster, "reject", t)] : []),
      act("mode:list", t("roster_back")),
    ]),
  ];
};

/** What decides besides the button below the form, which approves those that were chosen, where they can be. */
const decisionBlocks = ({ roster, now }: RosterForm, t: Translate): KnownBlock[] =>
  buttons([
    ...(isRejectable(roster, now) ? [act("mode:reject", t("reject_some"))] : []),
    ...(mayDecideAll(roster, now) ? [allButton(roster, "approve", t)] : []),
  ]);

const pagingBlocks = ({ roster, page }: RosterForm, t: Translate): KnownBlock[] =>
  buttons([
    ...(roster.previous === undefined ? [] : [act("previous", t("roster_previous"))]),
    ...(roster.next ? [act("next", t(roster.isPartial ? "roster_search_on" : "review_next"))] : []),
    ...(page ? [{ ...act("page", t("roster_page")), action_id: LINK, url: page }] : []),
  ]);

/** What the button below the form does; undefined where there is nothing to send. */
const submitLabel = (
  form: RosterForm,
  mayApprove: boolean,
): "reject_chosen" | "approve_chosen" | "review_show" | undefined => {
  if (isRejecting(form)) return "reject_chosen";
  if (mayApprove) return "approve_chosen";
  return isSearched(form) ? "review_show" : undefined;
};

/** Shows a page of a webinar's roster, with what can be decided about those on it, and what narrows it. */
export const rosterView = (given: RosterForm, reader: Reader): ModalView => {
  const form = { ...given, mark: given.mark ?? 0 };
  const { roster, mark, told, notes = [], chosen = [], now, mode } = form;
  const t = translatorFor(reader.locale);
  const context = contextFor(reader, { now, marksTimes: true });
  const metadata: RosterMetadata = { ...stateOf(roster, told, chosen), mark, ...defined({ mode }) };
  const mayApprove = roster.some.length > 0 && decisionsOn(roster, now).includes("approved");
  const submit = submitLabel(form, mayApprove);
  return {
    type: "modal",
    callback_id: ROSTER_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t("roster_title")),
    ...defined({ submit: submit && heading(t(submit)) }),
    close: heading(t("close")),
    blocks: [
      ...notesOf(notes),
      ...toldBlocks(told, reader, t),
      section(rosterLines(roster, context).map(escapeMrkdwn).join("\n")),
      ...(isRejecting(form)
        ? [...rowBlocks(form, context), ...rejectingBlocks(form, t)]
        : [
            ...filterBlocks(form, mayApprove, t),
            ...rowBlocks(form, context),
            ...decisionBlocks(form, t),
            ...pagingBlocks(form, t),
          ]),
    ],
  };
};
