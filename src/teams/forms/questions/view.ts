import type { CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import type { FormOwner } from "../../../core/hosting/form-builder.ts";
import { FORM_BYTES_MAX, QUESTIONS_MAX, sizeOf } from "../../../core/hosting/form-changes.ts";
import { ASKED, type Form, type Question, questionsOf, STANDARD_QUESTIONS } from "../../../core/model/form.ts";
import { codeOf } from "../../../core/model/series.ts";
import type { Reader } from "../../../delivery/outcome.ts";
import { type Say, sayIn } from "../../../texts/say.ts";
import { labelOf } from "../../../texts/settings.ts";
import { formCard, inputsFor, type Problem, problemLines, submitButton } from "../../platform/inputs.ts";
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
const lineOf = (form: Form, question: Question, index: number, max: number, say: Say): string => {
  const { type, label, required, when } = question;
  const on = questionsOf(form).find(({ id }) => id === when?.question);
  const is = (when?.is ?? []).map((value) => on?.options.find(({ id }) => id === value)?.text ?? value).join(", ");
  const about = [
    say(`question_type_${type}`),
    ...(required ? [say("form_required")] : []),
    ...(on
      ? [say("form_condition", { question: shortened(labelOf(on, say), max / 2), answers: shortened(is, max / 2) })]
      : []),
  ];
  return `${index + 1}. ${shortened(label, max)} (${about.join(", ")})`;
};

const ownPart = ({ owner, chosen }: QuestionsForm, data: object, max: number, say: Say): CardElementArray => {
  const { form } = owner;
  const [first] = form.questions;
  if (!first) return [textBlock(say("form_no_questions"))];
  const question = form.questions.some(({ id }) => id === chosen) ? (chosen ?? first.id) : first.id;
  const act = (title: string, name: string) => submitButton(title, { ...data, do: name });
  return [
    inputsFor({ question }).choice(
      "question",
      say("field_question_choice"),
      form.questions.map((one, index) => ({ title: lineOf(form, one, index, max, say), value: one.id })),
    ),
    {
      type: "ActionSet",
      actions: [
        act(say("edit_question"), "edit"),
        act(say("up"), "up"),
        act(say("down"), "down"),
        act(say("remove"), "remove"),
      ],
    },
  ];
};

const standardPart = ({ owner }: QuestionsForm, data: object, say: Say): CardElementArray => {
  const { standard } = owner.form;
  const typed = Object.fromEntries(STANDARD_QUESTIONS.map((name) => [standardInput(name), standard[name] ?? "hidden"]));
  const choices = ASKED.map((asked) => ({ title: say(`asked_${asked}`), value: asked }));
  return [
    ...STANDARD_QUESTIONS.map((name) => inputsFor(typed).choice(standardInput(name), say(`question_${name}`), choices)),
    { type: "ActionSet", actions: [submitButton(say("save_changes"), { ...data, do: "standard" })] },
  ];
};

/** Shows the form builder: the standard questions with how each is asked, and the host's own in order. */
export const questionsView = (shown: QuestionsForm): IAdaptiveCard => {
  const { owner, reader, nonce, problems, isSaved } = shown;
  const say = sayIn(reader.locale);
  const title = titleOfOwner(owner);
  const data = { form: "questions", code: codeOf(owner), nonce, standard: shownStandard(owner.form) };
  const kilobytes = (bytes: number) => Math.ceil(bytes / 1_000);
  const limits = say("form_limits", {
    questions: owner.form.questions.length,
    questionsMax: QUESTIONS_MAX,
    size: kilobytes(sizeOf(owner.form)),
    sizeMax: kilobytes(FORM_BYTES_MAX),
  });
  return fitting(LABEL_CUTS, (max) =>
    formCard(
      say("form_of_title", { title }),
      [
        heading(say("form_of_title", { title })),
        ...problemLines(problems, reader)("none"),
        ...(isSaved ? [textBlock(say("form_saved"))] : []),
        ...(owner.kind === "series" ? [textBlock(say("form_of_series", { title }))] : []),
        textBlock(limits),
        heading(say("field_own_questions")),
        ...ownPart(shown, data, max, say),
        {
          type: "ActionSet",
          actions: [
            submitButton(say("add_question"), { ...data, do: "add" }),
            submitButton(say("preview"), { ...data, do: "preview" }),
          ],
        },
        {
          type: "Container",
          separator: true,
          items: [heading(say("field_standard")), ...standardPart(shown, data, say)],
        },
      ],
      [],
    ),
  );
};
