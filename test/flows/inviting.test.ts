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

const scheduled = async (face: Face, host: Persona) => {
  const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
  await house.deliver();
  return { face, code };
};
const isInvited = ({ words }: { words: string }) => words.includes("You’re invited: Deep sea");

describe("E1: a chat product that could not be asked is never taken for one that knows nobody", () => {
  it("E1: a hundred members are all invited as members while Slack says to wait after fifty", async () => {
    const slack = await makeSlackFace(house);
    const host = await slack.person("Hanna Host");
    const { code } = await scheduled(slack, host);
    const members = await Promise.all(Array.from({ length: 100 }, (_, i) => slack.person(`Member ${i}`)));
    house.slack.faults.rateLimit({ method: "users.lookupByEmail", retryAfterS: 30, times: 12, after: 50 });
    const answer = await host.type(`invite ${code} ${members.map(({ address }) => address).join(", ")}`);
    expect(answer.words).toMatch(/invited so far, and \d+ are still to go/);
    expect(answer.words).not.toContain("100 people are invited");
    const before = house.clock.now();
    await house.deliver();
    expect(house.clock.now() - before).toBeGreaterThanOrEqual(30_000);
    for (const member of members) expect(member.chat().filter(isInvited).length, member.name).toBe(1);
    const told = host.chat().filter(({ words }) => words.includes("invited to “Deep sea”"));
    expect(told.map(({ words }) => words)).toEqual([expect.stringContaining("100 people are invited")]);
    expect((await host.type(`invite ${code} ${members[99]?.address}`)).words).toContain("was already invited");
  });

  it.each([
    ["429", () => house.slack.faults.rateLimit({ method: "users.info", retryAfterS: 20 })],
    ["500", () => house.slack.faults.httpError({ method: "users.info", status: 500 })],
    ["a lost reply", () => house.slack.faults.dropReply({ method: "users.info" })],
  ])("E1: one %s of users.info: the person mentioned is invited a little later", async (_, fault) => {
    const slack = await makeSlackFace(house);
    const host = await slack.person("Hanna Host");
    const ann = await slack.person("Ann Lee");
    const { code } = await scheduled(slack, host);
    fault();
    const answer = await host.type(`invite ${code} @{Ann Lee}`, { mention: [ann] });
    expect(answer.words).toContain("Nobody is invited so far, and one is still to go.");
    await house.deliver();
    expect(ann.chat().filter(isInvited).length).toBe(1);
    expect(last(host.chat()).words).toContain("1 person is invited");
  });

  it("E1: the same in Teams, whose roster could not be read", async () => {
    const teams = await makeTeamsFace(house);
    const host = await teams.person("Hanna Host");
    const { code } = await scheduled(teams, host);
    const ann = await teams.person("Ann Lee");
    await host.type("help");
    house.teams.faults.rateLimit({ on: "read", retryAfterS: 20 });
    const answer = await host.type(`invite ${code} @{Ann Lee}`, { mention: [ann], inHostChannel: true });
    expect(answer.words).toContain("Nobody is invited so far, and one is still to go.");
    await house.deliver();
    expect(ann.chat().filter(isInvited).length).toBe(1);
  });

  it("E1: a cohost who could not be looked up is neither added nor called unknown", async () => {
    const slack = await makeSlackFace(house);
    const host = await slack.person("Hanna Host");
    const ann = await slack.person("Ann Lee");
    const { code } = await scheduled(slack, host);
    house.slack.faults.httpError({ method: "users.info", status: 500 });
    const answer = await host.type(`cohost ${code} @{Ann Lee}`, { mention: [ann] });
    expect(answer.words).toContain("I could not look up @someone just now, so nothing was changed.");
    expect((await host.type(`cohost ${code} @{Ann Lee}`, { mention: [ann] })).words).toContain("Ann Lee");
  });

  it("E1: who cannot be looked up for two hours is named to the host, and gets no mail as a guest", async () => {
    const slack = await makeSlackFace(house);
    const host = await slack.person("Hanna Host");
    const ann = await slack.person("Ann Lee");
    const { code } = await scheduled(slack, host);
    house.slack.faults.httpError({ method: "users.lookupByEmail", status: 503, times: 10_000 });
    await host.type(`invite ${code} ${ann.address}`);
    await house.usher.worker.drain();
    house.clock.advance(2 * 3_600_000 + 60_000);
    await house.deliver();
    expect(last(host.chat()).words).toContain(`${ann.address} – the directory didn’t answer`);
    expect(house.mail.inbox(ann.address)).toEqual([]);
  });
});

describe("names as people see them", () => {
  it("E5: somebody who is gone is called by name, with a label and without", async () => {
    const slack = await makeSlackFace(house);
    const host = await slack.person("Hanna Host");
    const { code } = await scheduled(slack, host);
    const unknown = await host.type(`invite ${code} <@U13GONE|gone>`);
    expect(unknown.words).toContain("I could not find: @gone.");
    house.slack.addPerson({ id: "U14GONE", name: "Gil Gone", email: "gil@example.com", deleted: true });
    expect((await host.type(`invite ${code} <@U14GONE>`)).words).toContain("Gil Gone");
  });

  it("C6: a filter that Slack made a link of narrows the list", async () => {
    const slack = await makeSlackFace(house);
    const host = await slack.person("Hanna Host");
    const { code } = await scheduled(slack, host);
    const review = await host.review(code, "<http://example.com|example.com>");
    expect(review.shown().words).toContain("example.com");
  });
});

describe("mentions in Teams", () => {
  it("C8: a mention whose entity has no text is found", async () => {
    const teams = await makeTeamsFace(house);
    const host = await teams.person("Hanna Host");
    const dan = await teams.person("Dan Day");
    const { code } = await scheduled(teams, host);
    const [by, added] = [host, dan].map((one) => (one as typeof one & { added: { id: string } }).added);
    const text = `invite ${code} <at>Dan Day</at>`;
    const mention = { type: "mention", mentioned: { id: added?.id, name: "Dan Day" } };
    const client = house.teams.as(by?.id ?? "");
    await client.activity({ type: "message", text, textFormat: "plain", entities: [mention] });
    expect(last(host.chat()).words).toContain("1 person is invited");
    expect(last(host.chat()).words).not.toContain("not found");
  });

  it("T8: a mention in the personal chat, whose roster has two, is looked up in the bot's teams", async () => {
    const teams = await makeTeamsFace(house);
    const host = await teams.person("Hanna Host");
    const { code } = await scheduled(teams, host);
    const ann = await teams.person("Ann Lee");
    const invited = await host.type(`invite ${code} @{Ann Lee}`, { mention: [ann] });
    expect(invited.words).toContain("1 person is invited");
    await house.deliver();
    expect(ann.chat().filter(isInvited).length).toBe(1);
    expect((await host.type(`cohost ${code} @{Ann Lee}`, { mention: [ann] })).words).toContain("Ann Lee");
    const elsewhere = house.teams.addPerson({ name: "Eli Else", email: "eli@example.com" });
    const client = house.teams.as((host as typeof host & { added: { id: string } }).added.id);
    await client.say(`invite ${code} @{Eli Else}`, { mentions: [elsewhere] });
    expect(last(host.chat()).words).toContain("I could not find: @Eli Else. Write the full email address");
  });
});
