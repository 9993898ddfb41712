import type { ActionArray, CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import type { BulkTold } from "../../../core/approvals/bulk.ts";
import { REASON_MAX } from "../../../core/approvals/decide.ts";
import { decisionsOn, isEmpty, stateOf } from "../../../core/approvals/roster-acts.ts";
import { ANSWER_MAX, chosenValue, DOMAIN_MAX, isNarrow, type RosterPage } from "../../../core/approvals/roster-list.ts";
import type { BulkResult } from "../../../core/model/bulk.ts";
import type { Reader } from "../../../core/model/person.ts";
import { fullName } from "../../../core/model/person.ts";
import { STATUSES } from "../../../core/model/status.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { showInstant } from "../../../texts/when.ts";
import { wordsOf } from "../../../texts/words.ts";
import type { Typed } from "../../platform/filled-in.ts";
import {
  formCard,
  hint,
  inputsFor,
  type Problem,
  problemLines,
  secondary,
  submitButton,
} from "../../platform/inputs.ts";
import { fitting, shortened } from "../../platform/size.ts";
import { factSet, heading, textBlock } from "../../platform/text.ts";
import type { RosterCardAct } from "./fields.ts";

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
  /** What is about to be decided of all that match, and waits for a second press. */
  readonly sure?: BulkResult;
}

const TEXT_CUTS = [200, 120, 80, 40, 20] as const;

type Act = (name: RosterCardAct, title: string, options?: { withInputs?: boolean }) => ActionArray[number];

const actions = (all: ActionArray): CardElementArray =>
  all.length === 0 ? [] : [{ type: "ActionSet", actions: [...all] }];

const toldPart = ({ told, reader }: RosterForm, act: Act, t: Translate): CardElementArray => {
  if (!told) return [];
  const { title, lines, facts } = wordsOf({ kind: "bulk", ...told }, reader);
  return [
    heading(title),
    ...lines.map((line) => textBlock(line)),
    ...factSet(facts, t),
    ...actions(told.isUndoable ? [act("undo", t("undo"), { withInputs: false })] : []),
  ];
};

/** The buttons that decide all that wait and match, on every page. */
const ofAll = ({ roster, now }: RosterForm, act: Act, t: Translate): ActionArray => {
  const { webinar, ...filter } = roster;
  if (isEmpty(roster) || filter.status !== "pending" || decisionsOn(roster, now).length === 0) return [];
  const label = (name: "approve" | "reject") =>
    isNarrow(filter) ? t(`${name}_matching`) : t(`${name}_all`, { count: webinar.counts.pending });
  return [act("sure_approve", label("approve")), act("sure_reject", label("reject"))];
};

/** What can be done about a page: choose and decide. What decides every page is out of sight. */
const decisionsOfPage = (form: RosterForm, act: Act, t: Translate): ActionArray => [
  act("choose_all", t("choose_all")),
  ...decisionsOn(form.roster, form.now).map((to) => {
    const name = to === "approved" ? "approve_chosen" : "reject_chosen";
    return act(name, t(name));
  }),
  ...ofAll(form, act, t).map(secondary),
];

const requestsPart = (form: RosterForm, act: Act, max: number, t: Translate): CardElementArray => {
  const { roster, reader, isAllChosen, typed } = form;
  const { some, webinar } = roster;
  const choices = some.map((one) => {
    const when = showInstant(one.registeredAt, reader.zone ?? webinar.zone, reader.locale);
    const about = t("review_one", { address: shortened(one.address, max), when });
    return { title: `${shortened(fullName(one), max)} – ${about}`, value: chosenValue(one) };
  });
  const results = decisionsOn(form.roster, form.now);
  if (some.length === 0) return [];
  if (results.length === 0) return choices.map(({ title }) => textBlock(title));
  const chosen = isAllChosen ? choices.map(({ value }) => value).join(",") : (typed.chosen ?? "");
  return [
    inputsFor({ chosen }).choice("chosen", t("review_chosen"), choices, { isMultiSelect: true }),
    ...(form.sure ? [] : actions(decisionsOfPage(form, act, t))),
  ];
};

const reasonPart = (form: RosterForm, t: Translate): CardElementArray => {
  const { roster, typed } = form;
  if (isEmpty(roster) || !decisionsOn(form.roster, form.now).includes("rejected")) return [];
  const input = inputsFor({ ...typed, told: typed.told ?? "true" }, true);
  return [
    input.text("reason", t("field_bulk_reason"), { max: REASON_MAX, isMultiline: true }),
    input.toggle("told", t("field_reason_told"), t("yes")),
    hint(t("field_reason_told_hint")),
  ];
};

/** Asks before all are decided; and offers it where no request stands on the page beside whose buttons it would be. */
const allPart = (form: RosterForm, act: Act, t: Translate): CardElementArray => {
  const { roster, sure } = form;
  const offered = ofAll(form, act, t);
  if (offered.length === 0) return [];
  if (sure) {
    const name = sure === "approved" ? "approve" : "reject";
    return [
      heading(t("sure_title")),
      textBlock(t(`sure_${name}`)),
      ...actions([act(`${name}_all`, t("sure_yes")), act("stay", t("sure_no"))]),
    ];
  }
  return roster.some.length > 0 ? [] : actions(offered);
};

const filterPart = ({ roster, typed, problems, reader }: RosterForm, act: Act, t: Translate): CardElementArray => {
  const { status, domain = "", answer = "" } = roster;
  const input = inputsFor({ status, domain: typed.domain ?? domain, answer: typed.answer ?? answer }, true);
  const statuses = STATUSES.map((value) => ({ title: t(`status_${value}`), value }));
  return [
    {
      type: "Container",
      separator: true,
      items: [
        input.choice("status", t("field_review_status"), statuses),
        input.text("domain", t("field_review_domain"), { max: DOMAIN_MAX }),
        ...problemLines(problems, reader)("domain"),
        hint(t("field_review_domain_hint")),
        input.text("answer", t("field_review_answer"), { max: ANSWER_MAX }),
        hint(t("field_review_answer_hint")),
        ...actions([act("show", t("review_show"))]),
      ],
    },
  ];
};

/** Shows a page of a webinar's requests, with what can be decided about them, and the filter. */
export const rosterView = (form: RosterForm): IAdaptiveCard => {
  const { reader, roster, nonce, problems, notes = [] } = form;
  const t = translatorFor(reader.locale);
  const data = { form: "roster", list: JSON.stringify(stateOf(roster, form.told)), nonce };
  const act: Act = (name, title, options) => submitButton(title, { ...data, do: name }, options);
  const words = wordsOf({ kind: "open_form", form: "roster", roster }, reader);
  const pages: ActionArray = [
    ...(roster.next ? [act("next", t("review_next"))] : []),
    ...(roster.from ? [act("first", t("review_first"))].map(roster.next ? secondary : (first) => first) : []),
  ];
  return fitting(TEXT_CUTS, (max) =>
    formCard(
      words.title,
      [
        ...toldPart(form, act, t),
        ...problemLines(problems, reader)("none"),
        ...notes.map((note) => ({ ...textBlock(note), color: "Attention" as const, weight: "Bolder" as const })),
        ...words.lines.map((line) => textBlock(line)),
        ...requestsPart(form, act, max, t),
        ...actions(pages),
        ...reasonPart(form, t),
        ...allPart(form, act, t),
        ...filterPart(form, act, t),
      ],
      [],
    ),
  );
};
