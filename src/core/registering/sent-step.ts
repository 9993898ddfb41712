import { z } from "zod";
import { defined } from "../model/defined.ts";
import { type Form, type FormId, type Given, givenOf, questionsOf } from "../model/form.ts";
import { type ChatId, CodeSchema, type OrganisationId, type RequestId, type WebinarCode } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration } from "../model/registration.ts";
import type { SeriesWebinars } from "../model/series.ts";
import type { Tag } from "../model/tag.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Actor } from "../ports/people.ts";
import type { AddedBy } from "./register.ts";

/** What is kept of the steps before this one. */
export const FormStateSchema = z.object({
  person: z.string(),
  code: CodeSchema,
  firstName: z.string(),
  lastName: z.string(),
  given: z.record(z.string(), z.array(z.string()).readonly()),
  asked: z.array(z.string()).readonly(),
  chosen: z.array(CodeSchema).readonly(),
  /** Whom a host registers with it. */
  adds: z.string().optional(),
});
export type FormState = Readonly<z.infer<typeof FormStateSchema>>;

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

/** The host's act when they register somebody (P35): whom, and whether a seat is added for them. */
interface Adding extends Omit<AddedBy, "by"> {
  readonly whom: Person;
}

export interface SentStep {
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
  /** Changes a registration that is there. */
  readonly isEdit?: boolean;
  /** By which card they came (P24). */
  readonly tag?: Tag;
  /** Who sent it registers somebody else. */
  readonly adding?: Adding;
}

/** What a form begins with: what a registration says that is changed, else the name alone. */
export const beginning = (
  target: Target,
  { firstName, lastName }: Person,
): Pick<FormState, "firstName" | "lastName" | "given"> => {
  const edits = target.kind === "webinar" ? target.edits : undefined;
  if (!edits) return { firstName, lastName, given: {} };
  return { firstName: edits.firstName, lastName: edits.lastName, given: givenOf(target.form, edits.answers) };
};

/** What is filled in after this step: what was kept, and what was sent now of what the form asks. */
export const stateAfter = (
  { person, code, names, given, shown, chosen, adding }: SentStep,
  target: Target,
  kept?: FormState,
): FormState => {
  const { form } = target;
  const begun = kept ?? beginning(target, adding?.whom ?? person);
  const ids = new Set<string>(questionsOf(form).map(({ id }) => id));
  const isAsked = (id: string) => ids.has(id);
  return {
    person: person.id,
    code,
    firstName: names?.firstName ?? begun.firstName,
    lastName: names?.lastName ?? begun.lastName,
    given: { ...begun.given, ...Object.fromEntries(Object.entries(given).filter(([id]) => isAsked(id))) },
    asked: [...new Set([...(kept?.asked ?? []), ...shown.filter(isAsked)])],
    chosen: chosen ?? kept?.chosen ?? [],
    ...defined({ adds: adding?.whom.id }),
  };
};

/** What the next step carries along: whom a host registers with it, and by which card they came. */
export const carriedBy = ({ adding, tag }: SentStep): { readonly adds?: Person; readonly tag?: Tag } =>
  defined({ adds: adding?.whom, tag });
