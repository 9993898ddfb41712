import type { Button, KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import { z } from "zod";
import type { FormOwner } from "../../../core/hosting/form-builder.ts";
import { questionFieldsOf } from "../../../core/hosting/form-changes.ts";
import { defined } from "../../../core/model/defined.ts";
import {
  ASKED,
  type Form,
  type Question,
  questionsOf,
  STANDARD_QUESTIONS,
  type StandardQuestion,
} from "../../../core/model/form.ts";
import { CodeSchema, type WebinarCode } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import { codeOf } from "../../../core/model/series.ts";
import { formLimits } from "../../../texts/form-limits.ts";
import { labelOf } from "../../../texts/settings.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { cutTo, escapeMrkdwn } from "../../platform/escape.ts";
import { heading, notesOf, plain, section } from "../../platform/inputs.ts";

const QUESTIONS_VIEW = "questions";
/** The action ids of what is pressed in the builder. */
export const STANDARD = "standard";
export const QUESTION = "question";
export const ADD = "add_question";
export const PREVIEW = "preview_form";
const QUESTION_ACTS = ["edit", "up", "down", "remove"] as const;

const Metadata = z.object({ code: CodeSchema });

/** Reads whose form a builder changes. Throws when the view is not one. */
export const readQuestionsMetadata = (text: string): WebinarCode => Metadata.parse(JSON.parse(text)).code;

const option = (text: string, value: string): PlainTextOption => ({ text: plain(text, 75), value });

/** Has no block id: Slack then makes a new one each time, and shows what is stored and not what was chosen. */
const standardRow = (name: StandardQuestion, form: Form, t: Translate): KnownBlock => {
  const options = ASKED.map((asked) => option(t(`asked_${asked}`), asked));
  const present = form.standard[name] ?? "hidden";
  const initial = options.find(({ value }) => value === present);
  return {
    ...section(escapeMrkdwn(t(`question_${name}`))),
    accessory: {
      type: "static_select",
      action_id: `${STANDARD}:${name}`,
      options,
      ...defined({ initial_option: initial }),
    },
  };
};

const condition = (form: Form, question: Question, t: Translate): string[] => {
  const on = questionsOf(form).find(({ id }) => id === question.when?.question);
  if (!on) return [];
  const answers = questionFieldsOf(form, question).whenIs.split("\n").join(", ");
  return [t("form_condition", { question: labelOf(on, t), answers })];
};

/** Fifty questions with all their answers would not fit a view. */
const FACTS_MAX = 400;
const ACT_TEXTS = { edit: "edit_question", up: "up", down: "down", remove: "remove" } as const;

const ownRow = (question: Question, form: Form, t: Translate): KnownBlock => {
  const facts = [
    t(`question_type_${question.type}`),
    ...(question.required ? [t("form_required")] : []),
    ...condition(form, question, t),
  ];
  return {
    ...section(`*${escapeMrkdwn(question.label)}*\n${escapeMrkdwn(cutTo(facts.join(" · "), FACTS_MAX))}`),
    accessory: {
      type: "overflow",
      action_id: `${QUESTION}:${question.id}`,
      options: QUESTION_ACTS.map((act) => option(t(ACT_TEXTS[act]), `${act}:${question.id}`)),
    },
  };
};

const button = (actionId: string, text: string): Button => ({
  type: "button",
  action_id: actionId,
  text: plain(text, 75),
});

/** Shows the form builder: the standard questions with how each is asked, and the host's own in order. */
export const questionsView = (owner: FormOwner, reader: Reader, notes: readonly string[] = []): ModalView => {
  const t = translatorFor(reader.locale);
  const { form } = owner;
  const title = owner.kind === "series" ? owner.series.title : owner.webinar.title;
  const about = [
    `*${escapeMrkdwn(title)}*`,
    ...(owner.kind === "series" ? [escapeMrkdwn(t("form_of_series"))] : []),
    ...formLimits(form, t).map(escapeMrkdwn),
  ];
  const strong = (text: string): KnownBlock => ({ type: "header", text: plain(text, 150) });
  return {
    type: "modal",
    callback_id: QUESTIONS_VIEW,
    private_metadata: JSON.stringify({ code: codeOf(owner) }),
    title: heading(t("form_title")),
    close: heading(t("done")),
    blocks: [
      ...notesOf(notes),
      section(about.join("\n")),
      strong(t("field_standard")),
      ...STANDARD_QUESTIONS.map((name) => standardRow(name, form, t)),
      strong(t("field_own_questions")),
      ...(form.questions.length === 0 ? [section(escapeMrkdwn(t("form_no_questions")))] : []),
      ...form.questions.map((question) => ownRow(question, form, t)),
      { type: "actions", elements: [button(ADD, t("add_question")), button(PREVIEW, t("preview"))] },
    ],
  };
};
