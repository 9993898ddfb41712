import type { InvitingPart } from "../../ports/inviting/inviting.ts";
import type { MemberList, NamedPerson } from "../../ports/people.ts";

/** The most people whom one act invites; repeating it invites more. */
export const INVITEES_MAX = 10_000;

/** So many are looked up and invited at once: the script that stores them holds Redis for a few milliseconds. */
const PART = 25;

/** Splits people into parts that are worked off one by one. */
export const partsOf = (people: readonly NamedPerson[], ofGroup?: string): InvitingPart[] =>
  Array.from({ length: Math.ceil(people.length / PART) }, (_, at) => ({
    kind: "people",
    people: people.slice(at * PART, (at + 1) * PART),
    ...(ofGroup === undefined ? {} : { ofGroup }),
  }));

export const listParts = (memberLists: readonly MemberList[]): InvitingPart[] =>
  memberLists.map((memberList) => ({ kind: "list", memberList }));
