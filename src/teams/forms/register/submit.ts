import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Core } from "../../../core/core.ts";
import { defined } from "../../../core/model/defined.ts";
import type { FormId } from "../../../core/model/form.ts";
import { type ChatId, newToken, parseCode, type RequestId, requestId } from "../../../core/model/ids.ts";
import { done } from "../../../core/model/result.ts";
import { refused } from "../../../core/notices/notice.ts";
import { noticeOfRegistering } from "../../../core/notices/registered.ts";
import type { Step, Target } from "../../../core/registering/form-steps.ts";
import type { RegisterProblem } from "../../../core/registering/register-refusals.ts";
import { chosenOf, type Typed } from "../../platform/filled-in.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { fits, inputOf, registerView } from "./view.ts";

/** Reads the answers to the questions that stood on the card, empty ones too. */
const givenOf = (typed: Typed, shown: readonly string[], target: Target) =>
  Object.fromEntries(
    shown.map((id) => {
      const value = typed[inputOf({ id })] ?? "";
      const isSeveral = target.form.questions.some((question) => question.id === id && question.type === "checkboxes");
      return [id, isSeveral ? chosenOf(value) : [value]];
    }),
  );

/** What names the registering by a form: the form as it was opened, so that its repeat is the same act. */
export const registeringBy = (chat: ChatId, { code = "", nonce = "" }: Typed): RequestId | undefined =>
  nonce === "" ? undefined : requestId("teams", chat, "register", code, nonce);

/** The registration form: opened, and submitted step by step. */
export const makeRegisterForm = ({ core }: { core: Core }) => {
  const show = (
    { reader, speaker }: Turn,
    step: Step,
    more: { nonce: string; inline: boolean; problems?: readonly RegisterProblem[] },
  ): IAdaptiveCard =>
    registerView({ step, reader, person: speaker.person, now: core.clock.now(), problems: [], ...more });

  return {
    open: (turn: Turn, target: Target, inline: boolean): IAdaptiveCard =>
      show(turn, core.formSteps.firstStep(target, turn.speaker.person, fits), { nonce: newToken(), inline }),

    submit: async (turn: Turn, typed: Typed, inline: boolean): Promise<Submitted> => {
      const { place, speaker } = turn;
      const { organisation } = place;
      const code = parseCode(typed.code ?? "");
      if (!code) return { notice: refused({ reason: "unknown_webinar", typed: typed.code ?? "" }) };
      const isEdit = typed.isEdit === "true";
      const found = isEdit
        ? await core.formSteps.editTarget(organisation, code, speaker.person)
        : done(await core.formSteps.target(organisation, code, speaker.person));
      if (!found.ok) return { notice: refused(found.refusal) };
      const target = found.value;
      if (!target) return { notice: refused({ reason: "unknown_webinar", typed: code }) };
      const { person, chat } = speaker;
      const nonce = typed.nonce || newToken();
      const isFirst = typed.first === "true";
      const { firstName = "", lastName = "", token } = typed;
      const result = await core.formSteps.submit(
        {
          organisation,
          person,
          code,
          target,
          via: chat,
          form: (typed.formId ?? "") as FormId,
          requestId: speaker.requestId,
          // A dialog closes; a card that was pressed in the personal chat stays.
          answerStays: inline,
          ...defined({ token: token || undefined, isEdit: isEdit || undefined }),
          shown: chosenOf(typed.asked),
          ...defined({
            names: isFirst ? { firstName, lastName } : undefined,
            chosen:
              isFirst && target.kind === "series"
                ? chosenOf(typed.chosen).flatMap((one) => parseCode(one) ?? [])
                : undefined,
          }),
          given: givenOf(typed, chosenOf(typed.shown), target),
        },
        fits,
      );
      if (!result.ok) return { notice: refused(result.refusal) };
      const filled = result.value;
      switch (filled.kind) {
        case "registered":
        case "edited":
        case "series":
          return { notice: noticeOfRegistering(filled) };
        case "next": {
          const notice = { kind: "open_form", form: "register", target: filled.step.target } as const;
          return { notice, form: show(turn, filled.step, { nonce, inline }) };
        }
        case "wrong": {
          const refusal = filled.problems[0]?.refusal ?? { reason: "form_changed" };
          const form = show(turn, filled.step, { nonce, inline, problems: filled.problems });
          return { notice: refused(refusal), form };
        }
      }
    },
  };
};
