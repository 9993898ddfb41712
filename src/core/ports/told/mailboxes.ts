import type { Address, OrganisationId } from "../../model/ids.ts";
import type { MailboxName } from "../../model/told/mailbox.ts";

/** Which addresses an organisation writes to no more than it must. That outlives what is kept of people (P22). */
export interface Mailboxes {
  isUnsubscribed(organisation: OrganisationId, address: Address | MailboxName): Promise<boolean>;
  unsubscribe(organisation: OrganisationId, name: MailboxName, now: number): Promise<void>;
  subscribe(organisation: OrganisationId, name: MailboxName): Promise<void>;
}
