import { expect, it } from "vitest";
import { ALL_PARTITIONS, keys } from "../../src/redis/keys.ts";
import { onBothFaces } from "./both.ts";
import { addressOf, last, registrationIdIn } from "./face.ts";

const MINUTE = 60_000;

onBothFaces("approvals", (stage) => {
  it("N10: a decision can be undone for a minute; nobody was told; afterwards the button is gone and the person told once", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    const before = subjects(ann.address).length;
    house.clock.advance(1_000);
    const rejected = await host.decide(cardOf("Ann Lee"), "Reject", { settle: false });
    expect(rejected.words).toContain("The request from Ann Lee for “Deep sea” is rejected");
    expect(rejected.labels).toContain("Undo");
    expect(rejected.words).toContain("Ann Lee will be told in a minute. Until then, you can undo this.");
    house.clock.advance(1_000);
    const undone = await host.decide(cardOf("Ann Lee"), "Undo", { settle: false });
    expect(undone.words).toContain("Ann Lee asks to join");
    await house.deliver();
    expect(subjects(ann.address)).toHaveLength(before);
    house.clock.advance(1_000);
    await host.decide(cardOf("Ann Lee"), "Approve", { settle: false });
    const card = cardOf("Ann Lee");
    await house.deliver();
    expect(cardOf("Ann Lee").labels).not.toContain("Undo");
    expect(cardOf("Ann Lee").words).not.toContain("in a minute");
    expect(subjects(ann.address).filter((subject) => subject === "You’re in: Deep sea")).toHaveLength(1);
    expect((await host.decide(card, "Undo")).words).toContain("It is too late to undo that");
  });

  it("N10: a rejection that is undone and made anew is told, by an edit too, once that one can be undone no more", async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    const said = () => ann.chat().filter(({ words }) => words.includes("Not accepted"));
    const later = async (ms: number) => {
      house.clock.advance(ms);
      await house.usher.worker.drain();
    };
    await host.decideWith(cardOf("Ann Lee"), { to: "rejected" });
    await later(20_000);
    await host.decide(cardOf("Ann Lee"), "Undo", { settle: false });
    await later(20_000);
    await host.decideWith(cardOf("Ann Lee"), { to: "rejected" });
    // Asked to say it again, Usher says what they know.
    await ann.type(`resend ${code}`);
    // The edit that the first one left behind is due.
    await later(30_000);
    expect(said()).toEqual([]);
    expect(last(ann.chat()).words).toContain("You’re in: Deep sea");
    await later(31_000);
    expect(said().length).toBeGreaterThan(0);
  });

  it("N10: a decision that is undone and made anew is told once, also where nothing was sent meanwhile", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled();
    for (const [name, first, second] of [
      ["Ann Lee", "Approve", "Approve"],
      ["Bob Ray", "Reject", "Reject"],
      ["Cleo Chen", "Reject", "Approve"],
    ] as const) {
      const { person } = await registered(code, name);
      const before = { chat: person.chat().length, mails: subjects(person.address).length };
      house.clock.advance(1_000);
      await host.decide(cardOf(name), first, { settle: false });
      house.clock.advance(1_000);
      await host.decide(cardOf(name), "Undo", { settle: false });
      house.clock.advance(1_000);
      await host.decide(cardOf(name), second, { settle: false });
      // As after an outage: all that is due by now comes at once.
      house.clock.advance(3 * MINUTE);
      await house.deliver();
      expect(subjects(person.address).slice(before.mails), name).toHaveLength(1);
      expect(person.chat().slice(before.chat), name).toHaveLength(1);
    }
  });

  it("N10: an approval that is made anew before its rejection was told says nothing: it was told", async () => {
    const { host, house, registered, scheduled, cardOf, subjects } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    await house.deliver();
    const before = { chat: ann.chat().length, mails: subjects(ann.address).length };
    await host.decideWith(cardOf("Ann Lee"), { to: "rejected" });
    house.clock.advance(10_000);
    await host.decideWith(cardOf("Ann Lee"), { to: "approved" });
    house.clock.advance(3 * MINUTE);
    await house.deliver();
    expect(subjects(ann.address).slice(before.mails)).toEqual([]);
    expect(ann.chat().slice(before.chat)).toEqual([]);
  });

  it("P2, P4: a decision is changed, with a reason for the person or for the hosts alone", async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    await host.decide(cardOf("Ann Lee"), "Approve");
    await host.decideWith(cardOf("Ann Lee"), { to: "rejected", reason: "It is for *your* team only.", told: true });
    await host.decideWith(cardOf("Bob Ray"), { to: "rejected", reason: "Between us.", told: false });
    await house.deliver();
    expect(last(ann.chat()).words).toContain("The hosts wrote: It is for *your* team only.");
    expect(last(bob.chat()).words).toContain("Not accepted");
    expect(last(bob.chat()).words).not.toContain("Between us.");
    expect(cardOf("Bob Ray").words).toMatch(/Reason, for hosts only.*Between us\./s);
    expect(cardOf("Ann Lee").words).toContain("is not accepted");
    await host.decideWith(cardOf("Ann Lee"), { to: "pending" });
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("Ann Lee asks to join");
    expect((await ann.type(`show ${code}`)).words).toContain("Waiting for approval");
  });

  it("N10, P4: a rejection with a reason is undone where it was sent", async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    await house.deliver();
    const before = ann.chat().length;
    const rejected = await host.decideWith(cardOf("Ann Lee"), { to: "rejected", reason: "Too late.", told: true });
    expect(rejected.words).toContain("Until then, you can undo this");
    expect(rejected.labels).toContain("Undo");
    const undone = await host.press(rejected, "Undo");
    expect(undone.words).toContain("Ann Lee asks to join");
    const [approve = "", reject = ""] = undone.labels;
    expect([approve, reject].map((label) => label.split(" ")[0])).toEqual(["Approve", "Reject"]);
    house.clock.advance(120_000);
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("Ann Lee asks to join");
    expect(ann.chat().slice(before)).toEqual([]);
    expect((await host.press(undone, approve)).words).toMatch(/Ann Lee.* is approved/);
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("is approved");
  });

  it("section 1: without a free seat the host is offered to raise the cap by one", async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const code = await scheduled({ cap: "1" });
    await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Reject");
    await registered(code, "Bob Ray");
    const refused = await host.decideWith(cardOf("Ann Lee"), { to: "approved" });
    expect(refused.words).toContain("so Ann Lee can’t have one");
    expect((await host.type(`show ${code}`)).words).toContain("1 of 1 taken");
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("is not accepted");
  });

  it("P1, N8: rules are added, ordered, tried and counted; each card says which rule decided", async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const code = await scheduled();
    await registered(code, "Ann Lee");
    const editor = await host.rules(code);
    expect(editor.shown().words).toContain("There is no rule yet.");
    expect((await editor.add({ value: " " })).words).toContain("Write what it compares with.");
    const added = await editor.add({ field: "Email", test: "ends with", value: "@example.com", result: "approve" });
    expect(added.words).toContain("1. Email ends with “@example.com”: approve");
    expect(added.words).toContain("would have decided 1 so far");
    await editor.add({ field: "Name", test: "contains", value: "Mallory", result: "reject" });
    const moved = await editor.up(2);
    expect(moved.words).toContain("1. Name contains “Mallory”: reject");
    expect((await host.type(`rules ${code} test new@example.com`)).words).toMatch(/would be approved.*Rule 2 matches/s);
    expect((await host.type(`rules ${code} test new@else.org`)).words).toContain("A host would decide");
    expect(cardOf("Ann Lee").words).toContain("Ann Lee asks to join");
    const { answer } = await registered(code, "Bob Ray");
    expect(answer.words).toContain("You’re in: Deep sea");
    expect(cardOf("Bob Ray").words).toMatch(/Why: ?Rule 2 \(Email ends with “@example\.com”\)/);
    const { answer: no } = await registered(code, "Mallory Moe");
    expect(no.words).toContain("Not accepted");
    await editor.remove(1);
    await editor.noMatch("reject");
    await house.deliver();
    expect((await host.type(`rules ${code} test new@else.org`)).words).toMatch(/would be rejected.*No rule matches/s);
  });

  it("N7: after three approvals of one domain the card offers to approve it always", async () => {
    const { host, registered, scheduled, cardOf } = stage();
    const code = await scheduled();
    for (const name of ["Ann Lee", "Bob Ray", "Cleo Chen"]) {
      await registered(code, name);
      await host.decide(cardOf(name), "Approve");
    }
    await registered(code, "Dan Duarte");
    const card = cardOf("Dan Duarte");
    expect(card.labels).toContain("Always approve @example.com");
    const answer = await host.decide(card, "Always approve @example.com");
    expect(answer.words).toContain("Requests from @example.com are now approved at once");
    const { answer: next } = await registered(code, "Eve Eze");
    expect(next.words).toContain("You’re in: Deep sea");
  });

  it("S16, N13: a late request is urgent; admitted now, the person gets ID and password, and comes in with them", async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const code = await scheduled({ inMinutes: 10, password: "sesame" });
    house.clock.advance(12 * MINUTE);
    const { person: ann } = await registered(code, "Ann Lee");
    const card = cardOf("Ann Lee");
    expect(card.words).toContain("Urgent: Ann Lee asks to join “Deep sea”, which has begun");
    expect((await ann.type(`join ${code} sesame`)).words).toContain("still waiting for a host");
    const label = card.labels.find((one) => one.startsWith("Admit now")) ?? "Admit now";
    const before = ann.chat().length;
    await host.decide(card, label, { settle: false });
    const until = house.clock.now() + 5_000;
    while (ann.chat().length === before && house.clock.now() < until) {
      house.clock.advance(1_000);
      await house.usher.worker.drain();
    }
    const told = last(ann.chat());
    expect(told.words).toMatch(/Password:?\s[\s\S]{0,4}sesame[\s\S]*asked for it when you join/);
    registrationIdIn(told);
    expect((await ann.type(`join ${code}`)).words).toContain("It’s in the message that confirmed your registration");
    expect((await ann.type(`join ${code} wrong`)).words).toContain("That password isn’t right");
    expect((await ann.type(`join ${code} sesame`)).words).toContain("Welcome to Deep sea");
  });

  it("S17: automatic: who registers after the start is in at once, without host, confirmation or password", async () => {
    const { host, house, member, scheduled } = stage();
    const code = await scheduled({ inMinutes: 10, policy: "automatic", password: "sesame" });
    house.clock.advance(12 * MINUTE);
    const ann = await member("Ann Lee");
    const answer = await ann.register(await ann.type(`show ${code}`));
    expect(answer.words).toContain("You’re in: Deep sea");
    // Nothing was delivered yet.
    expect((await ann.type(`join ${code}`)).words).toContain("Welcome to Deep sea");
    await house.deliver();
    expect((await host.type(`log ${code}`)).words).toContain("registered, approved");
  });

  it("P27: the operator’s lists decide before policy and rules, and the card says so", async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const code = await scheduled();
    const lists = { "@example.com": "reject", [addressOf("Ann Lee")]: "approve" };
    for (const partition of ALL_PARTITIONS) await house.redis.hset(keys.lists(partition), lists);
    expect((await registered(code, "Ann Lee")).answer.words).toContain("You’re in: Deep sea");
    expect((await registered(code, "Bob Ray")).answer.words).toContain("Not accepted");
    for (const name of ["Ann Lee", "Bob Ray"]) expect(cardOf(name).words).toMatch(/Why: ?This site’s list/);
    expect((await host.type(`rules ${code} test x@example.com`)).words).toContain(
      "The address is on this site’s list.",
    );
  });

  it("P19: whoever is no host changes nothing by any of these ways", async () => {
    const { host, house, member, registered, scheduled, cardOf } = stage();
    const code = await scheduled();
    await registered(code, "Ann Lee");
    const sam = await member("Sam Stranger");
    house.clock.advance(1_000);
    await host.decide(cardOf("Ann Lee"), "Approve", { settle: false });
    const card = cardOf("Ann Lee");
    expect((await sam.decide(card, "Undo", { settle: false })).words).toContain("Only Hanna Host");
    for (const command of ["rules", "log"])
      expect((await sam.type(`${command} ${code}`)).words, command).toContain("Only Hanna Host");
    expect((await sam.type(`rules ${code} test a@b.org`)).words).toContain("Only Hanna Host");
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("is approved");
  });

  it("log tells the hosts who did what by which way", async () => {
    const { face, host, registered, scheduled, cardOf } = stage();
    const code = await scheduled();
    await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    const log = await host.type(`log ${code}`);
    const way = face.kind === "slack" ? "Slack" : "Teams";
    expect(log.words).toContain(`Hanna Host (${way}) – Ann Lee: approved`);
    expect(log.words).toContain(`Hanna Host (${way}) – scheduled it`);
  });

  it("N12: the webinar's card counts, edited in place", async () => {
    const { host, face, registered, scheduled, cardOf } = stage();
    const code = await scheduled({ cap: "5" });
    const cards = face.channel().length;
    await registered(code, "Ann Lee");
    await registered(code, "Bob Ray");
    await host.decide(cardOf("Ann Lee"), "Approve");
    const [overview] = face.channel();
    expect(overview?.words).toContain("Scheduled: Deep sea");
    expect(overview?.words).toMatch(/Approved: ?1/);
    expect(overview?.words).toMatch(/Waiting for approval: ?1/);
    expect(overview?.words).toContain("3 free");
    expect(face.channel()).toHaveLength(cards + 2);
  });
});
