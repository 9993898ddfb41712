import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last } from "./face.ts";

onBothFaces("the form builder", (stage) => {
  it("S27: standard questions hidden, shown or required; name and e-mail are always there", async () => {
    const { host, member, scheduled, cardOf, house } = stage();
    const code = await scheduled();
    const builder = await host.questions(code);
    expect(builder.shown().words).toContain("First name, last name and email are always asked.");
    await builder.standard({ company: "required", country: "shown" });
    const ann = await member("Ann Lee");
    const send = await ann.openForm(await ann.type(`show ${code}`));
    const missing = await send({ answers: { Country: "France" } }, { force: true });
    expect(missing.words).toContain("Please answer this.");
    expect((await send({ answers: { Company: "Acme & Sons" } })).words).toContain("Request received");
    await house.deliver();
    const card = cardOf("Ann Lee");
    expect(card.words).toContain("Company: Acme & Sons");
    expect(card.words).toContain("Country: France");
    await builder.standard({ company: "hidden" });
    const bob = await member("Bob Ray");
    const words = (await bob.register(await bob.type(`show ${code}`))).words;
    expect(words).toContain("Request received");
  });

  it("S27, S3: own questions of the five types, each checked, each told to the hosts", async () => {
    const { host, member, scheduled, cardOf, house } = stage();
    const code = await scheduled();
    const builder = await host.questions(code);
    await builder.add({ type: "line", label: "Your team", required: true, maxLength: "10" });
    await builder.add({ type: "text", label: "Why do you come?", maxLength: "999" });
    await builder.add({ type: "checkboxes", label: "Your days", options: "Monday\nTuesday\nFriday", required: true });
    await builder.add({ type: "dropdown", label: "Your size", options: "S\nM\nL" });
    const shown = await builder.add({ type: "radio", label: "Lunch?", options: "Yes, please\nNo" });
    for (const label of ["Your team", "Why do you come?", "Your days", "Your size", "Lunch?"])
      expect(shown.words).toContain(label);
    expect(shown.words).toContain("5 of 50 own questions");
    const ann = await member("Ann Lee");
    const send = await ann.openForm(await ann.type(`show ${code}`));
    const wrong = await send({ answers: { "Your team": "More than ten characters" } }, { force: true });
    expect(wrong.words).toContain("That is too long: 24 characters where 10 fit.");
    expect(wrong.words).toContain("Please answer this.");
    const answer = await send({
      answers: {
        "Your team": "Whales",
        "Why do you come?": "To <b>see</b>\nthem",
        "Your days": ["Monday", "Friday"],
        "Your size": "M",
        "Lunch?": "Yes, please",
      },
    });
    expect(answer.words).toContain("Request received");
    await house.deliver();
    const { words } = cardOf("Ann Lee");
    expect(words).toContain("Your team: Whales");
    expect(words).toContain("To <b>see</b>");
    expect(words).toContain("Your days: Monday, Friday");
    expect(words).toContain("Your size: M");
    expect(words).toContain("Lunch?: Yes, please");
  });

  it("what cannot be a question is refused beside its field, and nothing is stored", async () => {
    const { host, scheduled } = stage();
    const code = await scheduled();
    const builder = await host.questions(code);
    const eleven = Array.from({ length: 11 }, (_, i) => `Option ${i}`).join("\n");
    for (const [question, reason] of [
      [{ type: "line", label: "  " }, "Write the question."],
      [{ type: "line", label: "x".repeat(201) }, "201 characters where 200 fit"],
      [{ type: "text", label: "Long", maxLength: "1000" }, "from 0 to 999"],
      [{ type: "radio", label: "None" }, "Enter at least one option"],
      [{ type: "checkboxes", label: "Many", options: eleven }, "11 options where 10 fit"],
      [{ type: "dropdown", label: "Wide", options: "y".repeat(76) }, "an option takes 75 characters"],
      [{ type: "dropdown", label: "Twice", options: "Same\nsame" }, "stands there twice"],
    ] as const) {
      const refused = await (await host.questions(code)).add(question, { force: true });
      expect(refused.words, question.label.slice(0, 20)).toContain(reason);
    }
    expect((await host.questions(code)).shown().words).toContain("0 of 50 own questions");
    expect(builder.shown().words).toContain("0 of 50 own questions");
  });

  it("P18: questions are reordered, edited and removed; what hangs on another stays after it", async () => {
    const { host, scheduled } = stage();
    const code = await scheduled();
    const builder = await host.questions(code);
    await builder.add({ type: "radio", label: "Lunch?", options: "Yes\nNo" });
    await builder.add({ type: "line", label: "Allergies", whenQuestion: "Lunch?", whenIs: "Yes" });
    await builder.add({ type: "line", label: "Last words" });
    const loose = await builder.add({ type: "line", label: "Loose", whenIs: "Yes" }, { force: true });
    expect(loose.words).toContain("Choose the question that these answers belong to");
    const order = (words: string) =>
      ["Lunch?", "Allergies", "Last words"].toSorted((a, b) => words.indexOf(`${a} (`) - words.indexOf(`${b} (`));
    const above = await builder.up("Allergies");
    expect(above.words).toContain("can hang only on one that is asked before it");
    const gone = await builder.remove("Lunch?");
    expect(gone.words).toContain("“Allergies” is shown only after an answer that would no longer be there");
    const moved = await builder.up("Last words");
    expect(moved.words).not.toContain("Nothing was changed");
    const changed = await builder.change("Last words", { label: "Final words", required: true });
    expect(changed.words).toContain("Final words");
    expect(changed.words).not.toContain("Last words");
    const removed = await builder.remove("Final words");
    expect(removed.words).toContain("2 of 50 own questions");
    expect(order(removed.words)).toHaveLength(3);
  });

  it("P18: a question is asked on a next step, only when the earlier answer matches", async () => {
    const { host, member, scheduled, cardOf, house } = stage();
    const code = await scheduled();
    const builder = await host.questions(code);
    await builder.add({ type: "radio", label: "Lunch?", options: "Yes\nNo", required: true });
    await builder.add({ type: "line", label: "Allergies", whenQuestion: "Lunch?", whenIs: "Yes", required: true });
    await builder.add({ type: "line", label: "How bad?", whenQuestion: "Allergies", whenIs: "nuts\npollen" });
    const ann = await member("Ann Lee");
    const none = await ann.openForm(await ann.type(`show ${code}`));
    expect((await none({ answers: { "Lunch?": "No" } })).words).toContain("Request received");
    const bob = await member("Bob Ray");
    const send = await bob.openForm(await bob.type(`show ${code}`));
    const second = await send({ answers: { "Lunch?": "Yes" } });
    expect(second.words).toContain("Allergies");
    expect(second.words).not.toContain("How bad?");
    expect((await send({}, { force: true })).words).toContain("Please answer this.");
    const third = await send({ answers: { Allergies: "NUTS" } });
    expect(third.words).toContain("How bad?");
    expect((await send({ answers: { "How bad?": "Very" } })).words).toContain("Request received");
    await house.deliver();
    expect(cardOf("Bob Ray").words).toMatch(/Lunch\?: Yes[\s\S]*Allergies: NUTS[\s\S]*How bad\?: Very/);
    expect(cardOf("Ann Lee").words).not.toContain("Allergies");
  });

  it("a preview shows what people will see, and stores nothing", async () => {
    const { host, scheduled } = stage();
    const code = await scheduled();
    const builder = await host.questions(code);
    await builder.add({ type: "dropdown", label: "Your size", options: "S\nM" });
    const preview = await builder.preview();
    for (const words of ["First name", "Last name", "Your size"]) expect(preview.words).toContain(words);
  });

  it("answers stay readable under the question as it was asked, whatever becomes of the form", async () => {
    const { host, registered, scheduled, cardOf, house } = stage();
    const code = await scheduled();
    const builder = await host.questions(code);
    await builder.add({ type: "radio", label: "Lunch?", options: "Yes\nNo" });
    await registered(code, "Ann Lee", { answers: { "Lunch?": "No" } });
    await builder.change("Lunch?", { label: "Dinner?", options: "Fish\nMeat" });
    await builder.remove("Dinner?");
    await host.decide(cardOf("Ann Lee"), "Approve");
    await house.deliver();
    expect((await host.press(cardOf("Ann Lee"), "All answers")).words).toMatch(/Lunch\?:?\s*No/);
  });

  it("a form that changes while somebody fills it in: they are told, and can send it", async () => {
    const { host, member, scheduled } = stage();
    const code = await scheduled();
    const ann = await member("Ann Lee");
    const send = await ann.openForm(await ann.type(`show ${code}`));
    await (await host.questions(code)).add({ type: "line", label: "Your team", required: true });
    const told = await send({ firstName: "Anna" });
    expect(told.words).toContain("The form was changed");
    expect(told.words).toContain("Your team");
    const done = await send({ answers: { "Your team": "Whales" } });
    expect(done.words).toContain("Request received");
  });

  it("fifty questions work: built, told as the limit, filled in, and read", async () => {
    const { host, member, scheduled, cardOf, house } = stage();
    const code = await scheduled();
    const builder = await host.questions(code);
    for (let i = 1; i <= 50; i += 1) {
      const label = `Question ${i}: ${"what do you think of it? ".repeat(6)}`.slice(0, 150).trim();
      await builder.add(
        i % 5 === 0 ? { type: "radio", label, options: "Yes\nNo\nPerhaps" } : { type: "line", label, maxLength: "100" },
      );
    }
    expect(builder.shown().words).toContain("50 of 50 own questions");
    const more = await builder.add({ type: "line", label: "One too many" });
    expect(more.words).toContain("A form takes 50 questions of your own. Remove one first.");

    const ann = await member("Ann Lee");
    const send = await ann.openForm(await ann.type(`show ${code}`));
    let seen = await send({});
    for (let step = 0; step < 10 && !seen.words.includes("Request received"); step += 1) seen = await send({});
    expect(seen.words).toContain("Request received");
    await house.deliver();
    expect(cardOf("Ann Lee").words).toContain("Ann Lee asks to join “Deep sea”");
  });

  it("all fifty answers, long ones too, can be read by the hosts", async () => {
    const { host, member, scheduled, cardOf, house } = stage();
    const code = await scheduled();
    const builder = await host.questions(code);
    for (let i = 1; i <= 12; i += 1) await builder.add({ type: "text", label: `Essay ${i}`, maxLength: "999" });
    const ann = await member("Ann Lee");
    const send = await ann.openForm(await ann.type(`show ${code}`));
    const answers = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`Essay ${i + 1}`, `${i + 1}!${"é".repeat(900)}`]),
    );
    let seen = await send({ answers });
    for (let step = 0; step < 12 && !seen.words.includes("Request received"); step += 1) seen = await send({ answers });
    expect(seen.words).toContain("Request received");
    await house.deliver();
    const card = cardOf("Ann Lee");
    expect(card.words).toContain("9 more answers");
    const all = await host.press(card, "All answers");
    expect(all.words).toContain("Essay 12");
    expect(all.words).toContain("12!é");
    expect(cardOf("Ann Lee").words).toContain("Ann Lee asks to join");
  });
});

onBothFaces("a series", (stage) => {
  it("S13, S14, S15: a webinar that joins uses the series' form; answers given before stay under their own questions", async () => {
    const { host, member, registered, scheduled, cardOf, house } = stage();
    const one = await scheduled({ title: "Part one" });
    const two = await scheduled({ title: "Part two", inMinutes: 900 });
    await (await host.questions(one)).add({ type: "line", label: "Asked before", required: true });
    await registered(one, "Ann Lee", { answers: { "Asked before": "an old answer" } });
    const saved = await host.series({ title: "The deep", webinars: [one, two] });
    expect(saved.words).toContain("Series saved: The deep");
    const [, series = ""] = /Code: ?([2-9A-HJ-NP-Z]{6})/.exec(saved.words) ?? [];
    const builder = await host.questions(one);
    expect(builder.shown().words).toContain("All webinars of this series use this form.");
    await builder.add({ type: "line", label: "Asked by the series", required: true });

    const bob = await member("Bob Ray");
    const send = await bob.openForm(await bob.type(`show ${two}`));
    expect((await send({}, { force: true })).words).toContain("Please answer this.");
    expect((await send({ answers: { "Asked by the series": "a new answer" } })).words).toContain("Request received");
    await house.deliver();
    expect(cardOf("Bob Ray").words).toContain("Asked by the series: a new answer");
    expect(cardOf("Bob Ray").words).not.toContain("Asked before");
    await host.decide(cardOf("Ann Lee"), "Approve");
    const answers = await host.press(cardOf("Ann Lee"), "All answers");
    expect(answers.words).toMatch(/Asked before:?\s*an old answer/);

    // One that leaves keeps asking what the series asked.
    expect((await host.series({ webinars: [two] }, series)).words).toContain("1 webinar is in this series");
    const left = await host.questions(one);
    expect(left.shown().words).toContain("Asked by the series");
    expect(left.shown().words).not.toContain("is a series");
  });

  it("registering for one, several, or all of it: one form, one registration each", async () => {
    const { host, face, member, scheduled, house } = stage();
    const codes = [
      await scheduled({ title: "Part one" }),
      await scheduled({ title: "Part two", inMinutes: 900 }),
      await scheduled({ title: "Part three", inMinutes: 1_200, cap: "1" }),
    ];
    const saved = await host.series({ title: "The deep", webinars: codes });
    const [, series = ""] = /Code: ?([2-9A-HJ-NP-Z]{6})/.exec(saved.words) ?? [];
    await (await host.questions(series)).add({ type: "line", label: "Your team" });

    const ann = await member("Ann Lee");
    const all = await ann.register(await ann.type(`show ${series}`), { answers: { "Your team": "Whales" } });
    for (const title of ["Part one", "Part two", "Part three"]) expect(all.words).toContain(title);
    expect(all.words.split("Waiting for approval")).toHaveLength(4);
    const bob = await member("Bob Ray");
    const some = await bob.register(await bob.type(`show ${series}`), { chosen: ["Part two", "Part three"] });
    expect(some.words).not.toContain("Part one");
    expect(some.words).toContain("Waiting for approval");
    expect(some.words).toMatch(/Full \(1\)\s+Part three/);
    await house.deliver();
    const cards = face.channel().filter(({ words }) => words.includes("asks to join"));
    expect(cards).toHaveLength(4);
    expect((await ann.type("my")).words).toContain("Part three");
    const cleo = await member("Cleo Chen");
    const send = await cleo.openForm(await cleo.type(`show ${series}`));
    expect((await send({ chosen: [] }, { force: true })).words).toContain("Choose at least one webinar.");
    expect((await send({ chosen: ["Part one"] })).words).toContain("Waiting for approval");
  });

  it("series lists them; others may look and register, not change; a webinar is in one series only", async () => {
    const { host, member, scheduled } = stage();
    const code = await scheduled({ title: "Part one" });
    const saved = await host.series({ title: "The deep", webinars: [code] });
    const [, series = ""] = /Code: ?([2-9A-HJ-NP-Z]{6})/.exec(saved.words) ?? [];
    const ann = await member("Ann Lee");
    const list = await ann.type("series");
    expect(list.words).toContain("The deep");
    expect(list.labels.join()).not.toContain("Edit");
    expect((await ann.type(`form ${series}`)).words).toContain("Only Hanna Host can change the series The deep");
    expect((await ann.type("series ZZZZZZ")).words).toContain("no series with the code ZZZZZZ");
    // Where none could be in it, a webinar comes first.
    expect((await host.press(await host.type("series"), "Create a series")).words).toContain("schedule one first.");
    await scheduled({ title: "Part two" });
    const empty = await host.series({ title: "  " });
    expect(empty.words).toContain("Enter a title.");
    expect(last([await host.type(`show ${code}`)]).words).toContain("Series: The deep");
  });
});
