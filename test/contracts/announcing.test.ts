import { Temporal } from "temporal-polyfill";
import { expect, it } from "vitest";
import { onBothFaces, type Stage } from "./both.ts";
import { last, linkIn, type Persona, type Readers } from "./face.ts";

const DAY = 24 * 3_600_000;
/** What follows the seats does so within this. */
const SOON = 11_000;

onBothFaces("announcing a webinar", (stage) => {
  /** A channel of readers with the host and these people in it. */
  const readersWith = async (...names: string[]): Promise<{ readers: Readers; people: Persona[] }> => {
    const people = await Promise.all(names.map((name) => stage().member(name)));
    return { people, readers: stage().face.readers("divers", [stage().host, ...people]) };
  };
  /** The one card that stands in the channel. */
  const only = (readers: Readers) => {
    expect(readers.cards().map(({ words }) => words)).toHaveLength(1);
    return last(readers.cards());
  };
  const settled = async ({ house }: Stage) => {
    await house.deliver();
    house.clock.advance(SOON);
    await house.deliver();
  };

  it("P28: its card is posted for the readers of a channel, who register on it by one press (N17); once, however often it is announced", async () => {
    const { host, house, scheduled } = stage();
    const code = await scheduled({ description: "What lives below 200 metres.", cap: "40" });
    const { readers, people } = await readersWith("Ann Lee");
    const answer = await readers.announce(host, code);
    expect(answer.words).toContain("Announced in");
    expect(answer.words).toContain("divers");
    await house.deliver();
    const card = only(readers);
    for (const said of ["Deep sea", "What lives below 200 metres.", "Hanna Host", "More than 20 left"])
      expect(card.words).toContain(said);
    expect(card.labels).toEqual(["Register"]);
    expect(card.words).not.toMatch(/waiting for approval/i);

    expect((await readers.announce(host, code)).words).toContain("Already in");
    await house.deliver();
    only(readers);

    const [ann] = people;
    if (!ann) throw new Error("nobody");
    const told = await ann.press(card, "Register");
    expect(told.words).toContain("Request received: Deep sea");
    expect(told.labels).toContain("Undo request");
    await house.deliver();
    expect(stage().cardOf("Ann Lee").words).toContain("asks to join");
  });

  it("P28: the card follows what becomes of the webinar: another title and time, no seats, its end", async () => {
    const { host, house, scheduled, registered } = stage();
    const code = await scheduled({ cap: "2", policy: "automatic" });
    const { readers } = await readersWith();
    await readers.announce(host, code);
    await settled(stage());
    expect(only(readers).words).toContain("2 left");

    await (await host.edit(code)).send({ title: "Deep water" });
    await house.deliver();
    expect(only(readers).words).toContain("Deep water");

    await registered(code, "Ann Lee");
    await settled(stage());
    expect(only(readers).words).toContain("1 left");
    const { person } = await registered(code, "Bob Ray");
    await settled(stage());
    expect(only(readers).words).toContain("All seats are taken.");
    expect(only(readers).labels).toEqual(["What’s coming up"]);

    await person.leave(code);
    await settled(stage());
    expect(only(readers).words).toContain("1 left");
    expect(only(readers).labels).toEqual(["Register"]);

    house.clock.advance(DAY);
    await house.deliver();
    expect(only(readers).words).toContain("Webinar ended: Deep water");
    expect(only(readers).labels).toEqual(["What’s coming up"]);
    expect((await person.press(only(readers), "What’s coming up")).words).toContain("No webinar is coming up");
  });

  it("P28: a webinar that is cancelled says so where it was announced, and takes nobody any more", async () => {
    const { host, house, scheduled } = stage();
    const code = await scheduled();
    const { readers } = await readersWith();
    await readers.announce(host, code);
    await house.deliver();
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await house.deliver();
    expect(only(readers).words).toContain("Cancelled");
    expect(only(readers).labels).toEqual(["What’s coming up"]);
    expect((await readers.announce(host, code)).words).toContain("cancelled");
  });

  it("P28: registration that opens and closes later is said, and *Register* stands only in between", async () => {
    const { host, house, scheduled } = stage();
    const at = (hours: number) => {
      const wall = Temporal.Instant.fromEpochMilliseconds(house.clock.now() + hours * 3_600_000)
        .toZonedDateTimeISO("Europe/Paris")
        .round("minute");
      return { date: wall.toPlainDate().toString(), time: wall.toPlainTime().toString().slice(0, 5) };
    };
    const code = await scheduled({ opens: at(2), closes: at(4) });
    const { readers } = await readersWith();
    await readers.announce(host, code);
    await house.deliver();
    expect(only(readers).words).toContain("Registration opens");
    expect(only(readers).labels).toEqual(["What’s coming up"]);
    house.clock.advance(2 * 3_600_000 + 60_000);
    await house.deliver();
    expect(only(readers).labels).toEqual(["Register"]);
    house.clock.advance(2 * 3_600_000);
    await house.deliver();
    expect(only(readers).words).toContain("Registration is closed");
    expect(only(readers).labels).toEqual(["What’s coming up"]);
  });

  it("P28: only who hosts it announces it", async () => {
    const { house, scheduled } = stage();
    const code = await scheduled();
    const { readers, people } = await readersWith("Ann Lee");
    const [ann] = people;
    expect(ann && (await readers.announce(ann, code)).words).toContain("Hanna Host");
    await house.deliver();
    expect(readers.cards()).toEqual([]);
  });

  it("P28, P43: what only those invited see is not announced, and what was is shown no more", async () => {
    const { host, house, scheduled } = stage();
    const { readers } = await readersWith();
    const hidden = await scheduled({ visibility: "invited_only" });
    expect((await readers.announce(host, hidden)).words).toContain("it cannot be announced");
    const code = await scheduled({ title: "Reefs" });
    await readers.announce(host, code);
    await house.deliver();
    await (await host.edit(code)).send({ visibility: "invited_only" });
    await house.deliver();
    expect(only(readers).words).not.toContain("Reefs");
    expect(only(readers).words).toContain("is for invited people");
    expect(only(readers).labels).toEqual(["What’s coming up"]);
  });

  it("P28: the answer leads to its card, which a host withdraws there: it says so, and nothing else changes", async () => {
    const { host, face, scheduled, registered } = stage();
    const code = await scheduled();
    const { readers, people } = await readersWith("Ann Lee");
    expect((await readers.announce(host, code)).labels).toContain("Withdraw the announcement");
    await settled(stage());
    await people[0]?.register(only(readers));
    await settled(stage());
    const again = await readers.announce(host, code);
    expect(linkIn(again)).toMatch(
      /^https:\/\/(usher-test\.slack\.com\/archives\/\w+\/p\d+$|teams\.microsoft\.com\/l\/message\/19%3A[\w%.-]+\/[\w-]+\?tenantId=)/,
    );
    const answer = await host.press(again, "Withdraw the announcement");
    expect(answer.words).toContain("Announcement withdrawn: Deep sea");
    await settled(stage());
    const withdrawn = only(readers);
    expect(withdrawn.words).toContain("This announcement was withdrawn");
    expect(withdrawn.words).not.toContain("Deep sea");
    expect(withdrawn.labels).toEqual(["My registrations"]);
    await registered(code, "Bob Ray");
    await settled(stage());
    expect(only(readers).words).toBe(withdrawn.words);
    expect(
      face
        .channel()
        .map(({ words }) => words)
        .join(),
    ).not.toMatch(/Announced in/);
    expect((await host.type(`log ${code}`)).words).toContain("withdrew an announcement");
    expect(
      stage()
        .cardOf("Ann Lee")
        .labels.some((label) => label.startsWith("Approve")),
    ).toBe(true);

    expect((await readers.announce(host, code)).words).toContain("Announced in");
    await settled(stage());
    expect(only(readers).words).toContain("Deep sea");
    expect(only(readers).labels).toEqual(["Register"]);
  });

  it("P28: what is withdrawn before it was posted is not posted", async () => {
    const { host, scheduled } = stage();
    const code = await scheduled();
    const { readers } = await readersWith();
    await host.press(await readers.announce(host, code), "Withdraw the announcement");
    await settled(stage());
    expect(readers.cards()).toEqual([]);
  });

  it("P28: hosts see on the overview where it was announced", async () => {
    const { host, house, face, scheduled } = stage();
    const code = await scheduled();
    const { readers } = await readersWith();
    expect(last(face.channel()).labels.some((label) => label.startsWith("Announce"))).toBe(true);
    await readers.announce(host, code);
    await house.deliver();
    expect(last(face.channel()).words).toMatch(/Announced in.*divers/);
    expect((await host.type(`log ${code}`)).words).toContain("announced it in a channel");
  });

  it("P28: two hosts who announce it at once, and a host who presses twice, make one card", async () => {
    const { host, house, scheduled } = stage();
    const carl = await stage().member("Carl Cohost");
    const code = await scheduled();
    await host.type(`cohost ${code} ${carl.address}`);
    const readers = stage().face.readers("divers", [host, carl]);
    await Promise.all([readers.announce(host, code), readers.announce(carl, code)]);
    await house.deliver();
    only(readers);
  });

  it("P28, P24: a registration that begins on the card says in which channel", async () => {
    const { host, house, scheduled } = stage();
    const code = await scheduled();
    const { readers, people } = await readersWith("Ann Lee");
    await readers.announce(host, code);
    await house.deliver();
    await people[0]?.register(only(readers));
    await house.deliver();
    const csv = await (await fetch(linkIn(await host.type(`export ${code}`)))).text();
    expect(csv).toMatch(/Ann.*,divers\b/);
  });
});
