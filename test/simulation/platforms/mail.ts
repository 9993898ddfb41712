import type { Mailer } from "../../../src/delivery/outcome.ts";
import { type ComposeDeps, makeCompose } from "../../../src/email/compose.ts";
import type { Owner } from "../time.ts";
import type { Calls, Treatment } from "./weather.ts";

/** A mail as it came to its reader. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Its text, its page and its calendar entry. */
  readonly whole: string;
  readonly calendar: string | undefined;
}

const SENDER = { name: "Usher", address: "usher@example.com" };
const MAIL_TIMEOUT_MS = 8_000;

/** A mail server without SMTP: letters are made as they are for one, and kept. */
export const makeMailPlatform = (calls: Calls) => {
  const mails: Mail[] = [];
  /** Addresses for which the server takes nothing, for good. */
  const refused = new Set<string>();
  return {
    refused,
    mails: mails as readonly Mail[],
    /** Addresses of those who chose whether their calendars hold the time of requests that wait. */
    choseHolds: new Set<string>(),
    mailerFor: (owner: Owner, deps: ComposeDeps): Mailer => ({
      send: async (address, notice, reader) => {
        const { subject, text, html, calendar } = await makeCompose(deps, SENDER)(address, notice, reader);
        if (refused.has(address)) return { kind: "never", code: "550", isAddress: true };
        const entry = calendar?.content;
        const mail = { to: address, subject, whole: [subject, text, html, entry ?? ""].join("\n"), calendar: entry };
        try {
          return await calls.call(owner, "mail", {
            timeoutMs: MAIL_TIMEOUT_MS,
            fail: (treatment) => Object.assign(new Error(treatment), { treatment }),
            act: () => {
              mails.push(mail);
              return { kind: "sent" } as const;
            },
          });
        } catch (error) {
          const { treatment } = error as { treatment?: Treatment };
          return { kind: "again", code: treatment ?? "no_reply" };
        }
      },
    }),
  };
};

export type MailPlatform = ReturnType<typeof makeMailPlatform>;
