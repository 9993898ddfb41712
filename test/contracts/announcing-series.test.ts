import { Temporal } from "temporal-polyfill";
import { expect, it } from "vitest";
import { makeBrowser } from "../setup/browser.ts";
import { onBothFaces, type Stage } from "./both.ts";
import { last, linkIn, type Persona, type Readers, type ScheduleFields } from "./face.ts";

const HOUR = 3_600_000;
/** What follows the seats does so within this. */
const SOON = 11_000;

onBothFaces("announcing a series", (stage) => {
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
  /** A series of webinars with these titles, the soonest first. */
  const season = async (titles: readonly string[], fields: Partial<ScheduleFields> = {}) => {
    const { host, scheduled, house } = stage();
    const codes: string[] = [];
    for (const [at, title] of titles.entries())
      codes.push(await scheduled({ title, inMinutes: 600 * (at + 1), cap: "2", policy: "automatic", ...fields }));
    const saved = await host.series({ title: "Deep sea", webinars: codes });
    const [, code = ""] = /Code:? ?([2-9A-HJ-NP-Z]{6})/.exec(saved.words) ?? [];
    await house.deliver();
    return { code, codes };
  };

  it("P28, P33: its card lists what is coming, each with its seats and *Register*, once in a channel", async () => {
    const { host } = stage();
    const { code } = await season(["Crabs", "Whales"]);
    const { readers, people } = await readersWith("Ann Lee");
    const answer = await readers.announce(host, code);
    expect(answer.words).toContain("Announced in");
    await settled(stage());
    const card = only(readers);
    for (const said of ["Deep sea", "Hanna Host", "Crabs", "Whales", "2 webinars are coming up"])
      expect(card.words).toContain(said);
    expect(card.words.indexOf("Crabs")).toBeLessThan(card.words.indexOf("Whales"));
    expect(card.words.match(/2 left/g)).toHaveLength(2);
    expect(card.labels.filter((label) => label.startsWith("Register"))).toHaveLength(2);
    expect((await readers.announce(host, code)).words).toContain("Already in");
    await settled(stage());
    only(readers);
    const [ann] = people;
    if (!ann) throw new Error("nobody");
    const told = await ann.press(card, card.labels.find((label) => label.includes("Register")) ?? "");
    expect(told.words).toContain("Crabs");
    await settled(stage());
    expect(only(readers).words).toContain("1 left");
  });

  const registerLabels = (readers: Readers) => only(readers).labels.filter((label) => /^(Register|Join)/.test(label));
  const at = (hours: number) => {
    const wall = Temporal.Instant.fromEpochMilliseconds(stage().house.clock.now() + hours * HOUR)
      .toZonedDateTimeISO("Europe/Paris")
      .round("minute");
    return { date: wall.toPlainDate().toString(), time: wall.toPlainTime().toString().slice(0, 5) };
  };

  it("P28, P33: it follows each of its webinars: another title and time, no seats, cancelled, over; at last the series is", async () => {
    const { host, house, registered } = stage();
    const { code, codes } = await season(["Crabs", "Whales"]);
    const [crabs = "", whales = ""] = codes;
    const { readers } = await readersWith();
    await readers.announce(host, code);
    await settled(stage());

    await (await host.edit(whales)).send({ title: "Blue whales", start: at(5) });
    await house.deliver();
    expect(only(readers).words).toContain("Blue whales");
    expect(only(readers).words.indexOf("Blue whales")).toBeLessThan(only(readers).words.indexOf("Crabs"));

    await registered(crabs, "Ann Lee");
    const { person } = await registered(crabs, "Bob Ray");
    await settled(stage());
    expect(only(readers).words).toContain("Full · ");
    expect(registerLabels(readers)).toHaveLength(1);
    await person.leave(crabs);
    await settled(stage());
    expect(only(readers).words).toContain("1 left");
    expect(registerLabels(readers)).toHaveLength(2);

    await host.press(await host.type(`cancel ${crabs}`), "Cancel the webinar");
    await house.deliver();
    expect(only(readers).words).toMatch(/Cancelled\W*Crabs|Crabs\n(?:.* · )?Cancelled/);
    expect(registerLabels(readers)).toHaveLength(1);

    house.clock.advance(7 * HOUR);
    await house.deliver();
    expect(only(readers).words).toContain("The series has ended: Deep sea");
    expect(only(readers).labels).toEqual(["What’s coming up"]);
    expect((await readers.announce(host, code)).words).toContain("No webinar of Deep sea is open");
  });

  it("P28: registration of each opens, closes and ends on the card at its time, one after the other", async () => {
    const { host, house, scheduled } = stage();
    const { codes } = await season(["Crabs"]);
    const late = await scheduled({ title: "Whales", inMinutes: 1_200, opens: at(2), closes: at(4) });
    const saved = await host.series({ title: "Oceans", webinars: [late] });
    expect(codes).toHaveLength(1);
    const [, code = ""] = /Code:? ?([2-9A-HJ-NP-Z]{6})/.exec(saved.words) ?? [];
    const { readers } = await readersWith();
    await readers.announce(host, code);
    await settled(stage());
    expect(only(readers).words).toContain("Register from");
    expect(registerLabels(readers)).toEqual([]);
    house.clock.advance(2 * HOUR + 60_000);
    await house.deliver();
    expect(registerLabels(readers)).toHaveLength(1);
    house.clock.advance(2 * HOUR);
    await house.deliver();
    expect(only(readers).words).toContain("Registration is closed");
    expect(registerLabels(readers)).toEqual([]);
    house.clock.advance(24 * HOUR);
    await house.deliver();
    expect(only(readers).words).toContain("The series has ended: Oceans");
  });

  it("P28, P33: what is put into the series comes onto the card and what is taken out goes; both follow from then on, or no more", async () => {
    const { host, house, scheduled, registered } = stage();
    const { code, codes } = await season(["Crabs", "Whales"]);
    const [crabs = "", whales = ""] = codes;
    const rays = await scheduled({ title: "Rays", inMinutes: 300, cap: "2", policy: "automatic" });
    const { readers } = await readersWith();
    await readers.announce(host, code);
    await settled(stage());
    await host.series({ title: "Deep water", webinars: [rays, crabs] }, code);
    await house.deliver();
    const card = only(readers);
    for (const said of ["Deep water", "Rays", "Crabs"]) expect(card.words).toContain(said);
    expect(card.words).not.toContain("Whales");
    await registered(rays, "Ann Lee");
    await settled(stage());
    expect(only(readers).words).toContain("1 left");
    const before = only(readers).words;
    await (await host.edit(whales)).send({ title: "Blue whales" });
    await settled(stage());
    expect(only(readers).words).toBe(before);
    await host.series({ title: "Deep water", webinars: [] }, code);
    await house.deliver();
    expect(only(readers).words).toContain("The series has ended: Deep water");
    expect(only(readers).labels).toEqual(["What’s coming up"]);
  });

  it("P28: its host withdraws it: the card says so, follows nothing any more, and can be announced there again", async () => {
    const { host, registered } = stage();
    const { code, codes } = await season(["Crabs", "Whales"]);
    const { readers } = await readersWith();
    const answer = await readers.announce(host, code);
    await settled(stage());
    expect(linkIn(await readers.announce(host, code))).toMatch(/^https:\/\/(usher-test\.slack|teams\.microsoft)\.com/);
    expect((await host.type(`series ${code}`)).words).toMatch(/Announced in.*divers/);
    expect((await host.press(answer, "Withdraw the announcement")).words).toContain("Announcement withdrawn: Deep sea");
    await settled(stage());
    const withdrawn = only(readers);
    expect(withdrawn.words).toContain("This announcement was withdrawn");
    expect(withdrawn.labels).toEqual(["My registrations"]);
    await registered(codes[0] ?? "", "Bob Ray");
    await settled(stage());
    expect(only(readers).words).toBe(withdrawn.words);
    const log = await host.type(`log ${codes[0]}`);
    for (const said of ["announced the series in a channel", "withdrew an announcement of the series"])
      expect(log.words).toContain(said);
    expect((await readers.announce(host, code)).words).toContain("Announced in");
    await settled(stage());
    expect(only(readers).words).toContain("1 left");
    expect(registerLabels(readers)).toHaveLength(2);
  });

  it("P28, P43: it shows no webinar that only those invited see, is refused where it would show none, and then says so where it stands", async () => {
    const { host, house } = stage();
    const hidden = await season(["Crabs"], { visibility: "invited_only" });
    const { readers } = await readersWith();
    expect((await readers.announce(host, hidden.code)).words).toContain(
      "All webinars of Deep sea are for those invited",
    );
    const { code, codes } = await season(["Rays", "Whales"]);
    await readers.announce(host, code);
    await settled(stage());
    await (await host.edit(codes[0] ?? "")).send({ visibility: "invited_only" });
    await house.deliver();
    expect(only(readers).words).not.toContain("Rays");
    expect(only(readers).words).toContain("Whales");
    await (await host.edit(codes[1] ?? "")).send({ visibility: "invited_only" });
    await house.deliver();
    expect(only(readers).words).toContain("This series is for invited people");
    for (const said of ["Deep sea", "Whales"]) expect(only(readers).words).not.toContain(said);
    expect(only(readers).labels).toEqual(["What’s coming up"]);
  });

  it("P28: only its host announces it; a stranger to a hidden one is answered as to an unknown code (P43)", async () => {
    const { house } = stage();
    const { code } = await season(["Crabs"]);
    const { readers, people } = await readersWith("Ann Lee");
    const [ann] = people;
    if (!ann) throw new Error("nobody");
    expect((await readers.announce(ann, code)).words).toContain("Only Hanna Host can change the series Deep sea");
    const hidden = await season(["Rays"], { visibility: "invited_only" });
    const said = async (one: string) => (await readers.announce(ann, one)).words.replaceAll(one, "CODE");
    expect(await said(hidden.code)).toBe(await said("ZZZZZZ"));
    await house.deliver();
    expect(readers.cards()).toEqual([]);
  });

  it("P28, P24: a registration that begins on its card says in which channel", async () => {
    const { host, house } = stage();
    const { code, codes } = await season(["Crabs", "Whales"], { policy: "manual" });
    const { readers, people } = await readersWith("Ann Lee");
    await readers.announce(host, code);
    await settled(stage());
    const label = only(readers).labels.filter((one) => one.startsWith("Register"))[1] ?? "";
    await people[0]?.press(only(readers), label);
    await house.deliver();
    const found: string[] = [];
    for (const one of codes) found.push(await (await fetch(linkIn(await host.type(`export ${one}`)))).text());
    expect(found.filter((csv) => /Ann.*,divers\b/.test(csv))).toHaveLength(1);
  });

  it("P28: of more than ten it shows the next ten, and leads to the whole series", async () => {
    const { host } = stage();
    const titles = Array.from({ length: 12 }, (_, i) => `Talk ${String.fromCharCode(65 + i)}`);
    const { code } = await season(titles);
    const { readers, people } = await readersWith("Ann Lee");
    await readers.announce(host, code);
    await settled(stage());
    const card = only(readers);
    expect(card.words).toContain("12 webinars are coming up");
    expect(card.words).toContain("Here are the first 10.");
    expect(card.words).toContain("Talk J");
    expect(card.words).not.toContain("Talk K");
    const whole = await people[0]?.press(card, "Show all 12");
    expect(whole?.words).toContain("Talk A");
    only(readers);
  });

  it("P32, P28: the report's page of each of its webinars marks when the series was announced", async () => {
    const { host, house, registered } = stage();
    const { code, codes } = await season(["Crabs", "Whales"]);
    const { readers } = await readersWith("Ann Lee");
    const report = async () => {
      const { pathname } = new URL(linkIn(await host.type(`export ${codes[0]}`)));
      return (await makeBrowser(house.url).get(pathname.replace("/export.csv", "/report"))).words;
    };
    const comes = async (name: string) => {
      await registered(codes[0] ?? "", name);
      house.clock.advance(HOUR);
    };
    await comes("Bob Ray");
    expect(await report()).not.toContain("Series announced");
    await readers.announce(host, code);
    await settled(stage());
    await comes("Cleo Chen");
    expect(await report()).toMatch(/Series announced in #?divers/);
  });
});
