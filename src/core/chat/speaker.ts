import { type ChatId, chatParts, type Face, type OrganisationId, type RequestId } from "../model/ids.ts";
import type { Actor, NamedPerson } from "../ports/people.ts";

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
}
