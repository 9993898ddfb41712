import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last, type Persona, type Seen } from "./face.ts";
import { takesRequests } from "./own-chat.ts";

const LIVE = ["Join", "Correct my name", "Cancel my registration", "Withdraw my request", "Leave the line"];

onBothFaces("older messages in somebody's own chat", (stage) => {
  const messageWith = (person: Persona, words: string): Seen =>
    last(person.chat().filter((message) => message.words.includes(words)));

  /** What of this person's messages still offers what it did once. */
  const live = (person: Persona): string[] =>
    person.chat().flatMap(({ labels, words }) => (LIVE.some((one) => labels.includes(one)) ? [words] : []));

  /** Approved, and then told of another time: two messages with the same buttons. */
  const approvedAndMoved = async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const code = await scheduled({ inMinutes: 600, registrationIds: false });
    const { person } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    await (await host.edit(code)).send({ inMinutes: 900 });
    await house.deliver();
    return { code, ann: person, older: messageWith(person, "You’re in: Deep sea") };
  };

  it("B21: the news of another time offers nothing to who is invited once the webinar is cancelled", async () => {
    const { host, house, member, scheduled } = stage();
    const code = await scheduled({ inMinutes: 600 });
    const bob = await member("Bob Ray");
    await host.type(`invite ${code} @{Bob Ray}`, { mention: [bob], inHostChannel: true });
    await house.deliver();
    await (await host.edit(code)).send({ inMinutes: 900 });
    await house.deliver();
    expect(messageWith(bob, "New time: Deep sea").labels).toContain("Register");
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await house.deliver();
    expect(bob.chat().flatMap(({ labels, words }) => (labels.includes("Register") ? [words] : []))).toEqual([]);
  });

  it("after cancelling, no button of an older message goes on: it says what is so now, in its place", async () => {
    const { house } = stage();
    const { code, ann } = await approvedAndMoved();
    const [received, approved, moved] = ann.chat().filter(({ labels }) => labels.includes("Correct my name"));
    if (!received || !approved || !moved) throw new Error("three messages with buttons are expected");
    await ann.leave(code);
    await house.deliver();
    // The last news lost its buttons by itself.
    expect(live(ann)).toEqual([received.words, approved.words]);
    expect((await ann.press(received, "Correct my name")).words).toContain("Your registration is cancelled: Deep sea");
    expect((await ann.press(approved, "Join")).words).toContain("Your registration is cancelled: Deep sea");
    await house.deliver();
    expect(live(ann)).toEqual([]);
  });

  it("Cancel pressed on an older message of a cancelled registration asks nothing, and says what is so", async () => {
    const { house } = stage();
    const { code, ann, older } = await approvedAndMoved();
    await ann.leave(code);
    await house.deliver();
    expect((await ann.press(older, "Cancel my registration")).words).toContain(
      "Your registration is cancelled: Deep sea",
    );
    await house.deliver();
    expect(live(ann)).toHaveLength(1);
  });

  it("rejected after an approval: the last news says so at once, an older one when it is pressed", async () => {
    const { host, house, cardOf } = stage();
    const { ann, older } = await approvedAndMoved();
    await host.decideWith(cardOf("Ann Lee"), { to: "rejected" });
    await house.usher.worker.drain();
    // While it can be undone nobody is told, and nothing is edited.
    expect(messageWith(ann, "New time: Deep sea").labels).toContain("Join");
    await house.deliver();
    expect(ann.chat().flatMap(({ labels, words }) => (labels.includes("Join") ? [words] : []))).toEqual([older.words]);
    const answer = await ann.press(older, "Join");
    expect(answer.words).toContain("Not accepted: Deep sea");
    expect(ann.chat().some(({ labels }) => labels.includes("Join"))).toBe(false);
  });

  it("waiting again after an approval: Join on the older message says that a host decides", async () => {
    const { host, house, cardOf } = stage();
    const { ann, older } = await approvedAndMoved();
    await host.decideWith(cardOf("Ann Lee"), { to: "pending" });
    await house.deliver();
    expect((await ann.press(older, "Join")).words).toContain("Request received: Deep sea");
    expect(ann.chat().some(({ labels }) => labels.includes("Join"))).toBe(false);
  });

  it("an invitation that was answered by registering shows the registration in its place when it is pressed", async () => {
    const { host, house, member, scheduled } = stage();
    for (const label of ["Register", "Decline"]) {
      const code = await scheduled({ title: `Deep sea for ${label}` });
      const ann = await member(`Ann ${label}`);
      await host.type(`invite ${code} @{${ann.name}}`, { mention: [ann], inHostChannel: true });
      await house.deliver();
      const invitation = messageWith(ann, "You’re invited");
      await ann.register(await ann.type(`show ${code}`));
      await house.deliver();
      expect(messageWith(ann, "You’re invited").labels).toContain("Decline");
      expect((await ann.press(invitation, label)).words).toContain("You’ve already asked for a seat");
      await house.deliver();
      expect(ann.chat().some(({ words }) => words.includes("You’re invited"))).toBe(false);
    }
  });

  it("N11: *Give up* on the message of an offer that was claimed gives up nothing, and shows what was claimed", async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const code = await scheduled({ cap: "1", waitlist: true });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    await ann.leave(code);
    await house.deliver();
    const offer = last(bob.chat().filter(({ labels }) => labels.includes("Give up this seat")));
    // Claimed elsewhere, so that the message stands as it was.
    await bob.press(await bob.type(`show ${code}`), "Claim the seat");
    await house.deliver();
    await host.decide(cardOf("Bob Ray"), "Approve");
    await house.deliver();
    expect((await bob.press(offer, "Give up this seat")).words).toContain("You’re in: Deep sea");
    await house.deliver();
    expect((await bob.type(`show ${code}`)).words).toMatch(/Status: ?Approved/);
    expect(bob.chat().some(({ labels }) => labels.includes("Give up this seat"))).toBe(false);
  });

  it("a host's own chat keeps the webinar's card when its host presses Register there once more", async () => {
    const { host, house, scheduled } = stage();
    const code = await scheduled();
    await takesRequests(stage(), host, code);
    const card = () => last(host.chat().filter(({ words }) => /seats taken, |seats, all free/.test(words)));
    await host.register(card());
    await house.deliver();
    expect((await host.press(card(), "Register")).words).toContain("You’ve already asked for a seat");
    expect(card().labels).toContain("Register");
  });
});
