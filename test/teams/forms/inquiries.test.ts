import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TeamsPerson } from "../../../src/playground/teams/people.ts";
import type { TeamsMessage } from "../../../src/playground/teams/world.ts";
import { codeIn, last, type Persona, type Seen } from "../../contracts/face.ts";
import { makeTeamsFace } from "../../contracts/teams-face.ts";
import { type House, openHouse } from "../../setup/house.ts";

const MINUTE = 60_000;

/** What hosts ask in Teams, what is answered, and what they do about a crowd, on a whole Usher. */
describe("questions and crowds in Teams", () => {
  let house: House;
  let face: Awaited<ReturnType<typeof makeTeamsFace>>;
  let host: Persona;

  beforeEach(async () => {
    house = await openHouse();
    face = await makeTeamsFace(house);
    host = await face.person("Hanna Host");
  });
  afterEach(() => house.stop());

  const scheduled = async (fields: Partial<Parameters<Persona["schedule"]>[0]> = {}) => {
    const answer = await host.schedule({ title: "Deep sea", inMinutes: 600, ...fields });
    await house.deliver();
    return codeIn(answer);
  };
  const registered = async (code: string, name: string) => {
    const person = await face.person(name);
    await person.register(await person.type(`show ${code}`));
    await house.deliver();
    return person;
  };
  const cardOf = (name: string) => {
    const card = face.channel().find(({ words }) => words.includes(name));
    if (!card) throw new Error(`no card of ${name}`);
    return card;
  };
  const clientOf = (person: Persona) => house.teams.as((person as Persona & { added: TeamsPerson }).added.id);
  const messageOf = (seen: Seen): TeamsMessage => {
    const { message } = seen as Seen & { message?: TeamsMessage };
    if (!message) throw new Error("no message");
    return message;
  };
  const dataOf = (person: Persona): object =>
    (clientOf(person).dialog()?.card?.actions?.[0] as { data?: object } | undefined)?.data ?? {};
  const submit = async (person: Persona, data: object) =>
    JSON.stringify((await clientOf(person).invoke("task/submit", { data })).body);

  it("N9: a question goes to who asked for a seat, and both sides stand in the thread of the card", async () => {
    const code = await scheduled();
    const ann = await registered(code, "Ann Lee");
    expect((await host.press(cardOf("Ann Lee"), "Ask Ann Lee")).words).toContain("Ann Lee gets your question");
    // What is sent once more, as Teams does after a slow turn, is asked once.
    const sent = { ...dataOf(host), text: "Do you *dive*?" };
    for (const _ of [1, 2])
      expect(await submit(host, sent)).toContain("Your question about “Deep sea” is on its way to Ann Lee.");
    await house.deliver();
    const asked = last(ann.chat());
    expect(ann.chat().filter(({ words }) => words.includes("Hanna Host asks"))).toHaveLength(1);
    expect(asked.labels).toEqual(["Answer"]);
    expect((await ann.press(asked, "Answer")).words).toContain("Do you *dive*?");
    const answer = { ...dataOf(ann), text: "Yes, <b>deep</b>" };
    for (const _ of [1, 2]) expect(await submit(ann, answer)).toContain("Your answer was sent: Deep sea");
    expect(await submit(ann, { ...answer, text: "No" })).toContain("You answered that question already.");
    await house.deliver();
    const card = cardOf("Ann Lee");
    const thread = face.thread(card);
    expect(thread.map(({ words }) => words)).toEqual([
      "Question from Hanna Host to Ann Lee: Deep sea\nDo you *dive*?",
      "Answer from Ann Lee: Deep sea\nYes, <b>deep</b>",
    ]);
    expect(thread.flatMap(({ labels }) => labels)).toEqual([]);
    for (const reply of thread) expect(messageOf(reply).conversationId).toBe(messageOf(card).conversationId);
  });

  it("N9: in a host's own chat, which has no threads, both sides are messages", async () => {
    await host.type("schedule");
    const form = host.chat().at(-1) as Seen;
    const [date = "", time = ""] = new Date(house.clock.now() + 4 * 60 * MINUTE).toISOString().split("T");
    const values = { title: "Deep sea", date, time: time.slice(0, 5), link: "https://meet.example.com/room" };
    await clientOf(host).press(messageOf(form), "Schedule", values);
    await house.deliver();
    const [code = ""] = host.chat().flatMap((seen) => /Code:?\s?([2-9A-HJ-NP-Z]{6})/.exec(seen.words)?.[1] ?? []);
    const ann = await registered(code, "Ann Lee");
    const card = last(host.chat().filter(({ words }) => words.includes("Ann Lee asks to join")));
    await host.ask(card, "Which team?");
    await house.deliver();
    await ann.answer(last(ann.chat()), "Red");
    await house.deliver();
    expect(
      host
        .chat()
        .slice(-2)
        .map(({ words }) => words),
    ).toEqual(["Question from Hanna Host to Ann Lee: Deep sea\nWhich team?", "Answer from Ann Lee: Deep sea\nRed"]);
    expect(face.channel()).toEqual([]);
  });

  it("N9: what is wrong stands beside the text, which stays; a decided request is not asked about", async () => {
    const code = await scheduled();
    const ann = await registered(code, "Ann Lee");
    await host.press(cardOf("Ann Lee"), "Ask Ann Lee");
    const opened = dataOf(host);
    for (const [text, told] of [
      ["   ", "Please answer this."],
      ["x".repeat(1_001), "That is too long: 1,001 characters"],
    ] as const) {
      const again = await submit(host, { ...opened, text });
      expect(again).toContain(told);
      expect(again).toContain('"id":"text"');
      expect(again).toContain(text.slice(0, 1_000));
    }
    await host.ask(cardOf("Ann Lee"), "Why?");
    await house.deliver();
    await ann.press(last(ann.chat()), "Answer");
    expect(await submit(ann, { ...dataOf(ann), text: " " })).toContain("Please answer this.");
    await host.decide(cardOf("Ann Lee"), "Approve");
    expect(cardOf("Ann Lee").labels).not.toContain("Ask Ann Lee");
    const late = await submit(host, { ...opened, text: "Why not?" });
    expect(late).toContain("Deep sea");
    expect(late).not.toContain('"id":"text"');
  });

  it("C16: an answer that is too long stands in its form, to be shortened there", async () => {
    const code = await scheduled();
    const ann = await registered(code, "Ann Lee");
    await host.ask(cardOf("Ann Lee"), "Which team are you in?");
    await house.deliver();
    const typed = "We are in R and D. ".repeat(60).trim();
    const offer = await ann.write(typed);
    expect(offer.words).toContain("Shorten it in the form: what you wrote is already there.");
    await ann.press(offer, "Shorten my answer");
    expect(JSON.stringify(clientOf(ann).dialog()?.card)).toContain(typed);
  });

  it("P19: nobody asks but hosts, and nobody answers but who is asked, whatever they send", async () => {
    const code = await scheduled();
    const ann = await registered(code, "Ann Lee");
    const sam = await face.person("Sam Stranger");
    await host.press(cardOf("Ann Lee"), "Ask Ann Lee");
    const ask = { ...dataOf(host), text: "Why?" };
    for (const one of [sam, ann]) {
      expect((await one.ask(cardOf("Ann Lee"), "Who?")).words).toContain("Only Hanna Host");
      expect(await submit(one, ask)).toContain("Only Hanna Host");
    }
    await submit(host, ask);
    await house.deliver();
    const asked = last(ann.chat());
    await ann.press(asked, "Answer");
    const answer = { ...dataOf(ann), text: "Because" };
    for (const one of [sam, host]) expect(await submit(one, answer)).not.toContain("Your answer was sent");
    for (const made of [{ registration: "" }, { code: "?" }, { inquiry: "" }])
      expect(await submit(ann, { ...answer, ...made })).toContain("I can’t read that button any more");
    await house.deliver();
    expect(face.thread(cardOf("Ann Lee"))).toHaveLength(1);
    expect(await submit(ann, answer)).toContain("Your answer was sent: Deep sea");
  });

  it("N5: a crowd is approved once however often its press is sent, and taking it back shows in its place", async () => {
    const code = await scheduled();
    for (let i = 0; i < 8; i += 1) await registered(code, `Guest Number${i}`);
    const go = async (seconds: number) => {
      for (let gone = 0; gone < seconds; gone += 1) {
        house.clock.advance(1_000);
        await house.usher.worker.drain();
      }
    };
    await go(5);
    const digest = face.channel().findLast(({ words }) => /new requests?: /.test(words));
    if (!digest) return expect.unreachable();
    expect(digest.labels).toEqual(["Review", "Approve all 3"]);
    const sam = await face.person("Sam Stranger");
    expect((await sam.press(digest, "Approve all 3")).words).toContain("Only Hanna Host");
    await host.press(digest, "Approve all 3");
    await host.press(digest, "Approve all 3");
    await go(8);
    const told = host.chat().filter(({ words }) => words.includes("are approved: Deep sea"));
    expect(told).toHaveLength(1);
    const message = messageOf(last(told));
    const count = host.chat().length;
    await host.press(last(told), "Undo all");
    expect(host.chat()).toHaveLength(count);
    const now = host.chat().find((seen) => messageOf(seen).id === message.id);
    expect(now?.words).toMatch(/Undoing|taken back/);
    expect(now?.labels).toEqual(["See requests"]);
  });

  it("N6: how long a request may wait, and what then becomes of it, is set with the webinar", async () => {
    const code = await scheduled();
    await registered(code, "Ann Lee");
    const form = await host.edit(code);
    expect(form.shown().words).toContain("Remind the hosts of a request that waits");
    const edited = await form.send({ wait: "15", waitResult: "rejected" });
    expect(edited.words).toContain("When nobody decides in time");
    house.clock.advance(40 * MINUTE);
    await house.usher.worker.drain();
    const asked = last(host.chat());
    expect(asked.words).toContain("is waiting for your decision: Deep sea");
    expect(asked.words).toContain("If nobody decides in time, it is rejected automatically.");
    expect(asked.labels).toEqual(["See requests"]);
  });
});
