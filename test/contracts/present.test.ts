import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last, type Persona, type Seen } from "./face.ts";

const HOUR = 3_600_000;
const LIVE = [
  "Register",
  "Join",
  "Cancel my registration",
  "Withdraw my request",
  "Leave the line",
  "Claim the seat",
  "Give up this seat",
  "Approve",
  "Reject",
];

/** The bot's messages but for answers to `show`, which are not kept up to date: a press on one says what is so. */
const newsOf = (person: Persona): Seen[] => person.chat().filter(({ words }) => !/Host: ?Hanna/.test(words));
const labelsIn = (seen: readonly Seen[]): string[] => seen.flatMap(({ labels }) => labels);
/** What is sent, as it is, without what a test reads it as. */
const rawOf = (seen: Seen): string => JSON.stringify((seen as { message?: unknown }).message);
const found = (person: Persona, words: string): Seen => last(person.chat().filter((one) => one.words.includes(words)));

onBothFaces("what is true now", (stage) => {
  it("B21: cancelled, no old message keeps a live button, and none waits any more", async () => {
    const { house, host, member, registered, scheduled, face } = stage();
    const code = await scheduled({ policy: "automatic" });
    const { person: ann } = await registered(code, "Ann Lee");
    const bob = await member("Bob Ray");
    await host.type(`invite ${code} ${bob.address}`);
    await house.deliver();
    expect(labelsIn(ann.chat())).toContain("Join");
    expect(labelsIn(bob.chat())).toContain("Register");
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await house.deliver();
    const messages = [...newsOf(ann), ...newsOf(bob), ...face.channel()];
    for (const label of labelsIn(messages)) expect(LIVE).not.toContain(label);
    expect(found(bob, "Cancelled: Deep sea").words).toContain("You don’t have to do anything.");
    expect(bob.chat().some(({ words }) => words.includes("You’re invited"))).toBe(false);
  });

  it("B21: over, no old message and no card keeps a live button", async () => {
    const { house, host, member, registered, scheduled, face } = stage();
    const code = await scheduled({ inMinutes: 60 });
    const { person: ann } = await registered(code, "Ann Lee");
    const bob = await member("Bob Ray");
    await host.type(`invite ${code} ${bob.address}`);
    await house.deliver();
    house.clock.advance(4 * HOUR);
    await house.deliver();
    for (const label of labelsIn([...newsOf(ann), ...newsOf(bob), ...face.channel()]))
      expect(LIVE).not.toContain(label);
    expect(ann.chat().some(({ words }) => words.includes("Request received"))).toBe(false);
    expect(found(ann, "Webinar ended: Deep sea").words).toContain("You can no longer join or register.");
  });

  it("B21: a press on an old message says what is so now, in its place", async () => {
    const { house, host, registered, scheduled } = stage();
    const code = await scheduled({ policy: "automatic" });
    const { person: ann } = await registered(code, "Ann Lee");
    const old = found(ann, "You’re in: Deep sea");
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    const answer = await ann.press(old, "Join");
    expect(answer.words).toContain("Cancelled: Deep sea");
    expect(answer.labels).toEqual(["What’s coming up"]);
    await house.deliver();
  });

  it("B22: a full one and one that is over offer only what can be done, and say seats once", async () => {
    const { house, host, member, registered, scheduled } = stage();
    const code = await scheduled({ cap: "1", inMinutes: 60 });
    await registered(code, "Ann Lee");
    const sam = await member("Sam Late");
    expect((await sam.type(`show ${code}`)).labels).toEqual([]);
    const shown = await host.type(`show ${code}`);
    expect(shown.labels).toEqual([
      "Join",
      "Edit",
      "Edit the form",
      "Edit the rules",
      "Cancel webinar…",
      "Write to people",
    ]);
    expect(shown.words.match(/Seats: ?/g)).toHaveLength(1);
    house.clock.advance(4 * HOUR);
    const over = await host.type(`show ${code}`);
    expect(over.labels).toEqual(["Report", "Add the recording", "Write to people", "Schedule again"]);
    expect(over.words).toContain("Webinar ended: Deep sea");
  });

  it("B22: more seats than the plan covers are said in the one line", async () => {
    const { host, scheduled } = stage();
    const shown = await host.type(`show ${await scheduled()}`);
    expect(shown.words.match(/Seats: ?/g)).toHaveLength(1);
    expect(shown.words).toContain("0 of 10,000 taken, and up to 1,000 can be in at once");
  });

  it("B20: an invitation says what registering does under the policy", async () => {
    const { house, host, member, scheduled } = stage();
    const bob = await member("Bob Ray");
    await host.type(`invite ${await scheduled({ policy: "automatic" })} ${bob.address}`);
    await house.deliver();
    const invitation = found(bob, "You’re invited");
    expect(invitation.words).toContain("the seat is yours");
    expect(invitation.words).not.toContain("request a seat");
  });

  it.each([
    ["manual", "Once you claim it, it’s kept for you until a host decides"],
    ["automatic", "Once you claim it, it’s yours"],
  ] as const)("B8: an offered seat says what claiming does: %s", async (policy, words) => {
    const { house, registered, scheduled } = stage();
    const code = await scheduled({ policy, cap: "1", waitlist: true, offer: "600", inMinutes: 2_000 });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: cleo } = await registered(code, "Cleo Chen");
    await ann.leave(code);
    await house.deliver();
    expect(last(cleo.chat()).words).toContain(words);
  });

  it("T6, N20: whoever wrote nothing yet reads times on their own clock, and the webinar's zone once", async () => {
    const { house, host, scheduled, face } = stage();
    const code = await scheduled();
    const kim = await face.person("Kim Sato", { zone: "Asia/Tokyo", installed: true });
    await host.type(`invite ${code} @{Kim Sato}`, { mention: [kim], inHostChannel: true });
    await house.deliver();
    const invitation = last(kim.chat());
    expect(invitation.words).not.toContain("(UTC)");
    expect(invitation.words.match(/Paris time/g)).toHaveLength(1);
    expect(rawOf(invitation)).toMatch(/<!date\^\d+\^\{date_long\}, \{time\}\||\{\{DATE\([^)]+\)\}\}, \{\{TIME\(/);
    expect(rawOf(invitation)).toContain("(your time)");
  });

  it("A11, C11, C17: a name makes no link and may be one alone; an answer of several lines is quoted", async () => {
    const { host, member, scheduled, registered, cardOf } = stage();
    const code = await scheduled();
    const builder = await host.questions(code);
    await builder.add({ type: "text", label: "Why?" });
    await registered(code, "Ann Lee", {
      firstName: "http://evil.example/x",
      lastName: "",
      answers: { "Why?": "To *see*\nthem" },
    });
    const card = cardOf("evil");
    expect(card.words).toContain("http://evil.example/x asks to join “Deep sea”");
    expect(rawOf(card)).not.toContain("http://evil");
    expect(rawOf(card)).not.toContain("evil.example");
    expect(rawOf(card)).toMatch(/>To [^"]*\\n>them|"style":"emphasis"/);
    const cher = await member("Cher");
    expect((await cher.register(await cher.type(`show ${code}`), { firstName: "Cher", lastName: "" })).words).toContain(
      "Request received",
    );
  });

  it("B19: a rejection's reason is sent unless it is kept back", async () => {
    const { house, host, registered, scheduled, cardOf } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    await host.decideWith(cardOf("Ann Lee"), { to: "rejected", reason: "Only for the crew." });
    house.clock.advance(2 * 60_000);
    await house.deliver();
    expect(last(ann.chat()).words).toContain("The hosts wrote: Only for the crew.");
  });

  it("V7: the buttons of a list say on their own what they are about, and none is wanted more than the others", async () => {
    const { registered, scheduled } = stage();
    const { person: ann } = await registered(await scheduled({ policy: "automatic" }), "Ann Lee");
    const hot = await scheduled({ policy: "automatic", title: "Hot springs" });
    await ann.register(await ann.type(`show ${hot}`));
    const raw = rawOf(await ann.type("my"));
    for (const name of ["Join – Deep sea", "Join – Hot springs"]) expect(raw).toContain(name);
    expect(raw).not.toMatch(/"style":"(primary|positive)"/);
  });
});
