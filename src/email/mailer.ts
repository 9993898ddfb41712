import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import { defined } from "../core/model/defined.ts";
import type { Links } from "../core/model/links.ts";
import type { Mailer, Outcome } from "../delivery/outcome.ts";
import { calendarOf, type Sender } from "./calendar.ts";
import { letterOf } from "./letter.ts";

/**
 * SMTP answers below 500 pass, from 500 on they stay (RFC 5321, 4.2.1); but only what was said of the recipient or of
 * the mail is the delivery's fault: a refused login or sender is for the operator to mend. Without an answer nobody knows.
 */
const outcomeOf = (error: unknown): Outcome => {
  const { responseCode = 0, command = "" } = error as { responseCode?: number; command?: string };
  const isAboutThisMail = command === "RCPT TO" || command === "DATA";
  if (responseCode >= 500 && isAboutThisMail) return { kind: "never", code: `smtp_${responseCode}` };
  return { kind: "again", code: responseCode > 0 ? `smtp_${responseCode}` : "no_reply" };
};

/** The same delivery has the same Message-ID, so that a mail sent twice is known as one. */
const messageId = (id: string, sender: Sender): string =>
  `<${createHash("sha256").update(id).digest("hex").slice(0, 32)}@${sender.address.split("@")[1] ?? "usher"}>`;

/** Mail through an SMTP server, with a calendar entry where one belongs to it; `close` ends its connections. */
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
          // Objects, not strings: an address list typed into one field stays one address.
          from: { name: sender.name, address: sender.address },
          to: { name: "", address },
          messageId: messageId(id, sender),
          headers: { "Auto-Submitted": "auto-generated" },
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
