import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { PeopleForm } from "../../../core/chat/host-acts.ts";
import { CodeSchema } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import type { TextKey } from "../../../texts/en.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { heading, peopleInput, section, textInput } from "../../platform/inputs.ts";
import { listInputs, memberListInputs, type UserGroup } from "./invitation.ts";

export const PEOPLE_VIEW = "people";
/** As many as one act takes. */
const PEOPLE_MAX = 100;
/** The most of a text input (plain-text input element). */
const ADDRESSES_MAX = 3_000;

const Metadata = z.object({ code: CodeSchema, form: z.enum(["invite", "add", "cohost", "speaker"]) });

/** Reads what the chosen people are to be. Throws when the view is not such a form. */
export const readPeopleMetadata = (text: string): z.infer<typeof Metadata> => Metadata.parse(JSON.parse(text));

type Opened = Extract<Notice, { kind: "open_form"; form: PeopleForm }>;

/** What sends each form. */
const SENDS = {
  invite: "invite",
  add: "next",
  cohost: "save_changes",
  speaker: "save_changes",
} as const satisfies Record<PeopleForm, TextKey>;

/** The form in which people are chosen: those to be invited, whom a host registers, or new cohosts. */
export const peopleView = (notice: Opened, reader: Reader, groups: readonly UserGroup[] = []): ModalView => {
  const t = translatorFor(reader.locale);
  const { title, lines } = wordsOf(notice, reader);
  const isOne = notice.form === "add";
  const isInvitation = notice.form === "invite";
  const metadata: z.infer<typeof Metadata> = { code: notice.webinar.code, form: notice.form };
  return {
    type: "modal",
    callback_id: PEOPLE_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t(notice.form)),
    submit: heading(t(SENDS[notice.form])),
    close: heading(t("close")),
    blocks: [
      section([`*${escapeMrkdwn(title)}*`, ...lines.map(escapeMrkdwn)].join("\n")),
      peopleInput({
        block: "people",
        label: t(isOne ? "field_person" : "field_people"),
        optional: true,
        values: [],
        max: isOne ? 1 : PEOPLE_MAX,
      }),
      ...(isInvitation ? memberListInputs(groups, t) : []),
      textInput({
        block: "addresses",
        label: t(isOne ? "field_address" : "field_addresses"),
        ...(isOne ? {} : { hint: t(isInvitation ? "field_invite_addresses_hint" : "field_addresses_hint") }),
        optional: true,
        multiline: !isOne,
        value: "",
        max: ADDRESSES_MAX,
      }),
      ...(notice.form === "invite" ? listInputs(notice.page, t) : []),
    ],
  };
};
