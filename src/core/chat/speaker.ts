import { type ChatId, chatParts, type Face, type OrganisationId, type PersonId, type RequestId } from "../model/ids.ts";
import type { RefusedRow } from "../model/refusal.ts";
import type { Actor, MemberList, NamedPerson } from "../ports/people.ts";

/** Somebody who types or presses in a chat product. */
export interface Speaker {
  readonly organisation: OrganisationId;
  readonly person: Actor;
  readonly chat: ChatId;
  readonly requestId: RequestId;
  /** The answer stays in the person's chat, so that no direct message repeats it. */
  readonly answerStays: boolean;
}

/** The chat product in which somebody speaks. */
export const faceOf = ({ chat }: Speaker): Face => chatParts(chat).face;

/** The people whom a command names. */
export interface Named {
  readonly people: readonly NamedPerson[];
  /** What names nobody, as it was typed. */
  readonly unreadable: readonly string[];
  /** The channels and user groups whose members are meant. */
  readonly memberLists?: readonly MemberList[];
  /** The channel in which it was typed for all to read. */
  readonly here?: MemberList;
  /** Rows of a list that name nobody, how many name somebody again, and whether the list counts as a whole. */
  readonly refused?: readonly RefusedRow[];
  readonly repeated?: number;
  readonly isWhole?: boolean;
  /** Whom the form showed as chosen: who is among them and not among `people` was taken out. */
  readonly shown?: readonly PersonId[];
}

export const NAMES_NOBODY: Named = { people: [], unreadable: [] };
