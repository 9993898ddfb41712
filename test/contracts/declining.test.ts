import { expect, it } from "vitest";
import { makeBrowser } from "../setup/browser.ts";
import type { House } from "../setup/house.ts";
import { onBothFaces } from "./both.ts";
import { last, type Persona } from "./face.ts";

const MINUTE = 60_000;

onBothFaces("an invitation that is declined", (stage) => {
  const invited = async (code: string, name: string): Promise<Persona> => {
    const { host, house, member } = stage();
    const person = await member(name);
    await host.type(`invite ${code} @{${name}}`, { mention: [person], inHostChannel: true });
    await house.deliver();
    return person;
  };

  it("P29: Decline says so in the invitation's place, tells hosts in the log alone, and registering takes it back", async () => {
    const { face, host, house, scheduled, subjects } = stage();
    const code = await scheduled();
    const ann = await invited(code, "Ann Lee");
    const invitation = last(ann.chat());
    expect(invitation.labels).toEqual(["Register", "Decline"]);
    const inChannel = face.channel().length;
    const declined = await ann.press(invitation, "Decline");
    expect(declined.words).toContain("You’re not coming: Deep sea");
    expect(declined.labels).toEqual(["Register"]);
    expect(last(ann.chat()).words).toContain("You’re not coming: Deep sea");
    // Said again, it is answered again, and happened once.
    expect((await ann.type(`leave ${code}`)).words).toContain("You’re not coming: Deep sea");
    await house.deliver();
    expect(face.channel()).toHaveLength(inChannel);
    expect((await host.type(`log ${code}`)).words.match(/declined the invitation/g)).toHaveLength(1);
    expect((await ann.type(`show ${code}`)).words).toMatch(/Invitation: ?Declined/);
    expect((await ann.type("my")).words).toMatch(/Declined:\*? Deep sea|Deep sea\n(?:.* · )?\*?Declined/);
    expect(subjects(ann.address)).toEqual(["You’re invited: Deep sea"]);

    expect((await ann.register(declined)).words).toContain("Request received: Deep sea");
    await house.deliver();
    expect((await ann.type(`show ${code}`)).words).toMatch(/Status: ?Waiting for approval/);
    // The decline is gone for good: who cancels did not decline.
    await ann.leave(code);
    expect((await ann.type(`show ${code}`)).words).toMatch(/Status: ?Cancelled/);
  });

  it("P29: who declined is told of nothing more, neither of another time nor of the end", async () => {
    const { host, house, scheduled, subjects } = stage();
    const code = await scheduled({ registrationIds: false });
    const ann = await invited(code, "Ann Lee");
    const bob = await invited(code, "Bob Ray");
    await ann.press(last(ann.chat()), "Decline");
    await (await host.edit(code)).send({ inMinutes: 900, registrationIds: true });
    await house.deliver();
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await house.deliver();
    expect(subjects(bob.address)).toEqual(expect.arrayContaining(["New time: Deep sea", "Cancelled: Deep sea"]));
    expect(subjects(ann.address)).toEqual(["You’re invited: Deep sea"]);
    expect(ann.chat().some(({ words }) => words.includes("New time"))).toBe(false);
  });

  it("P29: cancel says how many will be told, of those who asked for a seat and of those who did not answer", async () => {
    const { host, house, registered, scheduled, subjects } = stage();
    const code = await scheduled();
    await registered(code, "Eve Else");
    for (const name of ["Ann Lee", "Bob Ray", "Cleo Chen"]) await invited(code, name);
    const dan = await invited(code, "Dan Duarte");
    await dan.press(last(dan.chat()), "Decline");
    const asked = await host.type(`cancel ${code}`);
    expect(asked.words).toContain("1 registered person will be told.");
    expect(asked.words).toContain("3 invited people who haven’t answered will be told, too.");
    expect(asked.labels).toEqual(["Cancel the webinar", "Keep the webinar"]);
    const kept = await host.press(asked, "Keep the webinar");
    expect(kept.words).toContain("Deep sea");
    expect(kept.labels).not.toContain("Cancel the webinar");
    await house.deliver();
    expect(subjects(dan.address)).toEqual(["You’re invited: Deep sea"]);
    expect((await host.type(`show ${code}`)).words).not.toMatch(/cancelled/i);
  });

  it("P29: an invitation that is not answered stands among what somebody has, and can be declined there", async () => {
    const { house, scheduled } = stage();
    const code = await scheduled();
    const ann = await invited(code, "Ann Lee");
    const mine = await ann.type("my");
    expect(mine.words).toMatch(/Invitation: ?Not answered yet/);
    // Teams names the item on each button.
    const [decline = ""] = mine.labels.filter((label) => label.startsWith("Decline"));
    expect(mine.labels.some((label) => label.startsWith("Register"))).toBe(true);
    expect((await ann.press(mine, decline)).words).toContain("You’re not coming: Deep sea");
    await house.deliver();
    const declined = await ann.type("my");
    expect(declined.words).toMatch(/Declined:\*? Deep sea|Deep sea\n(?:.* · )?\*?Declined/);
    expect(declined.labels.join()).not.toContain("Decline");
    await ann.register(await ann.type(`show ${code}`));
    expect((await ann.type("my")).labels.join()).not.toContain("Decline");
  });

  it("P29: leave typed by who is only invited declines; who is registered is shown that, and others are refused", async () => {
    const { house, member, registered, scheduled } = stage();
    const code = await scheduled({ inMinutes: 60 });
    const ann = await invited(code, "Ann Lee");
    const invitation = last(ann.chat());
    expect((await ann.type(`leave ${code}`)).words).toContain("You’re not coming: Deep sea");
    await house.deliver();
    // The invitation says so too.
    expect(ann.chat().some(({ labels }) => labels.includes("Decline"))).toBe(false);
    await ann.register(await ann.type(`show ${code}`));
    await house.deliver();
    expect((await ann.press(invitation, "Decline")).words).toContain("You’ve already asked for a seat");
    const { person: eve } = await registered(code, "Eve Else");
    expect((await eve.type(`leave ${code}`)).words).toContain("Withdraw your request for “Deep sea”?");
    expect((await (await member("Sam Late")).type(`leave ${code}`)).words).toContain("You are not registered");

    const cleo = await invited(code, "Cleo Chen");
    const late = last(cleo.chat());
    house.clock.advance(180 * MINUTE);
    expect((await cleo.press(late, "Decline")).words).toContain("Webinar ended: Deep sea");
  });

  const linkTo = (house: House, { address }: Persona): string =>
    /\S+\/me\/[^\s?]+/.exec(house.mail.inbox(address)[0]?.mail.text ?? "")?.[0] ?? "";

  it("P29: once declined, whatever is asked for again says so: resend by message and mail, a second invite, lists, page", async () => {
    const { host, house, scheduled, subjects } = stage();
    const code = await scheduled();
    const ann = await invited(code, "Ann Lee");
    await ann.press(last(ann.chat()), "Decline");
    await house.deliver();
    expect((await ann.type(`resend ${code}`)).words).toContain("Sent again");
    await house.deliver();
    expect(last(ann.chat()).words).toContain("You’re not coming: Deep sea");
    expect(last(ann.chat()).labels).toEqual(["Register"]);
    expect(subjects(ann.address)).toEqual(["You’re invited: Deep sea", "You’re not coming: Deep sea"]);
    const mail = house.mail.inbox(ann.address).at(-1)?.mail;
    expect(mail?.text).toContain("/me/");
    expect(mail?.text).not.toContain("?decline");

    const before = ann.chat().length;
    const again = await host.type(`invite ${code} @{Ann Lee}`, { mention: [ann], inHostChannel: true });
    expect(again.words).toContain("1 was already invited");
    await house.deliver();
    expect(ann.chat()).toHaveLength(before);

    const browser = makeBrowser(house.url);
    const page = await browser.get(linkTo(house, ann));
    expect(page.words).toContain("You declined this invitation. If your plans change, register.");
    expect(page.html).not.toContain(">Decline<");
    expect((await browser.get(`${linkTo(house, ann)}?list=mine`)).words).toMatch(/Invitation: declined/);
    await ann.register(await ann.type(`show ${code}`));
    expect((await browser.get(linkTo(house, ann))).words).not.toContain("You declined");
  });

  it("P29: every invitation that stands in somebody's chat says that it was declined, at once or when it is pressed", async () => {
    const { host, house, scheduled } = stage();
    const code = await scheduled({ registrationIds: false });
    const ann = await invited(code, "Ann Lee");
    await ann.type(`resend ${code}`);
    await house.deliver();
    await (await host.edit(code)).send({ inMinutes: 900 });
    await house.deliver();
    const invitations = () => ann.chat().filter(({ labels }) => labels.includes("Decline"));
    const [first] = invitations();
    expect(invitations()).toHaveLength(2);
    await ann.type(`leave ${code}`);
    await house.deliver();
    // The last of each kind is edited: the second invitation, and the news of another time.
    expect(
      ann.chat().filter(({ words }) => words.includes("You’re not coming: Deep sea")).length,
    ).toBeGreaterThanOrEqual(2);
    expect(ann.chat().some(({ words }) => words.includes("New time"))).toBe(false);
    if (first && invitations().length > 0) await ann.press(last(invitations()), "Decline");
    expect(invitations()).toEqual([]);
    const news = ann.chat().filter(({ words }) => words.includes("Deep sea") && !words.includes("Sent again"));
    for (const { labels, words } of news)
      expect([words.includes("You’re not coming: Deep sea"), labels]).toEqual([true, ["Register"]]);
  });

  it("P29: in what is over, who said no declined, and who did not answer has an invitation without an answer", async () => {
    const { house, scheduled } = stage();
    const code = await scheduled({ inMinutes: 10 });
    const ann = await invited(code, "Ann Lee");
    const bob = await invited(code, "Bob Ray");
    await ann.press(last(ann.chat()), "Decline");
    await house.deliver();
    house.clock.advance(180 * MINUTE);
    const pastOf = async (person: Persona) =>
      (await person.press(await person.type("my"), "See past registrations")).words;
    expect(await pastOf(ann)).toMatch(/Declined:\*? Deep sea|Deep sea\n(?:.* · )?\*?Declined/);
    const silent = await pastOf(bob);
    expect(silent).toMatch(/Invitation: ?Not answered/);
    expect(silent).not.toMatch(/Status|not registered/i);
    const past = await makeBrowser(house.url).get(`${linkTo(house, bob)}?list=past`);
    expect(past.words).toMatch(/Invitation: not answered/);
  });

  it("P29: a webinar without registration shows who declined that they did, in chat and on their page", async () => {
    const { house, scheduled } = stage();
    const code = await scheduled({ registration: false });
    const ann = await invited(code, "Ann Lee");
    await ann.press(last(ann.chat()), "Decline");
    await house.deliver();
    expect((await ann.type(`show ${code}`)).words).toMatch(/Invitation: ?Declined/);
    const page = await makeBrowser(house.url).get(linkTo(house, ann));
    expect(page.words).toContain("You declined this invitation. If your plans change, you can still come.");
  });

  it("P29: show offers Decline to who has not answered, and to nobody else", async () => {
    const { house, member, scheduled } = stage();
    const code = await scheduled();
    const ann = await invited(code, "Ann Lee");
    const shown = await ann.type(`show ${code}`);
    expect(shown.labels).toEqual(["Register", "Decline"]);
    expect((await (await member("Sam Late")).type(`show ${code}`)).labels).toEqual(["Register"]);
    expect((await ann.press(shown, "Decline")).words).toContain("You’re not coming: Deep sea");
    await house.deliver();
    expect((await ann.type(`show ${code}`)).labels).toEqual(["Register"]);
  });
});
