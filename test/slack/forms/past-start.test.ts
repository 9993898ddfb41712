import { expect, it } from "vitest";
import { makeSlackFace } from "../../contracts/slack-face.ts";
import { openHouse } from "../../setup/house.ts";

it("B18: a past start is said as soon as it is chosen, while Slack's client holds the form back for what is missing", async () => {
  const house = await openHouse({});
  try {
    await makeSlackFace(house);
    const { id } = house.slack.addPerson({ name: "Hanna Host", email: "hanna.host@example.com", tz: "Europe/Paris" });
    const client = house.slack.as(id);
    await client.command("/webinar", "schedule");
    const open = () => {
      const view = client.openView();
      if (!view) throw new Error("no form is open");
      return view;
    };
    const pick = (block: string, value: string) =>
      client.pressInView(open(), `chosen_at_once:${block}`, { value, filled: { [block]: value } });
    const says = () => JSON.stringify(open().blocks).includes("That start is in the past");
    const day = (offset: number) => new Date(house.clock.now() + offset * 86_400_000).toISOString().slice(0, 10);
    await pick("time", "10:00");
    expect(says()).toBe(false);
    await pick("date", day(-2));
    expect(says()).toBe(true);
    await pick("date", day(2));
    expect(says()).toBe(false);
  } finally {
    await house.stop();
  }
});
