import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS, HOST_COMMANDS, parseCommand } from "../../src/core/notices/commands.ts";
import { translatorFor } from "../../src/texts/translate.ts";
import { codeIn, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeBrowser } from "../setup/browser.ts";
import { type House, openHouse } from "../setup/house.ts";

const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 40"><script>alert(1)</script></svg>';

describe("the pages of a site that its operator dressed", () => {
  const folder = mkdtempSync(join(tmpdir(), "site-"));
  let house: House;
  let host: Persona;
  let browser: ReturnType<typeof makeBrowser>;

  beforeAll(async () => {
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    house = await openHouse({
      env: {
        USHER_NAME: "Acme <Events>",
        USHER_COLOR: "#0a7d55",
        USHER_CONTACT: "help@acme.example",
        USHER_LOGO: file("logo", LOGO),
        USHER_PRIVACY: file("privacy", "# Our promise\n\nWe keep <nothing>. Ask https://acme.example/dpo.\n"),
      },
    });
    host = await (await makeSlackFace(house)).person("Hanna Host");
    browser = makeBrowser(house.url);
  });
  afterAll(async () => {
    await house.stop();
    rmSync(folder, { recursive: true });
  });

  it("every page has its name, its colour and its logo, and leads to what it says of privacy and use", async () => {
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 30 }));
    for (const path of ["/", `/w/${code}`, "/nothing", "/privacy"]) {
      const { html } = await browser.get(path);
      expect(html, path).toContain("Acme &lt;Events&gt;</span></a></header>");
      expect(html, path).toContain("--color:#0a7d55");
      expect(html, path).toMatch(/<img src="\/logo\?v=[\w-]{10}" alt="">/);
      expect(html, path).toMatch(/<link rel="icon" href="\/icon\?v=[\w-]{10}">/);
      for (const link of ["/help", "/privacy", "/terms"]) expect(html, path).toContain(`<a href="${link}">`);
    }
  });

  it("the logo is served as what it is, and no script in it can run", async () => {
    const logo = await fetch(new URL("/logo", house.url));
    expect(await logo.text()).toBe(LOGO);
    expect(Object.fromEntries(logo.headers)).toMatchObject({
      "content-type": "image/svg+xml",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      "cache-control": "public, max-age=86400",
    });
    // It is too wide for a tab, which shows the mark in the site's colour in its place.
    for (const path of ["/icon", "/favicon.ico"])
      expect(await (await fetch(new URL(path, house.url))).text()).toContain('fill="#0a7d55"');
  });

  it("what the operator says of privacy stands in place of ours, as text with links", async () => {
    const { html } = await browser.get("/privacy");
    expect(html).toContain(
      '<h2 dir="auto">Our promise</h2><p>We keep &lt;nothing&gt;. Ask <a href="https://acme.example/dpo"',
    );
    expect(html).not.toContain("Who sees it");
    const terms = await browser.get("/terms");
    expect(terms.words).toContain("Acme <Events> is run by the operator of 127.0.0.1");
    expect(terms.html).toContain("<h2>Contact</h2>");
    expect(terms.html).toContain('<a href="mailto:help@acme.example">help@acme.example</a>');
  });

  it("the start page says what this is and finds a webinar by its code, however it was copied", async () => {
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 30 }));
    const home = await browser.get("/");
    expect(home.words).toContain("Register for webinars and meetings from Slack, Microsoft Teams or the web");
    expect(home.html).not.toContain("/playground");
    const small = code.toLowerCase();
    const wide = [...code].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join("");
    const halves = `${small.slice(0, 3)} ${small.slice(3)}`;
    const copies = [` ${small} `, halves, `“${code}”`, wide, `https://usher.example.com/w/${small}`];
    for (const copied of copies)
      expect((await browser.get(`/w?code=${encodeURIComponent(copied)}`)).location, copied).toBe(`/w/${code}`);
    expect((await browser.get("/w?code=")).location).toBe("/");
    expect((await browser.get("/w?code=%2F%2Fevil.example")).location).toBe("/w/%2F%2Fevil.example");

    const unknown = await browser.get("/w/ZZZ%22ZZ");
    expect(unknown.status).toBe(404);
    expect(unknown.words).toContain('No webinar has the code ZZZ"ZZ. Check it, or ask whoever sent it to you.');
    expect(unknown.words).not.toContain("Check the address");
    expect(unknown.html).toContain('<form method="get" action="/w">');
    expect(unknown.html).toMatch(
      /<input id="code" name="code" value="ZZZ&quot;ZZ"[^>]* aria-describedby="code-hint code-problem" aria-invalid="true">\s*<p class="wrong" id="code-problem"/,
    );
    expect(home.html).not.toContain('aria-invalid="true"');
  });

  it("who types a registration ID for a code reads what it is and where it belongs; the ID goes no further", async () => {
    for (const path of ["/w/K7QM-3XWP-9TFA", "/w/k7qm3xwp9tfa/join"])
      expect((await browser.get(path)).location, path).toBe("/?id");
    for (const typed of ["K7QM-3XWP-9TFA", "k7qm3xwp9tfa", " K7QM 3XWP 9TFA "]) {
      const { location } = await browser.get(`/w?code=${encodeURIComponent(typed)}`);
      expect(location, typed).toBe("/?id");
      const page = await browser.get(location ?? "");
      expect(page.words).toContain("That is a registration ID");
      expect(page.words).toContain("Enter the webinar’s code here. The ID is asked for when you join.");
      expect(page.html).not.toMatch(/9TFA/i);
    }
  });

  it("the guide for hosts names every command once, with what help says of it, in both languages", async () => {
    for (const [locale, t] of [
      ["en", translatorFor("en")],
      ["fr", translatorFor("fr")],
    ] as const) {
      const guide = await browser.get(`/help?lang=${locale}`);
      const typed = [...guide.html.matchAll(/<dt><code>(.*?)<\/code><\/dt><dd>([^<]*)<\/dd>/g)];
      // Each is an example that can be typed as it stands.
      const named = typed.map(([, example = "", does]) => {
        const command = parseCommand(example);
        expect(command).toMatchObject({ kind: "command" });
        expect(example).not.toMatch(/CODE|ADDRESS|ADRESSE|NAME|NOM/);
        return `${command.kind === "command" ? command.name : ""} – ${does}`;
      });
      expect(named.sort()).toEqual(
        COMMANDS.flatMap((name) =>
          t(`help_${name}`)
            .split("\n")
            .map((said) => `${name}${said.slice(said.indexOf(" – "))}`),
        ).sort(),
      );
      const forAll = guide.html.slice(guide.html.indexOf(`<summary>${t("guide_for_all")}`));
      for (const name of HOST_COMMANDS) expect(forAll).not.toContain(`<code>${name} `);
      expect(Buffer.byteLength(guide.html)).toBeLessThan(30_000);
      // Each step shows what a host sees, with the words of the cards themselves, and says so to who hears the page.
      const pictures = [...guide.html.matchAll(/<div class="shot" role="img" aria-label="([^"]+)">/g)];
      expect(new Set(pictures.map(([, title]) => title)).size).toBe(6);
      for (const key of ["approve", "reject", "join", "register"] as const)
        expect(guide.html).toMatch(new RegExp(`<span class="b [^"]*">${t(key)}</span>`));
      for (const [, id] of guide.html.matchAll(/<a href="#(\w+)"/g))
        expect(guide.html).toContain(`<section id="${id}" class="step`);
    }
    const { words, html } = await browser.get("/help");
    expect(words).toContain("In Slack, put /webinar before a command");
    // What is typed stands out in the sentences, too.
    expect(html).toContain('Type <code class="typed">schedule</code>. A form asks');
    expect(html).not.toMatch(/[‹›]/);
  });

  it("a language that is chosen at the foot of a page stays, whatever the browser asks for", async () => {
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 30 }));
    const english = await browser.get(`/w/${code}/register?draft=x`);
    const [, other = ""] = /<a href="([^"]+)" lang="fr" hreflang="fr"/.exec(english.html) ?? [];
    expect(other).toBe(`/w/${code}/register?draft=x&amp;lang=fr`);
    const chosen = await browser.get(`/w/${code}?lang=fr`, { "accept-language": "en" });
    expect(chosen.html).toContain('<html lang="fr">');
    const cookie = chosen.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^usher_language=fr; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/);
    const later = await browser.get("/privacy", { "accept-language": "en", cookie: "usher_language=fr" });
    expect([later.headers.get("content-language"), later.html.includes("Confidentialité")]).toEqual(["fr", true]);
    const back = await browser.get("/?lang=en", { cookie: "usher_language=fr" });
    expect(back.html).toContain('<html lang="en">');
    expect((await browser.get("/?lang=%3Cx%3E")).headers.get("set-cookie")).toBeNull();
  });
});
