import { defined } from "../model/defined.ts";
import { type ChatId, chatParts, type RegistrationKey } from "../model/ids.ts";
import { chatFor, type Person } from "../model/person.ts";
import type { Registration } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import { announcementName } from "./announcements.ts";
import type { Delivery, PersonalMessage } from "./delivery.ts";
import { withoutAnew } from "./late-edits.ts";
import { personalMessage } from "./personal.ts";

/** How the names begin of somebody's last news of a registration. */
export const NEWS = "dm:registration:";
const OF: Readonly<Record<PersonalMessage, string>> = { invitation: "dm:invitation:", registration: NEWS };

/** A delivery whose message is remembered; without `to` it is a card's. */
export type Sent = Pick<Delivery, "id" | "matter"> & Partial<Pick<Delivery, "to">>;

/**
 * The name under which a sent message is remembered, to be edited later: each card, and of direct messages the last
 * invitation and the last news of a registration to each person in each product. Undefined for what is never edited.
 */
export const messageName = ({ id, to, matter }: Sent): string | undefined => {
  switch (to?.kind) {
    case undefined:
    case "card":
      return announcementName(withoutAnew(id));
    case "dm": {
      const was = personalMessage(matter);
      return was && "key" in matter ? `${OF[was]}${matter.key}:${chatParts(to.chat).face}` : undefined;
    }
    case "mail":
    case "everybody":
      return undefined;
    default:
      return unreachable(to);
  }
};

/**
 * The name under which those direct messages are remembered, of whatever kind, in which somebody can claim a seat.
 * Undefined for what tells nobody of an entry of theirs.
 */
export const offeringName = ({ to, matter }: Sent): string | undefined =>
  to?.kind === "dm" && personalMessage(matter) && "key" in matter
    ? `dm:offering:${matter.key}:${chatParts(to.chat).face}`
    : undefined;

/** The edit of the last news that goes where this delivery does. */
export const asNews = (delivery: Delivery): Delivery => {
  const { matter } = delivery;
  if (!("key" in matter) || matter.key === undefined || !("code" in matter) || matter.code === undefined)
    return delivery;
  return { ...delivery, matter: { kind: "outdated", code: matter.code, key: matter.key, was: "registration" } };
};

interface Edit {
  readonly name: string;
  readonly notBefore?: number | undefined;
  readonly isReplaced?: true;
}

/** Edits the last direct message of a kind in one of somebody's chats, as `messageEdits` does. */
export const messageEdit = (
  { organisation, code }: Pick<Webinar, "organisation" | "code">,
  key: RegistrationKey,
  chat: ChatId,
  was: PersonalMessage,
  { name, notBefore, isReplaced }: Edit,
): Delivery => ({
  id: `${code}:${key}:${name}:${was}:${chatParts(chat).face}:edit`,
  organisation,
  to: { kind: "dm", chat },
  matter: { kind: "outdated", code, key, was, ...defined({ isReplaced }) },
  editOnly: true,
  ...defined({ notBefore }),
});

/**
 * Edits the last direct messages of these kinds to somebody, in each product, so that they say what is true now. `name`
 * names the change that made them false; `notBefore` is when they are due. With `isReplaced` a message that offers a seat
 * leaves that to the next one.
 */
export const messageEdits = (
  webinar: Pick<Webinar, "organisation" | "code">,
  key: RegistrationKey,
  person: Person | undefined,
  kinds: readonly PersonalMessage[],
  edit: Edit,
): Delivery[] => {
  const faces = new Set((person?.chats ?? []).map((chat) => chatParts(chat).face));
  return [...faces].flatMap((face) => {
    const chat = person && chatFor(person, face);
    return chat ? kinds.map((was) => messageEdit(webinar, key, chat, was, edit)) : [];
  });
};

/**
 * Before somebody is told again of the seat that they are offered: the message that offered it so far points to the next
 * one. Only that one is edited when the offer ends.
 */
export const offerReplaced = (
  webinar: Pick<Webinar, "organisation" | "code">,
  registration: Pick<Registration, "key" | "status"> | undefined,
  person: Person | undefined,
  name: string,
): Delivery[] =>
  registration?.status === "offered"
    ? messageEdits(webinar, registration.key, person, ["registration"], { name: `${name}:before`, isReplaced: true })
    : [];
