import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Core } from "../../../core/core.ts";
import { defined } from "../../../core/model/defined.ts";
import type { FormId } from "../../../core/model/form.ts";
import {
  type ChatId,
  newToken,
  PersonIdSchema,
  parseCode,
  type RequestId,
  requestId,
} from "../../../core/model/ids.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import { done, type Result, refuse } from "../../../core/model/result.ts";
import { codeOf } from "../../../core/model/series.ts";
import { parseTag } from "../../../core/model/tag.ts";
import { type Notice, refused } from "../../../core/notices/notice.ts";
import { noticeOfRegistering } from "../../../core/notices/registered.ts";
import type { Step } from "../../../core/registering/form-steps.ts";
import type { RegisterProblem } from "../../../core/registering/register-refusals.ts";
import type { Target } from "../../../core/registering/sent-step.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { cardOf } from "../../notices/message.ts";
import { chosenOf, type Typed } from "../../platform/filled-in.ts";
import { sendButton } from "../../platform/inputs.ts";
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

/** What a sent form is about: a webinar, a series, or a registration that is changed. */
const targetOf = async (core: Core, { place, speaker }: Turn, typed: Typed): Promise<Result<Target, Refusal>> => {
  const { organisation } = place;
  const code = parseCode(typed.code ?? "");
  if (!code) return refuse({ reason: "unknown_webinar", typed: typed.code ?? "" });
  if (typed.isEdit === "true") return core.editAnswers.target({ organisation, code, of: speaker.person });
  const target = await core.formSteps.target(organisation, code, speaker.person);
  return target ? done(target) : refuse({ reason: "unknown_webinar", typed: code });
};

/** The registration form: opened, and submitted step by step. */
export const makeRegisterForm = ({ core }: { core: Core }) => {
  const show = (
    { reader, speaker }: Turn,
    step: Step,
    more: { nonce: string; inline: boolean; problems?: readonly RegisterProblem[] },
  ): IAdaptiveCard =>
    registerView({ step, reader, person: speaker.person, now: core.clock.now(), problems: [], ...more });

  /** Offers to register somebody all the same, with one more seat, where the plan allows it. */
  const raising = ({ reader }: Turn, notice: Notice & { kind: "no_seat_to_add" }): IAdaptiveCard => {
    const card = cardOf(notice, reader, core.clock.now(), { inDialog: true });
    if (!notice.mayRaise) return card;
    const { webinar, whom, token } = notice;
    const data = { form: "register", code: webinar.code, adds: whom, token, raises: "true", nonce: newToken() };
    return { ...card, actions: [sendButton(translatorFor(reader.locale)("add_raise"), data)] };
  };

  return {
    open: (
      turn: Turn,
      { target, ...of }: Notice & { kind: "open_form"; form: "register" },
      inline: boolean,
    ): IAdaptiveCard =>
      show(turn, core.formSteps.firstStep(target, turn.speaker.person, fits, of), { nonce: newToken(), inline }),

    submit: async (turn: Turn, typed: Typed, inline: boolean): Promise<Submitted> => {
      const { place, speaker } = turn;
      const { organisation } = place;
      const found = await targetOf(core, turn, typed);
      if (!found.ok) return { notice: refused(found.refusal) };
      const target = found.value;
      const code = codeOf(target);
      const isEdit = target.kind === "webinar" && target.edits !== undefined;
      const { person, chat } = speaker;
      const nonce = typed.nonce || newToken();
      const isFirst = typed.first === "true";
      const { firstName = "", lastName = "", token, adds } = typed;
      const whom = PersonIdSchema.safeParse(adds).data;
      const sent = {
        organisation,
        person,
        code,
        via: chat,
        form: (typed.formId ?? "") as FormId,
        requestId: speaker.requestId,
        // A dialog closes; a card that was pressed in the personal chat stays. Whom a host adds has no such answer.
        answerStays: inline && !whom,
        ...defined({ token: token || undefined, isEdit: isEdit || undefined, tag: parseTag(typed.tag) }),
        shown: chosenOf(typed.asked),
        ...defined({
          names: isFirst ? { firstName, lastName } : undefined,
          chosen:
            isFirst && target.kind === "series"
              ? chosenOf(typed.chosen).flatMap((one) => parseCode(one) ?? [])
              : undefined,
        }),
        given: givenOf(typed, chosenOf(typed.shown), target),
      };
      const register = () => {
        if (!whom) return core.formSteps.submit({ ...sent, target }, fits);
        return typed.raises === "true" && token
          ? core.adding.raise({ organisation, person, code, via: chat, requestId: speaker.requestId, token, whom })
          : core.adding.submit({ ...sent, whom }, fits);
      };
      const result = await register();
      if (!result.ok) return { notice: refused(result.refusal) };
      const filled = result.value;
      switch (filled.kind) {
        case "next": {
          const { target: next, adds: added } = filled.step;
          const notice = { kind: "open_form", form: "register", target: next, ...defined({ adds: added }) } as const;
          return { notice, form: show(turn, filled.step, { nonce, inline }) };
        }
        case "wrong": {
          const refusal = filled.problems[0]?.refusal ?? { reason: "form_changed" };
          const form = show(turn, filled.step, { nonce, inline, problems: filled.problems });
          return { notice: refused(refusal), form };
        }
        case "no_seat_to_add":
          return { notice: filled, ...(inline ? {} : { form: raising(turn, filled) }) };
        default:
          return { notice: noticeOfRegistering(filled, sent) };
      }
    },
  };
};

export type RegisterForm = ReturnType<typeof makeRegisterForm>;
