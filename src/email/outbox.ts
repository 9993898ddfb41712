import { defined } from "../core/model/defined.ts";
import type { Mailer } from "../delivery/outcome.ts";
import type { Sender } from "./calendar.ts";
import { type ComposeDeps, makeCompose } from "./compose.ts";
import type { Letter } from "./letter.ts";

/** A mail that was not sent because no mail server is configured. */
export interface KeptLetter extends Omit<Letter, "unsubscribe"> {
  /** The delivery's. */
  readonly id: string;
  readonly to: string;
  readonly at: number;
  /** iCalendar text. */
  readonly calendar?: string | undefined;
}

/** Where mail is kept instead. */
export interface Outbox {
  keep(letter: KeptLetter): Promise<void>;
  /**
   * Newest first: a hundred at most, and besides them up to fifty of each of `addresses`, however many came for others
   * since.
   */
  list(addresses?: readonly string[]): Promise<KeptLetter[]>;
}

/** No mail server is configured, and so no sender. */
const NOBODY: Sender = { name: "Usher", address: "usher@localhost" };

/** Keeps mail instead of sending it; the outbox page shows it. */
export const makeOutboxMailer = (outbox: Outbox, deps: ComposeDeps): Mailer => {
  const compose = makeCompose(deps, NOBODY);
  return {
    send: async (address, notice, reader, id) => {
      const { calendar, unsubscribe: _, ...letter } = await compose(address, notice, reader);
      await outbox.keep({ id, ...letter, to: address, at: deps.now(), ...defined({ calendar: calendar?.content }) });
      return { kind: "sent" };
    },
  };
};
