import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { calendarProblems, htmlProblems } from "./validators.ts";

interface ReceivedMail {
  readonly envelopeTo: readonly string[];
  readonly mail: ParsedMail;
}

export interface MailServer {
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  /** What arrived for an address, oldest first. */
  inbox(address: string): readonly ReceivedMail[];
  /** The server answers the next mails to this address with an SMTP code, e.g. 550 or 451. */
  refuse(address: string, code: number, times: number, text?: string): void;
  /** Throws when a mail was not valid. */
  stop(): Promise<void>;
}

/** What is wrong with a mail's page or calendar entry. */
const problemsOf = async ({ html, attachments }: ParsedMail): Promise<string[]> => {
  const calendars = attachments.filter(({ contentType }) => /^(text\/calendar|application\/ics)/.test(contentType));
  return [
    ...(html ? await htmlProblems(html) : []),
    ...calendars.flatMap(({ content }) => calendarProblems(content.toString())),
  ];
};

/** A real SMTP server on loopback that parses what arrives. */
export const startMailServer = async (): Promise<MailServer> => {
  const received: ReceivedMail[] = [];
  const checked: Promise<string[]>[] = [];
  const refusals: { address: string; code: number; times: number; text: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo: ({ address }, _session, callback) => {
      const refusal = refusals.find((one) => one.address === address && one.times > 0);
      if (!refusal) return callback();
      refusal.times -= 1;
      return callback(Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
    },
    onData: (stream, session, callback) => {
      simpleParser(stream).then(
        (mail) => {
          checked.push(problemsOf(mail));
          received.push({ envelopeTo: session.envelope.rcptTo.map(({ address }) => address), mail });
          callback();
        },
        (error) => callback(error),
      );
    },
  });
  // A sender that was killed in the middle of a mail is no fault of the server.
  server.on("error", () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    inbox: (wanted) => received.filter(({ envelopeTo }) => envelopeTo.includes(wanted)),
    refuse: (wanted, code, times, text = "refused") => {
      refusals.push({ address: wanted, code, times, text });
    },
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      const problems = new Set((await Promise.all(checked)).flat());
      if (problems.size > 0) throw new Error(`mails that are not valid:\n${[...problems].join("\n")}`);
    },
  };
};
