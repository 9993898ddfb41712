import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { PeopleForm } from "../../../core/chat/host-acts.ts";
import { defined } from "../../../core/model/defined.ts";
import { CodeSchema, chatParts, PersonIdSchema } from "../../../core/model/ids.ts";
import type { Person, Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import type { TextKey } from "../../../texts/en.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { heading, peopleInput, section, textInput } from "../../platform/inputs.ts";
import { listInputs, memberListInputs, type UserGroup } from "./invitation.ts";

export const PEOPLE_VIEW = "people";
/** As many as one act takes. */
const PEOPLE_MAX = 100;
/** The most of a text input (plain-text input element). */
const ADDRESSES_MAX = 3_000;

const Metadata = z.object({
  code: CodeSchema,
  form: z.enum(["invite", "add", "cohost", "speaker"]),
  /** Who was one when it was opened, and stands in it. */
  shown: z.array(PersonIdSchema).optional(),
});

/** Reads what the chosen people are to be. Throws when the view is not such a form. */
export const readPeopleMetadata = (text: string): z.infer<typeof Metadata> => Metadata.parse(JSON.parse(text));

type Opened = Extract<Notice, { kind: "open_form"; form: PeopleForm }>;

const TITLES = {
  invite: "invite",
  add: "add",
  cohost: "fact_cohosts",
  speaker: "fact_speakers",
} as const satisfies Record<PeopleForm, TextKey>;

/** What sends each form. */
const SENDS = {
  invite: "invite",
  add: "next",
  cohost: "save_changes",
  speaker: "save_changes",
} as const satisfies Record<PeopleForm, TextKey>;

/** Who is one already: in the menu who has an account here, all others by their address. */
const chosenIn = (notice: Opened, team: string) => {
  if (notice.form !== "cohost" && notice.form !== "speaker") return undefined;
  const userOf = ({ chats }: Person) =>
    chats.map(chatParts).find(({ face, group }) => face === "slack" && group === team)?.user;
  const shown = notice.people.map((person) => ({ person, user: userOf(person) }));
  return {
    users: shown.flatMap(({ user }) => (user === undefined ? [] : [user])),
    addresses: shown.flatMap(({ user, person }) => (user === undefined && person.address ? [person.address] : [])),
    ids: shown.flatMap(({ user, person }) => (user !== undefined || person.address ? [person.id] : [])),
  };
};

/** What stands above its fields, which themselves show who is one already. */
const linesOf = (notice: Opened, lines: readonly string[], t: Translate): readonly string[] => {
  if (notice.form === "cohost") return [t("field_cohosts_hint")];
  return notice.form === "speaker" ? [t("open_speaker_line")] : lines;
};

/** The form in which people are chosen: those to be invited, whom a host registers, the cohosts, or the speakers. */
export const peopleView = (
  notice: Opened,
  team: string,
  reader: Reader,
  groups: readonly UserGroup[] = [],
): ModalView => {
  const t = translatorFor(reader.locale);
  const { lines } = wordsOf(notice, reader);
  const chosen = chosenIn(notice, team);
  const isOne = notice.form === "add";
  const isInvitation = notice.form === "invite";
  const metadata: z.infer<typeof Metadata> = {
    code: notice.webinar.code,
    form: notice.form,
    ...defined({ shown: chosen?.ids }),
  };
  return {
    type: "modal",
    callback_id: PEOPLE_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t(TITLES[notice.form])),
    submit: heading(t(SENDS[notice.form])),
    close: heading(t("close")),
    blocks: [
      // The window says what is done, and this to what.
      section([`*${escapeMrkdwn(notice.webinar.title)}*`, ...linesOf(notice, lines, t).map(escapeMrkdwn)].join("\n")),
      peopleInput({
        block: "people",
        label: t(isOne ? "field_person" : "field_people"),
        optional: true,
        values: chosen?.users ?? [],
        max: isOne ? 1 : PEOPLE_MAX,
      }),
      ...(isInvitation ? memberListInputs(groups, t) : []),
      textInput({
        block: "addresses",
        label: t(isOne ? "field_address" : "field_addresses"),
        hint: t(
          isOne ? "field_add_address_hint" : isInvitation ? "field_invite_addresses_hint" : "field_addresses_hint",
        ),
        optional: true,
        multiline: !isOne,
        value: (chosen?.addresses ?? []).join("\n"),
        max: ADDRESSES_MAX,
      }),
      ...(notice.form === "invite" ? listInputs(notice.page, t) : []),
    ],
  };
};
