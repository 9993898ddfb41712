import type { Button, KnownBlock, ModalView } from "@slack/types";
import type { BulkTold } from "../../../core/approvals/bulk.ts";
import { REASON_MAX } from "../../../core/approvals/decide.ts";
import { decisionsOn, isEmpty, type RosterAct, stateOf } from "../../../core/approvals/roster-acts.ts";
import { ANSWER_MAX, chosenValue, DOMAIN_MAX, isNarrow, type RosterPage } from "../../../core/approvals/roster-list.ts";
import type { Reader } from "../../../core/model/person.ts";
import { fullName } from "../../../core/model/person.ts";
import type { Reason } from "../../../core/model/registration.ts";
import { STATUSES } from "../../../core/model/status.ts";
import type { Words } from "../../../texts/fact.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { showInstant } from "../../../texts/when.ts";
import { wordsOf } from "../../../texts/words.ts";
import { confirmation } from "../../notices/button.ts";
import { factLines } from "../../notices/message.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { marked } from "../../platform/filled-in.ts";
import { heading, notesOf, plain, section, selectInput, severalInput, textInput } from "../../platform/inputs.ts";
import type { RosterMetadata } from "./fields.ts";

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
  /** What was typed already. */
  readonly reason?: Reason | undefined;
}

const act = (name: RosterAct, label: string, more: Partial<Button> = {}): Button => ({
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

const requestsBlocks = (form: RosterForm, reader: Reader, t: Translate): KnownBlock[] => {
  const { roster, now, mark, isAllChosen } = form;
  const { some, webinar } = roster;
  const choices = some.map((one) => ({
    value: chosenValue(one),
    text: fullName(one),
    description: t("review_one", {
      address: one.address,
      when: showInstant(one.registeredAt, reader.zone ?? webinar.zone, reader.locale),
    }),
  }));
  if (some.length === 0) return [];
  if (decisionsOn(roster, now).length === 0)
    return choices.map(({ text, description }) => section(`${escapeMrkdwn(text)}\n${escapeMrkdwn(description)}`));
  return [
    severalInput({
      block: marked("chosen", String(mark)),
      label: t("review_chosen"),
      optional: true,
      choices,
      values: isAllChosen ? choices.map(({ value }) => value) : [],
    }),
    ...buttons([act("choose_all", t("choose_all"))]),
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
const allButton = ({ webinar, ...filter }: RosterPage, name: keyof typeof OF_ALL, t: Translate): Button => {
  const of = OF_ALL[name];
  const danger = name === "reject" ? ({ style: "danger" } as const) : {};
  const label = isNarrow(filter) ? t(of.matching) : t(of.act, { count: webinar.counts.pending });
  return act(of.act, label, {
    ...danger,
    confirm: confirmation(name, t, label),
  });
};

const STYLES = { approved: "primary", rejected: "danger" } as const;
const CHOSEN = { approved: "approve_chosen", rejected: "reject_chosen" } as const;

const decisionBlocks = (form: RosterForm, t: Translate): KnownBlock[] => {
  const { roster, now } = form;
  const results = decisionsOn(roster, now);
  return [
    ...(results.includes("rejected") && !isEmpty(roster) ? reasonBlocks(form, t) : []),
    ...buttons([
      ...(roster.some.length > 0 ? results.map((to) => act(CHOSEN[to], t(CHOSEN[to]), { style: STYLES[to] })) : []),
      ...(roster.status === "pending" && results.length > 0 && !isEmpty(roster)
        ? [allButton(roster, "approve", t), allButton(roster, "reject", t)]
        : []),
    ]),
  ];
};

const filterBlocks = ({ roster, mark }: RosterForm, t: Translate): KnownBlock[] => [
  selectInput({
    block: marked("status", String(mark)),
    label: t("field_review_status"),
    choices: STATUSES.map((status) => ({ value: status, text: t(`status_${status}`) })),
    value: roster.status,
  }),
  textInput({
    block: marked("domain", String(mark)),
    label: t("field_review_domain"),
    hint: t("field_review_domain_hint"),
    optional: true,
    value: roster.domain ?? "",
    max: DOMAIN_MAX,
  }),
  textInput({
    block: marked("answer", String(mark)),
    label: t("field_review_answer"),
    hint: t("field_review_answer_hint"),
    optional: true,
    value: roster.answer ?? "",
    max: ANSWER_MAX,
  }),
];

/** Shows a page of a webinar's requests, with what can be decided about them, and the filter. */
export const rosterView = (given: RosterForm, reader: Reader): ModalView => {
  const form = { ...given, mark: given.mark ?? 0 };
  const { roster, mark, told, notes = [] } = form;
  const t = translatorFor(reader.locale);
  const metadata: RosterMetadata = { ...stateOf(roster, told), mark };
  const { lines, facts } = wordsOf({ kind: "open_form", form: "roster", roster }, reader);
  return {
    type: "modal",
    callback_id: ROSTER_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t("review_title")),
    submit: heading(t("review_show")),
    close: heading(t("close")),
    blocks: [
      ...notesOf(notes),
      ...toldBlocks(told, reader, t),
      section([...lines.map(escapeMrkdwn), factLines(facts, t)].join("\n")),
      ...requestsBlocks(form, reader, t),
      ...decisionBlocks(form, t),
      ...buttons([
        ...(roster.next ? [act("next", t("review_next"))] : []),
        ...(roster.from ? [act("first", t("review_first"))] : []),
      ]),
      { type: "divider" },
      ...filterBlocks(form, t),
    ],
  };
};
