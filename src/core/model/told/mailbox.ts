import { createHmac } from "node:crypto";
import type { Address } from "../ids.ts";

/** An address as it is remembered for longer than the address itself (P22): a keyed hash, which leads to nobody. */
export type MailboxName = string & { readonly mailboxName: unique symbol };

export const mailboxName = (secret: string, address: Address): MailboxName =>
  createHmac("sha256", secret).update(`mailbox\n${address}`).digest("base64url").slice(0, 22) as MailboxName;

export const parseMailboxName = (text: string): MailboxName | undefined =>
  /^[\w-]{22}$/.test(text) ? (text as MailboxName) : undefined;
