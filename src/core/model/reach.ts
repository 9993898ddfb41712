import type { Address, ChatId } from "./ids.ts";
import { chatParts } from "./ids.ts";
import { chatFor, type Person } from "./person.ts";
import type { Registration } from "./registration.ts";

/** Where somebody can be told something; either may be missing. */
export interface Reach {
  readonly chat?: ChatId | undefined;
  readonly address?: Address | undefined;
}

/** Where a registrant is told: in chat, first in the product in which they registered, and by mail. */
export const reachOf = (
  person: Person | undefined,
  { via, address }: Pick<Registration, "via" | "address">,
): Reach => ({
  chat: person && chatFor(person, via === "page" ? undefined : chatParts(via).face),
  address,
});
