import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { zones } from "../../src/zones.ts";
import { makeBrowser } from "../setup/browser.ts";
import { until } from "../setup/process.ts";
import { personIn, visitPlayground } from "./visit.ts";

const DAY_MS = 24 * 3_600_000;

describe("erasing oneself, and time that passes, in the playground", () => {
  let visit: Awaited<ReturnType<typeof visitPlayground>>;
  let browser: ReturnType<typeof makeBrowser>;
  beforeAll(async () => {
    visit = await visitPlayground();
    browser = makeBrowser(visit.url);
  });
  afterAll(() => visit.stop());

  const mailTo = (address: string, part: string) =>
    visit.until(({ mails }) => mails.find(({ to, text }) => to === address && text.includes(part)));
  const linkIn = (text: string, part: string): string =>
    text.match(/https?:\/\/\S+/g)?.find((url) => url.includes(part)) ?? "";

  /** A webinar with a guest whom its host has invited by mail; answers the guest's link. */
  const invited = async (code: string, address: string): Promise<string> => {
    const hanna = personIn((await visit.state()).slack.people, "Hanna Berg");
    const command = { face: "slack", kind: "command", person: hanna, command: "/webinar" };
    await visit.did({ ...command, channelId: "C0WEBH0STS", text: `invite ${code} ${address}` });
    return linkIn((await mailTo(address, "/me/")).text, "/me/");
  };
  const scheduled = async (): Promise<string> => {
    const { slack } = await visit.state();
    const hanna = personIn(slack.people, "Hanna Berg");
    await visit.did({
      face: "slack",
      kind: "command",
      person: hanna,
      command: "/webinar",
      channelId: "C0WEBH0STS",
      text: "schedule",
    });
    await visit.until(({ slack: { view } }) => view ?? undefined, { slack: hanna });
    const start = zones.wallOf((await visit.state()).now + 2 * DAY_MS, "Europe/Berlin");
    const link = "https://meet.example.com/room";
    await visit.did({ face: "slack", kind: "submit", person: hanna, values: { title: "Deep sea", ...start, link } });
    const code = await visit.until(
      ({ slack: { conversations } }) =>
        /Code: ?\W{0,2}([A-Z2-9]{6})\b/.exec(JSON.stringify(conversations.C0WEBH0STS))?.[1],
      { slack: hanna },
    );
    await visit.did({ face: "slack", kind: "close", person: hanna });
    return code;
  };

  it("A13, P22: *Erase my data* works as it does for real, and the mail that was kept goes too; the rest goes when the clock is moved", async () => {
    const code = await scheduled();
    const gus = await invited(code, "gus@guest.example");
    const ida = await invited(code, "ida@guest.example");
    expect((await browser.get(`${gus.replace(/[?#].*/, "")}?settings`)).words).toContain("Erase my data");
    expect((await browser.post(gus, { do: "erase" })).words).toContain("Erase everything about you?");
    expect((await browser.post(gus, { do: "erase_now" })).words).toContain("You are forgotten");
    expect((await browser.get(gus)).status).toBe(410);
    expect((await visit.state()).mails.filter(({ to }) => to === "gus@guest.example")).toEqual([]);

    expect((await browser.get(ida)).status).toBe(200);
    expect((await visit.post("clock", { advanceMs: 94 * DAY_MS })).status).toBe(200);
    const isGone = async () => (await browser.get(ida)).status === 410;
    expect(await until(isGone, 20_000, () => "the link still leads somewhere")).toBe(true);
  });
});
