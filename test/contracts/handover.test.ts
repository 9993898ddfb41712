import { expect, it } from "vitest";
import { admin } from "../setup/admin.ts";
import { onBothFaces, type Stage } from "./both.ts";
import { last, type Persona } from "./face.ts";
import { takesRequests } from "./own-chat.ts";

const MINUTE = 60_000;

/** A webinar with a cohost, both of them known. */
const cohosted = async ({ member, scheduled, house }: Stage, fields = {}): Promise<{ code: string; cora: Persona }> => {
  const cora = await member("Cora Cohost");
  const code = await scheduled({ cohosts: [cora], ...fields });
  await house.deliver();
  return { code, cora };
};

onBothFaces("a webinar in other hands", (stage) => {
  it("P44: a host hands it over to a cohost, and becomes one; everybody is told, and lists, entries and the log follow", async () => {
    const { host, house, face, subjects } = stage();
    const { code, cora } = await cohosted(stage());
    const asked = await host.type(`handover ${code} @{Cora Cohost}`, { mention: [cora], inHostChannel: true });
    const done = await host.press(asked, "Hand it over");
    expect(done.words).toMatch(/You handed “Deep sea” over to Cora Cohost|Cora Cohost now hosts “Deep sea”/);
    expect(done.words).toContain("You stay on as a cohost.");
    await house.deliver();
    expect(last(cora.chat()).words).toContain("You now host “Deep sea”");
    expect(subjects(cora.address).at(-1)).toBe("You’re the host: Deep sea");
    expect(subjects(host.address).at(-1)).toBe("You’re a cohost: Deep sea");
    expect(face.channel().some(({ words }) => /Host:? ?Cora Cohost/.test(words))).toBe(true);
    const shown = await cora.type(`show ${code}`);
    expect(shown.words).toMatch(/Host: ?Cora Cohost/);
    expect(shown.words).toMatch(/Cohosts: ?Hanna Host/);
    expect((await cora.type(`log ${code}`)).words).toContain("put it into other hands");
    const refused = await host.type(`handover ${code} @{Cora Cohost}`, { mention: [cora], inHostChannel: true });
    expect(refused.words).toContain("Only Cora Cohost can hand Deep sea over to somebody.");
    await cora.type(`cohost ${code} remove @{Hanna Host}`, { mention: [host], inHostChannel: true });
    expect((await host.type("edit")).words).toContain("You host no upcoming webinars");
    expect((await cora.type("edit")).words).toContain("Deep sea");
  });

  it("P44: a name that is typed is asked about first; Not now changes nothing, and pressing twice is once", async () => {
    const { host, house } = stage();
    const { code, cora } = await cohosted(stage());
    const asked = await host.type(`handover ${code} @{Cora Cohost}`, { mention: [cora], inHostChannel: true });
    expect(asked.words).toContain("Hand “Deep sea” over to Cora Cohost?");
    expect(asked.words).toContain("Cora Cohost becomes the host, and only Cora Cohost can hand it back.");
    expect(asked.labels).toEqual(["Hand it over", "Not now"]);
    expect((await host.press(asked, "Not now")).words).toMatch(/Host: ?Hanna Host/);
    await house.deliver();
    expect((await cora.type(`show ${code}`)).words).toMatch(/Host: ?Hanna Host/);
    for (let press = 0; press < 2; press += 1) {
      const { words } = await host.press(asked, "Hand it over");
      expect(words).toMatch(/You handed “Deep sea” over to Cora Cohost|Cora Cohost now hosts “Deep sea”/);
      expect(words).toContain("You stay on as a cohost.");
    }
    expect((await cora.type(`log ${code}`)).words.match(/put it into other hands/g)).toHaveLength(1);
  });

  it("P44: who is a cohost steps down by a button that asks once more, and pressing twice is once", async () => {
    const { host, house } = stage();
    const { cora } = await cohosted(stage());
    const news = last(cora.chat());
    const asked = await cora.press(news, "Step down as cohost");
    expect(asked.words).toContain("Step down as cohost of “Deep sea”?");
    expect(asked.labels).toEqual(["Step down", "Stay a cohost"]);
    expect((await cora.press(asked, "Stay a cohost")).words).toMatch(/Cohosts: ?Cora Cohost/);
    const again = await cora.press(news, "Step down as cohost");
    for (let press = 0; press < 2; press += 1)
      expect((await cora.press(again, "Step down")).words).toContain("You’re no longer a cohost of “Deep sea”");
    await house.deliver();
    expect((await cora.type("edit")).words).toContain("You host no upcoming webinars");
    expect((await host.type("edit")).words).toContain("Deep sea");
  });

  it("P44: without a name the host chooses among the cohosts; only one of them can host", async () => {
    const { host, house, member, scheduled } = stage();
    const alone = await scheduled({ title: "Alone" });
    expect((await host.type(`handover ${alone}`)).words).toContain("Alone has no cohost who could host it.");
    const { code } = await cohosted(stage());
    const ann = await member("Ann Lee");
    const stranger = await host.type(`handover ${code} @{Ann Lee}`, { mention: [ann], inHostChannel: true });
    expect(stranger.words).toContain("Ann Lee is no cohost.");
    const nobody = await host.type(`handover ${code} nobody@example.net`);
    expect(nobody.words).toContain("nobody@example.net may not host here: only full members who may schedule can.");
    const done = await host.handOver(code, "Cora Cohost");
    expect(done.words).toMatch(/You handed “Deep sea” over to Cora Cohost|Cora Cohost now hosts “Deep sea”/);
    await house.deliver();
    expect((await ann.type(`handover ${code}`)).words).toContain("Only Cora Cohost and the cohosts");
  });

  it("P44: a cohost takes over from a host who is gone, and from no other", async () => {
    const { host, house, face } = stage();
    const { code, cora } = await cohosted(stage());
    await host.type("help");
    const refused = await cora.type(`handover ${code}`);
    expect(refused.words).toContain("Hanna Host hosts Deep sea and is still here");
    await face.deactivate(host);
    const taken = await cora.type(`handover ${code}`);
    expect(taken.words).toContain("You now host “Deep sea”");
    expect(taken.words).toContain("Hanna Host’s account is deactivated.");
    await house.deliver();
    const shown = await cora.type(`show ${code}`);
    expect(shown.words).toMatch(/Host: ?Cora Cohost/);
    expect(shown.words).not.toContain("Hanna Host");
  });

  it("P44: requests that would come to the chat of a host who is gone come to a cohost's", async () => {
    const { host, house, face, registered } = stage();
    const { code, cora } = await cohosted(stage());
    await takesRequests(stage(), host, code);
    await face.deactivate(host);
    await registered(code, "Ann Lee");
    await house.deliver();
    expect(cora.chat().some(({ words }) => words.includes("Ann Lee asks to join “Deep sea”"))).toBe(true);
    await registered(code, "Bob Ray");
    await house.deliver();
    expect(cora.chat().filter(({ words }) => words.includes("Bob Ray asks to join"))).toHaveLength(1);
  });

  it("P44, P31: how far a message is that a host wrote who is gone, is told to nobody else", async () => {
    const { host, house, face, registered } = stage();
    const { code, cora } = await cohosted(stage());
    await takesRequests(stage(), host, code);
    const { person: ann } = await registered(code, "Ann Lee");
    await host.writeTo(code, { to: "pending", text: "Bring a leaf." });
    await host.sendWritten();
    await face.deactivate(host);
    for (const ms of [MINUTE + 5_000, 10 * MINUTE]) {
      house.clock.advance(ms);
      await house.deliver();
    }
    expect(last(ann.chat()).words).toContain("Bring a leaf.");
    await registered(code, "Bob Ray");
    await house.deliver();
    expect(cora.chat().some(({ words }) => words.includes("Bob Ray asks to join"))).toBe(true);
    expect(cora.chat().filter(({ words }) => /goes out in a minute|Message sent: Deep sea/.test(words))).toEqual([]);
  });

  it("P44: the operator puts it into the hands of a member, on the command line", async () => {
    const { house, member } = stage();
    const { code, cora } = await cohosted(stage());
    const dan = await member("Dan Duarte");
    const nobody = await admin(house, "handover", code, "nobody@example.net");
    expect(nobody.stderr).toContain("I know nobody with the address nobody@example.net.");
    const { stdout } = await admin(house, "handover", code, dan.address);
    expect(stdout).toContain("Deep sea: Dan Duarte hosts it now. Hanna Host is a cohost");
    await house.deliver();
    expect(last(dan.chat()).words).toContain("You now host “Deep sea”");
    expect(last(cora.chat()).words).toMatch(/Dan Duarte now hosts “Deep sea”/);
  });

  it("P44, N6: a reminder whose turn is that of a host who is gone goes to the next", async () => {
    const { host, house, face, registered } = stage();
    const { code, cora } = await cohosted(stage(), { inMinutes: 3 * 24 * 60, wait: "60" });
    await host.type("help");
    await registered(code, "Ann Lee");
    await face.deactivate(host);
    house.clock.advance(80 * MINUTE);
    await house.deliver();
    expect(last(cora.chat()).words).toContain("1 request is waiting for your decision: Deep sea");
  });
});
