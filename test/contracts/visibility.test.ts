import { expect, it } from "vitest";
import { makeBrowser } from "../setup/browser.ts";
import { onBothFaces } from "./both.ts";
import { codeIn } from "./face.ts";

const UNKNOWN = /There is no webinar with the code/;

onBothFaces("who sees what", (stage) => {
  it("P43: by default a webinar is listed, and everybody sees it", async () => {
    const { host, scheduled, member } = stage();
    const code = await scheduled();
    expect((await host.edit(code)).shown().words).toContain("Everybody: it’s listed");
    const sue = await member("Sue Stranger");
    expect((await sue.type("list")).words).toContain(code);
    expect((await sue.type("register")).words).toContain("Deep sea");
  });

  it("P43: by link: in no list or picker, and everybody who has the code or the link sees it", async () => {
    const { house, host, scheduled, member } = stage();
    const listed = await scheduled({ title: "Reefs" });
    const code = await scheduled({ visibility: "by_link" });
    const sue = await member("Sue Stranger");
    for (const list of ["list", "register", "show", "my", "join", "edit"])
      expect((await sue.type(list)).words, list).not.toMatch(new RegExp(`${code}|Deep sea`));
    expect((await sue.type("list")).words).toContain(listed);
    expect((await sue.type(`show ${code}`)).words).toContain("Deep sea");
    const page = await fetch(`${house.url}/w/${code}`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("Deep sea")]);
    // Whoever has to do with it finds it in what is theirs.
    for (const list of ["edit", "join"]) expect((await host.type(list)).words, list).toContain("Deep sea");
    await sue.register(await sue.type(`show ${code}`));
    expect((await sue.type("my")).words).toContain("Deep sea");
    expect((await sue.type("list")).words).not.toContain(code);
    expect((await host.type(`show ${code}`)).words).toContain(
      "Who sees it: Anybody with its code or link: it isn’t listed",
    );
  });

  it("P43: a webinar that is listed no longer leaves lists, and comes back, and the lists' numbers follow", async () => {
    const { host, scheduled, member } = stage();
    const codes: string[] = [];
    for (let i = 0; i < 12; i += 1) codes.push(await scheduled({ title: `Part ${i}`, inMinutes: 600 + i }));
    const sue = await member("Sue Stranger");
    expect((await sue.type("list")).words).toContain("of 12");
    const [first = ""] = codes;
    const edited = await (await host.edit(first)).send({ visibility: "invited_only" });
    expect(edited.words).toContain("Who sees it: Everybody: it’s listed → Only its hosts and those invited");
    const without = await sue.type("list");
    expect(without.words).toContain("of 11");
    expect(without.words).not.toContain(first);
    await (await host.edit(first)).send({ visibility: "listed" });
    expect((await sue.type("list")).words).toContain(first);
  });

  it("P43: invited only: hosts, cohosts, invitees and registrants see it, nobody else does", async () => {
    const { host, scheduled, member } = stage();
    const code = await scheduled({ visibility: "invited_only" });
    const [ann, carl, sue] = [await member("Ann Lee"), await member("Carl Cohost"), await member("Sue Stranger")];
    await host.type(`invite ${code} ${ann.address}`);
    await host.type(`cohost ${code} @{Carl Cohost}`, { mention: [carl], inHostChannel: true });
    await stage().house.deliver();
    for (const command of ["show", "register", "join", "leave", "edit", "requests", "log"])
      expect((await sue.type(`${command} ${code}`)).words, command).toMatch(UNKNOWN);
    expect((await sue.type("list")).words).not.toContain(code);
    // An invitee knows of it, though others decide.
    expect((await ann.type(`show ${code}`)).words).toContain("Deep sea");
    expect((await ann.type(`edit ${code}`)).words).toContain("Only Hanna Host");
    expect((await ann.type("my")).words).toContain("Deep sea");
    await ann.register(await ann.type(`show ${code}`));
    expect((await ann.type(`leave ${code}`)).words).toContain("Deep sea");
    expect((await ann.type(`show ${code}`)).words).toContain("Deep sea");
    expect((await carl.type(`show ${code}`)).words).toContain("Deep sea");
    expect((await carl.type(`log ${code}`)).words).toContain("Deep sea");
    await host.type(`cohost ${code} remove @{Carl Cohost}`, { mention: [carl], inHostChannel: true });
    expect((await carl.type(`show ${code}`)).words).toMatch(UNKNOWN);
  });

  it("P43: who is known by an invitation alone sees it with the first word they say", async () => {
    const { house, face, host, scheduled } = stage();
    const code = await scheduled({ visibility: "invited_only" });
    await host.type(`invite ${code} new.person@example.org`);
    await house.deliver();
    const newcomer = await face.person("New Person", { address: "new.person@example.org" });
    expect((await newcomer.type(`show ${code}`)).words).toContain("Deep sea");
  });

  it("P43: a guest comes by the invitation's own link; the page without it shows what an unknown code shows", async () => {
    const { house, host, scheduled } = stage();
    const code = await scheduled({ visibility: "invited_only", policy: "automatic" });
    await host.type(`invite ${code} guest@example.org`);
    await house.deliver();
    const [, link = ""] =
      /(https?:\/\/\S+\/me\/\S+)/.exec(house.mail.inbox("guest@example.org").at(-1)?.mail.text ?? "") ?? [];
    const browser = makeBrowser(house.url);
    const page = await browser.get(link);
    expect(page.words).toContain("Deep sea");
    const registered = await browser.send(page, "Register", { firstName: "Gus", lastName: "Guest" });
    expect(registered.words).toContain("You’re in");
    const answers = await Promise.all(
      [code, "ZZZZZZ"].map(async (one) => {
        const answer = await fetch(`${house.url}/w/${one}`);
        return [answer.status, (await answer.text()).replaceAll(one, "CODE").replace(/nonce="[^"]*"/, "")];
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(404);
  });

  it("P43: a series shows what its reader may see, and is hidden with all of its webinars", async () => {
    const { house, host, scheduled, member } = stage();
    const [listed, byLink, hidden] = [
      await scheduled({ title: "Shallows" }),
      await scheduled({ title: "Slope", visibility: "by_link" }),
      await scheduled({ title: "Abyss", visibility: "invited_only" }),
    ];
    const mixed = codeIn(await host.series({ title: "Depths", webinars: [listed, byLink, hidden] }));
    const sue = await member("Sue Stranger");
    const shown = await sue.type(`series ${mixed}`);
    expect(shown.words).toContain("Shallows");
    expect(shown.words).not.toMatch(/Slope|Abyss/);
    expect((await host.type(`series ${mixed}`)).words).toMatch(/Shallows[\s\S]*Slope[\s\S]*Abyss/);
    await host.type(`invite ${hidden} ${sue.address}`);
    await house.deliver();
    expect((await sue.type(`series ${mixed}`)).words).toMatch(/Shallows[\s\S]*Abyss/);

    const deeper = await scheduled({ title: "Trench", visibility: "invited_only" });
    const closed = codeIn(await host.series({ title: "Secret depths", webinars: [deeper] }));
    for (const command of ["series", "show", "register", "form"])
      expect((await sue.type(`${command} ${closed}`)).words, command).toMatch(/There is no (webinar|series)/);
    const all = await sue.type("series");
    expect(all.words).toContain("Depths");
    expect(all.words).not.toMatch(/Secret depths|Trench|Slope/);
    expect((await host.type("series")).words).toContain("Secret depths");

    const linked = await scheduled({ title: "Bay", visibility: "by_link" });
    const open = codeIn(await host.series({ title: "By word of mouth", webinars: [linked] }));
    expect((await sue.type("series")).words).not.toContain("By word of mouth");
    expect((await sue.type(`series ${open}`)).words).toContain("Bay");
  });
});
