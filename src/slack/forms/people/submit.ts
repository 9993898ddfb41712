import type { WebClient } from "@slack/web-api";
import { readAddressList } from "../../../address-list.ts";
import type { Named } from "../../../core/chat/speaker.ts";
import { chatId, chatParts } from "../../../core/model/ids.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import { done, type Result, refuse } from "../../../core/model/result.ts";
import type { NamedPerson, Roster } from "../../../core/ports/people.ts";
import { FILE_MAX, type InviteeList, readInviteeList } from "../../../invitee-list.ts";
import type { Conversation } from "../../conversation.ts";
import { readFile } from "../../platform/files.ts";
import { type Filled, readFilled } from "../../platform/filled-in.ts";
import type { Modals, Problem } from "../modals.ts";
import { isWhole, PEOPLE_VIEW, readGroup, readPeopleMetadata, type UserGroup } from "./view.ts";

/** The workspace's user groups; none where they cannot be read now. */
export const userGroups = async (client: WebClient): Promise<UserGroup[]> => {
  const { usergroups = [] } = await client.usergroups.list({}).catch(() => ({ usergroups: [] }));
  return usergroups.flatMap(({ id, handle }) => (id && handle ? [{ id, handle }] : []));
};

const chosenIn = (filled: Filled, team: string): NamedPerson[] =>
  filled.people("people").map((user) => ({ by: "chat", chat: chatId("slack", team, user), name: user }));

const rostersIn = (filled: Filled, team: string): Roster[] => {
  const of = { face: "slack", group: team } as const;
  const groups = filled.options("groups").flatMap((value) => readGroup(value) ?? []);
  return [
    ...filled.channels("channels").map((id): Roster => ({ ...of, kind: "channel", id, name: id })),
    ...groups.map(({ id, handle }): Roster => ({ ...of, kind: "user_group", id, name: handle })),
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

/** Whom the form of an invitation names. */
const inviteesIn = async (client: WebClient, filled: Filled, team: string): Promise<Result<Named, Problem>> => {
  const lists = await listsIn(client, filled);
  if (!lists.ok) return lists;
  return done({
    people: [...chosenIn(filled, team), ...lists.value.flatMap(({ people }) => people)],
    unreadable: [],
    rosters: rostersIn(filled, team),
    refused: lists.value.flatMap(({ refused }) => refused),
    repeated: lists.value.reduce((sum, { repeated }) => sum + repeated, 0),
    isWhole: isWhole(filled.option("rows")),
  });
};

/** The new cohosts whom the form names. */
const cohostsIn = (filled: Filled, team: string): Named => {
  const { people, unreadable } = readAddressList(filled.text("addresses"));
  return { people: [...chosenIn(filled, team), ...people], unreadable };
};

/** Takes the people to be invited, or new cohosts. A refusal stands beside an input, and what was filled in stays. */
export const listenToPeopleForm = (modals: Modals, conversation: Conversation): void => {
  modals.submitted(PEOPLE_VIEW, async (turn) => {
    const { speaker, view, reader } = turn;
    const { form, code } = readPeopleMetadata(view.metadata);
    const filled = readFilled(view.values);
    const team = chatParts(speaker.chat).group;
    const named =
      form === "cohost" ? done(cohostsIn(filled, team)) : await inviteesIn(conversation.client, filled, team);
    const beside = (problem: Problem) => ({ errors: modals.placed([problem], turn).errors });
    if (!named.ok) return beside(named.refusal);
    const notice = await conversation.converse.people(speaker, form, code, named.value);
    if (notice.kind !== "refused") return { view: conversation.noticeView(notice, reader) };
    const field = notice.refusal.reason === "not_in_channel" ? "channels" : "addresses";
    return beside({ field, refusal: notice.refusal });
  });
};
