import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SITE_ORGANISATION } from "../../src/core/access/organisations.ts";
import type { WebinarCode } from "../../src/core/model/ids.ts";
import { keys } from "../../src/redis/keys.ts";
import { codeIn, type Face, last, type Persona, registrationIdIn } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeBrowser } from "../setup/browser.ts";
import { type House, openHouse } from "../setup/house.ts";

const GUEST = "guest@example.org";
const FRENCH = { "accept-language": "fr-CH, fr;q=0.9" };
const NAMES = { firstName: "Gus", lastName: "Guest" };

/** Comes through a proxy on this machine. */
const from = (source: string) => ({ "x-forwarded-for": source });

describe("limits, by victim and by source", () => {
  let house: House;
  let face: Face;
  let host: Persona;
  let browser: ReturnType<typeof makeBrowser>;

  beforeEach(async () => {
    house = await openHouse();
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
    browser = makeBrowser(house.url);
  });
  afterEach(() => house.stop());

  const scheduled = async (fields: Partial<Parameters<Persona["schedule"]>[0]> = {}) =>
    codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10, ...fields })) as WebinarCode;
  const mails = (address = GUEST) => house.mail.inbox(address).map(({ mail }) => mail);
  const linkIn = (text: string | undefined, part: string): string => {
    const link = (text ?? "").match(/https?:\/\/\S+/g)?.find((url) => url.includes(part));
    if (!link) throw new Error(`no ${part} link in: ${text}`);
    return link;
  };
  const draft = (code: string, address: string, headers: Record<string, string> = {}) =>
    browser.post(`/w/${code}/register`, { ...NAMES, address }, headers);
  const invite = async (code: string, addresses: readonly string[]) => {
    await host.type(`invite ${code} ${addresses.join(" ")}`);
    await house.deliver();
  };
  /** Lets time pass for what Redis itself ends. */
  const age = async (pattern: string, minutes: number) => {
    for (const key of await house.redis.keys(pattern)) {
      const left = await house.redis.pttl(key);
      await house.redis.pexpire(key, left - minutes * 60_000);
    }
  };

  it("A6: at the gate without IDs strangers make 20 mails an hour from one source, 3 to one address, and no DM", async () => {
    const code = await scheduled({ registrationIds: false });
    const members = await Promise.all(Array.from({ length: 11 }, (_, i) => face.person(`Member ${i}`)));
    await invite(
      code,
      members.map(({ address }) => address),
    );
    const [told, chats] = [house.mail.received.length, members.map((member) => member.chat().length)];
    const words: string[] = [];
    for (let round = 0; round < 4; round += 1)
      for (const { address } of members.slice(0, 10))
        words.push((await browser.post(`/w/${code}/join`, { address }, from("203.0.113.7"))).words);
    expect(words[0]).toContain("If this address is registered");
    expect(words.at(-1)).toMatch(/Many have asked from your network .* Try again in (59|60) minutes/);
    await house.deliver();
    expect(house.mail.received.length - told).toBe(20);
    const one = members[10]?.address ?? "";
    const before = mails(one).length;
    const asked = [];
    for (let i = 0; i < 5; i += 1)
      asked.push(await browser.post(`/w/${code}/join`, { address: one }, from(`198.51.100.${i}`)));
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    expect(asked[3]?.words).toMatch(/several emails within the hour.* You can ask again in (59|60) minutes/);
    await house.deliver();
    expect(mails(one)).toHaveLength(before + 3);
    expect(members.map((member) => member.chat().length)).toEqual(chats);
  });

  it("A6: an IPv6 /64 is one source, whatever its addresses; IPv4 in IPv6 is the IPv4", async () => {
    const code = await scheduled();
    const statuses: number[] = [];
    for (let i = 0; i < 60; i += 1)
      statuses.push((await draft(code, `p${i}@example.org`, from(`2001:db8:1:2:${i}::${i}`))).status);
    expect(statuses).toEqual([...Array(20).fill(200), ...Array(40).fill(429)]);
    await house.deliver();
    const mailed = new Set(house.mail.received.flatMap(({ envelopeTo }) => envelopeTo));
    expect([...mailed].filter((address) => /^p\d+@/.test(address))).toHaveLength(20);
    expect((await draft(code, "q@example.org", from("2001:db8:1:3::1"))).status).toBe(200);
    await invite(code, ["known@example.org"]);
    for (let i = 0; i < 5; i += 1)
      await browser.post(`/w/${code}/join`, { address: "known@example.org", id: "x" }, from("::ffff:192.0.2.1"));
    const same = await browser.post(
      `/w/${code}/join`,
      { address: "known@example.org", id: "x" },
      from("192.0.2.1:4711"),
    );
    expect(same.words).toContain("too many wrong tries");
  });

  it("A6, C13: 30 guests of one office draft; a draft that is confirmed makes room for another", async () => {
    const code = await scheduled();
    for (let i = 0; i < 40; i += 1) expect((await draft(code, `p${i}@example.org`)).status, String(i)).toBe(200);
    expect((await draft(code, "late@example.org")).status).toBe(429);
    await house.deliver();
    const confirm = linkIn(mails("p0@example.org")[0]?.text, "draft=");
    for (let i = 0; i < 3; i += 1) await browser.post(confirm, { do: "confirm" });
    expect((await draft(code, "late@example.org")).status).toBe(200);
    expect((await draft(code, "later@example.org")).status).toBe(429);
  });

  it("C13: 320 people of one office join a webinar without registration, each counted once", async () => {
    const code = await scheduled({ registration: false, registrationIds: false });
    // The first 290 are in.
    const before = Array.from({ length: 290 }, (_, i) => `visit:${i}`);
    await house.redis.sadd(keys.attendees(SITE_ORGANISATION, code), ...before);
    await house.redis.set(keys.visitors(SITE_ORGANISATION, code), before.length);
    await house.redis.set(keys.visitsFrom(SITE_ORGANISATION, code, "127.0.0.1"), before.length, "PX", 1_800_000);
    for (let i = 0; i < 30; i += 1) {
      const gate = await browser.get(`/w/${code}/join`);
      expect((await browser.send(gate, "Join")).words, String(i)).toContain("Welcome to");
      if (i === 0) expect((await browser.send(gate, "Join")).words).toContain("Welcome to");
    }
    expect(await house.redis.scard(keys.attendees(SITE_ORGANISATION, code))).toBe(320);
    expect(await house.redis.get(keys.visitsFrom(SITE_ORGANISATION, code, "127.0.0.1"))).toBe("320");
  });

  it("A8: a press that has not read the gate admits nobody, and one source not more than 500 an hour", async () => {
    const code = await scheduled({ registration: false, registrationIds: false });
    for (const forged of [{}, { visit: "x.y" }, { visit: "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA" }])
      expect((await browser.post(`/w/${code}/join`, forged)).words).toContain("press Join once more");
    const attendees = keys.attendees(SITE_ORGANISATION, code);
    expect(await house.redis.scard(attendees)).toBe(0);
    const gate = await browser.get(`/w/${code}/join`);
    expect((await browser.send(gate, "Join")).words).toContain("Welcome to");
    // Another webinar's signature is none here.
    const other = await scheduled({ title: "Other", registration: false, registrationIds: false });
    const visit = /name="visit" value="([^"]+)"/.exec(gate.html)?.[1] ?? "";
    expect((await browser.post(`/w/${other}/join`, { visit })).words).toContain("press Join once more");
    await house.redis.set(keys.visitsFrom(SITE_ORGANISATION, code, "127.0.0.1"), "500", "PX", 1_800_000);
    const fresh = await browser.send(await browser.get(`/w/${code}/join`), "Join");
    expect([fresh.status, fresh.words]).toEqual([429, expect.stringMatching(/your network .* in 30 minutes/)]);
    expect((await browser.send(gate, "Join")).words).toContain("Welcome to");
  });

  it("A8: what strangers use up shuts out nobody who comes by chat or by a personal link", async () => {
    const code = await scheduled({ registration: false, registrationIds: false });
    await invite(code, [GUEST]);
    const strangers = Array.from({ length: 749 }, (_, i) => `visit:${i}`);
    await house.redis.sadd(keys.attendees(SITE_ORGANISATION, code), ...strangers);
    await house.redis.set(keys.visitors(SITE_ORGANISATION, code), strangers.length);
    const visit = async () => browser.send(await browser.get(`/w/${code}/join`), "Join");
    expect((await visit()).words).toContain("Welcome to");
    expect((await visit()).words).toContain("kept for people who were invited or who join from chat");
    expect((await (await face.person("Ann Lee")).type(`join ${code}`)).words).toContain("Welcome to");
    const me = await browser.get(linkIn(mails()[0]?.text, "/me/"));
    expect((await browser.send(me, "Join")).words).toContain("Welcome to");
    // Who is known uses what is kept for them: the rest of the plan is for anybody.
    const known = Array.from({ length: 248 }, (_, i) => `person:${i}`);
    await house.redis.sadd(keys.attendees(SITE_ORGANISATION, code), ...known);
    expect((await visit()).words).toContain("has reached its 1,000");
    expect((await browser.send(me, "Join")).words).toContain("Welcome to");
  });

  it("P20: a lost ID goes to its owner again, from the gate and by the personal link, and the page tells nothing", async () => {
    const code = await scheduled();
    await invite(code, [GUEST]);
    const id = registrationIdIn({ words: mails()[0]?.text ?? "", labels: [] });
    const me = linkIn(mails()[0]?.text, "/me/");
    await browser.post(me, { do: "register", ...NAMES, from: "0" });
    await house.deliver();
    await host.decide(last(face.channel()), "Approve");
    const before = mails().length;
    const gate = await browser.get(`/w/${code}/join`);
    expect(gate.words).toContain("Lost your registration ID?");
    // It needs the address: until the doors open both stand behind the same press.
    const [, hidden = gate.html] = /<details data-way>(.*)<\/details>/s.exec(gate.html) ?? [];
    for (const part of ['name="address"', "Lost your registration ID?"]) expect(hidden).toContain(part);
    const known = await browser.post(`/w/${code}/join`, { address: GUEST, id: "", lost: "1" });
    const unknown = await browser.post(`/w/${code}/join`, { address: "nobody@example.org", id: "", lost: "1" });
    expect(known.words).toBe(unknown.words);
    expect(known.html).not.toContain(id);
    await house.deliver();
    expect(mails()).toHaveLength(before + 1);
    expect(registrationIdIn({ words: mails().at(-1)?.text ?? "", labels: [] })).toBe(id);
    const page = await browser.get(me);
    expect(page.html).not.toContain(id);
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push(await browser.send(page, "Email it to me"));
    expect(answers[0]?.words).toContain("Sent again");
    expect(answers[3]?.words).toMatch(/asked too often. Try again in (59|60) minutes/);
    await house.deliver();
    expect(mails()).toHaveLength(before + 4);
  });

  it("B16: a draft's term begins when its mail is accepted, however late that is", async () => {
    const code = await scheduled({ inMinutes: 600 });
    house.mail.refuse(GUEST, 451, 3);
    await draft(code, GUEST);
    await house.usher.worker.drain();
    expect(mails()).toEqual([]);
    await age("*:w:*draft:*", 45);
    await house.deliver();
    const confirm = linkIn(mails()[0]?.text, "draft=");
    expect((await browser.get(confirm)).words).toContain("Confirm my registration");
    await age("*:w:*draft:*", 29);
    expect((await browser.get(confirm)).words).toContain("Confirm my registration");
    await age("*:w:*draft:*", 2);
    expect((await browser.get(confirm)).words).toContain("older than 30 minutes");
    // What is never accepted does not stay for ever.
    house.mail.refuse("never@example.org", 451, 1_000);
    await draft(code, "never@example.org");
    await age("*:w:*draft:*", 6 * 60 + 1);
    expect(await house.redis.keys("*:w:*draft:*")).toEqual([]);
  });

  it("B14: what is read and confirmed in French is told in French, by mail and on pages", async () => {
    const code = await scheduled({ inMinutes: 600 });
    expect((await draft(code, GUEST, FRENCH)).words).toContain("Regardez vos e\u2011mails");
    await house.deliver();
    expect(mails()[0]?.subject).toMatch(/^Confirmez votre inscription\s: Deep sea$/);
    const confirm = linkIn(mails()[0]?.text, "draft=");
    // A browser that asks for no language of ours is shown that of the draft.
    const page = await browser.get(confirm);
    expect((await browser.send(page, "Confirmer mon inscription")).words).toContain("Demande reçue");
    await house.deliver();
    expect(mails()[1]?.subject).toContain("Demande reçue");
    await host.decide(last(face.channel()), "Approve");
    expect(mails()[2]?.subject).not.toMatch(/You/);
    const me = linkIn(mails()[2]?.text, "/me/");
    expect((await browser.get(me)).html).toContain('<html lang="fr">');
    // The mail that leads here was in French, and so is its page; only what its reader chose is stronger.
    const asked = { "accept-language": "en" };
    expect((await browser.get(me, asked)).html).toContain('<html lang="fr">');
    expect((await browser.get(me, { ...asked, cookie: "usher_language=en" })).html).toContain('<html lang="en">');
    // The last language counts: they confirm another one in English.
    const second = await scheduled({ title: "Second", inMinutes: 600 });
    await draft(second, GUEST, { "accept-language": "en" });
    await house.deliver();
    expect(mails().at(-1)?.subject).toBe("Confirm your registration: Second");
  });

  it("B14: an invited guest who registers on a French page is written to in French; a member as chat says", async () => {
    const code = await scheduled({ inMinutes: 600 });
    const member = await face.person("Ann Lee");
    await member.type("help");
    await invite(code, [GUEST]);
    await browser.post(linkIn(mails()[0]?.text, "/me/"), { do: "register", ...NAMES, from: "0" }, FRENCH);
    await draft(code, member.address, FRENCH);
    await house.deliver();
    await browser.post(linkIn(mails(member.address)[0]?.text, "draft="), { do: "confirm" }, FRENCH);
    await house.deliver();
    expect(mails().at(-1)?.subject).toMatch(/^Demande reçue\s: Deep sea$/);
    expect(mails(member.address).map(({ subject }) => subject)).toEqual([
      "Confirm your registration: Deep sea",
      "Request received: Deep sea",
    ]);
  });

  it("S26, B7: a full webinar tells who wanted a seat by mail and DM, once a day, also without the host's words", async () => {
    const code = await scheduled({ inMinutes: 600, cap: "1" });
    const ann = await face.person("Ann Lee");
    await ann.register(await ann.type(`show ${code}`));
    const bob = await face.person("Bob Ray");
    for (let i = 0; i < 2; i += 1) expect((await bob.type(`register ${code}`)).words).toContain("is full");
    for (let i = 0; i < 2; i += 1) expect((await draft(code, GUEST, FRENCH)).words).toContain("est complet");
    await house.deliver();
    for (const told of [mails(bob.address), bob.chat().filter(({ words }) => words.startsWith("Full"))])
      expect(told).toHaveLength(1);
    expect(mails(bob.address)[0]?.subject).toBe("Full: Deep sea");
    expect(mails(bob.address)[0]?.text).toContain("If you need a seat, ask Hanna Host");
    expect(mails().map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Complet\s: Deep sea$/)]);
    expect(mails()[0]?.text).toContain("demandez à Hanna Host");
    const worded = await scheduled({ title: "Worded", inMinutes: 600, cap: "1", fullText: "Watch the recording." });
    await ann.register(await ann.type(`show ${worded}`));
    await bob.type(`register ${worded}`);
    await house.deliver();
    expect(mails(bob.address).at(-1)?.text).toContain("Watch the recording.");
    expect(mails(bob.address).at(-1)?.text).not.toContain("ask Hanna Host");
  });
});

describe("C13: whose X-Forwarded-For is believed", () => {
  const locks = async (env: Record<string, string>, first: string, second: string) => {
    const house = await openHouse({ env });
    const face = await makeSlackFace(house);
    const code = codeIn(await (await face.person("Hanna Host")).schedule({ title: "Deep sea", inMinutes: 10 }));
    const browser = makeBrowser(house.url);
    const wrong = (source: string) => browser.post(`/w/${code}/join`, { address: GUEST, id: "x" }, from(source));
    for (let i = 0; i < 5; i += 1) await wrong(first);
    const { words } = await wrong(second);
    await house.stop();
    return words.includes("too many wrong tries");
  };

  it("a private address is no proxy unless it is named", async () => {
    // The one before the private address may be invented by whoever sits there.
    expect(await locks({}, "203.0.113.1, 10.1.2.3", "203.0.113.2, 10.1.2.3")).toBe(true);
    const named = { TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8" };
    expect(await locks(named, "203.0.113.1, 10.1.2.3", "203.0.113.2, 10.1.2.3")).toBe(false);
  });
});
