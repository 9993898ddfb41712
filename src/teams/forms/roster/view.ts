import type { ActionArray, CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import type { BulkTold } from "../../../core/approvals/bulk.ts";
import { REASON_MAX } from "../../../core/approvals/decide.ts";
import { decisionsOn, isEmpty, mayDecideAll, searchTextOf, stateOf } from "../../../core/approvals/roster-acts.ts";
import {
  ANSWER_MAX,
  chosenValue,
  isNarrow,
  type RosterPage,
  type RosterRow,
  SEARCH_MAX,
} from "../../../core/approvals/roster-list.ts";
import type { BulkResult } from "../../../core/model/bulk.ts";
import type { Reader } from "../../../core/model/person.ts";
import { undoingSays } from "../../../core/notices/request-offers.ts";
import { ROSTER_TABS } from "../../../core/ports/roster.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { capital, contextFor, type TextContext } from "../../../texts/words/facts.ts";
import { rosterLines, rowText, stateUnder, tabLabel } from "../../../texts/words/roster.ts";
import { wordsOf } from "../../../texts/words.ts";
import { plainTitle } from "../../platform/escape.ts";
import type { Typed } from "../../platform/filled-in.ts";
import {
  type ButtonOptions,
  formCard,
  hint,
  inputsFor,
  type Problem,
  problemLines,
  secondary,
  submitButton,
} from "../../platform/inputs.ts";
import { fitting, shortened } from "../../platform/size.ts";
import { aside, factSet, folded, heading, textBlock } from "../../platform/text.ts";
import { type RosterCardAct, rowName } from "./fields.ts";

export interface RosterForm {
  readonly reader: Reader;
  readonly roster: RosterPage;
  readonly now: number;
  /** Idempotency key of what this card's buttons do. */
  readonly nonce: string;
  /** What was filled in: the reason, and whom it is for. */
  readonly typed: Typed;
  readonly problems: readonly Problem[];
  readonly notes?: readonly string[];
  /** The bulk decision that is told over the list. */
  readonly told?: BulkTold | undefined;
  readonly isAllChosen?: boolean;
  /** Who was chosen on other pages. */
  readonly chosen?: readonly string[];
  /** The same as a page. */
  readonly page?: string;
  /** What is about to be decided of all that match, and waits for a second press. */
  readonly sure?: BulkResult;
}

/** What every button of the list carries. */
type Data = Readonly<Record<string, string>>;

const TEXT_CUTS = [200, 120, 80, 40, 20] as const;

type Act = (name: RosterCardAct, title: string, options?: ButtonOptions) => ActionArray[number];

/** How a button looks that decides. */
const styleOf = (to: BulkResult) => (to === "approved" ? "positive" : "destructive");

const actions = (all: ActionArray): CardElementArray =>
  all.length === 0 ? [] : [{ type: "ActionSet", actions: [...all] }];

const toldPart = ({ told, reader }: RosterForm, act: Act, t: Translate): CardElementArray => {
  if (!told) return [];
  const { title, lines, facts } = wordsOf({ kind: "bulk", ...told }, reader);
  return [
    {
      type: "Container",
      style: told.to === "approved" ? "good" : "attention",
      items: [
        heading(title),
        ...lines.map((line) => textBlock(line)),
        ...factSet(facts),
        ...actions(told.isUndoable ? [act("undo", t(undoingSays(told)), { withInputs: false })] : []),
      ],
    },
  ];
};

/** The buttons that decide all that wait and match, on every page. */
const ofAll = ({ roster, now }: RosterForm, act: Act, t: Translate): ActionArray => {
  if (!mayDecideAll(roster, now)) return [];
  const label = (name: "approve" | "reject") =>
    isNarrow(roster) ? t(`${name}_matching`) : t(`${name}_all`, { count: roster.counts.pending });
  return [act("sure_approve", label("approve")), act("sure_reject", label("reject"))];
};

/** What can be done about a page: choose and decide. What decides every page is out of sight. */
const decisionsOfPage = (form: RosterForm, act: Act, t: Translate): ActionArray => [
  act("choose_all", t("choose_all")),
  ...decisionsOn(form.roster, form.now).map((to) => {
    const name = to === "approved" ? "approve_chosen" : "reject_chosen";
    return act(name, t(name), { style: styleOf(to) });
  }),
  ...ofAll(form, act, t).map(secondary),
];

/** One person: a box by which they are chosen where something can be decided about them, and where they stand. */
const rowPart = (form: RosterForm, row: RosterRow, data: Data, max: number, context: TextContext): CardElementArray => {
  const { roster, isAllChosen, typed, chosen = [], now } = form;
  const { t } = context;
  const text = rowText(row, roster.webinar, context);
  const name = shortened(text.name, max);
  const address = shortened(text.address, max);
  const value = row.registration && decisionsOn(roster, now).length > 0 ? chosenValue(row.registration) : undefined;
  const state = capital(stateUnder(roster.tab, text), context);
  const isChosen =
    isAllChosen || (value !== undefined && (typed[rowName(row.key)] === value || chosen.includes(value)));
  const head: CardElementArray =
    value === undefined
      ? [{ ...textBlock(name), weight: "Bolder" }, ...(address === "" ? [] : [aside(address)])]
      : [
          {
            type: "Input.Toggle",
            id: rowName(row.key),
            title: plainTitle(name) || "–",
            valueOn: value,
            valueOff: "",
            value: isChosen ? value : "",
            wrap: true,
          },
        ];
  return [
    {
      type: "ColumnSet",
      separator: true,
      columns: [
        {
          type: "Column",
          width: "stretch",
          items: [
            ...head,
            aside(value === undefined || address === "" ? state : `${address} · ${state}`, 3 * max),
            ...(text.answers === "" ? [] : [{ ...textBlock(text.answers, max), spacing: "None" as const }]),
          ],
        },
        {
          type: "Column",
          width: "auto",
          verticalContentAlignment: "Center",
          selectAction: {
            type: "Action.Submit",
            title: t("roster_details_of", { name }),
            data: { ...data, do: "details", key: row.key },
          },
          items: [{ ...textBlock(t("roster_more")), color: "Accent" }],
        },
      ],
    },
  ];
};

/** What can be done about those on the page, below the reason that goes with it. */
const decisionsPart = (form: RosterForm, act: Act, t: Translate): CardElementArray => {
  const { roster, now, sure } = form;
  if (sure || decisionsOn(roster, now).length === 0) return [];
  return actions(roster.some.length > 0 ? decisionsOfPage(form, act, t) : ofAll(form, act, t));
};

const reasonPart = (form: RosterForm, t: Translate): CardElementArray => {
  const { roster, typed } = form;
  if (isEmpty(roster) || !decisionsOn(form.roster, form.now).includes("rejected")) return [];
  const input = inputsFor({ ...typed, told: typed.told ?? "true" }, true);
  return folded(
    t("roster_reason"),
    [
      input.text("reason", t("field_bulk_reason"), { max: REASON_MAX, isMultiline: true }),
      input.toggle("told", undefined, t("field_reason_told")),
    ],
    (typed.reason ?? "") !== "",
    "reason_part",
  );
};

/** Asks before all are decided, above everything else. */
const surePart = (form: RosterForm, act: Act, t: Translate): CardElementArray => {
  const { sure } = form;
  if (!sure || ofAll(form, act, t).length === 0) return [];
  const name = sure === "approved" ? "approve" : "reject";
  return [
    {
      type: "Container",
      style: "warning",
      items: [
        heading(t("sure_title")),
        textBlock(t(`sure_${name}`)),
        ...actions([act(`${name}_all`, t("sure_yes"), { style: styleOf(sure) }), act("stay", t("sure_no"))]),
      ],
    },
  ];
};

const filterPart = ({ roster, typed, problems, reader }: RosterForm, act: Act, t: Translate): CardElementArray => {
  const search = typed.search ?? searchTextOf(roster);
  const input = inputsFor({ tab: roster.tab, search, answer: typed.answer ?? roster.answer ?? "" }, true);
  const tabs = ROSTER_TABS.map((tab) => ({ title: tabLabel(tab, roster, t), value: tab }));
  const wrong = problemLines(problems, reader)("search");
  return folded(
    t("roster_narrow"),
    [
      input.choice("tab", t("field_roster_tab"), tabs),
      input.text("search", t("field_roster_search"), { max: SEARCH_MAX }),
      ...wrong,
      hint(t("field_roster_search_hint")),
      input.text("answer", t("field_review_answer"), { max: ANSWER_MAX }),
      hint(t("field_review_answer_hint")),
      ...actions([act("show", t("review_show"))]),
    ],
    wrong.length > 0 || isNarrow(roster) || isEmpty(roster),
  );
};

/** Shows a page of a webinar's roster, with what can be decided about those on it, and what narrows it. */
export const rosterView = (form: RosterForm): IAdaptiveCard => {
  const { reader, roster, nonce, problems, notes = [], chosen = [], now, page } = form;
  const t = translatorFor(reader.locale);
  const context = contextFor(reader, { now, marksTimes: true });
  const data: Data = { form: "roster", list: JSON.stringify(stateOf(roster, form.told, chosen)), nonce };
  const act: Act = (name, title, options) => submitButton(title, { ...data, do: name }, options);
  const pages: ActionArray = [
    ...(roster.previous === undefined ? [] : [act("previous", t("roster_previous"))]),
    ...(roster.next ? [act("next", t(roster.isPartial ? "roster_search_on" : "review_next"))] : []),
    ...(page ? [secondary({ type: "Action.OpenUrl", title: t("roster_page"), url: page })] : []),
  ];
  return fitting(TEXT_CUTS, (max) =>
    formCard(
      t("roster_title"),
      [
        ...toldPart(form, act, t),
        ...problemLines(problems, reader)("none"),
        ...notes.map((note) => ({ ...textBlock(note), color: "Attention" as const, weight: "Bolder" as const })),
        ...surePart(form, act, t),
        ...rosterLines(roster, context).map((line, index) => (index === 0 ? heading(line) : aside(line))),
        ...filterPart(form, act, t),
        ...roster.some.flatMap((row) => rowPart(form, row, data, max, context)),
        ...actions(pages),
        ...reasonPart(form, t),
        ...decisionsPart(form, act, t),
      ],
      [],
    ),
  );
};
