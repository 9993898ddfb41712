import { expect, it } from "vitest";
import { makeBrowser } from "../setup/browser.ts";
import { onBothFaces } from "./both.ts";
import { last } from "./face.ts";

onBothFaces("by what somebody is told", (stage) => {
  const TITLE = "Deep sea";
  /** Presses *How I’m told* on somebody's newest message, and one choice on what that shows. */
  const choose = async (person: Awaited<ReturnType<ReturnType<typeof stage>["member"]>>, label: string) => {
    const shown = await person.press(
      last(person.chat().filter(({ labels }) => labels.includes("How I’m told"))),
      "How I’m told",
    );
    expect(shown.words).toContain(`How you get news of “${TITLE}”`);
    return person.press(shown, label);
  };

  it("S5: direct message alone, for one webinar; what cannot be delivered so still goes by mail (N2)", async () => {
    const { host, house, face, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    const chosen = await choose(ann, "Direct message only");
    expect(chosen.words).toMatch(/^By direct message only\.$/m);
    expect(chosen.words).not.toContain("This is how you get news");
    expect(chosen.labels).toEqual(expect.arrayContaining(["Direct message and email", "Email only"]));
    const mails = subjects(ann.address).length;
    await host.decide(cardOf("Ann Lee"), "Approve");
    expect(subjects(ann.address)).toHaveLength(mails);
    expect(last(ann.chat()).words).toContain(TITLE);
    // Of another webinar they are told both ways.
    const other = await scheduled({ title: "Reefs" });
    await ann.register(await ann.type(`show ${other}`));
    await house.deliver();
    expect(subjects(ann.address).slice(mails)).toEqual(["Request received: Reefs"]);

    await face.deactivate(ann);
    await (await host.edit(code)).send({ password: "tulip", inMinutes: 700 });
    await house.deliver();
    expect(subjects(ann.address).filter((subject) => subject === `New time: ${TITLE}`)).toHaveLength(1);
  });

  it("S5: mail alone, for all webinars", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    const own = await choose(ann, "Email only");
    const everywhere = await ann.press(own, "Use email for all webinars");
    expect(everywhere.words).toContain("By email only.");
    expect(everywhere.labels).not.toContain("Use email for all webinars");
    const chat = ann.chat().length;
    await host.decide(cardOf("Ann Lee"), "Approve");
    const other = await scheduled({ title: "Reefs" });
    await host.type(`invite ${other} ${ann.address}`);
    await house.deliver();
    expect(ann.chat()).toHaveLength(chat);
    expect(subjects(ann.address).slice(-2)).toEqual([`You’re in: ${TITLE}`, "You’re invited: Reefs"]);
  });

  it("S5, P15: an entry that a mail brought before still moves and goes with it", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    house.clock.advance(1_000);
    await choose(ann, "Direct message only");
    const mails = subjects(ann.address).length;
    await (await host.edit(code)).send({ password: "tulip" });
    await (await host.edit(code)).send({ inMinutes: 900 });
    await house.deliver();
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await house.deliver();
    expect(subjects(ann.address).slice(mails)).toEqual([`New time: ${TITLE}`, `Cancelled: ${TITLE}`]);
  });

  it("S5: the personal page has the same choice", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    const browser = makeBrowser(house.url);
    const [me = ""] = /\/me\/[^\s#?]+/.exec(house.mail.inbox(ann.address).at(-1)?.mail.text ?? "") ?? [];
    const page = await browser.get(`${me}?settings`);
    await browser.post(me, { do: "settings", everywhere: "both", here: "dm" });
    const after = await browser.get(`${me}?settings`);
    const chosen = (html: string) => [...html.matchAll(/<option value="(\w+)" selected>/g)].map(([, value]) => value);
    expect([chosen(page.html), chosen(after.html)]).toEqual([
      ["both", "as_everywhere"],
      ["both", "dm"],
    ]);
    const mails = subjects(ann.address).length;
    await host.decide(cardOf("Ann Lee"), "Approve");
    expect(subjects(ann.address)).toHaveLength(mails);
    await browser.post(me, { do: "settings", everywhere: "both", here: "as_everywhere" });
    expect(chosen((await browser.get(`${me}?settings`)).html)).toEqual(["both", "as_everywhere"]);
  });
});
