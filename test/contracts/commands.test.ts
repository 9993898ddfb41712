import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { codeIn, codesIn, last, type Persona, type Seen, turnIn } from "./face.ts";

const COUNT = 34;
/** The button with this word that is about a code, however the product writes it. */
const labelFor = ({ labels }: Seen, word: string): string => labels.find((label) => label.startsWith(word)) ?? word;

/** All pages of a list, from the first on. */
const pagesFrom = async (person: Persona, first: Seen): Promise<Seen[]> => {
  const pages = [first];
  for (let next = turnIn(first, "Next"); next; next = turnIn(last(pages), "Next"))
    pages.push(await person.press(last(pages), next));
  return pages;
};

/** The webinars of a page by their titles: what is pressed has no code beside it. */
const titlesIn = ({ words }: Seen): string[] => [...new Set(words.match(/\bWebinar \d+/g) ?? [])];

onBothFaces("lists", (stage) => {
  const scheduledMany = async (): Promise<string[]> => {
    const codes: string[] = [];
    for (let i = 0; i < COUNT; i += 1)
      codes.push(codeIn(await stage().host.schedule({ title: `Webinar ${i}`, inMinutes: 600 + i })));
    return codes;
  };

  it("E4, T7: 34 webinars are paged in list, in my and in the pickers, each is reached, and nothing is left out unsaid", async () => {
    const { face, host, member, house } = stage();
    const codes = await scheduledMany();
    const size = face.kind === "slack" ? 10 : 8;

    const list = await pagesFrom(host, await host.type("list"));
    expect(list.flatMap(codesIn)).toEqual(codes);
    expect(list[1]?.words).toContain(`${size + 1}–${2 * size} of ${COUNT}`);
    expect(last(list).words).toContain(`–${COUNT} of ${COUNT}`);
    expect(list[0]?.labels).toContain(`Next ${size}`);
    expect(turnIn(list[0] as Seen, "Previous")).toBeUndefined();
    const back = await host.press(last(list), `Previous ${size}`);
    expect(codesIn(back)).toEqual(list.at(-2) && codesIn(list.at(-2) as Seen));

    // A host picks the very last of them, by the command's own button.
    const pick = await pagesFrom(host, await host.type("log"));
    expect(pick.flatMap(titlesIn)).toEqual(codes.map((_, i) => `Webinar ${i}`));
    const end = last(pick);
    const at = titlesIn(end).indexOf(`Webinar ${COUNT - 1}`);
    const logs = end.labels.filter((label) => label.startsWith("Log"));
    expect(logs).toHaveLength(titlesIn(end).length);
    expect(at).toBe(logs.length - 1);

    // A cancelled one is counted no more.
    await host.press(await host.type(`cancel ${codes[0]}`), "Cancel the webinar");
    expect((await host.type("list")).words).toContain(`of ${COUNT - 1}`);

    const ann = await member("Ann Lee");
    for (const code of codes.slice(1, 13)) await ann.register(await ann.type(`show ${code}`));
    await house.deliver();
    const mine = await pagesFrom(ann, await ann.type("my"));
    expect(mine.flatMap(titlesIn)).toEqual(codes.slice(1, 13).map((_, i) => `Webinar ${i + 1}`));
    expect(mine[0]?.words).toContain(`1–${size} of 12`);
  }, 300_000);
});

onBothFaces("what is typed and what comes next", (stage) => {
  it("E6, T4: join by somebody who is not registered offers what is possible now", async () => {
    const { house, host, member, scheduled } = stage();
    const code = await scheduled({ inMinutes: 10 });
    const sam = await member("Sam Stranger");
    const refused = await sam.type(`join ${code}`);
    expect(refused.words).toContain("You are not registered for Deep sea");
    expect(refused.labels).toEqual(["Register"]);
    expect((await sam.register(refused)).words).toContain("Request received: Deep sea");

    // Full, and nobody waits in line: there is nothing to press, and the answer says why.
    const full = await scheduled({ inMinutes: 10, cap: "1" });
    const ann = await member("Ann Lee");
    await ann.register(await ann.type(`show ${full}`));
    const late = await sam.type(`join ${full}`);
    expect(late.words).toContain("You are not registered for Deep sea. Deep sea is full");
    expect(late.labels).toEqual([]);
    await host.press(await host.type(`cancel ${full}`), "Cancel the webinar");
    await house.deliver();
    expect((await sam.leave(full)).labels).toEqual([]);
  });

  it("E6, T4: join before the gate opens says to who is not registered that they are not, and offers it", async () => {
    const { house, member, scheduled } = stage();
    const code = await scheduled();
    const sam = await member("Sam Stranger");
    const refused = await sam.type(`join ${code}`);
    expect(refused.words).toMatch(/You are not registered for Deep sea yet: do that first\. Its doors open /);
    expect(refused.labels).toEqual(["Register"]);
    expect((await sam.register(refused)).words).toContain("Request received: Deep sea");
    await house.deliver();
    const early = await sam.type(`join ${code}`);
    expect(early.words).toContain("the doors of Deep sea open");
    expect(early.words).not.toContain("registered");
    expect(early.labels).toEqual(["My registrations"]);
    await sam.leave(code);
    expect((await sam.type(`join ${code}`)).labels).toEqual(["Register"]);
  });

  it("E6: an unknown command answers with the nearest one, which a press runs, and with help", async () => {
    const { host, scheduled } = stage();
    const code = await scheduled({ inMinutes: 10 });
    const meant = await host.type(`shwo ${code}`);
    expect(meant.words).toContain("I don’t know “shwo”.");
    expect(meant.labels).toEqual(["Details", "Help"]);
    expect((await host.press(meant, "Details")).words).toContain("Deep sea");
    expect((await host.press(meant, "Help")).words).toContain("What Usher can do");
    expect((await host.press(await host.type("lits"), "What’s coming up")).words).toContain("Upcoming webinars");
    expect((await host.type("abracadabra")).labels).toEqual(["Help"]);
  });

  it("E6: who types their own ID is shown its webinar; who types another's, that they need none here; and joins", async () => {
    const { house, host, member, scheduled } = stage();
    const code = await scheduled({ inMinutes: 10, policy: "automatic" });
    const ann = await member("Ann Lee");
    await ann.register(await ann.type(`show ${code}`));
    await house.deliver();
    const id = /[A-Z\d]{4}(-[A-Z\d]{4}){2}/.exec(last(ann.chat()).words)?.[0] ?? "";
    for (const typed of [id, id.toLowerCase(), id.replaceAll("-", " ")]) {
      const own = await ann.type(typed);
      expect(own.words, typed).toMatch(/^Deep sea\n/);
      expect(own.words, typed).toContain("Approved");
      expect(own.labels, typed).toContain("Join");
      const others = await host.type(typed);
      expect(others.words, typed).toContain("That looks like a registration ID");
      expect((await host.press(others, "Join")).words, typed).toContain("Deep sea");
    }
    expect((await host.type("participants")).words).toContain("I don’t know “participants”.");
  });

  it("E7: who chooses what to register for reads where they stand already, and registers for the others", async () => {
    const { member, scheduled } = stage();
    const deep = await scheduled();
    await scheduled({ title: "Kelp" });
    const ann = await member("Ann Lee");
    const none = await ann.type("register");
    const verbsOf = ({ labels }: Seen) => labels.map((label) => label.split(" ")[0]).sort();
    expect(none.words).not.toContain("Waiting for approval");
    expect(verbsOf(none)).toEqual(["Register", "Register"]);
    await ann.register(await ann.type(`show ${deep}`));
    const some = await ann.type("register");
    expect(some.words).toMatch(/Deep sea\n.*Waiting for approval/);
    expect(verbsOf(some)).toEqual(["Details", "Register"]);
    expect((await ann.press(some, labelFor(some, "Details"))).words).toContain("Waiting for approval");
    // Who cancelled can register again.
    await ann.leave(deep);
    expect(verbsOf(await ann.type("register"))).toEqual(["Register", "Register"]);
  });

  it("E7: who chooses what to join reads where they stand, and first registers where they have to", async () => {
    const { host, member, scheduled, house } = stage();
    const [kelp, reef, whales] = [
      await scheduled({ title: "Kelp", inMinutes: 10 }),
      await scheduled({ title: "Reef", inMinutes: 10, policy: "automatic" }),
      await scheduled({ title: "Whales", inMinutes: 10, policy: "automatic" }),
    ];
    await scheduled({ inMinutes: 10 });
    const ann = await member("Ann Lee");
    await host.type(`invite ${kelp} @{Ann Lee}`, { mention: [ann], inHostChannel: true });
    for (const code of [kelp, reef, whales]) if (code !== kelp) await ann.register(await ann.type(`show ${code}`));
    await ann.leave(whales);
    await house.deliver();
    const picker = await ann.type("join");
    expect(picker.words).not.toContain("Deep sea");
    expect(picker.words).toMatch(/Kelp\n.*Not registered/);
    expect(picker.words).toMatch(/Reef\n.*Approved/);
    expect(picker.words).toMatch(/Whales\n.*Cancelled/);
    const labelled = picker.labels.map((label) => label.split(" ")[0]);
    expect(labelled.sort()).toEqual(["Join", "Register", "Register"]);
    await ann.register(await ann.type(`show ${kelp}`));
    const waiting = await ann.type("join");
    expect(waiting.words).toMatch(/Kelp\n.*Waiting for approval/);
    expect(waiting.labels.map((label) => label.split(" ")[0]).sort()).toEqual(["Details", "Join", "Register"]);
    expect((await host.type("join")).labels.map((label) => label.split(" ")[0])).toEqual([
      "Join",
      "Join",
      "Join",
      "Join",
    ]);
  });

  it("E7: a command alone opens the picker whose buttons do that command", async () => {
    const { host, member, scheduled } = stage();
    const code = await scheduled({ inMinutes: 10 });
    const ann = await member("Ann Lee");
    await ann.register(await ann.type(`show ${code}`));
    const expected = {
      invite: "Invite",
      cohost: "Edit cohosts",
      log: "Log",
      rules: "Edit the rules",
      form: "Edit the form",
      requests: "See requests",
      cancel: "Cancel webinar…",
      edit: "Edit",
      register: "Register",
      show: "Details",
    };
    for (const [command, label] of Object.entries(expected)) {
      const picker = await host.type(command);
      // It says for what, and has no code: nobody types what they press.
      expect(picker.words, command).toMatch(/which webinar[\s\S]*Deep sea/i);
      expect(picker.words, command).not.toContain(code);
      expect(picker.labels, command).toEqual([expect.stringMatching(`^${label}`)]);
    }
    // Who waits for approval cannot join: they are shown where they stand.
    for (const [command, label] of Object.entries({ join: "Details", leave: "Cancel my", resend: "Send it" }))
      expect((await ann.type(command)).labels, command).toEqual([expect.stringMatching(`^${label}`)]);
    const log = await host.type("log");
    expect((await host.press(log, labelFor(log, "Log"))).words).toContain("Log of “Deep sea”");
  });

  it("E7: invite and cohost without people open a form that takes them", async () => {
    const { house, host, member, scheduled } = stage();
    const code = await scheduled({ inMinutes: 600 });
    const picker = await host.type("invite");
    const invited = await host.namePeople(picker, "Invite", "guest@example.org, two@example.org");
    expect(invited.words).toContain("2 people are invited");
    await house.deliver();
    expect(house.mail.inbox("guest@example.org")).toHaveLength(1);
    const wrong = await host.namePeople(picker, "Invite", "not an address");
    expect(wrong.words).toContain("I could not find");

    await member("Cora Cohost");
    const cohosts = await host.type("cohost");
    const added = await host.namePeople(cohosts, "Edit cohosts", "cora.cohost@example.com");
    expect(added.words).toContain("Cora Cohost");
    const sam = await member("Sam Stranger");
    expect((await sam.type(`invite ${code}`)).words).toContain("Only Hanna Host");
    expect((await sam.type("invite")).words).toContain("You host no upcoming webinars");
  });

  it("C16: words written after a host’s question are sent as the answer with one press", async () => {
    const { cardOf, face, house, host, registered, scheduled } = stage();
    const code = await scheduled({ inMinutes: 600 });
    const { person } = await registered(code, "Ann Lee");
    expect((await person.write("I'm in marketing")).words).toContain("I don’t know");
    await host.ask(cardOf("Ann Lee"), "Which team are you in?");
    await house.deliver();
    const offer = await person.write("I'm in R&D, see you");
    expect(offer.words).toContain("Is this your answer about “Deep sea”?");
    expect(offer.words).toContain("Which team are you in?");
    expect(offer.words).toContain("I'm in R&D, see you");
    expect(offer.labels).toEqual(["Send what I wrote", "Write another answer"]);
    // A command stays a command, and a sentence that begins like one is a sentence.
    expect((await person.write("list")).words).toContain("Upcoming webinars");
    expect((await person.write("My team is marketing")).words).toContain("Is this your answer");
    const sent = await person.press(offer, "Send what I wrote");
    expect(sent.words).toContain("Your answer was sent: Deep sea");
    await house.deliver();
    expect(last(face.thread(cardOf("Ann Lee"))).words).toContain("I'm in R&D, see you");
    expect((await person.write("I'm in marketing")).words).toContain("I don’t know");
    // What is longer than an answer may be is not sent, and the form is pointed to.
    await host.ask(cardOf("Ann Lee"), "And since when?");
    await house.deliver();
    expect((await person.write(`Since ${"a very long time, ".repeat(70)}`)).labels).toEqual(["Shorten my answer"]);
  });
});
