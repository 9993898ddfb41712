import { z } from "zod";
import { type Form, type Given, questionsOf } from "../model/form.ts";
import { CodeSchema, type OrganisationId, type PersonId, type WebinarCode } from "../model/ids.ts";
import type { KeptForms } from "../ports/kept-forms.ts";

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

/** What somebody filled in on the steps of a form so far. */
export type FormState = Readonly<z.infer<typeof FormStateSchema>>;

/** What a form begins with. */
export type Beginning = Pick<FormState, "firstName" | "lastName" | "given">;

/** One step, as it was sent. */
interface Sent {
  readonly organisation: OrganisationId;
  readonly person: { readonly id: PersonId };
  readonly code: WebinarCode;
  readonly token?: string;
  readonly shown: readonly string[];
  readonly names?: { readonly firstName: string; readonly lastName: string };
  readonly chosen?: readonly WebinarCode[];
  readonly given: Given;
}

/** Reads the earlier steps, for who sent them; undefined for the first step, and where they are gone. */
export const readState = async (
  keptForms: KeptForms,
  { organisation, token, person, code }: Sent,
): Promise<FormState | undefined> => {
  const text = token && (await keptForms.read(organisation, token));
  const state = text ? FormStateSchema.parse(JSON.parse(text)) : undefined;
  return state?.person === person.id && state.code === code ? state : undefined;
};

/** Keeps a step, with everything before it, for an hour. */
export const keepState = (
  keptForms: KeptForms,
  organisation: OrganisationId,
  token: string,
  state: FormState,
): Promise<void> => keptForms.keep(organisation, token, JSON.stringify(state), KEPT_MS);

/** What is filled in after this step: what was kept, or the form began with, and what was sent now of what it asks. */
export const stateAfter = (
  { person, code, names, given, shown, chosen }: Sent,
  form: Form,
  begun: Beginning,
  kept: FormState | undefined,
): FormState => {
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
  };
};
