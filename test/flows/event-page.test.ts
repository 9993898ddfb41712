import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeLog } from "../../src/log.ts";
import { codeIn, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { type BrowserPage, makeBrowser } from "../setup/browser.ts";
import { startChromium } from "../setup/chromium.ts";
import { type House, openHouse } from "../setup/house.ts";

const DAY_MIN = 24 * 60;
const previews = ({ html }: BrowserPage) =>
  Object.fromEntries(
    [...html.matchAll(/<meta property="og:(\w+)" content="([^"]*)">/g)].map(([, name, content]) => [name, content]),
  );

describe("the page of a webinar", () => {
  let house: House;
  let host: Persona;
  let browser: ReturnType<typeof makeBrowser>;
  let chromium: Browser;

  beforeAll(async () => {
    [house, chromium] = await Promise.all([openHouse(), startChromium({ log: makeLog({ level: "silent" }) })]);
    host = await (await makeSlackFace(house)).person("Hanna Host");
    browser = makeBrowser(house.url);
  });
  afterAll(async () => {
    await chromium.close();
    await house.stop();
  });

  const scheduled = async (fields: Partial<Parameters<Persona["schedule"]>[0]>) =>
    codeIn(await host.schedule({ title: "Deep sea", ...(fields.start ? {} : { inMinutes: 3 * DAY_MIN }), ...fields }));
  const register = async (code: string, address: string) => {
    await host.type(`invite ${code} ${address}`);
    await house.deliver();
    const [link = ""] = /http\S+\/me\/[^\s#?]+/.exec(house.mail.inbox(address).at(-1)?.mail.text ?? "") ?? [];
    await browser.post(new URL(link).pathname, { do: "register", firstName: "Fay", from: "0" });
  };

  it("says what, who, when and how many seats are left, and leads to the form, the gate and a calendar", async () => {
    const description = "All about it.\nBring a lamp.\n\nMore: https://example.com/sea.";
    const code = await scheduled({ cap: "20", description });
    const page = await browser.get(`/w/${code}`);
    expect(page.words).toMatch(
      /\w{3,4} \d+ \d{4} Deep sea \w+day, \d\d:\d\d\s–\s\d\d:\d\d Paris time, UTC\+\d Hosted by Hanna Host/,
    );
    expect(page.words).toContain("20 seats left of 20");
    expect(page.html).toContain("<p>All about it.\nBring a lamp.</p>");
    expect(page.html).toContain('<a href="https://example.com/sea" rel="noopener nofollow">');
    expect(page.html).toMatch(new RegExp(`href="[^"]*/w/${code}/register">Register</a>`));
    expect(page.html).toMatch(new RegExp(`href="[^"]*/w/${code}/join">Join</a>`));
    expect(page.html).toContain(
      `To register from Slack, type <code>/webinar register ${code}</code>. From Teams, write <code>register ${code}</code> to Usher.`,
    );

    expect((await browser.get(`/w/${code}/register`)).words).toMatch(
      /We’ll email you a link to confirm your address\. A host then decides/,
    );
    // By name, and none by address alone.
    await host.type(`speaker ${code} "Sam Speaker" <sam@example.org>, gus@example.org`);
    const named = await browser.get(`/w/${code}`);
    expect([named.words.includes("With "), named.html.includes("example.org")]).toEqual([true, false]);

    const file = await browser.get(`/w/${code}/event.ics`);
    expect(file.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    for (const line of ["METHOD:PUBLISH", "SUMMARY:Deep sea", `UID:${code}@usher`, `URL:${house.url}/w/${code}`])
      expect(file.html.split("\r\n").map((one) => one.replace("URL;VALUE=URI", "URL"))).toContain(line);
    expect(file.html).not.toContain("meet.example.com");
  });

  it("its button says what a press leads to: a seat, the waiting list, more by mail, or nothing", async () => {
    const shown = async (code: string) => {
      const { html } = await browser.get(`/w/${code}`);
      const [, pill] = /<span class="pill[^"]*">([^<]+)</.exec(html) ?? [];
      const [, button] = /href="[^"]*\/register">([^<]+)</.exec(html) ?? [];
      return [pill, button];
    };
    const day = (days: number) => ({
      date: new Date(house.clock.now() + days * DAY_MIN * 60_000).toISOString().slice(0, 10),
      time: "10:00",
    });
    const line = await scheduled({ cap: "1", policy: "automatic", waitlist: true });
    expect(await shown(line)).toEqual([undefined, "Register"]);
    const full = await scheduled({ cap: "1", policy: "automatic" });
    for (const code of [line, full]) await register(code, "fay@example.org");
    expect(await shown(line)).toEqual(["Full", "Join the waiting list"]);
    expect(await shown(full)).toEqual(["Full", "Tell me more by email"]);
    expect(await shown(await scheduled({ opens: day(1) }))).toEqual(["Not open yet", undefined]);

    const gone = await scheduled({});
    await host.press(await host.type(`cancel ${gone}`), "Cancel the webinar");
    expect(await shown(gone)).toEqual(["Cancelled", undefined]);
    expect((await browser.get(`/w/${gone}`)).html).not.toMatch(/event\.ics|\/join"/);
  });

  it("P43: other sites show its title and what it is about; nothing of one for those alone who are invited", async () => {
    const code = await scheduled({
      title: 'Deep "sea" <1>',
      description: "All\nabout it. ".repeat(40),
      visibility: "by_link",
    });
    const page = await browser.get(`/w/${code}`);
    expect(previews(page)).toMatchObject({
      site_name: "Usher",
      title: "Deep &quot;sea&quot; &lt;1&gt;",
      description: expect.stringMatching(/^\w{3}, .*\(Paris time, UTC\+\d\) · All about it\. .{150,190}…$/),
      url: `${house.url}/w/${code}`,
    });
    const hidden = await scheduled({ visibility: "invited_only" });
    await register(hidden, "ida@example.org");
    const [link = ""] = /http\S+\/me\/[^\s#?]+/.exec(house.mail.inbox("ida@example.org").at(-1)?.mail.text ?? "") ?? [];
    for (const path of [`/w/${hidden}`, `/w/${hidden}/register`, new URL(link).pathname])
      expect(previews(await browser.get(path)), path).toEqual({});
  });

  it("P16, N20: a browser writes its visitor's own time and names its zone; the webinar's stands below", async () => {
    const year = new Date(house.clock.now()).getUTCFullYear() + 1;
    const code = await scheduled({ start: { date: `${year}-01-15`, time: "23:30" }, durationMinutes: "60" });
    const seen = async (of: string, timezoneId: string, locale = "en-GB") => {
      const context = await chromium.newContext({ timezoneId, locale });
      const page = await context.newPage();
      await page.goto(`${house.url}/w/${of}`);
      const [when, tile] = await Promise.all([page.locator(".when").innerText(), page.locator(".tile").innerText()]);
      await context.close();
      // The names of days are another year's.
      return [when, tile].map((text) =>
        text.replaceAll(/\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g, "Day").replaceAll(/\s+/g, " "),
      );
    };
    const hours = "Day 15 Jan, 23:30 – Day 16 Jan, 00:30";
    const there = `${hours} Paris time, UTC+1`;
    expect(await seen(code, "Europe/Paris")).toEqual([there, `JAN 15 ${year}`]);
    expect(await seen(code, "Europe/Berlin")).toEqual([there, `JAN 15 ${year}`]);
    expect(await seen(code, "Asia/Tokyo")).toEqual([
      `Day, 07:30 – 08:30 Tokyo, your time ${hours} · Paris time, UTC+1`,
      `JAN 16 ${year}`,
    ]);
    expect((await seen(code, "America/New_York", "fr-FR"))[0]).toMatch(
      /^\p{Lu}\S+di, 17:30 – 18:30 New York, votre heure|^Dimanche/u,
    );
    // In New York the clocks go back on the first Sunday of November, and half past one comes twice.
    const first = new Date(Date.UTC(year, 10, 1)).getUTCDay();
    const sunday = String(1 + ((7 - first) % 7)).padStart(2, "0");
    const twice = await scheduled({ start: { date: `${year}-11-${sunday}`, time: "07:30" }, durationMinutes: "30" });
    expect((await seen(twice, "America/New_York"))[0]).toContain("01:30 UTC-5 – 02:00 UTC-5 New York, your time");
  });

  it("S13: a series has a page of its own, and each of its webinars leads to it", async () => {
    const codes = [await scheduled({ title: "One" }), await scheduled({ title: "Two <b>" })];
    const saved = await host.series({ title: "The <deep>", webinars: codes });
    const [, series = ""] = /Code: ?([2-9A-HJ-NP-Z]{6})/.exec(saved.words) ?? [];
    for (const path of [`/s/${series}`, `/w/${series}`]) {
      const page = await browser.get(path);
      expect(page.words, path).toContain(
        "The <deep> Hosted by Hanna Host 2 webinars are coming up. Register for each one that you want to come to.",
      );
      const titles = [...page.html.matchAll(/<h2 dir="auto"><a href="[^"]*\/w\/(\w+)">([^<]+)</g)];
      expect(titles.map(([, code, title]) => [code, title])).toEqual([
        [codes[0], "One"],
        [codes[1], "Two &lt;b&gt;"],
      ]);
      expect(previews(page)).toMatchObject({ title: "The &lt;deep&gt;", url: `${house.url}/s/${series}` });
    }
    const { html } = await browser.get(`/w/${codes[0]}`);
    expect(html).toContain(`<a href="${house.url}/s/${series}" dir="auto">The &lt;deep&gt;</a>`);
    expect((await browser.get("/s/ZZZZZZ")).status).toBe(404);
  });

  it("P24: one press copies the link to share, and the button says so; without scripts there is none", async () => {
    const code = await scheduled({});
    const { url = "" } = (await host.type(`export ${code}`)) as { url?: string };
    const share = url.replace("/export.csv", "/share");
    const context = await chromium.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    const page = await context.newPage();
    await page.goto(share);
    await page.getByRole("button", { name: "Copy the link" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(`${house.url}/w/${code}`);
    await context.close();
    const plain = await chromium.newContext({ javaScriptEnabled: false });
    const still = await plain.newPage();
    await still.goto(share);
    expect(await still.getByRole("button", { name: "Copy the link" }).count()).toBe(0);
    expect(await still.getByLabel("Link", { exact: true }).inputValue()).toBe(`${house.url}/w/${code}`);
    await plain.close();
  });

  it("P16: the page of what was cancelled says that it does not take place, and where to go instead", async () => {
    const code = await scheduled({});
    expect((await browser.get(`/w/${code}`)).words).toContain("Registered already? Join");
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    const { words, html } = await browser.get(`/w/${code}`);
    expect(words).toContain("Cancelled");
    expect(words).toContain("If you registered, you don’t have to do anything. Look for another webinar");
    expect(words).not.toContain("Registered already?");
    expect(html).not.toContain('class="acts"');
  });
});
