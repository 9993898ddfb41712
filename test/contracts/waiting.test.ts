import { expect, it } from "vitest";
import { keys } from "../../src/redis/keys.ts";
import { ORGANISATION } from "../setup/store.ts";
import { onBothFaces } from "./both.ts";
import { last } from "./face.ts";

const MINUTE = 60_000;

onBothFaces("a full webinar", (stage) => {
  it("P6, N11: with the waiting list on, the person gets a position; a freed seat is offered by message, and claimed", async () => {
    const { house, member, registered, scheduled, cardOf, face } = stage();
    const code = await scheduled({ cap: "1", waitlist: true, offer: "600", inMinutes: 2_000 });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob, answer } = await registered(code, "Bob Ray");
    expect(answer.words).toContain("On the waiting list: Deep sea");
    expect(answer.words).toContain("You’re 1st in line.");
    const { answer: third } = await registered(code, "Cleo Chen");
    expect(third.words).toContain("You’re 2nd in line.");
    expect(face.channel().filter(({ words }) => words.includes("Bob Ray"))).toEqual([]);
    await ann.leave(code);
    await house.deliver();
    const offer = last(bob.chat());
    expect(offer.words).toContain("A seat is free for you: Deep sea");
    expect(offer.words).toMatch(/\((Paris time, UTC\+\d|your time)\)/);
    expect(offer.words).toMatch(/Claim it by:?\s.*\d:\d\d/);
    expect(offer.labels).toEqual(expect.arrayContaining(["Claim the seat", "Give up this seat"]));
    // While somebody is offered the seat, nobody else takes it.
    const sam = await member("Sam Late");
    expect((await sam.register(await sam.type(`show ${code}`))).words).toContain("On the waiting list");
    const claimed = await bob.press(offer, "Claim the seat");
    expect(claimed.words).toContain("Request received: Deep sea");
    await house.deliver();
    expect(cardOf("Bob Ray").words).toContain("Bob Ray asks to join “Deep sea”");
  });

  it("P7, N11: an offer that is passed goes on at once, one that expires when its time is over", async () => {
    const { house, registered, scheduled } = stage();
    const code = await scheduled({ cap: "1", waitlist: true, offer: "600", inMinutes: 2_000 });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    const { person: cleo } = await registered(code, "Cleo Chen");
    await ann.leave(code);
    await house.deliver();
    await bob.press(last(bob.chat()), "Give up this seat");
    await house.deliver();
    expect(last(cleo.chat()).words).toContain("A seat is free for you");
    house.clock.advance(601 * MINUTE);
    await house.deliver();
    expect((await cleo.type(`show ${code}`)).words).toContain("A seat is offered");
    expect((await bob.type(`show ${code}`)).words).toContain("Cancelled");
  });

  it("B21, N11: an offer that expired can be claimed by no message any more", async () => {
    const { house, registered, scheduled } = stage();
    const code = await scheduled({ cap: "1", waitlist: true, offer: "600", inMinutes: 5_000 });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    const { person: cleo } = await registered(code, "Cleo Chen");
    await ann.leave(code);
    await house.deliver();
    expect(last(bob.chat()).labels).toContain("Claim the seat");
    house.clock.advance(601 * MINUTE);
    await house.deliver();
    expect(last(cleo.chat()).labels).toContain("Claim the seat");
    expect(bob.chat().flatMap(({ labels }) => labels)).not.toContain("Claim the seat");
  });

  it("B21, P7: alone in line, somebody is offered the seat again, and only the newest message offers it", async () => {
    const { house, registered, scheduled } = stage();
    const code = await scheduled({ cap: "1", waitlist: true, offer: "600", inMinutes: 5_000 });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    const offering = () => bob.chat().filter(({ labels }) => labels.includes("Claim the seat"));
    await ann.leave(code);
    await house.deliver();
    const [first] = offering();
    house.clock.advance(601 * MINUTE);
    await house.deliver();
    expect(offering()).toEqual([last(bob.chat())]);
    expect(offering()[0]?.words).not.toBe(first?.words);
    expect(bob.chat().map(({ words }) => words)).toContainEqual(
      expect.stringContaining("The seat is offered to you in a newer message"),
    );
    house.clock.advance(601 * MINUTE);
    await house.deliver();
    expect(last(bob.chat()).words).toContain("Your registration is cancelled: Deep sea");
    expect(offering()).toEqual([]);
  });

  it("B21, P10: a seat offer that is told again, or whose webinar is moved, stands in the newest message alone", async () => {
    const { host, house, registered, scheduled } = stage();
    const code = await scheduled({ cap: "1", waitlist: true, offer: "600", inMinutes: 5_000 });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    const offering = () => bob.chat().filter(({ labels }) => labels.includes("Claim the seat"));
    await ann.leave(code);
    await house.deliver();
    await (await host.edit(code)).send({ inMinutes: 6_000 });
    await house.deliver();
    expect(offering().map(({ words }) => words)).toEqual([expect.stringContaining("New time: Deep sea")]);
    await bob.type(`resend ${code}`);
    await house.deliver();
    expect(offering().map(({ words }) => words)).toEqual([expect.stringContaining("A seat is free for you")]);
  });

  it("B21, P10: an older message that came to offer the seat offers it no more when the offer ends", async () => {
    const { host, house, registered, scheduled } = stage();
    const code = await scheduled({ cap: "1", waitlist: true, offer: "600", inMinutes: 5_000 });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    const offering = () => bob.chat().filter(({ labels }) => labels.includes("Claim the seat"));
    const isSent = async () => {
      house.clock.advance(1_000);
      await house.usher.worker.drain();
    };
    // One message a second: all that follows waits in Bob's chat, one behind the other.
    await bob.type(`resend ${code}`);
    await isSent();
    await bob.leave(code);
    await bob.register(await bob.type(`show ${code}`));
    await (await host.edit(code)).send({ inMinutes: 6_000 });
    await house.usher.worker.drain();
    await ann.leave(code);
    await isSent();
    expect(offering().length).toBe(1);
    await bob.leave(code);
    await house.deliver();
    expect(bob.chat().map(({ words }) => words)).toContainEqual(
      expect.stringContaining("Your registration is cancelled: Deep sea"),
    );
    expect(offering()).toEqual([]);
  });

  it("B21, N11: a seat that is claimed elsewhere than in the message that offers it is offered there no more", async () => {
    const { house, registered, scheduled } = stage();
    const code = await scheduled({ cap: "1", waitlist: true, offer: "600", inMinutes: 5_000 });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    await ann.leave(code);
    await house.deliver();
    await bob.press(await bob.type(`show ${code}`), "Claim the seat");
    await house.deliver();
    expect(bob.chat().flatMap(({ labels }) => labels)).not.toContain("Claim the seat");
  });

  it("B21: an answer that offers the seat in an older message's place offers it no more when the offer ends", async () => {
    const { house, registered, scheduled } = stage();
    const code = await scheduled({ cap: "1", waitlist: true, offer: "600", inMinutes: 5_000 });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    await bob.type(`resend ${code}`);
    await house.deliver();
    await bob.leave(code);
    await house.deliver();
    const older = bob
      .chat()
      .find(
        ({ words, labels }) => words.includes("registration is cancelled") && labels.includes("Join the waiting list"),
      );
    if (!older) throw new Error("no older message");
    await bob.register(await bob.type(`show ${code}`));
    await ann.leave(code);
    await house.deliver();
    await bob.press(older, "Join the waiting list");
    expect(bob.chat().flatMap(({ labels }) => labels)).toContain("Claim the seat");
    await bob.leave(code);
    house.clock.advance(60_000);
    await house.deliver();
    expect(bob.chat().flatMap(({ labels }) => labels)).not.toContain("Claim the seat");
  });

  it("S22, P9: without it the next registration is refused, and a lower cap takes nobody's seat", async () => {
    const { host, member, registered, scheduled } = stage();
    const code = await scheduled({ cap: "2" });
    await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    const sam = await member("Sam Late");
    expect((await sam.type(`register ${code}`)).words).toContain("all 2 seats are taken");
    await (await host.edit(code)).send({ cap: "1" });
    expect((await bob.type(`show ${code}`)).words).toContain("Waiting for approval");
    expect((await host.type(`show ${code}`)).words).toContain("2 of 1 taken");
  });

  it("S23, P25: when the plan's attendees are all in, latecomers read what the host wrote for them", async () => {
    const { house, member, registered, scheduled, host, cardOf } = stage();
    const code = await scheduled({ inMinutes: 10, planText: "Watch the stream at ten." });
    const { person: ann } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    const attendees = Array.from({ length: 1_000 }, (_, i) => `person:p${i}`);
    await house.redis.sadd(keys.attendees(ORGANISATION, code as never), ...attendees);
    const refused = await ann.type(`join ${code}`);
    expect(refused.words).toContain("Deep sea has reached its 1,000 attendees");
    expect(refused.words).toContain("Watch the stream at ten.");
    const sam = await member("Sam Late");
    expect((await sam.type(`join ${code}`)).words).toContain("not registered");
  });
});
