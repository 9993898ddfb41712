import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { changesFrom, type Decision, REASON_MAX } from "../../../core/approvals/decide.ts";
import type { Reader } from "../../../core/model/person.ts";
import { fullName } from "../../../core/model/person.ts";
import type { Registration } from "../../../core/model/registration.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { shownName } from "../../../texts/written.ts";
import { formCard, hint, inputsFor, submitButton } from "../../platform/inputs.ts";
import { heading, textBlock } from "../../platform/text.ts";

export interface DecideForm {
  readonly reader: Reader;
  readonly webinar: Webinar;
  readonly registration: Registration;
  /** Idempotency key of what this form does. */
  readonly nonce: string;
}

/** What is chosen at first: a rejection, for which a reason is written, or else what comes first. */
const preselected = (possible: readonly Decision[]): Decision | undefined =>
  possible.find((decision) => decision === "rejected") ?? possible[0];

/** Shows the form of a decision: what can be made of a registration now, and the reason. */
export const decideView = ({ reader, webinar, registration, nonce }: DecideForm): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const name = fullName(registration);
  const possible = changesFrom(registration.status);
  const title = t("decide_title");
  const about = [heading(shownName(name)), textBlock(webinar.title), textBlock(t(`status_${registration.status}`))];
  const chosen = preselected(possible);
  // The core refuses to open the form where nothing can be chosen.
  if (!chosen) return formCard(title, about, []);
  const input = inputsFor({ to: chosen, told: "true" });
  const choices = possible.map((to) => ({ title: t(`decide_${to}`), value: to }));
  const { key, version } = registration;
  return formCard(
    title,
    [
      ...about,
      input.choice("to", t("field_decision"), choices, { isExpanded: true }),
      input.text("reason", t("field_reason"), { max: REASON_MAX, isMultiline: true }),
      hint(t("field_reason_hint")),
      input.toggle("told", t("field_reason_told"), t("yes")),
      hint(t("field_reason_told_hint")),
    ],
    [
      submitButton(t("save_changes"), {
        form: "decide",
        code: webinar.code,
        registration: key,
        version: String(version),
        nonce,
      }),
    ],
  );
};
