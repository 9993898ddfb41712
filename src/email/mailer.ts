import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import { defined } from "../core/model/defined.ts";
import type { Address } from "../core/model/ids.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { Mailer, Outcome } from "../delivery/outcome.ts";
import type { Sender } from "./calendar.ts";
import { type ComposeDeps, makeCompose } from "./compose.ts";

/** A refusal of who sends, or of how, and not of the address (RFC 3463: X.7.X). */
const OF_POLICY = /^5\d\d[ -]5\.7\./;

/**
 * Replies below 500 are temporary, from 500 on permanent (RFC 5321, 4.2.1). But only a reply about the recipient or the
 * mail ends the delivery: a refused login or sender is for the operator to mend.
 */
const outcomeOf = (error: unknown): Outcome => {
  const {
    responseCode = 0,
    command = "",
    response = "",
  } = error as Partial<Record<"command" | "response", string>> & {
    responseCode?: number;
  };
  const isAboutThisMail = command === "RCPT TO" || command === "DATA";
  if (responseCode >= 500 && isAboutThisMail) {
    const isAddress = command === "RCPT TO" && !OF_POLICY.test(response);
    return { kind: "never", code: `smtp_${responseCode}`, ...(isAddress ? { isAddress } : {}) };
  }
  return { kind: "again", code: responseCode > 0 ? `smtp_${responseCode}` : "no_reply" };
};

/** A Message-ID made from the delivery, so that mail programs know a mail that was sent twice. */
const messageId = (id: string, sender: Sender): string =>
  `<${createHash("sha256").update(id).digest("hex").slice(0, 32)}@${sender.address.split("@")[1] ?? "usher"}>`;

/** Lets mail programs unsubscribe by one press, which posts to this address (RFC 8058). */
const unsubscribing = (url: string) => ({
  "List-Unsubscribe": `<${url}>`,
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
});

/** What all mails about one webinar to one address answer, so that mail programs show them as one conversation. */
const threadId = (address: Address, { code }: Webinar, sender: Sender): string =>
  messageId(`thread\n${code}\n${address}`, sender);

/** Sends mail through an SMTP server, with its calendar entry; `close` ends the connections. */
export const makeSmtpMailer = (url: string, sender: Sender, deps: ComposeDeps): Mailer & { close(): void } => {
  const compose = makeCompose(deps, sender);
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
        const thread = threadId(address, notice.webinar, sender);
        const { subject, text, html, calendar, unsubscribe } = await compose(address, notice, reader);
        await transport.sendMail({
          // Objects, not strings: nodemailer would read several addresses out of one string.
          from: { name: sender.name, address: sender.address },
          to: { name: "", address },
          messageId: messageId(id, sender),
          inReplyTo: thread,
          references: [thread],
          headers: {
            // Programs that answer by themselves (away notes, tickets) do not answer these (RFC 3834; Exchange).
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": reader.locale,
            ...(unsubscribe === undefined ? {} : unsubscribing(unsubscribe)),
          },
          ...{ subject, text, html },
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
