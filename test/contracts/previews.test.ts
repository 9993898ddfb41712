import { expect, it } from "vitest";
import { makeBrowser } from "../setup/browser.ts";
import { onBothFaces } from "./both.ts";
import { linkIn } from "./face.ts";

onBothFaces("previews of links", (stage) => {
  const pageOf = (code: string): string => `${stage().house.url}/w/${code}`;

  it("N19: a webinar's link unfurls into its card: title, when, host, what it is about, and Register", async () => {
    const { member, scheduled } = stage();
    const code = await scheduled({ description: `Creatures <b>of</b> the deep. ${"More about them. ".repeat(60)}` });
    const ann = await member("Ann Lee");
    const seen = await ann.paste(`Look at ${pageOf(code)}!`);
    expect(seen.words).toContain("Deep sea");
    expect(seen.words).toContain("Hanna Host");
    expect(seen.words).toContain("More about them.");
    expect(seen.words.length).toBeLessThan(900);
    expect(seen.labels).toEqual(["Register"]);
  });

  it("N19: written to Usher instead of a command, the link shows the webinar", async () => {
    const { member, scheduled } = stage();
    const code = await scheduled();
    const shown = await (await member("Ann Lee")).type(pageOf(code));
    expect(shown.words).toContain("Deep sea");
    expect(shown.labels).toContain("Register");
  });

  it("N19: nothing personal stands on it, and no number that changes, whoever pastes it", async () => {
    const { face, host, registered, scheduled } = stage();
    const code = await scheduled({ password: "sesame-2027" });
    const { person: ann } = await registered(code, "Ann Lee");
    for (const person of [host, ann]) {
      const { words } = await person.paste(pageOf(code));
      for (const hidden of ["Ann", "waiting for approval", "Waiting for approval", "Seats", "sesame", "of 1"])
        expect(words).not.toContain(hidden);
      expect(words).not.toMatch(/[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}/);
    }
    expect(face.channel().length).toBeGreaterThan(0);
  });

  it("N19, N17, P24: its Register registers at once, or leads to the page; and either way it is known where from", async () => {
    const { face, host, house, member, scheduled } = stage();
    const code = await scheduled();
    const ann = await member("Ann Lee");
    const seen = await ann.paste(pageOf(code));
    if (face.kind === "teams") {
      expect(linkIn(seen)).toBe(`${pageOf(code)}?from=preview`);
      return;
    }
    const answer = await ann.press(seen, "Register");
    expect(answer.words).toContain("Request received: Deep sea");
    expect((await ann.press(answer, "Undo request")).words).toContain("Your registration is cancelled: Deep sea");
    await house.deliver();
    expect((await (await host.roster(code)).details("Ann Lee")).words).toMatch(/Came from:? ?preview/);
  });

  it("N19, P43: what only those invited see has none, nor what is unknown, a personal link, or another site's", async () => {
    const { host, house, member, scheduled } = stage();
    const hidden = await scheduled({ title: "Secret plans", visibility: "invited_only" });
    const open = await scheduled({ title: "Reefs" });
    const ann = await member("Ann Lee");
    await host.type(`invite ${hidden} ${ann.address}`);
    await house.deliver();
    const personal = /\S+\/me\/[^\s?]+/.exec(house.mail.inbox(ann.address)[0]?.mail.text ?? "")?.[0] ?? "";
    expect(personal).not.toBe("");
    const none = [
      pageOf(hidden),
      `${pageOf(hidden)}/register`,
      personal,
      `${pageOf(open)}/register?draft=${"t".repeat(22)}`,
      `${pageOf(open)}/join`,
      pageOf("ZZZZZZ"),
      `https://usher.elsewhere.example/w/${open}`,
      `${house.url}/host/${open}`,
    ];
    for (const link of none) {
      const { words } = await ann.paste(link, pageOf(open));
      expect(words, link).not.toContain("Secret");
      // Where several are shown, the other one is there alone.
      expect(words.split("Reefs").length, link).toBeLessThanOrEqual(2);
    }
  });

  it("N19: what is over or cancelled says so, and has no Register", async () => {
    const { host, house, scheduled } = stage();
    const cancelled = await scheduled({ title: "Reefs" });
    await host.press(await host.type(`cancel ${cancelled}`), "Cancel the webinar");
    const off = await host.paste(pageOf(cancelled));
    expect([off.words.includes("Cancelled: Reefs"), off.labels]).toEqual([true, []]);
    const over = await scheduled({ inMinutes: 60 });
    house.clock.advance(3 * 3_600_000);
    const past = await host.paste(pageOf(over));
    expect([past.words.includes("Webinar ended: Deep sea"), past.labels]).toEqual([true, []]);
  });

  it("N19, P43: a page that only those invited see says nothing to programs that look for a preview", async () => {
    const { house, scheduled } = stage();
    const hidden = await scheduled({ title: "Secret plans", visibility: "invited_only" });
    const browser = makeBrowser(house.url);
    for (const path of [`/w/${hidden}`, `/w/${hidden}/register`, `/w/${hidden}/join`]) {
      const { html } = await browser.get(path);
      expect(html, path).not.toContain("og:");
      expect(html, path).not.toContain("Secret");
    }
    expect((await browser.get(`/w/${await scheduled()}`)).html).toContain("og:title");
  });
});
