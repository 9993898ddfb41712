import { afterEach, beforeEach, expect, it } from "vitest";
import { buttonsIn, wordsIn } from "../../../src/playground/slack/reading.ts";
import { codeIn, last, type Persona } from "../../contracts/face.ts";
import { makeSlackFace } from "../../contracts/slack-face.ts";
import { type House, openHouse } from "../../setup/house.ts";

let house: House;
let face: Awaited<ReturnType<typeof makeSlackFace>>;
let host: Persona;
let eve: Persona;

beforeEach(async () => {
  house = await openHouse({ env: { USHER_LANDING_DOMAINS: "example.com" } });
  face = await makeSlackFace(house);
  host = await face.person("Hanna Host");
  eve = await face.person("Eve Long");
  await eve.type("help");
});
afterEach(() => house.stop());

/** What a view says, without Slack's markup. */
const said = (view: Parameters<typeof wordsIn>[0]) => wordsIn(view).replaceAll(/[*`]/g, "");

const SETTINGS = { cap: "7", policy: "automatic", password: "squid", waitlist: true } as const;

/** Schedules one with settings of its own, and opens the form of `command` about it as it is shown at first. */
const opened = async (command: string, fields: object = {}) => {
  const answer = await host.schedule({ title: "Deep sea", inMinutes: 60, ...SETTINGS, cohosts: [eve], ...fields });
  await house.deliver();
  const code = codeIn(answer);
  const client = house.slack.as((host as Persona & { id: string }).id);
  const open = () => {
    const view = client.openView();
    if (!view) throw new Error("no form is open");
    return view;
  };
  await client.command("/webinar", `${command} ${code}`);
  return { code, client, open };
};

it("a form that changes a webinar begins with what is changed most, and keeps all that it does not show", async () => {
  const { code, client, open } = await opened("edit");
  expect(said(open())).not.toContain("Seats");
  await client.submit(open(), { title: "Deeper sea" });
  const saved = said(open());
  expect(saved).toContain("Title: Deep sea → Deeper sea");
  for (const setting of ["Seats:", "Approval:", "Cohosts", "Password", "Waiting list"])
    expect(saved).not.toContain(setting);
  const form = (await host.edit(code)).shown().words;
  for (const stands of ["Seats: 7", "Approval: Everybody is approved at once", "Password: squid"])
    expect(form).toContain(stands);
  await house.deliver();
  expect((await eve.type(`show ${code}`)).labels).toContain("Edit");
});

it("its other settings are a press away, with what was typed before", async () => {
  const { client, open } = await opened("edit");
  await client.pressInView(open(), "more", { filled: { title: "Deeper sea" } });
  expect(buttonsIn(open()).map(({ actionId }) => actionId)).not.toContain("more");
  await client.submit(open(), { cap: "9" });
  const saved = said(open());
  expect(saved).toContain("Title: Deep sea → Deeper sea");
  expect(saved).toContain("Seats: 7 → 9");
  expect(saved).not.toContain("Cohosts");
});

it("what another host changed meanwhile stays, also where the form does not show it", async () => {
  const { code, client, open } = await opened("edit");
  const mine = open();
  expect((await (await eve.edit(code)).send({ cap: "40" })).words).toContain("Seats: 7 → 40");
  await client.submit(mine, { title: "Deeper sea" });
  expect(said(open())).toContain("Eve Long changed it while you had the form open");
  await client.submit(open(), {});
  expect(said(open())).toContain("Title: Deep sea → Deeper sea");
  expect(said(open())).not.toContain("40 →");
  expect((await host.edit(code)).shown().words).toContain("Seats: 40");
});

it("P33: one that is scheduled again keeps all that its form does not show", async () => {
  const { client, open } = await opened("schedule again");
  expect(said(open())).toContain("Everything else is as it was");
  const date = new Date(house.clock.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await client.submit(open(), { title: "Second sea", date, time: "10:00" });
  const code = codeIn({ words: said(open()) } as never);
  const form = (await host.edit(code)).shown().words;
  for (const stands of ["Title: Second sea", "Seats: 7", "Approval: Everybody is approved at once"])
    expect(form).toContain(stands);
  await house.deliver();
  expect(last(eve.chat()).words).toContain("You’re a cohost of “Second sea”");
});
