import type { CardElementArray } from "@microsoft/teams.cards";
import type { RepeatPlan } from "../../../core/hosting/repeating/plan.ts";
import type { WebinarProblem } from "../../../core/hosting/settings.ts";
import type { WebinarCode } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Site } from "../../../core/model/webinar.ts";
import type { Typed } from "../../platform/filled-in.ts";
import type { Choice, inputsFor } from "../../platform/inputs.ts";

/** A webinar that is changed, as the form shows it. */
interface EditedWebinar {
  readonly code: WebinarCode;
  readonly title: string;
  readonly version: number;
}

export interface WebinarForm {
  readonly site: Site;
  readonly reader: Reader;
  /** The host's zone: dates and times are typed in it. */
  readonly zone: string;
  /** Where requests can be posted. */
  readonly channels: readonly Choice[];
  /** Absent: a new one. */
  readonly edited?: EditedWebinar;
  /** The dates of what is repeated, which the host is shown (P33). */
  readonly plan?: RepeatPlan;
  /** It schedules one again that is in a series. */
  readonly likeInSeries?: boolean;
  /** Idempotency key: however often the form is submitted, it is done once. */
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly WebinarProblem[];
  /** On a card in the personal chat, for clients without dialogs. */
  readonly inline: boolean;
}

/** Makes inputs that hold what was typed. */
export type Inputs = ReturnType<typeof inputsFor>;

/** What is wrong with a field, for the place under it. */
export type Under = (field: string) => CardElementArray;
