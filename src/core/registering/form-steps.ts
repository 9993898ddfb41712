import { z } from "zod";
import { readSeen } from "../access/visible.ts";
import type { SeriesActs } from "../hosting/series.ts";
import { type AskedQuestion, type Form, type FormId, type Given, questionsOf, shownOf } from "../model/form.ts";
import {
  type ChatId,
  CodeSchema,
  newToken,
  type OrganisationId,
  type RequestId,
  requestId as requestIdOf,
  seriesCode,
  type WebinarCode,
} from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse, unreachable } from "../model/result.ts";
import type { SeriesWebinars } from "../model/series.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { KeptForms } from "../ports/kept-forms.ts";
import type { Actor } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { makeRegister, Registered } from "./register.ts";
import { type RegisterProblem, registrationClosed } from "./register-refusals.ts";
import { type Fits, firstQuestions, formChanged, stepOutcome } from "./step-outcome.ts";

/** For how long the earlier steps of a form are kept. */
const KEPT_MS = 3_600_000;
const FormStateSchema = z.object({
  person: z.string(),
  code: CodeSchema,
  firstName: z.string(),
  lastName: z.string(),
  given: z.record(z.string(), z.array(z.string()).readonly()),
  asked: z.array(z.string()).readonly(),
  chosen: z.array(CodeSchema).readonly(),
});
type FormState = Readonly<z.infer<typeof FormStateSchema>>;

/** What somebody registers for. */
export type Target =
  | { readonly kind: "webinar"; readonly webinar: Webinar; readonly form: Form }
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
}

/** The webinars of a series that somebody can register for now. */
export const openIn = ({ webinars }: SeriesWebinars, now: number): Webinar[] =>
  webinars.filter((webinar) => registrationClosed(webinar, now) === undefined);

/** What is filled in after this step: what was kept, and what was sent now of what the form asks. */
const stateAfter = (
  { person, code, names, given, shown, chosen }: SentStep,
  form: Form,
  kept?: FormState,
): FormState => {
  const ids = new Set<string>(questionsOf(form).map(({ id }) => id));
  const isAsked = (id: string) => ids.has(id);
  return {
    person: person.id,
    code,
    firstName: names?.firstName ?? kept?.firstName ?? person.firstName,
    lastName: names?.lastName ?? kept?.lastName ?? person.lastName,
    given: { ...kept?.given, ...Object.fromEntries(Object.entries(given).filter(([id]) => isAsked(id))) },
    asked: [...new Set([...(kept?.asked ?? []), ...shown.filter(isAsked)])],
    chosen: chosen ?? kept?.chosen ?? [],
  };
};

const wrong = (step: Step, problems: readonly RegisterProblem[]): Result<StepResult, Refusal> =>
  done({ kind: "wrong", step, problems });

/**
 * Registers somebody step by step: a step has the questions that fit, and that a condition shows (P18). The first step
 * also asks for names and, in a series, for its webinars; each of those is registered for by itself. Earlier steps are
 * kept for the person who sent them. Refuses what `register` refuses.
 */
export const makeFormSteps = ({ webinars, series, keptForms, clock, register }: Deps) => {
  const targetOf = async (organisation: OrganisationId, code: WebinarCode, by: Actor): Promise<Target | undefined> => {
    const webinar = await readSeen(webinars, organisation, code, by);
    if (webinar) return { kind: "webinar", webinar, form: webinar.form };
    const found = await series.withWebinars(organisation, seriesCode(code), by);
    return found && { kind: "series", ...found, form: found.series.form };
  };

  const firstStep = (target: Target, person: Person, fits: Fits): Step => ({
    target,
    questions: firstQuestions(target.form, fits),
    isFirst: true,
    firstName: person.firstName,
    lastName: person.lastName,
    given: {},
    chosen: target.kind === "series" ? openIn(target, clock.now()).map(({ code }) => code) : [],
  });

  const read = async ({ organisation, token, person, code }: SentStep): Promise<FormState | undefined> => {
    const text = token && (await keptForms.read(organisation, token));
    const state = text ? FormStateSchema.parse(JSON.parse(text)) : undefined;
    return state?.person === person.id && state.code === code ? state : undefined;
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
      // They see it in the series; whether they are inside of it was read for that.
      const person = { ...sent.person, inside: code };
      const result = await register({ ...registration(sent, state), person, code, requestId });
      const refusal = result.ok ? undefined : result.refusal[0]?.refusal;
      if (result.ok) outcomes.push({ webinar, registered: result.value });
      else if (refusal) outcomes.push({ webinar, refusal });
    }
    return { kind: "series", target, outcomes };
  };

  const registerForOne = async (
    sent: SentStep,
    target: Target,
    state: FormState,
    given: Given,
  ): Promise<Result<StepResult, Refusal>> => {
    const result = await register({ ...registration(sent, state), given, code: sent.code });
    if (result.ok) return done({ kind: "registered", registered: result.value });
    const [first] = result.refusal;
    if (!first || first.field === "none") return refuse(first?.refusal ?? { reason: "form_changed" });
    // The form changed in this very moment: what it asks for now is asked.
    const isRefused = (id: string) => result.refusal.some(({ field }) => field === id);
    const questions = shownOf(target.form, state.given).filter(({ id }) => isRefused(id));
    return wrong(await keptStep(sent, state, { target, questions, isFirst: false }), result.refusal);
  };

  return {
    target: targetOf,
    firstStep,

    submit: async (sent: SentStep, fits: Fits): Promise<Result<StepResult, Refusal>> => {
      const { organisation, code, names } = sent;
      const target = sent.target ?? (await targetOf(organisation, code, sent.person));
      if (!target) return refuse({ reason: "unknown_webinar", typed: code });
      const kept = await read(sent);
      const state = stateAfter(sent, target.form, kept);
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
          return target.kind === "series"
            ? done(await registerForSeries(sent, target, { ...state, given: outcome.given }))
            : registerForOne(sent, target, state, outcome.given);
        default:
          return unreachable(outcome);
      }
    },
  };
};
