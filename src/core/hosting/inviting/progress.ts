import { cardInOwnChat } from "../../deliveries/cards.ts";
import type { Delivery } from "../../deliveries/delivery.ts";
import { defined } from "../../model/defined.ts";
import type { Person } from "../../model/person.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Inviting } from "../../ports/inviting/inviting.ts";

/** A message that says how far something is, is edited at most once in so long. */
const EDIT_AFTER_MS = 4_000;

/** The message that says how far a long invitation is, in the chat of the host who began it; at the end at once. */
export const progressCard = (
  { organisation, code }: Pick<Webinar, "organisation" | "code">,
  host: Person | undefined,
  { id, face }: Pick<Inviting, "id" | "face">,
  now: number,
  isEnd: boolean,
): Delivery[] =>
  cardInOwnChat(host, face, {
    ...{ id: `${code}:inviting:${id}:card`, organisation, matter: { kind: "inviting", code, id } },
    ...defined({ notBefore: isEnd ? undefined : now + EDIT_AFTER_MS }),
  });
