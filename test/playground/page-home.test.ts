import { afterAll, beforeAll, expect, it } from "vitest";
import { become, browsePlayground, dialog, open, press, seen, slackOf } from "./browse.ts";

let at: Awaited<ReturnType<typeof browsePlayground>>;
beforeAll(async () => {
  at = await browsePlayground();
}, 300_000);
afterAll(() => at?.stop());

const slack = () => slackOf(at.page);
/** Opens the Home of somebody; until it is theirs, the one before is gone. */
const lookAs = async (name: string): Promise<void> => {
  await open(slack(), /^U? ?Usher/);
  await become(slack(), name);
  await open(slack(), /Home/);
};

it("in the Slack pane everybody has their own Home tab, whose buttons work", async () => {
  await lookAs("Ann Lee");
  const home = slack().locator("article.home");
  await seen(home.getByText("Nothing is coming up yet."));
  // What is typed reaches Usher in its own conversation.
  expect(await slack().getByRole("textbox").count()).toBe(0);

  await lookAs("Hanna Berg");
  await press(home, "Schedule a webinar");
  const form = dialog(slack());
  await form.getByLabel("Title").fill("Bees");
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel("Start date").fill(tomorrow);
  await form.getByLabel("Start time").fill("10:00");
  await form.getByLabel("Meeting link").fill("https://meet.example/bees");
  await press(form, "Schedule");
  await seen(home.getByRole("heading", { name: "You host or speak" }));
  await press(dialog(slack()).locator("footer"), "Close");

  await lookAs("Ann Lee");
  await seen(home.getByText("Bees"));
  await press(home, /^Register/);
  await seen(dialog(slack()).filter({ hasText: "Request received" }));
  await seen(home.getByRole("heading", { name: "Your registrations and invitations" }));
});
