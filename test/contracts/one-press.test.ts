import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last, type Persona } from "./face.ts";

onBothFaces("one press registers", (stage) => {
  const invited = async (code: string, name = "Ann Lee"): Promise<Persona> => {
    const { host, house, member } = stage();
    const person = await member(name);
    await host.type(`invite ${code} ${person.address}`);
    await house.deliver();
    return person;
  };

  const shown = async (person: Persona, code: string) => (await person.type(`show ${code}`)).words;

  it("N17: Register on an invitation registers at once where the form asks nothing more, and says what happened", async () => {
    const { cardOf, house, scheduled, subjects } = stage();
    const code = await scheduled();
    const ann = await invited(code);
    const invitation = last(ann.chat());
    const before = ann.chat().length;
    const answer = await ann.press(invitation, "Register");
    expect(answer.words).toContain("Request received: Deep sea");
    expect(answer.labels).toContain("Undo request");
    await house.deliver();
    // The invitation says it in its place, and nothing but the mail repeats it.
    expect(ann.chat().some(({ words }) => words.includes("You’re invited"))).toBe(false);
    expect(ann.chat()).toHaveLength(before);
    expect(last(ann.chat()).words).toMatch(
      /Request received: Deep sea[\s\S]*(You’ll hear from us|waiting for approval)/,
    );
    expect(subjects(ann.address)).toEqual(["You’re invited: Deep sea", "Request received: Deep sea"]);
    expect(cardOf("Ann Lee").words).toContain("Ann Lee asks to join “Deep sea”");
  });

  it("N17: the answer says who is in at once, and who stands in line", async () => {
    const { house, registered, scheduled } = stage();
    const open = await scheduled({ policy: "automatic" });
    const ann = await invited(open);
    expect((await ann.press(last(ann.chat()), "Register")).words).toContain("You’re in: Deep sea");
    await house.deliver();
    expect(last(ann.chat()).words).toMatch(/Registration ID/);
    // Cancelled anywhere, it says so: nothing false stays.
    await ann.leave(open);
    await house.deliver();
    expect(ann.chat().some(({ words }) => words.includes("You’re in"))).toBe(false);

    const full = await scheduled({ title: "Reefs", cap: "1", waitlist: true });
    const bob = await invited(full, "Bob Ray");
    await registered(full, "Eve Else");
    const line = await bob.press(last(bob.chat()), "Register");
    expect(line.words).toContain("On the waiting list: Reefs");
    expect(line.labels).toContain("Undo registration");
  });

  it("N17: a full webinar without a waiting list refuses, and nobody is registered", async () => {
    const { registered, scheduled } = stage();
    const code = await scheduled({ cap: "1" });
    const ann = await invited(code);
    await registered(code, "Eve Else");
    const refused = await ann.press(last(ann.chat()), "Register");
    expect(refused.words).toContain("full");
    expect(await shown(ann, code)).not.toMatch(/Status: ?Waiting/);
  });

  it("N17: Undo request cancels in one press, and frees the seat; once a host has decided, it asks first", async () => {
    const { cardOf, host, house, scheduled } = stage();
    const code = await scheduled();
    const ann = await invited(code);
    const answer = await ann.press(last(ann.chat()), "Register");
    expect(await shown(host, code)).toMatch(/Seats: ?1 of/);
    expect((await ann.press(answer, "Undo request")).words).toContain("Your registration is cancelled: Deep sea");
    expect(await shown(ann, code)).toMatch(/Status: ?Cancelled/);
    expect(await shown(host, code)).toMatch(/Seats: ?0 of/);
    await house.deliver();

    const bob = await invited(code, "Bob Ray");
    const late = await bob.press(last(bob.chat()), "Register");
    await house.deliver();
    await host.decide(cardOf("Bob Ray"), "Approve");
    const asked = await bob.press(late, "Undo request");
    expect(asked.words).toMatch(/Cancel (your )?registration/);
    expect(await shown(bob, code)).toMatch(/Status: ?Approved/);
  });

  it("N17: a second press, and a press on another card, say that they are registered and do nothing twice", async () => {
    const { face, host, house, scheduled, subjects } = stage();
    const code = await scheduled();
    const ann = await invited(code);
    await ann.type(`resend ${code}`);
    await house.deliver();
    const [first, second] = ann.chat().filter(({ labels }) => labels.includes("Decline"));
    if (!first || !second) throw new Error("two invitations are expected");
    const answers = await Promise.all([ann.press(first, "Register"), ann.press(second, "Register")]);
    await house.deliver();
    for (const { words } of answers) expect(words).toMatch(/(Request received|Waiting for approval): Deep sea/);
    const again = (await ann.type(`register ${code}`)).words;
    expect(again).toMatch(/already/);
    expect(subjects(ann.address).filter((subject) => subject.startsWith("Request received"))).toHaveLength(1);
    expect(face.channel().filter(({ words }) => words.includes("Ann Lee asks"))).toHaveLength(1);
    expect((await host.type(`log ${code}`)).words.match(/registered/g)).toHaveLength(1);
  });

  it("N17: on an announcement it registers whoever presses, who alone is told so, and the card stays for the others", async () => {
    const { face, host, house, member, scheduled } = stage();
    const code = await scheduled();
    const [ann, bob] = [await member("Ann Lee"), await member("Bob Ray")];
    const readers = face.readers("divers", [host, ann, bob]);
    await readers.announce(host, code);
    await house.deliver();
    const answer = await ann.press(last(readers.cards()), "Register");
    expect(answer.words).toContain("Request received: Deep sea");
    expect(answer.labels).toContain("Undo request");
    await house.deliver();
    const [card] = readers.cards();
    if (!card) throw new Error("the card is gone");
    expect([card.words.includes("Request received"), card.labels]).toEqual([false, ["Register"]]);
    expect((await bob.press(card, "Register")).words).toContain("Request received: Deep sea");
    expect((await ann.press(answer, "Undo request")).words).toContain("Your registration is cancelled: Deep sea");
    expect(await shown(bob, code)).toMatch(/Waiting for approval/);
  });

  it("S17: once it has begun, one press registers, says so, and leads in", async () => {
    const { face, host, house, member, scheduled } = stage();
    const code = await scheduled({ inMinutes: 10, policy: "automatic" });
    const ann = await member("Ann Lee");
    const readers = face.readers("divers", [host, ann]);
    await readers.announce(host, code);
    await house.deliver();
    house.clock.advance(12 * 60_000);
    const answer = await ann.press(last(readers.cards()), "Register");
    expect(answer.words).toContain("The webinar has started: join now.");
    expect(answer.labels).toEqual(expect.arrayContaining(["Join", "Undo registration"]));
    expect((await ann.press(answer, "Join")).words).toContain("Welcome to Deep sea");
  });

  it("N17: where the form has a question, it opens, and nothing is registered before it is sent", async () => {
    const { host, scheduled } = stage();
    const code = await scheduled();
    await (await host.questions(code)).standard({ company: "shown" });
    const ann = await invited(code);
    const send = await ann.openForm(last(ann.chat()));
    expect(await shown(ann, code)).not.toMatch(/Status: ?Waiting/);
    expect((await send({ answers: { Company: "Sea & Co" } })).words).toContain("Request received: Deep sea");
  });

  it("N17: a question that was added after the invitation was sent is asked", async () => {
    const { host, scheduled } = stage();
    const code = await scheduled();
    const ann = await invited(code);
    const invitation = last(ann.chat());
    await (await host.questions(code)).standard({ company: "required" });
    const asked = await ann.press(invitation, "Register");
    expect(asked.words).toContain("Company");
    expect(await shown(ann, code)).not.toMatch(/Status: ?Waiting/);
    const sent = await ann.sendForm(asked, { answers: { Company: "Sea & Co" } });
    expect(sent.words).toContain("Request received: Deep sea");
  });
});
