import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeLog } from "../../src/log.ts";
import { startChromium } from "../setup/chromium.ts";
import { personIn, visitPlayground } from "./visit.ts";

let visit: Awaited<ReturnType<typeof visitPlayground>>;
let browser: Browser;
let page: Page;
/** What the page threw or complained of. */
const complaints: string[] = [];

beforeAll(async () => {
  [visit, browser] = await Promise.all([visitPlayground(), startChromium({ log: makeLog({ level: "info" }) })]);
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, timezoneId: "Europe/Berlin" });
  page.setDefaultTimeout(10_000);
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (line) => {
    if (line.type() === "error") complaints.push(line.text());
  });
  await page.goto(`${visit.url}/playground`);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await visit?.stop();
});

const slack = () => page.getByRole("region", { name: "Slack" });
const teams = () => page.getByRole("region", { name: "Microsoft Teams" });
const log = (pane: Locator) => pane.getByRole("log");
const dialog = (pane: Locator) => pane.getByRole("dialog");
const composer = (pane: Locator) => pane.getByRole("combobox", { name: /^Message / });
const latest = (pane: Locator, text: string | RegExp) =>
  log(pane).getByRole("article").filter({ hasText: text }).last();

async function become(pane: Locator, name: string): Promise<void> {
  const chooser = pane.getByLabel("You are");
  const value = await chooser.locator("option", { hasText: name }).getAttribute("value");
  await chooser.selectOption(value);
}
const open = (pane: Locator, place: string | RegExp) =>
  pane.getByRole("navigation").getByRole("button", { name: place }).click();
async function type(pane: Locator, text: string): Promise<void> {
  await composer(pane).fill(text);
  await composer(pane).press("Enter");
}
const press = (within: Locator, name: string | RegExp) => within.getByRole("button", { name }).click();
const seen = (one: Locator) => one.waitFor({ state: "visible" });
const gone = (one: Locator) => one.waitFor({ state: "detached" });
const stepsDone = (count: number) => seen(page.getByRole("status").filter({ hasText: `${count} of 8 done` }));

/** Tomorrow at ten, as Berlin's calendar says. */
const tomorrow = (): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin", dateStyle: "short" }).format(Date.now() + 86_400_000);

describe("the tour, walked by a person", () => {
  let code = "";

  it("schedules: a form holds back what is missing, keeps what was typed, and says what the core refuses", async () => {
    await stepsDone(0);
    await press(page.getByRole("complementary"), /^Show me/);
    await composer(slack()).press("Enter");
    const form = dialog(slack());
    await form.getByLabel("Title").fill("Growing tomatoes & <b>herbs</b>");
    await press(form, "Schedule");
    expect(await form.getByRole("alert").filter({ hasText: "complete this required field" }).count()).toBe(2);

    await form.getByLabel("Start date").fill("2020-01-01");
    await form.getByLabel("Start time").fill("10:00");
    await form.getByLabel("Meeting link").fill("https://meet.example/tomatoes");
    await press(form, "Schedule");
    await seen(form.getByRole("alert").filter({ hasText: "That start is in the past" }));
    expect(await form.getByLabel("Title").inputValue()).toBe("Growing tomatoes & <b>herbs</b>");

    await form.getByLabel("Start date").fill(tomorrow());
    await form.getByLabel("Seats").fill("50");
    await press(form, "Schedule");
    await press(dialog(slack()).filter({ hasText: "Scheduled" }).locator("footer"), "Close");
    await gone(dialog(slack()));
    const card = latest(slack(), "Growing tomatoes & <b>herbs</b> is scheduled");
    await seen(card);
    expect(await card.locator("strong", { hasText: "is scheduled" }).count()).toBe(1);
    code = /Code: ([2-9A-HJ-NP-Z]{6})/.exec((await card.textContent()) ?? "")?.[1] ?? "";
    expect(code).not.toBe("");
    await stepsDone(1);
  });

  it("invites by completion, and answers the host alone", async () => {
    const box = composer(slack());
    await box.pressSequentially("/webinar inv");
    await seen(slack().getByRole("option", { name: /invite CODE people/ }));
    await box.press("Tab");
    await seen(slack().getByRole("option", { name: code }));
    await box.press("Tab");
    await box.pressSequentially("tim.okoro@example.com gus@guest.example @Ann");
    await box.press("Enter");
    expect(await box.inputValue()).toBe(`/webinar invite ${code} tim.okoro@example.com gus@guest.example @Ann Lee `);
    await box.press("Enter");
    const answer = latest(slack(), "3 people are invited.");
    await seen(answer.getByText("Only visible to you"));
    await stepsDone(2);
  });

  it("shows the guest's mail, whose link leads on", async () => {
    await page.getByRole("button", { name: /^Mail/ }).click();
    await press(page.getByRole("group", { name: "Mailboxes" }), /gus@guest\.example/);
    const frame = page.frameLocator("iframe");
    await seen(frame.getByText("invites you", { exact: false }).first());
    const [opened] = await Promise.all([page.waitForEvent("popup"), frame.getByRole("link").first().click()]);
    await seen(opened.getByRole("heading").first());
    expect(new URL(opened.url()).origin).toBe(visit.url);
    await opened.close();
    await page.getByRole("button", { name: /^Mail/ }).click();
  });

  it("registers Ann in Slack", async () => {
    await become(slack(), "Ann Lee");
    await open(slack(), /Usher/);
    await press(latest(slack(), "You’re invited"), "Register");
    const form = dialog(slack());
    expect(await form.getByLabel("First name").inputValue()).toBe("Ann");
    await press(form.locator("footer"), "Register");
    await seen(dialog(slack()).filter({ hasText: "Request received" }));
    await page.keyboard.press("Escape");
    await gone(dialog(slack()));
    await stepsDone(3);
  });

  it("approves her: the card changes, and she has her ID", async () => {
    await become(slack(), "Hanna Berg");
    await open(slack(), /webinar-hosts/);
    await press(latest(slack(), "Ann Lee asks to join"), /^Approve/);
    const card = latest(slack(), "Ann Lee is approved");
    await seen(card.getByText("Hanna Berg", { exact: false }).first());
    expect(await card.getByRole("button").count()).toBe(0);
    await become(slack(), "Ann Lee");
    await open(slack(), /Usher/);
    await seen(latest(slack(), /You’re in.*Registration ID: \w/s));
    await stepsDone(5);
  });

  it("registers Tim in Teams, in a dialog of Microsoft's cards, and his card follows the decision", async () => {
    await become(teams(), "Tim Okoro");
    await press(latest(teams(), "You’re invited"), "Register");
    const form = dialog(teams());
    await form.getByLabel("First name").fill("");
    await press(form, "Register");
    await seen(form.getByText("Give your first name."));
    await form.getByLabel("First name").fill("Timothy");
    await press(form, "Register");
    await seen(dialog(teams()).filter({ hasText: "Request received" }));
    await press(dialog(teams()), "Close");
    await gone(dialog(teams()));
    await stepsDone(6);

    await become(slack(), "Hanna Berg");
    await open(slack(), /webinar-hosts/);
    await press(latest(slack(), "Timothy Okoro asks to join"), /^Approve/);
    await seen(latest(teams(), "You’re in"));
    await stepsDone(7);
  });

  it("moves the clock to the start, and Ann goes in", async () => {
    await page.getByRole("button", { name: `To ${code}`, exact: true }).click();
    await seen(page.getByText(/ ahead$/));
    await become(slack(), "Ann Lee");
    await open(slack(), /Usher/);
    await press(latest(slack(), "You’re in"), "Join");
    const welcome = latest(slack(), "Welcome to");
    expect(await welcome.getByRole("link", { name: "Go to the meeting" }).getAttribute("href")).toContain(visit.url);
    await seen(page.getByRole("status").filter({ hasText: "That was the tour." }));
  });
});

describe("typing", () => {
  it("answers plain words in Usher's own conversation, and says where they do not reach it", async () => {
    await type(slack(), "my");
    await seen(latest(slack(), "Your registrations"));
    await open(slack(), /general/);
    await type(slack(), "good morning");
    await seen(slack().getByText("In a channel Usher hears only commands."));
    expect(await composer(slack()).inputValue()).toBe("good morning");
    await composer(slack()).fill("");
  });

  it("goes to the bot in a Teams channel, by its name", async () => {
    await open(teams(), /Hosts/);
    await seen(teams().locator(".composer").getByText("@Usher"));
    await type(teams(), "help");
    await seen(latest(teams(), "@Usher help"));
    await open(teams(), "Usher");
  });

  it("offers to add Usher where somebody has not", async () => {
    await become(teams(), "Eva Nowak");
    await seen(teams().getByText("Eva Nowak has not added Usher yet."));
    await press(teams(), "Add Usher");
    await seen(latest(teams(), "What I can do"));
  });
});

describe("forms stay as they are", () => {
  const somethingHappens = async (): Promise<void> => {
    const { slack: side } = await visit.state();
    await visit.did({ face: "slack", kind: "say", person: personIn(side.people, "Bob Ray"), text: "list" });
    const { version } = await visit.state();
    await page.waitForResponse(async (response) => {
      if (!response.url().includes("/playground/state")) return false;
      return Number((await response.json()).version) >= version;
    });
  };

  it("a Slack modal keeps what is typed through refreshes, and Escape closes it", async () => {
    await become(slack(), "Hanna Berg");
    await open(slack(), /Usher/);
    await type(slack(), "/webinar schedule");
    const title = dialog(slack()).getByLabel("Title");
    await title.pressSequentially("Half a ti");
    await Promise.all([somethingHappens(), title.pressSequentially("tle")]);
    expect(await title.inputValue()).toBe("Half a title");
    expect(await title.evaluate((node) => node === node.ownerDocument.activeElement)).toBe(true);
    await become(teams(), "Tim Okoro");
    expect(await title.inputValue()).toBe("Half a title");

    await title.focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    expect(
      await dialog(slack())
        .getByRole("button", { name: "Schedule" })
        .evaluate((node) => node === node.ownerDocument.activeElement),
    ).toBe(true);
    await page.keyboard.press("Escape");
    await gone(dialog(slack()));
    expect((await visit.state()).slack.view).toBeNull();
  });

  it("so does a Teams dialog", async () => {
    await become(teams(), "Hugo Stern");
    await type(teams(), "help");
    await press(latest(teams(), "What I can do"), "Schedule a webinar");
    const title = dialog(teams()).getByLabel("Title");
    await title.pressSequentially("Bees");
    await somethingHappens();
    expect(await title.inputValue()).toBe("Bees");
    await page.keyboard.press("Escape");
    await gone(dialog(teams()));
    expect((await visit.state()).teams.dialog).toBeNull();
  });

  it("and so does a form that stands on a card in the chat", async () => {
    await type(teams(), "schedule");
    const form = latest(teams(), "Meeting link");
    await form.getByLabel("Title").fill("Wasps");
    await somethingHappens();
    expect(await form.getByLabel("Title").inputValue()).toBe("Wasps");
    await press(form, "Schedule");
    await seen(form.getByText("can’t read that start").first());
  });
});

describe("what is drawn", () => {
  it("unknown blocks and elements are errors to be seen; people's text is text", async () => {
    const blocks = [
      { type: "carousel", block_id: "b1" },
      { type: "actions", block_id: "b2", elements: [{ type: "workflow_button", action_id: "a" }] },
      {
        type: "section",
        block_id: "b3",
        text: {
          type: "mrkdwn",
          text: "*bold* \u200b*\u200bplain\u200b*\u200b &lt;i&gt; <https://x.example|a link>\n<!date^1800000000^{date_num} {time}|then>",
        },
      },
    ];
    const other = await browser.newPage();
    other.setDefaultTimeout(10_000);
    await other.route("**/playground/state*", async (route) => {
      const answer = await route.fetch();
      const state = await answer.json();
      const message = {
        channelId: "dm",
        ts: "1800000000.000001",
        user: state.slack.botUserId,
        text: "t",
        blocks,
        ephemeral: false,
      };
      state.slack.conversations.dm.push(message);
      const card = {
        type: "AdaptiveCard",
        version: "1.5",
        body: [{ type: "Hologram" }, { type: "TextBlock", text: "**Bold** \\*not\\* <b>" }],
      };
      state.teams.conversations.chat.push({
        id: "1",
        conversationId: "c",
        from: { id: "b", name: "Usher" },
        fromBot: true,
        at: state.now,
        card,
      });
      await route.fulfill({ response: answer, json: state });
    });
    await other.goto(`${visit.url}/playground`);
    const drawn = other.getByRole("region", { name: "Slack" }).getByRole("article").last();
    await seen(drawn.getByText("Unknown block “carousel”"));
    await seen(drawn.getByText("Unknown element “workflow_button”"));
    expect(await drawn.locator("strong", { hasText: /^bold$/ }).count()).toBe(1);
    expect(await drawn.textContent()).toMatch(/\*\u200bplain\u200b\*\u200b <i> a link\n0?1\/15\/2027/);
    const card = other.getByRole("region", { name: "Microsoft Teams" }).getByRole("article").last();
    await seen(card.getByText("This card has a problem", { exact: false }));
    expect(await card.locator("strong", { hasText: "Bold" }).count()).toBe(1);
    expect(await card.textContent()).toContain("*not* <b>");
    await other.close();
  });

  it("the inspector shows a request, its answer and the Redis keys it touched", async () => {
    await page.getByRole("button", { name: /^Inspector/ }).click();
    const entry = page.getByRole("group").filter({ hasText: "/webinar schedule" }).first();
    await entry.locator("summary").click();
    await seen(entry.getByRole("heading", { name: /^Redis: \d+ commands?/ }));
    expect(await entry.getByRole("cell").first().textContent()).not.toBe("");
    await page.getByRole("button", { name: /^Inspector/ }).click();
  });

  it("stacks its panes on a narrow screen, with nothing cut off", async () => {
    await page.setViewportSize({ width: 480, height: 800 });
    const [above, below] = await Promise.all([slack().boundingBox(), teams().boundingBox()]);
    expect(below?.y).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 0) - 1);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(480);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it("a crowd is sent, and its progress is told", async () => {
    await page.getByRole("button", { name: "Send 1,000 requests" }).click();
    await seen(page.getByRole("status").filter({ hasText: /[1-9]\d* of 1,000 answered\. / }));
  });

  it("no script complained", () => {
    expect(complaints).toEqual([]);
  });
});
