import { expect, it } from "vitest";
import { makeBrowser } from "../setup/browser.ts";
import { onBothFaces } from "./both.ts";
import { last, registrationIdIn } from "./face.ts";

onBothFaces("limits", (stage) => {
  it("A6: who registers and cancels over and over is told when they can again, and can always cancel", async () => {
    const { house, scheduled, registered, subjects } = stage();
    const code = await scheduled();
    const { person } = await registered(code, "Ann Lee");
    const again = async () => person.register(await person.type(`show ${code}`));
    for (let i = 0; i < 4; i += 1) {
      expect((await person.leave(code)).words).toContain("registration is cancelled");
      house.clock.advance(60_000);
      expect((await again()).words).toContain("Request received");
    }
    expect((await person.leave(code)).words).toContain("registration is cancelled");
    // The first change was 4 minutes ago.
    expect((await again()).words).toMatch(/registered and cancelled here many times.* Try again in 56 minutes/);
    await house.deliver();
    const told = subjects(person.address).length;
    for (let i = 0; i < 20; i += 1) await again();
    await house.deliver();
    expect(subjects(person.address)).toHaveLength(told);
    house.clock.advance(56 * 60_000);
    expect((await again()).words).toContain("Request received");
  });

  it("A7, P20: what strangers ask in somebody's name never keeps their ID from them in chat", async () => {
    const { house, scheduled, registered, subjects } = stage();
    const code = await scheduled({ policy: "automatic" });
    const { person } = await registered(code, "Ann Lee");
    const id = registrationIdIn(last(person.chat()));
    const browser = makeBrowser(house.url);
    for (let i = 0; i < 6; i += 1) {
      const source = { "x-forwarded-for": `203.0.113.${i}` };
      await browser.post(`/w/${code}/register`, { firstName: "A", lastName: "B", address: person.address }, source);
      await browser.post(`/w/${code}/join`, { address: person.address, id: "", lost: "1" }, source);
    }
    await house.deliver();
    const [mailed, told] = [subjects(person.address).length, person.chat().length];
    for (let i = 0; i < 3; i += 1) expect((await person.type(`resend ${code}`)).words).toContain("Sent again");
    expect((await person.type(`resend ${code}`)).words).toMatch(/asked too often. Try again in (59|60) minutes/);
    await house.deliver();
    expect(subjects(person.address)).toHaveLength(mailed + 3);
    const sent = person.chat().filter(({ words }) => words.includes(id));
    expect(sent.length).toBeGreaterThanOrEqual(3);
    expect(person.chat().length).toBeGreaterThanOrEqual(told + 3);
    // Typed wrong by strangers, at the gate too: chat lets its owner in.
    house.clock.advance(9.9 * 3_600_000);
    for (let i = 0; i < 6; i += 1) await browser.post(`/w/${code}/join`, { address: person.address, id: "x" });
    expect((await person.type(`join ${code}`)).words).toContain("Welcome to");
  });
});
