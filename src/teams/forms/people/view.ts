import type { CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import type { Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import type { Typed } from "../../platform/filled-in.ts";
import {
  type Choice,
  formCard,
  hint,
  inputsFor,
  type Problem,
  problemLines,
  submitButton,
} from "../../platform/inputs.ts";
import { heading, textBlock } from "../../platform/text.ts";

const ADDRESSES_MAX = 12_000;

/** How a list is taken whose rows are not all good. */
const ALL_OR_NONE = "whole";
export const isWhole = (typed: Typed): boolean => typed.rows === ALL_OR_NONE;

interface Shown {
  readonly reader: Reader;
  /** Idempotency key of what this form does. */
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly Problem[];
  /** The channels of the host's teams. */
  readonly channels: readonly Choice[];
}

/** The form in which people are named: those to be invited, or new cohosts. */
export const peopleView = (
  asked: Extract<Notice, { kind: "open_form"; form: "invite" | "cohost" }>,
  { reader, nonce, typed, problems, channels }: Shown,
): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const { title, lines } = wordsOf(asked, reader);
  const { form, webinar } = asked;
  const isInvitation = form === "invite";
  const inputs = inputsFor(typed, true);
  const under = problemLines(problems, reader);
  const ofChannels: CardElementArray =
    isInvitation && channels.length > 0
      ? [
          inputs.choice("channels", t("field_invite_channels"), channels, { isMultiSelect: true, isExpanded: false }),
          hint(t("field_invite_teams_hint")),
          ...under("channels"),
        ]
      : [];
  const ofRows: CardElementArray = isInvitation
    ? [
        inputs.choice("rows", t("field_invite_rows"), [
          { title: t("invite_rows_good"), value: "good" },
          { title: t("invite_rows_whole"), value: ALL_OR_NONE },
        ]),
      ]
    : [];
  return formCard(
    title,
    [
      heading(title),
      ...lines.map((line) => textBlock(line)),
      ...ofChannels,
      inputs.text("addresses", t("field_addresses"), {
        max: ADDRESSES_MAX,
        isMultiline: true,
        // A channel alone is enough.
        ...(isInvitation ? {} : { missing: t("no_no_cohosts_named") }),
      }),
      hint(t(isInvitation ? "field_invite_addresses_hint" : "field_addresses_hint")),
      ...under("addresses"),
      ...ofRows,
    ],
    [submitButton(t(isInvitation ? "invite" : "save_changes"), { form, code: webinar.code, nonce })],
  );
};
