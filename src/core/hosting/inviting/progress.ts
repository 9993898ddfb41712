import type { Delivery } from "../../deliveries/delivery.ts";
import { chatParts } from "../../model/ids.ts";
import { chatFor, type Person } from "../../model/person.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Inviting } from "../../ports/inviting/inviting.ts";

/** A message that says how far something is, is edited at most once in so long. */
const EDIT_AFTER_MS = 4_000;

/**
 * The message that says how far a long invitation is, in the chat of the host who began it: posted once, edited from then
 * on, and at the end at once.
 */
export const progressCard = (
  { organisation, code }: Pick<Webinar, "organisation" | "code">,
  host: Person | undefined,
  { id, face }: Pick<Inviting, "id" | "face">,
  now: number,
  isEnd: boolean,
): Delivery[] => {
  const chat = host && chatFor(host, face);
  if (!chat) return [];
  const { face: own, group, user } = chatParts(chat);
  return [
    {
      id: `${code}:inviting:${id}:card`,
      organisation,
      to: { kind: "card", channel: { face: own, group, channelId: user } },
      matter: { kind: "inviting", code, id },
      level: true,
      ...(isEnd ? {} : { notBefore: now + EDIT_AFTER_MS }),
    },
  ];
};
