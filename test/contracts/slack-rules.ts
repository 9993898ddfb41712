import type { SlackClient } from "../../src/playground/slack/client.ts";
import { elementsOf } from "../../src/playground/slack/limits.ts";
import { wordsIn } from "../../src/playground/slack/reading.ts";
import type { SlackView } from "../../src/playground/slack/views.ts";
import type { RulesEditor, Seen } from "./face.ts";
import { ruleIn } from "./slack-filling.ts";

/** The rules editor that is open in a client of Slack. */
export const makeSlackRules = (client: SlackClient, seenOf: (view: SlackView) => Seen): RulesEditor => {
  const top = (): SlackView => {
    const view = client.openView();
    if (!view) throw new Error("no view is open");
    return view;
  };
  /** The editor itself; what still stands on it is closed, as a person would. */
  const root = async (): Promise<SlackView> => {
    for (;;) {
      const view = top();
      if (view.callback_id === "rules") return view;
      await client.close(view);
    }
  };

  const act = async (n: number, name: "up" | "down" | "remove"): Promise<Seen> => {
    const view = await root();
    const ids = view.blocks
      .flatMap(elementsOf)
      .flatMap(({ action_id: id }) => /^rule:(.+)$/.exec(String(id))?.[1] ?? []);
    const id = ids[n - 1];
    if (!id) throw new Error(`no rule ${n} in: ${wordsIn(view)}`);
    await client.pressInView(view, `rule:${id}`, { value: `${name}:${id}` });
    return seenOf(top());
  };

  return {
    shown: () => seenOf(top()),
    add: async (fields) => {
      await client.pressInView(await root(), "add_rule");
      const form = top();
      if (form.callback_id === "rules") return seenOf(form);
      const answer = await client.submit(form, ruleIn(form, fields));
      if (answer.errors) return { words: Object.values(answer.errors).join("\n"), labels: [] };
      return seenOf(answer.view ?? top());
    },
    remove: (n) => act(n, "remove"),
    up: (n) => act(n, "up"),
    down: (n) => act(n, "down"),
    noMatch: async (what) => {
      await client.pressInView(await root(), "no_match", { value: what });
      return seenOf(top());
    },
  };
};
