import type { Owner } from "../access/owned-entry.ts";
import type { SeriesActs } from "../hosting/series.ts";
import { defined } from "../model/defined.ts";
import {
  type AskedQuestion,
  type Form,
  type FormId,
  type Given,
  givenOf,
  STANDARD_FORM,
  shownOf,
} from "../model/form.ts";
import {
  type ChatId,
  newToken,
  type OrganisationId,
  type RequestId,
  requestId as requestIdOf,
  seriesCode,
  type WebinarCode,
} from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { type Registration, wayOf } from "../model/registration.ts";
import { done, type Result, refuse, unreachable } from "../model/result.ts";
import type { SeriesWebinars } from "../model/series.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { KeptForms } from "../ports/kept-forms.ts";
import type { Actor } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { AnswersEdited, EditAnswers } from "./edit-answers.ts";
import { type Beginning, type FormState, keepState, readState, stateAfter } from "./form-state.ts";
import type { makeRegister, Registered } from "./register.ts";
import { type RegisterProblem, registrationClosed } from "./register-refusals.ts";
import { type Fits, firstQuestions, formChanged, stepOutcome } from "./step-outcome.ts";

/** What somebody registers for. */
export type Target =
  | {
      readonly kind: "webinar";
      readonly webinar: Webinar;
      /** Without questions where the name alone can be changed. */
      readonly form: Form;
      /** The registration whose answers are changed. */
      readonly edits?: Registration;
      /** Why only the name can be changed (P17). */
      readonly answersClosed?: Refusal;
    }
  | ({ readonly kind: "series"; readonly form: Form } & SeriesWebinars);

type SeriesTarget = Target & { readonly kind: "series" };

/** One step of a registration form, as it is shown. */
export interface Step {
  readonly target: Target;
  readonly questions: readonly AskedQuestion[];
  /** Names, and which webinars of a series: asked on the first step. */
  readonly isFirst: boolean;
  /** Where the earlier steps are kept; absent on the first. */
  readonly token?: string;
  /** What was filled in so far. */
  readonly firstName: string;
  readonly lastName: string;
  readonly given: Given;
  readonly chosen: readonly WebinarCode[];
}

/** What became of each webinar of a series that was chosen. */
export type SeriesOutcome =
  | { readonly webinar: Webinar; readonly registered: Registered }
  | { readonly webinar: Webinar; readonly refusal: Refusal };

export type StepResult =
  | { readonly kind: "next"; readonly step: Step }
  | { readonly kind: "wrong"; readonly step: Step; readonly problems: readonly RegisterProblem[] }
  | { readonly kind: "registered"; readonly registered: Registered }
  | { readonly kind: "edited"; readonly edited: AnswersEdited }
  | {
      readonly kind: "series";
      readonly target: SeriesTarget;
      readonly outcomes: readonly SeriesOutcome[];
    };

interface SentStep {
  readonly organisation: OrganisationId;
  readonly person: Actor;
  readonly via: ChatId;
  readonly answerStays: boolean;
  readonly requestId: RequestId;
  /** A webinar's code, or a series'. */
  readonly code: WebinarCode;
  /** What it names, where the caller has read it. */
  readonly target?: Target;
  /** Changes a registration that is there. */
  readonly isEdit?: boolean;
  /** The form that was shown. */
  readonly form: FormId;
  /** Where the earlier steps are kept. */
  readonly token?: string;
  /** The questions that were shown on this step. */
  readonly shown: readonly string[];
  /** On the first step. */
  readonly names?: { readonly firstName: string; readonly lastName: string };
  readonly chosen?: readonly WebinarCode[];
  readonly given: Given;
}

interface Deps {
  readonly webinars: Webinars;
  readonly series: SeriesActs;
  readonly keptForms: KeptForms;
  readonly clock: Clock;
  readonly register: ReturnType<typeof makeRegister>;
  readonly editAnswers: EditAnswers;
}

/** The webinars of a series that somebody can register for now. */
export const openIn = ({ webinars }: SeriesWebinars, now: number): Webinar[] =>
  webinars.filter((webinar) => registrationClosed(webinar, now) === undefined);

/** What a form begins with: what a registration says that is changed, else the name alone. */
const beginning = (target: Target, { firstName, lastName }: Person): Beginning => {
  const edits = target.kind === "webinar" ? target.edits : undefined;
  if (!edits) return { firstName, lastName, given: {} };
  return { firstName: edits.firstName, lastName: edits.lastName, given: givenOf(target.form, edits.answers) };
};

const wrong = (step: Step, problems: readonly RegisterProblem[]): Result<StepResult, Refusal> =>
  done({ kind: "wrong", step, problems });

/**
 * Registers somebody step by step: a step has the questions that fit, and that a condition shows (P18). The first step
 * also asks for names and, in a series, for its webinars; each of those is registered for by itself. Earlier steps are
 * kept for the person who sent them. Refuses what `register` refuses.
 */
export const makeFormSteps = ({ webinars, series, keptForms, clock, register, editAnswers }: Deps) => {
  const targetOf = async (organisation: OrganisationId, code: WebinarCode, by?: Actor): Promise<Target | undefined> => {
    const webinar = by?.ahead?.webinar(code) ?? (await webinars.get(organisation, code));
    if (webinar) return { kind: "webinar", webinar, form: webinar.form };
    const found = await series.withWebinars(organisation, seriesCode(code));
    return found && { kind: "series", ...found, form: found.series.form };
  };

  /** What somebody can change of their own registration; the name alone where the form has no question. */
  const editTarget = async (
    organisation: OrganisationId,
    code: WebinarCode,
    of: Owner,
  ): Promise<Result<Target & { kind: "webinar" }, Refusal>> => {
    const found = await editAnswers.open({ organisation, code, of });
    if (!found.ok) return found;
    const { webinar, registration: edits, answersClosed } = found.value;
    const form = answersClosed ? STANDARD_FORM : webinar.form;
    return done({ kind: "webinar", webinar, form, edits, ...defined({ answersClosed }) });
  };

  const firstStep = (target: Target, person: Person, fits: Fits): Step => ({
    target,
    questions: firstQuestions(target.form, fits),
    isFirst: true,
    ...beginning(target, person),
    chosen: target.kind === "series" ? openIn(target, clock.now()).map(({ code }) => code) : [],
  });

  /** A step, with everything before it kept. */
  const keptStep = async (
    sent: SentStep,
    state: FormState,
    { target, questions, isFirst }: Pick<Step, "target" | "questions" | "isFirst">,
  ): Promise<Step> => {
    const { firstName, lastName, given, chosen } = state;
    const token = sent.token ?? newToken();
    await keepState(keptForms, sent.organisation, token, state);
    return { target, questions, isFirst, token, firstName, lastName, given, chosen };
  };

  const registration = ({ organisation, person, via, answerStays, requestId }: SentStep, state: FormState) => {
    const { firstName, lastName, given } = state;
    const { address } = person;
    return { organisation, requestId, person, address, via, answerStays, firstName, lastName, given };
  };

  const registerForSeries = async (sent: SentStep, target: SeriesTarget, state: FormState): Promise<StepResult> => {
    const outcomes: SeriesOutcome[] = [];
    for (const webinar of target.webinars.filter(({ code }) => state.chosen.includes(code))) {
      const { code } = webinar;
      const requestId = requestIdOf("series", sent.requestId, code);
      const result = await register({ ...registration(sent, state), code, requestId });
      const refusal = result.ok ? undefined : result.refusal[0]?.refusal;
      if (result.ok) outcomes.push({ webinar, registered: result.value });
      else if (refusal) outcomes.push({ webinar, refusal });
    }
    return { kind: "series", target, outcomes };
  };

  /** The form changed in this very moment: what it asks for now is asked. */
  const askAgain = async (
    sent: SentStep,
    target: Target,
    state: FormState,
    problems: readonly RegisterProblem[],
  ): Promise<Result<StepResult, Refusal>> => {
    const [first] = problems;
    if (!first || first.field === "none") return refuse(first?.refusal ?? { reason: "form_changed" });
    const isRefused = (id: string) => problems.some(({ field }) => field === id);
    const questions = shownOf(target.form, state.given).filter(({ id }) => isRefused(id));
    return wrong(await keptStep(sent, state, { target, questions, isFirst: false }), problems);
  };

  const edit = async (sent: SentStep, target: Target & { kind: "webinar" }, state: FormState, given: Given) => {
    const { organisation, code, requestId, person: of, via } = sent;
    const { firstName, lastName } = state;
    const isNameAlone = target.answersClosed !== undefined;
    const act = { organisation, code, requestId, of, way: wayOf(via), firstName, lastName };
    const result = await editAnswers.edit({ ...act, given: isNameAlone ? "kept" : given });
    return result.ok
      ? done({ kind: "edited", edited: result.value } as const)
      : askAgain(sent, target, state, result.refusal);
  };

  const registerForOne = async (
    sent: SentStep,
    target: Target,
    state: FormState,
    given: Given,
  ): Promise<Result<StepResult, Refusal>> => {
    const result = await register({ ...registration(sent, state), given, code: sent.code });
    if (result.ok) return done({ kind: "registered", registered: result.value });
    return askAgain(sent, target, state, result.refusal);
  };

  const complete = async (
    sent: SentStep,
    target: Target,
    state: FormState,
    given: Given,
  ): Promise<Result<StepResult, Refusal>> => {
    if (target.kind === "series") return done(await registerForSeries(sent, target, { ...state, given }));
    return target.edits ? edit(sent, target, state, given) : registerForOne(sent, target, state, given);
  };

  /** What a sent step is about. Refuses answers that could be changed when the form was opened, and can no longer. */
  const targetFor = async (sent: SentStep): Promise<Result<Target, Refusal>> => {
    const { organisation, code, person, isEdit, form } = sent;
    if (isEdit) {
      const found = await editTarget(organisation, code, person);
      const closed = found.ok ? found.value.answersClosed : undefined;
      return closed && found.ok && form !== found.value.form.id ? refuse(closed) : found;
    }
    const target = sent.target ?? (await targetOf(organisation, code, person));
    return target ? done(target) : refuse({ reason: "unknown_webinar", typed: code });
  };

  return {
    target: targetOf,
    editTarget,
    firstStep,

    submit: async (sent: SentStep, fits: Fits): Promise<Result<StepResult, Refusal>> => {
      const { names } = sent;
      const sentTo = await targetFor(sent);
      if (!sentTo.ok) return sentTo;
      const target = sentTo.value;
      const kept = await readState(keptForms, sent);
      const state = stateAfter(sent, target.form, kept ?? beginning(target, sent.person), kept);
      const asked = kept?.asked ?? [];
      const isNoneChosen = target.kind === "series" && state.chosen.length === 0;
      const answers = {
        form: sent.form,
        asked,
        shown: sent.shown,
        given: state.given,
        names,
        otherProblems: isNoneChosen ? [{ field: "chosen", refusal: { reason: "nothing_chosen" } as const }] : [],
      };
      const isLost = sent.token !== undefined && !kept;
      const outcome = isLost ? formChanged(target.form, fits) : stepOutcome(target.form, answers, fits);
      switch (outcome.kind) {
        case "form_changed": {
          const { firstName, lastName, given, chosen } = state;
          const { questions, problems } = outcome;
          return wrong({ target, questions, isFirst: true, firstName, lastName, given, chosen }, problems);
        }
        case "wrong": {
          const step = { target, questions: outcome.questions, isFirst: names !== undefined };
          return wrong(await keptStep(sent, { ...state, asked }, step), outcome.problems);
        }
        case "next": {
          const step = { target, questions: outcome.questions, isFirst: false };
          return done({ kind: "next", step: await keptStep(sent, state, step) });
        }
        case "complete":
          return complete(sent, target, state, outcome.given);
        default:
          return unreachable(outcome);
      }
    },
  };
};
