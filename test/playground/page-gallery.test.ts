import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeProblems } from "../setup/axe.ts";
import { browsePlayground, seen } from "./browse.ts";

let at: Awaited<ReturnType<typeof browsePlayground>>;
beforeAll(async () => {
  // Axe is put into the page, which its own policy would not let through.
  at = await browsePlayground({ bypassCSP: true });
}, 300_000);
afterAll(() => at?.stop());

const gallery = async (asked: string): Promise<Page> => {
  const page = await at.newPage();
  await page.goto(`${at.visit.url}/playground/messages${asked}`);
  await page.locator(".gallery[data-shown]").waitFor();
  return page;
};
/** Looks at every picture, for each is drawn when it comes near. */
const drawAll = async (page: Page): Promise<void> => {
  for (const picture of await page.locator(".picture").all()) {
    await picture.scrollIntoViewIfNeeded();
    await picture.locator(".shot[data-drawn]").waitFor();
  }
};

it("shows what a notice says in each product, drawn whole and readable", async () => {
  const page = await gallery("?surface=all&find=registration-approved");
  await drawAll(page);
  const picture = (surface: string) => page.locator(`[id="${surface}-registration-approved-en-ordinary"]`);
  for (const surface of ["slack", "teams"]) await seen(picture(surface).getByText("Tomatoes on a balcony").first());
  const mail = picture("mail").frameLocator("iframe").last();
  await seen(mail.getByText("Tomatoes on a balcony").first());
  expect(await page.locator(".bk-unknown").count()).toBe(0);
  expect(await axeProblems(page)).toEqual([]);
  expect(at.complaints).toEqual([]);
  await page.close();
});

it("an address leads to one picture, and choices make one", async () => {
  const page = await gallery("#teams-request-pending-fr-hostile");
  const picture = page.locator("[id='teams-request-pending-fr-hostile']");
  await picture.locator(".shot[data-drawn]").waitFor();
  expect(await picture.evaluate((node) => node.getBoundingClientRect().top)).toBeLessThan(800);
  await page.getByLabel("Data").selectOption("Right to left");
  await page.getByLabel("Find").fill("request-pending");
  await seen(page.getByText("1 picture"));
  expect(page.url()).toMatch(/surface=teams&language=fr&data=rtl&find=request-pending/);
  await page.reload();
  await seen(page.locator("[id='teams-request-pending-fr-rtl']").getByText("נועה").first());
  await page.close();
});

it("draws what Block Kit and Adaptive Cards have; menus open by the keyboard, and ask first", async () => {
  const page = await gallery("?surface=all&find=sampler");
  await drawAll(page);
  expect(await page.locator(".bk-unknown").count()).toBe(0);
  expect(await axeProblems(page)).toEqual([]);
  const slack = page.locator("[id='slack-sampler-en-ordinary']");
  await seen(slack.getByRole("img", { name: "Picture of Ann Lee" }).first());
  await slack.getByRole("button", { name: "More actions" }).first().press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await seen(page.getByRole("dialog", { name: "Are you sure?" }));
  await page.keyboard.press("Escape");

  const teams = page.locator("[id='teams-sampler-en-ordinary']");
  await seen(teams.getByText(/Fri, Jan 15, 2027 9:00\sAM/));
  await page.getByLabel("Reader’s zone").selectOption("America/New_York");
  await seen(teams.getByText(/Fri, Jan 15, 2027 3:00\sAM/));
  const dots = teams.getByRole("button", { name: "More options" });
  await dots.click();
  const menu = page.getByRole("menuitem", { name: "Always approve @example.com" });
  const [below, at] = [await menu.boundingBox(), await dots.boundingBox()];
  expect(Math.abs((below?.y ?? 0) - (at?.y ?? 0))).toBeLessThan(200);
  await page.close();
});

it("shows the site's pages, with a webinar that is made once for them", async () => {
  const page = await gallery("?surface=page&find=event");
  const event = page.locator("[id='page-event-en-ordinary']");
  await seen(event.frameLocator("iframe").first().getByRole("heading", { name: "Tomatoes on a balcony" }));
  const path = await event.getByRole("link").last().getAttribute("href");
  expect(path).toMatch(/^\/w\/[A-Z0-9]{6}$/);
  await page.reload();
  await seen(event.frameLocator("iframe").first().getByRole("heading", { name: "Tomatoes on a balcony" }));
  expect(await event.getByRole("link").last().getAttribute("href")).toBe(path);

  await page.getByLabel("Find").fill("ticket");
  for (const [state, words] of [
    ["approved", "You’re in"],
    ["pending", "Request received"],
  ] as const) {
    const ticket = page.locator(`[id='page-ticket-${state}-en-ordinary']`);
    await ticket.scrollIntoViewIfNeeded();
    await seen(ticket.frameLocator("iframe").first().getByText(words).first());
  }
  await page.close();
});
