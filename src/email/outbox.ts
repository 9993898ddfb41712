import { defined } from "../core/model/defined.ts";
import type { Links } from "../core/model/links.ts";
import type { Mailer } from "../delivery/outcome.ts";
import { calendarOf, type Sender } from "./calendar.ts";
import { type Letter, letterOf } from "./letter.ts";

/** A mail that was not sent because no mail server is configured. */
export interface KeptLetter extends Letter {
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
export const makeOutboxMailer = (outbox: Outbox, links: Links, now: () => number): Mailer => ({
  send: async (address, notice, reader, id) => {
    const at = now();
    const calendar = calendarOf(notice, { reader, links, sender: NOBODY, address, now: at })?.content;
    await outbox.keep({
      id,
      ...letterOf(notice, reader, links),
      to: address,
      at,
      ...defined({ calendar }),
    });
    return { kind: "sent" };
  },
});
