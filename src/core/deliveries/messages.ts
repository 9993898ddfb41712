import { defined } from "../model/defined.ts";
import { chatParts, type RegistrationKey } from "../model/ids.ts";
import { chatFor, type Person } from "../model/person.ts";
import { unreachable } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Delivery, Matter, PersonalMessage } from "./delivery.ts";

/** What kind of direct message tells this matter, where it has buttons that its end makes false. */
const personalMessage = (matter: Matter): PersonalMessage | undefined => {
  switch (matter.kind) {
    case "invitation":
    case "let_go":
    case "id_given":
      return "invitation";
    case "registration":
    case "moved":
    case "password_changed":
      return "registration";
    case "outdated":
      return matter.was;
    default:
      return undefined;
  }
};

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
      return id;
    case "dm": {
      const was = personalMessage(matter);
      return was && "key" in matter ? `dm:${was}:${matter.key}:${chatParts(to.chat).face}` : undefined;
    }
    case "mail":
    case "everybody":
      return undefined;
    default:
      return unreachable(to);
  }
};

/**
 * Edits the last direct messages of these kinds to somebody, in each product, so that they say what is true now. `name`
 * names the change that made them false; `notBefore` is when they are due.
 */
export const messageEdits = (
  { organisation, code }: Pick<Webinar, "organisation" | "code">,
  key: RegistrationKey,
  person: Person | undefined,
  kinds: readonly PersonalMessage[],
  { name, notBefore }: { readonly name: string; readonly notBefore?: number | undefined },
): Delivery[] => {
  const faces = new Set((person?.chats ?? []).map((chat) => chatParts(chat).face));
  return [...faces].flatMap((face) => {
    const chat = person && chatFor(person, face);
    if (!chat) return [];
    return kinds.map(
      (was): Delivery => ({
        id: `${code}:${key}:${name}:${was}:${face}:edit`,
        organisation,
        to: { kind: "dm", chat },
        matter: { kind: "outdated", code, key, was },
        editOnly: true,
        ...defined({ notBefore }),
      }),
    );
  });
};
