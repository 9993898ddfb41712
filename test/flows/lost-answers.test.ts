import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeIn, last, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { type House, openHouse } from "../setup/house.ts";

const SECOND = 1_000;

describe("answers that cannot be said at once", () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.stop());

  /** Slack is told that its request arrived before the answer is said: waits until that waits in a lane. */
  const kept = async () => {
    const answers = async () => (await house.redis.keys("*lanes:d:answer:*")).length;
    await expect.poll(answers, { timeout: 5_000 }).toBe(1);
  };

  const slackIdOf = (person: Persona) => (person as Persona & { id: string }).id;
  const teamsIdOf = (person: Persona) => (person as Persona & { added: { id: string } }).added.id;

  describe("in Slack", () => {
    const open = async () => {
      const face = await makeSlackFace(house);
      const host = await face.person("Hanna Host");
      const ann = await face.person("Ann Lee");
      const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 60, policy: "automatic" }));
      await house.deliver();
      const client = house.slack.as(slackIdOf(ann));
      return { face, host, ann, code, client };
    };

    it("E3: `leave` typed in the direct messages is answered, though its answer fails once", async () => {
      const { ann, code, client } = await open();
      await ann.register(await ann.type(`show ${code}`));
      await house.deliver();
      const before = ann.chat().length;
      house.slack.faults.httpError({ method: "chat.postMessage", status: 500 });
      await client.say(`leave ${code}`);
      await kept();
      expect(ann.chat()).toHaveLength(before);
      await house.deliver();
      expect(ann.chat()).toHaveLength(before + 1);
      expect(last(ann.chat()).words).toContain("Cancel your registration for “Deep sea”?");
    });

    it("E3: an answer that was told to wait is not sent before", async () => {
      const { ann, client } = await open();
      const before = ann.chat().length;
      house.slack.faults.rateLimit({ method: "chat.postMessage", retryAfterS: 8 });
      await client.say("help");
      await kept();
      house.clock.advance(7 * SECOND);
      await house.usher.worker.drain();
      expect(ann.chat()).toHaveLength(before);
      house.clock.advance(SECOND);
      await house.usher.worker.drain();
      expect(last(ann.chat()).words).toContain("Schedule a webinar, and I’ll");
    });

    it.each(["show", "my"])(
      "N10: `%s` that is answered late tells of no decision that can still be undone",
      async (word) => {
        const { face, host, ann, client } = await open();
        const code = codeIn(await host.schedule({ title: "High tide", inMinutes: 600 }));
        await ann.register(await ann.type(`show ${code}`));
        await house.deliver();
        await host.press(last(face.channel().filter(({ labels }) => labels.includes("Approve"))), "Approve");
        house.slack.faults.httpError({ method: "chat.postMessage", status: 500 });
        await client.say(word === "my" ? word : `${word} ${code}`);
        await kept();
        house.clock.advance(5 * SECOND);
        await house.usher.worker.drain();
        const told = last(ann.chat()).words;
        expect(told).toContain("High tide");
        expect(told).toMatch(/waiting for approval/i);
        expect(told).not.toMatch(/approved/i);
      },
    );

    it.each([
      ["429", () => house.slack.faults.rateLimit({ method: "response_url", retryAfterS: 2 })],
      ["500", () => house.slack.faults.httpError({ method: "response_url", status: 500 })],
    ])("E3: a refusal that the response_url does not take (%s) comes as a direct message, once", async (_, fail) => {
      const face = await makeSlackFace(house);
      const host = await face.person("Hanna Host");
      const [ann, bob] = [await face.person("Ann Lee"), await face.person("Bob Ray")];
      const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 60 }));
      await ann.register(await ann.type(`show ${code}`));
      await house.deliver();
      const client = house.slack.as(slackIdOf(bob));
      const { message } = last(face.channel()) as ReturnType<typeof last> & {
        message: Parameters<typeof client.press>[0];
      };
      fail();
      await client.press(message, `act:approve:${code}`);
      await kept();
      expect([client.ephemerals().length, bob.chat().length]).toEqual([0, 0]);
      await house.deliver();
      expect(bob.chat()).toHaveLength(1);
      expect(last(bob.chat()).words).toContain("Hanna Host");
      expect(client.ephemerals()).toEqual([]);
    });
  });

  it("E11: who was told to wait for a form hears that it is open", async () => {
    const { id } = house.slack.addPerson({ name: "Nora New", email: "nora@example.com" });
    const client = house.slack.as(id);
    house.slack.faults.delay({ method: "users.info", ms: 1_000 });
    house.slack.faults.delay({ method: "views.open", ms: 1_000 });
    const answer = await client.command("/webinar", "schedule");
    expect(JSON.stringify(answer.blocks)).toContain("This takes a moment.");
    const before = client.ephemerals().length;
    const told = await house.slack.until(() => client.ephemerals().at(before));
    expect(JSON.stringify(told.blocks)).toMatch(/A new webinar.*open in a window.*Open the form again/);
    expect(client.openView()).toBeDefined();
  });

  describe("in Teams", () => {
    it.each([
      [
        "503",
        (id: string) => house.teams.faults.fail({ conversationId: id, status: 503, code: "ServiceUnavailable" }),
        0,
      ],
      [
        "412",
        (id: string) => house.teams.faults.fail({ conversationId: id, status: 412, code: "PreconditionFailed" }),
        0,
      ],
      ["429", (id: string) => house.teams.faults.rateLimit({ conversationId: id, retryAfterS: 8 }), 8],
    ])("T1: the answer to a typed command that gets a %s comes, and not before it may", async (_, fail, waitS) => {
      const face = await makeTeamsFace(house);
      const ann = await face.person("Ann Lee");
      await house.deliver();
      const client = house.teams.as(teamsIdOf(ann));
      const before = ann.chat().length;
      fail(client.chatId());
      await client.say("my");
      expect(ann.chat()).toHaveLength(before);
      if (waitS > 0) {
        house.clock.advance((waitS - 1) * SECOND);
        await house.usher.worker.drain();
        expect(ann.chat()).toHaveLength(before);
      }
      house.clock.advance(SECOND);
      await house.usher.worker.drain();
      expect(ann.chat()).toHaveLength(before + 1);
      await house.deliver();
      expect(ann.chat()).toHaveLength(before + 1);
    });
  });
});
