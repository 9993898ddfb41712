import type { BlockAction, ViewOutput } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import type { Speaker } from "../../core/chat/speaker.ts";
import { subjectOfForm } from "../../core/chat/subject.ts";
import type { Reader } from "../../core/model/person.ts";
import type { Refusal } from "../../core/model/refusal.ts";
import { type Notice, refused } from "../../core/notices/notice.ts";
import { wordsOf } from "../../texts/words.ts";
import type { Conversation } from "../conversation.ts";
import { readCarried } from "../platform/carried.ts";
import { failedWith } from "../platform/client.ts";
import type { Dispatch } from "../platform/dispatch.ts";
import { blockName } from "../platform/filled-in.ts";

/** A view as it was shown when somebody sent it or pressed in it. */
interface ShownView {
  readonly id: string;
  readonly hash: string;
  readonly metadata: string;
  readonly values: unknown;
  /** The blocks that take input. */
  readonly inputs: readonly string[];
  /** The view below it. */
  readonly belowId: string | undefined;
}

/** Somebody with a form in front of them. */
export interface Turn {
  readonly speaker: Speaker;
  readonly reader: Reader;
  readonly view: ShownView;
}

export interface Press extends Turn {
  readonly actionId: string;
  /** The value of the button, or of what was chosen. */
  readonly value: string;
  readonly triggerId: string;
}

/**
 * What a sent form leads to: another view in its place or on top of it, sentences beside its inputs, or its end.
 * `onTop` makes the view for either: one that comes too late for Slack's answer takes the form's place. `closes` is the
 * view that is shown where Slack cannot close it any more.
 */
export type FormAnswer =
  | { readonly view: ModalView }
  | { readonly onTop: (isOnTop: boolean) => ModalView }
  | { readonly errors: Readonly<Record<string, string>> }
  | { readonly closes: ModalView; readonly title: string };

/** What is wrong, by the input's name; `none` is the form as a whole. */
export interface Problem {
  readonly field: string;
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

const UNREAD = refused({ reason: "profile_unread" });

/** Listens to modals for the forms: identifies who sent or pressed, answers in time, and tells what was thrown. */
export const makeModals = (dispatch: Dispatch, conversation: Conversation) => {
  const nobody = conversation.readerOf(undefined);

  const actorOf = (user: { id: string; team_id?: string }, team: string | undefined) => ({
    team: user.team_id ?? team ?? "",
    user: user.id,
  });

  const turnOf = async (
    user: { id: string; team_id?: string },
    team: string | undefined,
    view: ViewOutput,
    requestParts: readonly string[],
  ): Promise<Turn | undefined> => {
    const subject = subjectOfForm(readCarried(view.private_metadata));
    const actor = { ...actorOf(user, team), requestParts, answerStays: false, subject };
    const speaker = await conversation.speakerOf(actor);
    return speaker && { speaker, reader: conversation.readerOf(speaker.person), view: shownOf(view) };
  };

  const unread = (): ModalView => conversation.noticeView(UNREAD, nobody, true);

  /** A failure stands beside the first input, so that what was typed stays. */
  const failedIn = (view: ViewOutput, notice: Notice): FormAnswer => {
    const [first] = shownOf(view).inputs;
    return first
      ? { errors: { [first]: wordsOf(notice, nobody).lines.join(" ") } }
      : { view: conversation.noticeView(notice, nobody) };
  };

  /** What is said where the view of a late answer cannot be shown, because its form was closed. */
  const insteadOf = (answer: FormAnswer): Notice => {
    if ("closes" in answer) return conversation.noticeIn(answer.closes) ?? { kind: "saved", title: answer.title };
    const told = "view" in answer ? conversation.noticeIn(answer.view) : undefined;
    return told ?? refused({ reason: "form_lost" });
  };

  /** The view for an answer that comes when Slack waits no more. */
  const lateView = (answer: FormAnswer): ModalView => {
    if ("view" in answer) return answer.view;
    if ("onTop" in answer) return answer.onTop(false);
    return "errors" in answer ? conversation.sentencesView(Object.values(answer.errors), nobody) : answer.closes;
  };

  return {
    /**
     * Takes the forms with this callback id. What identifies the act is the view, its metadata and what was filled in:
     * its repeat is the same act, and a corrected form is another.
     */
    submitted: (callbackId: string, answer: (turn: Turn) => Promise<FormAnswer>): void => {
      dispatch.sent(callbackId, async ({ ack, body, view }) => {
        const parts = ["view", callbackId, view.id, view.private_metadata, JSON.stringify(view.state.values)];
        const work = async (): Promise<FormAnswer> => {
          const turn = await turnOf(body.user, body.team?.id, view, parts);
          if (!turn) return failedIn(view, UNREAD);
          const answered = await answer(turn);
          if ("view" in answered) conversation.follow(turn.speaker, conversation.noticeIn(answered.view));
          return answered;
        };
        const first = await conversation.answers.inTime(
          work(),
          (error) => failedIn(view, conversation.failure(error)),
          (late) =>
            conversation.call(actorOf(body.user, body.team?.id), insteadOf(late), () =>
              conversation.client.views.update({ view_id: view.id, view: lateView(late) }),
            ),
        );
        const found = first ?? { view: conversation.noticeView({ kind: "working" }, nobody) };
        if ("errors" in found) await ack({ response_action: "errors", errors: found.errors });
        else if ("view" in found) await ack({ response_action: "update", view: found.view });
        else if ("onTop" in found) await ack({ response_action: "push", view: found.onTop(true) });
        else await ack();
      });
    },

    /** Takes a form of which nothing is kept. */
    closes: (callbackId: string): void => {
      dispatch.sent(callbackId, ({ ack }) => ack());
    },

    /** Takes what is pressed in a view. `act` answers by changing views; a failure is told in a view on top. */
    pressed: (name: string, act: (press: Press) => Promise<unknown>): void => {
      dispatch.pressed(name, async ({ ack, body }) => {
        const { view, trigger_id: triggerId } = body;
        if (!view) return ack();
        const [action] = body.actions;
        const work = async (): Promise<ModalView | "done"> => {
          const turn = await turnOf(body.user, body.team?.id, view, ["press", triggerId]);
          if (!turn) return unread();
          await act({ ...turn, triggerId, actionId: action?.action_id ?? "", value: chosenIn(action) });
          return "done";
        };
        const failed = (error: unknown) => conversation.noticeView(conversation.failure(error), nobody, true);
        const tell = async (told: ModalView | "done") => {
          if (told === "done") return;
          await conversation.call(actorOf(body.user, body.team?.id), conversation.noticeIn(told), () =>
            conversation.client.views.push({ trigger_id: triggerId, view: told }),
          );
        };
        const first = await conversation.answers.inTime(work(), failed, tell);
        await ack();
        if (first) await tell(first);
      });
    },

    /** Shows a view anew after a press in it; where another press was faster, what is stored by then is read again. */
    shownAnew: async ({ view: { id, hash } }: Press, view: ModalView, readAgain: () => Promise<ModalView>) => {
      try {
        await conversation.client.views.update({ view_id: id, hash, view });
      } catch (error) {
        if (!failedWith(error, "hash_conflict")) throw error;
        await conversation.client.views.update({ view_id: id, view: await readAgain() });
      }
    },

    /** Problems where Slack can show them: `errors` beside the view's inputs, by block id; `notes` over the form. */
    placed: (problems: readonly Problem[], { view, reader }: Turn) => {
      const errors: Record<string, string> = {};
      const notes: string[] = [];
      for (const { field, refusal } of problems) {
        const sentence = conversation.sentence(refusal, reader);
        const id = view.inputs.find((one) => blockName(one) === field);
        if (id === undefined) notes.push(sentence);
        else errors[id] = errors[id] === undefined ? sentence : `${errors[id]} ${sentence}`;
      }
      return { errors, notes, sentences: [...Object.values(errors), ...notes] };
    },
  };
};

export type Modals = ReturnType<typeof makeModals>;
