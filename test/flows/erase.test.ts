import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SITE_ORGANISATION } from "../../src/core/access/organisations.ts";
import type { Address, PersonId } from "../../src/core/model/ids.ts";
import { keys } from "../../src/redis/keys.ts";
import { encodeChat } from "../../src/redis/records/chat.ts";
import { codeIn, type Face, last, type Persona, registrationIdIn, type ScheduleFields } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { admin } from "../setup/admin.ts";
import { makeBrowser } from "../setup/browser.ts";
import { type House, openHouse } from "../setup/house.ts";
import { findEverywhere } from "../setup/keyspace.ts";
import { everybody, placeInIndex } from "../setup/people.ts";

const NAME = "Erika Vanish";
const ADDRESS = "erika.vanish@example.com";

const linkIn = (text: string | undefined, part: string): string => {
  const link = (text ?? "").match(/https?:\/\/\S+/g)?.find((url) => url.includes(part));
  if (!link) throw new Error(`no ${part} link in: ${text}`);
  return link;
};

describe.each([
  ["Slack", makeSlackFace, makeTeamsFace],
  ["Teams", makeTeamsFace, makeSlackFace],
])("erasing somebody who is in %s", (_, makeFace, makeOther) => {
  let house: House;
  let face: Face;
  let other: Face;
  let host: Persona;
  let erika: Persona;
  let browser: ReturnType<typeof makeBrowser>;

  beforeEach(async () => {
    house = await openHouse();
    [face, other] = [await makeFace(house), await makeOther(house)];
    host = await face.person("Hanna Host");
    await host.type("help");
    browser = makeBrowser(house.url);
  });
  afterEach(() => house.stop());

  const scheduled = async (fields: Partial<ScheduleFields> = {}): Promise<string> => {
    const answer = await host.schedule({ title: "Deep sea", inMinutes: 600, ...fields });
    await house.deliver();
    return codeIn(answer);
  };
  const member = async (name: string, on = face): Promise<Persona> => {
    const person = await on.person(name);
    await person.type("help");
    await house.deliver();
    return person;
  };
  const register = async (person: Persona, code: string, fields?: Parameters<Persona["register"]>[1]) => {
    const answer = await person.register(await person.type(`show ${code}`), fields);
    await house.deliver();
    return answer;
  };
  const cardOf = (name: string) => {
    const card = face.channel().findLast(({ words }) => words.includes(name));
    if (!card) throw new Error(`no card of ${name}`);
    return card;
  };
  /** Deletes all registrations (S28). */
  const switchOff = async (code: string) => {
    const form = await host.edit(code);
    await form.send({ registration: false });
    await form.send({}, { confirm: code });
    await house.deliver();
  };
  const mails = (address: string) => house.mail.inbox(address).map(({ mail }) => mail);

  /** Every text by which this person could be found: ids of accounts, the products' own names for them. */
  const tracesOf = async (): Promise<string[]> => {
    const people = (await everybody(house.redis, SITE_ORGANISATION)).filter(({ address }) => address === ADDRESS);
    const chats = people.flatMap((person) => person.chats);
    const references = await Promise.all(chats.map((chat) => house.redis.get(keys.reference(SITE_ORGANISATION, chat))));
    const indexed = [...chats.map((chat) => ({ chat })), ...people.map(() => ({ address: ADDRESS as Address }))].map(
      (by) => placeInIndex(SITE_ORGANISATION, by).field,
    );
    const users = references.flatMap((text) => /"userId":"([^"]+)"/.exec(text ?? "")?.[1] ?? []);
    const named = [...chats, ...chats.map(encodeChat)].flatMap((chat) => [chat, chat.split(":")[2] ?? ""]);
    return [ADDRESS, NAME, "Vanish", ...named, ...indexed, ...users];
  };

  it("A13, P22: written through every way there is, nothing in Redis names them once the operator has erased them", async () => {
    erika = await member(NAME);
    await member(NAME, other);
    const texts = ["Whales, and krill", "Because I was told to", "Too many whales", "I answer you this"];

    // The form of two steps, in chat: one registration complete, one only begun.
    const asking = await scheduled({ title: "Asked" });
    const builder = await host.questions(asking);
    await builder.add({ type: "radio", label: "Lunch?", options: "Yes\nNo" });
    await builder.add({ type: "line", label: "What do you eat?", whenQuestion: "Lunch?", whenIs: "Yes" });
    await (await erika.openForm(await erika.type(`show ${asking}`)))({ answers: { "Lunch?": "Yes" } });
    const begun = await scheduled({ title: "Begun" });
    await (await host.questions(begun)).add({ type: "line", label: "Why?" });
    await register(erika, begun, { answers: { "Why?": texts[0] ?? "" } });
    await host.ask(cardOf(NAME), "Which whales?");
    await house.deliver();
    await erika.answer(last(erika.chat()), texts[3] ?? "");
    await house.deliver();
    await host.decide(cardOf(NAME), "Approve");

    // Invited by address, in line, cancelled, rejected with a reason.
    const invited = await scheduled({ title: "Invited" });
    await host.type(`invite ${invited} ${ADDRESS}`);
    await house.deliver();
    const full = await scheduled({ title: "Full", cap: "1", waitlist: true });
    await register(await member("Bob Ray"), full);
    await register(erika, full);
    const left = await scheduled({ title: "Left" });
    await register(erika, left);
    await erika.leave(left);
    const refused = await scheduled({ title: "Refused" });
    await register(erika, refused);
    await host.decideWith(cardOf(`${NAME} asks to join “Refused`), {
      to: "rejected",
      reason: texts[2] ?? "",
      told: true,
    });
    await house.deliver();

    // Archived by a deletion, in a series, decided in bulk, in a crowd's digest.
    const archived = await scheduled({ title: "Archived" });
    await register(erika, archived);
    await switchOff(archived);
    const inSeries = await scheduled({ title: "Of a series" });
    const crowd = await scheduled({ title: "Crowded" });
    await host.series({ title: "All of them", webinars: [inSeries] });
    await register(erika, inSeries);
    const people = await Promise.all(["A", "B", "C", "D", "E"].map((name) => member(`${name} Crowd`)));
    for (const one of people) await one.register(await one.type(`show ${crowd}`));
    await register(erika, crowd);
    await (await host.review(crowd)).decide("approved", "page");
    await house.deliver();

    // A draft on the page, and mail that will not be delivered.
    await browser.post(`/w/${invited}/register`, { firstName: "Erika", lastName: "Vanish", address: ADDRESS });
    house.mail.refuse(ADDRESS, 550, 1);
    await house.deliver();
    house.mail.refuse(ADDRESS, 451, 100);
    await browser.post(`/w/${invited}/register`, { firstName: "Erika", lastName: "Vanish", address: ADDRESS });
    await house.usher.worker.drain();
    await admin(house, "reject", ADDRESS);

    const traces = [...(await tracesOf()), ...texts.filter((text) => text !== texts[1])];
    const before = (await findEverywhere(house.redis, traces)).map((line) => line.replaceAll(/[A-Z2-9]{16}/g, "KEY"));
    for (const part of ["people:", ":p:p", ":draft:", ":r:KEY:", ":inquiries:", "lanes:", "lists:", ":invitee:"])
      expect(
        before.some((line) => line.includes(part)),
        `${part} in ${before.join("\n")}`,
      ).toBe(true);

    const { stdout, stderr } = await admin(house, "erase", ADDRESS.toUpperCase());
    expect(stderr).toBe("");
    expect(stdout).toMatch(
      /^erika\.vanish@example\.com is erased: 1 person, 6 registrations, 1 invitation, 1 archived/,
    );
    expect(await findEverywhere(house.redis, traces)).toEqual([]);
    await house.deliver();
    expect(await findEverywhere(house.redis, traces)).toEqual([]);

    // Their cards name them no more; the seat is offered on; what the log tells stays.
    expect(face.channel().filter(({ words }) => words.includes("Vanish"))).toEqual([]);
    const log = (await host.type(`log ${refused}`)).words;
    expect(log).toContain("erased somebody’s data");
    expect(log).toContain(": not accepted");
    expect(log).not.toContain("Vanish");

    // Once more changes nothing; who comes again is new, and still never accepted.
    expect((await admin(house, "erase", ADDRESS)).stdout).toContain("0 people, 0 registrations");
    expect((await admin(house, "lists")).stdout).toMatch(/^erased:\S{22}: never accepted\n$/);
    house.mail.refuse(ADDRESS, 550, 0);
    const again = await register(erika, left);
    expect(again.words).toContain("Not accepted");
    expect((await erika.type("my")).words).toContain("Left");
    await admin(house, "unlist", ADDRESS);
    expect((await admin(house, "lists")).stdout).toBe("Nothing is listed.\n");
  }, 240_000);

  it("A13, S12: nothing of an erased person comes back from an archive, and the others' inquiries do", async () => {
    erika = await member(NAME);
    const code = await scheduled();
    await register(erika, code);
    const bob = await member("Bob Ray");
    await register(bob, code);
    await host.ask(cardOf("Bob Ray"), "Which whales?");
    await house.deliver();
    await bob.answer(last(bob.chat()), "The blue ones");
    await house.deliver();
    await switchOff(code);
    const traces = await tracesOf();
    expect((await admin(house, "erase", ADDRESS)).stdout).toContain("1 archived registration");
    expect((await admin(house, "restore", code)).stdout).toContain("1 registration is back");
    await house.deliver();
    expect(await findEverywhere(house.redis, traces)).toEqual([]);
    const kept = await findEverywhere(house.redis, ["The blue ones"]);
    expect(kept).toHaveLength(1);
    expect(kept[0]).toContain(":e2:");
  }, 300_000);

  it("A13: who hosts a webinar that is not over is not erased, and the operator hears what to do", async () => {
    const code = await scheduled();
    const refused = await admin(house, "erase", host.address);
    expect(refused.stdout).toBe("");
    expect(refused.stderr).toContain(code);
    expect(refused.stderr).toContain("Cancel it");
    expect((await host.type(`log ${code}`)).words).toContain("Hanna Host");
    const card = face.channel().find(({ words }) => words.includes(code));
    expect(card).toBeDefined();
    expect((await admin(house, "erase", "no address")).stderr).toContain("“no address” is no email address");
  });

  it("A13, P30: a recording can be added where a cohost was erased, and nothing of them begins anew", async () => {
    erika = await member(NAME);
    const code = await scheduled({ cohosts: [erika] });
    const [person] = (await everybody(house.redis, SITE_ORGANISATION)).filter(({ address }) => address === ADDRESS);
    const list = keys.hosting(SITE_ORGANISATION, person?.id ?? ("" as PersonId));
    expect(await house.redis.zscore(list, code)).not.toBeNull();
    house.clock.advance(24 * 3_600_000);
    await house.deliver();
    expect((await admin(house, "erase", ADDRESS)).stderr).toBe("");
    expect(await house.redis.exists(list)).toBe(0);
    const form = await host.edit(code);
    const saved = await form.send({ recording: "https://video.example.com/deep" });
    expect(saved.words).toContain("https://video.example.com/deep");
    expect(await house.redis.exists(list)).toBe(0);
  }, 300_000);

  it("A13: *Erase my data* on the personal page asks first, frees the seat, and leaves a dead link", async () => {
    erika = await member(NAME);
    const code = await scheduled({ cap: "1", waitlist: true });
    await register(erika, code);
    const bob = await member("Bob Ray");
    await register(bob, code);
    await host.decide(cardOf(NAME), "Approve");
    const id = registrationIdIn({ words: mails(ADDRESS).at(-1)?.text ?? "", labels: [] });
    const me = linkIn(mails(ADDRESS).at(-1)?.text, "/me/");
    const traces = [...(await tracesOf()), id.replaceAll("-", "")];
    expect((await browser.get(`${me.replace(/[?#].*/, "")}?settings`)).words).toContain("Erase my data");
    const asked = await browser.post(me, { do: "erase" });
    expect(asked.words).toContain("This cannot be undone.");
    expect((await findEverywhere(house.redis, [ADDRESS])).length).toBeGreaterThan(0);
    // Not from another site.
    expect((await browser.post(me, { do: "erase_now" }, { origin: "https://evil.example" })).status).toBe(403);
    const erased = await browser.post(me, { do: "erase_now" });
    expect(erased.words).toContain("You are forgotten");
    expect(await findEverywhere(house.redis, traces)).toEqual([]);
    const count = mails(ADDRESS).length;
    await house.deliver();
    expect(await findEverywhere(house.redis, traces)).toEqual([]);
    expect(mails(ADDRESS)).toHaveLength(count);
    expect(last(bob.chat()).words).toContain("A seat is free for you");
    for (const page of [await browser.get(me), await browser.post(me, { do: "erase_now" })]) {
      expect(page.status).toBe(410);
      expect(page.words).toContain("What was here is deleted");
    }
    expect((await erika.type("my")).words).not.toContain("Deep sea");
    const log = (await host.type(`log ${code}`)).words;
    expect(log).toContain("Somebody (page) – erased somebody’s data");
  }, 300_000);

  it("A13: *Erase my data* works after the end too, for a guest", async () => {
    const code = await scheduled({ inMinutes: 30 });
    await host.type(`invite ${code} ${ADDRESS}`);
    await house.deliver();
    const me = linkIn(mails(ADDRESS).at(-1)?.text, "/me/");
    house.clock.advance(3 * 3_600_000);
    expect((await browser.get(`${me.replace(/[?#].*/, "")}?settings`)).words).toContain("Erase my data");
    expect((await browser.post(me, { do: "erase_now" })).words).toContain("You are forgotten");
    await house.deliver();
    expect(await findEverywhere(house.redis, [ADDRESS])).toEqual([]);
  });
});
