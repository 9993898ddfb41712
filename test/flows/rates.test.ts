import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeIn, type Face, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { type House, openHouse } from "../setup/house.ts";

const teamsIdOf = (person: Persona) => (person as Persona & { added: { id: string } }).added.id;
const chatOf = (house: House, person: Persona): string => house.teams.as(teamsIdOf(person)).chatId();

describe.each([
  ["Slack", makeSlackFace],
  ["Teams", makeTeamsFace],
] as const)("a product that says to slow down, %s", (_, makeFace) => {
  let house: House;
  let face: Face;
  let host: Persona;

  beforeEach(async () => {
    house = await openHouse();
    face = await makeFace(house);
    host = await face.person("Hanna Host");
  });
  afterEach(() => house.stop());

  const member = async (name: string) => {
    const person = await face.person(name);
    await person.type("help");
    await house.deliver();
    return person;
  };
  /** The next post to each of them is refused for half a minute. */
  const slowDown = (people: readonly Persona[]) => {
    for (const person of people) {
      const { id } = person as Persona & { id: string };
      if (face.kind === "slack")
        house.slack.faults.rateLimit({ method: "chat.postMessage", channelId: id, retryAfterS: 30 });
      else house.teams.faults.rateLimit({ conversationId: chatOf(house, person), retryAfterS: 30 });
    }
  };
  const tried = () => house.slack.calls.length + house.teams.calls.length;
  const invited = (person: Persona) => person.chat().filter(({ words }) => words.includes("You’re invited")).length;

  it("section 7: refused to two conversations, the others of its workspace or tenant wait without being tried", async () => {
    const [ann, bob, cy] = [await member("Ann Lee"), await member("Bob Ray"), await member("Cy Chen")];
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
    await house.deliver();
    slowDown([ann, bob]);
    await host.type(`invite ${code} ${ann.address} ${bob.address}`);
    await house.usher.worker.drain();
    expect([ann, bob].map(invited)).toEqual([0, 0]);

    await host.type(`invite ${code} ${cy.address}`);
    const before = tried();
    await house.usher.worker.drain();
    expect(tried() - before).toBeLessThanOrEqual(1);
    expect(invited(cy)).toBe(0);
    await house.deliver();
    expect([ann, bob, cy].map(invited)).toEqual([1, 1, 1]);
  });

  it("section 7: refused to one conversation, no other waits", async () => {
    const [ann, bob] = [await member("Ann Lee"), await member("Bob Ray")];
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
    await house.deliver();
    slowDown([ann]);
    await host.type(`invite ${code} ${ann.address}`);
    await house.usher.worker.drain();
    await host.type(`invite ${code} ${bob.address}`);
    await house.usher.worker.drain();
    expect([ann, bob].map(invited)).toEqual([0, 1]);
    await house.deliver();
    expect([ann, bob].map(invited)).toEqual([1, 1]);
  });
});

describe("answers of Teams that pass", () => {
  it.each([
    [412, "PreconditionFailed"],
    [502, "BadGateway"],
    [504, "GatewayTimeout"],
    [429, undefined],
  ])("section 7: after %d a message is sent again, once", async (status, code) => {
    const house = await openHouse();
    const face = await makeTeamsFace(house);
    const host = await face.person("Hanna Host");
    const ann = await face.person("Ann Lee");
    await ann.type("help");
    const webinar = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
    await house.deliver();
    const { faults } = house.teams;
    const conversationId = chatOf(house, ann);
    if (code) faults.fail({ conversationId, status, code, times: 2 });
    else faults.rateLimit({ conversationId, times: 2 });
    await host.type(`invite ${webinar} ${ann.address}`);
    await house.usher.worker.drain();
    const invited = () => ann.chat().filter(({ words }) => words.includes("You’re invited")).length;
    expect(invited()).toBe(0);
    await house.deliver();
    expect(invited()).toBe(1);
    await house.stop();
  });
});
