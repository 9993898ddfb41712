import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { changesFrom, REASON_MAX } from "../../../core/approvals/decide.ts";
import { defined } from "../../../core/model/defined.ts";
import type { Reader } from "../../../core/model/person.ts";
import { fullName } from "../../../core/model/person.ts";
import type { Registration } from "../../../core/model/registration.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { capital } from "../../../texts/words/facts.ts";
import { shownName } from "../../../texts/written.ts";
import { formCard, inputsFor, sendButton } from "../../platform/inputs.ts";
import { person } from "../../platform/person.ts";
import { aside, folded, heading } from "../../platform/text.ts";

export interface DecideForm {
  readonly reader: Reader;
  readonly webinar: Webinar;
  readonly registration: Registration;
  /** Asks for the reason of a rejection alone. */
  readonly to?: "rejected";
  /** Idempotency key of what this form does. */
  readonly nonce: string;
}

/** Shows the form of a decision: what can be made of a registration now, and the reason. */
export const decideView = ({ reader, webinar, registration, to: only, nonce }: DecideForm): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const name = fullName(registration);
  const possible = changesFrom(registration.status);
  const title = t(only ? "reject_reason" : "decide_title");
  const status = only ? [] : [aside(capital(t(`status_${registration.status}`), reader))];
  const about = [person(name, [heading(shownName(name)), aside(webinar.title), ...status])];
  const [first, second] = possible;
  // The core refuses to open the form where nothing can be chosen.
  if (!first) return formCard(title, about, []);
  // Where there is a choice nothing is chosen yet: a hasty press must not take a seat away.
  const input = inputsFor({ ...defined({ to: only ?? (second ? undefined : first) }), told: "true" });
  const choices = possible.map((to) => ({
    title: `${t(`decide_${to}`)} – ${t(`does_${to}`)}`,
    value: to,
  }));
  const { key, version } = registration;
  const reason = [
    input.text("reason", t("field_reason"), {
      max: REASON_MAX,
      isMultiline: true,
      ...defined({ missing: only ? t("no_answer_missing") : undefined }),
    }),
    input.toggle("told", undefined, t("field_reason_told")),
  ];
  return formCard(
    title,
    [
      ...about,
      ...(only
        ? []
        : [input.choice("to", t("field_decision"), choices, { isExpanded: true, missing: t("decision_missing") })]),
      ...(only
        ? reason
        : folded(t("roster_reason"), possible.includes("rejected") ? reason : [], false, "reason_part")),
    ],
    [
      sendButton(t(only ? "reject" : "save_changes"), {
        form: "decide",
        code: webinar.code,
        registration: key,
        version: String(version),
        ...defined({ to: only }),
        nonce,
      }),
    ],
  );
};
