import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last } from "./face.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

onBothFaces("invitees who did not answer", (stage) => {
  const until = async (at: number) => {
    const { house } = stage();
    house.clock.advance(at - house.clock.now());
    await house.deliver();
  };
  const startIn = (minutes: number) => Math.floor(stage().house.clock.now() / MINUTE + minutes) * MINUTE;
  const NUDGE = "Are you coming? Deep sea";

  it("P29: who did not answer is reminded once, three days before, by message and mail; who declined or registered is not", async () => {
    const { host, house, member, scheduled, subjects } = stage();
    const [ann, bob, cleo] = [await member("Ann Lee"), await member("Bob Ray"), await member("Cleo Chen")];
    const start = startIn(6 * 24 * 60);
    const code = await scheduled({ inMinutes: 6 * 24 * 60, invitationText: "Bring a *leaf*." });
    await host.type(`invite ${code} ${[ann, bob, cleo].map(({ address }) => address).join(" ")} gus@example.org`);
    await house.deliver();
    expect(last(ann.chat()).words).toContain("Bring a *leaf*.");
    await bob.press(last(bob.chat()), "Decline");
    await cleo.register(last(cleo.chat()));
    await house.deliver();

    await until(start - 3 * DAY);
    const nudges = ann.chat().filter(({ words }) => words.includes(NUDGE));
    expect(nudges).toHaveLength(1);
    expect(nudges[0]?.labels).toEqual(["Register", "Decline"]);
    expect(nudges[0]?.words).toContain("Bring a *leaf*.");
    expect(subjects(ann.address).filter((subject) => subject === NUDGE)).toHaveLength(1);
    expect(subjects("gus@example.org").filter((subject) => subject === NUDGE)).toHaveLength(1);
    for (const { address, chat } of [bob, cleo]) {
      expect(subjects(address)).not.toContain(NUDGE);
      expect(chat().filter(({ words }) => words.includes(NUDGE))).toEqual([]);
    }
    // Moved by a week afterwards, nobody is reminded once more.
    await (await host.edit(code)).send({ inMinutes: 10 * 24 * 60 });
    for (let day = 0; day < 8; day += 1) await until(house.clock.now() + DAY);
    expect(subjects(ann.address).filter((subject) => subject === NUDGE)).toHaveLength(1);
    // Its buttons do what they say.
    await ann.press(last(ann.chat().filter(({ words }) => words.includes(NUDGE))), "Decline");
    await house.deliver();
    expect((await host.type(`log ${code}`)).words).toContain("Ann Lee");
  });

  it("P29: the host chooses when, or never", async () => {
    const { host, house, member, scheduled, subjects } = stage();
    const ann = await member("Ann Lee");
    const start = startIn(4 * 24 * 60);
    const never = await scheduled({ title: "Never", inMinutes: 4 * 24 * 60, nudge: "none" });
    const late = await scheduled({ title: "Late", inMinutes: 4 * 24 * 60, nudge: "1440" });
    for (const code of [never, late]) await host.type(`invite ${code} ${ann.address}`);
    await house.deliver();
    await until(start - 3 * DAY);
    expect(subjects(ann.address).filter((subject) => subject.startsWith("Are you coming"))).toEqual([]);
    await until(start - DAY);
    expect(subjects(ann.address).filter((subject) => subject.startsWith("Are you coming"))).toEqual([
      "Are you coming? Late",
    ]);
  });

  it("P38: the host's words are shown as they will be read before they are saved, and the form stays as it is", async () => {
    const { host, scheduled, member, house } = stage();
    const code = await scheduled({ approvalText: "Saved before" });
    const form = await host.edit(code);
    const shown = await form.seeWords({ invitationText: "Come & <see>", reminderText: "Bring a *lamp*" });
    for (const words of ["You’re invited: Deep sea", "Come & <see>", "Saved before", "Bring a *lamp*"])
      expect(shown.words).toContain(words);
    expect(shown.words).toContain("Nothing is saved or sent by this.");
    // What has none of the host's words is not shown.
    expect(shown.words).not.toContain("Thank you for coming");
    // Long words are folded, in each of the messages.
    const long = "Bring a lamp, and a friend who has one. ".repeat(10).trim();
    const folded = await form.seeWords({ invitationText: long, approvalText: long, reminderText: long });
    expect(folded.words.split(long)).toHaveLength(4);
    await form.seeWords({ invitationText: "Come & <see>", approvalText: "Saved before", reminderText: "" });
    await house.deliver();
    const ann = await member("Ann Lee");
    expect((await ann.type(`show ${code}`)).words).not.toContain("Come &");
    await form.send({ title: "Deep sea, anew" });
    await host.type(`invite ${code} ${ann.address}`);
    await house.deliver();
    expect(last(ann.chat()).words).toContain("You’re invited: Deep sea, anew");
    expect(last(ann.chat()).words).toContain("Come & <see>");
  });

  it("P38: the host's words to who is approved are set off, in chat and mail", async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const code = await scheduled({ approvalText: "See you\n<there> & *soon*" });
    const { person: ann } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    expect(last(ann.chat()).words).toContain("<there> & *soon*");
    const mail = house.mail.inbox(ann.address).at(-1)?.mail;
    expect(mail?.html).toMatch(/<blockquote[^>]*>See you<br>&lt;there&gt; &amp; \*soon\*/);
    expect(mail?.text).toContain("> See you\n> <there> & *soon*");
  });
});
