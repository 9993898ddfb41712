import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeIn, type Face, last, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeBrowser } from "../setup/browser.ts";
import { type House, openHouse } from "../setup/house.ts";
import { findEverywhere } from "../setup/keyspace.ts";

const GUEST = "gus@example.org";

describe("the personal calendar feed", () => {
  let house: House;
  let face: Face;
  let host: Persona;
  let browser: ReturnType<typeof makeBrowser>;

  beforeAll(async () => {
    house = await openHouse();
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
    browser = makeBrowser(house.url);
  });
  afterAll(() => house.stop());

  const requested = async (title: string, days: number) => {
    const code = codeIn(await host.schedule({ title, inMinutes: days * 24 * 60 }));
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    const [me = ""] = /\/me\/[^\s#?]+/.exec(house.mail.inbox(GUEST).at(-1)?.mail.text ?? "") ?? [];
    await browser.post(me, { do: "register", firstName: "Gus", from: "0" });
    await house.deliver();
    return { code, me };
  };
  const cardOf = (title: string) =>
    last(face.channel().filter(({ words }) => words.includes("Gus") && words.includes(title)));
  const addressOn = (html: string) => /\/calendar\/[\w.-]+\.ics/.exec(html)?.[0] ?? "";
  const read = async (address: string) => {
    const { html, headers } = await browser.get(address);
    expect(headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    ICAL.design.strict = true;
    const calendar = new ICAL.Component(ICAL.parse(html));
    expect(calendar.getFirstPropertyValue("method")).toBe("PUBLISH");
    return calendar.getAllSubcomponents("vevent").map((part) => {
      const event = new ICAL.Event(part);
      return [event.summary, String(part.getFirstPropertyValue("status")), event.uid] as const;
    });
  };

  it("P40, N18: shows all that somebody is registered for as it is now, under the names of mailed entries", async () => {
    const { code, me } = await requested("Deep sea", 3);
    const second = await requested("Reefs", 4);
    const third = await requested("Kelp", 5);
    const settings = await browser.get(`${me}?settings`);
    expect(settings.html).not.toContain("/calendar/");
    await browser.send(settings, "Get a calendar link");
    const address = addressOn((await browser.get(`${me}?settings`)).html);
    const uid = (of: string, path: string) => `${of}.${path.split(".")[1]}@usher`;
    expect(await read(address)).toEqual([
      ["Deep sea", "TENTATIVE", uid(code, me)],
      ["Reefs", "TENTATIVE", uid(second.code, second.me)],
      ["Kelp", "TENTATIVE", uid(third.code, third.me)],
    ]);
    await host.decide(cardOf("Deep sea"), "Approve");
    // What can still be undone is told by no calendar either (N10).
    await host.decide(cardOf("Reefs"), "Reject", { settle: false });
    expect((await read(address)).map(([title]) => title)).toEqual(["Deep sea", "Reefs", "Kelp"]);
    await house.deliver();
    await host.press(await host.type(`cancel ${third.code}`), "Cancel the webinar");
    await house.deliver();
    expect((await read(address)).map(([title, status]) => [title, status])).toEqual([["Deep sea", "CONFIRMED"]]);
    await browser.post(me, { do: "settings", holds_asked: "1" });
    await requested("Sand", 6);
    expect((await read(address)).map(([title]) => title)).toEqual(["Deep sea"]);
  }, 300_000);

  it("P40: its token is stored and can be revoked; no other opens it", async () => {
    const { me } = await requested("Stones", 7);
    await browser.post(me, { do: "feed" });
    const first = addressOn((await browser.get(`${me}?settings`)).html);
    await browser.send(await browser.get(`${me}?settings`), "New link");
    const page = await browser.get(`${me}?settings`);
    const second = addressOn(page.html);
    expect(second).not.toBe(first);
    expect((await browser.get(first)).status).toBe(404);
    expect((await browser.get(second)).status).toBe(200);
    expect((await browser.get(second.replace(/.\.ics$/, "_.ics"))).status).toBe(404);
    await browser.send(page, "Turn it off");
    expect((await browser.get(second)).status).toBe(404);
    // P22: nothing of it is left with who is erased.
    await browser.post(me, { do: "feed" });
    const third = addressOn((await browser.get(`${me}?settings`)).html);
    await browser.post(me, { do: "erase_now" });
    await house.deliver();
    expect((await browser.get(third)).status).toBe(404);
    expect(await findEverywhere(house.redis, [third.split(".")[2] ?? "nothing"])).toEqual([]);
  });
});
