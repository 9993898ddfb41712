import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { Core } from "../../../core/core.ts";
import { defined } from "../../../core/model/defined.ts";
import { type AskedQuestion, answerMax, type FormId, type Given, NAME_MAX } from "../../../core/model/form.ts";
import { CodeSchema, PersonIdSchema } from "../../../core/model/ids.ts";
import { nameOrAddress, type Person, type Reader } from "../../../core/model/person.ts";
import { unreachable } from "../../../core/model/result.ts";
import { codeOf } from "../../../core/model/series.ts";
import { TagSchema } from "../../../core/model/tag.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { openIn, type Step } from "../../../core/registering/form-steps.ts";
import type { Target } from "../../../core/registering/sent-step.ts";
import { mayAskMore } from "../../../core/registering/step-outcome.ts";
import { labelOf } from "../../../texts/settings.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { showSpan, spanWithoutZone } from "../../../texts/when.ts";
import { contextFor, showSpanOf } from "../../../texts/words/facts.ts";
import { addingSays, closedLine, registeringLines } from "../../../texts/words/open-form.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { marked } from "../../platform/filled-in.ts";
import {
  HEADING_MAX,
  heading,
  notesOf,
  plain,
  radioInput,
  section,
  selectInput,
  severalInput,
  textInput,
} from "../../platform/inputs.ts";

export const REGISTER_VIEW = "register";
export const PREVIEW_VIEW = "preview";

/** With names and words around them, so many questions stay below the 100 blocks of a view. */
const QUESTIONS_AT_ONCE = 80;
export const fits = (questions: readonly AskedQuestion[]): boolean => questions.length <= QUESTIONS_AT_ONCE;

const Metadata = z.object({
  /** A webinar's, or a series'. Read by `subjectOfForm` too. */
  code: CodeSchema,
  form: z.string().transform((id) => id as FormId),
  token: z.string().optional(),
  /** The registration is there, and changed. */
  isEdit: z.boolean().optional(),
  shown: z.array(z.string()),
  /** By which card they came. */
  tag: TagSchema.optional(),
  /** Whom a host registers with it. */
  adds: PersonIdSchema.optional(),
});

/** Reads what a registration form carries along. Throws when the view is not such a form. */
export const readRegisterMetadata = (text: string): z.infer<typeof Metadata> => Metadata.parse(JSON.parse(text));

/** A question's block; the prefix keeps a question's id apart from the names' blocks. */
export const questionBlock = (id: string): string => `q:${id}`;
const questionInput = (question: AskedQuestion, given: Given, form: FormId, t: Translate): KnownBlock => {
  const values = given[question.id] ?? [];
  const [value = ""] = values;
  const of = {
    // Marked by the form: a changed one gets new inputs, and what still fits is given again.
    block: marked(questionBlock(question.id), form),
    label: labelOf(question, t),
    optional: !question.required,
    choices: question.options.map(({ id, text }) => ({ value: id, text })),
  };
  switch (question.type) {
    case "line":
      return textInput({ ...of, value, max: answerMax(question) });
    case "text":
      return textInput({ ...of, value, max: answerMax(question), multiline: true });
    case "checkboxes":
      return severalInput({ ...of, values });
    case "dropdown":
      return selectInput({ ...of, value });
    case "radio":
      return radioInput({ ...of, value });
    default:
      return unreachable(question.type);
  }
};

/** When it is, in the reader's zone where that is known: then the zone is said once. */
const whenOf = ({ startsAt, endsAt, zone }: Webinar, reader: Reader): string =>
  reader.zone
    ? spanWithoutZone(startsAt, endsAt, reader.zone, reader.locale).join(", ").replace(" –, ", " – ")
    : showSpan(startsAt, endsAt, zone, reader.locale);

/** So many characters the title of a view has (docs.slack.dev, modals). */
const TITLE_MAX = 24;

const titleOf = (target: Target): string => (target.kind === "series" ? target.series.title : target.webinar.title);

/** Whether the title of the view, which says for what one registers, has room for all of it. */
const isInTitle = (title: string): boolean => [...title].length <= TITLE_MAX;

const aboutLines = ({ target, adds }: Step, now: number, reader: Reader): KnownBlock[] => {
  if (target.kind === "series") {
    const { title } = target.series;
    return isInTitle(title) ? [] : [section(`*${escapeMrkdwn(title)}*`)];
  }
  const { webinar } = target;
  const context = contextFor(reader, { marksTimes: true, now });
  const { t } = context;
  const closed = target.answersClosed;
  const notes = [
    ...(adds ? [t("open_add_line", { name: nameOrAddress(adds) })] : []),
    ...(adds || target.edits ? [] : registeringLines(webinar, context)),
    // Why only the name can be changed.
    ...(closed ? [closedLine(closed, webinar, context)] : []),
  ];
  const when = showSpanOf(webinar, webinar.startsAt, webinar.endsAt, context);
  const isNamed = !adds && !target.edits && isInTitle(webinar.title);
  const name = isNamed ? [] : [`*${escapeMrkdwn(webinar.title)}*`];
  const about = section([...name, escapeMrkdwn(when)].join("\n"));
  return [about, ...notes.map((note) => section(escapeMrkdwn(note)))];
};

const nameInputs = ({ firstName, lastName }: Step, t: Translate): KnownBlock[] => [
  textInput({ block: "firstName", label: t("field_first_name"), value: firstName, max: NAME_MAX }),
  textInput({ block: "lastName", label: t("field_last_name"), optional: true, value: lastName, max: NAME_MAX }),
];

const chosenInput = ({ target, chosen }: Step, now: number, reader: Reader): KnownBlock[] => {
  const open = target.kind === "series" ? openIn(target, now) : [];
  if (open.length === 0) return [];
  return [
    severalInput({
      block: "chosen",
      label: translatorFor(reader.locale)("field_chosen"),
      choices: open.map((webinar) => ({
        value: webinar.code,
        text: webinar.title,
        description: whenOf(webinar, reader),
      })),
      values: chosen,
      ...defined({ hint: reader.zone ? translatorFor(reader.locale)("foot_yours") : undefined }),
    }),
  ];
};

interface Shown {
  readonly step: Step;
  /** The address as the profile has it. */
  readonly address: string;
  readonly now: number;
  readonly notes?: readonly string[];
}

/** The address: of who is registered that of the registration, else that of the profile. */
const addressLine = ({ target, adds }: Step, address: string, t: Translate): string => {
  if (adds) return t("address_of_added", { address: adds.address ?? "" });
  const registered = target.kind === "webinar" ? target.edits?.address : undefined;
  return registered
    ? t("fact_line", { label: t("fact_email"), value: registered })
    : t("address_of_profile", { address });
};

const blocksOf = ({ step, address, now, notes = [] }: Shown, reader: Reader): KnownBlock[] => {
  const t = translatorFor(reader.locale);
  const { target, questions, given, isFirst } = step;
  const title = titleOf(target);
  return [
    ...notesOf(notes),
    ...(isFirst ? aboutLines(step, now, reader) : [section(escapeMrkdwn(t("step_more", { title })))]),
    ...(isFirst ? [...nameInputs(step, t), ...chosenInput(step, now, reader)] : []),
    ...questions.map((question) => questionInput(question, given, target.form.id, t)),
    ...(isFirst ? [{ type: "context" as const, elements: [plain(addressLine(step, address, t), 3_000)] }] : []),
  ];
};

/** Shows one step of a registration form: the names to correct, the questions, the profile's address. */
export const registerView = (shown: Shown, reader: Reader): ModalView => {
  const t = translatorFor(reader.locale);
  const { target, token, questions, given, adds, tag } = shown.step;
  const isEdit = target.kind === "webinar" && target.edits !== undefined;
  const edits = target.kind === "webinar" && target.answersClosed ? "correct_name" : "edit_answers";
  const asksOn = mayAskMore(target.form, questions, Object.keys(given));
  const metadata = {
    code: codeOf(target),
    form: target.form.id,
    ...defined({ token: token || undefined, isEdit: isEdit || undefined, adds: adds?.id, tag }),
    shown: questions.map(({ id }) => id),
  };
  return {
    type: "modal",
    callback_id: REGISTER_VIEW,
    private_metadata: JSON.stringify(metadata),
    // Its button says what it does.
    title: heading(isEdit ? t(edits) : adds ? addingSays(adds, t, HEADING_MAX) : titleOf(target)),
    submit: heading(
      isEdit ? t("save_changes") : asksOn ? t("next") : adds ? addingSays(adds, t, HEADING_MAX) : t("register"),
    ),
    close: heading(t("close")),
    blocks: blocksOf(shown, reader),
  };
};

/** Opens the registration form that a notice asks for. */
export const openRegisterView = (
  { formSteps, clock }: Pick<Core, "formSteps" | "clock">,
  { target, ...of }: Notice & { kind: "open_form"; form: "register" },
  person: Person,
  reader: Reader,
): ModalView =>
  registerView(
    { step: formSteps.firstStep(target, person, fits, of), address: person.address ?? "", now: clock.now() },
    reader,
  );

/** Shows hosts the form as people see it; sending it only closes it. */
export const previewView = (shown: Shown, reader: Reader): ModalView => {
  const t = translatorFor(reader.locale);
  return {
    type: "modal",
    callback_id: PREVIEW_VIEW,
    title: heading(t("preview")),
    submit: heading(t("done")),
    close: heading(t("back")),
    blocks: blocksOf({ ...shown, notes: [t("form_preview_line")] }, reader),
  };
};
