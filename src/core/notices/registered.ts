import { defined } from "../model/defined.ts";
import { mineOf } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import type { AnswersEdited } from "../registering/edit-answers.ts";
import type { StepResult } from "../registering/form-steps.ts";
import type { Notice } from "./notice.ts";

type Finished = Exclude<StepResult, { kind: "next" | "wrong" }>;

/** What somebody is told who changed their answers, or sent them as they were. */
export const noticeOfEdit = (edited: AnswersEdited): Notice & { kind: "registration" } => ({
  kind: "registration",
  ...mineOf(edited),
  registration: edited.registration,
  again: false,
  ...defined({ isEdited: edited.isSame ? undefined : true }),
});

/**
 * What somebody is told whose registration form is complete: their registration, what became of each in a series, or
 * to a host, what became of whom they add. An answer that does not stay is told by direct message besides.
 */
export const noticeOfRegistering = (filled: Finished, { answerStays }: { answerStays: boolean }): Notice => {
  switch (filled.kind) {
    case "registered": {
      const { registration, again } = filled.registered;
      const isToldBesides = !answerStays && !again;
      return {
        kind: "registration",
        ...mineOf(filled.registered),
        registration,
        again,
        ...defined({ isToldBesides: isToldBesides || undefined }),
      };
    }
    case "edited":
      return noticeOfEdit(filled.edited);
    case "added": {
      const { webinar, registration } = filled.registered;
      return { kind: "added", webinar, registration };
    }
    case "no_seat_to_add":
      return filled;
    case "series":
      return { kind: "series_registered", title: filled.target.series.title, outcomes: filled.outcomes };
    default:
      return unreachable(filled);
  }
};
