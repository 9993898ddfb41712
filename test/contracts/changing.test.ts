import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last, registrationIdIn, type Seen } from "./face.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const lineOf = (calendar: string, name: string): string =>
  calendar
    .replaceAll(/\r?\n[ \t]/g, "")
    .split(/\r?\n/)
    .find((line) => line.startsWith(name)) ?? "";

const numberIn = (calendar: string): number => Number(lineOf(calendar, "SEQUENCE").split(":")[1] ?? Number.NaN);

onBothFaces("settings that change what holds for people who are there already", (stage) => {
  const calendars = (address: string): string[] =>
    stage()
      .house.mail.inbox(address)
      .flatMap(({ mail }) => mail.attachments)
      .filter(({ contentType }) => contentType.startsWith("text/calendar"))
      .map(({ content }) => content.toString());
  const told = (seen: readonly Seen[], words: string): Seen[] => seen.filter((one) => one.words.includes(words));
  const dayIn = (days: number): string => new Date(stage().house.clock.now() + days * DAY).toISOString().slice(0, 10);

  it("B3, S16: nobody is late once the start is put off: no urgent card, and no password at the gate", async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const code = await scheduled({ inMinutes: 10, password: "sesame" });
    house.clock.advance(12 * MINUTE);
    const { person: ann } = await registered(code, "Ann Lee");
    expect(cardOf("Ann Lee").words).toContain("Urgent: Ann Lee asks to join “Deep sea”, which has begun");
    await (await host.edit(code)).send({ inMinutes: 120 });
    await house.deliver();
    const card = cardOf("Ann Lee");
    expect(card.words).not.toContain("Urgent");
    expect(card.labels.some((label) => label.startsWith("Approve"))).toBe(true);
    await host.decide(card, "Approve");
    expect(last(ann.chat()).words).toContain("You’re in: Deep sea");
    expect(last(ann.chat()).words).not.toContain("sesame");
    house.clock.advance(110 * MINUTE);
    expect((await ann.type(`join ${code}`)).words).toContain("Welcome to Deep sea");
  });

  it("B4, T9, S16: Join asks a late person for the password in a field; a changed one is told to them alone", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled({ inMinutes: 10, password: "sesame" });
    const { person: bob } = await registered(code, "Bob Ray");
    await host.decide(cardOf("Bob Ray"), "Approve");
    house.clock.advance(12 * MINUTE);
    const { person: ann } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Admit now");
    const approval = last(ann.chat());
    expect(approval.words).toMatch(/Password:?\s[\s\S]{0,4}sesame[\s\S]*asked for it when you join/);
    expect((await ann.joinWith(approval, "wrong")).words).toContain("That password isn’t right");
    // As it is read out to somebody: whether letters are large does not matter.
    expect((await ann.joinWith(approval, " SESAME")).words).toContain("Welcome to Deep sea");

    const saved = await (await host.edit(code)).send({ password: "tulip" });
    expect(saved.words).toContain("People who came after the start are told the new password.");
    await house.deliver();
    const news = last(told(ann.chat(), "New password: Deep sea"));
    expect(news.words).toContain("tulip");
    expect(subjects(ann.address).filter((subject) => subject === "New password: Deep sea")).toHaveLength(1);
    expect(told(bob.chat(), "New password")).toEqual([]);
    expect(subjects(bob.address)).not.toContain("New password: Deep sea");
    expect((await ann.joinWith(news, "sesame")).words).toContain("That password isn’t right");
    expect((await ann.joinWith(news, "tulip")).words).toContain("Welcome to Deep sea");
  });

  it("B2, P34: hosts and cohosts go in at any time before the end, uncounted, and have calendar entries of their own", async () => {
    const { face, host, house, member, scheduled, subjects } = stage();
    const cora = await member("Cora Cohost");
    const code = await scheduled({ inMinutes: 600, cohosts: [cora] });
    expect((await host.type(`join ${code}`)).words).toContain("Welcome to Deep sea");
    const shown = await host.type(`show ${code}`);
    expect((await host.press(shown, "Join")).words).toContain("Welcome to Deep sea");
    const named = last(told(cora.chat(), "You’re a cohost of “Deep sea”"));
    expect((await cora.press(named, "Join")).words).toContain("Welcome to Deep sea");
    const ann = await member("Ann Lee");
    expect((await ann.type(`join ${code}`)).words).toContain("You are not registered for Deep sea yet");
    await house.deliver();
    expect(last(face.channel()).words).not.toContain("Attended");

    const [first = ""] = calendars(host.address);
    expect(subjects(host.address)).toEqual(["You’re the host: Deep sea"]);
    expect(lineOf(first, "METHOD")).toBe("METHOD:REQUEST");
    expect(first).not.toContain("meet.example.com");
    expect(subjects(cora.address)).toEqual(["You’re a cohost: Deep sea"]);

    await (await host.edit(code)).send({ inMinutes: 900 });
    await host.type(`cohost ${code} remove @{Cora Cohost}`, { mention: [cora], inHostChannel: true });
    await house.deliver();
    const [, moved = ""] = calendars(host.address);
    expect(lineOf(moved, "UID")).toBe(lineOf(first, "UID"));
    expect(lineOf(moved, "DTSTART")).not.toBe(lineOf(first, "DTSTART"));
    expect(numberIn(moved)).toBeGreaterThan(numberIn(first));
    expect(subjects(cora.address).at(-1)).toBe("You’re no longer a cohost: Deep sea");
    expect(lineOf(calendars(cora.address).at(-1) ?? "", "METHOD")).toBe("METHOD:CANCEL");
    expect((await cora.type(`join ${code}`)).words).toContain("You are not registered for Deep sea yet");

    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await house.deliver();
    expect(lineOf(calendars(host.address).at(-1) ?? "", "METHOD")).toBe("METHOD:CANCEL");
    expect((await host.type(`join ${code}`)).words).toContain("Deep sea was cancelled");
  });

  it("B1, S6: IDs that are switched on later reach everybody who was invited or registered, once, and admit them", async () => {
    const { host, house, member, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled({ inMinutes: 60, registrationIds: false });
    const { person: ann } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    const bob = await member("Bob Ray");
    await host.type(`invite ${code} @{Bob Ray} gus@example.org`, { mention: [bob], inHostChannel: true });
    await house.deliver();
    const saved = await (await host.edit(code)).send({ registrationIds: true });
    expect(saved.words).toContain("gets a registration ID, and is told");
    await house.deliver();

    const [news, ...more] = told(ann.chat(), "You now need an ID to join: Deep sea");
    expect(more).toEqual([]);
    const id = registrationIdIn(news ?? { words: "", labels: [] });
    expect(subjects(ann.address).filter((subject) => subject.startsWith("You now need an ID to join"))).toHaveLength(1);
    expect(registrationIdIn(await ann.type("my"))).toBe(id);
    registrationIdIn(last(told(bob.chat(), "You now need an ID to join: Deep sea")));
    registrationIdIn({ words: house.mail.inbox("gus@example.org").at(-1)?.mail.text ?? "", labels: [] });
    await ann.type(`resend ${code}`);
    await house.deliver();
    expect(registrationIdIn(last(ann.chat()))).toBe(id);

    house.clock.advance(50 * MINUTE);
    const enter = (typed: string) =>
      fetch(`${house.url}/w/${code}/join`, {
        method: "POST",
        headers: { origin: house.url },
        body: new URLSearchParams({ do: "join", address: ann.address, id: typed }),
      });
    expect((await enter("AAAA-BBBB-CCCC")).status).toBe(403);
    expect(await (await enter(id)).text()).toContain("Welcome to Deep sea");

    // Cancelling and coming back keeps it.
    await ann.leave(code);
    await ann.register(await ann.type(`show ${code}`));
    await house.deliver();
    await host.decide(
      last(
        stage()
          .face.channel()
          .filter(({ words }) => words.includes("Ann Lee asks to join")),
      ),
      "Approve",
    );
    expect(registrationIdIn(last(ann.chat()))).toBe(id);
  });

  it("B6: in a meeting, who was not invited is told that their registration was deleted, and registers as new", async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const code = await scheduled({ kind: "meeting", registrationIds: false });
    const { person: ann } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    const form = await host.edit(code);
    await form.send({ registration: false });
    expect((await form.send({ registration: false }, { confirm: code })).words).toContain("1 registration was deleted");
    await house.deliver();
    expect(told(ann.chat(), "your registration was deleted")).toHaveLength(1);
    expect(calendars(ann.address).map((calendar) => lineOf(calendar, "METHOD"))).toEqual([
      "METHOD:REQUEST",
      "METHOD:REQUEST",
      "METHOD:CANCEL",
    ]);
    await (await host.edit(code)).send({ registration: true });
    await house.deliver();
    expect((await ann.register(await ann.type(`show ${code}`))).words).toContain("Request received: Deep sea");
    expect((await ann.type("my")).words).toContain("Waiting for approval");
  });

  it("B5, P8: an edit that moves the start asks whether registration closes with it", async () => {
    const { host, member, scheduled } = stage();
    const closes = { date: dayIn(2), time: "18:00" };
    const code = await scheduled({ start: { date: dayIn(3), time: "10:00" }, closes });
    const form = await host.edit(code);
    const asked = await form.send({ start: { date: dayIn(10), time: "10:00" } });
    expect(asked.words).toContain("You moved the start. Registration would still close");
    expect((await host.type(`show ${code}`)).words).toContain("10:00");
    expect((await form.send({})).words).toContain("Saved: Deep sea");
    const ann = await member("Ann Lee");
    const shownDay = (days: number) =>
      new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(
        Date.parse(`${dayIn(days)}T12:00Z`),
      );
    const shown = (await ann.type(`show ${code}`)).words;
    expect(shown).toMatch(new RegExp(`closes:? ?[^\\n]*\\n?[^\\n]*${shownDay(9)}`, "i"));

    // Who wants the old time says so.
    const again = await host.edit(code);
    expect((await again.send({ start: { date: dayIn(12), time: "10:00" } })).words).toContain("would still close");
    expect((await again.send({ closes: { date: dayIn(9), time: "18:00" } })).words).toContain("Saved: Deep sea");
    expect((await ann.type(`show ${code}`)).words).toContain(shownDay(9));
  });

  it("B17: who is invited and silent is told once when the webinar is moved, and once when it is cancelled", async () => {
    const { host, house, member, scheduled, subjects } = stage();
    const code = await scheduled({ inMinutes: 600 });
    const bob = await member("Bob Ray");
    await host.type(`invite ${code} @{Bob Ray} gus@example.org`, { mention: [bob], inHostChannel: true });
    await house.deliver();
    await (await host.edit(code)).send({ inMinutes: 900 });
    await house.deliver();
    const [news, ...more] = told(bob.chat(), "New time: Deep sea");
    expect(more).toEqual([]);
    expect(news?.words).toContain("register if you’d like to come");
    expect(news?.labels).toContain("Register");
    expect(subjects("gus@example.org").filter((subject) => subject === "New time: Deep sea")).toHaveLength(1);
    expect(house.mail.inbox("gus@example.org").at(-1)?.mail.text).toContain("/me/");
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await house.deliver();
    expect(told(bob.chat(), "You don’t have to do anything.")).toHaveLength(1);
    expect(subjects("gus@example.org").filter((subject) => subject === "Cancelled: Deep sea")).toHaveLength(1);
  });

  it("B13, P16: where an hour comes twice the host is told which one was taken, and both ends name their offset", async () => {
    const { host } = stage();
    const answer = await host.schedule({
      title: "Clocks",
      start: { date: "2027-10-31", time: "02:30" },
      durationMinutes: "45",
    });
    expect(answer.words).toContain("02:30 UTC+2 – 02:15 UTC+1 (Paris time)");
    expect(answer.words).toContain("this time comes twice. The start is Sun, 31 Oct 2027, 02:30 UTC+2");
  });

  it("B15: a profile's zone that this process does not know gives way to the webinar's", async () => {
    const { face, host, house, scheduled, cardOf } = stage();
    const code = await scheduled();
    const kim = await face.person("Kim Sato", { zone: "America/New_Zone_2027" });
    await kim.type("help");
    await house.deliver();
    const shown = await kim.type(`show ${code}`);
    expect(shown.words).toMatch(/webinar runs on Paris time/);
    await kim.register(shown);
    await house.deliver();
    await host.decide(cardOf("Kim Sato"), "Approve");
    expect(last(kim.chat()).words).toContain("You’re in: Deep sea");
    expect(last(kim.chat()).words).toMatch(/webinar runs on Paris time/);
  });
});
