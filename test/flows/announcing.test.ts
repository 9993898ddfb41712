import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeIn, type Face, last, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { type House, openHouse } from "../setup/house.ts";

const SOON = 11_000;

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

const member = async (face: Face, name: string): Promise<Persona> => {
  const person = await face.person(name);
  await person.type("help");
  await house.deliver();
  return person;
};
const schedule = async (host: Persona, fields: object = {}): Promise<string> => {
  const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600, policy: "automatic", ...fields }));
  await house.deliver();
  return code;
};
const settle = async () => {
  await house.deliver();
  house.clock.advance(SOON);
  await house.deliver();
};

describe("a webinar announced in both products", () => {
  it("P28, P9: of two who press Register at once for the last seat, one has it, and both cards say that it is gone", async () => {
    const slack = await makeSlackFace(house);
    const teams = await makeTeamsFace(house);
    const hosts = [await member(slack, "Hanna Host"), await member(teams, "Hanna Host")] as const;
    const people = [await member(slack, "Ann Lee"), await member(teams, "Bob Ray")] as const;
    const places = [slack.readers("divers", [hosts[0], people[0]]), teams.readers("swimmers", [hosts[1], people[1]])];
    const code = await schedule(hosts[0], { cap: "1" });
    for (const [i, place] of places.entries())
      expect((await place.announce(hosts[i] as Persona, code)).words).toContain("Announced in");
    await house.deliver();
    expect(last(slack.channel()).words).toMatch(/Announced in.*#divers, swimmers/);

    const answers = await Promise.all(people.map((person, i) => person.register(last(places[i]?.cards() ?? []))));
    await settle();
    const won = people.filter((person) => person.chat().some(({ words }) => words.includes("You’re in: Deep sea")));
    expect(won).toHaveLength(1);
    expect(answers.filter(({ words }) => words.includes("is full"))).toHaveLength(1);
    for (const place of places) {
      expect(place.cards()).toHaveLength(1);
      expect(last(place.cards()).words).toContain("All seats are taken.");
      expect(last(place.cards()).labels).toEqual(["What’s coming up"]);
    }
  });
});

describe("announcing in Slack", () => {
  let face: Face;
  let host: Persona;
  beforeEach(async () => {
    face = await makeSlackFace(house);
    host = await member(face, "Hanna Host");
  });
  const chatted = (said: string) => host.chat().filter(({ words }) => words.includes(said));

  it("P28: in a channel that other organisations share, only after a second press that says who will see it", async () => {
    const code = await schedule(host);
    const readers = face.readers("both", [host], { isShared: true });
    const asked = await readers.announce(host, code);
    expect(asked.words).toContain("Other organisations are in this channel. Their people will see the card too");
    await house.deliver();
    expect(readers.cards()).toEqual([]);
    expect((await host.press(asked, "Announce it anyway")).words).toContain("Announced in #both");
    await house.deliver();
    expect(readers.cards()).toHaveLength(1);
    // Once it stands there, nobody new learns of it.
    expect((await readers.announce(host, code)).words).toContain("Already in");
  });

  it("P28: who left the channel meanwhile is refused at the second press; one that they are not in at the first", async () => {
    const code = await schedule(host);
    const others = face.readers("others", []);
    expect((await others.announce(host, code)).words).toContain("you have to be in the channel yourself");
    const secret = house.slack.addChannel({ name: "secret", private: true, botIsMember: false });
    expect((await host.type(`announce ${code} <#${secret.id}|secret>`)).words).toContain("in a private one so do I");
    expect((await host.type(`announce ${code} <#${others.channelId}|others> <#${secret.id}|secret>`)).words).toContain(
      "one channel at a time",
    );
    await house.deliver();
    expect(others.cards()).toEqual([]);
  });

  it("P28: the form offers the channel in which it was asked for, and a refusal stands beside it", async () => {
    const code = await schedule(host);
    const [readers, others] = [face.readers("divers", [host]), face.readers("others", [])];
    const client = house.slack.as((host as Persona & { id: string }).id);
    await client.command("/webinar", `announce ${code}`, { channelId: readers.channelId });
    const view = client.openView();
    if (!view) throw new Error("no form");
    expect(JSON.stringify(view.blocks)).toContain(`"initial_conversation":"${readers.channelId}"`);
    const refused = await client.submit(view, { channel: others.channelId });
    expect(Object.values(refused.errors ?? {}).join()).toContain("you have to be in the channel yourself");
    await client.submit(view, { channel: readers.channelId });
    await house.deliver();
    expect(readers.cards()).toHaveLength(1);
  });

  it("P28: where the channel is gone the host is told once, however many register, and the rest goes on", async () => {
    const code = await schedule(host, { cap: "5" });
    const [gone, there] = [face.readers("gone", [host]), face.readers("there", [host])];
    for (const readers of [gone, there]) await readers.announce(host, code);
    await house.deliver();
    const away = {
      method: "chat.update",
      error: "channel_not_found",
      channelId: gone.channelId,
      times: 1_000,
    } as const;
    house.slack.faults.fail(away);
    const told = () => chatted("The card in #gone isn’t up to date");
    for (const name of ["Ann Lee", "Bob Ray", "Cy Day"]) {
      const person = await member(face, name);
      await person.register(await person.type(`show ${code}`));
      await settle();
      house.clock.advance(2 * 3_600_000);
    }
    expect(told()).toHaveLength(1);
    expect(last(there.cards()).words).toContain("2 left");
    house.slack.faults.clear();
    await host.press(last(told()), "Post the card again");
    await house.deliver();
    expect(last(gone.cards()).words).toContain("2 left");
  });

  it("P28: one that could not be posted is told, and is posted when it is tried again, once", async () => {
    const code = await schedule(host);
    const readers = face.readers("divers", [host]);
    house.slack.faults.fail({
      method: "chat.postMessage",
      error: "is_archived",
      channelId: readers.channelId,
      times: 1,
    });
    await readers.announce(host, code);
    await house.deliver();
    expect(readers.cards()).toEqual([]);
    await host.press(last(chatted("The card in #divers isn’t up to date")), "Post the card again");
    await house.deliver();
    await readers.announce(host, code);
    await house.deliver();
    expect(readers.cards()).toHaveLength(1);
  });

  it("P28: one that somebody deleted is not posted again by a registration, but by its host", async () => {
    const code = await schedule(host, { cap: "5" });
    const readers = face.readers("divers", [host]);
    await readers.announce(host, code);
    await house.deliver();
    house.slack.faults.fail({ method: "chat.update", error: "message_not_found", channelId: readers.channelId });
    const ann = await member(face, "Ann Lee");
    await ann.register(await ann.type(`show ${code}`));
    await settle();
    expect(readers.cards()).toHaveLength(1);
    await readers.announce(host, code);
    await house.deliver();
    expect(readers.cards()).toHaveLength(2);
  });

  it("P28, A12: where the answer to the post is lost, the second card is known from the first press on it", async () => {
    const code = await schedule(host, { cap: "1" });
    const ann = await member(face, "Ann Lee");
    const readers = face.readers("divers", [host, ann]);
    house.slack.faults.dropReply({ method: "chat.postMessage", channelId: readers.channelId });
    await readers.announce(host, code);
    await house.deliver();
    const [first] = readers.cards();
    if (!first) throw new Error("no card");
    await ann.register(first);
    await settle();
    for (const card of readers.cards()) {
      expect(card.words).toContain("All seats are taken.");
      expect(card.labels).toEqual(["What’s coming up"]);
    }
  });

  it("P28: a webinar is announced in at most twenty channels", async () => {
    const code = await schedule(host);
    for (let i = 0; i < 20; i += 1)
      expect((await face.readers(`c${i}`, [host]).announce(host, code)).words).toContain("Announced in");
    expect((await face.readers("more", [host]).announce(host, code)).words).toContain("in 20 channels already");
  });
});

describe("announcing in Teams", () => {
  it("P28: from the personal chat a host chooses among the channels of teams that they are in", async () => {
    const face = await makeTeamsFace(house);
    const host = await member(face, "Hanna Host");
    const ann = await member(face, "Ann Lee");
    const [own, others] = [face.readers("divers", [host, ann]), face.readers("others", [ann])];
    for (const { channelId } of [own, others]) await ann.type("help", { channelId });
    await house.deliver();
    const code = await schedule(host);
    const client = house.teams.as((host as Persona & { added: { id: string } }).added.id);
    await host.press(await host.type(`announce ${code}`), "Choose a channel");
    expect(JSON.stringify(client.dialog()?.card)).toContain(own.channelId);
    expect(JSON.stringify(client.dialog()?.card)).not.toContain(others.channelId);
    await client.submitDialog({ channel: own.channelId }, "Announce");
    await house.deliver();
    expect(own.cards().filter(({ words }) => words.includes("Deep sea"))).toHaveLength(1);
    // What was not offered is refused by who asks the team.
    await host.press(await host.type(`announce ${code}`), "Choose a channel");
    await client.submitDialog({ channel: others.channelId }, "Announce", { force: true });
    await house.deliver();
    expect(others.cards().filter(({ words }) => words.includes("Deep sea"))).toEqual([]);
  });
});
