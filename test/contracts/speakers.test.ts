import { expect, it } from "vitest";
import { SITE_ORGANISATION } from "../../src/core/access/organisations.ts";
import { parseCode, type WebinarCode } from "../../src/core/model/ids.ts";
import { keys } from "../../src/redis/keys.ts";
import { makeBrowser } from "../setup/browser.ts";
import type { House } from "../setup/house.ts";
import { onBothFaces } from "./both.ts";
import { last } from "./face.ts";

const DAY = 24 * 60;

const linkOf = (house: House, address: string): string => {
  const text = house.mail.inbox(address).at(-1)?.mail.text ?? "";
  const link = text.match(/https?:\/\/\S+/g)?.find((url) => url.includes("/me/"));
  if (!link) throw new Error(`no personal link in: ${text}`);
  return link;
};

/** The calendar part of the newest mail to somebody. */
const entryOf = (house: House, address: string): string =>
  String(
    house.mail
      .inbox(address)
      .at(-1)
      ?.mail.attachments.find(({ contentType }) => contentType === "text/calendar")?.content ?? "",
  );

onBothFaces("speakers", (stage) => {
  it("P34: a speaker is told, goes in at any time without a registration, counts nowhere, decides nothing, and is named", async () => {
    const { host, house, member, registered, scheduled, subjects, cardOf } = stage();
    const sam = await member("Sam Speaker");
    const code = await scheduled({ inMinutes: 2 * DAY, cap: "1" });
    const named = await host.type(`speaker ${code} @{Sam Speaker}`, { mention: [sam] });
    expect(named.words).toContain("Speakers of “Deep sea”");
    expect(named.words).toContain("Sam Speaker is now a speaker.");
    expect(named.words).toContain("Speakers now: Sam Speaker.");
    await house.deliver();
    const told = last(sam.chat());
    expect(told.words).toContain("You’re a speaker: Deep sea");
    expect(told.words).toContain("Hanna Host added you as a speaker");
    expect(subjects(sam.address)).toEqual(["You’re a speaker: Deep sea"]);
    expect(entryOf(house, sam.address)).toContain("METHOD:REQUEST");
    // Days before the start, and with every seat taken.
    const { person: ann } = await registered(code, "Ann Lee");
    expect((await sam.press(told, "Join")).labels).toContain("Go to the meeting");
    expect((await sam.type("join")).words).toContain("Deep sea");
    expect((await host.type(`show ${code}`)).words).toContain("1 of 1 taken");
    expect((await ann.type(`show ${code}`)).words).toMatch(/Speakers: ?Sam Speaker/);
    expect((await sam.type(`show ${code}`)).words).toContain(
      "You speak at this webinar: join at any time, without registering.",
    );
    expect((await sam.type(`requests ${code}`)).words).toContain("Only Hanna Host and the cohosts");
    expect((await sam.decide(cardOf("Ann Lee"), "Approve")).words).toContain("Only Hanna Host and the cohosts");
    expect(await house.redis.exists(keys.attendees(SITE_ORGANISATION, parseCode(code) as WebinarCode))).toBe(0);
  });

  it("P34: who is known by address alone gets a mail with a link that joins, until they are removed", async () => {
    const { host, house, scheduled, subjects } = stage();
    const browser = makeBrowser(house.url);
    const code = await scheduled({ inMinutes: 2 * DAY });
    await host.type(`speaker ${code} "Ray, Gus" <gus@example.org>`);
    await house.deliver();
    expect(subjects("gus@example.org")).toEqual(["You’re a speaker: Deep sea"]);
    const [link = "", way] = linkOf(house, "gus@example.org").split("#");
    // The button of the mail joins at once; the entry leads to the page.
    expect(way).toBe("join");
    expect(entryOf(house, "gus@example.org").replaceAll(/\r\n /g, "")).toContain(`LOCATION:${link}\r\n`);
    const page = await browser.get(link);
    expect(page.words).toContain("You’re a speaker: Deep sea");
    const admitted = await browser.post(link, { do: "join" });
    expect(admitted.html).toContain("/j/");
    const removed = await host.type(`speaker ${code} remove gus@example.org`);
    expect(removed.words).toContain("Gus Ray is no longer a speaker.");
    expect(removed.words).toContain("This webinar has no speakers now.");
    await house.deliver();
    expect(subjects("gus@example.org").at(-1)).toBe("You’re no longer a speaker: Deep sea");
    expect(entryOf(house, "gus@example.org")).toContain("METHOD:CANCEL");
    expect((await browser.get(link)).status).toBe(410);
    expect((await browser.post(link, { do: "join" })).html).not.toContain("/j/");
    const other = link.replace(/\.p/, ".q");
    expect((await browser.get(other)).status).toBe(404);
  });

  it("P34, P22: a speaker who erases themselves is a speaker no more", async () => {
    const { host, house, scheduled } = stage();
    const browser = makeBrowser(house.url);
    const code = await scheduled();
    await host.type(`speaker ${code} gus@example.org cleo@example.org`);
    await house.deliver();
    const link = linkOf(house, "gus@example.org");
    expect((await browser.post(link, { do: "erase" })).words).toContain("Erase everything about you?");
    expect((await browser.post(link, { do: "erase_now" })).words).toContain("You are forgotten");
    expect((await browser.get(link)).status).toBe(410);
    const left = await host.type(`speaker ${code} remove gus@example.org`);
    expect(left.words).toContain("gus@example.org is no speaker of Deep sea. Nothing was changed.");
    const form = await host.type(`speaker ${code} cleo@example.org`);
    expect(form.words).toContain("cleo@example.org");
    expect(form.words).not.toContain("gus@example.org");
  });

  it("P34: whoever is to be removed and is no speaker is said to be none, with an account or without", async () => {
    const { host, member, scheduled } = stage();
    const code = await scheduled();
    const ann = await member("Ann Lee");
    await host.type(`speaker ${code} "Ray, Gus" <gus@example.org>`);
    const none = await host.type(`speaker ${code} remove ${ann.address} nobody@example.org`);
    expect(none.words).toContain("Ann Lee, nobody@example.org are no speakers of Deep sea. Nothing was changed.");
    const some = await host.type(`speaker ${code} remove ${ann.address} gus@example.org`);
    expect(some.words).toContain("Gus Ray is no longer a speaker.");
    expect(some.words).toContain("Ann Lee wasn’t a speaker, so nothing changed for them.");
    expect(some.words).toContain("This webinar has no speakers now.");
  });

  it("P34, P43: whoever speaks at an invited-only webinar knows of it, and comes in by their link", async () => {
    const { host, house, member, scheduled } = stage();
    const code = await scheduled({ visibility: "invited_only" });
    const sam = await member("Sam Speaker");
    expect((await sam.type(`show ${code}`)).words).toContain("There is no webinar");
    await host.type(`speaker ${code} ${sam.address} gus@example.org`);
    await house.deliver();
    expect((await sam.type(`show ${code}`)).words).toContain(
      "You speak at this webinar: join at any time, without registering.",
    );
    const admitted = await makeBrowser(house.url).post(linkOf(house, "gus@example.org"), { do: "join" });
    expect(admitted.html).toContain("/j/");
  });

  it("P34: an entry follows the webinar: moved and cancelled", async () => {
    const { host, house, scheduled } = stage();
    const code = await scheduled();
    await host.type(`speaker ${code} gus@example.org`);
    await house.deliver();
    const sequenceIn = (text: string) => Number(/SEQUENCE:(\d+)/.exec(text)?.[1]);
    const first = sequenceIn(entryOf(house, "gus@example.org"));
    await (await host.edit(code)).send({ inMinutes: DAY });
    await house.deliver();
    expect(sequenceIn(entryOf(house, "gus@example.org"))).toBeGreaterThan(first);
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await house.deliver();
    expect(entryOf(house, "gus@example.org")).toContain("METHOD:CANCEL");
  });

  it("P34, P19: without people a form asks for them; strangers, too many, and people who are not found are refused", async () => {
    const { host, house, member, scheduled, subjects } = stage();
    const code = await scheduled();
    const choice = await host.type("speaker");
    const named = await host.namePeople(choice, "Edit speakers", "gus@example.org; Ann Lee <ann@example.net>");
    expect(named.words).toContain("gus@example.org, Ann Lee");
    await house.deliver();
    expect(subjects("ann@example.net")).toEqual(["You’re a speaker: Deep sea"]);
    const sam = await member("Sam Stranger");
    expect((await sam.type(`speaker ${code} sam@example.org`)).words).toContain("Only Hanna Host and the cohosts");
    expect((await host.type(`speaker ${code} nobody`)).words).toContain("I could not find: nobody");
    const many = Array.from({ length: 31 }, (_, i) => `s${i}@example.org`).join(" ");
    expect((await host.type(`speaker ${code} ${many}`)).words).toContain("too many speakers: 30 at most");
    // Named twice, they are told once.
    await host.type(`speaker ${code} gus@example.org`);
    await house.deliver();
    expect(subjects("gus@example.org")).toHaveLength(1);
    // The form shows who is one: who is taken out of it is none any more.
    const changed = await host.namePeople(choice, "Edit speakers", "cleo@example.org, gus@example.org");
    expect(changed.words).toContain("cleo@example.org is now a speaker.");
    expect(changed.words).toContain("Ann Lee is no longer a speaker.");
    expect(changed.words).toContain("Speakers now: gus@example.org, cleo@example.org.");
    await house.deliver();
    expect(subjects("ann@example.net").at(-1)).toBe("You’re no longer a speaker: Deep sea");
  });
});
