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
  type,
} from "./browse.ts";
import { personIn } from "./visit.ts";

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
describe("typing", () => {
  it("answers plain words in Usher's own conversation, and says where they do not reach it", async () => {
    await type(slack(), "my");
    await seen(latest(slack(), "You have no upcoming registrations"));
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
    await seen(latest(teams(), "Schedule a webinar, and I’ll"));
  });
});

describe("forms stay as they are", () => {
  const somethingHappens = async (): Promise<void> => {
    const { slack: side, version } = await visit.state();
    // Waited for from before it happens: the page may be quicker than this test.
    const refreshed = page.waitForResponse(async (response) => {
      if (!response.url().includes("/playground/state")) return false;
      return Number((await response.json()).version) > version;
    });
    await visit.did({ face: "slack", kind: "say", person: personIn(side.people, "Bob Ray"), text: "list" });
    await refreshed;
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
    await press(latest(teams(), "Schedule a webinar, and I’ll"), "Schedule a webinar");
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
    await seen(form.getByText(/Choose a date and a time for the start/).first());
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
    const other = await at.newPage();
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
    expect(await drawn.textContent()).toMatch(/\*\u200bplain\u200b\*\u200b <i> a link\n2027-01-15/);
    const card = other.getByRole("region", { name: "Microsoft Teams" }).getByRole("article").last();
    await seen(card.getByText("This card has a problem", { exact: false }));
    expect(await card.locator("strong", { hasText: "Bold" }).count()).toBe(1);
    expect(await card.textContent()).toContain("*not* <b>");
    await other.unrouteAll({ behavior: "ignoreErrors" });
    await other.close();
  });

  it("stacks its panes on a narrow screen, with nothing cut off", async () => {
    await page.setViewportSize({ width: 480, height: 800 });
    const [above, below] = await Promise.all([slack().boundingBox(), teams().boundingBox()]);
    expect(below?.y).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 0) - 1);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(480);
  });

  it("no script complained", () => {
    expect(at.complaints).toEqual([]);
  });
});
