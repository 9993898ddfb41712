import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeIn, type Persona } from "../../contracts/face.ts";
import { makeSlackFace } from "../../contracts/slack-face.ts";
import { type House, openHouse } from "../../setup/house.ts";

/** What people write to the bot itself, as Slack's events have it. */
describe("messages to the bot in Slack", () => {
  let house: House;
  let host: Persona;
  let ann: Persona & { id: string };

  beforeEach(async () => {
    house = await openHouse();
    const face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
    ann = (await face.person("Ann Lee")) as typeof ann;
  });
  afterEach(() => house.stop());

  const client = () => house.slack.as(ann.id);
  const answers = () =>
    client()
      .dm()
      .filter(({ user }) => user === house.slack.botUserId);

  /** Sends a message event and gives the bot's next answer. */
  const wrote = async (event: object) => {
    const before = answers().length;
    const place = { channel: client().dmId(), channel_type: "im", ts: "1700000000.000100" };
    await client().event({ type: "message", user: ann.id, text: "list", ...place, ...event });
    return house.slack.until(() => answers().at(before));
  };

  it("C7: a message with a file, in a thread, sent to the channel too, or with /me is answered, and in its thread", async () => {
    codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
    const thread_ts = "1700000000.000001";
    for (const event of [
      { subtype: "file_share", files: [{ id: "F1", name: "list.pdf" }] },
      { thread_ts },
      { subtype: "file_share", files: [], thread_ts },
      { subtype: "thread_broadcast", thread_ts, root: { ts: thread_ts } },
      { subtype: "me_message" },
    ]) {
      const answer = await wrote(event);
      expect(JSON.stringify(answer.blocks), JSON.stringify(event)).toContain("Deep sea");
      expect(answer.thread_ts, JSON.stringify(event)).toBe("thread_ts" in event ? thread_ts : undefined);
    }
    // A file alone says nothing that could be done: help does.
    const help = await wrote({ subtype: "file_share", text: "", files: [{ id: "F1" }] });
    expect(JSON.stringify(help.blocks)).toContain("What Usher can do");
  });

  it("C7: what bots, edits and deletions bring is not answered", async () => {
    const before = answers().length;
    const place = { channel: client().dmId(), channel_type: "im" };
    for (const event of [
      { subtype: "message_changed", message: { user: ann.id, text: "list" } },
      { subtype: "message_deleted", previous_message: { user: ann.id, text: "list" } },
      { subtype: "bot_message", bot_id: "B1", text: "list" },
      { user: ann.id, bot_id: "B1", text: "list" },
      { subtype: "channel_topic", user: ann.id, text: "list" },
    ])
      await client().event({ type: "message", ...place, ts: "1700000000.000200", ...event });
    // The one that is answered came last: whatever the others led to would stand before it.
    await wrote({});
    expect(answers()).toHaveLength(before + 1);
  });
});
