import type { Address } from "../core/model/ids.ts";
import type { Reader } from "../core/model/person.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { MailNotice } from "../core/notices/notice.ts";
import { type Calendar, calendarOf, type Sender } from "./calendar.ts";
import { entryOf } from "./entry.ts";
import { type Letter, type LetterContext, letterOf } from "./letter.ts";

/** What mails are made with. */
export interface ComposeDeps extends Omit<LetterContext, "now"> {
  readonly now: () => number;
  readonly hostName: (webinar: Webinar) => Promise<string>;
}

/** A mail with its calendar part. */
export interface Composed extends Letter {
  readonly calendar: Calendar | undefined;
}

/** Makes the writer of whole mails; who hosts is only asked for a calendar entry, which names them. */
export const makeCompose =
  ({ links, theme, hostName, now }: ComposeDeps, sender: Sender) =>
  async (address: Address, notice: MailNotice, reader: Reader): Promise<Composed> => {
    const at = now();
    const entry = entryOf(notice, reader);
    const context = { reader, links, sender, address, now: at };
    const calendar = entry && calendarOf(entry, { ...context, hostName: await hostName(entry.webinar) });
    return { ...letterOf(notice, reader, { links, theme, address, now: at }), calendar };
  };
