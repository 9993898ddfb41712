import { z } from "zod";
import type { SeriesActs } from "../hosting/series.ts";
import {
  type AskedQuestion,
  checkAnswer,
  checkNames,
  type Form,
  type FormId,
  type FormProblem,
  type Given,
  nextStep,
  shownOf,
} from "../model/form.ts";
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
import { done, type Result, refuse } from "../model/result.ts";
import type { SeriesWebinars } from "../model/series.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { FormProgress } from "../ports/form-progress.ts";
import type { Webinars } from "../ports/webinars.ts";
import { type makeRegister, problemOf, type Registered, type RegisterProblem, registrationClosed } from "./register.ts";

/** What was filled in on earlier steps is kept so long. */
const SHEET_MS = 3_600_000;
const SheetSchema = z.object({
  person: z.string(),
  code: CodeSchema,
  firstName: z.string(),
  lastName: z.string(),
  given: z.record(z.string(), z.array(z.string())),
  asked: z.array(z.string()),
  chosen: z.array(CodeSchema),
});
type Sheet = z.infer<typeof SheetSchema>;

/** What somebody registers for. */
export type Target =
  | { readonly kind: "webinar"; readonly webinar: Webinar; readonly form: Form }
  | ({ readonly kind: "series"; readonly form: Form } & SeriesWebinars);

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

export type Filled =
  | { readonly kind: "next"; readonly step: Step }
  | { readonly kind: "wrong"; readonly step: Step; readonly problems: readonly RegisterProblem[] }
  | { readonly kind: "registered"; readonly registered: Registered }
  | {
      readonly kind: "series";
      readonly target: Target & { kind: "series" };
      readonly outcomes: readonly SeriesOutcome[];
    };

export interface FillInput {
  readonly organisation: OrganisationId;
  readonly person: Person;
  readonly via: ChatId;
  readonly answerStays: boolean;
  readonly requestId: RequestId;
  /** A webinar's code, or a series'. */
  readonly code: WebinarCode;
  /** The form that was shown. */
  readonly form: FormId;
  readonly token?: string;
  /** The questions that were shown on this step. */
  readonly shown: readonly string[];
  /** On the first step. */
  readonly names?: { readonly firstName: string; readonly lastName: string };
  readonly chosen?: readonly WebinarCode[];
  readonly given: Given;
}

/** Whether so many questions fit one step, of this face. */
export type Fits = (questions: readonly AskedQuestion[]) => boolean;

interface Deps {
  readonly webinars: Webinars;
  readonly series: SeriesActs;
  readonly formProgress: FormProgress;
  readonly clock: Clock;
  readonly register: ReturnType<typeof makeRegister>;
}

/** The webinars of a series that somebody can register for now. */
export const openIn = ({ webinars }: SeriesWebinars, now: number): Webinar[] =>
  webinars.filter((webinar) => registrationClosed(webinar, now) === undefined);

/**
 * A registration form, step by step: what fits, and what a condition shows (P18). The first step asks for names too, and
 * for a series which of its webinars; each of those is registered for by itself. What is filled in waits for the next
 * step, found by its person alone. Refuses what `register` refuses.
 */
export const makeFill = ({ webinars, series, formProgress, clock, register }: Deps) => {
  const targetOf = async (organisation: OrganisationId, code: WebinarCode): Promise<Target | undefined> => {
    const webinar = await webinars.get(organisation, code);
    if (webinar) return { kind: "webinar", webinar, form: webinar.form };
    const found = await series.withWebinars(organisation, seriesCode(code));
    return found && { kind: "series", ...found, form: found.series.form };
  };

  const firstStep = (target: Target, person: Person, fits: Fits): Step => ({
    target,
    questions: nextStep(target.form, {}, [], fits),
    isFirst: true,
    firstName: person.firstName,
    lastName: person.lastName,
    given: {},
    chosen: target.kind === "series" ? openIn(target, clock.now()).map(({ code }) => code) : [],
  });

  const read = async ({ organisation, token, person, code }: FillInput): Promise<Sheet | undefined> => {
    const text = token && (await formProgress.read(organisation, token));
    const sheet = text ? SheetSchema.parse(JSON.parse(text)) : undefined;
    return sheet?.person === person.id && sheet.code === code ? sheet : undefined;
  };

  const stepWith = async (
    input: FillInput,
    target: Target,
    sheet: Sheet,
    questions: readonly AskedQuestion[],
    isFirst: boolean,
  ): Promise<Step> => {
    const { firstName, lastName, given, chosen } = sheet;
    const token = input.token ?? newToken();
    await formProgress.keep(input.organisation, token, JSON.stringify(sheet), SHEET_MS);
    return { target, questions, isFirst, token, firstName, lastName, given, chosen };
  };

  const registerAll = async (input: FillInput, target: Target & { kind: "series" }, sheet: Sheet): Promise<Filled> => {
    const outcomes: SeriesOutcome[] = [];
    for (const webinar of target.webinars.filter(({ code }) => sheet.chosen.includes(code))) {
      const { code } = webinar;
      const result = await register({
        ...registration(input, sheet),
        code,
        requestId: requestIdOf("series", input.requestId, code),
      });
      const refusal = result.ok ? undefined : result.refusal[0]?.refusal;
      if (result.ok) outcomes.push({ webinar, registered: result.value });
      else if (refusal) outcomes.push({ webinar, refusal });
    }
    return { kind: "series", target, outcomes };
  };

  const registration = ({ organisation, person, via, answerStays, requestId }: FillInput, sheet: Sheet) => {
    const { firstName, lastName, given } = sheet;
    const { address } = person;
    return { organisation, requestId, person, address, via, answerStays, firstName, lastName, given };
  };

  /** What is wrong with what this step asked. */
  const problemsOf = (input: FillInput, { form }: Target, sheet: Sheet): RegisterProblem[] => {
    const found: FormProblem[] = input.names ? checkNames(sheet).problems : [];
    for (const question of shownOf(form, sheet.given)) {
      const { problem } = input.shown.includes(question.id) ? checkAnswer(question, sheet.given) : {};
      if (problem) found.push(problem);
    }
    return found.map(problemOf);
  };

  return {
    target: targetOf,
    firstStep,

    submit: async (input: FillInput, fits: Fits): Promise<Result<Filled, Refusal>> => {
      const { organisation, code, person, shown } = input;
      const target = await targetOf(organisation, code);
      if (!target) return refuse({ reason: "unknown_webinar", typed: code });
      const kept = await read(input);
      const wrong = (step: Step, problems: readonly RegisterProblem[]) =>
        done({ kind: "wrong", step, problems } as const);
      const isLost = input.token !== undefined && !kept;
      const sheet: Sheet = {
        person: person.id,
        code,
        firstName: input.names?.firstName ?? kept?.firstName ?? person.firstName,
        lastName: input.names?.lastName ?? kept?.lastName ?? person.lastName,
        given: Object.fromEntries(
          Object.entries({ ...kept?.given, ...input.given }).map(([id, values]) => [id, [...values]]),
        ),
        asked: [...new Set([...(kept?.asked ?? []), ...shown])],
        chosen: [...(input.chosen ?? kept?.chosen ?? [])],
      };
      if (isLost || input.form !== target.form.id) {
        const step = { ...firstStep(target, person, fits), ...sheet };
        return wrong(step, [{ field: "none", refusal: { reason: "form_changed" } }]);
      }
      const questions = shownOf(target.form, sheet.given).filter(({ id }) => shown.includes(id));
      const problems = problemsOf(input, target, sheet);
      if (target.kind === "series" && sheet.chosen.length === 0)
        problems.push({ field: "chosen", refusal: { reason: "nothing_chosen" } });
      if (problems.length > 0) {
        const before = { ...sheet, asked: kept?.asked ?? [] };
        return wrong(await stepWith(input, target, before, questions, input.names !== undefined), problems);
      }
      const next = nextStep(target.form, sheet.given, sheet.asked, fits);
      if (next.length > 0) return done({ kind: "next", step: await stepWith(input, target, sheet, next, false) });
      if (target.kind === "series") return done(await registerAll(input, target, sheet));
      const result = await register({ ...registration(input, sheet), code });
      if (result.ok) return done({ kind: "registered", registered: result.value });
      const [first] = result.refusal;
      if (!first || first.field === "none") return refuse(first?.refusal ?? { reason: "form_changed" });
      // The form changed in this very moment: what it asks for now is asked.
      const asked = shownOf(target.form, sheet.given).filter(({ id }) =>
        result.refusal.some(({ field }) => field === id),
      );
      return wrong(await stepWith(input, target, sheet, asked, false), result.refusal);
    },
  };
};
