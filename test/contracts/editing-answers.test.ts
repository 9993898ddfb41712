import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last, type Seen, type WebinarFormFields } from "./face.ts";

const DAY = 24 * 3_600_000;

onBothFaces("answers that are changed", (stage) => {
  const dayIn = (days: number): string => new Date(stage().house.clock.now() + days * DAY).toISOString().slice(0, 10);

  /** A webinar that asks for the company, and somebody who registered for it. */
  const registeredWith = async (company: string, fields: Partial<WebinarFormFields> = {}) => {
    const { host, house, member, scheduled } = stage();
    const code = await scheduled({ inMinutes: 10_000, ...fields });
    await (await host.questions(code)).standard({ company: "required" });
    const ann = await member("Ann Lee");
    const send = await ann.openForm(await ann.type(`show ${code}`));
    await send({ answers: { Company: company } });
    await house.deliver();
    return { code, ann };
  };

  const approve = async (): Promise<Seen> => {
    const { host, cardOf } = stage();
    await host.decide(cardOf("Ann Lee"), "Approve");
    return cardOf("Ann Lee");
  };

  it("P17: until the approval answers are changed from the message; hosts see what was, and a stale decision is refused", async () => {
    const { host, house, cardOf, subjects } = stage();
    const { code, ann } = await registeredWith("Acme");
    const before = cardOf("Ann Lee");
    const form = await ann.editAnswers(last(ann.chat()));
    expect((await form({ answers: { Company: "" } }, { force: true })).words).toContain("Please answer this.");
    const changed = await form({ answers: { Company: "Zenith <b>" } });
    expect(changed.words).toContain("Your changes are saved");
    // Before the card is edited, a decision on it is about answers that are no longer so.
    expect((await host.decide(before, "Approve", { settle: false })).words).toContain("has changed since this card");
    await house.deliver();
    const card = cardOf("Ann Lee");
    expect(card.words).toMatch(/Company: ?Acme → Zenith <b>/);
    expect(card.words).toContain("Answers were changed");
    expect(card.words).toContain("asks to join");
    expect(subjects(ann.address)).toEqual(["Request received: Deep sea", "Your answers are saved: Deep sea"]);
    expect((await host.type(`log ${code}`)).words).toContain("changed the answers of Ann Lee");

    // As they were: nothing differs, and nothing is marked.
    await (await ann.editAnswers(await ann.type(`show ${code}`)))({ answers: { Company: "Acme" } });
    await house.deliver();
    expect(cardOf("Ann Lee").words).not.toContain("→ ");

    await approve();
    const closed = await ann.press(await ann.type(`show ${code}`), "Edit my answers");
    expect(closed.words).toContain("Answers closed when you were approved. You can still correct your name.");
    expect(closed.words).not.toContain("Company");
    expect((await ann.type(`show ${code}`)).words).toContain("Approved");
  });

  it("P39: the name can be corrected in any case, by the same form, which says why the answers cannot be changed", async () => {
    const { house, host, cardOf } = stage();
    const { code, ann } = await registeredWith("Acme", { answerEdits: "never" });
    await approve();
    const form = await ann.editAnswers(await ann.type(`show ${code}`));
    expect((await form({ firstName: "" }, { force: true })).words).toContain("Please enter the first name.");
    expect((await form({ firstName: "Anna", lastName: "Li" })).words).toContain("Your changes are saved");
    await house.deliver();
    const card = cardOf("Anna Li");
    expect(card.words).toContain("Anna Li is approved for “Deep sea”");
    expect(card.words).toMatch(/Name: ?Ann Lee → Anna Li/);
    expect((await host.press(card, "All answers")).words).toMatch(/Company:?\s*Acme/);
    expect(house.mail.inbox(ann.address).at(-1)?.mail.text).toContain("Your answers are saved");
  });

  it("P17: changed answers wait for approval again where the host wants that; the seat stays held until the deadline and after", async () => {
    const { host, house, member, cardOf, subjects } = stage();
    const { code, ann } = await registeredWith("Acme", {
      cap: "1",
      answerEdits: "until_deadline",
      answersUntil: { date: dayIn(3), time: "18:00" },
      editsReopen: true,
    });
    await approve();
    const told = last(ann.chat());
    expect(told.words).toContain("You’re in: Deep sea");
    const changed = await (await ann.editAnswers(told))({ answers: { Company: "Zenith" } });
    expect(changed.words).toContain("Waiting again: Deep sea");
    expect(changed.words).toContain("Your seat stays yours until then.");
    await house.deliver();
    expect(subjects(ann.address).at(-1)).toBe("Waiting again: Deep sea");
    // The news that they are in is put right where it stands.
    expect(ann.chat().filter(({ labels, words }) => labels.includes("Join") && words.includes("You’re in"))).toEqual(
      [],
    );
    const card = cardOf("Ann Lee");
    expect(card.words).toContain("Ann Lee asks to join “Deep sea”");
    expect(card.words).toMatch(/Company: ?Acme → Zenith/);
    expect(card.labels.some((label) => label.startsWith("Approve"))).toBe(true);
    const sam = await member("Sam Late");
    expect((await sam.type(`register ${code}`)).words).toContain("Deep sea is full");
    expect((await ann.type(`join ${code}`)).words).toMatch(/You’re early|still waiting/);
    await approve();
    expect(subjects(ann.address).at(-1)).toBe("You’re in: Deep sea");

    house.clock.advance(4 * DAY);
    const asked = await ann.press(await ann.type(`show ${code}`), "Edit my answers");
    expect(asked.words).toMatch(/Answers closed on .*18:00/);
    const closed = await ann.editAnswers(await ann.type(`show ${code}`));
    await closed({ firstName: "Anna" });
    await house.deliver();
    expect(cardOf("Anna Lee").words).toContain("is approved");
    expect((await host.type(`show ${code}`)).words).toContain("1 of 1 taken");
  });

  it("S14, S15: the form as it is now asks and checks; what was answered to a former one stays readable", async () => {
    const { host, house, cardOf } = stage();
    const { code, ann } = await registeredWith("Acme");
    const builder = await host.questions(code);
    await builder.standard({ company: "hidden", city: "required" });
    const form = await ann.editAnswers(await ann.type(`show ${code}`));
    expect((await form({}, { force: true })).words).toContain("Please answer this.");
    expect((await form({ answers: { City: "Lyon" } })).words).toContain("Your changes are saved");
    await house.deliver();
    expect(cardOf("Ann Lee").words).toMatch(/Company: ?Acme → nothing/);
    expect(cardOf("Ann Lee").words).toMatch(/City: ?nothing → Lyon/);
  });

  it("P17: a rule that approves the new answers keeps the approval; who is not accepted changes nothing", async () => {
    const { host, house, cardOf } = stage();
    const { code, ann } = await registeredWith("Acme", {
      answerEdits: "until_deadline",
      answersUntil: { date: dayIn(5), time: "18:00" },
      editsReopen: true,
    });
    const rules = await host.rules(code);
    await rules.add({ field: "Company", test: "contains", value: "Zenith", result: "approve" });
    await approve();
    expect((await (await ann.editAnswers(last(ann.chat())))({ answers: { Company: "Zenith" } })).words).toContain(
      "Your changes are saved",
    );
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("Ann Lee is approved");
    await host.decideWith(cardOf("Ann Lee"), { to: "rejected" });
    await house.deliver();
    house.clock.advance(2 * 60_000);
    await house.deliver();
    expect((await ann.type(`show ${code}`)).labels).not.toContain("Edit my answers");
  });

  it("B5, P17: the form asks for the deadline, refuses one that is past, and asks once when the start is moved", async () => {
    const { host, scheduled } = stage();
    const code = await scheduled({ inMinutes: 10_000 });
    const form = await host.edit(code);
    const until = (date: string) => ({ answerEdits: "until_deadline" as const, answersUntil: { date, time: "18:00" } });
    expect((await form.send({ answerEdits: "until_deadline" })).words).toContain("Choose until when answers");
    expect((await form.send(until(dayIn(-2)))).words).toContain("That is in the past");
    const saved = await form.send(until(dayIn(2)));
    expect(saved.words).toContain("Changing answers: Until the request is approved → Until a deadline");
    const moved = await host.edit(code);
    expect((await moved.send({ inMinutes: 11_440 })).words).toContain("Answers could still be changed until");
    expect((await moved.send({ inMinutes: 11_440 })).words).toContain("Saved: Deep sea");
  });
});
