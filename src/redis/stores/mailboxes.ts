import type { Address } from "../../core/model/ids.ts";
import { type MailboxName, mailboxName, parseMailboxName } from "../../core/model/told/mailbox.ts";
import type { Mailboxes } from "../../core/ports/told/mailboxes.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";

/** Who unsubscribed, in Redis. `secret` makes the names. */
export const makeMailboxes = (redis: Connection, secret: string): Mailboxes => {
  const nameOf = (of: Address | MailboxName): MailboxName => parseMailboxName(of) ?? mailboxName(secret, of as Address);
  return {
    isUnsubscribed: async (organisation, of) =>
      (await redis.hexists(keys.unsubscribed(organisation), nameOf(of))) === 1,
    unsubscribe: async (organisation, name, now) => {
      await redis.hsetnx(keys.unsubscribed(organisation), name, String(now));
    },
    subscribe: async (organisation, name) => {
      await redis.hdel(keys.unsubscribed(organisation), name);
    },
  };
};
