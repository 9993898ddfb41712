import type { ActionArray, CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import { defined } from "../../../core/model/defined.ts";
import { type AskedQuestion, answerMax, hasOptions, NAME_MAX } from "../../../core/model/form.ts";
import type { Person, Reader } from "../../../core/model/person.ts";
import { codeOf } from "../../../core/model/series.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import { openIn, type Step } from "../../../core/registering/form-steps.ts";
import type { RegisterProblem } from "../../../core/registering/register-refusals.ts";
import { mayAskMore } from "../../../core/registering/step-outcome.ts";
import { labelOf } from "../../../texts/settings.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { showSpan, spanWithoutZone } from "../../../texts/when.ts";
import { addingSays } from "../../../texts/words/open-form.ts";
import { wordsOf } from "../../../texts/words.ts";
import type { Typed } from "../../platform/filled-in.ts";
import { formCard, hint, inputsFor, problemLines, sendButton } from "../../platform/inputs.ts";
import { bytesOf, isWithin, shortened } from "../../platform/size.ts";
import { aside, factSet, heading, textBlock } from "../../platform/text.ts";

/** The verb of the button of a registration form, on a card in the personal chat. */
export const REGISTER_INLINE = "register_inline";
const QUESTION_BYTES_MAX = 19 * 1024;
const CHOSEN_TITLE_MAX = 80;

export interface RegisterForm {
  readonly step: Step;
  readonly person: Person;
  readonly reader: Reader;
  readonly now: number;
  readonly nonce: string;
  readonly problems: readonly RegisterProblem[];
  /** On a card in the personal chat, in place of a dialog. */
  readonly inline: boolean;
  /** In the form builder: what stands in place of *Register*. */
  readonly instead?: ActionArray;
}

/** The input of a question. */
export const inputOf = (question: Pick<AskedQuestion, "id">): string => `q-${question.id}`;

const questionInput = (question: AskedQuestion, reader: Reader, typed: Typed): CardElementArray[number] => {
  const t = translatorFor(reader.locale);
  const input = inputsFor(typed, true);
  const { type, required, options } = question;
  const missing = required ? { missing: t("no_answer_missing") } : {};
  const id = inputOf(question);
  const label = labelOf(question, t);
  if (!hasOptions(type))
    return input.text(id, label, { max: answerMax(question), isMultiline: type === "text", ...missing });
  const choices = options.map((option) => ({ title: option.text, value: option.id }));
  const isMultiSelect = type === "checkboxes";
  return input.choice(id, label, choices, { isMultiSelect, isExpanded: type !== "dropdown", ...missing });
};

/** Whether so many questions fit one card, beside the names and the rest of a form. */
export const fits = (questions: readonly AskedQuestion[]): boolean =>
  bytesOf(questions.map((question) => questionInput(question, { locale: "en" }, {}))) <= QUESTION_BYTES_MAX;

/** The address that registers: one's own, or that of whom a host adds. */
const addressLines = ({ step: { adds, target }, person, reader }: RegisterForm): string[] => {
  const t = translatorFor(reader.locale);
  // Of who is registered, that of the registration stands, and needs no saying.
  if (target.kind === "webinar" && target.edits) return [];
  const { address } = adds ?? person;
  return address ? [t(adds ? "address_of_added" : "address_of_profile", { address })] : [];
};

/** When a webinar is; the zone stands below, once for all, where it is the reader's own. */
const whenOf = ({ startsAt, endsAt, zone }: Pick<Webinar, "startsAt" | "endsAt" | "zone">, reader: Reader): string =>
  reader.zone
    ? spanWithoutZone(startsAt, endsAt, reader.zone, reader.locale).join(", ").replace(" –, ", " – ")
    : showSpan(startsAt, endsAt, zone, reader.locale);

const firstParts = (form: RegisterForm): CardElementArray => {
  const { step, reader, now, problems } = form;
  const t = translatorFor(reader.locale);
  const under = problemLines(problems, reader);
  const { target, firstName, lastName, chosen } = step;
  const input = inputsFor({ firstName, lastName, chosen: chosen.join(",") }, true);
  const open = target.kind === "series" ? openIn(target, now) : [];
  const choices = open.map(({ title, code, startsAt, endsAt, zone }) => ({
    title: `${shortened(title, CHOSEN_TITLE_MAX)} · ${whenOf({ startsAt, endsAt, zone }, reader)}`,
    value: code,
  }));
  return [
    input.text("firstName", t("field_first_name"), { max: NAME_MAX, missing: t("no_first_name_missing") }),
    ...under("firstName"),
    input.text("lastName", t("field_last_name"), { max: NAME_MAX }),
    ...under("lastName"),
    ...addressLines(form).map((line) => textBlock(line)),
    ...(choices.length > 0
      ? [
          input.choice("chosen", t("field_chosen"), choices, {
            isMultiSelect: true,
            missing: t("no_nothing_chosen"),
          }),
          ...(reader.zone ? [hint(t("foot_yours"))] : []),
        ]
      : []),
    ...under("chosen"),
  ];
};

/**
 * Shows one step of a registration form: the names to correct, the profile's address, and the questions. What does not
 * fit the card is left out: first the questions without a problem, whose answers are kept already, then the last ones,
 * which the next step asks.
 */
export const registerView = (form: RegisterForm): IAdaptiveCard => {
  const { step, reader, nonce, problems, inline, instead } = form;
  const { target, isFirst, given } = step;
  const isEdit = target.kind === "webinar" && target.edits !== undefined;
  const t = translatorFor(reader.locale);
  const under = problemLines(problems, reader);
  const { adds } = step;
  const words = wordsOf({ kind: "open_form", form: "register", target, ...defined({ adds }) }, reader, {
    marksTimes: true,
  });
  // Of a series, the form itself shows what can be chosen.
  const said = target.kind === "series" ? [] : words.lines;
  const when = words.facts.filter(({ is }) => is === "when").map(({ value }) => aside(value));
  const others = words.facts.filter(({ is }) => is !== "when");
  const title = isFirst
    ? words.title
    : t("step_more", { title: target.kind === "webinar" ? target.webinar.title : target.series.title });
  const typed = Object.fromEntries(Object.entries(given).map(([id, values]) => [inputOf({ id }), values.join(",")]));

  const card = (asked: readonly AskedQuestion[], shown: readonly AskedQuestion[]) => {
    const asksOn = asked.length < step.questions.length || mayAskMore(target.form, asked, Object.keys(given));
    const send = isEdit ? t("save_changes") : asksOn ? t("next") : adds ? addingSays(adds, t) : t("register");
    const ids = (questions: readonly AskedQuestion[]) => questions.map(({ id }) => id).join(",");
    const data = {
      form: "register",
      code: codeOf(target),
      formId: target.form.id,
      nonce,
      ...defined({
        token: step.token || undefined,
        adds: adds?.id,
        tag: step.tag,
        isEdit: isEdit ? "true" : undefined,
      }),
      first: String(isFirst),
      asked: ids(asked),
      shown: ids(shown),
    };
    return formCard(
      title,
      [
        heading(title),
        ...(isFirst ? [...when, ...said.map((line) => textBlock(line)), ...factSet(others)] : []),
        ...(instead ? [textBlock(t("form_preview_line"))] : []),
        ...under("none"),
        ...(isFirst ? firstParts(form) : []),
        ...shown.flatMap((question) => [questionInput(question, reader, typed), ...under(question.id)]),
      ],
      instead ?? [
        inline
          ? { type: "Action.Execute", title: send, verb: REGISTER_INLINE, data, style: "positive" }
          : sendButton(send, data),
      ],
    );
  };

  const { questions } = step;
  const whole = card(questions, questions);
  if (isWithin(whole)) return whole;
  const wrong = questions.filter(({ id }) => problems.some(({ field }) => field === id));
  if (wrong.length > 0 && isWithin(card(questions, wrong))) return card(questions, wrong);
  const asked = wrong.length > 0 ? questions : undefined;
  const shown = asked ? wrong : questions;
  const least = isFirst && !asked ? 0 : 1;
  for (let count = shown.length - 1; count > least; count -= 1) {
    const some = shown.slice(0, count);
    const fewer = card(asked ?? some, some);
    if (isWithin(fewer)) return fewer;
  }
  const some = shown.slice(0, least);
  return card(asked ?? some, some);
};
