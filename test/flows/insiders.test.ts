import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { onBothFaces } from "../contracts/both.ts";
import { codeIn, last, type Persona, type Seen } from "../contracts/face.ts";
import { takesRequests } from "../contracts/own-chat.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { type House, openHouse } from "../setup/house.ts";

const teamsIdOf = (person: Persona) => (person as Persona & { added: { id: string } }).added.id;
const slackIdOf = (person: Persona) => (person as Persona & { id: string }).id;

onBothFaces("what people inside a chat product can do to each other", (stage) => {
  it.each(["cohost", "edit"])(
    "XB3: requests no longer come to the chat of who is no cohost any more (%s)",
    async (by) => {
      const { host, house, member, scheduled, registered } = stage();
      const cora = await member("Cora Cohost");
      const code = await scheduled({ cohosts: [cora] });
      await takesRequests(stage(), cora, code);
      await registered(code, "Ann Lee");
      const cards = (of: Persona, name: string) => of.chat().filter(({ words }) => words.includes(name));
      expect(cards(cora, "Ann Lee")).not.toEqual([]);
      if (by === "edit") await (await host.edit(code)).send({ cohosts: [] });
      else await host.type(`cohost ${code} remove @{Cora Cohost}`, { mention: [cora], inHostChannel: true });
      await house.deliver();
      const seen = cora.chat().map(({ words }) => words);
      await registered(code, "Bob Ray");
      expect(cora.chat().map(({ words }) => words)).toEqual(seen);
      expect(cards(host, "Bob Ray")).toHaveLength(1);
    },
  );

  it("XB6: signs that mark a time within Usher's words are no time in what people write or are called", async () => {
    const { face, host, house, member, scheduled } = stage();
    const code = await scheduled();
    const [opens, next, closes] = ["\u{f0000}", "\u{f0001}", "\u{f0002}"];
    for (const mark of [`${opens}x${closes}`, `${opens}9e99${next}a${next}${next}${next}${closes}`]) {
      const mal = await member(`Mal${mark} Lory`);
      expect((await mal.type(`show ${mark}`)).words).toContain("There is no webinar");
    }
    const name = `Eve${opens}${"9".repeat(20)}${next}now${next}${next}${next}${closes}`;
    const eve = await face.person(name, { address: "eve@example.com" });
    await eve.register(await eve.type(`show ${code}`));
    await eve.leave(code);
    await house.deliver();
    expect((await host.type(`log ${code}`)).words).toContain("Eve");
  });

  it("XB7: a host whose name cannot be shown does not hold up the cards of others in the same channel", async () => {
    const { face, house, member, scheduled, registered } = stage();
    const code = await scheduled();
    const mal = await member("Mal\u{f0000}x\u{f0002} Lory");
    await mal.schedule({ title: "Tide pools", inMinutes: 600 });
    await house.deliver();
    await registered(code, "Ann Lee");
    expect(face.channel().filter(({ words }) => words.includes("Ann Lee"))).toHaveLength(1);
    expect(face.channel().filter(({ words }) => words.includes("Tide pools"))).toHaveLength(1);
  });
});

describe("what one person's message does to all others", () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.stop());

  const MARKS = "\u0301\u0316";
  const LONG = [
    ["a word of marks", MARKS.repeat(18_000)],
    ["a word of letters", "é".repeat(39_000)],
    ["quotes that never close", '"\\'.repeat(19_000)],
    ["groups", "a:".repeat(19_000)],
  ] as const;

  it.each(LONG)("XB1: Slack: %s after `invite` is answered in time, to who may not invite too", async (_, word) => {
    const face = await makeSlackFace(house);
    const host = await face.person("Hanna Host");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
    const guest = await face.person("Gus Guest", { guest: true });
    expect((await guest.write(`invite ${code} ${word}`)).words).toContain("Only Hanna Host");
    expect((await host.write(`invite ${code} ${word}`)).words).toMatch(/Who’s invited to “Deep sea”|could not find/);
  });

  it("XB1: Teams: a long word after `invite` is answered in time", async () => {
    const face = await makeTeamsFace(house);
    const host = await face.person("Hanna Host");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
    expect((await host.write(`invite ${code} ${MARKS.repeat(7_000)}`)).words).toContain("Who’s invited to “Deep sea”");
  });

  it("XB2: a name of hundreds of thousands of marks on a page keeps nobody else waiting", async () => {
    const face = await makeSlackFace(house);
    const host = await face.person("Hanna Host");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
    const body = new FormData();
    body.set("firstName", `a${MARKS.repeat(140_000)}`);
    const url = `${house.url}/w/${code}/register`;
    const sent = fetch(url, { method: "POST", body, headers: { origin: house.url } });
    expect((await sent).status).toBe(400);
    expect((await host.type("help")).words).toContain("Schedule a webinar, and I’ll");
  });

  it("XB4: Teams: who does not host cannot have one of Usher's messages overwritten by another", async () => {
    const face = await makeTeamsFace(house);
    const [host, mallory, ann] = [
      await face.person("Hanna Host"),
      await face.person("Mallory Out"),
      await face.person("Ann Lee"),
    ];
    const one = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
    await house.deliver();
    const two = codeIn(await host.schedule({ title: "Tide pools", inMinutes: 600 }));
    await house.deliver();
    await ann.register(await ann.type(`show ${one}`));
    await house.deliver();
    const card = face.channel().find(({ words }) => words.includes("Ann Lee")) as Seen & {
      message: { id: string; conversationId: string; card: unknown };
    };
    const [channelId = ""] = card.message.conversationId.split(";");
    const data = { act: "register", code: two, card: `${two}:announcement:teams:${channelId}` };
    const value = { action: { type: "Action.Execute", verb: "register", data }, trigger: "manual" };
    const press = { type: "invoke", name: "adaptiveCard/action", value, replyToId: card.message.id };
    const at = { channelId, thread: card.message.id };
    await house.teams.as(teamsIdOf(mallory)).activity(press, at);
    await house.deliver();
    expect(face.channel().filter(({ words }) => words.includes("Ann Lee"))).toHaveLength(1);
    expect(last(face.channel()).words).toContain("Ann Lee");
  });

  it("XB8: Teams: a form keeps no answers to questions that it does not ask", async () => {
    const face = await makeTeamsFace(house);
    const host = await face.person("Hanna Host");
    const mal = await face.person("Mallory Out");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
    await mal.openForm(await mal.type(`show ${code}`));
    const client = house.teams.as(teamsIdOf(mal));
    const form = (client.dialog()?.card as { actions: { data: Record<string, string> }[] } | undefined)?.actions[0]
      ?.data;
    let token: string | undefined;
    for (let i = 0; i < 3; i += 1) {
      const ids = Array.from({ length: 1_000 }, (_, n) => `q${i}x${n}`).join(",");
      const data = { ...form, firstName: "", asked: ids, shown: ids, ...(token ? { token } : {}) };
      const { dialog } = await client.invoke("task/submit", { data });
      token = /"token":"([^"]+)"/.exec(JSON.stringify(dialog?.card))?.[1];
    }
    const kept = await house.redis.keys("*sheet:*");
    const sizes = await Promise.all(kept.map((key) => house.redis.strlen(key)));
    expect(sizes).toHaveLength(1);
    expect(Math.max(...sizes)).toBeLessThan(1_000);
  });

  it("XB5: an answer that waits in a lane does not tell a former cohost about a request", async () => {
    const face = await makeSlackFace(house);
    const [host, cora, ann] = [
      await face.person("Hanna Host"),
      await face.person("Cora Cohost"),
      await face.person("Ann Lee"),
    ];
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600, cohosts: [cora] }));
    await house.deliver();
    await ann.register(await ann.type(`show ${code}`));
    await house.deliver();
    const client = house.slack.as(slackIdOf(cora));
    const { message } = last(face.channel().filter(({ words }) => words.includes("Ann Lee"))) as Seen & {
      message: Parameters<typeof client.press>[0];
    };
    const before = cora.chat().length;
    house.slack.faults.httpError({ method: "response_url", status: 500 });
    await client.press(message, `act:approve:${code}`);
    const answers = async () => (await house.redis.keys("*lanes:d:answer:*")).length;
    await expect.poll(answers, { timeout: 5_000 }).toBe(1);
    await host.type(`cohost ${code} remove @{Cora Cohost}`, { mention: [cora] });
    await house.deliver();
    expect(
      cora
        .chat()
        .slice(before)
        .filter(({ words }) => words.includes("Ann Lee")),
    ).toEqual([]);
  });
});
