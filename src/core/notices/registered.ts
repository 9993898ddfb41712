import { defined } from "../model/defined.ts";
import { mineOf } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import type { AnswersEdited } from "../registering/edit-answers.ts";
import type { StepResult } from "../registering/form-steps.ts";
import type { Notice } from "./notice.ts";

type Finished = Extract<StepResult, { kind: "registered" | "edited" | "series" }>;

/** What somebody is told who changed their answers, or sent them as they were. */
export const noticeOfEdit = (edited: AnswersEdited): Notice & { kind: "registration" } => ({
  kind: "registration",
  ...mineOf(edited),
  registration: edited.registration,
  again: false,
  ...defined({ isEdited: edited.isSame ? undefined : true }),
});

/** What somebody is told whose registration form is complete: their registration, or what became of each in a series. */
export const noticeOfRegistering = (filled: Finished): Notice => {
  switch (filled.kind) {
    case "registered": {
      const { registration, again } = filled.registered;
      return { kind: "registration", ...mineOf(filled.registered), registration, again };
    }
    case "edited":
      return noticeOfEdit(filled.edited);
    case "series":
      return { kind: "series_registered", title: filled.target.series.title, outcomes: filled.outcomes };
    default:
      return unreachable(filled);
  }
};
