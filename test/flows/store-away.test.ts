import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeIn, type Face, last } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { type House, openHouse } from "../setup/house.ts";

const NOT_SAVED = "It could not be saved just now. Please try again in a moment; nothing will count twice.";

describe("section 7: a Redis that does not answer", () => {
  let house: House;
  let pid: number;
  let frozen = false;

  const freeze = () => {
    process.kill(pid, "SIGSTOP");
    frozen = true;
  };
  const thaw = () => {
    if (frozen) process.kill(pid, "SIGCONT");
    frozen = false;
  };

  beforeEach(async () => {
    house = await openHouse();
    const [, id] = /process_id:(\d+)/.exec(await house.redis.info("server")) ?? [];
    pid = Number(id);
  });
  afterEach(async () => {
    thaw();
    await house.stop();
  });

  it.each([
    ["Slack", makeSlackFace],
    ["Teams", makeTeamsFace],
  ])(
    "%s: commands, forms and decisions say in time that nothing was saved, and work when tried again",
    async (_, makeFace) => {
      const face: Face = await makeFace(house);
      const host = await face.person("Hanna Host");
      const ann = await face.person("Ann Lee");
      const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10 }));
      const shown = await ann.type(`show ${code}`);
      await ann.register(shown);
      await house.deliver();
      const card = last(face.channel());

      freeze();
      expect((await ann.type("my")).words).toContain(NOT_SAVED);
      expect((await host.press(card, card.labels[0] ?? "Approve")).words).toContain(NOT_SAVED);
      thaw();
      expect((await host.decide(card, "Approve")).words).toContain("Ann Lee is approved");
      expect(ann.chat().filter(({ words }) => words.includes("You’re in"))).toHaveLength(1);
    },
  );

  it("a form that was filled in while Redis was away is sent again and counts once", async () => {
    const face = await makeSlackFace(house);
    const host = await face.person("Hanna Host");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10 }));
    const ann = house.slack.as(house.slack.addPerson({ name: "Ann Lee", email: "ann@example.com" }).id);
    await ann.command("/register", code);
    const view = await house.slack.until(() => ann.openView());
    freeze();
    const refused = await ann.submit(view, {});
    // Beside a field, so that the form stays open with what was typed.
    expect(refused.errors?.firstName).toBe(NOT_SAVED);
    thaw();
    // Redis may have carried out what it had received before it froze: then the repeat is answered as that was.
    const again = await ann.submit(view, {});
    expect(JSON.stringify(again.view?.blocks)).toContain("Request received");
    await house.deliver();
    expect(face.channel().filter(({ words }) => words.includes("Ann Lee asks"))).toHaveLength(1);
  });

  it("pages say so too, and /readyz is red meanwhile", async () => {
    freeze();
    const page = await fetch(`${house.url}/w/W7K3QM`);
    expect(page.status).toBe(503);
    expect(await page.text()).toContain("It could not be saved just now.");
    expect((await fetch(`${house.url}/readyz`)).status).toBe(503);
    thaw();
    expect((await fetch(`${house.url}/readyz`)).status).toBe(200);
  });

  it("a full Redis refuses honestly, and leaves nothing half done", async () => {
    const face = await makeSlackFace(house);
    const host = await face.person("Hanna Host");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10 }));
    const ann = await face.person("Ann Lee");
    const shown = await ann.type(`show ${code}`);
    await house.deliver();
    await house.redis.config("SET", "maxmemory", "1");
    const refused = await ann.register(shown);
    expect(refused.words).toBe(NOT_SAVED);
    await house.redis.config("SET", "maxmemory", "0");
    await house.deliver();
    expect(face.channel().filter(({ words }) => words.includes("Ann Lee asks"))).toEqual([]);
    expect((await ann.register(shown)).words).toContain("Request received");
    await house.deliver();
    expect(face.channel().filter(({ words }) => words.includes("Ann Lee asks"))).toHaveLength(1);
  });
});
