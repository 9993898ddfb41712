import { readSeen } from "../access/visible.ts";
import type { SeriesActs } from "../hosting/series.ts";
import { defined } from "../model/defined.ts";
import { type AskedQuestion, type Given, shownOf } from "../model/form.ts";
import {
  chatParts,
  newToken,
  type OrganisationId,
  type PersonId,
  requestId as requestIdOf,
  seriesCode,
  type WebinarCode,
} from "../model/ids.ts";
import { chatFor, fullName, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { wayOf } from "../model/registration.ts";
import { done, type Result, refuse, unreachable } from "../model/result.ts";
import type { SeriesWebinars } from "../model/series.ts";
import type { Tag } from "../model/tag.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { KeptForms } from "../ports/drafts.ts";
import type { Actor } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { AnswersEdited, EditAnswers } from "./edit-answers.ts";
import type { makeRegister, Registered } from "./register.ts";
import { type RegisterProblem, registrationClosed } from "./register-refusals.ts";
import {
  beginning,
  carriedBy,
  type FormState,
  FormStateSchema,
  type SentStep,
  stateAfter,
  type Target,
} from "./sent-step.ts";
import { type Fits, firstQuestions, formChanged, stepOutcome } from "./step-outcome.ts";

/** For how long the earlier steps of a form are kept. */
const KEPT_MS = 3_600_000;
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
  /** Whom a host registers with it; absent: who fills it in registers themselves. */
  readonly adds?: Person;
  /** By which card they came (P24). */
  readonly tag?: Tag;
}

/** What became of each webinar of a series that was chosen. */
export type SeriesOutcome =
  | { readonly webinar: Webinar; readonly registered: Registered }
  | { readonly webinar: Webinar; readonly refusal: Refusal };

/** That a host cannot add somebody, as no seat is free; under `token` stands what was filled in, for *Add a seat*. */
export interface NoSeatToAdd {
  readonly webinar: Webinar;
  readonly whom: PersonId;
  readonly name: string;
  readonly token: string;
  readonly mayRaise: boolean;
}

export type StepResult =
  | { readonly kind: "next"; readonly step: Step }
  | { readonly kind: "wrong"; readonly step: Step; readonly problems: readonly RegisterProblem[] }
  /** `added`: a host registered somebody. */
  | { readonly kind: "registered" | "added"; readonly registered: Registered }
  | { readonly kind: "edited"; readonly edited: AnswersEdited }
  | ({ readonly kind: "no_seat_to_add" } & NoSeatToAdd)
  | {
      readonly kind: "series";
      readonly target: SeriesTarget;
      readonly outcomes: readonly SeriesOutcome[];
    };

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

const wrong = (step: Step, problems: readonly RegisterProblem[]): Result<StepResult, Refusal> =>
  done({ kind: "wrong", step, problems });

/**
 * Registers somebody step by step: a step has the questions that fit, and that a condition shows (P18). The first step
 * also asks for names and, in a series, for its webinars; each of those is registered for by itself. Earlier steps are
 * kept for the person who sent them. Refuses what `register` refuses.
 */
export const makeFormSteps = ({ webinars, series, keptForms, clock, register, editAnswers }: Deps) => {
  const targetOf = async (organisation: OrganisationId, code: WebinarCode, by: Actor): Promise<Target | undefined> => {
    const webinar = await readSeen(webinars, organisation, code, by);
    if (webinar) return { kind: "webinar", webinar, form: webinar.form };
    const found = await series.withWebinars(organisation, seriesCode(code), by);
    return found && { kind: "series", ...found, form: found.series.form };
  };

  const firstStep = (
    target: Target,
    person: Person,
    fits: Fits,
    { adds, tag }: Pick<Step, "adds" | "tag"> = {},
  ): Step => ({
    target,
    questions: firstQuestions(target.form, fits),
    isFirst: true,
    ...beginning(target, adds ?? person),
    chosen: target.kind === "series" ? openIn(target, clock.now()).map(({ code }) => code) : [],
    ...defined({ adds, tag }),
  });

  const read = async ({ organisation, token, person, code, adding }: SentStep): Promise<FormState | undefined> => {
    const text = token && (await keptForms.read(organisation, token));
    const state = text ? FormStateSchema.parse(JSON.parse(text)) : undefined;
    const isOurs = state?.person === person.id && state.code === code && state.adds === adding?.whom.id;
    return isOurs ? state : undefined;
  };

  /** A step, with everything before it kept. */
  const keptStep = async (
    sent: SentStep,
    state: FormState,
    { target, questions, isFirst }: Pick<Step, "target" | "questions" | "isFirst">,
  ): Promise<Step> => {
    const { firstName, lastName, given, chosen } = state;
    const token = sent.token ?? newToken();
    await keptForms.keep(sent.organisation, token, JSON.stringify(state), KEPT_MS);
    return { target, questions, isFirst, token, firstName, lastName, given, chosen, ...carriedBy(sent) };
  };

  const registration = (sent: SentStep, state: FormState) => {
    const { organisation, person: by, answerStays, requestId, adding, tag } = sent;
    const { firstName, lastName, given } = state;
    // Whoever is added need not know of the webinar yet.
    const person = adding ? { ...adding.whom, inside: sent.code } : by;
    // Somebody whom a host adds did not write themselves: they are told in the host's product, if they use it.
    const via = adding ? (chatFor(person, chatParts(sent.via).face) ?? ("page" as const)) : sent.via;
    const added = adding && { by: by.id, way: adding.way, plan: adding.plan, raisesCap: adding.raisesCap };
    const { address } = person;
    const of = { organisation, requestId, person, address, via, answerStays, firstName, lastName, given };
    return { ...of, ...defined({ added, tag: adding ? undefined : tag }) };
  };

  const registerForSeries = async (sent: SentStep, target: SeriesTarget, state: FormState): Promise<StepResult> => {
    const outcomes: SeriesOutcome[] = [];
    for (const webinar of target.webinars.filter(({ code }) => state.chosen.includes(code))) {
      const { code } = webinar;
      const requestId = requestIdOf("series", sent.requestId, code);
      // They see it in the series; whether they are inside of it was read for that.
      const person = { ...sent.person, inside: code };
      const result = await register({ ...registration(sent, state), person, code, requestId });
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
    const act = { organisation, code, requestId, of, way: wayOf(via), firstName, lastName };
    const result = await editAnswers.edit({ ...act, given: target.answersClosed ? "kept" : given });
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
    if (result.ok) return done({ kind: sent.adding ? "added" : "registered", registered: result.value });
    const [first] = result.refusal;
    if (first?.refusal.reason === "no_free_seat" && target.kind === "webinar" && sent.adding) {
      const { token = "" } = await keptStep(sent, { ...state, given }, { target, questions: [], isFirst: false });
      const { webinar } = target;
      const whom = sent.adding.whom.id;
      return done({
        kind: "no_seat_to_add",
        webinar,
        whom,
        name: fullName(state),
        token,
        mayRaise: first.refusal.mayRaise,
      });
    }
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
      const found = await editAnswers.target({ organisation, code, of: person });
      const closed = found.ok ? found.value.answersClosed : undefined;
      return closed && found.ok && form !== found.value.form.id ? refuse(closed) : found;
    }
    const target = sent.target ?? (await targetOf(organisation, code, person));
    return target ? done(target) : refuse({ reason: "unknown_webinar", typed: code });
  };

  return {
    target: targetOf,
    firstStep,

    submit: async (sent: SentStep, fits: Fits): Promise<Result<StepResult, Refusal>> => {
      const { names } = sent;
      const sentTo = await targetFor(sent);
      if (!sentTo.ok) return sentTo;
      const target = sentTo.value;
      const kept = await read(sent);
      const state = stateAfter(sent, target, kept);
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
          const step = { target, questions, isFirst: true, firstName, lastName, given, chosen, ...carriedBy(sent) };
          return wrong(step, problems);
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

export type FormSteps = ReturnType<typeof makeFormSteps>;
