import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeIn, type Face, last, type Persona, type Seen } from "../../contracts/face.ts";
import { makeTeamsFace } from "../../contracts/teams-face.ts";
import { type House, openHouse } from "../../setup/house.ts";

const MINUTE = 60_000;

describe("requests in Teams, through its own activities", () => {
  let house: House;
  let face: Face;
  let host: Persona;

  const scheduled = async (fields: object = {}): Promise<string> => {
    const answer = await host.schedule({ title: "Deep sea", inMinutes: 600, ...fields });
    await house.deliver();
    return codeIn(answer);
  };
  const registered = async (code: string, name: string, address?: string): Promise<Persona> => {
    const person = await face.person(name, address ? { address } : {});
    await person.register(await person.type(`show ${code}`));
    return person;
  };
  const cardOf = (words: string): Seen => {
    const card = face.channel().findLast((seen) => seen.words.includes(words));
    if (!card) throw new Error(`no card of ${words}`);
    return card;
  };

  beforeEach(async () => {
    house = await openHouse();
    face = await makeTeamsFace(house);
    host = await face.person("Hanna Host");
  });
  afterEach(() => house.stop());

  it("P3: the list is narrowed, and those chosen are decided with a reason, and undone as one", async () => {
    const code = await scheduled();
    for (const name of ["Ann Lee", "Bob Ray"]) await registered(code, name);
    const cleo = await registered(code, "Cleo Chen", "cleo@acme.org");
    await house.deliver();
    const list = await host.review(code);
    expect(list.shown().words).toContain("Deep sea: 3 requests waiting for approval");
    expect(list.shown().words).toContain("Ann Lee\nann.lee@example.com");
    expect(list.shown().labels).toContain("Approve all 3");
    expect((await list.decide("approved", [])).words).toContain("Choose at least one");
    expect((await list.show({ domain: "no domain" })).words).toContain("“@no domain” is not");
    const narrow = await list.show({ domain: "@ACME.org" });
    expect(narrow.words).toContain("Cleo Chen");
    expect(narrow.words).not.toContain("Ann Lee");
    expect(narrow.labels).toContain("Approve all that match");
    const done = await list.decide("rejected", ["Cleo Chen"], { text: "Not *yet*.", told: true });
    expect(done.words).toContain("1 request is rejected: Deep sea");
    expect(done.words).toContain("Nobody matches.");
    expect((await list.undo()).words).toContain("Undoing 1 decision: Deep sea");
    await house.deliver();
    expect(
      cleo
        .chat()
        .map(({ words }) => words)
        .join(),
    ).not.toContain("Not accepted");
    expect((await host.review(code)).shown().words).toContain("3 requests waiting");
    const again = await host.review(code, "pending acme.org");
    expect(again.shown().words).not.toContain("Ann Lee");
    await again.decide("rejected", ["Cleo Chen"], { text: "Not *yet*.", told: true });
    house.clock.advance(10 * MINUTE);
    await house.deliver();
    expect(last(cleo.chat()).words).toContain("The hosts wrote: Not *yet*.");
    expect((await host.review(code, "rejected")).shown().labels).not.toContain("Reject the chosen");
  });

  it("P3: page by page, the whole page, and all after it was asked for again", async () => {
    const code = await scheduled();
    for (let i = 0; i < 13; i += 1) {
      await registered(code, `Person ${String.fromCharCode(65 + i)}`);
      house.clock.advance(MINUTE);
    }
    await house.deliver();
    const list = await host.review(code);
    expect(list.shown().labels).toContain("Next page");
    expect((await list.next()).words).toContain("Person M");
    expect(list.shown().labels).not.toContain("Next page");
    expect((await list.previous()).words).toContain("Person A");
    const page = await list.decide("approved", "page");
    expect(page.words).toContain("10 requests are approved: Deep sea");
    expect(page.words).toContain("Deep sea: 3 requests waiting for approval");
    const before = host.chat().length;
    const all = await list.decide("rejected", "all", { text: "Full.", told: false });
    expect(all.words).toContain("Rejecting requests: Deep sea");
    expect(all.labels).toContain("Undo all");
    // A while, in which it can be undone still.
    for (let i = 0; i < 10; i += 1) {
      house.clock.advance(1_000);
      await house.usher.worker.drain();
    }
    const told = last(
      host
        .chat()
        .slice(before)
        .filter(({ words }) => words.includes("3 requests are rejected")),
    );
    expect(told.labels).toEqual(["Undo all", "See requests"]);
    expect((await host.press(told, "Undo all")).words).toContain("Undoing 3 decisions");
    await house.deliver();
    expect((await host.review(code)).shown().words).toContain("3 requests waiting");
  });

  it("N5: a crowd's card is reviewed, and approved as shown", async () => {
    const code = await scheduled();
    for (let i = 0; i < 9; i += 1) await registered(code, `Person ${String.fromCharCode(65 + i)}`);
    await house.deliver();
    const digest = cardOf("new requests: Deep sea");
    expect(digest.labels).toEqual(["Review", "Approve all 4"]);
    expect((await host.press(digest, "Review")).words).toContain("9 requests waiting for approval");
    const sam = await face.person("Sam Stranger");
    expect((await sam.press(digest, "Approve all 4")).words).toContain("Only Hanna Host");
    expect((await host.press(digest, "Approve all 4")).words).toContain("Approving requests");
    await house.deliver();
    house.clock.advance(10 * MINUTE);
    await house.deliver();
    expect(cardOf("new requests: Deep sea").words).toContain("Approved: ");
  });

  it("N9: a question and its answer stand under the card, in the channel's thread", async () => {
    const code = await scheduled();
    const ann = await registered(code, "Ann Lee");
    await house.deliver();
    expect((await host.ask(cardOf("Ann Lee"), " ")).words).toContain("Please answer this.");
    expect((await host.ask(cardOf("Ann Lee"), "Which *team*?")).words).toContain("on its way to Ann Lee");
    await house.deliver();
    const asked = last(ann.chat());
    expect(asked.words).toContain("Hanna Host asks: Which *team*?");
    expect((await ann.answer(asked, "[Sales](x)")).words).toContain("Your answer was sent: Deep sea");
    await house.deliver();
    const thread = face.thread(cardOf("Ann Lee"));
    expect(thread.map(({ words }) => words)).toEqual([
      "Question from Hanna Host to Ann Lee: Deep sea\nWhich *team*?",
      "Answer from Ann Lee: Deep sea\n[Sales](x)",
    ]);
    expect(cardOf("Ann Lee").words).toContain("Ann Lee asks to join");
    expect((await ann.answer(asked, "Again")).words).toContain("answered that question already");
    // Nobody else answers it, whatever they send.
    const sam = await face.person("Sam Stranger");
    expect((await sam.ask(cardOf("Ann Lee"), "Who?")).words).toContain("Only Hanna Host");
  });

  it("N6: hosts are reminded as the form says, and go on to the list", async () => {
    const code = await scheduled({ wait: "15" });
    await registered(code, "Ann Lee");
    house.clock.advance(30 * MINUTE);
    await house.deliver();
    const waiting = last(host.chat().filter(({ words }) => words.includes("is waiting for your decision")));
    expect((await host.press(waiting, "See requests")).words).toContain("Ann Lee");
    const form = await host.edit(code);
    const saved = await form.send({ wait: "240", waitResult: "approved" });
    expect(saved.words).toMatch(/Remind the hosts of a request that waits: .*15 minutes → /);
    expect(saved.words).toContain("When nobody decides in time: It goes on waiting → Approve it");
  });

  it("what no list had sent is not done, and nobody but a host does anything with one", async () => {
    const code = await scheduled();
    await registered(code, "Ann Lee");
    await house.deliver();
    const list = await host.review(code);
    const submits = house.teams.activities.filter(({ activity }) => activity.name === "task/submit").length;
    await list.decide("approved", []);
    const sent = house.teams.activities.filter(({ activity }) => activity.name === "task/submit")[submits]?.activity;
    const { data } = (sent?.value ?? {}) as { data: Record<string, string> };
    const client = (of: Persona) => house.teams.as((of as Persona & { added: { id: string } }).added.id);
    const send = async (of: Persona, more: object): Promise<string> => {
      const { dialog } = await client(of).invoke("task/submit", { data: { ...data, nonce: "x", ...more } });
      return dialog?.message ?? JSON.stringify(dialog?.card);
    };
    const [, page = ""] = /"valueOn":"([A-Z2-9]{16}:1)"/.exec(JSON.stringify(client(host).dialog()?.card)) ?? [];
    expect(page).not.toBe("");
    for (const chosen of ["x", "KEY:1", page.replace(/:.*/, ":0"), page.replace(/:.*/, "")])
      expect(await send(host, { "row.a": chosen }), chosen).toContain("Choose at least one request.");
    for (const more of [{ do: "drop" }, { list: "x" }, { list: (data.list ?? "").replace("pending", "all") }])
      expect(await send(host, { "row.a": page, ...more })).toContain("I can’t read that button");
    const sam = await face.person("Sam Stranger");
    for (const more of [
      { "row.a": page },
      { do: "approve_all" },
      { do: "sure_approve" },
      { do: "show" },
      { do: "undo" },
    ])
      expect(await send(sam, more)).toContain("Only Hanna Host");
    expect((await host.review(code)).shown().words).toContain("1 request waiting");
    // The same press again is the same act.
    const twice = { "row.a": page, nonce: "once" };
    await send(host, twice);
    await client(host).invoke("task/submit", { data: { ...data, ...twice } });
    const again = client(host).invoke("task/submit", { data: { ...data, ...twice } });
    expect(JSON.stringify((await again).dialog?.card)).toContain("1 request is approved");
  });
});
