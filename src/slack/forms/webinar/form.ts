import type { RepeatFields, RepeatPlan } from "../../../core/hosting/repeating/plan.ts";
import type { WebinarFields } from "../../../core/hosting/settings.ts";
import type { WebinarCode } from "../../../core/model/ids.ts";

/** What the form of a webinar shows. */
export interface WebinarForm {
  readonly fields: WebinarFields;
  /** Slack's ids. */
  readonly channels: readonly string[];
  readonly cohosts: readonly string[];
  readonly invitees: readonly string[];
  readonly guests: string;
  /** Whether it shows all settings, or the essentials and a button. */
  readonly isExpanded: boolean;
  /** How a new one is repeated, and the dates that the host is shown (P33). */
  readonly repeat?: RepeatFields;
  readonly plan?: RepeatPlan | undefined;
  /** The webinar that is scheduled again, and whether it is in a series. */
  readonly like?: { readonly code: WebinarCode; readonly hasSeries: boolean } | undefined;
  /** The webinar that it changes; none: it schedules one. */
  readonly edits?: { readonly code: WebinarCode; readonly version: number } | undefined;
  /** Renames the inputs, since Slack keeps what stands in an input of the same name. */
  readonly mark?: string | undefined;
  /** How many registrations of which webinar saving would delete: asks for the code. */
  readonly deletes?: { readonly count: number; readonly title: string } | undefined;
  readonly notes?: readonly string[];
  /** What is wrong with the start that was just chosen: Slack's own client says what is missing before we are asked. */
  readonly startNote?: string | undefined;
  /** Its notes ask whether registration opens and closes with the start. */
  readonly timesAsked?: boolean;
}

/** The block of an input, by its name. */
export type BlockId = (name: string) => string;
