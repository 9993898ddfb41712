import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SITE_ORGANISATION } from "../../src/core/access/organisations.ts";
import { codeIn, type Face, last } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { type House, openHouse } from "../setup/house.ts";
import { everybody, placeInIndex } from "../setup/people.ts";
import { until } from "../setup/process.ts";

const NOT_SAVED = "Usher is unavailable for a moment. Nothing was changed: you can safely try again in a minute.";

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
      const unread = await ann.type("my");
      expect(unread.words).toContain(NOT_SAVED);
      // What was asked for is named, and a press does it once more.
      expect(unread.words).toContain("“My registrations” didn’t work");
      expect(unread.labels).toEqual(["Try again"]);
      const undecided = await host.press(card, card.labels[0] ?? "Approve");
      expect(undecided.words).toContain(NOT_SAVED);
      expect(undecided.words).toContain("“Approve” didn’t work");
      thaw();
      expect((await ann.press(unread, "Try again")).words).toContain("Deep sea");
      await host.decide(card, "Approve");
      // On a busy machine the answer is that it is being worked on.
      await until(
        () => last(face.channel()).words.includes("Ann Lee is approved"),
        20_000,
        () => last(face.channel()).words,
      );
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
    expect(await page.text()).toContain("Usher is unavailable for a moment.");
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

  const fill = (isFull: boolean) => house.redis.config("SET", "maxmemory", isFull ? "1" : "0");
  /** As if this account had never been seen. */
  const forget = async (part: string) => {
    const accounts = (await everybody(house.redis, SITE_ORGANISATION)).flatMap(({ chats }) => chats);
    for (const chat of accounts.filter((account) => account.includes(part))) {
      const { bucket, field } = placeInIndex(SITE_ORGANISATION, { chat });
      expect(await house.redis.hdel(bucket, field)).toBe(1);
    }
  };

  it("A17: a form of somebody new, sent while Redis is full, stays open in Slack with what was typed", async () => {
    const host = await (await makeSlackFace(house)).person("Hanna Host");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10 }));
    const { id } = house.slack.addPerson({ name: "Ann Lee", email: "ann@example.com" });
    const ann = house.slack.as(id);
    await ann.command("/register", code);
    const view = await house.slack.until(() => ann.openView());
    await forget(id);
    await fill(true);
    const refused = await ann.submit(view, { firstName: "Anna" });
    expect(refused.errors).toEqual({ firstName: NOT_SAVED });
    await fill(false);
    expect(JSON.stringify((await ann.submit(view, { firstName: "Anna" })).view?.blocks)).toContain("Request received");
  });

  it("A17: in Teams the dialog stays, and sends what was typed once more", async () => {
    const face = await makeTeamsFace(house);
    const host = await face.person("Hanna Host");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10 }));
    await house.deliver();
    const ann = await face.person("Ann Lee");
    const submit = await ann.openForm(await ann.type(`show ${code}`));
    await forget("teams");
    await fill(true);
    const refused = await submit({ firstName: "Anna" });
    expect(refused.words).toContain(NOT_SAVED);
    expect(refused.labels).toEqual(["Try again"]);
    await fill(false);
    const { added } = ann as typeof ann & { added: { id: string } };
    const answer = await house.teams.as(added.id).submitDialog({}, "Try again");
    expect(JSON.stringify(answer.dialog?.card)).toContain("Request received");
    await house.deliver();
    expect(last(face.channel()).words).toContain("Anna Lee asks to join");
  });

  it("A17: a page keeps what was posted, and posts it once more", async () => {
    const host = await (await makeSlackFace(house)).person("Hanna Host");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10 }));
    const url = `${house.url}/w/${code}/register`;
    const fields = { firstName: "Gus", lastName: "O'Brien <b>", address: "gus@example.org" };
    const post = (body: Record<string, string>) =>
      fetch(url, { method: "POST", headers: { origin: house.url }, body: new URLSearchParams(body) });
    await fill(true);
    const refused = await post(fields);
    expect(refused.status).toBe(503);
    const page = await refused.text();
    expect(page).toContain("Usher is unavailable for a moment.");
    const inputs = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
    const kept = Object.fromEntries(inputs.map(([, name = "", value = ""]) => [name, value]));
    expect(kept).toMatchObject({ firstName: "Gus", address: "gus@example.org" });
    expect(page).not.toContain("<b>");
    await fill(false);
    const again = await post(fields);
    expect([again.status, await again.text()]).toEqual([200, expect.stringContaining("gus@example.org")]);
  });
});
