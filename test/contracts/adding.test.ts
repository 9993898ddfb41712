import { expect, it } from "vitest";
import { ALL_PARTITIONS, keys } from "../../src/redis/keys.ts";
import { makeBrowser } from "../setup/browser.ts";
import { onBothFaces } from "./both.ts";
import { last, registrationIdIn } from "./face.ts";

onBothFaces("a host registers somebody", (stage) => {
  it("P35: a member named by a host is approved, told with the ID, and can cancel; the card and the log say who did it", async () => {
    const { host, house, member, scheduled, cardOf, subjects } = stage();
    const code = await scheduled({ inMinutes: 10 });
    const ann = await member("Ann Lee");
    const form = await host.type(`add ${code} @{Ann Lee}`, { mention: [ann] });
    expect(form.words).toContain("Ann Lee will be approved at once and told by message, and can cancel.");
    expect(form.labels.filter((label) => label === "Register")).toEqual([]);
    const added = await host.sendForm(form);
    expect(added.words).toContain("Ann Lee is registered for “Deep sea”");
    await house.deliver();
    const news = last(ann.chat());
    expect(news.words).toContain("You’re in: Deep sea");
    expect(news.words).toContain("Hanna Host registered you for this webinar.");
    registrationIdIn(news);
    expect(subjects(ann.address)).toEqual(["You’re in: Deep sea"]);
    expect(cardOf("Ann Lee").words).toContain("Ann Lee is approved for “Deep sea”");
    expect(cardOf("Ann Lee").words).toMatch(/Registered by Hanna Host · /);
    expect((await host.type(`log ${code}`)).words).toContain("registered Ann Lee, approved");
    expect((await ann.type(`join ${code}`)).labels).toContain("Go to the meeting");
    expect((await ann.leave(code)).words).toContain("Your registration is cancelled: Deep sea");
    expect((await ann.type(`show ${code}`)).words).toContain("Cancelled");
  });

  it("P35: a guest is added by address, with answers left open, whatever the policy and the dates say", async () => {
    const { host, house, scheduled, subjects } = stage();
    const date = new Date(house.clock.now() + 86_400_000).toISOString().slice(0, 10);
    const code = await scheduled({ inMinutes: 3 * 24 * 60, opens: { date, time: "08:00" } });
    await (await host.questions(code)).add({ type: "line", label: "Why?", required: true });
    const form = await host.type(`add ${code} "Ray, Gus" <gus@example.org>`);
    const added = await host.sendForm(form);
    expect(added.words).toContain("Gus Ray is registered for “Deep sea”");
    await house.deliver();
    expect(subjects("gus@example.org")).toEqual(["You’re in: Deep sea"]);
    const mail = house.mail.inbox("gus@example.org").at(-1)?.mail;
    expect(mail?.text).toContain("Hanna Host registered you for this webinar.");
    expect(mail?.text).toContain("/me/");
    const again = await host.type(`add ${code} gus@example.org`);
    expect(again.words).toContain("Gus Ray has a registration for Deep sea already: approved.");
    expect(again.words).toContain(`type roster ${code} and the name`);
  });

  it("P35, S3: who was added with required answers open gives them before they come in, in chat and on their page", async () => {
    const { host, house, member, scheduled } = stage();
    const code = await scheduled({ inMinutes: 10, registrationIds: false });
    await (await host.questions(code)).add({ type: "line", label: "Why?", required: true });
    const ann = await member("Ann Lee");
    for (const address of [ann.address, '"Ray, Gus" <gus@example.org>'])
      await host.sendForm(await host.type(`add ${code} ${address}`));
    await house.deliver();
    expect(last(ann.chat()).words).toContain("Some required answers are still open.");
    // A mail has no form: the page has.
    expect(house.mail.inbox(ann.address).at(-1)?.mail.text).toMatch(/on\s+your\s+page,\s+press\s+Edit\s+my\s+answers/);
    const refused = await ann.type(`join ${code}`);
    expect(refused.words).toContain("asks something that is still open in your registration");
    await (await ann.editAnswers(refused))({ answers: { "Why?": "I dive" } });
    expect((await ann.type(`join ${code}`)).labels).toContain("Go to the meeting");

    const browser = makeBrowser(house.url);
    const text = house.mail.inbox("gus@example.org").at(-1)?.mail.text ?? "";
    const link = text.match(/https?:\/\/\S+/g)?.find((url) => url.includes("/me/")) ?? "";
    expect((await browser.post(link, { do: "join" })).words).toContain("still open in your registration");
    const form = await browser.post(link, { do: "edit" });
    const name = form.html.match(/name="(q[^"]*)"/g)?.[0].slice(6, -1) ?? "";
    await browser.send(form, "Save", { firstName: "Gus", [name]: "I fish" });
    expect((await browser.post(link, { do: "join" })).html).toContain("/j/");
  });

  it("P35: without a person a form asks whom, and the registration form follows", async () => {
    const { host, house, scheduled } = stage();
    const code = await scheduled();
    const choice = await host.type("add");
    const form = await host.namePeople(choice, "Register somebody", "dan.day@example.org");
    expect(form.words).toContain("Address: dan.day@example.org");
    expect(form.words).toContain("Only the first name is required; leave blank whatever else you don’t know.");
    const added = await host.sendForm(form, { firstName: "Dan", lastName: "Day" });
    expect(added.words).toContain("Dan Day is registered for “Deep sea”");
    await house.deliver();
    expect((await host.type(`show ${code}`)).words).toContain("1 of 10,000 taken");
  });

  it("P35: a full webinar refuses, and adds a seat where the host presses that", async () => {
    const { host, house, registered, scheduled } = stage();
    const code = await scheduled({ cap: "1" });
    await registered(code, "Ann Lee");
    const form = await host.type(`add ${code} "Bo Bay" <bo@example.org>`);
    const full = await host.sendForm(form);
    expect(full.words).toContain("The one seat is taken, so Bo Bay can’t have one.");
    const added = await host.press(full, "Register and add a seat");
    expect(added.words).toContain("Bo Bay is registered for “Deep sea”");
    await house.deliver();
    expect((await host.type(`show ${code}`)).words).toContain("2 of 2 taken");
  });

  it("P35, P43: a host adds somebody who may not know of the webinar; from then on they may", async () => {
    const { host, house, member, scheduled } = stage();
    const code = await scheduled({ visibility: "invited_only" });
    const ann = await member("Ann Lee");
    expect((await ann.type(`show ${code}`)).words).toContain("There is no webinar");
    const added = await host.sendForm(await host.type(`add ${code} ${ann.address}`));
    expect(added.words).toContain("Ann Lee is registered for “Deep sea”");
    await house.deliver();
    expect((await ann.type(`show ${code}`)).words).toContain("Deep sea");
  });

  it("P35, P19: only hosts add; nobody whom the operator never accepts, and one person at a time", async () => {
    const { host, house, member, scheduled } = stage();
    const code = await scheduled();
    const ann = await member("Ann Lee");
    expect((await ann.type(`add ${code} bob@example.org`)).words).toContain("Only Hanna Host and the cohosts");
    for (const partition of ALL_PARTITIONS) await house.redis.hset(keys.lists(partition), "@example.net", "reject");
    expect((await host.type(`add ${code} eve@example.net`)).words).toContain("eve@example.net is never accepted");
    const two = await host.type(`add ${code} bob@example.org cy@example.org`);
    expect(two.words).toContain("Name one person at a time");
    expect((await host.type(`add ${code} nobody`)).words).toContain("I could not find: nobody");
    expect((await host.type(`add ZZZZZZ bob@example.org`)).words).toContain("no webinar with the code ZZZZZZ");
  });
});
