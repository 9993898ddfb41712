import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { RosterState } from "../../../core/approvals/roster-list.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { offersOf } from "../../../core/notices/offers.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { cardOf } from "../../notices/message.ts";
import { submitButton } from "../../platform/inputs.ts";

interface Shown {
  readonly reader: Reader;
  /** The list to which the way back leads. */
  readonly state: RosterState;
  readonly now: number;
}

/**
 * One person of the roster in a dialog. There an act can only be sent as the form is: what is offered comes back to the
 * roster's form, which does it.
 */
export const registrantView = (
  notice: Notice & { kind: "registrant" },
  { reader, state, now }: Shown,
): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const data = { form: "roster", list: JSON.stringify(state) };
  const acts = offersOf(notice, now).flatMap((offer) =>
    "act" in offer
      ? [
          submitButton(
            t(offer.say, offer.values),
            { ...data, do: "act", act: JSON.stringify(offer.act) },
            { style: offer.tone === "primary" ? "positive" : undefined },
          ),
        ]
      : [],
  );
  const back = submitButton(t("roster_back"), { ...data, do: "back" });
  return { ...cardOf(notice, reader, now, { inDialog: true }), actions: [...acts, back] };
};
