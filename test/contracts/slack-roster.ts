import type { SlackClient } from "../../src/playground/slack/client.ts";
import type { Filled } from "../../src/playground/slack/inputs.ts";
import { elementsOf, optionsOf } from "../../src/playground/slack/limits.ts";
import type { SlackView } from "../../src/playground/slack/views.ts";
import type { ReviewList, Seen } from "./face.ts";
import { searchOf } from "./roster-search.ts";
import { filterIn, reviewDecisionIn } from "./slack-filling.ts";

/** The roster that is open in a client of Slack. */
export const makeSlackReview = (client: SlackClient, seenOf: (view: SlackView) => Seen): ReviewList => {
  const top = (): SlackView => {
    const view = client.openView();
    if (!view) throw new Error("no view is open");
    return view;
  };

  const press = async (act: string, how: { filled?: Filled; value?: string } = {}): Promise<Seen> => {
    await client.pressInView(top(), `roster:${act}`, how);
    return seenOf(top());
  };
  const send = async (filled: Filled): Promise<Seen> => seenOf((await client.submit(top(), filled)).view ?? top());

  return {
    shown: () => seenOf(top()),
    show: async (filter) => press("filter:search", { filled: filterIn(top(), filter), value: searchOf(filter) }),
    next: () => press("next"),
    previous: () => press("previous"),
    details: async (name) => {
      const [select] = top()
        .blocks.flatMap((block) => elementsOf(block))
        .filter(({ action_id: id }) => id === "roster:details");
      const option = select && optionsOf(select).find((one) => JSON.stringify(one.text).includes(name));
      if (!option) throw new Error(`${name} is not on the page`);
      return press("details", { value: String(option.value) });
    },
    decide: async (to, which, reason) => {
      if (which === "page") await press("choose_all");
      const filled = reviewDecisionIn(top(), typeof which === "string" ? [] : which, reason);
      if (which === "all") return press(to === "approved" ? "approve_all" : "reject_all", { filled });
      return to === "approved" ? send(filled) : press("reject_chosen", { filled });
    },
    undo: () => press("undo"),
  };
};
