import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeLog } from "../../src/log.ts";
import { buttonsIn, wordsIn } from "../../src/playground/slack/reading.ts";
import { codeIn, last } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { type House, openHouse } from "../setup/house.ts";
import { until } from "../setup/process.ts";

describe("requests that are not what they say", () => {
  let house: House;
  const errorLines: string[] = [];
  beforeAll(async () => {
    const destination = { write: (line: string) => errorLines.push(line) };
    house = await openHouse({ log: makeLog({ level: "error", destination }) });
  });
  afterAll(() => house.stop());

  const FORM = { "content-type": "application/x-www-form-urlencoded" };

  it("Slack: wrong secret, altered body, old or future stamp, no signature: 401 and nothing happens", async () => {
    const { slack } = house;
    const ann = slack.addPerson({ name: "Ann Lee", email: "ann@example.com" });
    await slack.as(ann.id).command("/webinar", "help");
    const real = slack.requests.at(-1);
    if (!real) throw new Error("nothing was sent");
    const now = Math.floor(Date.now() / 1_000);
    const { body } = real;
    const tries: [string, Record<string, string>][] = [
      [body, FORM],
      [`${body}&more=1`, { ...FORM, ...slack.sign(body) }],
      [body, { ...FORM, ...slack.sign(body, now - 301) }],
      [body, { ...FORM, ...slack.sign(body, now + 3_600) }],
      [body, { ...FORM, ...slack.sign(body), "x-slack-signature": "v0=00" }],
      [body, { ...FORM, ...slack.sign(body), "x-slack-signature": `v1=${"0".repeat(64)}` }],
      ["", FORM],
    ];
    for (const [text, headers] of tries) {
      const answer = await slack.raw(text, headers);
      expect(answer.status, JSON.stringify(headers)).toBe(401);
      expect(JSON.stringify(answer.body ?? "")).not.toContain("at ");
    }
    expect((await slack.raw(body, { ...FORM, ...slack.sign(body) })).status).toBe(200);
  });

  it("A9: Slack: a signed body that is no object gets 400, an unsigned one 401, and nobody else notices", async () => {
    const { slack } = house;
    const json = { "content-type": "application/json" };
    const bodies = ["null", "7", '"x"', "[]", "true", "{"];
    const rejections: unknown[] = [];
    const note = (error: unknown) => rejections.push(error);
    process.on("unhandledRejection", note);
    for (const body of bodies)
      for (const [text, headers] of [
        [body, json],
        [`payload=${body}`, FORM],
      ] as const) {
        expect((await slack.raw(text, { ...headers, ...slack.sign(text) })).status, text).toBe(400);
        expect((await slack.raw(text, headers)).status, text).toBe(401);
      }
    process.off("unhandledRejection", note);
    expect(rejections).toEqual([]);
    const ann = slack.as(slack.addPerson({ name: "Ann Null", email: "null@example.com" }).id);
    expect((await ann.command("/webinar", "help")).status).toBe(200);
  });

  it("E8: other methods than POST get 405 from both faces, without an error line", async () => {
    errorLines.length = 0;
    for (const path of ["/slack/events", "/api/messages"])
      for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]) {
        const answer = await fetch(`${house.url}${path}`, { method });
        expect([answer.status, answer.headers.get("allow")], `${method} ${path}`).toEqual([405, "POST"]);
      }
    expect(errorLines).toEqual([]);
  });

  it("Slack: a payload replayed within five minutes has no second effect", async () => {
    const face = await makeSlackFace(house);
    const host = await face.person("Hanna Host");
    const code = codeIn(await host.schedule({ title: "Replayed", inMinutes: 10 }));
    const scheduleRequest = house.slack.requests.findLast(({ body }) => body.includes("view_submission"));
    if (!scheduleRequest) throw new Error("nothing was submitted");
    await house.slack.replay(scheduleRequest);
    const ann = await face.person("Ann Replay");
    await ann.register(await ann.type(`show ${code}`));
    const registerRequest = house.slack.requests.findLast(({ body }) => body.includes("view_submission"));
    await house.deliver();
    const card = last(face.channel());
    await host.decide(card, "Approve");
    const pressed = house.slack.requests.findLast(({ body }) => body.includes("approve"));
    for (const request of [registerRequest, pressed, pressed]) if (request) await house.slack.replay(request);
    await house.deliver();
    expect((await host.type("list")).words.match(/Replayed/g)).toHaveLength(1);
    const told = ann.chat().map(({ words }) => words.split("\n")[0]);
    expect(told).toEqual(["Request received: Replayed", "You’re in: Replayed"]);
    expect(face.channel().filter(({ words }) => words.includes("Ann Replay"))).toHaveLength(1);
  });

  it("Slack: an event sent again is answered once", async () => {
    const { slack } = house;
    const bob = slack.addPerson({ name: "Bob Ray", email: "bob@example.com" });
    await slack.as(bob.id).say("list");
    await slack.until(() =>
      slack
        .as(bob.id)
        .dm()
        .find(({ user }) => user === slack.botUserId),
    );
    const request = slack.requests.findLast(({ body }) => body.includes("event_callback"));
    if (!request) throw new Error("no event was sent");
    await slack.replay(request);
    await slack.as(bob.id).say("help");
    await slack.until(() =>
      slack
        .as(bob.id)
        .dm()
        .find((message) => wordsIn(message).includes("Schedule a webinar, and I’ll")),
    );
    expect(
      slack
        .as(bob.id)
        .dm()
        .filter(({ user }) => user === slack.botUserId),
    ).toHaveLength(2);
  });

  it("Slack: a forged button value, and one with another webinar's registration, decide nothing", async () => {
    const face = await makeSlackFace(house);
    const host = await face.person("Hanna Forge");
    const [one, two] = [
      codeIn(await host.schedule({ title: "One", inMinutes: 10 })),
      codeIn(await host.schedule({ title: "Two", inMinutes: 10 })),
    ];
    const ann = await face.person("Ann Forge");
    await ann.register(await ann.type(`show ${one}`));
    await house.deliver();
    const card = face.channel().find(({ words }) => words.includes("Ann Forge")) as
      | { message?: Parameters<ReturnType<House["slack"]["as"]>["press"]>[0] }
      | undefined;
    const message = card?.message;
    const approve = message && buttonsIn(message).find(({ text }) => text === "Approve");
    if (!message || !approve?.value) throw new Error("no card");
    const client = house.slack.as((host as typeof host & { id: string }).id);
    const forged = [
      approve.value.replace(one, two),
      approve.value.replace(/"version":1/, '"version":9'),
      approve.value.replace(/"registration":"\w{4}/, '"registration":"ABCD'),
      "nonsense",
    ];
    for (const value of forged) {
      const before = client.ephemerals().length;
      const altered = JSON.parse(
        JSON.stringify(message).replace(JSON.stringify(approve.value), () => JSON.stringify(value)),
      );
      await client.press(altered, approve.actionId);
      const answer = await house.slack.until(() => client.ephemerals().at(before));
      expect(wordsIn(answer)).toMatch(/Nothing was changed|can’t read that button/);
    }
    await house.deliver();
    expect(face.channel().find(({ words }) => words.includes("Ann Forge"))?.labels).toEqual(
      expect.arrayContaining(["Approve", "Reject"]),
    );
  });

  it("P19: Slack: a digest's button forged for another host's webinar, or replayed, decides nothing more", async () => {
    const { slack, clock } = house;
    const face = await makeSlackFace(house);
    const [host, other] = [await face.person("Hanna Digest"), await face.person("Otto Other")];
    const one = codeIn(await host.schedule({ title: "One of hers", inMinutes: 600 }));
    const two = codeIn(await other.schedule({ title: "Two of his", inMinutes: 600 }));
    for (const code of [one, two])
      for (let i = 0; i < 7; i += 1) {
        const person = await face.person(`Crowd ${code} ${i}`);
        await person.register(await person.type(`show ${code}`));
      }
    await house.deliver();
    const digestOf = (title: string) =>
      face.channel().find(({ words }) => /new requests?: /.test(words) && words.includes(title)) as
        | { message?: Parameters<ReturnType<House["slack"]["as"]>["press"]>[0] }
        | undefined;
    const message = digestOf("One of hers")?.message;
    const approve = message && buttonsIn(message).find(({ text }) => text === "Approve all 2");
    if (!message || !approve?.value) throw new Error("no digest");
    const client = slack.as((host as typeof host & { id: string }).id);
    for (const value of [approve.value.replace(one, two), approve.value.replace(/"digest":1/, '"digest":-1')]) {
      const before = client.ephemerals().length;
      const altered = JSON.parse(
        JSON.stringify(message).replace(JSON.stringify(approve.value), () => JSON.stringify(value)),
      );
      await client.press(altered, approve.actionId);
      const answer = await slack.until(() => client.ephemerals().at(before));
      expect(wordsIn(answer)).toMatch(/Only Otto Other|can’t read that button/);
    }
    await client.press(message, approve.actionId);
    const request = slack.requests.at(-1);
    if (!request) throw new Error("nothing was pressed");
    const approvedOf = (code: string): string => {
      const overview = face.channel().find(({ words }) => words.includes(code) && words.includes("Scheduled: "));
      if (!overview) throw new Error(`${code} has no overview`);
      // What is none is not counted there.
      return /Approved: ?(\d+)/.exec(overview.words)?.[1] ?? "0";
    };
    await house.deliver();
    expect([approvedOf(one), approvedOf(two)]).toEqual(["2", "0"]);
    await slack.replay(request);
    clock.advance(60_000);
    await house.deliver();
    expect([approvedOf(one), approvedOf(two)]).toEqual(["2", "0"]);
    const log = (await host.type(`log ${one}`)).words;
    expect(log.match(/and 1 other: approved/g)).toHaveLength(1);
  });

  it("Teams: no, forged, expired and foreign tokens get 401; malformed activities 400; never a stack", async () => {
    const { teams } = house;
    const ann = teams.addPerson({ name: "Ann Lee", email: "ann@example.com" });
    await teams.as(ann.id).install();
    await teams.as(ann.id).say("help");
    const body = JSON.stringify(teams.activities.findLast(({ activity }) => activity.type === "message")?.activity);
    const past = Math.floor(Date.now() / 1_000) - 3_600;
    const claims = [
      { tamper: true },
      { aud: "00000000-0000-4000-8000-000000000001" },
      { iss: "https://evil.example" },
      { exp: past, nbf: past - 60 },
      { nbf: Math.floor(Date.now() / 1_000) + 3_600 },
      { alg: "HS256" as const },
      { alg: "none" as const },
      { kid: "unknown" },
      { serviceurl: "https://evil.example" },
    ];
    const sent = teams.calls.length;
    for (const claim of claims) {
      const answer = await teams.raw(body, { authorization: `Bearer ${teams.token(claim)}` });
      expect(answer.status, JSON.stringify(claim)).toBe(401);
      expect(JSON.stringify(answer.body ?? "")).not.toMatch(/at \w|Error/);
    }
    for (const authorization of ["", "Bearer", "Bearer x.y.z", "Basic abc"])
      expect((await teams.raw(body, { authorization })).status, authorization).toBe(401);
    for (const malformed of [
      "",
      "{",
      "[]",
      "null",
      "7",
      '{"type":1}',
      "{}",
      '{"type":"message"}',
      '{"type":"invoke","name":7}',
    ]) {
      const answer = await teams.raw(malformed, { authorization: `Bearer ${teams.token()}` });
      expect([400, 401], malformed).toContain(answer.status);
      expect(JSON.stringify(answer.body ?? "")).not.toMatch(/at \w+ \(/);
    }
    expect(teams.calls.length).toBe(sent);
    expect(
      (await teams.raw(body.replace(/"id":"[^"]+"/, '"id":"another"'), { authorization: `Bearer ${teams.token()}` }))
        .status,
    ).toBe(200);
  });

  it("Teams: nobody is offered a channel of a team they are not in, nor can choose it", async () => {
    const { teams } = house;
    const insider = teams.addPerson({ name: "Ina Inside", email: "ina@example.com" });
    const secret = teams.addTeam({ name: "Board secret", channels: ["Plans"], members: [insider.id] });
    await teams.as(insider.id).install({ teamId: secret.id });
    await teams.as(insider.id).say("help", { channelId: secret.channels[0]?.id ?? "" });
    const mallory = teams.as(teams.addPerson({ name: "Mallory Out", email: "mallory@example.com" }).id);
    await mallory.install();
    await mallory.say("schedule");
    const form = mallory.chat().at(-1);
    if (!form) throw new Error("no form");
    expect(JSON.stringify(form.card)).not.toContain("Board secret");
    const typed = {
      title: "Peek",
      date: "2027-06-01",
      time: "10:00",
      link: "https://meet.example.com/x",
      duration: "60",
    };
    const inputs = {
      ...typed,
      channels: secret.channels.at(-1)?.id ?? "",
      kind: "webinar",
      registration: "true",
      ids: "true",
    };
    const answer = await mallory.press(form, "schedule_inline", inputs, { force: true });
    expect(JSON.stringify(answer.card)).toContain("Choose a channel for the requests.");
    await teams.as(insider.id).say("schedule");
    expect(JSON.stringify(teams.as(insider.id).chat().at(-1)?.card)).toContain("Board secret");
  });

  it("Teams: a member of another tenant is refused, and learns nothing", async () => {
    const { teams } = house;
    const outsider = teams.addPerson({
      name: "Otto Other",
      email: "otto@other.example",
      tenantId: "77777777-7777-4777-8777-777777777777",
    });
    const answer = await teams.as(outsider.id).say("list");
    expect(answer.status).toBe(403);
    expect(answer.sent).toEqual([]);
  });

  it("Teams: a slow turn that is sent again, under a new id too, has one effect", async () => {
    const face = await makeTeamsFace(house);
    const host = await face.person("Hanna Teams");
    const code = codeIn(await host.schedule({ title: "Again", inMinutes: 10 }));
    const submitted = house.teams.activities.findLast(({ activity }) => activity.name === "task/submit");
    if (!submitted) throw new Error("nothing was submitted");
    await house.teams.replay(submitted, { newId: true });
    expect((await host.type("list")).words.split("\n").filter((line) => line === "Again")).toHaveLength(1);
    const ann = await face.person("Ann Teams");
    await ann.register(await ann.type(`show ${code}`));
    await house.deliver();
    await host.decide(last(face.channel()), "Approve");
    const pressed = house.teams.activities.findLast(({ activity }) => activity.name === "adaptiveCard/action");
    if (!pressed) throw new Error("nothing was pressed");
    const repeat = await house.teams.replay(pressed, { newId: true });
    expect(JSON.stringify(repeat.body)).toContain("is approved");
    await house.deliver();
    expect(ann.chat().filter(({ words }) => words.includes("You’re in: Again"))).toHaveLength(1);
  });

  it("Teams: a forged card value, and one with another webinar's registration, decide nothing", async () => {
    const face = await makeTeamsFace(house);
    const host = await face.person("Hanna Cards");
    const one = codeIn(await host.schedule({ title: "First", inMinutes: 10 }));
    const two = codeIn(await host.schedule({ title: "Second", inMinutes: 10 }));
    const ann = await face.person("Ann Cards");
    await ann.register(await ann.type(`show ${one}`));
    await house.deliver();
    const card = face.channel().find(({ words }) => words.includes("Ann Cards asks"));
    await host.decide(card ?? last(face.channel()), "Reject");
    const pressed = house.teams.activities.findLast(({ activity }) => activity.name === "adaptiveCard/action");
    const value = JSON.stringify(pressed?.activity.value);
    const forged = [
      value.replaceAll(one, two),
      value.replace(/"version":1/, '"version":7'),
      value.replace(/"registration":"\w{4}/, '"registration":"ABCD'),
      value.replace('"act":"reject"', '"act":"delete"'),
    ];
    const client = house.teams.as((host as typeof host & { added: { id: string } }).added.id);
    for (const altered of forged) {
      const answer = await client.invoke("adaptiveCard/action", JSON.parse(altered));
      expect(answer.text, altered).toMatch(/Nothing was changed|can’t read that button/);
    }
    await house.deliver();
    expect(face.channel().find(({ words }) => words.includes("Ann Cards"))?.words).toContain("not accepted");
  });

  it("E12: a 413 ends its connection, on each face and on pages", async () => {
    const long = "x".repeat(2_200_000);
    for (const path of ["/slack/events", "/api/messages", "/w/W7K3QM/register"]) {
      const answer = await fetch(`${house.url}${path}`, {
        method: "POST",
        body: `text=${long}`,
        headers: { ...FORM, origin: house.url },
      });
      expect([answer.status, answer.headers.get("connection")], path).toEqual([413, "close"]);
    }
  });

  const openSocket = (first = "") =>
    new Promise<Socket>((resolve, reject) => {
      const socket = connect(Number(new URL(house.url).port), "127.0.0.1", () => {
        socket.resume().write(first);
        resolve(socket);
      });
      socket.once("error", reject);
    });

  it("A10: bodies that never end are cut together at 16 MB, the oldest first, and a real request gets through", async () => {
    const now = Math.floor(Date.now() / 1_000);
    const head = `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: ${FORM["content-type"]}\r\nx-slack-request-timestamp: ${now}\r\nx-slack-signature: v0=${"0".repeat(64)}\r\ncontent-length: 2000000\r\n\r\n`;
    const sockets: Socket[] = [];
    const cut: number[] = [];
    for (let i = 0; i < 24; i += 1) {
      const socket = await openSocket(head);
      socket.on("error", () => undefined).on("close", () => cut.push(i));
      await new Promise((written) => socket.write("x".repeat(1_000_000), written));
      sockets.push(socket);
    }
    await until(
      () => cut.length >= 8,
      5_000,
      () => `cut: ${cut}`,
    );
    expect(cut.length).toBe(8);
    expect(Math.max(...cut)).toBeLessThan(12);
    const ann = house.slack.as(house.slack.addPerson({ name: "Ann Through", email: "through@example.com" }).id);
    expect((await ann.command("/webinar", "help")).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  it("A10: pages and Teams share that bound: unfinished bodies there are cut too, the oldest first", async () => {
    const unfinished = async (path: string, type: string, bytes: number) => {
      const head = `POST ${path} HTTP/1.1\r\nhost: x\r\norigin: http://x\r\ncontent-type: ${type}\r\ncontent-length: ${bytes + 1}\r\n\r\n`;
      const socket = await openSocket(head);
      await new Promise((written) => socket.write("x".repeat(bytes), written));
      return socket;
    };
    const cut: string[] = [];
    const sockets: Socket[] = [];
    const begin = async (name: string, count: number, ...of: Parameters<typeof unfinished>) => {
      for (let i = 0; i < count; i += 1) {
        const socket = await unfinished(...of);
        socket.on("error", () => undefined).on("close", () => cut.push(name));
        sockets.push(socket);
      }
    };
    // 15 MB on pages, then 2.5 MB to Teams: at least one and a half too much.
    await begin("page", 24, "/w/W7K3QM/register", "multipart/form-data; boundary=x", 650_000);
    await begin("teams", 20, "/api/messages", "application/json", 125_000);
    await until(
      () => cut.length >= 2,
      5_000,
      () => `cut: ${cut}`,
    );
    expect(new Set(cut)).toEqual(new Set(["page"]));
    expect(cut.length).toBeLessThan(5);
    expect((await fetch(`${house.url}/w/W7K3QM`)).status).toBe(404);
    for (const socket of sockets) socket.destroy();
  });

  it("A10: of an event 512 kB are read, and of what carries no signature 16 kB", async () => {
    const { slack } = house;
    const event = JSON.stringify({ type: "event_callback", text: "x".repeat(600_000) });
    expect((await slack.raw(event, { "content-type": "application/json", ...slack.sign(event) })).status).toBe(413);
    expect((await slack.raw(`text=${"x".repeat(20_000)}`, FORM)).status).toBe(413);
  });

  it("A10: a socket that says nothing is cut within 10 s, give or take the check each second", async () => {
    const socket = await openSocket();
    const began = Date.now();
    await new Promise((closed) =>
      socket
        .resume()
        .on("error", () => undefined)
        .on("close", closed),
    );
    expect(Date.now() - began).toBeLessThan(12_500);
  });

  it("bodies over 2 MB in Slack, where whole forms come back, and over 128 KB in Teams are refused", async () => {
    const large = `text=${"x".repeat(2_200_000)}`;
    const slack = await house.slack.raw(large, { ...FORM, ...house.slack.sign(large) });
    expect(slack.status).toBe(413);
    const teams = await house.teams.raw(JSON.stringify({ type: "message", text: large }), {
      authorization: `Bearer ${house.teams.token()}`,
    });
    expect(teams.status).toBe(413);
  });
});
