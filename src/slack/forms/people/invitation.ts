import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Named } from "../../../core/chat/speaker.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import { done, type Result, refuse } from "../../../core/model/result.ts";
import type { MemberList, NamedPerson } from "../../../core/ports/people.ts";
import { FILE_MAX, type InviteeList, readInviteeList } from "../../../invitee-list.ts";
import type { Translate } from "../../../texts/translate.ts";
import { LINK } from "../../notices/button.ts";
import { readFile } from "../../platform/files.ts";
import type { Filled } from "../../platform/filled-in.ts";
import { channelsInput, fileInput, plain, radioInput, SELECT_MAX, severalInput } from "../../platform/inputs.ts";
import type { Problem } from "../modals.ts";

/** What Slack's menu of channels takes at most. */
const CHANNELS_MAX = 100;

/** A user group as the form's menu offers it. Slack has no menu of its own for them. */
export interface UserGroup {
  readonly id: string;
  readonly handle: string;
}

const GROUP = /^([A-Z0-9]{2,40})\|(.*)$/s;
const groupValue = ({ id, handle }: UserGroup): string => `${id}|${handle.slice(0, 80)}`;

/** A chosen user group; undefined for what the menu did not offer. */
const readGroup = (value: string): UserGroup | undefined => {
  const [, id, handle] = GROUP.exec(value) ?? [];
  return id && handle ? { id, handle } : undefined;
};

/** How a list is taken whose rows are not all good: those that are good, or nobody. */
const ROWS = ["good", "whole"] as const;

/** The workspace's user groups; none where they cannot be read now. */
export const userGroups = async (client: WebClient): Promise<UserGroup[]> => {
  const { usergroups = [] } = await client.usergroups.list({}).catch(() => ({ usergroups: [] }));
  return usergroups.flatMap(({ id, handle }) => (id && handle ? [{ id, handle }] : []));
};

/** Channels and user groups whose members are invited. */
export const memberListInputs = (groups: readonly UserGroup[], t: Translate): KnownBlock[] => [
  channelsInput({
    block: "channels",
    label: t("field_invite_channels"),
    hint: t("field_invite_channels_hint"),
    optional: true,
    values: [],
    max: CHANNELS_MAX,
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

/** A table as a file, and what becomes of a list whose rows are not all good. */
export const listInputs = (page: string, t: Translate): KnownBlock[] => [
  {
    type: "actions",
    elements: [{ type: "button", action_id: `${LINK}:invite_page`, text: plain(t("invite_page")), url: page }],
  },
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
    choices: ROWS.map((value) => ({ value, text: t(`invite_rows_${value}`) })),
    value: "good",
  }),
];

const memberListsIn = (filled: Filled, team: string): MemberList[] => {
  const of = { face: "slack", group: team } as const;
  const groups = filled.options("groups").flatMap((value) => readGroup(value) ?? []);
  return [
    ...filled.channels("channels").map((id): MemberList => ({ ...of, kind: "channel", id, name: id })),
    ...groups.map(({ id, handle }): MemberList => ({ ...of, kind: "user_group", id, name: handle })),
  ];
};

/** The lists of a form, read; or what is wrong with one, beside its input. */
const listsIn = async (client: WebClient, filled: Filled): Promise<Result<readonly InviteeList[], Problem>> => {
  const lists: InviteeList[] = [];
  const take = async (source: string | Uint8Array | undefined): Promise<Refusal | undefined> => {
    if (source === undefined) return { reason: "file_too_large", max: FILE_MAX };
    const read = await readInviteeList(source);
    if (!read.ok) return read.refusal;
    lists.push(read.value);
    return undefined;
  };
  const refusal = await take(filled.text("addresses"));
  if (refusal) return refuse({ field: "addresses", refusal });
  for (const id of filled.files("file")) {
    const bytes = await readFile(client, id, FILE_MAX).catch(() => "unread" as const);
    const problem = bytes === "unread" ? ({ reason: "file_unread" } as const) : await take(bytes);
    if (problem) return refuse({ field: "file", refusal: problem });
  }
  return done(lists);
};

/** Whom the form of an invitation names, besides those `chosen` in its menu of people. */
export const inviteesIn = async (
  client: WebClient,
  filled: Filled,
  team: string,
  chosen: readonly NamedPerson[],
): Promise<Result<Named, Problem>> => {
  const lists = await listsIn(client, filled);
  if (!lists.ok) return lists;
  return done({
    people: [...chosen, ...lists.value.flatMap(({ people }) => people)],
    unreadable: [],
    memberLists: memberListsIn(filled, team),
    refused: lists.value.flatMap(({ refused }) => refused),
    repeated: lists.value.reduce((sum, { repeated }) => sum + repeated, 0),
    isWhole: filled.option("rows") === "whole",
  });
};
