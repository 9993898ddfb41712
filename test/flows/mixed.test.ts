import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeIn, type Face, last, linkIn, registrationIdIn } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { startCluster } from "../setup/cluster.ts";
import { type House, openHouse } from "../setup/house.ts";

const MEETING = "https://meet.example.com/room";

/** Host in one product, invitee in another: the whole way, over whatever Redis the house stands on. */
const walk = async (house: House, hosts: Face, guests: Face) => {
  const host = await hosts.person("Hanna Host");
  const ann = await guests.person("Ann Lee");
  await ann.type("help");
  const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10 }));
  expect((await host.type(`invite ${code} ${ann.address}`)).words).toContain("1 person is invited");
  await house.deliver();
  const invitation = last(ann.chat());
  const id = registrationIdIn(invitation);
  await ann.register(invitation);
  await house.deliver();
  const card = last(hosts.channel());
  expect(card.words).toContain("Ann Lee asks to join “Deep sea”");
  expect((await host.decide(card, "Approve")).words).toContain("Ann Lee is approved");
  const approval = last(ann.chat());
  expect(registrationIdIn(approval)).toBe(id);
  expect(house.mail.inbox(ann.address).map(({ mail }) => mail.subject)).toEqual([
    "You’re invited: Deep sea",
    "Request received: Deep sea",
    "You’re in: Deep sea",
  ]);
  const way = linkIn(await ann.press(approval, "Join"));
  expect((await fetch(way, { redirect: "manual" })).headers.get("location")).toBe(MEETING);
};

describe.each([
  ["a Redis of its own", false],
  ["a three-node Redis Cluster", true],
])("the whole way over %s", (_, onCluster) => {
  let house: House;
  let stopCluster: (() => Promise<void>) | undefined;

  beforeEach(async () => {
    const cluster = onCluster ? await startCluster() : undefined;
    stopCluster = cluster?.stop;
    house = await openHouse(cluster ? { redis: { nodes: cluster.nodes } } : {});
  });
  afterEach(async () => {
    await house.stop();
    await stopCluster?.();
  });

  it("Slack", async () => {
    const slack = await makeSlackFace(house);
    await walk(house, slack, slack);
  });
  it("Teams", async () => {
    const teams = await makeTeamsFace(house);
    await walk(house, teams, teams);
  });
  it("host in Slack, invitee in Teams", async () => {
    await walk(house, await makeSlackFace(house), await makeTeamsFace(house));
  });
  it("host in Teams, invitee in Slack", async () => {
    await walk(house, await makeTeamsFace(house), await makeSlackFace(house));
  });
});

describe("two products, one organisation", () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.stop());

  it("N16: a person in both has one registration and sees it in both", async () => {
    const [slack, teams] = [await makeSlackFace(house), await makeTeamsFace(house)];
    const host = await slack.person("Hanna Host");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10, cap: "5" }));
    const inSlack = await slack.person("Ann Lee");
    const inTeams = await teams.person("Ann Lee");
    await inSlack.register(await inSlack.type(`show ${code}`));
    expect((await inTeams.type(`register ${code}`)).words).toContain("You’ve already asked for a seat");
    expect((await inTeams.type("my")).words).toContain("Waiting for approval");
    expect((await inTeams.leave(code)).words).toContain("Your registration is cancelled: Deep sea");
    expect((await inSlack.type("my")).words).toContain("cancelled");
  });

  it("N1: a request stands in both products; decided in one, both cards say who and how, and an old button decides nothing", async () => {
    const [slack, teams] = [await makeSlackFace(house), await makeTeamsFace(house)];
    const inSlack = await slack.person("Hanna Host");
    const inTeams = await teams.person("Hanna Host");
    await inTeams.type("help");
    const code = codeIn(
      await inSlack.schedule({ title: "Deep sea", inMinutes: 600, waitResult: "approved", wait: "15" }),
    );
    // Her own chat in Teams becomes a host channel beside Slack's.
    await (await inTeams.edit(code)).send({ title: "Deeper sea" });
    const asked = async (name: string) => {
      const person = await slack.person(name);
      await person.register(await person.type(`show ${code}`));
      await house.deliver();
      const slackCard = () => slack.channel().findLast(({ words }) => words.includes(name));
      const teamsCard = () => inTeams.chat().findLast(({ words }) => words.includes(name));
      const both = () => {
        const cards = [slackCard(), teamsCard()];
        return cards.map((card) => {
          if (!card) throw new Error(`no card of ${name}`);
          return card;
        });
      };
      return { person, both };
    };
    const isLive = (labels: readonly string[]) => labels.some((label) => /^(Approve|Reject|Admit)/.test(label));

    const ann = await asked("Ann Lee");
    const [annInSlack, annInTeams] = ann.both();
    expect([annInSlack, annInTeams].map((card) => isLive(card?.labels ?? []))).toEqual([true, true]);
    if (!annInSlack || !annInTeams) throw new Error("no cards");
    await inSlack.decide(annInSlack, "Approve");
    for (const card of ann.both()) {
      expect(card.words).toContain("Ann Lee is approved for “Deeper sea”");
      expect(card.words).toMatch(/Decided by Hanna Host · /);
      expect(isLive(card.labels)).toBe(false);
    }

    const bob = await asked("Bob Ray");
    const [bobInSlack, bobInTeams] = bob.both();
    if (!bobInSlack || !bobInTeams) throw new Error("no cards");
    await inTeams.press(bobInTeams, bobInTeams.labels.find((label) => label.startsWith("Reject")) ?? "Reject");
    await house.deliver();
    for (const card of bob.both()) expect(card.words).toContain("Bob Ray is not accepted");
    const late = await inSlack.decide(bobInSlack, "Approve");
    expect(late.words).toMatch(/not accepted by Hanna Host|not accepted/);
    expect(bob.both().every(({ words }) => words.includes("Bob Ray is not accepted"))).toBe(true);

    // The same when nobody decides in time.
    const cleo = await asked("Cleo Chen");
    for (let turn = 0; turn < 3; turn += 1) {
      house.clock.advance(20 * 60_000);
      await house.deliver();
    }
    for (const card of cleo.both()) {
      expect(card.words).toContain("Cleo Chen is approved");
      expect(card.words).toMatch(/Why: ?Nobody decided in time/);
      expect(isLive(card.labels)).toBe(false);
    }
  });

  it("S5: somebody without the Teams app is told by mail", async () => {
    const teams = await makeTeamsFace(house);
    const host = await teams.person("Hanna Host");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10 }));
    const absent = await teams.person("Ava Away", { installed: false });
    await host.type(`invite ${code} ${absent.address}`);
    await house.deliver();
    const [invitation] = house.mail.inbox(absent.address);
    expect(invitation?.mail.subject).toBe("You’re invited: Deep sea");
    registrationIdIn({ words: invitation?.mail.text ?? "", labels: [] });
  });

  it("Teams without dialogs: schedule, and register, on a card in the personal chat", async () => {
    const { teams, clock, deliver } = house;
    const ann = teams.addPerson({ name: "Ann Lee", email: "ann.lee@example.com", timezone: "Europe/Paris" });
    const client = teams.as(ann.id);
    await client.install();
    await client.say("schedule");
    const form = client.chat().at(-1);
    if (!form) throw new Error("no form");
    const start = new Date(clock.now() + 600_000).toLocaleString("sv-SE", { timeZone: "Europe/Paris" });
    const [date = "", time = ""] = start.split(" ");
    const inputs = { title: "Inline", date, time: time.slice(0, 5), link: "http://meet.example.com" };
    const refused = await client.press(form, "schedule_inline", inputs);
    expect(JSON.stringify(refused.card)).toContain("https://");
    const again = client.chat().at(-1);
    if (!again) throw new Error("the form is gone");
    const done = await client.press(again, "schedule_inline", { link: "https://meet.example.com/room" });
    expect(JSON.stringify(done.card)).toContain("Scheduled: Inline");
    await deliver();
    expect(JSON.stringify(client.chat().map(({ card }) => card))).toContain("Scheduled: Inline");
  });

  it("N2, S5: a direct message that Slack refuses goes by mail; when that fails too, the host is told and can try again", async () => {
    const slack = await makeSlackFace(house);
    const host = await slack.person("Hanna Host");
    const ann = await slack.person("Ann Lee");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10 }));
    await house.deliver();
    house.slack.faults.fail({ method: "chat.postMessage", error: "cannot_dm_bot", times: 1 });
    house.mail.refuse(ann.address, 550, 1);
    await host.type(`invite ${code} @{Ann Lee}`, { mention: [ann] });
    await house.deliver();
    expect(ann.chat()).toEqual([]);
    expect(house.mail.inbox(ann.address)).toEqual([]);
    const told = last(host.chat());
    expect(told.words).toContain(`The mail server refuses ${ann.address}`);
    expect((await host.press(told, "Send the message again")).words).toContain("Sending again: ");
    await house.deliver();
    expect(house.mail.inbox(ann.address).map(({ mail }) => mail.subject)).toEqual(["You’re invited: Deep sea"]);
  });

  it("A12, section 7: a direct message whose answer was lost is looked up, and not sent twice", async () => {
    const slack = await makeSlackFace(house);
    const host = await slack.person("Hanna Host");
    const ann = await slack.person("Ann Lee");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10 }));
    await house.deliver();
    house.slack.faults.dropReply({ method: "chat.postMessage", times: 1 });
    await host.type(`invite ${code} @{Ann Lee}`, { mention: [ann] });
    await house.deliver();
    expect(ann.chat().length).toBe(1);
    expect(house.mail.inbox(ann.address).length).toBe(1);
    // It was found, so it is kept true.
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await house.deliver();
    expect(ann.chat()[0]?.labels).toEqual(["What’s coming up"]);
  });

  it("section 7: a 429 on one person's messages stops nobody else's, and is honoured", async () => {
    const slack = await makeSlackFace(house);
    const host = await slack.person("Hanna Host");
    const [ann, bob] = [await slack.person("Ann Lee"), await slack.person("Bob Ray")];
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10 }));
    await house.deliver();
    const annId = (ann as typeof ann & { id: string }).id;
    house.slack.faults.rateLimit({ method: "chat.postMessage", channelId: annId, retryAfterS: 30, times: 1 });
    await host.type(`invite ${code} @{Ann Lee} @{Bob Ray}`, { mention: [ann, bob] });
    await house.usher.worker.drain();
    expect([ann.chat().length, bob.chat().length]).toEqual([0, 1]);
    house.clock.advance(29_000);
    await house.usher.worker.drain();
    expect(ann.chat()).toEqual([]);
    house.clock.advance(1_000);
    await house.usher.worker.drain();
    expect(last(ann.chat()).words).toContain("You’re invited: Deep sea");
  });

  it("section 1: a member whose profile has no address is shown the page, as a guest is", async () => {
    const slack = await makeSlackFace(house);
    const host = await slack.person("Hanna Host");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10 }));
    const { id } = house.slack.addPerson({ name: "Nora Nomail" });
    const answer = await house.slack.as(id).command("/register", code);
    expect(JSON.stringify(answer.blocks)).toContain(`${house.url}/w/${code}/register`);
    expect((await fetch(`${house.url}/w/${code}/register`)).status).toBe(200);
  });

  it("section 7: what takes longer says so within 2 s, and the end is told privately, an orderly stop included", async () => {
    const { slack } = house;
    const client = slack.as(slack.addPerson({ name: "Ann Lee", email: "ann.lee@example.com" }).id);
    // Who she is takes two questions, one after the other.
    for (const method of ["users.info", "auth.test"]) slack.faults.delay({ method, ms: 1_100 });
    const answer = await client.command("/webinar", "list");
    expect(JSON.stringify(answer.blocks)).toContain("This takes a moment.");
    const before = client.ephemerals().length;
    await house.usher.stop();
    const told = await slack.until(() => client.ephemerals().at(before));
    expect(JSON.stringify(told.blocks)).toContain("No webinar is coming up");
  });

  it("bad input: somebody Slack does not know is named, and the others are invited", async () => {
    const slack = await makeSlackFace(house);
    const host = await slack.person("Hanna Host");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10 }));
    const answer = await host.type(`invite ${code} <@UNOBODY|nobody> gus@example.org`);
    expect(answer.words).toContain("1 person is invited");
    expect(answer.words).toContain("@nobody – not found.");
  });

  it("a bot that is not in the host channel says so to the host", async () => {
    const slack = await makeSlackFace(house);
    const host = await slack.person("Hanna Host");
    house.slack.faults.fail({ method: "chat.postMessage", error: "not_in_channel", times: 1 });
    await host.schedule({ title: "Deep sea", inMinutes: 10 });
    await house.deliver();
    const told = last(host.chat());
    expect(told.words).toContain("1. Add Usher to the host channel with /invite @Usher.");
    await host.press(told, "Post the card again");
    await house.deliver();
    expect(last(slack.channel()).words).toContain("Scheduled: Deep sea");
  });
});
