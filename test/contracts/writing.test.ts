import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last, type Persona } from "./face.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

onBothFaces("what hosts write to many", (stage) => {
  const TEXT = "Bring a *leaf* <b>\nand a [friend](https://evil.example).";
  const pass = async (ms: number) => {
    const { house } = stage();
    house.clock.advance(ms);
    await house.deliver();
  };
  const wrote = (person: Persona) =>
    person.chat().filter(({ words }) => words.includes("Message from Hanna Host: Deep sea"));
  const heading = (person: Persona, title: string) => person.chat().filter(({ words }) => words.includes(title));

  it("P31: shown first with the exact number, sent after a minute to each once by message and mail, and its end is told", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    await host.decide(cardOf("Ann Lee"), "Approve");
    const shown = await host.writeTo(code, { to: "approved", text: TEXT });
    expect(shown.words).toContain("To 1 approved person");
    expect(shown.words).toContain("Message from Hanna Host: Deep sea");
    expect(shown.words).toContain("Bring a *leaf* <b>");
    const answer = await host.sendWritten();
    expect(answer.words).toContain("goes out in a minute: Deep sea");
    await house.usher.worker.drain();
    expect(last(heading(host, "goes out in a minute")).labels).toEqual(["Undo"]);
    expect(wrote(ann)).toEqual([]);

    await pass(MINUTE + 5_000);
    expect(wrote(ann)).toHaveLength(1);
    expect(last(wrote(ann)).words).toContain("and a [friend](https://evil.example).");
    expect(wrote(bob)).toEqual([]);
    expect(subjects(ann.address).filter((subject) => subject === "Message from Hanna Host: Deep sea")).toHaveLength(1);
    expect(subjects(bob.address)).not.toContain("Message from Hanna Host: Deep sea");
    const mail = house.mail.inbox(ann.address).at(-1)?.mail;
    expect(mail?.html).toMatch(/<blockquote[^>]*>Bring a \*leaf\* &lt;b&gt;<br>/);
    expect(mail?.headers.has("list-unsubscribe") || mail?.headers.has("list")).toBe(true);
    const [done] = heading(host, "Message sent: Deep sea");
    expect(done?.words).toContain("Your message went to 1 approved person");
    expect(done?.labels).toEqual(["Roster"]);
    expect(heading(host, "goes out in a minute")).toEqual([]);
    expect((await host.type(`log ${code}`)).words).toContain("wrote to people");
  });

  it("P31: taken back within a minute it reaches nobody, and three a day are the limit", async () => {
    const { host, house, registered, scheduled } = stage();
    const code = await scheduled();
    const { person: bob } = await registered(code, "Bob Ray");
    const send = async () => {
      await host.writeTo(code, { to: "pending", text: "Soon." });
      const answer = await host.sendWritten();
      await house.usher.worker.drain();
      return answer;
    };
    // Where it was sent, and in the message that tells of it.
    expect((await host.press(await send(), "Undo")).words).toContain("Message not sent: Deep sea");
    await pass(2 * MINUTE);
    await send();
    // A second apart, as messages to one person are.
    house.clock.advance(2_000);
    await house.usher.worker.drain();
    expect((await host.press(last(heading(host, "goes out in a minute")), "Undo")).words).toContain(
      "Message not sent: Deep sea",
    );
    await pass(2 * MINUTE);
    expect(wrote(bob)).toEqual([]);
    expect(heading(host, "Message not sent: Deep sea")).not.toEqual([]);
    for (let i = 0; i < 3; i += 1) {
      expect((await send()).words).toContain("goes out in a minute");
      await pass(2 * MINUTE);
    }
    expect(wrote(bob)).toHaveLength(3);
    expect((await send()).words).toContain("3 messages a day are the limit");
    await pass(DAY);
    expect((await send()).words).toContain("goes out in a minute");
  });

  it("P29, P31: Nudge tells those who did not answer the invitation once more, and nobody else", async () => {
    const { host, house, member, scheduled, subjects } = stage();
    const code = await scheduled({ nudge: "none" });
    const [ann, bob] = [await member("Ann Lee"), await member("Bob Ray")];
    await host.type(`invite ${code} ${ann.address} ${bob.address} gus@example.org`);
    await house.deliver();
    await bob.press(last(bob.chat()), "Decline");
    await house.deliver();
    const shown = await host.nudge(code);
    expect(shown.words).toContain("Nudge 2 people: Deep sea");
    expect(shown.words).toContain("Are you coming? Deep sea");
    await host.sendWritten();
    await pass(MINUTE + 5_000);
    for (const address of [ann.address, "gus@example.org"])
      expect(subjects(address).filter((subject) => subject === "Are you coming? Deep sea")).toHaveLength(1);
    expect(last(ann.chat()).labels).toEqual(["Register", "Decline"]);
    expect(heading(bob, "Are you coming?")).toEqual([]);
    expect(last(heading(host, "Invitation sent again: Deep sea")).words).toContain(
      "It went to 2 people who haven’t answered the invitation",
    );
  });

  it("P19, P31: who hosts it not writes to nobody, and nothing is sent without words or to nobody", async () => {
    const { host, member, scheduled, registered } = stage();
    const code = await scheduled();
    const ann = await member("Ann Lee");
    expect((await ann.type(`message ${code}`)).words).toContain("Hanna Host");
    expect((await host.writeTo(code, { to: "approved", text: "Hello." })).words).toContain("nobody to write to");
    await registered(code, "Bob Ray");
    expect((await host.writeTo(code, { to: "pending", text: " " })).words).toContain("Say what you want to write.");
  });

  it("P31: after the end, who came and who missed it can be written to", async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    for (const name of ["Ann Lee", "Bob Ray"]) await host.decide(cardOf(name), "Approve");
    await pass(600 * MINUTE);
    await ann.type(`join ${code}`);
    await house.deliver();
    await pass(90 * MINUTE);
    expect((await host.writeTo(code, { to: "missed", text: "A pity." })).words).toContain("To 1 person who missed it");
    await host.sendWritten();
    await pass(2 * MINUTE);
    expect(wrote(ann)).toEqual([]);
    expect(last(wrote(bob)).words).toContain("A pity.");
  });
});
