import { expect, it } from "vitest";
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
    expect(declined.words).toContain("Declined: Deep sea");
    expect(declined.labels).toEqual(["Register"]);
    expect(last(ann.chat()).words).toContain("Declined: Deep sea");
    // Said again, it is answered again, and happened once.
    expect((await ann.type(`leave ${code}`)).words).toContain("Declined: Deep sea");
    await house.deliver();
    expect(face.channel()).toHaveLength(inChannel);
    expect((await host.type(`log ${code}`)).words.match(/declined the invitation/g)).toHaveLength(1);
    expect((await ann.type(`show ${code}`)).words).toMatch(/Status: ?declined/);
    expect((await ann.type("my")).words).toMatch(/Status: ?declined/);
    expect(subjects(ann.address)).toEqual(["You’re invited: Deep sea"]);

    expect((await ann.register(declined)).words).toContain("Request received: Deep sea");
    await house.deliver();
    expect((await ann.type(`show ${code}`)).words).toMatch(/Status: ?waiting for approval/);
    // The decline is gone for good: who cancels did not decline.
    await ann.leave(code);
    expect((await ann.type(`show ${code}`)).words).toMatch(/Status: ?cancelled/);
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
    expect(asked.words).toContain("1 person holds or waits for a seat and will be told.");
    expect(asked.words).toContain("3 invited people who did not answer will be told.");
    expect(asked.labels).toEqual(["Cancel the webinar", "Keep it"]);
    const kept = await host.press(asked, "Keep it");
    expect(kept.words).toContain("Deep sea");
    expect(kept.labels).not.toContain("Cancel the webinar");
    await house.deliver();
    expect(subjects(dan.address)).toEqual(["You’re invited: Deep sea"]);
    expect((await host.type(`show ${code}`)).words).not.toContain("cancelled");
  });

  it("P29: an invitation that is not answered stands among what somebody has, and can be declined there", async () => {
    const { house, scheduled } = stage();
    const code = await scheduled();
    const ann = await invited(code, "Ann Lee");
    const mine = await ann.type("my");
    expect(mine.words).toMatch(/Status: ?invited, not answered yet/);
    // Teams names the item on each button.
    const [decline = ""] = mine.labels.filter((label) => label.startsWith("Decline"));
    expect(mine.labels.some((label) => label.startsWith("Register"))).toBe(true);
    expect((await ann.press(mine, decline)).words).toContain("Declined: Deep sea");
    await house.deliver();
    const declined = await ann.type("my");
    expect(declined.words).toMatch(/Status: ?declined/);
    expect(declined.labels.join()).not.toContain("Decline");
    await ann.register(await ann.type(`show ${code}`));
    expect((await ann.type("my")).labels.join()).not.toContain("Decline");
  });

  it("P29: leave typed by who is only invited declines; who is registered is shown that, and others are refused", async () => {
    const { house, member, registered, scheduled } = stage();
    const code = await scheduled({ inMinutes: 60 });
    const ann = await invited(code, "Ann Lee");
    const invitation = last(ann.chat());
    expect((await ann.type(`leave ${code}`)).words).toContain("Declined: Deep sea");
    await house.deliver();
    // The invitation says so too.
    expect(ann.chat().some(({ labels }) => labels.includes("Decline"))).toBe(false);
    await ann.register(await ann.type(`show ${code}`));
    await house.deliver();
    expect((await ann.press(invitation, "Decline")).words).toContain("You registered already");
    const { person: eve } = await registered(code, "Eve Else");
    expect((await eve.type(`leave ${code}`)).words).toContain("Cancel your registration for Deep sea?");
    expect((await (await member("Sam Late")).type(`leave ${code}`)).words).toContain("You are not registered");

    const cleo = await invited(code, "Cleo Chen");
    const late = last(cleo.chat());
    house.clock.advance(180 * MINUTE);
    expect((await cleo.press(late, "Decline")).words).toContain("Over: Deep sea");
  });
});
