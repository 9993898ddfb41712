import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeIn, type Face, last, type Persona, type ScheduleFields, type Seen } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { type House, openHouse } from "../setup/house.ts";

const SOON = 11_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

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
const settle = async () => {
  await house.deliver();
  house.clock.advance(SOON);
  await house.deliver();
};
/** A series of webinars with these titles, the soonest first. */
const season = async (host: Persona, titles: readonly string[], fields: Partial<ScheduleFields> = {}) => {
  const codes: string[] = [];
  for (const [at, title] of titles.entries())
    codes.push(codeIn(await host.schedule({ title, inMinutes: 600 * (at + 1), policy: "automatic", ...fields })));
  const code = codeIn(await host.series({ title: "Deep sea", webinars: codes }));
  await house.deliver();
  return { code, codes };
};

describe("a series announced in both products", () => {
  it("P28, P9: of those who press at once for the last seat, on the series’ cards and the webinar’s own, one has it, and all cards say so", async () => {
    const slack = await makeSlackFace(house);
    const teams = await makeTeamsFace(house);
    const hosts = [await member(slack, "Hanna Host"), await member(teams, "Hanna Host")] as const;
    const people = [
      await member(slack, "Ann Lee"),
      await member(teams, "Bob Ray"),
      await member(slack, "Cy Day"),
    ] as const;
    const { code, codes } = await season(hosts[0], ["Crabs", "Whales"], { cap: "1" });
    const places = [
      slack.readers("divers", [hosts[0], people[0]]),
      teams.readers("swimmers", [hosts[1], people[1]]),
      slack.readers("crabs", [hosts[0], people[2]]),
    ] as const;
    await places[0].announce(hosts[0], code);
    await places[1].announce(hosts[1], code);
    await places[2].announce(hosts[0], codes[0] ?? "");
    await settle();
    const cards = places.map((place) => last(place.cards()));
    await Promise.all(people.map((person, i) => person.press(cards[i] as Seen, cards[i]?.labels[0] ?? "")));
    await settle();
    const won = people.filter((person) => person.chat().some(({ words }) => words.includes("You’re in: Crabs")));
    expect(won).toHaveLength(1);
    for (const place of places) {
      expect(place.cards()).toHaveLength(1);
      expect(last(place.cards()).words).toMatch(/All seats are taken|Full/);
    }
    expect(last(places[0].cards()).labels).toHaveLength(1);
    expect(last(places[2].cards()).labels).toEqual(["What’s coming up"]);
  });
});

describe("announcing a series in Slack", () => {
  let face: Face;
  let host: Persona;
  beforeEach(async () => {
    face = await makeSlackFace(house);
    host = await member(face, "Hanna Host");
  });
  const chatted = (said: string) => host.chat().filter(({ words }) => words.includes(said));
  const editsIn = (channelId: string) =>
    house.slack.calls.filter((call) => call.method === "chat.update" && call.channelId === channelId).length;

  it("P28: a host who announces it in two channels at once, or presses twice, makes one card in each", async () => {
    const { code } = await season(host, ["Crabs", "Whales"]);
    const places = [face.readers("divers", [host]), face.readers("swimmers", [host])];
    await Promise.all([...places, ...places].map((place) => place.announce(host, code)));
    await settle();
    for (const place of places) {
      expect(place.cards()).toHaveLength(1);
      expect(last(place.cards()).words).toContain("Whales");
    }
    expect((await host.type(`series ${code}`)).words).toMatch(/#divers, #swimmers|#swimmers, #divers/);
  });

  it("P28: in a shared channel only after a second press; not where they are not in; by the form; in at most twenty", async () => {
    const { code } = await season(host, ["Crabs"]);
    const both = face.readers("both", [host], { isShared: true });
    const asked = await both.announce(host, code);
    expect(asked.words).toContain("Their people will see the card too: the titles, the times and who hosts it");
    await house.deliver();
    expect(both.cards()).toEqual([]);
    expect((await host.press(asked, "Announce it anyway")).words).toContain("Announced in #both: Deep sea");
    await house.deliver();
    expect(both.cards()).toHaveLength(1);
    const others = face.readers("others", []);
    expect((await others.announce(host, code)).words).toContain("you have to be in the channel yourself");

    const readers = face.readers("divers", [host]);
    const client = house.slack.as((host as Persona & { id: string }).id);
    await client.command("/webinar", `announce ${code}`, { channelId: readers.channelId });
    const view = client.openView();
    if (!view) throw new Error("no form");
    expect(view.title).toMatchObject({ text: "Announce" });
    expect(JSON.stringify(view.blocks)).toContain("*Deep sea*");
    const refused = await client.submit(view, { channel: others.channelId });
    expect(Object.values(refused.errors ?? {}).join()).toContain("you have to be in the channel yourself");
    await client.submit(view, { channel: readers.channelId });
    await house.deliver();
    expect(readers.cards()).toHaveLength(1);
    for (let i = 0; i < 18; i += 1)
      expect((await face.readers(`c${i}`, [host]).announce(host, code)).words).toContain("Announced in");
    expect((await face.readers("more", [host]).announce(host, code)).words).toContain("in 20 channels already");
  });

  it("P28: what readers do not see costs no edit, nor does a webinar whose series is announced nowhere ask for one", async () => {
    const { code, codes } = await season(host, ["Crabs", "Whales"], { cap: "100" });
    const readers = face.readers("divers", [host]);
    const ann = await member(face, "Ann Lee");
    const followUps = async () => (await house.redis.keys("*lanes:d:*fan:series_announcements:soon")).length;
    await ann.register(await ann.type(`show ${codes[0]}`));
    expect(await followUps()).toBe(0);
    await readers.announce(host, code);
    await settle();
    const before = editsIn(readers.channelId);
    const people = [await member(face, "Bob Ray"), await member(face, "Cy Day")];
    for (const one of codes) for (const person of people) await person.register(await person.type(`show ${one}`));
    // One waits for all that asked for it.
    expect(await followUps()).toBe(1);
    await settle();
    expect(last(readers.cards()).words).not.toContain(" left");
    expect(editsIn(readers.channelId)).toBe(before);
    await host.press(await readers.announce(host, code), "Withdraw the announcement");
    await settle();
    await ann.register(await ann.type(`show ${codes[1]}`));
    expect(await followUps()).toBe(0);
  });

  it("P28: one that somebody deleted is posted again by its host alone; where the channel is gone the host is told once", async () => {
    const { code, codes } = await season(host, ["Crabs"], { cap: "5" });
    const [readers, gone] = [face.readers("divers", [host]), face.readers("gone", [host])];
    for (const place of [readers, gone]) await place.announce(host, code);
    await settle();
    house.slack.faults.fail({ method: "chat.update", error: "message_not_found", channelId: readers.channelId });
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
      await person.register(await person.type(`show ${codes[0]}`));
      await settle();
      house.clock.advance(2 * HOUR);
    }
    expect(readers.cards()).toHaveLength(1);
    await readers.announce(host, code);
    await house.deliver();
    expect(readers.cards()).toHaveLength(2);
    expect(told()).toHaveLength(1);
    expect(last(told()).words).toContain("isn’t up to date: Deep sea");
    house.slack.faults.clear();
    await host.press(last(told()), "Post the card again");
    await house.deliver();
    expect(last(gone.cards()).words).toContain("2 left");
  });

  it("P28, A12: where the answer to the post is lost, the second card is known from the first press on it", async () => {
    const { code } = await season(host, ["Crabs"], { cap: "1" });
    const ann = await member(face, "Ann Lee");
    const readers = face.readers("divers", [host, ann]);
    house.slack.faults.dropReply({ method: "chat.postMessage", channelId: readers.channelId });
    await readers.announce(host, code);
    await house.deliver();
    const [first] = readers.cards();
    if (!first) throw new Error("no card");
    await ann.press(first, "Register");
    await settle();
    expect(readers.cards().length).toBeGreaterThan(1);
    for (const card of readers.cards()) {
      expect(card.words).toMatch(/All seats are taken|Full/);
      expect(card.labels).toEqual([]);
    }
  });

  it("P22, P28: its message is kept as long as one of its webinars is, and forgotten with the last", async () => {
    const { code, codes } = await season(host, ["Crabs", "Whales"]);
    const readers = face.readers("divers", [host]);
    await readers.announce(host, code);
    await settle();
    const kept = () => house.redis.keys(`*s:${code}:messages`);
    const isForgotten = async (one = "") =>
      (await house.redis.hget((await house.redis.keys(`*w:${one}:webinar`))[0] ?? "", "forgotten")) !== null;
    expect(await kept()).toHaveLength(1);
    // The first ends ten hours before the second.
    house.clock.advance(90 * DAY + 12 * HOUR);
    await house.deliver();
    expect(await Promise.all(codes.map(isForgotten))).toEqual([true, false]);
    expect(await kept()).toHaveLength(1);
    house.clock.advance(DAY);
    await house.deliver();
    expect(await Promise.all(codes.map(isForgotten))).toEqual([true, true]);
    expect(await kept()).toEqual([]);
    expect((await host.type(`series ${code}`)).words).not.toContain("Announced in");
    expect(await house.redis.keys(`*lanes:d:*${code}*`)).toEqual([]);
  });
});

describe("announcing a series in Teams", () => {
  it("P28: from the personal chat its host chooses among the channels of teams that they are in, or presses *Announce* on the series", async () => {
    const face = await makeTeamsFace(house);
    const host = await member(face, "Hanna Host");
    const ann = await member(face, "Ann Lee");
    const [own, others] = [face.readers("divers", [host, ann]), face.readers("others", [ann])];
    for (const { channelId } of [own, others]) await ann.type("help", { channelId });
    await house.deliver();
    const { code } = await season(host, ["Crabs", "Whales"]);
    const client = house.teams.as((host as Persona & { added: { id: string } }).added.id);
    const cards = () => own.cards().filter(({ words }) => words.includes("Whales"));
    await host.press(await host.type(`announce ${code}`), "Choose a channel");
    const form = JSON.stringify(client.dialog()?.card);
    expect(form).toContain("Announce “Deep sea” in a channel");
    expect(form).toContain(own.channelId);
    expect(form).not.toContain(others.channelId);
    await client.submitDialog({ channel: own.channelId }, "Announce");
    await settle();
    expect(cards()).toHaveLength(1);
    await host.press(await host.type(`series ${code}`), "Announce");
    await client.submitDialog({ channel: own.channelId }, "Announce");
    await settle();
    expect(cards()).toHaveLength(1);
    // What was not offered is refused by who asks the team.
    await host.press(await host.type(`announce ${code}`), "Choose a channel");
    await client.submitDialog({ channel: others.channelId }, "Announce", { force: true });
    await settle();
    expect(others.cards().filter(({ words }) => words.includes("Whales"))).toEqual([]);
  });
});
