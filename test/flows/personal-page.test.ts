import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeLog } from "../../src/log.ts";
import { codeIn, type Face, last, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeBrowser } from "../setup/browser.ts";
import { startChromium } from "../setup/chromium.ts";
import { type House, openHouse } from "../setup/house.ts";

const GUEST = "gus@example.org";

describe("the personal page", () => {
  let house: House;
  let face: Face;
  let host: Persona;
  let browser: ReturnType<typeof makeBrowser>;
  let chromium: Browser;

  beforeAll(async () => {
    [house, chromium] = await Promise.all([openHouse(), startChromium({ log: makeLog({ level: "silent" }) })]);
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
    browser = makeBrowser(house.url);
  });
  afterAll(async () => {
    await chromium.close();
    await house.stop();
  });

  const invited = async (address = GUEST, fields: Partial<Parameters<Persona["schedule"]>[0]> = {}) => {
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 3 * 24 * 60, ...fields }));
    await host.type(`invite ${code} ${address}`);
    await house.deliver();
    // What is due of another webinar by then comes too.
    const mails = house.mail.inbox(address).map(({ mail }) => mail.text ?? "");
    const [link = ""] =
      /http\S+\/me\/[^\s#?]+/.exec(mails.findLast((text) => text.includes(`/me/${code}`)) ?? "") ?? [];
    return { code, me: new URL(link).pathname };
  };
  const register = (me: string) => browser.post(me, { do: "register", firstName: "Gus", from: "0" });
  const pillOf = ({ html }: { html: string }) => /<span class="pill (\w+)">([^<]+)</.exec(html)?.slice(1);

  it("is a ticket: where somebody stands, the event, and what can be done, in one place each", async () => {
    const { me } = await invited();
    const form = await browser.get(me);
    expect(form.words).toMatch(/Deep sea \w+day, .*Paris time, UTC\+\d.*First name/);
    const waiting = await register(me);
    expect(pillOf(waiting)).toEqual(["wait", "waiting for approval"]);
    // Nothing is to be done: what can be changed stands after the ticket, and no button leads the page.
    expect(waiting.words).toMatch(/Request received .*Deep sea .*Correct my name Withdraw my request/);
    expect(waiting.html).not.toMatch(/<button(?! class="quiet)|class="button/);
    expect(waiting.words).toContain("Hosted by Hanna Host");
    expect(waiting.html).not.toMatch(/<form method="post" data-join|event\.ics"/);
    await house.deliver();
    await host.decide(last(face.channel()), "Approve");
    await house.deliver();
    const approved = await browser.get(me);
    expect(approved.words).toContain("You’re in");
    expect(pillOf(approved)).toBeUndefined();
    expect(approved.words).toContain("How to join");
    // S8: the link is one thing, and the ID the other.
    expect(approved.html).toMatch(/<input id="id" name="id" type="text" value="" autocomplete="off" class="fixed"/);
    // It is only too early: nothing is wrong, and the page says when the doors open.
    const early = await browser.post(me, { do: "join" });
    expect(early.html).toMatch(
      /<p class="note" role="status">[^<]*too early to join\. Your registration ID is checked once the doors are open/,
    );
    expect(early.html).not.toContain('class="wrong"');
    const asked = await browser.send(approved, "Cancel my registration");
    for (const burden of ["Code", "Status", "When"]) expect(asked.html).not.toContain(`<dt dir="auto">${burden}</dt>`);
    expect(asked.words).toContain("Cancel my registration");
    expect((await browser.send(asked, "Keep my registration")).words).toContain("How to join");
  });

  it("a guest who was not accepted reads whom to ask: on the page nobody whom they cannot reach", async () => {
    const { me } = await invited();
    await register(me);
    await house.deliver();
    await host.decide(last(face.channel().filter(({ labels }) => labels.includes("Reject"))), "Reject");
    house.clock.advance(2 * 60_000);
    await house.deliver();
    const asked = "If you think this is a mistake, ask Hanna Host, who hosts this webinar.";
    const { words: page } = await browser.get(me);
    expect(page).toContain("If you think this is a mistake, ask whoever sent you the invitation or the link.");
    expect(page).not.toContain(asked);
    const told = house.mail.inbox(GUEST).at(-1)?.mail.text;
    expect(told).toContain(asked);
    expect(told).not.toContain("list=open");
    // What is listed is for members, and no button leads a guest to what they know.
    expect((await browser.get(me)).html).not.toContain('class="button');
    await host.schedule({ title: "Reefs", inMinutes: 60 });
    expect((await browser.get(`${me}?list=open`)).words).not.toContain("Reefs");
  });

  it("a member who was not accepted is led to what else is coming up", async () => {
    const ann = await face.person("Ann Lee");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 24 * 60 }));
    await host.schedule({ title: "Kelp", inMinutes: 25 * 60 });
    await host.schedule({ title: "Secret", inMinutes: 26 * 60, visibility: "by_link" });
    await ann.register(await ann.type(`show ${code}`));
    await house.deliver();
    await host.decide(last(face.channel().filter(({ labels }) => labels.includes("Reject"))), "Reject");
    house.clock.advance(2 * 60_000);
    await house.deliver();
    const mail = house.mail.inbox(ann.address).findLast((one) => one.mail.text?.includes(`/me/${code}`));
    const me = new URL(/http\S+\/me\/[^\s#?]+/.exec(mail?.mail.text ?? "")?.[0] ?? "").pathname;
    const [, label] = /<a class="button" href="[^"]*list=open">([^<]*)</.exec((await browser.get(me)).html) ?? [];
    expect(label).toBe("See what’s coming up");
    // Whom to ask is reached in the product that both are in.
    expect((await browser.get(me)).words).toMatch(
      /write to Hanna Host, who hosts this webinar, in (Slack|Microsoft Teams)\./,
    );
    const { words } = await browser.get(`${me}?list=open`);
    expect(words).toContain("Kelp");
    expect(words).not.toContain("Secret");
    // The mail leads to the same page.
    const told = house.mail.inbox(ann.address).at(-1)?.mail;
    expect(told?.subject).toBe("Not accepted: Deep sea");
    expect(told?.text).toContain(`See what’s coming up\nhttp`);
    const list = new URL(/http\S+list=open/.exec(told?.text ?? "")?.[0] ?? "");
    expect((await browser.get(`${list.pathname}${list.search}`)).words).toContain("Kelp");
  });

  it("before the doors open Join is an outline, the list leads to the page instead, and that says what it does", async () => {
    const { me } = await invited(GUEST, { policy: "automatic", inMinutes: 30 });
    await register(me);
    const joinOf = ({ html }: { html: string }) =>
      /<(?:a|button)(?: class="([^"]*)")?[^>]*>Join<\/(?:a|button)>/.exec(html)?.slice(1);
    const shown = async () => [joinOf(await browser.get(me)), joinOf(await browser.get(`${me}?list=mine`))];
    expect(await shown()).toEqual([["quiet"], undefined]);
    expect((await browser.get(`${me}?list=mine`)).words).toMatch(
      /The doors open 15\sminutes before the start, at \d\d:\d\d ?\. See my registration/,
    );
    const notices = ({ html }: { html: string }) => html.match(/<p class="(?:note|next)"/g);
    const early = await browser.get(me);
    expect(early.words).toMatch(
      /The doors open 15\sminutes before the start, at \d\d:\d\d ?\. Then press Join in your email again/,
    );
    expect(notices(early)).toHaveLength(1);
    // Nobody can join yet: the page's script brings the form then.
    expect(early.html).toContain("<details data-way hidden>");
    // Until then the calendar helps more than a way in that does not work.
    expect(early.words).toMatch(/Add to your calendar.*How to join/);
    house.clock.advance(20 * 60_000);
    expect(await shown()).toEqual([[undefined], ["button"]]);
    expect((await browser.get(`${me}?list=mine`)).words).toMatch(/approved Join/);
    const open = await browser.get(me);
    expect(notices(open)).toBeNull();
    expect(open.words).toMatch(/How to join.*Add to your calendar/);
  });

  it("P15: its calendar file is the entry that was mailed, for the approved alone", async () => {
    const { code, me } = await invited(GUEST, { policy: "automatic" });
    expect((await browser.get(`${me}/event.ics`)).status).toBe(410);
    await register(me);
    await house.deliver();
    const page = await browser.get(me);
    const [, file = ""] = /href="([^"]+\/event\.ics)"/.exec(page.html) ?? [];
    const own = await browser.get(file);
    expect(own.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    const lineOf = (text: string, name: string) =>
      new RegExp(`^${name}.*$`, "m").exec(text.replaceAll("\r\n ", ""))?.[0];
    const mailed = house.mail
      .inbox(GUEST)
      .at(-1)
      ?.mail.attachments.find(({ contentType }) => /calendar/.test(contentType));
    for (const name of ["UID", "SEQUENCE", "DTSTART"])
      expect(lineOf(own.html, name)?.trim()).toBe(lineOf(mailed?.content.toString() ?? "", name)?.trim());
    expect(own.html).toContain(code);
    await browser.post(me, { do: "leave_now" });
    expect((await browser.get(`${me}/event.ics`)).location).toContain(me);
  });

  it("N14, B14: a guest chooses the language and the zone in which pages and mails speak to them", async () => {
    const { me } = await invited();
    const settings = await browser.get(`${me}?settings`);
    expect(Buffer.byteLength(settings.html)).toBeLessThan(30_000);
    const kept = await browser.send(settings, "Save these settings", { locale: "fr", zone: "Asia/Tokyo" });
    expect(kept.status).toBe(303);
    expect(kept.location).toMatch(/\/me\/[^?]+\?settings&saved&lang=fr$/);
    const page = await browser.get(new URL(kept.location ?? "").pathname + new URL(kept.location ?? "").search);
    expect(page.html).toContain('<html lang="fr">');
    expect(page.words).toContain("Vos réglages sont enregistrés.");
    expect((await browser.get(me)).words).toContain("Tokyo, UTC+9");
    await register(me);
    await house.deliver();
    await host.decide(last(face.channel()), "Approve");
    await house.deliver();
    const mail = house.mail.inbox(GUEST).at(-1)?.mail.text ?? "";
    expect(mail).toContain("Tokyo, UTC+9)");
    // All of the ticket is in that zone: nothing is left for the browser to write in its own.
    const ticket = await browser.get(me);
    expect(ticket.words).toMatch(/Les portes ouvrent 15\sminutes avant le début, à \d\d:\d\d/);
    expect(ticket.html).not.toContain("data-at=");
    // What is no zone is no choice.
    const wrong = await browser.post(me, { do: "settings", locale: "xx", zone: "Mars/Base" });
    expect(wrong.status).toBe(303);
    expect((await browser.get(me)).words).toContain("Tokyo, UTC+9");
    // Who chose a zone can go back to each webinar's own.
    await browser.post(me, { do: "settings", locale: "fr", zone: "" });
    expect((await browser.get(me)).words).toContain("heure de Paris, UTC+");
  });

  it("of members, chat says language and zone", async () => {
    const ann = await face.person("Ann Lee");
    const code = codeIn(await host.schedule({ title: "For members", inMinutes: 3 * 24 * 60 }));
    await host.type(`invite ${code} ${ann.address}`);
    await house.deliver();
    const [link = ""] = /http\S+\/me\/[^\s#?]+/.exec(house.mail.inbox(ann.address).at(-1)?.mail.text ?? "") ?? [];
    const settings = await browser.get(`${new URL(link).pathname}?settings`);
    expect(settings.words).toContain("You can change them there.");
    expect(settings.html).not.toMatch(/<select[^>]* name="(locale|zone)"/);
  });

  it("a link whose signature is not ours leads nowhere; a genuine one says that what was there is deleted", async () => {
    const { code, me } = await invited();
    const forged = await browser.get(`${me.slice(0, -3)}abc`);
    expect([forged.status, forged.words.includes("This link doesn’t work")]).toEqual([404, true]);
    expect(forged.words).toContain("Get your link again");
    // P20: whoever lost the link has it sent again, to the address that is registered.
    await register(me);
    await house.deliver();
    const sent = await browser.send(forged, "Send me my link", { address: GUEST });
    expect(sent.words).toContain("an email with the way in is on its way");
    await house.deliver();
    expect(house.mail.inbox(GUEST).at(-1)?.mail.text).toContain(me);
    await browser.post(me, { do: "erase_now" });
    const gone = await browser.get(me);
    expect([gone.status, gone.words.includes("What was here is deleted")]).toEqual([410, true]);
    expect(gone.html).toContain(`/w/${code}"`);
  });

  it("a browser proposes its own zone to who has chosen none", async () => {
    const { me } = await invited("new@example.org");
    const context = await chromium.newContext({ timezoneId: "America/Bogota" });
    const page = await context.newPage();
    await page.goto(`${house.url}${me}?settings`);
    expect(await page.locator("#zone").inputValue()).toBe("America/Bogota");
    await context.close();
  });
});
