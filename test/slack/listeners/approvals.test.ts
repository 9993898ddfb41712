import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Filled } from "../../../src/playground/slack/inputs.ts";
import { type Loose, optionsOf } from "../../../src/playground/slack/limits.ts";
import { codeIn, last, type Persona } from "../../contracts/face.ts";
import { makeSlackFace } from "../../contracts/slack-face.ts";
import { type House, openHouse } from "../../setup/house.ts";

const MINUTE = 60_000;

/** What hosts do in Slack about many requests and about one, on a whole Usher. */
describe("approvals in Slack", () => {
  let house: House;
  let face: Awaited<ReturnType<typeof makeSlackFace>>;
  let host: Persona;

  beforeEach(async () => {
    house = await openHouse();
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
  });
  afterEach(() => house.stop());

  const scheduled = async (fields: Partial<Parameters<Persona["schedule"]>[0]> = {}) => {
    const answer = await host.schedule({ title: "Deep sea", inMinutes: 600, ...fields });
    await house.deliver();
    return codeIn(answer);
  };
  const registered = async (code: string, name: string, fields = {}, address?: string) => {
    const person = await face.person(name, address === undefined ? {} : { address });
    await person.register(await person.type(`show ${code}`), fields);
    // Apart from each other, so that each has a card of its own.
    house.clock.advance(MINUTE);
    await house.deliver();
    return person;
  };
  const cardOf = (name: string) => {
    const card = face.channel().find(({ words }) => words.includes(name));
    if (!card) throw new Error(`no card of ${name}`);
    return card;
  };
  const clientOf = (person: Persona) => house.slack.as((person as Persona & { id: string }).id);
  const viewOf = (person: Persona) => {
    const view = clientOf(person).openView();
    if (!view) throw new Error("no view is open");
    return view;
  };

  it("P3: requests are chosen on a page and decided as one, with counts, and taken back as one", async () => {
    const code = await scheduled();
    for (const name of ["Ann Lee", "Bob Ray", "Cy Dee"]) await registered(code, name);
    const list = await host.review(code);
    const { words, labels } = list.shown();
    expect(words).toContain("Deep sea: 3 requests waiting for approval");
    expect(words).toMatch(/ann\.lee@example\.com\nAsked (just now|\d min\. ago)/);
    expect(labels).toEqual(["Search", "Choose all of this page", "Reject…", "Approve all 3", "See it on a page"]);
    expect((await list.decide("approved", [])).words).toContain("Choose at least one request.");
    const done = await list.decide("approved", ["Ann Lee", "Cy Dee"]);
    expect(done.words).toContain("2 requests are approved: Deep sea");
    expect(done.words).toContain("Nobody has been told yet");
    expect(done.words).toContain("Deep sea: 1 request waiting for approval");
    // The way back stays while the list is turned and filtered.
    const approved = await list.show({ status: "approved" });
    expect(approved.words).toContain("Deep sea: 2 requests approved");
    expect(approved.labels).toEqual(["Undo all", "Choose all of this page", "Reject…", "See it on a page"]);
    expect((await list.undo()).words).toContain("Undoing 2 decisions");
    await house.deliver();
    expect(last(host.chat()).words).toContain("2 decisions are taken back");
    const back = await list.show({ status: "pending" });
    expect(back.words).toContain("Deep sea: 3 requests waiting for approval");
    expect(back.labels).not.toContain("Undo");
  });

  it("P3, P4: a whole page is rejected with a reason, which is told; what was typed survives a turn of the list", async () => {
    const code = await scheduled();
    const ann = await registered(code, "Ann Lee");
    for (let i = 0; i < 11; i += 1) await registered(code, `Guest Number${i}`);
    const list = await host.review(code);
    expect(list.shown().words).toContain("1–10 of 12");
    const next = await list.next();
    expect(next.words).not.toContain("Ann Lee");
    expect(next.words).toContain("Guest Number10");
    expect(next.labels).toEqual(expect.arrayContaining(["Previous page", "Approve all 12"]));
    expect(next.labels).not.toContain("Next page");
    expect((await list.previous()).words).toContain("Ann Lee");
    const done = await list.decide("rejected", "page", { text: "Only for *divers*.", told: true });
    expect(done.words).toContain("10 requests are rejected: Deep sea");
    expect(done.words).toContain("Deep sea: 2 requests waiting for approval");
    expect(done.words).not.toContain("Only for");
    house.clock.advance(2 * MINUTE);
    await house.deliver();
    expect(last(ann.chat()).words).toContain("The hosts wrote: Only for *divers*.");
  });

  it("P3: the list is filtered by domain and answer; all that match are decided on every page, once, and the end is told", async () => {
    const code = await scheduled();
    await (await host.questions(code)).standard({ company: "shown" });
    for (let i = 0; i < 11; i += 1)
      await registered(code, `Diver Number${i}`, { answers: { Company: "Sea & Co" } }, `d${i}@acme.test`);
    await registered(code, "Eve Long", {}, "eve@else.test");
    const list = await host.review(code, "@else.test");
    expect(list.shown().words).toContain("Eve Long");
    expect(list.shown().words).not.toContain("Diver");
    expect(list.shown().labels).toContain("Approve all that match");
    expect((await list.show({ domain: "not a domain" })).words).toContain("“@not a domain”");
    const found = await list.show({ domain: "@ACME.test", answer: "sea &" });
    expect(found.words).toContain("10 people found");
    expect((await list.show({ domain: "acme.test", answer: "desert" })).words).toContain("Nobody matches.");
    await list.show({ answer: "SEA" });
    const going = await list.decide("approved", "all");
    expect(going.words).toContain("Approving requests: Deep sea");
    await house.deliver();
    const told = last(host.chat());
    expect(told.words).toContain("11 requests are approved: Deep sea");
    expect(cardOf("Eve Long").words).toContain("Eve Long asks to join");
  });

  it("N10: what was decided of many by workers is taken back from the message that tells its end, in its place", async () => {
    const code = await scheduled();
    await registered(code, "Ann Lee");
    await (await host.review(code)).decide("approved", "all");
    await clientOf(host).close(viewOf(host));
    await house.usher.worker.drain();
    const told = last(host.chat());
    expect(told.words).toContain("1 request is approved: Deep sea");
    expect(told.labels).toEqual(["Undo", "See requests"]);
    const count = host.chat().length;
    const undone = await host.press(told, "Undo");
    expect(undone.words).toMatch(/Undoing|taken back/);
    expect(host.chat()).toHaveLength(count);
    expect(last(host.chat()).labels).toEqual(["See requests"]);
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("Ann Lee asks to join");
    expect((await host.press(told, "Undo")).words).toMatch(/Undoing|taken back/);
  });

  it("a second press in the same state of the list is the same act", async () => {
    const code = await scheduled();
    await registered(code, "Ann Lee");
    await host.review(code);
    await clientOf(host).pressInView(viewOf(host), "roster:mode:reject");
    const view = viewOf(host);
    const [chosen] = view.blocks.filter(({ block_id: id }) => id.startsWith("row0"));
    const [option] = optionsOf((chosen?.accessory ?? {}) as Loose);
    const filled: Filled = { [String(chosen?.block_id)]: [String(option?.value)] };
    const client = clientOf(host);
    await Promise.all([1, 2].map(() => client.submit(view, filled)));
    expect(JSON.stringify(viewOf(host).blocks)).toContain("1 request is rejected");
    expect(JSON.stringify(viewOf(host).blocks)).toContain('"roster:undo"');
  });

  it("N12: the overview is pinned to its channel; where Slack does not let it, it stands there all the same", async () => {
    await scheduled({ title: "Pinned" });
    house.slack.faults.fail({ method: "pins.add", error: "not_in_channel", times: 1 });
    await scheduled({ title: "Not pinned" });
    const cards = face.channel().map((card) => card as typeof card & { message?: { pinned?: boolean } });
    expect(cards.map(({ words, message }) => [words.split("\n")[0], message?.pinned ?? false])).toEqual([
      ["Scheduled: Pinned", true],
      ["Scheduled: Not pinned", false],
    ]);
  });

  it("A1: an account of another workspace with the host's address decides nothing and sees nothing, and the host stays host", async () => {
    const code = await scheduled();
    const ann = await registered(code, "Ann Lee");
    const outsider = await face.person("Hanna Host", { address: "hanna.host@example.com", teamId: "TELSEWHERE" });
    const pressed = await outsider.press(cardOf("Ann Lee"), "Approve");
    expect(pressed.words).toContain("Only Hanna Host and the cohosts");
    expect((await outsider.type("my")).words).not.toMatch(new RegExp(`${code}|Deep sea`));
    expect((await outsider.type(`requests ${code}`)).words).not.toContain("Ann Lee");
    expect(cardOf("Ann Lee").words).toContain("asks to join");
    expect((await host.type("schedule")).words).not.toContain("may not");
    await host.press(cardOf("Ann Lee"), "Approve");
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("approved");
    expect((await ann.type("my")).words).toContain("Deep sea");
  });

  it("P19: what does not belong to the list, and who may not decide, decides nothing", async () => {
    const code = await scheduled();
    const other = await scheduled({ title: "Shallow sea" });
    await registered(code, "Ann Lee");
    await registered(other, "Bob Ray");
    const [, key = ""] = /"registration\W+(\w{16})/.exec(JSON.stringify(cardOf("Bob Ray"))) ?? [];
    expect(key).not.toBe("");
    await host.review(code);
    await clientOf(host).pressInView(viewOf(host), "roster:mode:reject");
    const forge = async (values: string[]) => {
      const block = viewOf(host).blocks.find(({ block_id: id }) => id.startsWith("row0"));
      await clientOf(host).submit(viewOf(host), { [String(block?.block_id)]: values }, { force: true });
      return JSON.stringify(viewOf(host).blocks);
    };
    expect(await forge(["nonsense", `${key}:-1`, `${key}:x`, "short:1", `${key}:0`])).toContain(
      "Choose at least one request.",
    );
    expect(await forge([`${key}:1`])).toContain("Nobody is rejected");
    await house.deliver();
    expect(cardOf("Bob Ray").words).toContain("Bob Ray asks to join");
    const sam = await face.person("Sam Stranger");
    await expect(sam.review(code)).rejects.toThrow("Only Hanna Host");
  });

  it("the list of a webinar that is over is read, and nothing in it decides", async () => {
    const code = await scheduled({ inMinutes: 30, durationMinutes: "60" });
    await registered(code, "Ann Lee");
    house.clock.advance(120 * MINUTE);
    await house.deliver();
    const list = await host.review(code);
    expect(list.shown().words).toContain("ann.lee@example.com");
    expect(list.shown().labels).toEqual(["Search", "See it on a page"]);
  });

  it("N5: a crowd stands in a digest card, which leads to the list and approves what it shows", async () => {
    const code = await scheduled();
    for (let i = 0; i < 9; i += 1) {
      const person = await face.person(`Guest Number${i}`);
      await person.register(await person.type(`show ${code}`));
    }
    await house.deliver();
    const digest = last(face.channel().filter(({ labels }) => labels.includes("Approve all 4")));
    expect(digest.words).toContain("new requests: Deep sea");
    expect((await host.press(digest, "Review")).words).toContain("9 requests waiting for approval");
    const sam = await face.person("Sam Stranger");
    expect((await sam.press(digest, "Approve all 4")).words).toContain("Only Hanna Host");
    const done = await host.press(digest, "Approve all 4");
    expect(done.words).toContain("Approving requests");
    expect(done.labels).toEqual(["Undo all", "See requests"]);
    // Taken back in the place of what offered it.
    const before = clientOf(host)
      .ephemerals()
      .filter(({ standing }) => standing).length;
    const undone = await host.press(done, "Undo all");
    expect(undone.words).toMatch(/Undoing|taken back/);
    expect(
      clientOf(host)
        .ephemerals()
        .filter(({ standing }) => standing),
    ).toHaveLength(before);
    await house.deliver();
    expect((await host.review(code)).shown().words).toContain("9 requests waiting for approval");
  });

  it("N6: the settings say when hosts are reminded and what becomes of what nobody decides", async () => {
    const code = await scheduled({ wait: "15" });
    const form = await host.edit(code);
    expect(form.shown().words).toContain("Remind the hosts of a request that waits: After 15 minutes");
    expect(form.shown().words).toContain("When nobody decides in time: It goes on waiting");
    await registered(code, "Ann Lee");
    house.clock.advance(20 * MINUTE);
    await house.deliver();
    const reminded = last(host.chat());
    expect(reminded.words).toContain("1 request is waiting for your decision: Deep sea");
    expect((await host.press(reminded, "See requests")).words).toContain("Ann Lee");
    const saved = await (await host.edit(code)).send({ wait: "1440", waitResult: "rejected" });
    expect(saved.words).toContain("Saved: Deep sea");
    const again = await host.edit(code);
    expect(again.shown().words).toContain("Remind the hosts of a request that waits: After a day");
    expect(again.shown().words).toContain("When nobody decides in time: Reject it");
    const silent = await scheduled({ title: "Shallow sea", wait: "none" });
    expect((await host.edit(silent)).shown().words).toContain("Remind the hosts of a request that waits: Never");
    const chosen = await host.press(await host.type("requests"), "See requests");
    expect(chosen.words).toContain("waiting for approval");
  });

  it("N9: a question goes to who asked for a seat, and both sides stand under the card", async () => {
    const code = await scheduled();
    const ann = await registered(code, "Ann Lee");
    const sam = await face.person("Sam Stranger");
    expect((await sam.ask(cardOf("Ann Lee"), "Who?")).words).toContain("Only Hanna Host");
    expect((await host.press(cardOf("Ann Lee"), "Ask a question")).words).toContain(
      "Ann Lee gets your question as a message",
    );
    expect((await host.ask(cardOf("Ann Lee"), "   ")).words).toBe("Please answer this.");
    const sent = await host.ask(cardOf("Ann Lee"), "Do you <!channel> *dive*?");
    expect(sent.words).toContain("Your question about “Deep sea” is on its way to Ann Lee.");
    await house.deliver();
    const asked = last(ann.chat());
    expect(asked.words).toContain("Hanna Host asks: Do you <!channel> *dive*?");
    expect(asked.labels).toEqual(["Answer"]);
    expect((await ann.press(asked, "Answer")).words).toContain("Do you <!channel> *dive*?");
    expect((await ann.answer(asked, "Yes, <b>deep</b>")).words).toContain("Your answer was sent: Deep sea");
    await house.deliver();
    const card = cardOf("Ann Lee");
    expect(card.words).toContain("Ann Lee asks to join");
    const thread = face.thread(card);
    expect(thread.map(({ words }) => words)).toEqual([
      "Question from Hanna Host to Ann Lee: Deep sea\nDo you <!channel> *dive*?",
      "Answer from Ann Lee: Deep sea\nYes, <b>deep</b>",
    ]);
    expect(thread.flatMap(({ labels }) => labels)).toEqual([]);
    expect((await ann.press(asked, "Answer")).words).toContain("You answered that question already.");
  });
});
