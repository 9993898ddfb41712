import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeLog } from "../../../src/log.ts";
import { wordsIn } from "../../../src/playground/slack/reading.ts";
import { codeIn, type Face, type Persona } from "../../contracts/face.ts";
import { makeSlackFace } from "../../contracts/slack-face.ts";
import { type House, openHouse } from "../../setup/house.ts";
import { until } from "../../setup/process.ts";

describe("links to webinars in Slack", () => {
  let house: House;
  let face: Face;
  let host: Persona;
  let lines: string[];

  beforeEach(async () => {
    lines = [];
    house = await openHouse({ log: makeLog({ level: "info", destination: { write: (line) => lines.push(line) } }) });
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
  });
  afterEach(() => house.stop());

  const scheduled = async (title: string): Promise<string> => {
    const code = codeIn(await host.schedule({ title, inMinutes: 600 }));
    await house.deliver();
    return `${house.url}/w/${code}`;
  };
  const clientOf = (person: Persona) => house.slack.as((person as Persona & { id: string }).id);
  const unfurled = () => house.slack.calls.filter(({ method }) => method === "chat.unfurl");
  const shownIn = (channelId: string, ts: string) =>
    house.slack.until(() => house.slack.channel(channelId).find((one) => one.ts === ts)?.unfurls);

  it("N19: a link is shown in the composer too, before the message is sent", async () => {
    const link = await scheduled("Deep sea");
    const shown = await clientOf(host).compose(`Come: ${link}`);
    const [unfurl] = await house.slack.until(() => shown().length > 0 && shown());
    expect(wordsIn(unfurl ?? { blocks: [] })).toContain("Deep sea");
    expect(unfurled().at(-1)?.args).toMatchObject({ source: "composer" });
  });

  it("N19: at most five links of a message, each once, in one call", async () => {
    const links: string[] = [];
    for (let i = 0; i < 7; i += 1) links.push(await scheduled(`Part ${i}`));
    const { id } = house.slack.addChannel({ name: "general" });
    const { ts } = await clientOf(host).post(id, [links[0], ...links].join(" "));
    expect((await shownIn(id, ts)).map(({ url }) => url)).toEqual(links.slice(0, 5));
    expect(unfurled()).toHaveLength(1);
  });

  it("N19: in a channel that another organisation shares, nothing is shown", async () => {
    const link = await scheduled("Deep sea");
    const shared = house.slack.addChannel({ name: "with-others", extShared: true });
    const own = house.slack.addChannel({ name: "general" });
    const { ts: silent } = await clientOf(host).post(shared.id, link);
    const { ts } = await clientOf(host).post(own.id, link);
    await shownIn(own.id, ts);
    expect(house.slack.channel(shared.id).find((one) => one.ts === silent)?.unfurls).toBeUndefined();
    expect(unfurled()).toHaveLength(1);
  });

  it("N19: a link in Usher's own card is no link that somebody pasted", async () => {
    const link = await scheduled("Deep sea");
    const { id } = house.slack.addChannel({ name: "general" });
    const shared = { type: "link_shared", channel: id, links: [{ url: link, domain: "127.0.0.1" }] };
    await clientOf(host).event({ ...shared, user: house.slack.botUserId, message_ts: "1.000001" });
    const { ts } = await clientOf(host).post(id, link);
    await shownIn(id, ts);
    expect(unfurled()).toHaveLength(1);
  });

  it("N19: a preview that Slack refuses is told to nobody, and logged without what the link says", async () => {
    const link = await scheduled("Deep sea");
    house.slack.faults.fail({ method: "chat.unfurl", error: "cannot_unfurl_message" });
    const { id } = house.slack.addChannel({ name: "general" });
    await clientOf(host).post(id, link);
    const line = await until(
      () => lines.find((one) => one.includes("slack_preview_not_shown")),
      5_000,
      () => lines.join(""),
    );
    expect(line).not.toContain("/w/");
    expect(clientOf(host).ephemerals()).toEqual([]);
  });

  it("N19, N17: pressed on a link in somebody's own chat, the message stays, and the answer stands beside it", async () => {
    const link = await scheduled("Deep sea");
    const ann = await face.person("Ann Lee");
    const client = clientOf(ann);
    await client.say(link);
    const message = await house.slack.until(() => client.dm().find(({ unfurls }) => unfurls));
    const before = client.ephemerals().length;
    await client.press(message, "act:register");
    const answer = await house.slack.until(() => client.ephemerals().at(before));
    expect(wordsIn(answer)).toContain("Request received: Deep sea");
    expect(wordsIn(client.dm().find(({ ts }) => ts === message.ts) ?? message)).toContain("Hanna Host");
  });
});
