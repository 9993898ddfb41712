import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  become,
  browsePlayground,
  composer,
  dialog,
  gone,
  latest,
  open,
  press,
  seen,
  slackOf,
  teamsOf,
} from "./browse.ts";

let at: Awaited<ReturnType<typeof browsePlayground>>;
let visit: (typeof at)["visit"];
let page: (typeof at)["page"];
beforeAll(async () => {
  at = await browsePlayground();
  ({ visit, page } = at);
}, 300_000);
afterAll(() => at?.stop());

const slack = () => slackOf(page);
const teams = () => teamsOf(page);
const stepsDone = (count: number) => seen(page.getByRole("status").filter({ hasText: `${count} of 8 done` }));

/** Tomorrow at ten, as Berlin's calendar says. */
const tomorrow = (): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin", dateStyle: "short" }).format(Date.now() + 86_400_000);

describe("the tour, walked by a person", () => {
  let code = "";

  it("schedules: a form holds back what is missing, keeps what was typed, and says what the core refuses", async () => {
    await stepsDone(0);
    await press(page.getByRole("complementary"), /^Show me/);
    // The tour puts the words there once the right person and place are shown.
    await expect.poll(() => composer(slack()).inputValue()).not.toBe("");
    await composer(slack()).press("Enter");
    const form = dialog(slack());
    await form.getByLabel("Title").fill("Growing tomatoes & <b>herbs</b>");
    await press(form, "Schedule");
    expect(await form.getByRole("alert").filter({ hasText: "complete this required field" }).count()).toBe(3);

    await form.getByLabel("Start date").fill("2020-01-01");
    await form.getByLabel("Start time").fill("10:00");
    // It is said as soon as it is chosen (B18), in a view that takes the place of this one.
    const past = form.getByText("That start is in the past");
    await seen(past.first());
    await form.getByLabel("Meeting link").fill("https://meet.example/tomatoes");
    await press(form, "Schedule");
    await seen(form.getByRole("alert").filter({ hasText: "That start is in the past" }));
    expect(await form.getByLabel("Title").inputValue()).toBe("Growing tomatoes & <b>herbs</b>");

    await form.getByLabel("Start date").fill(tomorrow());
    await expect.poll(() => past.count()).toBe(0);
    await press(form, "More settings");
    await dialog(slack())
      .getByRole("textbox", { name: /^Seats/ })
      .fill("50");
    expect(await form.getByLabel("Title").inputValue()).toBe("Growing tomatoes & <b>herbs</b>");
    await press(form, "Schedule");
    await press(dialog(slack()).filter({ hasText: "Scheduled" }).locator("footer"), "Close");
    await gone(dialog(slack()));
    const card = latest(slack(), "Scheduled: Growing tomatoes & <b>herbs</b>");
    await seen(card);
    expect(await card.locator(".bk-header", { hasText: "Scheduled: " }).count()).toBe(1);
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
    const answer = latest(slack(), "3 people are invited");
    await seen(answer.getByText("Only visible to you"));
    await stepsDone(2);
  });

  it("shows the guest's mail, whose link leads on", async () => {
    await page.getByRole("button", { name: /^Mail/ }).click();
    await press(page.getByRole("group", { name: "Mailboxes" }), /gus@guest\.example/);
    const frame = page.frameLocator("iframe");
    await seen(frame.getByRole("heading", { name: "invited" }).first());
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
    await seen(latest(slack(), "Request received"));
    await stepsDone(3);
  });

  it("approves her: the card changes, and she has her ID", async () => {
    await become(slack(), "Hanna Berg");
    await open(slack(), /webinar-hosts/);
    await press(latest(slack(), "Ann Lee asks to join"), /^Approve/);
    const card = latest(slack(), "Ann Lee is approved");
    await seen(card.getByText("Hanna Berg", { exact: false }).first());
    expect(await card.getByRole("button").allTextContents()).toEqual(["Undo", "⋯"]);
    await press(card, "More actions");
    await seen(card.getByRole("menuitem", { name: "Change decision" }));
    await page.getByRole("button", { name: "Move the clock one minute forward" }).click();
    await become(slack(), "Ann Lee");
    await open(slack(), /Usher/);
    await seen(latest(slack(), /You’re in.*Registration ID:?\s*\w/s));
    await stepsDone(5);
  });

  it("registers Tim in Teams, on one of Microsoft's cards, and his card follows the decision", async () => {
    await become(teams(), "Tim Okoro");
    await press(latest(teams(), "You’re invited"), "Register");
    await seen(latest(teams(), "Request received"));
    await stepsDone(6);

    await become(slack(), "Hanna Berg");
    await open(slack(), /webinar-hosts/);
    await press(latest(slack(), "Tim Okoro asks to join"), /^Approve/);
    await seen(latest(slack(), "Tim Okoro is approved"));
    await page.getByRole("button", { name: "Move the clock one minute forward" }).click();
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

describe("behind the scenes", () => {
  it("the inspector shows a request, its answer and the Redis keys it touched", async () => {
    await page.getByRole("button", { name: /^Inspector/ }).click();
    const entry = page.getByRole("group").filter({ hasText: "/webinar schedule" }).first();
    await entry.locator("summary").click();
    await seen(entry.getByRole("heading", { name: /^Redis: \d+ commands?/ }));
    expect(await entry.getByRole("cell").first().textContent()).not.toBe("");
    await page.getByRole("button", { name: /^Inspector/ }).click();
  });

  it("a crowd is sent, and its progress is told", async () => {
    await page.getByRole("button", { name: "Send 1,000 requests" }).click();
    await seen(page.getByRole("status").filter({ hasText: /[1-9]\d* of 1,000 answered\. / }));
  });

  it("no script complained", () => {
    expect(at.complaints).toEqual([]);
  });
});
