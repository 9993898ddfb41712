import { defined } from "../../src/core/model/defined.ts";
import type { SlackClient } from "../../src/playground/slack/client.ts";
import type { Filled } from "../../src/playground/slack/inputs.ts";
import type { SlackView } from "../../src/playground/slack/views.ts";
import type { ReviewList, Seen } from "./face.ts";
import { filterIn, reviewDecisionIn, standingStatus } from "./slack-filling.ts";

/** The roster that is open in a client of Slack. */
export const makeSlackReview = (client: SlackClient, seenOf: (view: SlackView) => Seen): ReviewList => {
  const top = (): SlackView => {
    const view = client.openView();
    if (!view) throw new Error("no view is open");
    return view;
  };
  const openedWith = standingStatus(top());

  const press = async (act: string, filled: Filled = {}): Promise<Seen> => {
    await client.pressInView(top(), `review:${act}`, { filled });
    return seenOf(top());
  };

  return {
    shown: () => seenOf(top()),
    show: async (filter) => {
      const answer = await client.submit(top(), filterIn(top(), { ...defined({ status: openedWith }), ...filter }));
      if (answer.errors) return { words: Object.values(answer.errors).join("\n"), labels: [] };
      return seenOf(answer.view ?? top());
    },
    next: () => press("next"),
    first: () => press("first"),
    decide: async (to, which, reason) => {
      const verb = to === "approved" ? "approve" : "reject";
      if (which === "page") await press("choose_all");
      const names = typeof which === "string" ? undefined : which;
      return press(`${verb}_${which === "all" ? "all" : "chosen"}`, reviewDecisionIn(top(), names, reason));
    },
    undo: () => press("undo"),
  };
};
