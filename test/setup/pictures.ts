import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { makeLog } from "../../src/log.ts";
import { startChromium } from "./chromium.ts";
import { startPlayground } from "./playground.ts";

/*
 * Takes a picture of every entry of the playground's gallery, light and dark, into dist/pictures:
 *
 *     npm run pictures -- slack request ordinary      those whose names hold each of these words
 *     npm run pictures -- mail --width 320            as narrow as a phone
 *     npm run pictures -- page                        the site's pages, with a sample webinar
 *     npm run pictures -- --at http://127.0.0.1:3000  of a playground that runs already
 */

const TO = resolve(import.meta.dirname, "../../dist/pictures");
const SCHEMES = ["light", "dark"] as const;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { width: { type: "string", default: "1280" }, at: { type: "string" } },
});

/** Every entry in turn, in both schemes: it is drawn when it comes near. Answers how many there were. */
const takeAll = async (page: Page): Promise<number> => {
  const ids = await page.locator(".picture").evaluateAll((nodes) => nodes.map(({ id }) => id));
  for (const id of ids) {
    const entry = page.locator(`[id="${id}"]`);
    // The others would be drawn beside it meanwhile, and push it out of the picture.
    await page.locator(".picture").evaluateAll((nodes, shown) => {
      for (const node of nodes) node.toggleAttribute("hidden", node.id !== shown);
    }, id);
    const shot = entry.locator(".shot[data-drawn]");
    await shot.waitFor();
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await shot.screenshot({ path: join(TO, `${id}.${colorScheme}.png`), animations: "disabled" });
    }
  }
  return ids.length;
};

const playground = values.at ? undefined : await startPlayground();
const browser = await startChromium({ log: makeLog({ level: "info" }) });
try {
  const viewport = { width: Number(values.width), height: 1_000 };
  const page = await browser.newPage({ viewport, timezoneId: "Europe/Paris", reducedMotion: "reduce" });
  const surface = positionals.includes("page") ? "page" : "all";
  const query = new URLSearchParams({ surface, language: "all", data: "all", find: positionals.join(" ") });
  mkdirSync(TO, { recursive: true });
  await page.goto(`${playground?.url ?? new URL("/playground", values.at).href}/messages?${query}`);
  await page.locator(".gallery[data-shown]").waitFor();
  // It would lie over what is higher than the window.
  await page.addStyleTag({ content: ".gallery-head { position: static !important; }" });
  const taken = await takeAll(page);
  process.stdout.write(`${TO}: ${taken * SCHEMES.length} pictures of ${taken} entries\n`);
} finally {
  await browser.close();
  await playground?.stop();
}
