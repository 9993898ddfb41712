import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import bolt from "@slack/bolt";
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from "botbuilder";

// What the frameworks themselves take for a form that is sent: Bolt with one view, and Bot Framework's adapter with one
// bot, on one node:http server as Usher has it. Neither does anything but answer.

const { App, HTTPReceiver } = bolt;
const { PORT = "", SIGNING_SECRET = "" } = process.env;

const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, endpoints: "/slack/events" });
const app = new App({ receiver, authorize: async () => ({ botToken: "xoxb-bench" }) });
const text = (words: string) => ({ type: "plain_text" as const, text: words });
app.view("register", ({ ack }) =>
  ack({
    response_action: "update",
    view: { type: "modal", title: text("Usher"), blocks: [{ type: "section", text: text("Done") }] },
  }),
);
app.command(/.*/, ({ ack }) => ack("Done"));

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const card = { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: "Done" }] };
const task = {
  type: "continue",
  value: { card: { contentType: "application/vnd.microsoft.card.adaptive", content: card } },
};

/** Reads a request, and answers it, as the adapter wants both. */
const answerTeams = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
  const answer = {
    socket: req.socket,
    status: (code: number) => {
      res.statusCode = code;
    },
    header: (name: string, value: unknown) => res.setHeader(name, String(value)),
    send: (content: unknown) => {
      res.setHeader("content-type", "application/json");
      res.write(JSON.stringify(content));
    },
    end: () => res.end(),
  };
  await adapter.process({ body, headers: req.headers, method: "POST" }, answer, async (context) => {
    if (context.activity.type === "invoke")
      await context.sendActivity({ type: "invokeResponse", value: { status: 200, body: { task } } });
  });
};

createServer((req, res) => {
  if (req.url === "/slack/events") receiver.requestListener(req, res);
  else if (req.url === "/api/messages") void answerTeams(req, res);
  else res.end();
}).listen(Number(PORT), "127.0.0.1");
