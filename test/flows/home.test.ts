import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buttonsIn, wordsIn } from "../../src/playground/slack/reading.ts";
import type { SlackView } from "../../src/playground/slack/views.ts";
import { codeIn, type Face, last, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { type House, openHouse } from "../setup/house.ts";

describe("the Home tab in Slack", () => {
  let house: House;
  let face: Face;
  let host: Persona;

  beforeEach(async () => {
    house = await openHouse();
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
  });
  afterEach(() => house.stop());

  const scheduled = async (fields: Partial<Parameters<Persona["schedule"]>[0]> = {}) => {
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600, ...fields }));
    await house.deliver();
    return code;
  };
  const clientOf = (person: Persona) => house.slack.as((person as Persona & { id: string }).id);
  const published = () => house.slack.calls.filter(({ method }) => method === "views.publish");

  /** The Home of somebody once it was published anew by this act. */
  const homeAfter = async (person: Persona, act: () => Promise<unknown>): Promise<SlackView> => {
    const before = clientOf(person).home()?.hash;
    await act();
    return house.slack.until(() => {
      const home = clientOf(person).home();
      return home && home.hash !== before && home;
    });
  };
  const opened = (person: Persona) => homeAfter(person, () => clientOf(person).openHome());
  const buttonNamed = (home: SlackView, label: string, n = 0) => {
    const button = buttonsIn(home).filter(({ text }) => text === label)[n];
    if (!button) throw new Error(`no "${label}" on: ${wordsIn(home)}`);
    return button;
  };
  const press = (person: Persona, home: SlackView, label: string, n = 0) => {
    const { actionId, value } = buttonNamed(home, label, n);
    return clientOf(person).pressInView(home, actionId, { ...(value !== undefined && { value }) });
  };

  it("is of use to somebody who has nothing: what stands here, and what to begin with", async () => {
    const ann = await face.person("Ann Lee");
    const home = await opened(ann);
    expect(wordsIn(home)).toMatch(/you host[\s\S]*Schedule a webinar[\s\S]*Nothing is coming up yet/);
    expect(buttonsIn(home).map(({ text }) => text)).toEqual(["Schedule a webinar", "Help"]);
    await press(ann, home, "Schedule a webinar");
    expect((await house.slack.until(() => clientOf(ann).openView())).callback_id).toBe("schedule");
    // Slack sends the event for the messages tab too.
    const count = published().length;
    await clientOf(ann).event({ type: "app_home_opened", user: "U1", channel: "D1", tab: "messages" });
    expect(published()).toHaveLength(count);
  });

  it("shows hosts their webinars with what waits first, and their buttons open what they name", async () => {
    const code = await scheduled();
    const ann = await face.person("Ann Lee");
    await ann.register(await ann.type(`show ${code}`));
    await house.deliver();
    const home = await opened(host);
    const text = wordsIn(home);
    expect(text).toMatch(/You host[\s\S]*Deep sea[\s\S]*Waiting for approval: 1/);
    expect(text).not.toContain("Ann Lee");
    // The reader's own time, by Slack's own means.
    expect(JSON.stringify(home.blocks)).toContain("<!date^");
    expect(buttonsIn(home).map(({ text: label }) => label)).toEqual(
      expect.arrayContaining(["Requests (1)", "Invite", "Edit"]),
    );
    await press(host, home, "Requests (1)");
    const review = await house.slack.until(() => clientOf(host).openView());
    expect([review.callback_id, wordsIn(review)]).toEqual(["roster", expect.stringContaining("Ann Lee")]);
  });

  it("N17, P24: Register on what is coming registers by one press, says so over the tab, and takes it back", async () => {
    const code = await scheduled();
    const ann = await face.person("Ann Lee");
    await press(ann, await opened(ann), "Register");
    const said = await house.slack.until(() => clientOf(ann).openView());
    expect(wordsIn(said)).toContain("Request received: Deep sea");
    expect((await ann.type(`show ${code}`)).words).toMatch(/Status: ?Waiting for approval/);
    await house.deliver();
    const list = await host.roster(code);
    expect((await list.details("Ann Lee")).words).toMatch(/Came from:? ?home/);
    await press(ann, said, "Undo request");
    await house.slack.until(() =>
      wordsIn(clientOf(ann).openView() ?? said).includes("Your registration is cancelled: Deep sea"),
    );
    expect((await ann.type(`show ${code}`)).words).toMatch(/Status: ?Cancelled/);
  });

  it("P34: shows speakers what they speak at, without what is the hosts'", async () => {
    const code = await scheduled({ visibility: "invited_only" });
    const sam = await face.person("Sam Speaker");
    await host.type(`speaker ${code} @{Sam Speaker}`, { mention: [sam] });
    await house.deliver();
    const home = await opened(sam);
    expect(wordsIn(home)).toMatch(/You host or speak[\s\S]*Deep sea/);
    expect(wordsIn(home)).not.toContain("Waiting for approval");
    const labels = buttonsIn(home).map(({ text }) => text);
    expect(labels).toEqual(expect.arrayContaining(["Join", "Details"]));
    expect(labels).not.toContain("Edit");
  });

  it("P29: an invitation says that it is one, and can be declined", async () => {
    const code = await scheduled();
    const ann = await face.person("Ann Lee");
    await host.type(`invite ${code} @{Ann Lee}`, { mention: [ann], inHostChannel: true });
    await house.deliver();
    const home = await opened(ann);
    expect(wordsIn(home)).toContain("Not answered yet");
    const declined = await homeAfter(ann, () => press(ann, home, "Decline"));
    expect(wordsIn(declined)).toMatch(/^Deep sea\n\*Declined\* · /m);
    expect(buttonsIn(declined).map(({ text }) => text)).not.toContain("Decline");
  });

  it("shows people what they have, and follows what others make of it", async () => {
    const code = await scheduled();
    const ann = await face.person("Ann Lee");
    await opened(ann);
    const form = await ann.type(`show ${code}`);
    const waiting = await homeAfter(ann, async () => {
      await ann.register(form);
      await house.deliver();
    });
    expect(wordsIn(waiting)).toMatch(/Your registrations and invitations[\s\S]*Deep sea[\s\S]*waiting for approval/i);
    const card = face.channel().find(({ words }) => words.includes("Ann Lee asks"));
    if (!card) throw new Error("no card");
    const approved = await homeAfter(ann, () => host.decide(card, "Approve"));
    expect(wordsIn(approved)).toMatch(/approved/i);
    await press(ann, approved, "Join");
    const answer = await house.slack.until(() => {
      const view = clientOf(ann).openView();
      return view && /You’re early/.test(wordsIn(view)) && view;
    });
    expect(wordsIn(answer)).toContain("Deep sea");
    const left = await homeAfter(ann, async () => {
      const before = clientOf(ann).openView()?.id;
      await press(ann, approved, "Cancel my registration");
      const sure = await house.slack.until(() => {
        const view = clientOf(ann).openView();
        return view && view.id !== before && view;
      });
      await clientOf(ann).submit(sure, {});
      await house.deliver();
    });
    expect(wordsIn(left)).toMatch(/cancelled/i);
  });

  it("is published anew for nobody who has not opened it lately, nor for a new webinar", async () => {
    const code = await scheduled();
    const [ann, bob] = [await face.person("Ann Lee"), await face.person("Bob Ray")];
    await opened(bob);
    const count = published().length;
    await scheduled({ title: "Reefs" });
    await ann.register(await ann.type(`show ${code}`));
    await house.deliver();
    expect(published()).toHaveLength(count);
    house.clock.advance(4 * 24 * 3_600_000);
    const later = await scheduled({ title: "Later" });
    await bob.register(await bob.type(`show ${later}`));
    await house.deliver();
    expect(published()).toHaveLength(count);
  });

  it("pages each list by itself, says how many there are, and stays below Slack's 100 blocks", async () => {
    const codes: string[] = [];
    for (let i = 0; i < 12; i += 1)
      codes.push(await scheduled({ title: `Part ${String(i).padStart(2, "0")}`, inMinutes: 600 + i }));
    const otto = await face.person("Otto Other");
    for (let i = 0; i < 7; i += 1) await otto.schedule({ title: `Other ${i}`, inMinutes: 605 + i });
    await house.deliver();
    const first = await opened(host);
    expect(first.blocks.length).toBeLessThan(100);
    // What somebody hosts does not come up once more.
    expect(wordsIn(first)).toMatch(/1–5 of 12[\s\S]*1–5 of 7/);
    const second = await homeAfter(host, () => press(host, first, "Next 5"));
    expect(wordsIn(second)).toMatch(/You host or speak\n6–10 of 12\n\*Part 05[\s\S]*Coming up\n1–5 of 7\n\*Other 0/);
    const both = await homeAfter(host, () => press(host, second, "Next 2", 1));
    expect(wordsIn(both)).toMatch(/6–10 of 12[\s\S]*Coming up\n6–7 of 7\n\*Other 5/);
    // What changes it leaves the page where it is.
    const after = await homeAfter(host, async () => (await host.edit(codes[5] ?? "")).send({ title: "Renamed" }));
    expect(wordsIn(after)).toMatch(/6–10 of 12\n\*Renamed[\s\S]*6–7 of 7/);
    const back = await homeAfter(host, () => press(host, after, "Previous 5"));
    expect(wordsIn(back)).toMatch(/1–5 of 12[\s\S]*6–7 of 7/);
  });

  it("P43: shows nobody a webinar that they may not see", async () => {
    const hidden = await scheduled({ title: "Abyss", visibility: "invited_only" });
    await scheduled({ title: "Slope", visibility: "by_link", inMinutes: 660 });
    const ann = await face.person("Ann Lee");
    await ann.type("help");
    expect(wordsIn(await opened(ann))).not.toMatch(/Abyss|Slope/);
    expect(wordsIn(await opened(host))).toMatch(/You host[\s\S]*Abyss[\s\S]*Slope/);
    const invited = await homeAfter(ann, async () => {
      await host.type(`invite ${hidden} ${ann.address}`);
      await house.deliver();
    });
    expect(wordsIn(invited)).toContain("Abyss");
    expect(last(ann.chat()).words).toContain("Abyss");
  });

  it("waits as long as Slack asks for, and publishes then what is so by then", async () => {
    const code = await scheduled({ policy: "automatic" });
    const [ann, bob] = [await face.person("Ann Lee"), await face.person("Bob Ray")];
    await opened(ann);
    await opened(bob);
    house.slack.faults.rateLimit({ method: "views.publish", retryAfterS: 30 });
    const before = published().length;
    await ann.register(await ann.type(`show ${code}`));
    await house.usher.worker.drain();
    await bob.register(await bob.type(`show ${code}`));
    await house.usher.worker.drain();
    expect(
      published()
        .slice(before)
        .map(({ outcome }) => outcome),
    ).toEqual(["rate_limited"]);
    house.clock.advance(31_000);
    const homes = [ann, bob].map((one) => clientOf(one).home()?.hash);
    await bob.leave(code);
    await house.deliver();
    await house.slack.until(() => [ann, bob].every((one, i) => clientOf(one).home()?.hash !== homes[i]));
    expect(clientOf(ann).home() && wordsIn(clientOf(ann).home() as SlackView)).toMatch(/approved/i);
  });
});
