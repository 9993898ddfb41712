import { expect, it } from "vitest";
import { makeBrowser } from "../setup/browser.ts";
import { onBothFaces } from "./both.ts";
import { last, linkIn, turnIn } from "./face.ts";

const HOUR = 3_600_000;

onBothFaces("registrations that are over", (stage) => {
  it("N3: `my` has what is ahead, and behind *Past* what was: what became of it, and what was answered", async () => {
    const { host, house, member, scheduled, cardOf } = stage();
    const ann = await member("Ann Lee");
    const code = await scheduled({ inMinutes: 10, title: "Deep sea" });
    await (await host.questions(code)).standard({ company: "required" });
    const send = await ann.openForm(await ann.type(`show ${code}`));
    await send({ answers: { Company: "Acme" } });
    await house.deliver();
    await host.decide(cardOf("Ann Lee"), "Approve");
    await fetch(linkIn(await ann.press(last(ann.chat()), "Join")), { redirect: "manual" });
    const missed = await scheduled({ inMinutes: 20, title: "High sky" });
    await ann.register(await ann.type(`show ${missed}`));
    await house.deliver();
    const later = await scheduled({ inMinutes: 60 * 24 * 7, title: "Far shore" });
    await ann.register(await ann.type(`show ${later}`));
    const none = await ann.press(await ann.type("my"), "See past registrations");
    expect(none.words).toContain("You have no past registrations yet");

    house.clock.advance(30 * HOUR);
    const mine = await ann.type("my");
    expect(mine.words).toContain("Far shore");
    expect(mine.words).not.toContain("Deep sea");
    const past = await ann.press(mine, "See past registrations");
    expect(past.words).toContain("Your past registrations");
    expect(past.words).toMatch(/High sky[\s\S]*Waiting for approval[\s\S]*Deep sea[\s\S]*attended/);
    expect(past.words).not.toContain("Far shore");
    expect((await ann.press(past, "See upcoming registrations")).words).toContain("Far shore");
    const own = past.labels.find((label) => label.startsWith("My answers")) ?? "";
    const answers = await ann.press(past, own);
    expect(answers.words).toMatch(/Company:?\s*Acme/);

    const link = /\S+\/me\/[^\s?]+/.exec(house.mail.inbox(ann.address).at(-1)?.mail.text ?? "")?.[0] ?? "";
    const browser = makeBrowser(house.url);
    expect((await browser.get(link)).words).toContain("My registrations");
    const ahead = await browser.get(`${link}?list=mine`);
    expect(ahead.words).toContain("Far shore");
    const over = await browser.get(`${link}?list=past`);
    expect(over.words).toMatch(/High sky[\s\S]*Deep sea[\s\S]*attended/);
    const [page1 = ""] = [...over.html.matchAll(/<h2[^>]*><a href="([^"]*\/me\/[^"?]+)"/g)]
      .map(([, url]) => url)
      .slice(1);
    const page = await browser.get(page1);
    expect(page.words).toContain("Deep sea");
    expect(page.words).toContain("Acme");
    expect(`${ahead.html}${over.html}`).not.toContain("Registration ID");
  });

  it("N3: the past is paged, with how many there are; the page of a link as well", async () => {
    const { host, house, member, scheduled } = stage();
    const ann = await member("Ann Lee");
    for (let n = 1; n <= 22; n++) {
      const code = await scheduled({ inMinutes: 10 + n, title: `Talk ${n}!` });
      await ann.register(await ann.type(`show ${code}`));
    }
    await house.deliver();
    house.clock.advance(30 * HOUR);
    const first = await ann.press(await ann.type("my"), "See past registrations");
    expect(first.words).toMatch(/1–\d+ of 22/);
    expect(first.words).toContain("Talk 22!");
    const second = await ann.press(first, turnIn(first, "Next") ?? "");
    expect(second.words).not.toContain("Talk 22!");
    expect((await ann.press(second, turnIn(second, "Previous") ?? "")).words).toContain("Talk 22!");
    const link = /\S+\/me\/[^\s?]+/.exec(house.mail.inbox(ann.address).at(-1)?.mail.text ?? "")?.[0] ?? "";
    const browser = makeBrowser(house.url);
    const list = await browser.get(`${link}?list=past`);
    expect(list.words).toContain("of 22");
    expect(list.html).not.toContain("Talk 2!");
    for (const from of ["20", "9999", "1e300"])
      expect((await browser.get(`${link}?list=past&from=${from}`)).words).toContain("Talk 2!");
    for (const from of ["x", "-5", "NaN"])
      expect((await browser.get(`${link}?list=past&from=${from}`)).words).toContain("Talk 22!");
    expect((await host.type("my")).labels).toContain("See past registrations");
  });
});
