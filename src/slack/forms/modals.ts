import type { App, BlockAction, ViewOutput } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import type { Speaker } from "../../core/chat/speaker.ts";
import type { Refusal } from "../../core/model/refusal.ts";
import type { Reader } from "../../delivery/outcome.ts";
import { wordsOf } from "../../texts/words.ts";
import type { Talk } from "../conversation.ts";
import { failedWith } from "../platform/client.ts";
import { blockName } from "../platform/filled-in.ts";

/** A view as it was shown when somebody sent it or pressed in it. */
export interface ShownView {
  readonly id: string;
  readonly hash: string;
  readonly metadata: string;
  readonly values: unknown;
  /** The blocks that take input. */
  readonly inputs: readonly string[];
  /** The view below it. */
  readonly belowId: string | undefined;
}

export interface Filler {
  readonly speaker: Speaker;
  readonly reader: Reader;
  readonly view: ShownView;
}

export interface Press extends Filler {
  readonly actionId: string;
  /** The value of the button, or of what was chosen. */
  readonly value: string;
  readonly triggerId: string;
}

/** What a sent form leads to: another view in its place, problems beside its inputs, or its end; `closes` is shown where it cannot end. */
export type FormAnswer =
  | { readonly view: ModalView }
  | { readonly errors: Readonly<Record<string, string>> }
  | { readonly closes: ModalView };

/** What is wrong, by the input's name; without one it is about the form as a whole. */
export interface FormTrouble {
  readonly block: string | undefined;
  readonly refusal: Refusal;
}

const shownOf = (view: ViewOutput): ShownView => ({
  id: view.id,
  hash: view.hash,
  metadata: view.private_metadata,
  values: view.state.values,
  inputs: view.blocks.flatMap(({ type, block_id }) => (type === "input" && block_id ? [block_id] : [])),
  belowId: view.previous_view_id ?? undefined,
});

const chosenIn = (action: BlockAction["actions"][number] | undefined): string => {
  if (!action) return "";
  if ("selected_option" in action) return action.selected_option?.value ?? "";
  return "value" in action ? (action.value ?? "") : "";
};

/** Modals: what is sent in and what is pressed in them. Whoever it is, and whatever throws, is seen to here. */
export const makeForms = (app: App, talk: Talk) => {
  const fillerOf = async (
    user: { id: string; team_id?: string },
    team: string | undefined,
    view: ViewOutput,
    requestParts: readonly string[],
  ): Promise<Filler | undefined> => {
    const actor = { team: user.team_id ?? team ?? "", user: user.id, requestParts, answerStays: false };
    const speaker = await talk.speaker(actor);
    return speaker && { speaker, reader: talk.readerOf(speaker.person), view: shownOf(view) };
  };

  const unread = (): ModalView =>
    talk.noticeView({ kind: "refused", refusal: { reason: "profile_unread" } }, talk.readerOf(undefined));

  return {
    /**
     * The forms with this callback id. A form's act is named by its view, by what it was made from and by what was
     * filled in, so that its repeat is the same act and a corrected one is another.
     */
    submitted: (callbackId: string, answer: (filler: Filler) => Promise<FormAnswer>): void => {
      app.view(callbackId, async ({ ack, body, view }) => {
        const parts = ["view", callbackId, view.id, view.private_metadata, JSON.stringify(view.state.values)];
        const work = fillerOf(body.user, body.team?.id, view, parts).then((filler): Promise<FormAnswer> | FormAnswer =>
          filler ? answer(filler) : { view: unread() },
        );
        const failed = (error: unknown): FormAnswer => {
          const notice = talk.failure(error);
          const reader = talk.readerOf(undefined);
          const [first] = shownOf(view).inputs;
          // Beside the first input, so that what was typed stays.
          return first
            ? { errors: { [first]: wordsOf(notice, reader).lines.join(" ") } }
            : { view: talk.noticeView(notice, reader) };
        };
        const late = (found: FormAnswer): ModalView =>
          "view" in found
            ? found.view
            : "errors" in found
              ? talk.sentencesView(Object.values(found.errors), talk.readerOf(undefined))
              : found.closes;
        const first = await talk.answers.inTime(work, failed, (found) =>
          talk.client.views.update({ view_id: view.id, view: late(found) }),
        );
        if (!first)
          await ack({
            response_action: "update",
            view: talk.noticeView({ kind: "working" }, talk.readerOf(undefined)),
          });
        else if ("errors" in first) await ack({ response_action: "errors", errors: first.errors });
        else if ("view" in first) await ack({ response_action: "update", view: first.view });
        else await ack();
      });
    },

    /** A form of which nothing is kept. */
    closes: (callbackId: string): void => {
      app.view(callbackId, ({ ack }) => ack());
    },

    /** What is pressed or chosen in a view; it answers by changing views. What throws is told in a view on top. */
    pressed: (actionId: RegExp, act: (press: Press) => Promise<unknown>): void => {
      app.action<BlockAction>({ type: "block_actions", action_id: actionId }, async ({ ack, body }) => {
        const { view, trigger_id: triggerId } = body;
        if (!view) return ack();
        const [action] = body.actions;
        const work = async (): Promise<ModalView | "done"> => {
          const filler = await fillerOf(body.user, body.team?.id, view, ["press", triggerId]);
          if (!filler) return unread();
          await act({ ...filler, triggerId, actionId: action?.action_id ?? "", value: chosenIn(action) });
          return "done";
        };
        const failed = (error: unknown) => talk.noticeView(talk.failure(error), talk.readerOf(undefined));
        const tell = async (told: ModalView | "done") => {
          if (told !== "done") await talk.client.views.push({ trigger_id: triggerId, view: told });
        };
        const first = await talk.answers.inTime(work(), failed, tell);
        await ack();
        if (first) await tell(first);
      });
    },

    /**
     * Shows a view anew after a press in it. Where another press has done so meanwhile, this one may not know of that
     * one's: it is read again.
     */
    shownAnew: async ({ view: { id, hash } }: Press, view: ModalView, readAgain: () => Promise<ModalView>) => {
      try {
        await talk.client.views.update({ view_id: id, hash, view });
      } catch (error) {
        if (!failedWith(error, "hash_conflict")) throw error;
        await talk.client.views.update({ view_id: id, view: await readAgain() });
      }
    },

    /** Problems where Slack can show them: beside the view's inputs, by block id; the rest as sentences over the form. */
    placed: (troubles: readonly FormTrouble[], { view, reader }: Filler) => {
      const errors: Record<string, string> = {};
      const notes: string[] = [];
      for (const { block, refusal } of troubles) {
        const sentence = talk.sentence(refusal, reader);
        const id = block === undefined ? undefined : view.inputs.find((one) => blockName(one) === block);
        if (id === undefined) notes.push(sentence);
        else errors[id] = errors[id] === undefined ? sentence : `${errors[id]} ${sentence}`;
      }
      return { errors, notes, sentences: [...Object.values(errors), ...notes] };
    },
  };
};

export type Forms = ReturnType<typeof makeForms>;
