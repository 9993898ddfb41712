import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TeamsMessage } from "../../../src/playground/teams/world.ts";
import { codeIn, last, type Persona, type Seen } from "../../contracts/face.ts";
import { makeTeamsFace } from "../../contracts/teams-face.ts";
import { type House, openHouse } from "../../setup/house.ts";

type TeamsSeen = Seen & { readonly message: TeamsMessage };

describe("T3: a turn that Teams sends again under a new id is answered as the first was", () => {
  let house: House;
  let face: Awaited<ReturnType<typeof makeTeamsFace>>;
  let host: Persona;

  beforeEach(async () => {
    house = await openHouse();
    face = await makeTeamsFace(house);
    host = await face.person("Hanna Host");
  });
  afterEach(() => house.stop());

  const scheduled = async (fields: Parameters<Persona["schedule"]>[0] = { title: "Deep sea" }) => {
    const code = codeIn(await host.schedule({ inMinutes: 600, policy: "automatic", ...fields }));
    await house.deliver();
    return code;
  };

  const register = async (who: Persona, code: string) => {
    await who.register(await who.type(`show ${code}`));
    await house.deliver();
  };

  /** Presses, and has Teams send the same turn again: both answers. */
  const twice = async (who: Persona, on: Seen, label: string): Promise<[unknown, unknown]> => {
    const button = on.labels.find((one) => one.startsWith(label)) ?? label;
    const { message, added } = { ...(on as TeamsSeen), ...(who as Persona & { added: { id: string } }) };
    const first = await house.teams.as(added.id).press(message, button);
    const turn = house.teams.activities.at(-1);
    if (!turn) return expect.unreachable();
    const again = await house.teams.replay(turn, { newId: true });
    return [first.body, again.body];
  };

  const textOf = (answer: unknown) => JSON.stringify(answer);
  const cardWith = (who: Persona, label: string) =>
    last(who.chat().filter(({ labels }) => labels.some((one) => one.startsWith(label))));

  it("T3: cancelling a webinar", async () => {
    const code = await scheduled();
    const asked = await host.type(`cancel ${code}`);
    const [first, again] = await twice(host, asked, asked.labels[0] ?? "");
    expect(textOf(first)).toContain("Cancelled: Deep sea");
    expect(textOf(again)).toBe(textOf(first));
  });

  it("T3: cancelling one's registration, and again after registering anew", async () => {
    const code = await scheduled();
    const ann = await face.person("Ann Lee");
    for (let i = 0; i < 2; i += 1) {
      await register(ann, code);
      const asked = await ann.type(`leave ${code}`);
      const [first, again] = await twice(ann, asked, "Cancel my registration");
      expect(textOf(first)).toContain("cancelled");
      expect(textOf(again)).toBe(textOf(first));
      await house.deliver();
    }
    const mails = house.mail.inbox(ann.address).map(({ mail }) => mail.subject);
    expect(mails.filter((subject) => subject === "Your registration is cancelled: Deep sea")).toHaveLength(2);
  });

  it.each(["Claim", "Give up this seat"])("T3: %s", async (label) => {
    const code = await scheduled({ title: "Deep sea", cap: "1", waitlist: true });
    const [ann, bob] = [await face.person("Ann Lee"), await face.person("Bob Ray")];
    await register(ann, code);
    await register(bob, code);
    await ann.leave(code);
    await house.deliver();
    const [first, again] = await twice(bob, cardWith(bob, label), label);
    expect(textOf(first)).not.toContain("offered you");
    expect(textOf(again)).toBe(textOf(first));
  });

  it("T3: always approving a domain, and trying again what failed", async () => {
    const code = await scheduled({ title: "Deep sea", policy: "manual" });
    for (const name of ["Ann", "Bob", "Cid", "Dan"]) {
      const guest = await face.person(`${name} Lee`, { address: `${name.toLowerCase()}@acme.example` });
      await register(guest, code);
      const card = last(face.channel().filter(({ words }) => words.includes(`${name} Lee`)));
      if (name !== "Dan") await host.decide(card, "Approve");
    }
    const card = last(face.channel().filter(({ labels }) => labels.some((one) => one.startsWith("Always"))));
    const [first, again] = await twice(host, card, "Always");
    expect(textOf(first)).toContain("acme.example");
    expect(textOf(again)).toBe(textOf(first));

    house.teams.faults.fail({ on: "create", status: 403, code: "BotNotInConversationRoster" });
    await register(await face.person("Eva Ray"), code);
    const [tried, triedAgain] = await twice(host, cardWith(host, "Post the card again"), "Post the card again");
    expect(textOf(tried)).toContain("Sending again");
    expect(textOf(triedAgain)).toBe(textOf(tried));
  });
});
