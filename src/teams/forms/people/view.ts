import type { CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import type { PeopleForm } from "../../../core/chat/host-acts.ts";
import { defined } from "../../../core/model/defined.ts";
import type { Address } from "../../../core/model/ids.ts";
import type { Person, Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import type { TextKey } from "../../../texts/en.ts";
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
  sendButton,
} from "../../platform/inputs.ts";
import { heading, textBlock } from "../../platform/text.ts";

const ADDRESSES_MAX = 12_000;

/** How a list is taken whose rows are not all good: those that are good, or nobody. */
const ROWS = ["good", "whole"] as const;

/** What sends each form, and what is said where it names nobody. */
const SENDS = {
  invite: { label: "invite", missing: "no_nobody_to_invite" },
  add: { label: "next", missing: "no_nobody_to_add" },
  cohost: { label: "save_changes", missing: "no_no_cohosts_named" },
  speaker: { label: "save_changes", missing: "no_no_speakers_named" },
} as const satisfies Record<PeopleForm, Record<"label" | "missing", TextKey>>;

/** What stands above the field, which itself shows who is one already. */
const LINES = { cohost: "field_cohosts_hint", speaker: "open_speaker_line" } as const;

const hasAddress = (person: Person): person is Person & { address: Address } => person.address !== undefined;

interface Shown {
  readonly reader: Reader;
  /** Idempotency key of what this form does. */
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly Problem[];
  /** The host's teams, for an invitation: each with one of its channels, which leads to its members. */
  readonly teams: readonly Choice[];
}

/** The form in which people are named by their addresses: those to be invited, to be registered, or new cohosts. */
export const peopleView = (
  asked: Extract<Notice, { kind: "open_form"; form: PeopleForm }>,
  { reader, nonce, typed, problems, teams }: Shown,
): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const { form, webinar } = asked;
  const { title, lines: said } = wordsOf(asked, reader);
  const lines = form === "cohost" || form === "speaker" ? [t(LINES[form])] : said;
  const isOne = form === "add";
  const isInvitation = form === "invite";
  const shown = asked.form === "cohost" || asked.form === "speaker" ? asked.people.filter(hasAddress) : undefined;
  const standing = shown?.map(({ address }) => address).join("\n");
  const inputs = inputsFor({ ...defined({ addresses: standing }), ...typed }, true);
  const under = problemLines(problems, reader);
  const ofTeams: CardElementArray =
    !isInvitation || teams.length === 0
      ? []
      : [
          inputs.choice("channels", t("field_invite_teams"), teams, { isMultiSelect: true, isExpanded: false }),
          hint(t("field_invite_teams_hint")),
          ...under("channels"),
        ];
  const rows = ROWS.map((value) => ({ title: t(`invite_rows_${value}`), value }));
  return formCard(
    title,
    [
      // The window says what is done, and this to what.
      heading(webinar.title),
      ...lines.map((line) => textBlock(line)),
      ...ofTeams,
      inputs.text("addresses", t(isOne ? "field_address" : "field_addresses"), {
        max: ADDRESSES_MAX,
        isMultiline: !isOne,
        // Of an invitation, a team alone is enough; and all who are one can be taken out.
        ...(isInvitation || (shown && shown.length > 0) ? {} : { missing: t(SENDS[form].missing) }),
      }),
      ...(isOne ? [] : [hint(t(isInvitation ? "field_invite_addresses_hint" : "field_addresses_hint"))]),
      ...under("addresses"),
      ...(isInvitation ? [inputs.choice("rows", t("field_invite_rows"), rows)] : []),
    ],
    [
      sendButton(t(SENDS[form].label), {
        ...{ form, code: webinar.code, nonce },
        ...defined({ shown: typed.shown ?? shown?.map(({ id }) => id).join(",") }),
      }),
      ...(asked.form === "invite"
        ? [{ type: "Action.OpenUrl" as const, title: t("invite_page"), url: asked.page }]
        : []),
    ],
  );
};
