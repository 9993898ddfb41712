import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeIn, type Face, last, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { type House, openHouse } from "../setup/house.ts";

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

type Slacker = Persona & { id: string };

const scheduled = async (host: Persona) => {
  const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
  await house.deliver();
  return code;
};
const isInvited = ({ words }: { words: string }) => words.includes("You’re invited: Deep sea");
const invitationsOf = (person: Persona): number => person.chat().filter(isInvited).length;

describe("P26: channels and user groups in Slack", () => {
  let face: Face;
  let host: Slacker;
  let code: string;
  const people = (names: readonly string[]) =>
    Promise.all(names.map(async (name) => (await face.person(name)) as Slacker));

  beforeEach(async () => {
    face = await makeSlackFace(house);
    host = (await face.person("Hanna Host")) as Slacker;
    code = await scheduled(host);
  });

  it("P26: a channel's members are invited, without bots, people who left, and Usher itself", async () => {
    const members = await people(["Ann Lee", "Bob Ray", "Cy Day"]);
    const robot = house.slack.addPerson({ name: "robot", isBot: true });
    const gone = house.slack.addPerson({ name: "Gil Gone", email: "gil@example.com", deleted: true });
    const ids = [host, ...members].map(({ id }) => id);
    const channel = house.slack.addChannel({ name: "divers", members: [...ids, robot.id, gone.id] });
    const answer = await host.type(`invite ${code} <#${channel.id}|divers> guest@example.org`);
    expect(answer.words).toContain("1 person is invited");
    expect(answer.words).toContain("A message in your chat with me shows how far I am.");
    await house.deliver();
    for (const one of members) expect(invitationsOf(one), one.name).toBe(1);
    const told = last(host.chat()).words;
    expect(told).toContain("4 people are invited");
    expect(told).toContain("3 bots and former members were left out.");
    expect(house.mail.inbox("gil@example.com")).toEqual([]);
    expect(house.mail.inbox("guest@example.org").length).toBe(1);
  });

  it("P26: a channel that the host is not in, and a private one that Usher is not in, are refused", async () => {
    const [ann] = await people(["Ann Lee"]);
    const others = house.slack.addChannel({ name: "others", members: [ann?.id ?? ""] });
    const secret = house.slack.addChannel({ name: "secret", members: [host.id], private: true, botIsMember: false });
    for (const { id, name } of [others, secret]) {
      const answer = await host.type(`invite ${code} <#${id}|${name}>`);
      expect(answer.words, name).toContain(`I cannot invite the members of #${name}`);
    }
    await house.deliver();
    expect(ann && invitationsOf(ann)).toBe(0);
  });

  it("P26: of a user group, all members are invited", async () => {
    const members = await people(["Ann Lee", "Bob Ray"]);
    const group = house.slack.addGroup({ handle: "divers", members: members.map(({ id }) => id) });
    await host.type(`invite ${code} <!subteam^${group.id}|@divers>`);
    await house.deliver();
    for (const one of members) expect(invitationsOf(one), one.name).toBe(1);
    expect(last(host.chat()).words).toContain("2 people are invited");
  });

  it("P26: who comes from elsewhere in a shared channel is not invited, and the others after a second press", async () => {
    const members = await people(["Ann Lee", "Bob Ray"]);
    const stranger = await face.person("Sam Else", { teamId: "T0ELSEWHERE", address: "ann.lee@example.com" });
    const ids = [host, ...members, stranger as Slacker].map(({ id }) => id);
    const channel = house.slack.addChannel({ name: "both", members: ids, extShared: true });
    const answer = await host.type(`invite ${code} <#${channel.id}|both>`);
    expect(answer.words).toContain("The channel is shared with other organisations.");
    await house.deliver();
    const asked = last(host.chat());
    expect(asked.words).toContain("1 other person in this channel is from another organisation");
    expect(asked.labels).toEqual(["Invite 2", "Not now"]);
    for (const one of members) expect(invitationsOf(one), one.name).toBe(0);
    const stranger2 = await face.person("Eve Other");
    expect(
      (await stranger2.press(asked, "Invite 2").catch((error: Error) => ({ words: error.message }))).words,
    ).not.toContain("are invited");
    await host.press(asked, "Invite 2");
    await house.deliver();
    for (const one of members) expect(invitationsOf(one), one.name).toBe(1);
    expect(invitationsOf(stranger)).toBe(0);
    expect(last(host.chat()).words).toContain("2 people are invited");
    expect(last(host.chat()).labels).toEqual([]);
  });

  it("P26: the form offers channels and user groups, and agreeing twice is once", async () => {
    const [ann, bob] = await people(["Ann Lee", "Bob Ray"]);
    if (!ann || !bob) throw new Error("nobody");
    const group = house.slack.addGroup({ handle: "divers", members: [ann.id] });
    const channel = house.slack.addChannel({ name: "both", members: [host.id, bob.id], extShared: true });
    const client = house.slack.as(host.id);
    await client.command("/webinar", `invite ${code}`);
    const view = client.openView();
    if (!view) throw new Error("no form");
    expect(JSON.stringify(view.blocks)).toContain("Import on a page");
    await client.submit(view, { channels: [channel.id], groups: [`${group.id}|divers`] });
    await house.deliver();
    const asked = last(host.chat());
    expect(asked.labels).toEqual(["Invite 2", "Not now"]);
    await host.press(asked, "Invite 2");
    await host.press(asked, "Invite 2").catch(() => undefined);
    await house.deliver();
    expect([invitationsOf(ann), invitationsOf(bob)]).toEqual([1, 1]);
  });

  it("P26, E1: a channel of sixty is invited whole while Slack answers twenty questions a minute", async () => {
    const members = await people(Array.from({ length: 60 }, (_, i) => `Member ${i}`));
    const channel = house.slack.addChannel({ name: "many", members: [host, ...members].map(({ id }) => id) });
    house.slack.tier("users.info", 20);
    await host.type(`invite ${code} <#${channel.id}|many>`);
    // Invitations wait for the minute, as each asks Slack who it is for; what is told of them does not.
    await house.usher.worker.drain();
    house.clock.advance(5_000);
    await house.usher.worker.drain();
    // The same message says the end, so what was said on the way is read off what was posted.
    const isPartly = () =>
      house.slack.calls.some(({ args }) => /invited so far, and \d+ are still to go\./.test(JSON.stringify(args)));
    expect(isPartly()).toBe(true);
    await house.deliver();
    for (const one of members) expect(invitationsOf(one), one.name).toBe(1);
    const told = host.chat().filter(({ words }) => words.includes("invited to “Deep sea”"));
    expect(told.map(({ words }) => words)).toEqual([expect.stringContaining("60 people are invited")]);
  });

  it("P12: the message at the end offers those not invited, as a link and as a file in Slack", async () => {
    const many = Array.from({ length: 101 }, (_, i) => `q${i}@example.org`);
    await host.type(`invite ${code} ${many.join(" ")} nobody`);
    await house.deliver();
    const end = last(host.chat());
    expect(end.words).toContain("101 people are invited");
    const answer = await host.press(end, "See who isn’t invited");
    expect(answer.words).toContain("Those not invited, as a file: Deep sea");
    const { url = "" } = answer as typeof answer & { url?: string };
    expect(await (await fetch(`${house.url}${new URL(url).pathname}`)).text()).toContain(",nobody,not found");
    const names = () =>
      house.slack.calls
        .filter(({ method }) => method === "files.getUploadURLExternal")
        .map(({ args }) => args.filename);
    await house.slack.until(() => house.slack.calls.some(({ method }) => method === "files.completeUploadExternal"));
    expect(names()).toEqual([`${code}-refused.csv`]);
  });

  it("P12: a table that is put into the form is invited; one that is no table is refused beside it", async () => {
    const client = house.slack.as(host.id);
    const send = async (bytes: Uint8Array, more: Record<string, string> = {}) => {
      await client.command("/webinar", `invite ${code}`);
      const view = client.openView();
      if (!view) throw new Error("no form");
      const answer = await client.submit(view, { file: [house.slack.upload("people.csv", bytes).id], ...more });
      if (answer.errors) await client.close(view);
      return answer;
    };
    const utf16 = Buffer.from("\uFEFFname\temail\r\nZoë Müller\tzoe@example.org\r\nBob\tbob@@example\r\n", "utf16le");
    expect((await send(utf16, { rows: "whole" })).errors?.addresses).toContain("row 3 (bob@@example)");
    expect((await send(Buffer.from("name,phone\nAnn,1\n"))).errors?.file).toContain("no column with email addresses");
    const workbook = Buffer.from("PK\x03\x04\x14\x00[Content_Types].xml ann@example.org", "latin1");
    expect((await send(workbook)).errors?.file).toContain("Save the list as CSV");
    expect((await send(Buffer.alloc(5_000_001))).errors?.file).toContain("larger than 5,000,000");
    house.slack.faults.fail({ method: "files.info", error: "missing_scope" });
    expect((await send(utf16)).errors?.file).toContain("I could not read the file");
    await house.deliver();
    expect(house.mail.inbox("zoe@example.org")).toEqual([]);
    expect((await send(utf16)).errors).toBeUndefined();
    await house.deliver();
    expect(house.mail.inbox("zoe@example.org").length).toBe(1);
  });
});

describe("P26: channels in Teams", () => {
  it("P26: in a channel, `invite CODE channel` invites its team; in the personal chat it says where to type it", async () => {
    const face = await makeTeamsFace(house);
    const host = await face.person("Hanna Host");
    const members = await Promise.all(["Ann Lee", "Bob Ray"].map((name) => face.person(name)));
    const code = await scheduled(host);
    const nowhere = await host.type(`invite ${code} channel`);
    expect(nowhere.words).toContain("Type this in the channel whose members you want to invite");
    await host.type(`invite ${code} channel`, { inHostChannel: true });
    await house.deliver();
    for (const one of members) expect(invitationsOf(one), one.name).toBe(1);
    expect(last(host.chat()).words).toMatch(/people are invited/);
  });

  it("P26: the form offers the host's own teams, each once", async () => {
    const face = await makeTeamsFace(house);
    const host = await face.person("Hanna Host");
    const ann = await face.person("Ann Lee");
    const code = await scheduled(host);
    const { added } = host as Persona & { added: { id: string } };
    const client = house.teams.as(added.id);
    await client.say(`invite ${code}`);
    const asked = client.chat().at(-1);
    if (!asked) throw new Error("no answer");
    await client.press(asked, "Invite");
    const card = JSON.stringify(client.dialog()?.card);
    const [, channel = ""] = /"title":"[^"›]*","value":"(19:[^"]*)"/.exec(card) ?? [];
    expect(card).toContain("Import on a page");
    await client.submitDialog({ channels: channel });
    await house.deliver();
    expect(invitationsOf(ann)).toBe(1);
  });

  it("P12: a file that is sent in the personal chat with `invite CODE` is invited; what is no table is refused", async () => {
    const face = await makeTeamsFace(house);
    const host = await face.person("Hanna Host");
    const code = await scheduled(host);
    const { added } = host as Persona & { added: { id: string } };
    const client = house.teams.as(added.id);
    const send = async (text: string) => {
      await client.say(`invite ${code}`, { file: { name: "people.csv", bytes: Buffer.from(text) } });
      return last(host.chat()).words;
    };
    expect(await send("name,phone\nAnn,1\n")).toContain("I found no column with email addresses.");
    expect(await send("PK\x03\x04\x14\x00[Content_Types].xml ann@example.org")).toContain("Save the list as CSV");
    const told = await send("E-mail;Nom\nzoe@example.org;Zoé Lévêque\nbob@@example;Bob\n");
    expect(told).toContain("1 person is invited");
    expect(told).toContain("row 3 (bob@@example) – not an email address");
    await house.deliver();
    expect(house.mail.inbox("zoe@example.org").length).toBe(1);
    const elsewhere = { downloadUrl: "http://127.0.0.1:1/people.csv", uniqueId: "1", fileType: "csv" };
    const contentType = "application/vnd.microsoft.teams.file.download.info";
    const attachments = [{ contentType, name: "people.csv", content: elsewhere }];
    await client.activity({ type: "message", text: `invite ${code}`, textFormat: "plain", attachments });
    expect(last(host.chat()).words).toContain("I could not read the file.");
  });
});
