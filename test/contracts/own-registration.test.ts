import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last } from "./face.ts";

const MINUTE = 60_000;

onBothFaces("somebody's own registration", (stage) => {
  it("P5: cancelling asks first and says what is lost; keeping it changes nothing, and a second press repeats the first", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    const asked = await ann.type(`leave ${code}`);
    expect(asked.words).toContain("Cancel your registration for “Deep sea”?");
    expect(asked.words).toContain("Your seat becomes free, and your registration ID stops working.");
    expect(asked.labels).toEqual(["Cancel my registration", "Keep my registration"]);
    const kept = await ann.press(asked, "Keep my registration");
    expect(kept.words).toContain("You’re in: Deep sea");
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("is approved");
    expect((await ann.type(`show ${code}`)).words).toContain("Approved");

    // From the button of a message a form asks the same.
    const news = last(ann.chat().filter(({ words }) => words.includes("You’re in: Deep sea")));
    const left = await ann.leaveFrom(news);
    expect(left.words).toContain("Your registration is cancelled: Deep sea");
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("Ann Lee cancelled their registration for “Deep sea”");
    expect(
      subjects(ann.address).filter((subject) => subject === "Your registration is cancelled: Deep sea"),
    ).toHaveLength(1);
    // The news that offered it says what is so now, in its place.
    const [instead] = ann.chat().filter(({ words }) => words.includes("Your registration is cancelled: Deep sea"));
    expect(instead?.labels).toEqual(["Register again"]);
    expect((await ann.type(`leave ${code}`)).words).toContain("is cancelled already");
  });

  it("P5: cancel alone, of who hosts nothing, lists what they registered for, with the act where it is possible", async () => {
    const { registered, scheduled, face } = stage();
    const [kept, left] = [await scheduled({ title: "Deep sea" }), await scheduled({ title: "Ice age" })];
    const { person: ann } = await registered(kept, "Ann Lee");
    await ann.register(await ann.type(`show ${left}`));
    await ann.press(await ann.type(`leave ${left}`), "Withdraw my request");
    const listed = await ann.type("cancel");
    expect(listed.words).toContain("Deep sea");
    expect(listed.words).toContain("Cancelled");
    expect(listed.labels).toEqual((await ann.type("leave")).labels);
    expect(listed.labels).toHaveLength(2);
    expect(listed.labels.filter((label) => label.startsWith("Details"))).toHaveLength(1);
    const nobody = await face.person("Bob Ray");
    expect((await nobody.type("cancel")).words).toContain("You host no upcoming webinars");
  });

  it("P5: whoever types cancel for a webinar that they only come to is shown how to give up their registration", async () => {
    const { face, registered, scheduled } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    const answer = await ann.type(`cancel ${code}`);
    expect(answer.words).toContain("Only a host can cancel Deep sea");
    expect(answer.words).toContain(`leave ${code}`);
    expect(answer.labels).toEqual(["Withdraw my request", "My registrations"]);
    expect((await ann.leaveFrom(answer)).words).toContain("Your registration is cancelled: Deep sea");
    const sam = await face.person("Sam Stranger");
    expect((await sam.type(`cancel ${code}`)).words).toContain("Only Hanna Host and the cohosts of Deep sea");
  });

  it("P5: the question names the place in line, and is refused where there is nothing to cancel", async () => {
    const { face, house, registered, scheduled, member } = stage();
    const code = await scheduled({ cap: "1", waitlist: true, inMinutes: 60 });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    const asked = await bob.type(`leave ${code}`);
    expect(asked.words).toContain("You’re 1st in line. If you leave and register again, you start at the end.");
    const pending = await ann.type(`leave ${code}`);
    expect(pending.words).toContain("The hosts won’t decide on it any more");
    // Pressed long after it was asked, it does what is possible by then.
    house.clock.advance(180 * MINUTE);
    expect(pending.words).toContain("Withdraw your request for “Deep sea”?");
    expect(pending.labels).toEqual(["Withdraw my request", "Keep my request"]);
    expect((await ann.press(pending, "Withdraw my request")).words).toContain("Webinar ended: Deep sea");
    expect((await (await member("Eve Else")).type(`leave ${code}`)).words).toContain("You are not registered");
    expect(face.channel().filter(({ words }) => words.includes("cancelled their registration"))).toEqual([]);
  });
});
