import type { SlackClient } from "../../src/playground/slack/client.ts";
import { elementsOf } from "../../src/playground/slack/limits.ts";
import { wordsIn } from "../../src/playground/slack/reading.ts";
import type { SlackView } from "../../src/playground/slack/views.ts";
import type { Builder, Seen } from "./face.ts";
import { questionIn } from "./slack-filling.ts";

/** The form builder that is open in a client of Slack. */
export const makeSlackBuilder = (client: SlackClient, seenOf: (view: SlackView) => Seen): Builder => {
  /** The builder itself; what still stands on it is closed, as a person would. */
  const root = async (): Promise<SlackView> => {
    for (;;) {
      const view = client.openView();
      if (!view) throw new Error("the form builder is not open");
      if (view.callback_id === "questions") return view;
      await client.close(view);
    }
  };
  const top = (): SlackView => {
    const view = client.openView();
    if (!view) throw new Error("no view is open");
    return view;
  };

  const idOf = (view: SlackView, label: string): string => {
    const row = view.blocks.find(
      (block) =>
        wordsIn({ blocks: [{ ...block, accessory: undefined }] })
          .replaceAll("\u200b", "")
          .includes(`*${label}*`) && elementsOf(block).length > 0,
    );
    const [, id] = /^question:(.+)$/.exec(String(row && elementsOf(row)[0]?.action_id)) ?? [];
    if (!id) throw new Error(`no question "${label}" in: ${wordsIn(view)}`);
    return id;
  };

  const act = async (label: string, name: "edit" | "up" | "down" | "remove"): Promise<Seen> => {
    const view = await root();
    const id = idOf(view, label);
    await client.pressInView(view, `question:${id}`, { value: `${name}:${id}` });
    return seenOf(top());
  };

  const fillIn = async (question: Parameters<Builder["add"]>[0], force: boolean): Promise<Seen> => {
    const view = top();
    const answer = await client.submit(view, questionIn(view, question), { force });
    if (answer.errors) return { words: Object.values(answer.errors).join("\n"), labels: [] };
    return seenOf(answer.view ?? top());
  };

  return {
    shown: () => seenOf(top()),
    standard: async (asked) => {
      for (const [name, how] of Object.entries(asked))
        await client.pressInView(await root(), `standard:${name}`, { value: how });
      return seenOf(top());
    },
    add: async (question, { force = false } = {}) => {
      await client.pressInView(await root(), "add_question");
      return fillIn(question, force);
    },
    change: async (label, question) => {
      await act(label, "edit");
      return fillIn(question, false);
    },
    remove: (label) => act(label, "remove"),
    up: (label) => act(label, "up"),
    down: (label) => act(label, "down"),
    preview: async () => {
      await client.pressInView(await root(), "preview_form");
      return seenOf(top());
    },
  };
};
