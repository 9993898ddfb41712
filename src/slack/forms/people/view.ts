import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { CodeSchema } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import {
  channelsInput,
  fileInput,
  heading,
  peopleInput,
  radioInput,
  SELECT_MAX,
  section,
  severalInput,
  textInput,
} from "../../platform/inputs.ts";

export const PEOPLE_VIEW = "people";
/** What Slack's menus take of one act. */
const CHOSEN_MAX = 100;
/** The most of a text input (plain-text input element). */
const ADDRESSES_MAX = 3_000;

const Metadata = z.object({ code: CodeSchema, form: z.enum(["invite", "cohost"]) });

/** Reads what the chosen people are to be. Throws when the view is not such a form. */
export const readPeopleMetadata = (text: string): z.infer<typeof Metadata> => Metadata.parse(JSON.parse(text));

type Opened = Extract<Notice, { kind: "open_form"; form: "invite" | "cohost" }>;

/** A user group as the form's menu offers it. Slack has no menu of its own for them. */
export interface UserGroup {
  readonly id: string;
  readonly handle: string;
}

const GROUP = /^([A-Z0-9]{2,40})\|(.*)$/s;
const groupValue = ({ id, handle }: UserGroup): string => `${id}|${handle.slice(0, 80)}`;

/** A chosen user group; undefined for what the menu did not offer. */
export const readGroup = (value: string): UserGroup | undefined => {
  const [, id, handle] = GROUP.exec(value) ?? [];
  return id && handle ? { id, handle } : undefined;
};

/** How a list is taken whose rows are not all good. */
const ALL_OR_NONE = "whole";
export const isWhole = (option: string | undefined): boolean => option === ALL_OR_NONE;

const rosterInputs = (groups: readonly UserGroup[], t: Translate): KnownBlock[] => [
  channelsInput({
    block: "channels",
    label: t("field_invite_channels"),
    hint: t("field_invite_channels_hint"),
    optional: true,
    values: [],
    max: CHOSEN_MAX,
  }),
  ...(groups.length === 0
    ? []
    : [
        severalInput({
          block: "groups",
          label: t("field_invite_groups"),
          optional: true,
          menu: true,
          choices: groups.slice(0, SELECT_MAX).map((group) => ({ value: groupValue(group), text: `@${group.handle}` })),
          values: [],
        }),
      ]),
];

const listInputs = (t: Translate): KnownBlock[] => [
  fileInput({
    block: "file",
    label: t("field_invite_file"),
    hint: t("field_invite_file_hint"),
    optional: true,
    filetypes: ["csv", "tsv", "text"],
  }),
  radioInput({
    block: "rows",
    label: t("field_invite_rows"),
    choices: [
      { value: "good", text: t("invite_rows_good") },
      { value: ALL_OR_NONE, text: t("invite_rows_whole") },
    ],
    value: "good",
  }),
];

/** The form in which people are chosen: those to be invited, or new cohosts. */
export const peopleView = (notice: Opened, reader: Reader, groups: readonly UserGroup[] = []): ModalView => {
  const t = translatorFor(reader.locale);
  const { title, lines } = wordsOf(notice, reader);
  const metadata: z.infer<typeof Metadata> = { code: notice.webinar.code, form: notice.form };
  const isInvitation = notice.form === "invite";
  return {
    type: "modal",
    callback_id: PEOPLE_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t(notice.form)),
    submit: heading(t(isInvitation ? "invite" : "save_changes")),
    close: heading(t("close")),
    blocks: [
      section([`*${escapeMrkdwn(title)}*`, ...lines.map(escapeMrkdwn)].join("\n")),
      peopleInput({ block: "people", label: t("field_people"), optional: true, values: [], max: CHOSEN_MAX }),
      ...(isInvitation ? rosterInputs(groups, t) : []),
      textInput({
        block: "addresses",
        label: t("field_addresses"),
        hint: t(isInvitation ? "field_invite_addresses_hint" : "field_addresses_hint"),
        optional: true,
        multiline: true,
        value: "",
        max: ADDRESSES_MAX,
      }),
      ...(isInvitation ? listInputs(t) : []),
    ],
  };
};
