import { vi } from "vitest";
import type { SlackClient } from "../../src/playground/slack/client.ts";
import type { Filled } from "../../src/playground/slack/inputs.ts";
import { elementsOf, optionsOf } from "../../src/playground/slack/limits.ts";
import { buttonsIn } from "../../src/playground/slack/reading.ts";
import type { SlackView } from "../../src/playground/slack/views.ts";
import type { ReviewList, Seen } from "./face.ts";
import { searchOf } from "./roster-search.ts";
import { decisionIn, filterIn, reasonedIn, reviewDecisionIn } from "./slack-filling.ts";

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

  const list: ReviewList = {
    shown: () => seenOf(top()),
    show: async (filter) => {
      if (!top().blocks.some(({ block_id: id = "" }) => id.startsWith("search"))) await press("mode:search");
      return press("filter:search", { filled: filterIn(top(), filter), value: searchOf(filter) });
    },
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
    pressDetail: async (label) => {
      const button = buttonsIn(top()).find(({ text }) => text === label);
      if (!button) throw new Error(`no button "${label}" on: ${seenOf(top()).words}`);
      const { hash } = top();
      await client.pressInView(top(), button.actionId);
      // What is pressed on a notice is answered after it is acknowledged.
      return vi.waitFor(() => {
        if (top().hash === hash) throw new Error("nothing came in the place of the details");
        return seenOf(top());
      });
    },
    correctDetail: async (address) => {
      if (buttonsIn(top()).length > 0) await list.pressDetail("Correct the address");
      const { errors, view } = await client.submit(top(), { address });
      return errors ? { words: Object.values(errors).join("\n"), labels: [] } : seenOf(view ?? top());
    },
    decideDetail: async (fields) => {
      const decides = ["Decide the request", "Change decision", "Free the seat"];
      await list.pressDetail(seenOf(top()).labels.find((label) => decides.includes(label)) ?? "Decide the request");
      const reasoned = reasonedIn(top(), fields);
      if (reasoned) await client.pressInView(top(), "decision", reasoned);
      return send(decisionIn(top(), fields));
    },
    decide: async (to, which, reason) => {
      if (which === "page") await press("choose_all");
      const ticked = reviewDecisionIn(top(), typeof which === "string" ? [] : which, undefined);
      if (to === "approved") return which === "all" ? press("approve_all") : send(ticked);
      await press("mode:reject", { filled: ticked });
      const filled = reviewDecisionIn(top(), [], reason);
      return which === "all" ? press("reject_all", { filled }) : send(filled);
    },
    undo: () => press("undo"),
  };
  return list;
};
