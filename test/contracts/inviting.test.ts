import { expect, it } from "vitest";
import type { House } from "../setup/house.ts";
import { onBothFaces, type Stage } from "./both.ts";
import { last } from "./face.ts";

const LIST = '"Ray, Bob" <bob@example.org>; Ann Lee <ann@example.org>';

/** Who got mail, besides the host, whose calendar has the webinar. */
const othersIn = ({ mail }: House): string[] =>
  mail.received.flatMap(({ envelopeTo }) => envelopeTo).filter((to) => !to.startsWith("hanna.host@"));

onBothFaces("whom people name", (stage) => {
  it("C2: an address list as mail programs write it, forty of them", async () => {
    const { host, house, scheduled, subjects } = stage();
    const code = await scheduled();
    // Whoever is not looked up within a second is invited a little later.
    const all = async (list: string) =>
      expect((await host.type(`invite ${code} ${list}`)).words).not.toContain("could not find");
    await all(LIST);
    const forty = Array.from({ length: 40 }, (_, i) => `"Last${i}, First${i}" <p${i}@example.org>`).join("; ");
    await all(forty);
    const lines = "Cy Day <cy@example.org>\n'dan@example.org' <dan@example.org>\neve@example.org";
    await all(lines);
    await all("Kim Park kim@example.org");
    await house.deliver();
    expect(new Set(othersIn(house)).size).toBe(46);
    for (const name of ["bob", "ann", "p0", "p39", "cy", "dan", "eve", "kim"])
      expect(subjects(`${name}@example.org`), name).toEqual(["You’re invited: Deep sea"]);
  });

  it("C1: a hundred and one long addresses are all read, and invited in the background", async () => {
    const { host, house, scheduled } = stage();
    const code = await scheduled();
    const address = (i: number) => `${"a".repeat(40)}${String(i).padStart(3, "0")}@${"d".repeat(39)}.example.org`;
    const many = Array.from({ length: 101 }, (_, i) => address(i));
    const answer = await host.type(`invite ${code} ${many.join(" ")}`);
    expect(answer.words).toContain("Nobody is invited so far, and 101 are still to go.");
    await house.deliver();
    expect(new Set(othersIn(house)).size).toBe(101);
    expect(last(host.chat()).words).toContain("101 people are invited");
  });

  /** The button that opens the form of an invitation. */
  const picker = async ({ host }: Stage) => {
    const choices = await host.type("invite");
    expect(choices.words).toContain("Deep sea");
    return choices;
  };

  it("P12: rows of a table are invited, and those that cannot be are told by their numbers", async () => {
    const { host, house, scheduled, subjects } = stage();
    await scheduled();
    const table = "Prénom;Nom;Courriel\nZoé;Lévêque;zoe@example.org\nBob;Ray;bob@@example\nZoé;;ZOE@example.org\n;;";
    const told = await host.namePeople(await picker(stage()), "Invite", table);
    expect(told.words).toContain("1 person is invited");
    expect(told.words).toContain("Not invited: row 3 (bob@@example) – not an email address");
    expect(told.words).toContain("1 duplicate row was ignored.");
    const { url = "" } = told as typeof told & { url?: string };
    expect(await (await fetch(url)).text()).toContain("3,bob@@example,not an email address");
    await house.deliver();
    expect(subjects("zoe@example.org")).toEqual(["You’re invited: Deep sea"]);
    const again = await host.namePeople(await picker(stage()), "Invite", table);
    expect(again.words).toContain("1 was already invited.");
  });

  it("P12: all of a table or nobody, where the host wants that; what cannot be read at all invites nobody", async () => {
    const { host, house, scheduled } = stage();
    await scheduled();
    const table = "email,name\nann@example.org,Ann\n=1+1,Bob\n";
    const refused = await host.namePeople(await picker(stage()), "Invite", table, "whole");
    expect(refused.words).toContain("because 1 row does not fit: row 3 (=1+1) – begins as a formula does. Correct it");
    const open = await host.namePeople(await picker(stage()), "Invite", 'email,name\nann@example.org,"Ann\n');
    expect(open.words).toContain("in row 2 is never closed");
    await house.deliver();
    expect(othersIn(house)).toEqual([]);
  });

  it("C3: what surrounds an address that was copied is dropped, and what is none is said back", async () => {
    const { host, house, scheduled, subjects } = stage();
    const code = await scheduled();
    const copied = [
      "“gil@example.org”",
      "gus@example.org、",
      "\u202Agia@example.org\u202C",
      "\u200Bgo@example.org\u200B",
    ];
    for (const one of [...copied, "'p1@example.org'", "ｗｉｄｅ＠example.org", "«guy@example.org»"])
      expect((await host.type(`invite ${code} ${one}`)).words, one).not.toContain("could not find");
    for (const none of ["a@b", "x@-bad-.example", "two@@example.org", "a..b@example.org"])
      expect((await host.type(`invite ${code} ${none}`)).words, none).toContain("I could not find");
    await house.deliver();
    for (const name of ["gil", "gus", "gia", "go", "p1", "wide", "guy"])
      expect(subjects(`${name}@example.org`), name).toEqual(["You’re invited: Deep sea"]);
    expect(othersIn(house).length).toBe(7);
  });

  it("C4: a password with the signs of markup is read as it was typed, and as it was copied", async () => {
    const { host, house, scheduled, member } = stage();
    const ann = await member("Ann Lee");
    for (const password of ["R&D a<b>c", "sea*2026 _x_"]) {
      const code = await scheduled({ inMinutes: 10, password });
      house.clock.advance(11 * 60_000);
      await ann.register(await ann.type(`show ${code}`));
      await house.deliver();
      const card = stage()
        .face.channel()
        .findLast(({ words }) => words.includes("Ann Lee asks to join"));
      if (!card) throw new Error("no card");
      await host.decide(card, "Admit now");
      await house.deliver();
      expect((await ann.type(`join ${code} ${password}x`)).words, password).toContain("That password isn’t right");
      const asCopied = password.replaceAll(/[*_~]/g, "\u200b$&\u200b");
      for (const typed of [password, asCopied])
        expect((await ann.type(`join ${code} ${typed}`)).labels, typed).toContain("Go to the meeting");
    }
  });

  it("C9: rules compare in one form: any case, quotes, ß, dotless i, and domains in letters of their own", async () => {
    const { host, house, scheduled, face } = stage();
    const code = await scheduled({ policy: "rules" });
    const rules = await host.rules(code);
    await rules.add({ field: "Email", test: "ends with", value: "@bücher.example", result: "approve" });
    await rules.add({ field: "Name", test: "contains", value: "o’brien strasse ISTANBUL", result: "approve" });
    const tested = (await host.type(`rules ${code} test ann@xn--bcher-kva.example`)).words;
    expect(tested).toContain("approved");
    const person = await face.person("O'Brien Straße İstanbul", { address: "ob@example.com" });
    await person.type("help");
    await person.register(await person.type(`show ${code}`));
    await house.deliver();
    expect(last(person.chat()).words).toContain("You’re in: Deep sea");
    const other = await host.type(`rules ${code} test ann@bucher.example`);
    expect(other.words).not.toContain("approved");
  });

  it("C12: a last name of 41 emoji is 41 characters", async () => {
    const { house, scheduled, registered, cardOf } = stage();
    const code = await scheduled();
    const lastName = "🐠".repeat(41);
    const { answer } = await registered(code, "Ann Lee", { firstName: "Ann", lastName });
    expect(answer.words).toContain("Request received");
    await house.deliver();
    expect(cardOf(lastName).words).toContain(lastName);
  });

  it("S5: a member is invited by message and mail, and by message alone where the host chose that", async () => {
    const { host, house, scheduled, member, subjects } = stage();
    const [ann, bob] = [await member("Ann Lee"), await member("Bob Ray")];
    const both = await scheduled();
    await host.type(`invite ${both} ${ann.address}`);
    await house.deliver();
    expect(last(ann.chat()).labels).toContain("Register");
    expect(subjects(ann.address)).toEqual(["You’re invited: Deep sea"]);
    expect(house.mail.inbox(ann.address)[0]?.mail.text).toContain("/me/");
    const alone = await scheduled({ dmOnly: true });
    await host.type(`invite ${alone} ${bob.address} gus@example.org`);
    await house.deliver();
    expect(last(bob.chat()).words).toContain("You’re invited: Deep sea");
    expect(subjects(bob.address)).toEqual([]);
    expect(subjects("gus@example.org")).toEqual(["You’re invited: Deep sea"]);
  });

  it("S5: who is named in the schedule form is invited with it, and the host is told", async () => {
    const { host, house, scheduled, member, subjects } = stage();
    const ann = await member("Ann Lee");
    await scheduled({ invitees: [ann], guests: LIST });
    await house.deliver();
    expect(last(ann.chat()).words).toContain("You’re invited: Deep sea");
    expect(subjects("bob@example.org")).toEqual(["You’re invited: Deep sea"]);
    expect(last(host.chat()).words).toContain("3 people are invited");
    const refused = await host.schedule({ title: "Next", inMinutes: 600, guests: "nobody" });
    expect(refused.words).toContain("I could not find: nobody");
  });
});
