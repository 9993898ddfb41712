import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last } from "./face.ts";

const HOUR = 3_600_000;

onBothFaces("the roster", (stage) => {
  it("S2: everybody invited or registered stands in tabs with exact counts, and is found by name, address and domain", async () => {
    const { host, house, scheduled, registered } = stage();
    const code = await scheduled();
    await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    await host.type(`invite ${code} zoe@else.test, max@else.test, ann.lee@example.com`);
    await house.deliver();
    const list = await host.roster(code);
    const { words } = list.shown();
    expect(words).toContain("Deep sea: 4 people");
    for (const name of ["Ann Lee", "Bob Ray", "zoe@else.test", "max@else.test"]) expect(words).toContain(name);
    expect(words).toContain("Invited, no answer");
    const waiting = await list.show({ status: "pending" });
    expect(waiting.words).toContain("Deep sea: 2 requests waiting for approval");
    expect(waiting.words).not.toContain("zoe@");
    const silent = await list.show({ status: "silent" });
    expect(silent.words).toContain("2 invited people did not answer");
    expect(silent.words).not.toContain("Ann Lee");
    for (const search of ["lee", "ANN", "ann.lee@", "Ann L"]) {
      const found = await list.show({ status: "everybody", search });
      expect(found.words, search).toContain("Ann Lee");
      expect(found.words, search).not.toContain("Bob Ray");
      expect(found.words, search).toContain("1 person found");
    }
    expect((await list.show({ status: "everybody", domain: "else.test" })).words).not.toContain("Ann Lee");
    expect((await list.show({ status: "everybody", search: "nn" })).words).toContain("Nobody matches.");
    await list.show({ status: "pending" });
    expect((await list.decide("approved", ["Bob Ray"])).words).toContain("1 request is approved");
    house.clock.advance(HOUR / 30);
    await house.deliver();
    expect(last(bob.chat()).words).toContain("You’re in");
    expect((await host.roster(code, "bob")).shown().words).toContain("Approved");
  });

  it("S2: who is chosen stays chosen while pages are turned, and all of them are decided", async () => {
    const { host, scheduled, registered } = stage();
    const code = await scheduled();
    for (let i = 0; i < 12; i += 1) await registered(code, `Person Number${String(i).padStart(2, "0")}`);
    const list = await host.review(code);
    expect(list.shown().words).toContain("1–10 of 12");
    expect((await list.next()).words).toContain("11–12 of 12");
    expect((await list.previous()).words).toContain("Person Number00");
    await list.next();
    expect((await list.decide("rejected", ["Person Number11"])).words).toContain("1 request is rejected");
  });

  it("S2, N2: details show answers, history and how messages arrived; and from there a host decides, asks and sends again", async () => {
    const { host, house, scheduled, registered, member, subjects } = stage();
    const code = await scheduled();
    await (await host.questions(code)).standard({ company: "shown" });
    const { person: ann } = await registered(code, "Ann Lee", { answers: { Company: "Sea & <Co>" } });
    const list = await host.roster(code);
    const details = await list.details("Ann Lee");
    const again = "Send status and link again";
    expect(details.words).toContain("ann.lee@example.com");
    expect(details.words).toContain("Sea & <Co>");
    expect(details.words).toMatch(/History/);
    expect(details.words).toMatch(/Delivery: ?.*Message and email: sent/i);
    expect(details.labels).toEqual(expect.arrayContaining(["Decide the request", "Ask a question", again]));
    expect((await list.pressDetail(again)).words).toContain("on their way to Ann Lee");
    await house.deliver();
    expect(subjects(ann.address)).toEqual(["Request received: Deep sea", "Request received: Deep sea"]);
    const later = await host.roster(code);
    await later.details("Ann Lee");
    expect((await later.pressDetail("Decide the request")).words).toContain("Ann Lee");
    const sam = await member("Sam Stranger");
    await expect(sam.roster(code)).rejects.toThrow("Only Hanna Host");
  });

  it("P13: export CODE answers its host alone with the file and the page", async () => {
    const { host, scheduled, registered, member, house } = stage();
    const code = await scheduled();
    await registered(code, "Ann Lee");
    const answer = await host.type(`export ${code}`);
    expect(answer.words).toContain("The roster as a file: Deep sea");
    expect(answer.labels).toEqual(["Download the CSV file", "See it on a page"]);
    const { url = "" } = answer as typeof answer & { url?: string };
    const file = await fetch(`${house.url}${new URL(url).pathname}`);
    expect(await file.text()).toContain("ann.lee@example.com");
    const sam = await member("Sam Stranger");
    const refused = await sam.type(`export ${code}`);
    expect(refused.words).toContain("Only Hanna Host");
    expect(refused.labels).toEqual([]);
  });

  it("N15: an account that was deactivated is flagged, its person told by mail, and a host frees the seat", async () => {
    const { face, host, house, scheduled, registered, subjects } = stage();
    const code = await scheduled({ policy: "automatic" });
    const { person: ann } = await registered(code, "Ann Lee");
    await registered(code, "Bob Ray");
    await face.deactivate(ann);
    const list = await host.roster(code);
    await list.details("Ann Lee");
    await list.pressDetail("Send status and link again");
    await house.deliver();
    expect(subjects(ann.address).length).toBeGreaterThan(1);
    const flagged = await host.roster(code);
    expect(flagged.shown().words.match(/account deactivated/g)).toHaveLength(1);
    expect((await flagged.details("Ann Lee")).words).toContain("You can free the seat.");
    expect((await flagged.decideDetail({ to: "cancelled" })).words).toMatch(/cancelled/i);
    expect((await host.type(`show ${code}`)).words).toContain("1 of 10,000 taken");
  });
});
