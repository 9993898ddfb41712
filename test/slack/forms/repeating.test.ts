import { expect, it } from "vitest";
import { makeSlackFace } from "../../contracts/slack-face.ts";
import { openHouse } from "../../setup/house.ts";

it("P33: the dates of what is repeated stand in the form as soon as they are chosen", async () => {
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
    const pick = (block: string, value: string | string[]) =>
      client.pressInView(open(), `chosen_at_once:${block}`, {
        ...(typeof value === "string" ? { value } : {}),
        filled: { [block]: value },
      });
    const says = (text: string) => JSON.stringify(open().blocks).includes(text);
    const { clock } = house;
    const year = new Date(clock.now()).getUTCFullYear() + 1;
    await pick("time", "10:00");
    await pick("date", `${year}-03-01`);
    expect(says("Last date")).toBe(false);
    await pick("repeat", "week");
    expect(says("Last date")).toBe(true);
    await pick("repeatUntil", `${year}-03-14`);
    expect(says("2 webinars, each at the time above (Europe/Paris):")).toBe(true);
    await pick("repeatDays", ["1", "2", "3", "4", "5", "6", "7"]);
    expect(says("14 webinars, each at the time above (Europe/Paris):")).toBe(true);
    expect(open().submit?.text).toBe("Schedule 14");
    await pick("repeat", "none");
    expect(says("14 webinars")).toBe(false);
    expect(open().submit?.text).toBe("Schedule");
  } finally {
    await house.stop();
  }
});
