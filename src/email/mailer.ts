import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import { defined } from "../core/model/defined.ts";
import type { Links } from "../core/model/links.ts";
import type { Mailer, Outcome } from "../delivery/outcome.ts";
import { calendarOf, type Sender } from "./calendar.ts";
import { letterOf } from "./letter.ts";

/**
 * Replies below 500 are temporary, from 500 on permanent (RFC 5321, 4.2.1). But only a reply about the recipient or the
 * mail ends the delivery: a refused login or sender is for the operator to mend.
 */
const outcomeOf = (error: unknown): Outcome => {
  const { responseCode = 0, command = "" } = error as { responseCode?: number; command?: string };
  const isAboutThisMail = command === "RCPT TO" || command === "DATA";
  if (responseCode >= 500 && isAboutThisMail) return { kind: "never", code: `smtp_${responseCode}` };
  return { kind: "again", code: responseCode > 0 ? `smtp_${responseCode}` : "no_reply" };
};

/** A Message-ID made from the delivery, so that mail programs know a mail that was sent twice. */
const messageId = (id: string, sender: Sender): string =>
  `<${createHash("sha256").update(id).digest("hex").slice(0, 32)}@${sender.address.split("@")[1] ?? "usher"}>`;

/** Sends mail through an SMTP server, with its calendar entry; `close` ends the connections. */
export const makeSmtpMailer = (
  url: string,
  sender: Sender,
  links: Links,
  now: () => number,
): Mailer & { close(): void } => {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 5,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 8_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (address, notice, reader, id) => {
      try {
        const calendar = calendarOf(notice, { reader, links, sender, address, now: now() });
        await transport.sendMail({
          // Objects, not strings: nodemailer would read several addresses out of one string.
          from: { name: sender.name, address: sender.address },
          to: { name: "", address },
          messageId: messageId(id, sender),
          headers: {
            // Programs that answer by themselves (away notes, tickets) do not answer these (RFC 3834; Exchange).
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": reader.locale,
          },
          ...letterOf(notice, reader, links),
          ...defined({ icalEvent: calendar ? { ...calendar, filename: "invite.ics" } : undefined }),
        });
        return { kind: "sent" };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
};
