import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { z } from "zod";
import type { Core } from "../../../core/core.ts";
import type { FormOwner } from "../../../core/hosting/form-builder.ts";
import type { FormAct } from "../../../core/hosting/form-changes.ts";
import { defined } from "../../../core/model/defined.ts";
import { ASKED, type Asked, STANDARD_QUESTIONS } from "../../../core/model/form.ts";
import { newToken, parseCode, requestId, type WebinarCode } from "../../../core/model/ids.ts";
import { codeOf } from "../../../core/model/series.ts";
import { refused } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { contentOf, type Typed } from "../../platform/filled-in.ts";
import { type Problem, submitButton } from "../../platform/inputs.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { fits, registerView } from "../register/view.ts";
import { questionView, readQuestion, seenOf, typedOfQuestion } from "./question.ts";
import { questionsView, standardInput } from "./view.ts";

/** What the builder's buttons do: look at something, or change the form. */
const Doing = z.enum(["show", "edit", "add", "preview", "put", "remove", "up", "down", "standard"]);
type Doing = z.infer<typeof Doing>;

/** How each standard question is to be asked. */
const askedIn = (typed: Typed): Partial<Record<(typeof STANDARD_QUESTIONS)[number], Asked>> =>
  Object.fromEntries(
    STANDARD_QUESTIONS.flatMap((name) => {
      const asked = ASKED.find((one) => one === typed[standardInput(name)]);
      return asked ? [[name, asked]] : [];
    }),
  );

/** The standard questions that differ from what the card showed, so that a cohost's change of another one stays. */
const changedStandard = (typed: Typed): ReturnType<typeof askedIn> => {
  const asked = askedIn(typed);
  return Object.fromEntries(
    STANDARD_QUESTIONS.flatMap((name, at) => {
      const one = asked[name];
      return one && ASKED.indexOf(one) !== Number(typed.standard?.[at]) ? [[name, one]] : [];
    }),
  );
};

/** The question that was chosen in the list, or that its own form is about. */
const chosenIn = ({ question, id }: Typed): { chosen?: string } => ({ ...defined({ chosen: question ?? id }) });

/** The form builder: opened, and each of its buttons. */
export const makeQuestionsForm = ({ core }: { core: Core }) => {
  const builder = (
    { reader }: Turn,
    owner: FormOwner,
    more: { chosen?: string; problems?: readonly Problem[]; isSaved?: boolean } = {},
  ): IAdaptiveCard => questionsView({ owner, reader, nonce: newToken(), problems: [], isSaved: false, ...more });

  const shown = (owner: FormOwner, form: IAdaptiveCard): Submitted => ({
    notice: { kind: "open_form", form: "questions", owner },
    form,
  });

  const preview = async ({ reader, speaker }: Turn, owner: FormOwner): Promise<IAdaptiveCard> => {
    const code = codeOf(owner);
    const { person } = speaker;
    const target =
      owner.kind === "webinar"
        ? ({ kind: "webinar", webinar: owner.webinar, form: owner.form } as const)
        : ({ kind: "series", series: owner.series, webinars: [], form: owner.form } as const);
    const back = submitButton(
      translatorFor(reader.locale)("back"),
      { form: "questions", code, do: "show" },
      { withInputs: false },
    );
    return registerView({
      reader,
      person,
      now: core.clock.now(),
      nonce: "",
      problems: [],
      inline: false,
      instead: [back],
      step: core.formSteps.firstStep(
        (await core.formSteps.target(speaker.organisation, code, person)) ?? target,
        person,
        fits,
      ),
    });
  };

  /** The form of one question, and again with what is wrong. */
  const editor = ({ reader }: Turn, owner: FormOwner, typed: Typed, problems: readonly Problem[] = []) => {
    const { id, seen } = typed;
    return questionView({
      owner,
      reader,
      typed,
      problems,
      nonce: newToken(),
      ...defined({ id: id || undefined, seen: seen || undefined }),
    });
  };

  const look = async (turn: Turn, doing: "show" | "edit" | "add" | "preview", owner: FormOwner, typed: Typed) => {
    if (doing === "preview") return preview(turn, owner);
    if (doing === "add") return editor(turn, owner, typedOfQuestion(owner, undefined));
    if (doing === "show") return builder(turn, owner);
    const question = owner.form.questions.find(({ id }) => id === typed.question);
    if (!question) return builder(turn, owner, { problems: [{ field: "none", refusal: { reason: "question_gone" } }] });
    const { id } = question;
    return editor(turn, owner, { ...typedOfQuestion(owner, question), id, seen: seenOf(question) });
  };

  const actOf = (doing: "put" | "remove" | "up" | "down" | "standard", typed: Typed): FormAct => {
    const { id, seen, question = "" } = typed;
    if (doing === "standard") return { do: "standard", asked: askedIn(typed) };
    if (doing !== "put") return { do: doing, id: question };
    return { do: "put", fields: readQuestion(typed), ...defined({ id: id || undefined, seen: seen || undefined }) };
  };

  /** The form as it is now, with what was wrong; where it may not be opened any more, why. */
  const shownWrong = async (
    turn: Turn,
    code: WebinarCode,
    typed: Typed,
    doing: Doing,
    problems: readonly Problem[],
  ): Promise<Submitted> => {
    const { organisation, person } = turn.speaker;
    const now = await core.formBuilder.open(organisation, code, person);
    if (!now.ok) return { notice: refused(now.refusal) };
    const form =
      doing === "put"
        ? editor(turn, now.value, typed, problems)
        : builder(turn, now.value, { ...chosenIn(typed), problems });
    return { notice: refused(problems[0]?.refusal ?? { reason: "form_changed" }), form };
  };

  return {
    open: (turn: Turn, owner: FormOwner): IAdaptiveCard => builder(turn, owner),

    submit: async (turn: Turn, typed: Typed): Promise<Submitted> => {
      const { organisation, person, chat } = turn.speaker;
      const code = parseCode(typed.code ?? "");
      const doing = Doing.safeParse(typed.do).data;
      if (!code || !doing) return { notice: refused({ reason: "unknown_button" }) };
      const change = (act: FormAct) =>
        core.formBuilder.change({
          organisation,
          code,
          by: person,
          way: "teams",
          act,
          requestId: requestId("teams", chat, "form", code, act.do, typed.nonce ?? newToken(), contentOf(typed)),
        });
      const found = await core.formBuilder.open(organisation, code, person);
      if (!found.ok) return { notice: refused(found.refusal) };
      // Each button of the builder sends the standard questions too: what was chosen there is saved before it acts.
      const asked = doing === "standard" ? {} : changedStandard(typed);
      const saved = Object.keys(asked).length > 0 ? await change({ do: "standard", asked }) : found;
      if (!saved.ok) return shownWrong(turn, code, typed, doing, saved.refusal);
      if (doing === "show" || doing === "edit" || doing === "add" || doing === "preview")
        return shown(saved.value, await look(turn, doing, saved.value, typed));
      const result = await change(actOf(doing, typed));
      if (!result.ok) return shownWrong(turn, code, typed, doing, result.refusal);
      return shown(result.value, builder(turn, result.value, { ...chosenIn(typed), isSaved: true }));
    },
  };
};
