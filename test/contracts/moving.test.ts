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
    const [entry = ""] = calendars(ann.address);
    expect(lineOf(entry, "METHOD")).toBe("METHOD:REQUEST");
    expect(calendars(bob.address)).toEqual([]);

    const moved = await (await host.edit(code)).send({ start: { date, time: "16:30" } });
    expect(moved.words).toContain("Everybody who holds or waits for a seat is told the new time.");
    await house.deliver();
    for (const person of [ann, bob]) {
      expect(subjects(person.address).filter((subject) => subject === "New time: Deep sea")).toHaveLength(1);
      const told = person.chat().filter(({ words }) => words.includes("New time: Deep sea"));
      expect(told).toHaveLength(1);
      expect(told[0]?.words).toMatch(/Before:? .*10:00 – 11:00 \((Europe\/Paris|your time)\)/);
      expect(told[0]?.words).toMatch(/Now:? .*16:30 – 17:30 \((Europe\/Paris|your time)\)/);
    }
    expect(subjects(cleo.address)).not.toContain("New time: Deep sea");
    expect(cleo.chat().filter(({ words }) => words.includes("New time"))).toEqual([]);

    const newer = calendars(ann.address).at(-1) ?? "";
    expect(lineOf(newer, "UID")).toBe(lineOf(entry, "UID"));
    const sequence = (text: string) => Number(lineOf(text, "SEQUENCE").split(":")[1] ?? Number.NaN);
    expect(sequence(newer)).toBeGreaterThan(sequence(entry));
    expect(lineOf(newer, "DTSTART")).not.toBe(lineOf(entry, "DTSTART"));
    expect(newer).not.toContain("meet.example.com");
    expect(calendars(bob.address)).toEqual([]);
    // The announcement says the new time too.
    expect(stage().face.channel()[0]?.words).toContain("16:30");
  });

  it("B11, B12, V1: a new title renews the calendar entry of those who have one, by mail alone, and a resend repeats it", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    await host.decide(cardOf("Ann Lee"), "Approve");
    const [entry = ""] = calendars(ann.address);
    expect(lineOf(entry, "UID")).toMatch(new RegExp(`^UID:${code}\\.\\w+@usher$`));
    expect(lineOf(entry, "LOCATION")).toContain("/me/");
    expect(lineOf(entry, "DESCRIPTION")).toContain("declining this entry changes nothing");
    const [chat, mails] = [ann.chat().length, subjects(bob.address).length];

    await (await host.edit(code)).send({ title: "Deeper sea" });
    await house.deliver();
    expect(subjects(ann.address).filter((subject) => subject === "Changed: Deeper sea")).toHaveLength(1);
    const renewed = calendars(ann.address).at(-1) ?? "";
    expect(lineOf(renewed, "METHOD")).toBe("METHOD:REQUEST");
    expect(lineOf(renewed, "SUMMARY")).toBe("SUMMARY:Deeper sea");
    expect(lineOf(renewed, "UID")).toBe(lineOf(entry, "UID"));
    const sequence = (text: string) => Number(lineOf(text, "SEQUENCE").split(":")[1] ?? Number.NaN);
    expect(sequence(renewed)).toBeGreaterThan(sequence(entry));
    expect(ann.chat()).toHaveLength(chat);
    expect(subjects(bob.address)).toHaveLength(mails);

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
    const { host, house, registered, scheduled, subjects } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
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
    expect(asked.words).toContain("2 people hold or wait for a seat and will be told.");
    await house.deliver();
    expect(subjects(bob.address)).not.toContain("Cancelled: Deep sea");
    const done = await host.press(asked, "Cancel the webinar");
    expect(done.words).toContain("Cancelled: Deep sea");
    await house.deliver();
    for (const person of [ann, bob]) {
      expect(subjects(person.address).filter((subject) => subject === "Cancelled: Deep sea")).toHaveLength(1);
      expect(person.chat().filter(({ words }) => words.includes("The host cancelled this webinar"))).toHaveLength(1);
    }
    const withdrawn = calendars(ann.address).at(-1) ?? "";
    expect(lineOf(withdrawn, "METHOD")).toBe("METHOD:CANCEL");
    for (const { labels } of face.channel()) expect(labels).toEqual([]);
    const sam = await member("Sam Late");
    expect((await sam.type(`register ${code}`)).words).toContain("Deep sea was cancelled");
    expect((await ann.type(`join ${code}`)).words).toContain("Deep sea was cancelled");
    expect((await host.type(`edit ${code}`)).words).toContain("Deep sea was cancelled");
    expect((await host.type("list")).words).not.toContain(code);
    const mine = (await ann.type("my")).words;
    expect(mine).toContain("cancelled by the host");
    expect(mine).not.toMatch(/approved|Registration ID/);
  });

  it("P16: list and show name the reader's own zone", async () => {
    const { face, house, scheduled } = stage();
    const code = await scheduled();
    const kim = await face.person("Kim Sato", { zone: "Asia/Tokyo" });
    await kim.type("help");
    await house.deliver();
    expect((await kim.type("list")).words).toMatch(/\((Asia\/Tokyo|your time)\)/);
    expect(last([await kim.type(`show ${code}`)]).words).toMatch(/\((Asia\/Tokyo|your time)\)/);
  });
});
