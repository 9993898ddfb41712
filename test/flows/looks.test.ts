import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTheme, SITE_COLOR, SITE_NAME } from "../../src/brand/theme.ts";
import { makeLinks } from "../../src/core/model/links.ts";
import type { Locale } from "../../src/core/model/person.ts";
import type { Notice } from "../../src/core/notices/notice.ts";
import { isMailNotice } from "../../src/delivery/by-mail.ts";
import { letterOf } from "../../src/email/letter.ts";
import { makeLog } from "../../src/log.ts";
import { codeIn, type Face, last, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { axeProblems } from "../setup/axe.ts";
import { makeBrowser } from "../setup/browser.ts";
import { startChromium } from "../setup/chromium.ts";
import { type House, openHouse } from "../setup/house.ts";
import { NOTICES } from "../setup/notices.ts";
import { htmlProblems } from "../setup/validators.ts";

const GUEST = "guest@example.org";
const HEBREW = "שיחה על הים";
const DAY = 24 * 3_600_000;
const LONG = "x".repeat(120);

// In the browser's words: these run there.
const MEASURE = `({
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  narrowest: Math.min(...[...document.querySelectorAll("dd")].map((dd) => dd.clientWidth)),
  // The notches of a ticket stand out by less than that.
  clipped: Math.max(0, document.querySelector("main").scrollWidth - document.querySelector("main").clientWidth - 24),
  headings: document.querySelectorAll("h1").length,
})`;

/** Shows each mail in a frame, a few at a time, and names those that would scroll sideways at one of the widths. */
const SHOW_AT_WIDTHS = `async (mails, widths) => {
  const wide = [];
  for (let at = 0; at < mails.length; at += 16) {
    const frames = mails.slice(at, at + 16).map((html) =>
      Object.assign(document.createElement("iframe"), { height: 300, srcdoc: html }),
    );
    const loaded = frames.map((frame) => new Promise((resolve) => frame.addEventListener("load", resolve)));
    document.body.replaceChildren(...frames);
    await Promise.all(loaded);
    for (const width of widths) {
      for (const frame of frames) frame.width = width;
      frames.forEach(({ contentDocument }, i) => {
        const { scrollWidth, clientWidth } = contentDocument.documentElement;
        if (scrollWidth > clientWidth) wide.push((at + i) + " at " + width + ": " + (scrollWidth - clientWidth));
      });
    }
  }
  return wide;
}`;

/** Each asks a browser for dozens of pages. */
const LONG_ENOUGH = 400_000;

describe("how pages and mails look", () => {
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

  const opened = async (width: number, locale: string): Promise<Page> => {
    // Axe is put into the page, which our own policy would not let through.
    const context = await chromium.newContext({ viewport: { width, height: 800 }, locale, bypassCSP: true });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    return page;
  };
  const french = { "accept-language": "fr" };
  const inviteGuest = async (code: string): Promise<string> => {
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    const text = house.mail.inbox(GUEST).at(-1)?.mail.text ?? "";
    return new URL(text.match(/https?:\/\/\S+\/me\/\S+/)?.[0] ?? "").pathname;
  };

  it(
    "V3, V8, C15: in French at 320 px pages scroll only down, facts are wide enough to read, axe finds nothing",
    async () => {
      const page = await opened(320, "fr-FR");
      const closes = { date: new Date(house.clock.now() + DAY).toISOString().slice(0, 10), time: "10:00" };
      const code = codeIn(await host.schedule({ title: HEBREW, description: LONG, inMinutes: 3 * 24 * 60, closes }));
      const long = codeIn(await host.schedule({ title: LONG, inMinutes: 10 }));
      const me = await inviteGuest(code);
      const approved = await inviteGuest(long);
      await browser.post(approved, { do: "register", firstName: LONG.slice(0, 60), from: "0" });
      await house.deliver();
      await host.decide(last(face.channel()), "Approve");
      await house.deliver();
      const { url = "" } = (await host.type(`export ${code}`)) as { url?: string };
      const ofHost = new URL(url).pathname.replace("/export.csv", "");
      const [, person = ""] = /people\/(\w{16})/.exec((await browser.get(ofHost)).html) ?? [];
      const shown = [
        ofHost,
        `${ofHost}?tab=declined&search=x`,
        `${ofHost}/people/${person}`,
        `${ofHost}/invite`,
        ...["mail", "page", "form"].map((part) => `${ofHost}/preview?as=${part}`),
        `/w/${code}`,
        `/w/${long}`,
        `/w/${code}/register`,
        `/w/${code}/join`,
        ...["", "?list=mine", "?settings", "?decline"].map((query) => `${me}${query}`),
        approved,
        ...["/", "/help", "/privacy", "/terms", "/none"],
      ];
      const strange: string[] = [];
      page.on("request", (request) => {
        if (!request.url().startsWith(house.url)) strange.push(request.url());
      });
      for (const path of [...shown, `${me}x`, `${ofHost}x`]) {
        const answer = await page.goto(`${house.url}${path}`);
        expect((await answer?.body())?.length, path).toBeLessThan(30_000);
        const measured = await page.evaluate<{ narrowest: number }>(MEASURE);
        expect({ path, ...measured }).toMatchObject({ path, overflow: 0, clipped: 0, headings: 1 });
        expect(measured.narrowest, path).toBeGreaterThan(150);
        expect(await axeProblems(page), path).toEqual([]);
        // WCAG 1.4.4: text of twice the size, on a screen of the usual width.
        await page.setViewportSize({ width: 1_280, height: 800 });
        await page.evaluate('document.documentElement.style.fontSize = "200%"');
        expect({ path, ...(await page.evaluate<object>(MEASURE)) }).toMatchObject({ path, overflow: 0, clipped: 0 });
        await page.setViewportSize({ width: 320, height: 800 });
      }
      expect(strange).toEqual([]);
      await page.goto(`${house.url}/w/${code}`);
      expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).direction')).toBe("rtl");
      await page.context().close();
    },
    LONG_ENOUGH,
  );

  it("by the keyboard alone somebody gets from the page of a webinar to its form, sees where they are, and sends it", async () => {
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 3 * 24 * 60 }));
    const page = await opened(1_280, "en-GB");
    await page.goto(`${house.url}/w/${code}`);
    const focused = () => page.evaluate<string>("document.activeElement.textContent + document.activeElement.id");
    const tabTo = async (what: string) => {
      for (let i = 0; i < 20 && (await focused()) !== what; i += 1) await page.keyboard.press("Tab");
      expect(await focused()).toBe(what);
      expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
    };
    await tabTo("Register");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/register");
    for (const [field, typed] of [
      ["firstName", "Gus"],
      ["address", "keys@example.org"],
    ] as const) {
      await tabTo(field);
      await page.keyboard.type(typed);
    }
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Check your email" }).waitFor();
    await page.context().close();
  });

  it("V4: who cannot go on reads why and where to go, in a page like the others", async () => {
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 30 }));
    const headingOf = ({ html }: { html: string }) => /<h1[^>]*>([^<]*)<\/h1>/.exec(html)?.[1];
    const titleOf = ({ html }: { html: string }) => /<title>([^<]*)<\/title>/.exec(html)?.[1];

    const nothing = await browser.get("/nothing");
    expect([nothing.status, headingOf(nothing), titleOf(nothing)]).toEqual([
      404,
      "There is nothing here",
      "There is nothing here · Usher",
    ]);
    expect(nothing.html).toContain('href="/"');

    const unknown = await browser.get("/w/ZZZZZZ");
    expect([unknown.status, headingOf(unknown)]).toEqual([404, "No such webinar"]);
    expect(unknown.words).toContain("ZZZZZZ");
    expect(unknown.words).not.toContain("Type list");

    const foreign = await browser.post(`/w/${code}/register`, {}, { origin: "https://evil.example" });
    expect([foreign.status, headingOf(foreign)]).toEqual([403, "This form was not sent from here"]);
    expect(foreign.html).toContain(`href="/w/${code}/register"`);

    const large = await browser.post(`/w/${code}/register`, { firstName: "x".repeat(200_000) });
    expect([large.status, headingOf(large)]).toEqual([413, "That is too much"]);

    const used = await browser.get(`/j/${code}.${"x".repeat(20)}`);
    expect([headingOf(used), titleOf(used)]).toEqual([
      "This link no longer works",
      "This link no longer works · Usher",
    ]);
    // It is shut again, as after a move: no way back looks open, and the page says when it is.
    const lookOf = ({ html }: { html: string }) => /<a class="([^"]*)" href="[^"]*\/join"/.exec(html)?.[1];
    expect(lookOf(used)).toBe(undefined);
    expect(used.words).toContain("See the webinar’s page");
    expect(used.words).toMatch(/The doors open 15\sminutes before the start, at \d\d:\d\d/);
    house.clock.advance(16 * 60_000);
    const open = await browser.get(`/j/${code}.${"x".repeat(20)}`);
    expect(lookOf(open)).toBe("button");
    expect(open.words).toContain("Get a new link");
    expect(open.words).not.toContain("The doors open");

    const me = await inviteGuest(code);
    await browser.post(me, { do: "register", firstName: "Gus", lastName: "Guest", from: "0" });
    await house.deliver();
    await host.decide(last(face.channel()), "Approve");
    await house.deliver();
    const gone = await browser.post(me, { do: "leave_now" });
    expect([headingOf(gone), titleOf(gone)]).toEqual([
      "Your registration is cancelled",
      "Your registration is cancelled: Deep sea · Usher",
    ]);
    expect(gone.html).toMatch(new RegExp(`href="[^"]*${me.replaceAll(".", "\\.")}">Register again`));
    // *Join* of an older mail leads here too: why there is a form stands above it.
    const again = await browser.get(me);
    expect(again.words).toContain("First name");
    expect(again.words).toContain("Your registration is cancelled. To come after all, register again.");

    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    const off = await browser.get(me);
    expect([headingOf(off), titleOf(off)]).toEqual(["This webinar is cancelled", "Cancelled: Deep sea · Usher"]);
    // It does not look as if somebody could come, and why stands there once.
    for (const path of [me, `/w/${code}`, `/w/${code}/join`, `/w/${code}/register`]) {
      const { html } = await browser.get(path);
      const isSaid =
        path === `/w/${code}` ? /<span class="pill bad">Cancelled</ : /<h1[^>]*>This webinar is cancelled</;
      expect(html, path).toMatch(isSaid);
      expect(html, path).toContain('<div class="event past off">');
      expect(html, path).not.toMatch(/>(?:Join|Register)</);
    }
  });

  it("V5: a page in French breaks no line before its punctuation", async () => {
    const code = codeIn(await host.schedule({ title: "Le ciel", inMinutes: 30 }));
    const page = await browser.get("/w/ZZZZZZ", french);
    expect(page.html).toContain("Aucun webinaire n’a le code ZZZZZZ");
    const about = await browser.get(`/w/${code}`, french);
    expect(about.html).toContain("Le ciel");
    const guide = await browser.get("/help", french);
    expect(guide.html).toMatch(/\p{L}[\u00A0\u202F][:;?!]/u);
    expect(guide.html).not.toMatch(/\p{L} [;?!] /u);
  });

  it("V6: pages ask browsers for nothing, and say their language", async () => {
    const { headers } = await browser.get("/", french);
    expect(headers.get("content-language")).toBe("fr");
    const policy = headers.get("permissions-policy") ?? "";
    for (const name of ["camera", "microphone", "geolocation"]) expect(policy).toContain(`${name}=()`);
    // Over plain http nothing may be promised for years.
    expect(headers.get("strict-transport-security")).toBeNull();
    const secure = await openHouse({ env: { PUBLIC_URL: "https://usher.example.com" } });
    try {
      const page = await makeBrowser(secure.url).get("/");
      expect(page.headers.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains");
    } finally {
      await secure.stop();
    }
  });

  it("V6: mails know the dark scheme, and ask away notes to be quiet", async () => {
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 30 }));
    await inviteGuest(code);
    const mail = house.mail.inbox(GUEST).at(-1)?.mail;
    const header = (name: string) => mail?.headers.get(name);
    expect(header("auto-submitted")).toBe("auto-generated");
    expect(header("x-auto-response-suppress")).toBe("All");
    expect(header("content-language")).toBe("en");
    expect(mail?.html).toContain('<meta name="color-scheme" content="light dark">');
  });

  it(
    "V2, C15: no mail scrolls sideways, at any width, whatever people wrote; validators find nothing",
    async () => {
      const links = makeLinks(new URL("https://usher.example.com"), "a secret of the tests, long enough");
      const theme = makeTheme(SITE_NAME, SITE_COLOR);
      const worst = (notice: Notice): Notice =>
        "webinar" in notice && notice.webinar ? { ...notice, webinar: { ...notice.webinar, title: LONG } } : notice;
      const letters = (["en", "fr"] as Locale[]).flatMap((locale) =>
        NOTICES.flatMap((notice) => [notice, worst(notice)])
          .filter(isMailNotice)
          .map((notice) => ({
            kind: notice.kind,
            html: letterOf(notice, { locale }, { links, theme, now: house.clock.now() }).html,
          })),
      );
      expect(letters.length).toBeGreaterThan(60);
      for (const { kind, html } of letters) {
        expect({ kind, problems: await htmlProblems(html) }).toEqual({ kind, problems: [] });
        // Gmail cuts long mails; and none needs what a program does not fetch.
        expect(Buffer.byteLength(html), kind).toBeLessThan(30_000);
        expect(html, kind).not.toMatch(/<img|url\(/);
      }

      const page = await opened(1_280, "en");
      const mails = letters.map(({ html }) => html);
      const wide = await page.evaluate<string[]>(`(${SHOW_AT_WIDTHS})(${JSON.stringify(mails)}, [320, 375, 600])`);
      expect(wide).toEqual([]);

      await page.setViewportSize({ width: 375, height: 700 });
      const kinds = new Map(letters.map(({ kind, html }) => [kind, html]));
      for (const [kind, html] of kinds) {
        await page.setContent(html);
        expect({ kind, problems: await axeProblems(page, "mail") }).toEqual({ kind, problems: [] });
      }
      await page.context().close();
    },
    LONG_ENOUGH,
  );
});
