import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last } from "./face.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

onBothFaces("reminders", (stage) => {
  /** Lets time go by until then, and what is due be told. */
  const until = async (at: number) => {
    const { house } = stage();
    house.clock.advance(at - house.clock.now());
    await house.deliver();
  };
  const startIn = (minutes: number) => Math.floor(stage().house.clock.now() / MINUTE + minutes) * MINUTE;

  it("P14: who is approved is reminded a day, an hour and ten minutes before, by message and mail, and nobody else", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const start = startIn(2 * 24 * 60);
    const code = await scheduled({ inMinutes: 2 * 24 * 60 });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    const { person: cleo } = await registered(code, "Cleo Chen");
    await host.decide(cardOf("Ann Lee"), "Approve");
    await host.decide(cardOf("Cleo Chen"), "Approve");

    await until(start - DAY);
    const [day] = ann.chat().filter(({ words }) => words.includes("Starts in 24 hours: Deep sea"));
    expect(day?.words).toMatch(/Registration ID:?\s/);
    expect(day?.labels).toContain("Cancel my registration");
    expect(subjects(ann.address).at(-1)).toBe("Starts in 24 hours: Deep sea");
    expect(subjects(cleo.address).at(-1)).toBe("Starts in 24 hours: Deep sea");

    await cleo.leave(code);
    await until(start - 60 * MINUTE);
    await until(start - 10 * MINUTE);
    expect(subjects(ann.address).filter((subject) => subject.startsWith("Starts in"))).toEqual([
      "Starts in 24 hours: Deep sea",
      "Starts in 1 hour: Deep sea",
      "Starts in 10 minutes: Deep sea",
    ]);
    expect(subjects(cleo.address).filter((subject) => subject.startsWith("Starts in"))).toHaveLength(1);
    expect(subjects(bob.address).filter((subject) => subject.startsWith("Starts in"))).toEqual([]);
    expect(bob.chat().filter(({ words }) => words.includes("Starts in"))).toEqual([]);
    const final = last(ann.chat());
    expect(final.words).toContain("Starts in 10 minutes: Deep sea");
    expect(final.labels).toEqual(["Join"]);
    // Its button lets in.
    expect((await ann.press(final, "Join")).words).toContain("Welcome to Deep sea");
    const mail = house.mail.inbox(ann.address).at(-1)?.mail;
    expect(mail?.attachments).toEqual([]);
    expect(mail?.text).toMatch(/\/me\/\S+#/);
  });

  it("P14: a moved start moves its reminders, and a webinar that is called off has none", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const date = new Date(house.clock.now() + 4 * DAY).toISOString().slice(0, 10);
    const code = await scheduled({ start: { date, time: "10:00" } });
    const { person: ann } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    await (await host.edit(code)).send({ start: { date, time: "16:00" } });
    await house.deliver();
    const reminded = () => subjects(ann.address).filter((subject) => subject.startsWith("Starts in"));
    const start = Date.parse(`${date}T16:00:00+01:00`);
    await until(start - DAY);
    expect(reminded()).toEqual(["Starts in 24 hours: Deep sea"]);
    // An hour and ten minutes before the former start nobody hears of it.
    for (const before of [7 * 60, 6 * 60 + 10, 60]) await until(start - before * MINUTE);
    expect(reminded()).toEqual(["Starts in 24 hours: Deep sea", "Starts in 1 hour: Deep sea"]);
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await until(start - 10 * MINUTE);
    expect(reminded()).toHaveLength(2);
  });

  it("P14, P38: the host chooses when, and says something of their own, set off from ours and escaped", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const own = "Bring a *leaf* <b>\nand [x](https://evil.example).";
    const start = startIn(600);
    const code = await scheduled({ inMinutes: 600, reminders: ["180", "30"], reminderText: own });
    const { person: ann } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    for (const before of [180, 60, 30, 10]) await until(start - before * MINUTE);
    expect(subjects(ann.address).filter((subject) => subject.startsWith("Starts in"))).toEqual([
      "Starts in 3 hours: Deep sea",
      "Starts in 30 minutes: Deep sea",
    ]);
    const told = last(ann.chat().filter(({ words }) => words.includes("Starts in")));
    expect(told.words).toContain("Bring a *leaf* <b>");
    expect(told.words).toContain("and [x](https://evil.example).");
    const mail = house.mail.inbox(ann.address).find(({ mail }) => mail.subject?.startsWith("Starts in 3"))?.mail;
    expect(mail?.html).toContain("Bring a *leaf* &lt;b&gt;");
    expect(mail?.html).toMatch(/<blockquote[^>]*>Bring a/);
    expect(mail?.text).toContain("> Bring a *leaf* <b>");
    // The edit form shows what was chosen.
    await (await host.edit(code)).send({ reminders: [] });
    expect((await host.type(`log ${code}`)).words).toContain("Deep sea");
  });
});
