import type { AddressInfo } from "node:net";
import { App, type BlockButtonAction, HTTPReceiver, LogLevel, type ViewSubmitAction } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { WebAPIPlatformError, WebAPIRateLimitedError, WebClient } from "@slack/web-api";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buttonsIn, wordsIn } from "../../src/playground/slack/reading.ts";
import { type RecordedCall, type SlackStandIn, startSlackStandIn } from "../../src/playground/slack/stand-in.ts";

const signingSecret = "a-signing-secret";
const botToken = "xoxb-playground";
const plain = (text: string) => ({ type: "plain_text" as const, text });
const choice = (value: string) => ({ text: plain(value.toUpperCase()), value });
const button = (action_id: string, value: string) => ({
  type: "button" as const,
  action_id,
  text: plain(action_id),
  value,
});
const card = (...buttons: ReturnType<typeof button>[]) => [
  { type: "section", text: { type: "mrkdwn", text: "*A request*" } },
  ...(buttons.length > 0 ? [{ type: "actions", block_id: "decide", elements: buttons }] : []),
];
const form: ModalView = {
  type: "modal",
  callback_id: "schedule",
  title: plain("Schedule"),
  submit: plain("Save"),
  blocks: [
    {
      type: "input",
      block_id: "title",
      label: plain("Title"),
      element: { type: "plain_text_input", action_id: "v", max_length: 10 },
    },
    { type: "input", block_id: "mail", label: plain("Mail"), element: { type: "email_text_input", action_id: "v" } },
    {
      type: "input",
      block_id: "policy",
      label: plain("Policy"),
      element: {
        type: "static_select",
        action_id: "v",
        options: [choice("manual"), choice("auto")],
        initial_option: choice("manual"),
      },
    },
    {
      type: "input",
      block_id: "people",
      optional: true,
      label: plain("Cohosts"),
      element: { type: "multi_users_select", action_id: "v" },
    },
    {
      type: "input",
      block_id: "where",
      label: plain("Where"),
      element: { type: "conversations_select", action_id: "v", default_to_current_conversation: true },
    },
  ],
};
const good = { title: "Hello", mail: "ann@example.com" };

let slack: SlackStandIn;
let app: App;
let client: WebClient;
let clock = Date.UTC(2027, 0, 15, 8);
let ann: ReturnType<SlackStandIn["addPerson"]>;
let room: ReturnType<SlackStandIn["addChannel"]>;
/** What the app's listeners saw, newest last. */
const seen: { trigger: string; text?: string; user?: string; body?: unknown }[] = [];
const lastTrigger = (): string => seen.at(-1)?.trigger ?? "";

const lastCall = (): RecordedCall | undefined => slack.calls.at(-1);

const patient = { rejectRateLimitedCalls: true, retryConfig: { retries: 0 }, logLevel: LogLevel.ERROR };
const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
const refusal = (call: Promise<unknown>): Promise<WebAPIPlatformError["data"]> =>
  call.then(
    () => Promise.reject(new Error("it was accepted")),
    (error) => (error instanceof WebAPIPlatformError ? error.data : Promise.reject(error)),
  );

function listen(app: App): void {
  app.command("/webinar", async ({ command, ack, client, respond }) => {
    seen.push({ trigger: command.trigger_id, text: command.text, body: command });
    switch (command.text.split(" ")[0]) {
      case "form":
        await ack();
        await client.views.open({ trigger_id: command.trigger_id, view: form });
        return;
      case "later":
        await ack();
        await respond({ text: "done" });
        return;
      case "blocks":
        await ack({ text: "", blocks: card() });
        return;
      case "ephemeral":
        await ack();
        await respond({ text: "choose", blocks: card(button("replace", "1")) });
        return;
      case "silent":
        await ack();
        return;
      default:
        await ack(`You said ${command.text}`);
    }
  });
  app.view<ViewSubmitAction>("schedule", async ({ view, ack, body }) => {
    seen.push({ trigger: body.trigger_id, body });
    const title = view.state.values.title?.v?.value;
    if (title === "taken") await ack({ response_action: "errors", errors: { title: "Taken already" } });
    else if (title === "bad") await ack({ response_action: "errors", errors: { v: "keyed by action_id" } });
    else if (title === "more") await ack({ response_action: "push", view: { ...form, callback_id: "second" } });
    else await ack();
  });
  app.action("approve", async ({ ack, body, client }) => {
    const click = body as BlockButtonAction;
    seen.push({ trigger: click.trigger_id, user: click.user.id, text: click.actions[0]?.value ?? "", body });
    await ack();
    await client.chat.update({ channel: click.channel?.id ?? "", ts: click.message?.ts ?? "", text: "Approved" });
  });
  app.action("replace", async ({ ack, respond, body }) => {
    seen.push({ trigger: (body as BlockButtonAction).trigger_id, body });
    await ack();
    await respond({ replace_original: true, text: "chosen" });
  });
  app.event("message", async ({ event, body }) => {
    seen.push({ trigger: "", body, ...("text" in event && event.text !== undefined && { text: event.text }) });
  });
}

beforeAll(async () => {
  slack = await startSlackStandIn({ signingSecret, botToken, now: () => clock });
  const receiver = new HTTPReceiver({ signingSecret, logger: quiet });
  app = new App({ token: botToken, receiver, logger: quiet, clientOptions: { slackApiUrl: slack.apiUrl, ...patient } });
  listen(app);
  const server = await app.start({ port: 0, host: "127.0.0.1" });
  slack.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  client = new WebClient(botToken, { slackApiUrl: slack.apiUrl, ...patient, logger: quiet });
});
afterAll(async () => {
  await app.stop();
  await slack.stop();
});
beforeEach(() => {
  clock += 60_000;
  slack.faults.clear();
  ann = slack.addPerson({ name: "Ann Lee", email: "Ann@example.com", tz: "Europe/Paris", locale: "fr-FR" });
  room = slack.addChannel({ name: "general", members: [ann.id] });
});

describe("what reaches the app", () => {
  it("signs as Slack does; forged and stale requests are refused", async () => {
    const real = await slack.as(ann.id).command("/webinar", "hello");
    expect(real).toMatchObject({ status: 200, text: "You said hello" });
    const { body } = real.request;
    expect(await slack.raw(body)).toMatchObject({ status: 401 });
    expect(await slack.raw(body, { ...slack.sign(body), "x-slack-signature": "v0=00" })).toMatchObject({ status: 401 });
    expect(await slack.raw(`${body}&x=1`, slack.sign(body))).toMatchObject({ status: 401 });
    expect(await slack.raw(body, slack.sign(body, 1_700_000_000))).toMatchObject({ status: 401 });
    expect(await slack.replay(real.request)).toMatchObject({ status: 200, text: "You said hello" });
    expect(slack.as(ann.id).ephemerals()).toHaveLength(1);
  });

  it("escapes a command's text and wraps addresses, links and nothing twice", async () => {
    await slack.as(ann.id).command("/webinar", `invite <@${ann.id}|ann> bob@example.com <3 & https://x.org/a?b=1`);
    expect(seen.at(-1)?.text).toBe(
      `invite <@${ann.id}|ann> <mailto:bob@example.com|bob@example.com> &lt;3 &amp; <https://x.org/a?b=1>`,
    );
    expect(seen.at(-1)?.body).toMatchObject({ channel_name: "directmessage", user_name: "ann.lee" });
  });

  it("delivers a direct message as an event, and keeps it in the channel", async () => {
    const person = slack.as(ann.id);
    const answer = await person.say("help");
    expect(answer.status).toBe(200);
    await slack.until(() => seen.at(-1)?.text === "help");
    expect(seen.at(-1)?.body).toMatchObject({ type: "event_callback", event: { channel_type: "im", user: ann.id } });
    expect(person.dm().map((of) => of.text)).toEqual(["help"]);
  });
});

describe("commands", () => {
  it("shows answers in the body and by response_url to the asker alone", async () => {
    const person = slack.as(ann.id);
    await person.command("/webinar", "hi", { channelId: room.id });
    await person.command("/webinar", "later", { channelId: room.id });
    await slack.until(() => person.ephemerals().length === 2);
    expect(person.ephemerals()).toMatchObject([
      { text: "You said hi", channelId: room.id },
      { text: "done", channelId: room.id },
    ]);
    expect(slack.channel(room.id)).toEqual([]);
  });

  it("rejects an answer Slack would not show", async () => {
    await expect(slack.as(ann.id).command("/webinar", "blocks")).rejects.toThrow("no_text");
  });

  it("takes five posts to a response_url, for 30 minutes", async () => {
    const urlOf = (body: string) => new URLSearchParams(body).get("response_url") ?? "";
    const post = (url: string) => fetch(url, { method: "POST", body: JSON.stringify({ text: "more" }), headers });
    const headers = { "content-type": "application/json" };
    const first = urlOf((await slack.as(ann.id).command("/webinar", "silent")).request.body);
    const statuses: number[] = [];
    for (let use = 0; use < 6; use += 1) statuses.push((await post(first)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    const second = urlOf((await slack.as(ann.id).command("/webinar", "silent")).request.body);
    clock += 30 * 60_000 + 1;
    expect((await post(second)).status).toBe(404);
  });
});

describe("modals", () => {
  const opened = async () => {
    const person = slack.as(ann.id);
    await person.command("/webinar", "form", { channelId: room.id });
    return { person, view: await slack.until(() => person.openView()) };
  };

  it("opens, keeps what was typed beside errors, and closes on a plain answer", async () => {
    const { person, view } = await opened();
    const answer = await person.submit(view, { ...good, title: "taken", people: [ann.id] });
    expect(answer.errors).toEqual({ title: "Taken already" });
    expect(person.openView()?.id).toBe(view.id);
    await person.submit(view, { title: "free" });
    expect(person.openView()).toBeUndefined();
    expect(seen.at(-1)?.body).toMatchObject({
      view: {
        state: {
          values: {
            title: { v: { type: "plain_text_input", value: "free" } },
            mail: { v: { value: "ann@example.com" } },
            policy: { v: { selected_option: choice("manual") } },
            people: { v: { selected_users: [ann.id] } },
            where: { v: { selected_conversation: room.id } },
          },
        },
      },
    });
    await expect(person.submit(view, good)).rejects.toThrow("not open");
  });

  it("holds back what Slack's client would, unless forced", async () => {
    const { person, view } = await opened();
    await expect(person.submit(view, { mail: good.mail })).rejects.toThrow('"title" is required');
    await expect(person.submit(view, { ...good, title: "eleven char" })).rejects.toThrow("over 10");
    await expect(person.submit(view, { ...good, mail: "ann" })).rejects.toThrow("not an email");
    await expect(person.submit(view, { ...good, policy: "rules" })).rejects.toThrow('does not offer "rules"');
    await expect(person.submit(view, { ...good, people: ["U0"] })).rejects.toThrow("has no person U0");
    await expect(person.submit(view, { ...good, colour: "red" })).rejects.toThrow('no input in a block "colour"');
    const forced = await person.submit(view, { ...good, title: null }, { force: true });
    expect(forced.status).toBe(200);
  });

  it("pushes views three deep and no deeper; errors must name blocks", async () => {
    const { person, view } = await opened();
    await expect(person.submit(view, { ...good, title: "bad" })).rejects.toThrow("no input block v");
    const { view: second } = await person.submit(view, { ...good, title: "more" });
    expect(second).toMatchObject({ callback_id: "second", previous_view_id: view.id, root_view_id: view.id });
    await expect(person.submit(view, good)).rejects.toThrow("only the top view");
    expect(person.openView()?.id).toBe(second?.id);
  });

  it("knows expired, used and unknown triggers", async () => {
    const person = slack.as(ann.id);
    await person.command("/webinar", "silent");
    const trigger_id = lastTrigger();
    await client.views.open({ trigger_id, view: form });
    const open = (trigger: string) => refusal(client.views.open({ trigger_id: trigger, view: form }));
    expect(await open(trigger_id)).toMatchObject({ error: "exchanged_trigger_id" });
    expect(await open("x")).toMatchObject({ error: "invalid_trigger_id" });
    await person.command("/webinar", "silent");
    clock += 3001;
    expect(await open(lastTrigger())).toMatchObject({ error: "expired_trigger_id" });
  });

  it("updates against the hash, and publishes a Home", async () => {
    const { person, view } = await opened();
    const update = (hash: string) =>
      client.views.update({ view_id: view.id, hash, view: { ...form, title: plain("B") } });
    await update(view.hash);
    expect(person.openView()?.title?.text).toBe("B");
    expect(await refusal(update(view.hash))).toMatchObject({ error: "hash_conflict" });
    await client.views.publish({ user_id: ann.id, view: { type: "home", blocks: card(button("approve", "1")) } });
    expect(buttonsIn(person.home() ?? { blocks: [] })).toMatchObject([{ actionId: "approve", value: "1" }]);
  });
});

describe("messages", () => {
  it("posts, is pressed, and text alone takes the blocks away; an old screen still sends its click", async () => {
    const person = slack.as(ann.id);
    const { ts } = await client.chat.postMessage({
      channel: room.id,
      text: "A request",
      blocks: card(button("approve", "r1:v1"), button("approve:all", "r1:v2")),
    });
    const [message] = slack.channel(room.id);
    if (!message) throw new Error("no message");
    expect(message).toMatchObject({ ts, user: slack.botUserId, ephemeral: false });
    expect(wordsIn(message)).toContain("*A request*");
    await person.press(message, "approve");
    const updated = await slack.until(() => slack.channel(room.id).find((of) => of.text === "Approved"));
    expect(updated).toMatchObject({ ts, blocks: [] });
    expect(seen.at(-1)).toMatchObject({ user: ann.id, text: "r1:v1" });
    expect(seen.at(-1)?.body).toMatchObject({ container: { message_ts: ts, channel_id: room.id }, message: { ts } });
    await expect(person.press(updated, "approve")).rejects.toThrow('no element "approve"');
    expect(await person.press(message, "approve")).toMatchObject({ status: 200 });
  });

  it("tells buttons of one name apart by value, and replaces an ephemeral in its place", async () => {
    const person = slack.as(ann.id);
    await client.chat.postMessage({
      channel: ann.id,
      text: "Two",
      blocks: [...card(button("approve", "1")), { type: "actions", elements: [button("approve", "2")] }],
    });
    const [message] = person.dm();
    if (!message) throw new Error("no message");
    await expect(person.press(message, "approve")).rejects.toThrow("more than one");
    await person.press(message, "approve", { value: "2" });
    await slack.until(() => person.dm().at(0)?.text === "Approved");

    await person.command("/webinar", "ephemeral");
    const shown = await slack.until(() => person.ephemerals().at(-1));
    await person.press(shown, "repl");
    await slack.until(() => person.ephemerals().at(-1)?.text === "chosen");
    expect(person.ephemerals().map((of) => [of.text, of.standing])).toEqual([
      ["choose", false],
      ["chosen", true],
    ]);
    expect(seen.at(-1)?.body).not.toHaveProperty("message");
  });

  it("refuses places and messages the bot has no part in", async () => {
    const other = slack.addChannel({ name: "other", botIsMember: false });
    const secret = slack.addChannel({ name: "secret", private: true, botIsMember: false });
    const gone = slack.addPerson({ name: "Gone", deleted: true });
    const post = (channel: string) => client.chat.postMessage({ channel, text: "x" });
    // By chat:write.public.
    expect(await post(other.id)).toMatchObject({ ok: true });
    expect(await refusal(post(secret.id))).toMatchObject({ error: "channel_not_found" });
    expect(await refusal(post("U0"))).toMatchObject({ error: "channel_not_found" });
    expect(await post(gone.id)).toMatchObject({ ok: true });
    expect(await refusal(client.conversations.open({ users: gone.id }))).toMatchObject({ error: "user_disabled" });
    const said = await slack.as(ann.id).say("mine");
    expect(said.status).toBe(200);
    const [mine] = slack.as(ann.id).dm();
    const update = (ts: string) => client.chat.update({ channel: mine?.channelId ?? "", ts, text: "x" });
    expect(await refusal(update(mine?.ts ?? ""))).toMatchObject({ error: "cant_update_message" });
    expect(await refusal(update("1.1"))).toMatchObject({ error: "message_not_found" });
    const alone = { channel: other.id, user: gone.id, text: "x" };
    expect(await refusal(client.chat.postEphemeral(alone))).toMatchObject({ error: "not_in_channel" });
  });

  it("knows people", async () => {
    const { user } = await client.users.info({ user: ann.id, include_locale: true });
    expect(user).toMatchObject({ locale: "fr-FR", tz_offset: 3600, profile: { first_name: "Ann", last_name: "Lee" } });
    expect((await client.users.lookupByEmail({ email: "ann@EXAMPLE.com" })).user?.name).toBe("ann.lee");
    expect(await refusal(client.users.lookupByEmail({ email: "no@x.org" }))).toMatchObject({
      error: "users_not_found",
    });
    const { members } = await client.conversations.members({ channel: room.id });
    expect(members).toEqual([ann.id, slack.botUserId]);
    expect(await refusal(client.apiCall("team.info"))).toMatchObject({ error: "unknown_method" });
    const stranger = new WebClient("xoxb-other", { slackApiUrl: slack.apiUrl, ...patient, logger: quiet });
    expect(await refusal(stranger.auth.test())).toMatchObject({ error: "invalid_auth" });
  });
});

describe("limits", () => {
  const blocks = (...given: object[]) => ({ text: "x", blocks: given });
  const actions = (element: object) => blocks({ type: "actions", elements: [element] });
  const refusedPosts: [string, string, object, string][] = [
    ["blocks without text", "no_text", { blocks: card() }, ""],
    ["51 blocks", "invalid_blocks", blocks(...Array.from({ length: 51 }, () => ({ type: "divider" }))), "/blocks"],
    [
      "a long section",
      "invalid_blocks",
      blocks({ type: "section", text: { type: "mrkdwn", text: "x".repeat(3001) } }),
      "/blocks/0/text/text",
    ],
    [
      "a long button",
      "invalid_blocks",
      actions({ ...button("a", "v"), text: plain("x".repeat(76)) }),
      "/blocks/0/elements/0/text/text",
    ],
    ["a long value", "invalid_blocks", actions(button("a", "x".repeat(2001))), "/blocks/0/elements/0/value"],
    [
      "mrkdwn in a button",
      "invalid_blocks",
      actions({ ...button("a", "v"), text: { type: "mrkdwn", text: "x" } }),
      "/blocks/0/elements/0/text/type",
    ],
    ["an unknown block", "invalid_blocks", blocks({ type: "poster" }), "/blocks/0/type"],
    ["an unknown field", "invalid_blocks", blocks({ type: "divider", colour: "red" }), "/blocks/0"],
    [
      "one block_id twice",
      "invalid_blocks",
      blocks({ type: "divider", block_id: "a" }, { type: "divider", block_id: "a" }),
      "/blocks",
    ],
    [
      "one action_id twice",
      "invalid_blocks",
      blocks({ type: "actions", elements: [button("a", "1"), button("a", "2")] }),
      "/blocks/0",
    ],
    ["a long text", "msg_too_long", { text: "x".repeat(40_001) }, ""],
  ];
  it.each(refusedPosts)("refuses a message with %s", async (_, error, message, pointer) => {
    const data = await refusal(client.apiCall("chat.postMessage", { channel: room.id, ...message }));
    expect(data.error).toBe(error);
    if (pointer) expect(data.response_metadata?.messages?.join()).toContain(`[json-pointer:${pointer}]`);
    expect(slack.channel(room.id)).toEqual([]);
  });

  it("counts code points", async () => {
    const text = { type: "plain_text", text: "🎟".repeat(150) };
    await client.apiCall("chat.postMessage", { channel: room.id, ...blocks({ type: "header", text }) });
  });

  const [first, ...others] = form.blocks;
  const refusedViews: [string, object, string][] = [
    ["a long title", { ...form, title: plain("x".repeat(25)) }, "/view/title/text"],
    ["inputs but no submit", { ...form, submit: undefined }, "/view"],
    [
      "an input without block_id",
      { ...form, blocks: [{ ...first, block_id: undefined }, ...others] },
      "/view/blocks/0/block_id",
    ],
    ["long private_metadata", { ...form, private_metadata: "x".repeat(3001) }, "/view/private_metadata"],
    ["101 blocks", { ...form, blocks: Array.from({ length: 101 }, () => ({ type: "divider" })) }, "/view/blocks"],
    ["another type", { type: "home", blocks: [] }, "/view/type"],
    [
      "an initial_option that is none of the options",
      {
        ...form,
        blocks: [
          {
            type: "input",
            block_id: "p",
            label: plain("P"),
            element: {
              type: "static_select",
              options: [choice("a")],
              initial_option: { ...choice("a"), text: plain("other") },
            },
          },
        ],
      },
      "/view/blocks/0",
    ],
  ];
  it.each(refusedViews)("refuses a view with %s", async (_, view, pointer) => {
    await slack.as(ann.id).command("/webinar", "silent");
    const data = await refusal(client.apiCall("views.open", { trigger_id: lastTrigger(), view }));
    expect(data.error).toBe("invalid_arguments");
    expect(data.response_metadata?.messages?.join()).toContain(`[json-pointer:${pointer}]`);
  });
});

describe("when Slack is slow, busy or broken", () => {
  const post = () => client.chat.postMessage({ channel: room.id, text: "x" });

  it("takes three posts at once per channel, then one a second", async () => {
    for (let count = 0; count < 3; count += 1) await post();
    const error = await post().catch((of: unknown) => of);
    expect(error).toBeInstanceOf(WebAPIRateLimitedError);
    expect(error).toMatchObject({ retryAfter: 1 });
    expect(lastCall()).toMatchObject({
      method: "chat.postMessage",
      channelId: room.id,
      outcome: "rate_limited",
    });
    await client.chat.postMessage({ channel: ann.id, text: "another channel" });
    clock += 1000;
    await post();
    expect(slack.channel(room.id)).toHaveLength(4);
  });

  it("does what was asked and loses the reply", async () => {
    slack.faults.dropReply({ method: "chat.postMessage" });
    await expect(post()).rejects.toThrow();
    expect(slack.channel(room.id)).toHaveLength(1);
    expect(lastCall()).toMatchObject({ outcome: "dropped" });
    await post();
    expect(slack.channel(room.id)).toHaveLength(2);
  });

  it("fails as planned: for one channel, so often, until cleared", async () => {
    slack.faults.fail({ method: "chat.postMessage", error: "internal_error", channelId: ann.id });
    await post();
    const toAnn = () => client.chat.postMessage({ channel: ann.id, text: "x" });
    expect(await refusal(toAnn())).toMatchObject({ error: "internal_error" });
    await toAnn();
    slack.faults.httpError({ method: "chat.postMessage", status: 503 });
    await expect(post()).rejects.toMatchObject({ statusCode: 503 });
    slack.faults.rateLimit({ retryAfterS: 30, times: 9 });
    await expect(client.users.info({ user: ann.id })).rejects.toMatchObject({ retryAfter: 30 });
    slack.faults.clear();
    await client.users.info({ user: ann.id });
  });
});
