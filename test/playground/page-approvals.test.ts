import { afterAll, beforeAll, expect, it } from "vitest";
import { become, browsePlayground, choose, dialog, gone, latest, open, press, seen, slackOf, type } from "./browse.ts";

let at: Awaited<ReturnType<typeof browsePlayground>>;
beforeAll(async () => {
  at = await browsePlayground();
}, 300_000);
afterAll(() => at?.stop());

const slack = () => slackOf(at.page);
const closed = async (words: string): Promise<void> => {
  await seen(dialog(slack()).filter({ hasText: words }));
  await press(dialog(slack()).locator("footer"), "Close");
  await gone(dialog(slack()));
};
const tomorrow = (): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin", dateStyle: "short" }).format(Date.now() + 86_400_000);

it("in the Slack pane a question and its answer stand under the card; all that wait are approved after a second word", async () => {
  await become(slack(), "Hanna Berg");
  await open(slack(), /hosts/);
  await type(slack(), "/webinar schedule");
  const form = dialog(slack());
  await form.getByLabel("Title").fill("Bees");
  await form.getByLabel("Start date").fill(tomorrow());
  await form.getByLabel("Start time").fill("10:00");
  await form.getByLabel("Meeting link").fill("https://meet.example/bees");
  const invited = form.getByRole("group", { name: /People to invite/ });
  await invited.getByText("Choose an option").click();
  await invited.getByLabel("Cora Diaz").check();
  await seen(invited.locator("summary").getByText("Cora Diaz"));
  await press(form, "Schedule");
  await closed("Scheduled");
  const announced = await latest(slack(), "Scheduled: Bees").textContent();
  const [, code = ""] = /Code: ([2-9A-HJ-NP-Z]{6})/.exec(announced ?? "") ?? [];

  await become(slack(), "Cora Diaz");
  await open(slack(), /Usher/);
  await seen(latest(slack(), /invited.*Bees/));

  await become(slack(), "Ann Lee");
  await open(slack(), /Usher/);
  await type(slack(), `show ${code}`);
  await press(latest(slack(), "Bees"), "Register");
  await press(dialog(slack()), "Register");
  await closed("Request received");

  await become(slack(), "Hanna Berg");
  await open(slack(), /hosts/);
  await choose(latest(slack(), "Ann Lee asks to join"), "Ask a question");
  await dialog(slack()).getByLabel("Question").fill("Are you a <beekeeper>?");
  await press(dialog(slack()), "Send question");
  await closed("on its way to Ann Lee");
  // What comes later stands below; the answer does not.
  await become(slack(), "Ann Lee");
  await open(slack(), /Usher/);
  await press(latest(slack(), "Are you a <beekeeper>?"), "Answer");
  await dialog(slack()).getByLabel("Your answer").fill("For ten years.");
  await press(dialog(slack()), "Send answer");
  await closed("Your answer was sent");

  await become(slack(), "Hanna Berg");
  await open(slack(), /hosts/);
  const replies = slack().locator("article:has-text('Ann Lee asks to join') ~ article.reply");
  await seen(replies.filter({ hasText: "For ten years." }));
  expect(await replies.count()).toBe(2);

  await type(slack(), `/webinar requests ${code}`);
  const list = dialog(slack()).filter({ hasText: "Roster" });
  await seen(list.getByText("Bees: 1 request waiting for approval"));
  await press(list, "Approve it");
  const sure = slack().getByRole("dialog", { name: "Are you sure?" });
  await press(sure, "No");
  await gone(sure);
  await press(list, "Approve it");
  await press(sure, "Approve it");
  await seen(list.getByText("Approving requests: Bees"));
  await press(list, "Undo");
  await seen(list.getByText(/Undoing|taken back/));
  // By workers; the list is read anew.
  const choice = list.getByLabel("Choose", { exact: true });
  const refresh = list.getByRole("button", { name: "Refresh", exact: true });
  const readAnew = async (): Promise<number> => {
    // It stands there for as long as nobody does.
    if ((await refresh.count()) > 0) await refresh.click();
    return choice.count();
  };
  await expect.poll(readAnew, { timeout: 10_000, interval: 300 }).toBe(1);
  await choice.check();
  await press(list, "Approve the chosen");
  await seen(list.getByText("1 request is approved: Bees"));
  expect(at.complaints).toEqual([]);
});
