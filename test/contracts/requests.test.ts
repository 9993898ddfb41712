import { expect, it } from "vitest";
import { onBothFaces, type Stage } from "./both.ts";
import { last, type Seen } from "./face.ts";

const MINUTE = 60_000;
const NAMES = ["Ann Lee", "Bob Ray", "Cleo Chen", "Dan Duarte", "Eve Eze", "Finn Fox", "Gil Gray", "Hal Hill"];

/** What is due within this time, delivered in steps as the clock goes on. */
const later = async ({ house }: Stage, ms: number) => {
  for (let gone = 0; gone < ms; gone += 1_000) {
    house.clock.advance(1_000);
    await house.usher.worker.drain();
  }
};

const crowd = async (stage: Stage, code: string, names: readonly string[] = NAMES) => {
  const people = [];
  for (const name of names) people.push((await stage.registered(code, name)).person);
  return people;
};

const digestIn = ({ face }: Stage): Seen => {
  const card = face.channel().findLast(({ words }) => /new requests?: /.test(words));
  if (!card) throw new Error("no digest");
  return card;
};

onBothFaces("requests of many", (stage) => {
  it("N5, P3, N10: a crowd gathers in one card; all shown are approved by one act, and taken back as one", async () => {
    const at = stage();
    const { host, face, scheduled, subjects } = at;
    const code = await scheduled();
    const people = await crowd(at, code);
    await later(at, 4_000);
    const cards = face.channel().filter(({ words }) => words.includes("asks to join"));
    expect(cards).toHaveLength(5);
    const digest = digestIn(at);
    expect(digest.words).toContain("3 new requests: Deep sea");
    expect(digest.words).toContain("@example.com · 3");
    expect(digest.labels).toEqual(expect.arrayContaining(["Review", "Approve all 3"]));
    const going = await host.press(digest, "Approve all 3");
    expect(going.words).toContain("Approving requests: Deep sea");
    await later(at, 6_000);
    expect(digestIn(at).words).toContain("All of them are decided.");
    expect(digestIn(at).labels).toEqual([]);
    const told = last(host.chat());
    expect(told.words).toContain("3 requests are approved: Deep sea");
    expect(told.words).not.toContain("Skipped");
    expect(subjects(people[7]?.address ?? "")).toEqual(["Request received: Deep sea"]);
    expect((await host.press(told, "Undo all")).words).toMatch(/Undoing|taken back/);
    await later(at, 6_000);
    expect(digestIn(at).words).toMatch(/Waiting for approval: ?3/);
    expect(digestIn(at).labels).toContain("Approve all 3");
    await at.house.deliver();
    expect(subjects(people[7]?.address ?? "")).toEqual(["Request received: Deep sea"]);
  });

  it("P3: requests CODE: chosen ones are rejected with a reason, the rest approved; each is told once", async () => {
    const at = stage();
    const { host, house, scheduled, subjects } = at;
    const code = await scheduled();
    const people = await crowd(at, code, [...NAMES, "Ida Iles", "Jon Jay", "Kim Kerr", "Lou Low"]);
    const list = await host.review(code);
    expect(list.shown().words).toContain("Deep sea: 12 requests waiting for approval");
    expect(list.shown().words).toContain("Ann Lee");
    expect(list.shown().words).not.toContain("Kim Kerr");
    expect((await list.next()).words).toContain("Kim Kerr");
    expect((await list.previous()).words).toContain("Ann Lee");
    const some = await list.decide("rejected", ["Ann Lee", "Cleo Chen"], { text: "For *the team* only.", told: true });
    expect(some.words).toContain("2 requests are rejected: Deep sea");
    expect(some.words).not.toContain("Ann Lee");
    expect((await list.show({ status: "rejected" })).words).toContain("Cleo Chen");
    expect((await list.show({ status: "pending", domain: "else.org" })).words).toContain("Nobody matches.");
    expect((await list.show({ status: "pending", domain: "not a domain" })).words).toContain("not a domain");
    await list.show({ status: "pending" });
    expect((await list.decide("approved", "all")).words).toContain("Approving requests");
    await later(at, 6_000);
    expect(last(host.chat()).words).toContain("10 requests are approved: Deep sea");
    await house.deliver();
    expect(subjects(people[0]?.address ?? "")).toEqual(["Request received: Deep sea", "Not accepted: Deep sea"]);
    expect(last(people[0]?.chat() ?? []).words).toContain("The hosts wrote: For *the team* only.");
    for (const { address } of [people[1], people[7], people[11]].flatMap((one) => one ?? []))
      expect(subjects(address)).toEqual(["Request received: Deep sea", "You’re in: Deep sea"]);
  });

  it("P3, N10: those of a page are decided at once, and undone in the list", async () => {
    const at = stage();
    const { host, scheduled } = at;
    const code = await scheduled();
    await crowd(at, code, NAMES.slice(0, 3));
    const list = await host.review(code);
    const decided = await list.decide("approved", "page");
    expect(decided.words).toContain("3 requests are approved: Deep sea");
    expect((await list.undo()).words).toContain("Deep sea");
    await later(at, 4_000);
    expect((await host.review(code)).shown().words).toContain("Deep sea: 3 requests waiting for approval");
  });

  it("N9: a host asks, the person answers, and both stand under the card; the request stays open", async () => {
    const at = stage();
    const { host, house, face, scheduled, registered, cardOf, member } = at;
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    const sam = await member("Sam Stranger");
    const card = cardOf("Ann Lee");
    expect((await sam.ask(card, "Who are you?")).words).toContain("Only Hanna Host");
    expect((await host.ask(card, "Which *team* are you in?")).words).toContain("on its way to Ann Lee");
    await house.deliver();
    const asked = last(ann.chat());
    expect(asked.words).toContain("Hanna Host asks: Which *team* are you in?");
    expect((await ann.answer(asked, "The <red> one")).words).toContain("Your answer was sent: Deep sea");
    await house.deliver();
    const thread = face.thread(cardOf("Ann Lee")).map(({ words }) => words);
    expect(thread).toHaveLength(2);
    expect(thread[0]).toContain("Question from Hanna Host to Ann Lee: Deep sea");
    expect(thread[1]).toContain("The <red> one");
    expect(cardOf("Ann Lee").words).toContain("Ann Lee asks to join");
    expect((await ann.answer(asked, "Again")).words).toContain("You answered that question already");
  });

  it("N6: what nobody decides is told to the host, then to the cohost, then decided as the host chose", async () => {
    const at = stage();
    const { host, member, registered, scheduled, cardOf, subjects, house } = at;
    const cora = await member("Cora Cohost");
    const code = await scheduled({ wait: "15", waitResult: "approved", cohosts: [cora] });
    await registered(code, "Ann Lee");
    const isAsked = (of: readonly Seen[]) =>
      of.some(({ words }) => words.includes("1 request is waiting for your decision"));
    house.clock.advance(20 * MINUTE);
    await later(at, 2_000);
    expect(isAsked(host.chat())).toBe(true);
    expect(isAsked(cora.chat())).toBe(false);
    expect(last(host.chat()).labels).toContain("See requests");
    expect(last(host.chat()).words).toContain("in time, it is approved automatically");
    expect(last(host.chat()).words).toMatch(/Decide by/);
    house.clock.advance(15 * MINUTE);
    await later(at, 2_000);
    expect(isAsked(cora.chat())).toBe(true);
    house.clock.advance(15 * MINUTE);
    await later(at, 4_000);
    const card = cardOf("Ann Lee");
    expect(card.words).toContain("Ann Lee is approved");
    expect(card.words).toMatch(/Why: ?Nobody decided in time/);
    expect(card.words).toMatch(/Decided by Usher · /);
    expect(card.labels).not.toContain("Approve");
    expect(subjects("ann.lee@example.com")).toContain("You’re in: Deep sea");
  });

  it("P19: one decision of twenty hosts at once; the others are told who decided, and the person once", async () => {
    const at = stage();
    const { host, house, member, registered, scheduled, cardOf, subjects } = at;
    const cohosts = [];
    for (let i = 1; i < 20; i += 1) cohosts.push(await member(`Host Number${i}`));
    const code = await scheduled({ cohosts });
    await registered(code, "Ann Lee");
    house.clock.advance(2_000);
    const card = cardOf("Ann Lee");
    const answers = await Promise.all(
      [host, ...cohosts].map((one, i) => one.decide(card, i % 2 ? "Approve" : "Reject", { settle: false })),
    );
    await house.deliver();
    const status = cardOf("Ann Lee").words.includes("is approved") ? "approved" : "rejected";
    const what = status === "approved" ? "approved" : "not accepted";
    const decider = /Decided by (.+?) · /.exec(cardOf("Ann Lee").words)?.[1] ?? "";
    expect(decider).not.toBe("");
    expect(answers.filter(({ words }) => words.includes(decider))).toHaveLength(20);
    // One sees the card with its decision; nineteen are told of it.
    expect(answers.filter(({ words }) => words.includes(`decided already: ${what} by ${decider}`))).toHaveLength(19);
    const told = subjects("ann.lee@example.com").filter((subject) => /You’re in|Not accepted/.test(subject));
    expect(told).toEqual([status === "approved" ? "You’re in: Deep sea" : "Not accepted: Deep sea"]);
    const log = (await host.type(`log ${code}`)).words;
    expect(log.match(/Ann Lee: (approved|not accepted)/g)).toHaveLength(1);
  });

  it("P19: a former cohost, a stranger and the registrant change nothing by any button, and are told so", async () => {
    const at = stage();
    const { host, member, registered, scheduled, cardOf } = at;
    const cora = await member("Cora Cohost");
    const code = await scheduled({ cohosts: [cora] });
    const { person: ann } = await registered(code, "Ann Lee");
    await crowd(at, code, ["Bob Ray", "Cleo Chen", "Dan Duarte", "Eve Eze", "Finn Fox"]);
    await later(at, 4_000);
    const left = await host.type(`cohost ${code} remove @{Cora Cohost}`, { inHostChannel: true, mention: [cora] });
    expect(left.words).not.toContain("Cora Cohost");
    const sam = await member("Sam Stranger");
    for (const one of [cora, sam, ann]) {
      expect((await one.decide(cardOf("Ann Lee"), "Approve", { settle: false })).words).toContain("Only Hanna Host");
      expect((await one.decide(cardOf("Ann Lee"), "Reject", { settle: false })).words).toContain("Only Hanna Host");
      expect((await one.press(digestIn(at), "Approve it")).words).toContain("Only Hanna Host");
      expect((await one.decideWith(cardOf("Ann Lee"), { to: "approved" })).words).toContain("Only Hanna Host");
      expect((await one.type(`requests ${code}`)).words).toContain("Only Hanna Host");
      expect((await one.type(`rules ${code}`)).words).toContain("Only Hanna Host");
    }
    await later(at, 4_000);
    expect((await host.type(`show ${code}`)).words).toContain("6 of 10,000 taken");
    expect(cardOf("Ann Lee").words).toContain("Ann Lee asks to join");
    expect(digestIn(at).words).toMatch(/Waiting for approval: ?1/);
  });

  it("S16, S18: nothing decides a request by itself; a press from an older version is told what became of it", async () => {
    const at = stage();
    const { host, house, registered, scheduled, cardOf, member } = at;
    const cora = await member("Cora Cohost");
    const code = await scheduled({ cohosts: [cora], wait: "none" });
    await registered(code, "Ann Lee");
    const before = cardOf("Ann Lee");
    house.clock.advance(9 * 60 * MINUTE);
    await house.usher.worker.drain();
    expect(cardOf("Ann Lee").words).toContain("asks to join");
    await host.decide(before, "Approve");
    expect((await cora.decide(before, "Reject")).words).toContain("Hanna Host");
    expect(cardOf("Ann Lee").words).toContain("is approved");
  });
});
