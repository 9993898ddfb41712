import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeIn, type Face, last, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeBrowser } from "../setup/browser.ts";
import { type House, openHouse } from "../setup/house.ts";
import { findEverywhere } from "../setup/keyspace.ts";

const GUEST = "gus@example.org";

describe("unsubscribing from what nobody asked for (RFC 8058)", () => {
  let house: House;
  let face: Face;
  let host: Persona;
  let browser: ReturnType<typeof makeBrowser>;

  beforeAll(async () => {
    house = await openHouse();
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
    browser = makeBrowser(house.url);
  });
  afterAll(() => house.stop());

  const inDays = { inMinutes: 3 * 24 * 60 };
  const scheduled = async (title: string) => codeIn(await host.schedule({ title, ...inDays }));
  const invited = async (title: string, address: string) => {
    const code = await scheduled(title);
    await host.type(`invite ${code} ${address}`);
    await house.deliver();
    return code;
  };
  const mailTo = (address: string) => house.mail.inbox(address).at(-1)?.mail;
  const subjects = (address: string) => house.mail.inbox(address).map(({ mail }) => mail.subject);
  /** What the headers of a mail say, as they came. */
  const headerOf = (address: string, name: string) =>
    mailTo(address)
      ?.headerLines.find(({ key }) => key === name)
      ?.line.replaceAll(/\r?\n[ \t]/g, " ")
      .replace(/^[^:]+: */, "");
  /** What a mail program posts: without a session, a cookie or an origin of ours. */
  const oneClick = (path: string) =>
    browser.post(path, { "List-Unsubscribe": "One-Click" }, { origin: "https://mail.example" });

  it("an invitation says where, for mail programs and for people; who looks there changes nothing", async () => {
    const code = await invited("Deep sea", GUEST);
    const header = headerOf(GUEST, "list-unsubscribe");
    expect(header).toMatch(new RegExp(`^<http\\S+/u/${code}\\.[\\w-]{22}\\.[\\w-]{22}\\?lang=en>$`));
    expect(headerOf(GUEST, "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    const url = new URL(header?.slice(1, -1) ?? "");
    expect(mailTo(GUEST)?.text).toContain(`Unsubscribe from invitations and messages\n${url}`);
    const page = await browser.get(url.pathname);
    expect([page.status, page.words.includes("No more invitations by email?")]).toEqual([200, true]);
    await invited("Reefs", GUEST);
    expect(subjects(GUEST)).toEqual(["You’re invited: Deep sea", "You’re invited: Reefs"]);
    expect((await browser.get(`${url.pathname.slice(0, -2)}xx`)).status).toBe(404);
  });

  it("P22: one post ends invitations and their news, not what a registrant must know; it outlives an erasure", async () => {
    const address = "gil@example.org";
    const code = await invited("Kelp", address);
    const [me = ""] = /\/me\/[^\s#?]+/.exec(mailTo(address)?.text ?? "") ?? [];
    await browser.post(me, { do: "register", firstName: "Gil", from: "0" });
    await house.deliver();
    expect(headerOf(address, "list-unsubscribe")).toBeUndefined();
    const other = await invited("Sand", address);
    const url = new URL(headerOf(address, "list-unsubscribe")?.slice(1, -1) ?? "");
    const done = await oneClick(url.pathname);
    expect([done.status, done.words.includes("You are unsubscribed")]).toEqual([200, true]);
    const before = subjects(address).length;

    // Neither a new invitation nor the news of one, to who only was invited.
    await invited("Stones", address);
    await (await host.edit(other)).send({ inMinutes: 4 * 24 * 60 });
    await host.press(await host.type(`cancel ${other}`), "Cancel the webinar");
    await house.deliver();
    expect(subjects(address)).toHaveLength(before);
    await host.decide(last(face.channel().filter(({ words }) => words.includes("Gil"))), "Approve");
    await house.deliver();
    expect(subjects(address).at(-1)).toBe("You’re in: Kelp");

    const roster = await host.roster(code);
    expect(roster.shown().words).toContain("unsubscribed");
    await browser.post(me, { do: "erase_now" });
    await house.deliver();
    expect(await findEverywhere(house.redis, [address])).toEqual([]);
    const told = subjects(address).length;
    await invited("Waves", address);
    expect(subjects(address)).toHaveLength(told);

    const page = await browser.get(url.pathname);
    await browser.send(page, "Get them again");
    await invited("Shells", address);
    expect(subjects(address).at(-1)).toBe("You’re invited: Shells");
  });
});

describe("addresses that a mail server refuses", () => {
  let house: House;
  let face: Face;
  let host: Persona;

  beforeAll(async () => {
    house = await openHouse();
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
  });
  afterAll(() => house.stop());

  const REFUSED = "The mail server refuses gus@example.org";
  const told = () => host.chat().filter(({ words }) => words.includes(REFUSED));

  it("a permanent refusal marks the address in the roster, and is told to the host once, until a mail is taken", async () => {
    const address = "gus@example.org";
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 3 * 24 * 60 }));
    house.mail.refuse(address, 550, 2);
    await host.type(`invite ${code} ${address}`);
    await house.deliver();
    expect(told()).toHaveLength(1);
    expect(last(told()).labels).toEqual(expect.arrayContaining(["Send the message again"]));
    expect((await host.roster(code)).shown().words).toContain("address refused");
    await (await host.edit(code)).send({ inMinutes: 4 * 24 * 60 });
    await house.deliver();
    expect(told()).toHaveLength(1);
    // Taken at last: the mark goes, and another refusal is news again.
    await (await host.edit(code)).send({ inMinutes: 5 * 24 * 60 });
    await house.deliver();
    expect((await host.roster(code)).shown().words).not.toContain("address refused");
    house.mail.refuse(address, 553, 1);
    await (await host.edit(code)).send({ inMinutes: 6 * 24 * 60 });
    await house.deliver();
    expect(told()).toHaveLength(2);
  });

  it("greylisting is waited out; what is refused for how it is sent marks no address", async () => {
    const [grey, policy] = ["gil@example.org", "gwen@example.org"];
    const code = codeIn(await host.schedule({ title: "Reefs", inMinutes: 3 * 24 * 60 }));
    house.mail.refuse(grey, 450, 9);
    house.mail.refuse(policy, 550, 1, "5.7.1 relaying denied");
    const before = told().length;
    await host.type(`invite ${code} ${grey} ${policy}`);
    await house.deliver();
    expect(house.mail.inbox(grey).map(({ mail }) => mail.subject)).toEqual(["You’re invited: Reefs"]);
    expect(told()).toHaveLength(before);
    expect((await host.roster(code)).shown().words).not.toContain("address refused");
    expect(last(host.chat()).words).toContain("could not be delivered");
  });
});
