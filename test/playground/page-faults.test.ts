import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeProblems } from "../setup/axe.ts";
import { become, browsePlayground, dialog, gone, latest, open, press, seen, slackOf, teamsOf, type } from "./browse.ts";
import { personIn } from "./visit.ts";

let at: Awaited<ReturnType<typeof browsePlayground>>;
let page: Page;
beforeAll(async () => {
  at = await browsePlayground({ bypassCSP: true });
  page = at.page;
}, 300_000);
afterAll(() => at?.stop());

const slack = () => slackOf(page);
const teams = () => teamsOf(page);
const tomorrow = () =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin", dateStyle: "short" }).format(Date.now() + 86_400_000);
const codes: string[] = [];

const schedule = async (title: string, time: string): Promise<void> => {
  await become(slack(), "Hanna Berg");
  await open(slack(), /webinar-hosts/);
  await type(slack(), "/webinar schedule");
  const form = dialog(slack());
  await form.getByLabel("Title").fill(title);
  await form.getByLabel("Start date").fill(tomorrow());
  await form.getByLabel("Start time").fill(time);
  await form.getByLabel("Meeting link").fill("https://meet.example/bees");
  await press(form, "Schedule");
  await seen(dialog(slack()).filter({ hasText: `Scheduled: ${title}` }));
  codes.push(/Code\W+([A-Z2-9]{6})/.exec((await dialog(slack()).textContent()) ?? "")?.[1] ?? "");
  await page.keyboard.press("Escape");
  await gone(dialog(slack()));
};

const invite = async (addresses: string): Promise<void> => {
  const { slack: side } = await at.visit.state();
  const command = { face: "slack", kind: "command", person: personIn(side.people, "Hanna Berg"), command: "/webinar" };
  await at.visit.did({ ...command, channelId: side.channels[0]?.id, text: `invite ${codes[0]} ${addresses}` });
};

/** Buttons and inputs that are smaller than a finger, where no label beside them is as good a target. */
const TOO_SMALL = `[...document.querySelectorAll("button, input, select, textarea, summary")].flatMap((one) => {
  if (!one.checkVisibility()) return [];
  const target = one.closest("label") ?? one;
  const { width, height } = target.getBoundingClientRect();
  return width > 0 && (width < 24 || height < 24) ? [one.outerHTML.slice(0, 120) + " " + width + "x" + height] : [];
})`;

/** Waits until a button of the Teams pane stands out, and says what cuts off the ring around it then. */
const WATCH_RING = `window.ring = new Promise((resolve) => {
  const look = () => {
    const called = document.querySelector(".teams .message button.called");
    if (!called) return;
    watching.disconnect();
    const ring = called.getBoundingClientRect();
    const found = [];
    for (let one = called.parentElement; one; one = one.parentElement) {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const isIn = left <= ring.left - 4 && right >= ring.right + 4 && top <= ring.top - 4 && bottom >= ring.bottom + 4;
      if (getComputedStyle(one).overflowX !== "visible" && !isIn) found.push(one.outerHTML.slice(0, 120));
    }
    resolve(found);
  };
  const watching = new MutationObserver(() => requestAnimationFrame(look));
  watching.observe(document.body, { subtree: true, childList: true, attributeFilter: ["class"] });
})`;

describe("the playground's page", () => {
  it("D: the way to a start leads to the webinar that is chosen beside it", async () => {
    await schedule("Bees", "10:00");
    await schedule("Wasps", "16:00");
    const [bees = "", wasps = ""] = codes;
    const chooser = page.getByRole("banner").getByLabel("Webinar");
    for (const code of [bees, wasps, bees]) {
      await chooser.selectOption(code);
      await seen(page.getByRole("button", { name: `To ${code}`, exact: true }));
    }
    // A refresh keeps the choice.
    await type(slack(), "/webinar list");
    await seen(latest(slack(), "Upcoming webinars"));
    expect(await chooser.inputValue()).toBe(bees);
    await seen(page.getByRole("button", { name: `To ${bees}`, exact: true }));
  });

  it("D: Everybody's mailbox opens the mail that is pressed, also after others came", async () => {
    await page.getByRole("button", { name: /^Mail/ }).click();
    const list = page.getByRole("group", { name: "Mails" });
    const line = (who: string) => list.getByRole("button").filter({ hasText: who });
    const shown = page.locator(".mail header");
    await invite("one@guest.example two@guest.example");
    await seen(line("one@guest.example"));
    await seen(line("two@guest.example"));
    await invite("three@guest.example");
    await seen(line("three@guest.example"));
    for (const who of ["one@guest.example", "three@guest.example", "two@guest.example"]) {
      await line(who).click();
      await seen(shown.filter({ hasText: `To ${who}` }));
      expect(await line(who).getAttribute("aria-pressed")).toBe("true");
    }
  });

  it("D: the ring of Show me is whole in Teams", async () => {
    await invite("tim.okoro@example.com");
    await become(teams(), "Tim Okoro");
    await seen(latest(teams(), "You’re invited"));
    await become(teams(), "Hugo Stern");
    // The tour as it is when Tim is next.
    await page.route("**/playground/tour", async (route) => {
      const answer = await route.fetch();
      const { steps } = (await answer.json()) as { steps: { id: string }[] };
      const next = steps.findIndex(({ id }) => id === "register-teams");
      await route.fulfill({ response: answer, json: { steps: steps.map((step, i) => ({ ...step, done: i < next })) } });
    });
    await type(slack(), "/webinar list");
    await page.evaluate(`${WATCH_RING}, 0`);
    await page.locator(".tour .current").filter({ hasText: "Tim registers" }).getByRole("button").click();
    expect(await page.evaluate("window.ring")).toEqual([]);
    await page.unrouteAll({ behavior: "ignoreErrors" });
  });

  it("V8: axe finds nothing: neither on the page, nor in its forms, its mail and its inspector; nothing is too small to press", async () => {
    const check = async (what: string) => {
      expect(await axeProblems(page), what).toEqual([]);
      expect(await page.evaluate(TOO_SMALL), what).toEqual([]);
    };
    await check("mail");
    await page.getByRole("button", { name: /^Inspector/ }).click();
    await page.locator(".inspector summary, .entries summary, details summary").first().click();
    await check("inspector");
    await page.getByRole("button", { name: /^Inspector/ }).click();
    await type(slack(), "/webinar schedule");
    await press(dialog(slack()), "More settings");
    await seen(dialog(slack()).getByRole("textbox", { name: /^Seats/ }));
    await type(teams(), "schedule");
    await press(latest(teams(), "Schedule a webinar"), "Schedule a webinar");
    await seen(dialog(teams()).getByLabel("Title"));
    await check("forms");
  }, 240_000);

  it("no script complained", () => {
    expect(at.complaints).toEqual([]);
  });
});
