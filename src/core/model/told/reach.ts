import type { Address, ChatId } from "../ids.ts";
import { chatParts } from "../ids.ts";
import { chatFor, type Person } from "../person.ts";
import type { Registration } from "../registration.ts";
import type { Webinar } from "../webinar.ts";
import { broughtEntry } from "./calendar-entry.ts";
import { choiceFor } from "./choice.ts";

/** Where somebody can be told something; any may be missing. */
export interface Reach {
  readonly chat?: ChatId | undefined;
  readonly address?: Address | undefined;
  /** Where the mail goes that takes the place of a direct message which cannot be delivered (N2). */
  readonly orMail?: Address | undefined;
}

type Of = Pick<Webinar, "code">;

/** Leaves out the way by which somebody chose not to be told (S5), where the other reaches them. */
export const asChosen = (person: Person | undefined, { code }: Of, { chat, address }: Reach): Reach => {
  if (!chat || !address) return { chat, address };
  const by = choiceFor(person?.told, code)?.by ?? "both";
  if (by === "dm") return { chat, orMail: address };
  return by === "mail" ? { address } : { chat, address };
};

/** The mail that goes beside an answer in chat, which says the same; none to who chose direct messages alone. */
export const mailBeside = (person: Person | undefined, of: Of, address: Address | undefined): Reach => {
  const chat = person && chatFor(person);
  return { address: asChosen(person, of, { chat, address }).address };
};

/** Where a registrant is told: in chat, first in the product in which they registered, and by mail, as they chose. */
export const reachOf = (
  person: Person | undefined,
  of: Of,
  { via, address }: Pick<Registration, "via" | "address">,
): Reach =>
  asChosen(person, of, { chat: person && chatFor(person, via === "page" ? undefined : chatParts(via).face), address });

/**
 * The same for news that makes a calendar entry false: it goes by mail too where an earlier mail brought the entry,
 * before its person chose direct messages alone.
 */
export const reachWithEntry = (
  person: Person | undefined,
  of: Of,
  registration: Pick<Registration, "via" | "address" | "history">,
): Reach => {
  const reach = reachOf(person, of, registration);
  const choice = choiceFor(person?.told, of.code);
  const isThere = registration.history.some(
    (change) => change.at < (choice?.since ?? 0) && broughtEntry(change, person ?? {}),
  );
  return reach.orMail && isThere ? { chat: reach.chat, address: reach.orMail } : reach;
};
