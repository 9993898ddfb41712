import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeIn, type Face, last, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeBrowser } from "../setup/browser.ts";
import { type House, openHouse } from "../setup/house.ts";

const GUEST = "gus@example.org";

/** What a calendar reads of one entry. */
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent") ?? undefined);
  const of = (name: string) => String(event.component.getFirstPropertyValue(name) ?? "");
  return {
    method: String(calendar.getFirstPropertyValue("method")),
    uid: event.uid,
    sequence: event.sequence,
    status: of("status"),
    summary: event.summary,
    location: event.location,
    description: event.description,
    startsAt: event.startDate.toJSDate().getTime(),
  };
};

describe("calendar entries as they come by mail", () => {
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

  const entriesFor = (address: string) =>
    house.mail
      .inbox(address)
      .flatMap(({ mail }) =>
        mail.attachments
          .filter(({ contentType }) => contentType === "text/calendar")
          .map(({ content }) => read(content.toString())),
      );
  const requested = async (address: string, title: string) => {
    const code = codeIn(await host.schedule({ title, inMinutes: 3 * 24 * 60 }));
    await host.type(`invite ${code} ${address}`);
    await house.deliver();
    const [link = ""] = /http\S+\/me\/[^\s#?]+/.exec(house.mail.inbox(address).at(-1)?.mail.text ?? "") ?? [];
    const me = new URL(link).pathname;
    await browser.post(me, { do: "register", firstName: "Gus", from: "0" });
    await house.deliver();
    return { code, me, link };
  };

  it("N18, P15: held, confirmed, moved, retitled, cancelled: one entry, whose number only rises", async () => {
    const { code, link } = await requested(GUEST, "Deep sea");
    await host.decide(last(face.channel()), "Approve");
    await house.deliver();
    await (await host.edit(code)).send({ inMinutes: 4 * 24 * 60 });
    await house.deliver();
    await (await host.edit(code)).send({ title: "Deeper sea" });
    await house.deliver();
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await house.deliver();

    const entries = entriesFor(GUEST);
    const [held, , moved] = entries;
    expect(entries.map(({ method, status, summary }) => [method, status, summary])).toEqual([
      ["REQUEST", "TENTATIVE", "Deep sea"],
      ["REQUEST", "CONFIRMED", "Deep sea"],
      ["REQUEST", "CONFIRMED", "Deep sea"],
      ["REQUEST", "CONFIRMED", "Deeper sea"],
      ["CANCEL", "CANCELLED", "Deeper sea"],
    ]);
    expect(new Set(entries.map(({ uid }) => uid)).size).toBe(1);
    const numbers = entries.map(({ sequence }) => sequence);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(new Set(entries.map(({ location }) => location))).toEqual(new Set([link]));
    expect((moved?.startsAt ?? 0) - (held?.startsAt ?? 0)).toBeGreaterThan(0);
    expect(entries.map(({ description }) => description.includes("Not approved yet"))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("N18: a mail that holds the time leads to where that is switched off; what was held goes at once", async () => {
    const address = "gil@example.org";
    const { me } = await requested(address, "Reefs");
    const mail = house.mail.inbox(address).at(-1)?.mail;
    expect(mail?.text).toContain("A provisional entry is in your calendar until the host decides.");
    const [, off = ""] = /href="([^"]+)"[^>]*>Calendar settings</.exec(String(mail?.html)) ?? [];
    const page = await browser.get(new URL(off).pathname + new URL(off).search);
    expect(page.html).toContain('name="holds" value="on" checked');
    await browser.post(me, { do: "settings", holds_asked: "1" });
    await house.deliver();
    expect(house.mail.inbox(address).at(-1)?.mail.subject).toBe("Taken out of your calendar for now: Reefs");
    expect(entriesFor(address).map(({ status }) => status)).toEqual(["TENTATIVE", "CANCELLED"]);
    expect((await browser.get(`${me}?settings`)).html).not.toContain(" checked");

    const again = await requested(address, "Kelp");
    expect(house.mail.inbox(address).at(-1)?.mail.attachments).toEqual([]);
    await host.decide(last(face.channel()), "Approve");
    await house.deliver();
    expect(entriesFor(address).at(-1)?.status).toBe("CONFIRMED");

    await browser.post(again.me, { do: "settings", holds_asked: "1", holds: "on" });
    await requested(address, "Sand");
    expect(entriesFor(address).at(-1)?.status).toBe("TENTATIVE");
  });
});
