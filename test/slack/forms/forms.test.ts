import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeIn, last, type Persona } from "../../contracts/face.ts";
import { makeSlackFace } from "../../contracts/slack-face.ts";
import { type House, openHouse } from "../../setup/house.ts";

/** What Slack's modals do, on a whole Usher. */
describe("Slack's forms", () => {
  let house: House;
  let face: Awaited<ReturnType<typeof makeSlackFace>>;
  let host: Persona;
  let eve: Persona;

  beforeEach(async () => {
    house = await openHouse({ env: { USHER_LANDING_DOMAINS: "example.com" } });
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
    eve = await face.person("Eve Long");
    await eve.type("help");
  });
  afterEach(() => house.stop());

  const scheduled = async (fields: Partial<Parameters<Persona["schedule"]>[0]> = {}) => {
    const answer = await host.schedule({ title: "Deep sea", inMinutes: 60, ...fields });
    await house.deliver();
    return codeIn(answer);
  };
  const registered = async (code: string, name: string, fields = {}) => {
    const person = await face.person(name);
    await person.register(await person.type(`show ${code}`), fields);
    await house.deliver();
    return person;
  };

  it("the title of a dialog that registers says for what, that of its answer what it is about", async () => {
    const code = await scheduled({ title: "Deep sea creatures of the Atlantic" });
    const { id } = eve as Persona & { id: string };
    const client = house.slack.as(id);
    const send = await eve.openForm(await eve.type(`show ${code}`));
    const title = () => client.openView()?.title;
    expect(title()).toMatchObject({ text: "Deep sea creatures of t…" });
    await send();
    expect(title()).toMatchObject({ text: "Your registration" });
  });

  it("what a view tells of a registration can be acted on there, each answer in the view's place", async () => {
    const code = await scheduled({ policy: "automatic", inMinutes: 10 });
    const pressedBy = async (name: string, label: string) => {
      const person = await face.person(name);
      const told = await (await person.openForm(await person.type(`show ${code}`)))();
      expect(told.words).toContain("You’re in: Deep sea");
      expect(told.labels).toContain(label);
      return { person, answer: await person.press(told, label) };
    };
    expect((await pressedBy("Ann Lee", "Join")).answer.labels).toEqual(["Go to the meeting"]);
    expect((await pressedBy("Bob Ray", "Cancel my registration")).answer.words).toContain("Your seat becomes free");
    const { person, answer } = await pressedBy("Cleo Chen", "How I’m told");
    expect(answer.words).toContain("How you get news of “Deep sea”");
    expect((await person.press(answer, "Email only")).words).toContain("By email only.");
  });

  it("all settings, a press away, keep what was typed before the press", async () => {
    const answer = await host.schedule({
      title: "Deep sea",
      inMinutes: 60,
      durationMinutes: "90",
      cap: "7",
      policy: "automatic",
      password: "squid",
      landing: "https://www.example.com/thanks",
      fullText: "Come tomorrow.",
      cohosts: [eve],
    });
    expect(answer.words).toContain("Scheduled: Deep sea");
    expect(answer.words).toMatch(/Seats:? ?7\b/);
    expect(answer.labels).toEqual(["Invite", "See it as an invitee", "Share its page", "Edit the form", "Edit"]);
    // The buttons that lead to a form work where the form was.
    const first = await host.press(answer, "Edit");
    expect(first.words).toContain("Title: Deep sea");
    const form = await host.press(first, "More settings");
    expect(form.words).toContain("Length in minutes: 90");
    expect(form.words).toContain("Seats: 7");
    expect(form.words).toContain("Approval: Everybody is approved at once");
    expect(form.words).toContain("Landing page: https://www.example.com/thanks");
    expect(form.words).toContain("In your time zone, Europe/Paris.");
    await house.deliver();
    expect(last(eve.chat()).words).toContain("You’re a cohost of “Deep sea”");
    const ann = await registered(codeIn(answer), "Ann Lee");
    expect(last(ann.chat()).labels).toContain("Host’s website");
  });

  it("problems stand beside their fields, and a start that the clocks skip beside the time", async () => {
    const start = { date: "2027-03-28", time: "02:30" };
    expect((await host.schedule({ title: "Gap", start })).words).toContain("the clocks go forward over it");
    const wrong = await host.schedule({ title: "L", inMinutes: 10, landing: "https://evil.test/x", cap: "10001" });
    expect(wrong.words).toContain("evil.test is not on this site’s list");
    expect(wrong.words).toContain("10,000");
    const window = await host.schedule({ title: "W", inMinutes: 10, opens: { date: "2027-01-01", time: "" } });
    expect(window.words).toContain("Choose both a date and a time, or neither.");
  });

  it("S28: deleting registrations takes the code, typed in the same form; taken back, nothing is asked", async () => {
    const code = await scheduled();
    await registered(code, "Ann Lee");
    const form = await host.edit(code);
    const asked = await form.send({ registration: false, title: "Deeper sea" });
    expect(asked.words).toContain("This deletes 1 registration of “Deep sea”");
    expect(asked.words).toContain(`Type ${code} to delete 1 registration`);
    expect(asked.words).toContain("Title: Deeper sea");
    expect((await form.send({})).words).toContain(`Type ${code} to confirm`);
    expect((await form.send({}, { confirm: "WRONG" })).words).toContain(`That is not ${code}`);
    const back = await form.send({ registration: true }, { confirm: "" });
    expect(back.words).toContain("Saved: Deeper sea");
    const again = await host.edit(code);
    await again.send({ early: "15" });
    await registered(code, "Bob Ray");
    // One more registered meanwhile: the new number is shown and asked for.
    expect((await again.send({}, { confirm: code })).words).toContain("This deletes all 2 registrations");
    const done = await again.send({}, { confirm: code.toLowerCase() });
    expect(done.words).toContain("2 registrations were deleted");
    expect(done.words).toContain("People now join without registering");
  });

  it("what another host changed meanwhile is shown, merged with what was typed, and saved by sending again", async () => {
    const code = await scheduled({ cohosts: [eve] });
    const mine = await host.edit(code);
    const theirs = await eve.edit(code);
    expect((await theirs.send({ description: "By Eve", policy: "automatic" })).words).toContain("Saved: Deep sea");
    const shown = await mine.send({ title: "By Hanna" });
    expect(shown.words).toContain("Eve Long changed it while you had the form open");
    expect(shown.words).toContain("Title: By Hanna");
    expect(shown.words).toContain("Description: By Eve");
    expect(shown.words).toContain("Approval: Everybody is approved at once");
    // Problems are found beside the fields of the new state too.
    expect((await mine.send({ cap: "0" })).words).toContain("Seats must be a whole number");
    const saved = await mine.send({ cap: "5" });
    expect(saved.words).toContain("Saved: By Hanna");
    expect((await host.edit(code)).shown().words).toContain("Description: By Eve");
  });

  it("N1: an edit by a cohost in Slack leaves the host's own chat and channels as they are", async () => {
    const code = await scheduled({ cohosts: [eve] });
    const saved = await (await eve.edit(code)).send({ title: "Deeper" });
    expect(saved.words).toContain("Title: Deep sea → Deeper");
    expect(saved.words).not.toContain("Host channels");
    expect(saved.words).not.toContain("Cohosts");
  });

  it("S27, P18: the form builder, its refusals, and the form that it makes, step by step", async () => {
    const code = await scheduled();
    const builder = await host.questions(code);
    expect(builder.shown().words).toContain("0 of 50 own questions");
    expect((await builder.standard({ company: "required", phone: "shown" })).words).toContain("Company: Required");
    expect((await builder.add({ label: "", type: "radio" }, { force: true })).words).toMatch(
      /Write the question.*Enter at least one option/s,
    );
    await builder.add({ label: "Diet", type: "radio", options: "Vegan\nAnything", required: true });
    const fish = { label: "Which *fish*?", whenQuestion: "Diet", whenIs: "anything", maxLength: "20" } as const;
    const added = await builder.add(fish);
    expect(added.words).toContain("Which *fish*?");
    expect(added.words).toContain("One line of text · only after Diet: Anything");
    expect((await builder.up("Which *fish*?")).words).toContain("can hang only on one that is asked before it");
    expect((await builder.remove("Diet")).words).toContain("“Which *fish*?” is shown only after an answer");
    expect((await builder.change("Diet", { options: "Vegan\nAll" })).words).toContain("only after Diet: All");
    expect((await builder.add({ label: "Notes", type: "text" })).words).toContain("3 of 50 own questions");
    expect((await builder.down("Notes")).words).toContain("It cannot be moved further.");
    const preview = await builder.preview();
    expect(preview.words).toContain("This is what people see.");
    expect(preview.words).toContain("Diet");
    expect(preview.words).not.toContain("fish");

    const ann = await face.person("Ann Lee");
    const send = await ann.openForm(await ann.type(`show ${code}`));
    expect((await send({ answers: { Company: "  ", Diet: "All" } }, { force: true })).words).toBe(
      "Please answer this.",
    );
    const next = await send({ answers: { Company: "Sea & Co", Diet: "All", Notes: "None <x>" } });
    expect(next.words).toContain("A few more questions for “Deep sea”.");
    expect(next.words).toContain("Which *fish*?");
    expect(next.words).not.toContain("First name");
    const done = await send({ answers: { "Which *fish*?": "Cod" } });
    expect(done.words).toContain("Request received: Deep sea");
    await house.deliver();
    const card = last(face.channel());
    for (const words of ["Company: Sea & Co", "Diet: All", "Which *fish*?: Cod", "Notes: None <x>"])
      expect(card.words).toContain(words);
  });

  it("a form that changed while somebody filled it in is shown anew with what they typed", async () => {
    const code = await scheduled();
    const builder = await host.questions(code);
    await builder.standard({ company: "required" });
    const ann = await face.person("Ann Lee");
    const send = await ann.openForm(await ann.type(`show ${code}`));
    await builder.add({ label: "Size", type: "dropdown", options: "S\nM", required: true });
    const shown = await send({ firstName: "Anna", answers: { Company: "Sea Co" } });
    expect(shown.words).toContain("The form was changed");
    expect(shown.words).toContain("Company: Sea Co");
    expect(shown.words).toContain("First name: Anna");
    expect((await send({ answers: { Size: "M" } })).words).toContain("Request received");
  });

  it("two presses in the builder at once leave it as it is stored", async () => {
    const code = await scheduled();
    const builder = await host.questions(code);
    const [a, b] = [builder.standard({ city: "shown" }), builder.standard({ state: "required" })];
    await Promise.all([a, b]);
    expect(builder.shown().words).toContain("City: Shown");
    expect(builder.shown().words).toContain("State: Required");
  });

  it("two hosts at one question: the later is told, with what they typed kept", async () => {
    const code = await scheduled({ cohosts: [eve] });
    const mine = await host.questions(code);
    await mine.add({ label: "Diet" });
    const theirs = await eve.questions(code);
    const seen = await theirs.change("Diet", { label: "Diets" });
    expect(seen.words).toContain("Diets");
    // The builder that does not know yet opens the question as it is now.
    expect((await mine.change("Diet", { label: "Food" })).words).toContain("Food");
    expect((await theirs.remove("Diets")).words).toContain("No question of your own yet.");
    await expect(mine.change("Food", { label: "x" })).rejects.toThrow();
    expect(mine.shown().words).toContain("This question was removed meanwhile.");
  });

  it("S13: a series is made and changed, has one form, and is registered for in one go", async () => {
    const one = await scheduled({ title: "Part <1>" });
    const two = await scheduled({ title: "Part 2", cap: "1" });
    const saved = await host.series({ title: "All parts", webinars: [one, two] });
    expect(saved.words).toContain("Series saved: All parts");
    expect(saved.labels).toEqual(["Announce", "Edit the form", "Edit series"]);
    const code = codeIn(saved);
    expect((await host.series({ title: "Both parts" }, code)).words).toContain("Series saved: Both parts");
    const builder = await host.questions(one);
    expect(builder.shown().words).toContain("All webinars of this series use this form.");
    await builder.standard({ city: "required" });
    await registered(two, "Bob Ray", { answers: { City: "Ys" } });
    const ann = await face.person("Ann Lee");
    const listed = await ann.type("series");
    expect(listed.words).toContain("Both parts");
    const send = await ann.openForm(listed);
    expect((await send({ answers: { City: "Ys" }, chosen: [] }, { force: true })).words).toContain(
      "Choose at least one",
    );
    const done = await send({ chosen: ["Part <1>", "Part 2"] });
    expect(done.words).toContain("Both parts: your registrations");
    expect(done.words).toContain("Waiting for approval");
    expect(done.words).toContain("Full");
  });

  it("P31: Back from the preview leads to what was written; once it is sent, nothing is left to send again", async () => {
    const code = await scheduled({ policy: "automatic" });
    await registered(code, "Ann Lee");
    const client = house.slack.as((host as Persona & { id: string }).id);
    const closes = () => client.openView()?.close?.text;
    const shown = await host.writeTo(code, { to: "approved", text: "Bring a towel." });
    expect(shown.words).toContain("Preview");
    expect(closes()).toBe("Back");
    const preview = client.openView();
    if (!preview) return expect.unreachable();
    await client.close(preview);
    expect(JSON.stringify(client.openView()?.state)).toContain("Bring a towel.");
    await host.writeTo(code, { to: "approved", text: "Bring a towel." });
    expect((await host.sendWritten()).words).toContain("goes out in a minute");
    expect(closes()).toBe("Close");
  });

  it("P31: a preview stands behind a bar of its own, every line of it, with the names of its buttons below", async () => {
    const code = await scheduled({ policy: "automatic" });
    await registered(code, "Ann Lee");
    await host.writeTo(code, { to: "approved", text: "Bring a towel.\nAnd a friend." });
    const blocks = house.slack.as((host as Persona & { id: string }).id).openView()?.blocks ?? [];
    const [before, after] = [blocks.findIndex(({ type }) => type === "divider"), blocks.slice(-1)];
    const quoted = blocks.slice(before + 2, -1).flatMap((block) => String(Object(block.text).text).split("\n"));
    expect(quoted).toContain(">*Message from Hanna Host: Deep sea*");
    expect(quoted).toEqual(expect.arrayContaining([">Bring a towel.", ">And a friend."]));
    expect(quoted.every((line) => line.startsWith(">"))).toBe(true);
    expect(JSON.stringify(after)).toContain("With a button: Join");
  });

  it("P34: the form of the speakers shows who speaks, and who is taken out of it speaks no more", async () => {
    const code = await scheduled();
    const ann = (await face.person("Ann Lee")) as Persona & { id: string };
    await host.type(`speaker ${code} @{Ann Lee} gus@example.org`, { mention: [ann] });
    const client = house.slack.as((host as Persona & { id: string }).id);
    const form = await host.type("speaker");
    await host.press(form, "Edit speakers");
    const elementOf = (block: string) =>
      Object(client.openView()?.blocks.find((one) => Object(one).block_id === block)).element;
    expect(elementOf("people").initial_users).toEqual([ann.id]);
    expect(elementOf("addresses").initial_value).toBe("gus@example.org");
    const answer = await host.namePeople(form, "Edit speakers", "cleo@example.org");
    expect(answer.words).toContain("cleo@example.org is now a speaker.");
    expect(answer.words).toContain("gus@example.org is no longer a speaker.");
    expect(answer.words).toContain("Speakers now: Ann Lee, cleo@example.org.");
    await house.deliver();
    expect(house.mail.inbox("gus@example.org").at(-1)?.mail.subject).toContain("You’re no longer a speaker");
  });

  it("C16: an answer that is too long stands in its form, to be shortened there", async () => {
    const code = await scheduled();
    const ann = (await registered(code, "Ann Lee")) as Persona & { id: string };
    await host.ask(last(face.channel().filter(({ words }) => words.includes("Ann Lee"))), "Which team are you in?");
    await house.deliver();
    const typed = "I'm in R&D. ".repeat(95).trim();
    const offer = await ann.write(typed);
    expect(offer.words).toContain("Shorten it in the form: what you wrote is already there.");
    await ann.press(offer, "Shorten my answer");
    const client = house.slack.as(ann.id);
    expect(JSON.stringify(client.openView()?.blocks)).toContain(JSON.stringify(typed).slice(1, -1));
    // What does not fit a button's value is only said back.
    expect((await ann.write("long ".repeat(500))).words).toContain("Copy it from your message");
  });

  it("cancel CODE asks first; the answer takes its place", async () => {
    const code = await scheduled();
    await registered(code, "Ann Lee");
    const asked = await host.press(await host.type("cancel"), "Cancel webinar…");
    expect(asked.words).toContain("Cancel “Deep sea”?");
    expect(asked.words).toContain("1 registered person will be told.");
    expect((await host.press(asked, "Cancel the webinar")).words).toContain("Cancelled: Deep sea");
    await house.deliver();
    expect(last(face.channel()).labels).toEqual([]);
    await expect(host.edit(code)).rejects.toThrow("was cancelled");
  });

  const cardOf = (name: string) => {
    const card = face.channel().find(({ words }) => words.includes(name));
    if (!card) throw new Error(`no card of ${name}`);
    return card;
  };

  it("section 1: a decision without a free seat offers one seat more where the form was, and one press takes it", async () => {
    const code = await scheduled({ cap: "1" });
    const ann = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Reject");
    await registered(code, "Bob Ray");
    const refused = await host.decideWith(cardOf("Ann Lee"), { to: "approved" });
    expect(refused.labels).toEqual(["Approve and add a seat"]);
    const raised = await host.press(refused, "Approve and add a seat");
    expect(raised.words).toContain("Ann Lee is approved for “Deep sea”");
    expect(raised.labels).toEqual(["Undo"]);
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("Ann Lee is approved for “Deep sea”");
    expect(last(ann.chat()).words).toContain("You’re in: Deep sea");
    expect((await host.type(`show ${code}`)).words).toContain("2 of 2 taken");
  });

  it("P4: what waits is rejected with a reason; a form that is no longer true decides nothing", async () => {
    const code = await scheduled({ cohosts: [eve] });
    await registered(code, "Ann Lee");
    const waiting = cardOf("Ann Lee");
    expect(waiting.labels).toEqual(["Approve", "Reject", "Reject with a reason", "Ask a question"]);
    const form = await host.press(waiting, "Reject with a reason");
    expect(form.words).toContain("Reason");
    expect(form.words).not.toContain("Decision");
    const done = await eve.decideWith(waiting, { to: "rejected", reason: "Full <b>team</b>", told: true });
    expect(done.words).toContain("The request from Ann Lee for “Deep sea” is rejected");
    expect(done.words).toContain("Full <b>team</b>");
    expect(done.labels).toEqual(["Undo"]);
    const { id } = host as Persona & { id: string };
    const view = house.slack.as(id).openView();
    if (!view) throw new Error("the form is not open");
    const late = await house.slack.as(id).submit(view, { reason: "It is full." });
    expect(JSON.stringify(late.view?.blocks)).toContain("was decided already: not accepted by Eve Long");
    // From the same old card a form opens that shows what is true now.
    const again = await eve.decideWith(waiting, { to: "pending" });
    expect(again.words).toContain("Ann Lee asks to join");
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("Ann Lee asks to join");
  });

  it("P2: who cancelled meanwhile cannot be decided about, and no empty form opens", async () => {
    const code = await scheduled();
    const ann = await registered(code, "Ann Lee");
    const before = cardOf("Ann Lee");
    await ann.leave(code);
    await house.deliver();
    expect((await host.press(before, "Reject with a reason")).words).toContain("is cancelled now");
    expect(cardOf("Ann Lee").labels).toEqual([]);
  });

  it("P19: a stranger opens no decision's form and no rules editor", async () => {
    const code = await scheduled();
    await registered(code, "Ann Lee");
    const sam = await face.person("Sam Stranger");
    expect((await sam.decideWith(cardOf("Ann Lee"), { to: "approved" })).words).toContain("Only Hanna Host");
    await expect(sam.rules(code)).rejects.toThrow("Only Hanna Host");
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("Ann Lee asks to join");
  });

  it("P1: rules look at questions of the form; a rule moved too far or gone is told, and fifty are the limit", async () => {
    const code = await scheduled({ cohosts: [eve] });
    await (await host.questions(code)).standard({ company: "required" });
    const shown = await host.type(`show ${code}`);
    expect(shown.labels).toContain("Edit the rules");
    expect((await host.press(await host.type("rules"), "Edit the rules")).words).toContain("There is no rule yet.");
    const mine = await host.rules(code);
    const added = await mine.add({
      field: "Company",
      test: "is",
      value: "<Sea> *Co*",
      matchCase: true,
      result: "reject",
    });
    expect(added.words).toContain("1. Company is “<Sea> *Co*”: reject");
    expect(added.words).toContain("When no rule matches");
    expect((await mine.up(1)).words).toContain("It cannot be moved further.");
    const theirs = await eve.rules(code);
    await theirs.remove(1);
    const gone = await mine.remove(1);
    expect(gone.words).toContain("This rule was removed meanwhile.");
    expect(gone.words).toContain("There is no rule yet.");
    for (let i = 0; i < 50; i += 1) await mine.add({ value: `v${i}` });
    expect(mine.shown().words).toContain("50. Email contains “v49”: approve");
    expect((await mine.add({ value: "one more" })).words).toContain("Remove one first.");
    expect((await mine.down(1)).words).toContain("1. Email contains “v1”");
    expect((await mine.noMatch("reject")).words).toContain("A host decides\nReject\nReject");
    // Its settings' form keeps the rules as what decides.
    const saved = await (await host.edit(code)).send({ title: "Deeper" });
    expect(saved.words).not.toContain("Approval");
    expect((await host.type(`show ${code}`)).words).toContain("Rules decide");
  });

  it("two presses in the rules editor at once leave it as it is stored", async () => {
    const code = await scheduled();
    const editor = await host.rules(code);
    for (const value of ["a", "b", "c"]) await editor.add({ value });
    await Promise.all([editor.down(1), editor.noMatch("reject")]);
    expect(editor.shown().words).toContain("1. Email contains “b”");
    expect(editor.shown().words).toContain("A host decides\nReject\nReject");
  });

  it("typed in the direct messages, a form is a button away", async () => {
    const code = await scheduled();
    const shown = await host.type(`show ${code}`);
    expect(shown.labels).toEqual(expect.arrayContaining(["Join", "Edit", "Edit the form", "Cancel webinar…"]));
    const form = await host.press(shown, "Edit the form");
    expect(form.words).toContain("Registration form\nDeep sea");
  });
});
