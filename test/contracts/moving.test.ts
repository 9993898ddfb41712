import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last } from "./face.ts";

const MINUTE = 60_000;

const lineOf = (calendar: string, name: string): string =>
  calendar
    .replaceAll(/\r?\n[ \t]/g, "")
    .split(/\r?\n/)
    .find((line) => line.startsWith(name)) ?? "";

onBothFaces("moving and cancelling", (stage) => {
  const calendars = (address: string) =>
    stage()
      .house.mail.inbox(address)
      .flatMap(({ mail }) => mail.attachments)
      .filter(({ contentType }) => contentType.startsWith("text/calendar"))
      .map(({ content }) => content.toString());

  it("P15, P16: everybody who holds a seat is told once, with the old and the new time and their zone; the calendar entry rises", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const date = new Date(house.clock.now() + 4 * 24 * 60 * MINUTE).toISOString().slice(0, 10);
    const code = await scheduled({ start: { date, time: "10:00" } });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    const { person: cleo } = await registered(code, "Cleo Chen");
    await host.decide(cardOf("Ann Lee"), "Approve");
    await host.decide(cardOf("Cleo Chen"), "Reject");
    const entry = calendars(ann.address).at(-1) ?? "";
    expect(lineOf(entry, "STATUS")).toBe("STATUS:CONFIRMED");
    expect(calendars(bob.address).map((one) => lineOf(one, "STATUS"))).toEqual(["STATUS:TENTATIVE"]);

    const moved = await (await host.edit(code)).send({ start: { date, time: "16:30" } });
    expect(moved.words).toContain("Everybody who has a seat or is waiting for one is told the new time");
    await house.deliver();
    for (const person of [ann, bob]) {
      expect(subjects(person.address).filter((subject) => subject === "New time: Deep sea")).toHaveLength(1);
      const told = person.chat().filter(({ words }) => words.includes("New time: Deep sea"));
      expect(told).toHaveLength(1);
      expect(told[0]?.words).toMatch(/Was: ~?.*10:00 – 11:00/);
      expect(told[0]?.words).toMatch(/New time: Deep sea\n\*?.*16:30 – 17:30 \((Paris time, UTC\+\d|your time)\)/);
    }
    expect(subjects(cleo.address)).not.toContain("New time: Deep sea");
    expect(cleo.chat().filter(({ words }) => words.includes("New time"))).toEqual([]);

    const newer = calendars(ann.address).at(-1) ?? "";
    expect(lineOf(newer, "UID")).toBe(lineOf(entry, "UID"));
    const sequence = (text: string) => Number(lineOf(text, "SEQUENCE").split(":")[1] ?? Number.NaN);
    expect(sequence(newer)).toBeGreaterThan(sequence(entry));
    expect(lineOf(newer, "DTSTART")).not.toBe(lineOf(entry, "DTSTART"));
    expect(newer).not.toContain("meet.example.com");
    const held = calendars(bob.address).at(-1) ?? "";
    expect([lineOf(held, "STATUS"), lineOf(held, "DTSTART")]).toEqual(["STATUS:TENTATIVE", lineOf(newer, "DTSTART")]);
    // The overview says the new time too.
    expect(stage().face.channel()[0]?.words).toContain("16:30");
  });

  it("B11, B12, V1: a new title renews the calendar entry of those who have one, by mail alone, and a resend repeats it", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    const { person: cleo } = await registered(code, "Cleo Chen");
    await host.decide(cardOf("Ann Lee"), "Approve");
    await host.decide(cardOf("Cleo Chen"), "Reject");
    await house.deliver();
    const mails = subjects(cleo.address).length;
    const entry = calendars(ann.address).at(-1) ?? "";
    expect(lineOf(entry, "UID")).toMatch(new RegExp(`^UID:${code}\\.\\w+@usher$`));
    expect(lineOf(entry, "LOCATION")).toContain("/me/");
    expect(lineOf(entry, "DESCRIPTION")).toContain("declining this entry changes nothing");
    const chat = ann.chat().length;

    await (await host.edit(code)).send({ title: "Deeper sea" });
    await house.deliver();
    expect(subjects(ann.address).filter((subject) => subject === "New title: Deeper sea")).toHaveLength(1);
    const renewed = calendars(ann.address).at(-1) ?? "";
    expect(lineOf(renewed, "METHOD")).toBe("METHOD:REQUEST");
    expect(lineOf(renewed, "SUMMARY")).toBe("SUMMARY:Deeper sea");
    expect(lineOf(renewed, "UID")).toBe(lineOf(entry, "UID"));
    const sequence = (text: string) => Number(lineOf(text, "SEQUENCE").split(":")[1] ?? Number.NaN);
    expect(sequence(renewed)).toBeGreaterThan(sequence(entry));
    expect(ann.chat()).toHaveLength(chat);
    // N18: who waits has one that holds the time.
    expect(lineOf(calendars(bob.address).at(-1) ?? "", "SUMMARY")).toBe("SUMMARY:Deeper sea");
    expect(subjects(cleo.address)).toHaveLength(mails);

    await ann.type(`resend ${code}`);
    await house.deliver();
    expect(sequence(calendars(ann.address).at(-1) ?? "")).toBe(sequence(renewed));
    // Saved again without a change of it, nobody is told.
    const told = subjects(ann.address).length;
    await (await host.edit(code)).send({ password: "another" });
    await house.deliver();
    expect(subjects(ann.address)).toHaveLength(told);
  });

  it("another change than of the time tells nobody who has no calendar entry", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Reject");
    await house.deliver();
    const before = subjects(ann.address).length;
    await (await host.edit(code)).send({ description: "New words", password: "another" });
    await house.deliver();
    expect(subjects(ann.address)).toHaveLength(before);
  });

  it("cancel asks first, then tells everybody once, withdraws the calendar entry, and leaves no live button", async () => {
    const { host, house, face, member, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    await host.decide(cardOf("Ann Lee"), "Approve");
    expect((await ann.type("my")).words).toMatch(/Registration ID/);
    const asked = await host.type(`cancel ${code}`);
    expect(asked.words).toContain("2 registered people will be told.");
    await house.deliver();
    expect(subjects(bob.address)).not.toContain("Cancelled: Deep sea");
    const done = await host.press(asked, "Cancel the webinar");
    expect(done.words).toContain("Cancelled: Deep sea");
    await house.deliver();
    for (const person of [ann, bob]) {
      expect(subjects(person.address).filter((subject) => subject === "Cancelled: Deep sea")).toHaveLength(1);
      expect(person.chat().filter(({ words }) => words.includes("You don’t have to do anything."))).toHaveLength(1);
    }
    const withdrawn = calendars(ann.address).at(-1) ?? "";
    expect(lineOf(withdrawn, "METHOD")).toBe("METHOD:CANCEL");
    // What is over can only be begun anew.
    for (const { labels } of face.channel()) expect(labels.filter((label) => label !== "Schedule again")).toEqual([]);
    const sam = await member("Sam Late");
    expect((await sam.type(`register ${code}`)).words).toContain("Deep sea was cancelled");
    expect((await ann.type(`join ${code}`)).words).toContain("Deep sea was cancelled");
    expect((await host.type(`edit ${code}`)).words).toContain("Deep sea was cancelled");
    expect((await host.type("list")).words).not.toContain(code);
    const mine = (await ann.type("my")).words;
    expect(mine).toMatch(/Cancelled\W+Deep sea|Deep sea\n(?:.* · )?Cancelled/);
    expect(mine).not.toMatch(/approved|Registration ID/);
  });

  it("P16: list and show name the reader's own zone", async () => {
    const { face, house, scheduled } = stage();
    const code = await scheduled();
    const kim = await face.person("Kim Sato", { zone: "Asia/Tokyo" });
    await kim.type("help");
    await house.deliver();
    expect((await kim.type("list")).words).toMatch(/your own time zone|\(Tokyo time/);
    expect(last([await kim.type(`show ${code}`)]).words).toMatch(/\((Tokyo time|your time)/);
  });
});
