import type { Browser, Locator, Page } from "playwright-core";
import { makeLog } from "../../src/log.ts";
import { startChromium } from "../setup/chromium.ts";
import { visitPlayground } from "./visit.ts";

/** A playground and a browser that looks at it, as somebody in Berlin. `complaints` is what scripts threw. */
export const browsePlayground = async ({ bypassCSP = false }: { bypassCSP?: boolean } = {}) => {
  const log = makeLog({ level: "info" });
  const [visit, browser]: [Awaited<ReturnType<typeof visitPlayground>>, Browser] = await Promise.all([
    visitPlayground(),
    startChromium({ log }),
  ]);
  const complaints: string[] = [];
  const newPage = async (): Promise<Page> => {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      timezoneId: "Europe/Berlin",
      bypassCSP,
    });
    page.setDefaultTimeout(10_000);
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (line) => {
      if (line.type() === "error") complaints.push(line.text());
    });
    return page;
  };
  const page = await newPage();
  await page.goto(`${visit.url}/playground`);
  return {
    visit,
    page,
    newPage,
    complaints,
    stop: async (): Promise<void> => {
      await browser.close();
      await visit.stop();
    },
  };
};

export const slackOf = (page: Page): Locator => page.getByRole("region", { name: "Slack" });
export const teamsOf = (page: Page): Locator => page.getByRole("region", { name: "Microsoft Teams" });
export const dialog = (pane: Locator): Locator => pane.getByRole("dialog");
export const composer = (pane: Locator): Locator => pane.getByRole("textbox", { name: /^Message / });
/** The newest message of the open conversation that says this. */
export const latest = (pane: Locator, text: string | RegExp): Locator =>
  pane.getByRole("log").getByRole("article").filter({ hasText: text }).last();

export async function become(pane: Locator, name: string): Promise<void> {
  const chooser = pane.getByLabel("You are");
  const value = await chooser.locator("option", { hasText: name }).getAttribute("value");
  await chooser.selectOption(value);
}
export const open = (pane: Locator, place: string | RegExp): Promise<void> =>
  pane.getByRole("navigation").getByRole("button", { name: place }).click();
export async function type(pane: Locator, text: string): Promise<void> {
  await composer(pane).fill(text);
  await composer(pane).press("Enter");
}
export const press = (within: Locator, name: string | RegExp): Promise<void> =>
  within.getByRole("button", { name }).click();
/** Opens the menu of a card, and chooses in it. */
export async function choose(within: Locator, name: string): Promise<void> {
  await press(within, "More actions");
  await within.getByRole("menuitem", { name }).click();
}
export const seen = (one: Locator): Promise<void> => one.waitFor({ state: "visible" });
export const gone = (one: Locator): Promise<void> => one.waitFor({ state: "detached" });
