import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { zones } from "../../src/zones.ts";
import { Entries, holds, personIn, pressOn, Tour, visitPlayground } from "./visit.ts";

const nodesResponse = globalThis.Response;
let visit: Awaited<ReturnType<typeof visitPlayground>>;
beforeAll(async () => {
  visit = await visitPlayground();
});
afterAll(() => visit.stop());

describe("the playground's safety", () => {
  const rawStatus = (path: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      request(`${visit.url}${path}`, { headers, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
        .on("error", reject)
        .end();
    });

  it("is there for this machine only", async () => {
    for (const path of ["/playground", "/playground/state", "/playground/changes", "/playground/app.js"]) {
      expect(await rawStatus(path, { host: "usher.example.com" })).toBe(404);
      expect(await rawStatus(path, { "x-forwarded-for": "203.0.113.9" })).toBe(404);
    }
    expect(await rawStatus("/playground/state", {})).toBe(200);
  });

  it("is changed by its own page only", async () => {
    const moves = { advanceMs: 1_000 };
    expect((await visit.post("clock", moves, { origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await visit.post("clock", moves, { origin: "null" })).status).toBe(403);
    expect((await visit.post("clock", moves, { "content-type": "text/plain" })).status).toBe(403);
    expect((await visit.post("clock", { advanceMs: -1 })).status).toBe(400);
    expect((await visit.post("act", { face: "slack", kind: "dance" })).status).toBe(400);
    expect((await visit.state()).offsetMs).toBe(0);
  });

  it("has a policy of its own for its page, and the pages keep theirs", async () => {
    const shell = await fetch(`${visit.url}/playground`);
    expect(await shell.text()).toContain(`<div id="app">`);
    expect(shell.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect((await fetch(`${visit.url}/`)).headers.get("content-security-policy")).not.toContain("script-src 'self'");
    const cards = await fetch(`${visit.url}/playground/adaptivecards.js`);
    expect(cards.headers.get("content-type")).toContain("text/javascript");
    expect(await cards.text()).toContain("AdaptiveCard");
  });

  it("leaves Node's own Response in its place: with another its page and the stream of changes would be cut", () => {
    expect(globalThis.Response).toBe(nodesResponse);
  });

  it("says in words what cannot be done", async () => {
    const { slack, teams } = await visit.state();
    const hanna = personIn(slack.people, "Hanna Berg");
    const eva = personIn(teams.people, "Eva Nowak");
    expect(await visit.act({ face: "slack", kind: "submit", person: hanna, values: {} })).toEqual({
      ok: false,
      problem: "No form is open.",
    });
    expect(await visit.act({ face: "teams", kind: "say", person: eva, text: "help" })).toEqual({
      ok: false,
      problem: "Eva Nowak has not got the app",
    });
    expect(await visit.act({ face: "teams", kind: "say", person: "29:1nobody", text: "help" })).toMatchObject({
      ok: false,
    });
  });
});

describe("the way from scheduling to the meeting", () => {
  let code: string;

  const tour = async () =>
    Object.fromEntries(Tour.parse(await visit.get("tour")).steps.map(({ id, done }) => [id, done]));
  const approve = async (hanna: string, name: string) => {
    const card = await visit.until(
      ({ slack: { conversations, channels } }) =>
        conversations[channels[0]?.id ?? ""]?.find((message) => holds(message, `${name} asks to join`)),
      { slack: hanna },
    );
    await visit.did(pressOn(hanna, card, "Approve"));
    await visit.until(
      ({ slack: { conversations } }) => holds(conversations[card.channelId], `${name} is approved`) || undefined,
      { slack: hanna },
    );
    // Then it can be undone no more, and the person is told.
    await visit.post("clock", { advanceMs: 61_000 });
  };

  it("goes through both products, and the tour's steps turn done", async () => {
    const { slack, teams, now } = await visit.state();
    const hanna = personIn(slack.people, "Hanna Berg");
    const ann = personIn(slack.people, "Ann Lee");
    const tim = personIn(teams.people, "Tim Okoro");
    const channelId = slack.channels[0]?.id ?? "";
    expect(Object.values(await tour())).toEqual(Array.from({ length: 8 }, () => false));

    await visit.did({
      face: "slack",
      kind: "command",
      person: hanna,
      command: "/webinar",
      text: "schedule",
      channelId,
    });
    const form = await visit.until(({ slack: { view } }) => view ?? undefined, { slack: hanna });
    expect(form.callback_id).toBe("schedule");
    // The form takes whole minutes.
    const start = Math.floor(now / 60_000 + 120) * 60_000;
    const wall = (at: number) => zones.wallOf(at, "Europe/Berlin");
    const link = "https://meet.example.com/room";
    const past = { title: "Deep sea", ...wall(now - 86_400_000), link };
    expect(await visit.act({ face: "slack", kind: "submit", person: hanna, values: past })).toMatchObject({
      ok: true,
      errors: { date: expect.stringContaining("in the past") },
    });
    await visit.did({
      face: "slack",
      kind: "submit",
      person: hanna,
      values: { title: "Deep sea", ...wall(start), link },
    });
    const announced = await visit.until(
      ({ slack: { conversations } }) => conversations[channelId]?.find((card) => holds(card, "Scheduled: Deep sea")),
      { slack: hanna },
    );
    code = /Code: `?([A-Z2-9]{6})/.exec(JSON.stringify(announced))?.[1] ?? "";
    expect(code).not.toBe("");
    await visit.did({ face: "slack", kind: "close", person: hanna });
    expect(await tour()).toMatchObject({ schedule: true, invite: false });

    const invite = `invite ${code} ann.lee@example.com tim.okoro@example.com gus@guest.example eva.nowak@example.com`;
    await visit.did({ face: "slack", kind: "command", person: hanna, command: "/webinar", text: invite, channelId });
    await visit.until(({ mails }) => mails.find(({ to }) => to === "gus@guest.example"));
    await visit.until(({ mails }) => mails.find(({ to }) => to === "eva.nowak@example.com"));
    expect(await tour()).toMatchObject({ invite: true, register: false });

    const invitation = await visit.until(
      ({ slack: { conversations } }) => conversations.dm?.find((message) => holds(message, "invited: Deep sea")),
      { slack: ann },
    );
    await visit.did(pressOn(ann, invitation, "Register"));
    await visit.until(({ slack }) => holds(slack.conversations.dm, "Request received: Deep sea") || undefined, {
      slack: ann,
    });
    expect(await tour()).toMatchObject({ register: true, approve: false });
    await approve(hanna, "Ann Lee");
    const approval = await visit.until(
      ({ slack: { conversations } }) => conversations.dm?.findLast((message) => holds(message, "You’re in: Deep sea")),
      { slack: ann },
    );
    expect(await tour()).toMatchObject({ approve: true, told: true, "register-teams": false });

    const card = await visit.until(
      ({ teams: { conversations } }) => conversations.chat?.find((message) => holds(message, "invited: Deep sea")),
      { teams: tim },
    );
    await visit.did({
      face: "teams",
      kind: "press",
      person: tim,
      conversation: "chat",
      messageId: card.id,
      action: "Register",
    });
    expect((await visit.state({ teams: tim })).teams.dialog).toBeNull();
    await approve(hanna, "Tim Okoro");
    expect(await tour()).toMatchObject({ "register-teams": true, "approve-teams": true, join: false });
    await visit.until(({ mails }) =>
      mails.find(({ to, subject }) => to === "tim.okoro@example.com" && subject === "You’re in: Deep sea"),
    );

    await visit.did(pressOn(ann, approval, "Join"));
    await visit.until(
      ({ slack: { conversations } }) =>
        holds(conversations.dm, "the doors of Deep sea open", "Join again then") || undefined,
      { slack: ann },
    );
    const before = await visit.state();
    const moved = z.object({ ok: z.literal(true), now: z.number() });
    const ahead = start - before.now;
    expect(moved.parse(await (await visit.post("clock", { advanceMs: ahead })).json()).now).toBeGreaterThanOrEqual(
      start,
    );
    expect((await visit.state()).offsetMs).toBe(before.offsetMs + ahead);
    await visit.did(pressOn(ann, approval, "Join"));
    const way = await visit.until(
      ({ slack: { conversations } }) => /"(http[^"]+\/j\/[^"]+)"/.exec(JSON.stringify(conversations.dm))?.[1],
      { slack: ann },
    );
    expect((await fetch(way, { redirect: "manual" })).headers.get("location")).toBe(link);
    expect(Object.values(await tour())).toEqual(Array.from({ length: 8 }, () => true));
  });

  it("shows what each request asked of Redis, and no secret", async () => {
    const { entries } = Entries.parse(await visit.get("inspector?after=0"));
    const submitted = entries.find(
      ({ face, redis }) => face === "slack" && redis.some(({ command }) => command.endsWith(" register-8")),
    );
    expect(submitted).toMatchObject({ face: "slack", direction: "to Usher", status: 200 });
    const script = submitted?.redis.find(({ command }) => command.endsWith(" register-8"));
    expect(script?.keys).toHaveLength(8);
    expect(script?.keys.every((key) => key.startsWith("{p"))).toBe(true);
    const titles = entries.map(({ title }) => title);
    expect(titles).toContain("chat.postMessage → #webinar-hosts");
    expect(titles).toContain("chat.postMessage → Ann Lee");
    expect(titles).toContain("invoke adaptiveCard/action register");
    expect(titles).toContain("message → Tim Okoro");
    const presses = entries.filter(({ title }) => title === "invoke adaptiveCard/action register");
    expect(presses.some(({ redis }) => redis.some(({ command }) => command.endsWith(" register-8")))).toBe(true);
    const page = entries.find(({ face }) => face === "page");
    expect(page).toMatchObject({ status: 303, title: expect.stringMatching(/^GET \/j\//) });
    expect(page?.redis.map(({ command }) => command)).toContain("getdel");
    const { slack } = visit.config;
    expect(JSON.stringify(entries)).not.toContain(slack?.botToken);
    expect(JSON.stringify(entries)).not.toContain(slack?.signingSecret);
    const last = entries.at(-1)?.n ?? 0;
    expect(Entries.parse(await visit.get(`inspector?after=${last}`)).entries).toEqual([]);
  });

  it("lets a crowd register through both faces, one crowd at a time", async () => {
    expect(await (await visit.post("crowd", { code: "ZZZZZZ", count: 2 })).json()).toMatchObject({ ok: false });
    expect(await (await visit.post("crowd", { code, count: 20 })).json()).toMatchObject({ ok: true });
    expect(await (await visit.post("crowd", { code, count: 2 })).json()).toMatchObject({ ok: false });
    const crowd = await visit.until(({ crowd: now }) => (now?.done === now?.of && now) || undefined);
    expect(crowd).toEqual({ done: 20, of: 20, seated: 20, refused: 0 });
  });

  it("lets a host work in Teams, and somebody in Slack read in French", async () => {
    const { slack, teams } = await visit.state();
    const hugo = personIn(teams.people, "Hugo Stern");
    const mia = personIn(slack.people, "Mia Roux");
    const channel = teams.channels.find(({ name }) => name === "Hosts")?.id ?? "";
    await visit.did({ face: "teams", kind: "say", person: hugo, channelId: channel, text: "schedule" });
    const asked = await visit.until(
      ({ teams: { conversations } }) =>
        conversations[channel]?.findLast((message) => message.fromBot && holds(message, "Schedule a webinar")),
      { teams: hugo },
    );
    await visit.did({
      face: "teams",
      kind: "press",
      person: hugo,
      conversation: channel,
      messageId: asked.id,
      action: "schedule",
    });
    const tomorrow = new Date((await visit.state()).now + 86_400_000).toISOString().slice(0, 10);
    const inputs = { title: "Tides", date: tomorrow, time: "12:00", link: "https://meet.example.com/tides" };
    await visit.did({ face: "teams", kind: "submitDialog", person: hugo, inputs });
    const card = await visit.until(
      ({ teams: { conversations } }) =>
        conversations[channel]?.findLast((message) => holds(message, "Scheduled: Tides")),
      { teams: hugo },
    );
    const tides = /"code":"([A-Z2-9]{6})"/.exec(JSON.stringify(card))?.[1];
    const text = `invite ${tides} mia.roux@example.com`;
    await visit.did({ face: "teams", kind: "say", person: hugo, text });
    await visit.until(({ slack: { conversations } }) => holds(conversations.dm, "Tides", "invite") || undefined, {
      slack: mia,
    });
    await visit.until(({ slack: { conversations } }) => holds(conversations.dm, "M’inscrire") || undefined, {
      slack: mia,
    });
  });
});
