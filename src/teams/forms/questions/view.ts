import type { CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import type { FormOwner } from "../../../core/hosting/form-builder.ts";
import { ASKED, type Form, type Question, questionsOf, STANDARD_QUESTIONS } from "../../../core/model/form.ts";
import type { Reader } from "../../../core/model/person.ts";
import { codeOf } from "../../../core/model/series.ts";
import { formLimits } from "../../../texts/form-limits.ts";
import { labelOf } from "../../../texts/settings.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import {
  formCard,
  inputsFor,
  type Problem,
  problemLines,
  secondary,
  sendButton,
  submitButton,
} from "../../platform/inputs.ts";
import { fitting, shortened } from "../../platform/size.ts";
import { heading, textBlock } from "../../platform/text.ts";

export interface QuestionsForm {
  readonly owner: FormOwner;
  readonly reader: Reader;
  /** Idempotency key of what this card's buttons do. */
  readonly nonce: string;
  /** The question that was chosen before. */
  readonly chosen?: string;
  readonly problems: readonly Problem[];
  /** Something was changed just now. */
  readonly isSaved: boolean;
}

export const titleOfOwner = (owner: FormOwner): string =>
  owner.kind === "webinar" ? owner.webinar.title : owner.series.title;

/** The input of a standard question. */
export const standardInput = (name: string): string => `s-${name}`;

/** How the card shows each standard question, a digit each: what is chosen later differs from it. */
const shownStandard = ({ standard }: Form): string =>
  STANDARD_QUESTIONS.map((name) => ASKED.indexOf(standard[name] ?? "hidden")).join("");

const LABEL_CUTS = [200, 100, 60, 40, 20] as const;

/** One of the host's own questions on one line: its number, its words, and how it is asked. */
const lineOf = (form: Form, question: Question, index: number, max: number, t: Translate): string => {
  const { type, label, required, when } = question;
  const on = questionsOf(form).find(({ id }) => id === when?.question);
  const is = (when?.is ?? []).map((value) => on?.options.find(({ id }) => id === value)?.text ?? value).join(", ");
  const about = [
    t(`question_type_${type}`),
    ...(required ? [t("form_required")] : []),
    ...(on
      ? [t("form_condition", { question: shortened(labelOf(on, t), max / 2), answers: shortened(is, max / 2) })]
      : []),
  ];
  return `${index + 1}. ${shortened(label, max)} (${about.join(", ")})`;
};

const ownPart = ({ owner, chosen }: QuestionsForm, data: object, max: number, t: Translate): CardElementArray => {
  const { form } = owner;
  const [first] = form.questions;
  if (!first) return [textBlock(t("form_no_questions"))];
  const question = form.questions.some(({ id }) => id === chosen) ? (chosen ?? first.id) : first.id;
  const act = (title: string, name: string) => submitButton(title, { ...data, do: name });
  return [
    inputsFor({ question }).choice(
      "question",
      t("field_question_choice"),
      form.questions.map((one, index) => ({ title: lineOf(form, one, index, max, t), value: one.id })),
    ),
    {
      type: "ActionSet",
      actions: [
        act(t("edit_question"), "edit"),
        ...[act(t("up"), "up"), act(t("down"), "down"), act(t("remove"), "remove")].map(secondary),
      ],
    },
  ];
};

const standardPart = ({ owner }: QuestionsForm, data: object, t: Translate): CardElementArray => {
  const { standard } = owner.form;
  const typed = Object.fromEntries(STANDARD_QUESTIONS.map((name) => [standardInput(name), standard[name] ?? "hidden"]));
  const choices = ASKED.map((asked) => ({ title: t(`asked_${asked}`), value: asked }));
  return [
    ...STANDARD_QUESTIONS.map((name) => inputsFor(typed).choice(standardInput(name), t(`question_${name}`), choices)),
    { type: "ActionSet", actions: [sendButton(t("save_changes"), { ...data, do: "standard" })] },
  ];
};

/** Shows the form builder: the standard questions with how each is asked, and the host's own in order. */
export const questionsView = (shown: QuestionsForm): IAdaptiveCard => {
  const { owner, reader, nonce, problems, isSaved } = shown;
  const t = translatorFor(reader.locale);
  const title = titleOfOwner(owner);
  const data = { form: "questions", code: codeOf(owner), nonce, standard: shownStandard(owner.form) };
  return fitting(LABEL_CUTS, (max) =>
    formCard(
      t("form_of_title", { title }),
      [
        heading(title),
        ...problemLines(problems, reader)("none"),
        ...(isSaved ? [textBlock(t("form_saved"))] : []),
        ...(owner.kind === "series" ? [textBlock(t("form_of_series"))] : []),
        ...formLimits(owner.form, t).map((line) => textBlock(line)),
        heading(t("field_own_questions")),
        ...ownPart(shown, data, max, t),
        {
          type: "ActionSet",
          actions: [
            submitButton(t("add_question"), { ...data, do: "add" }),
            submitButton(t("preview"), { ...data, do: "preview" }),
          ],
        },
        {
          type: "Container",
          separator: true,
          items: [heading(t("field_standard")), ...standardPart(shown, data, t)],
        },
      ],
      [],
    ),
  );
};
