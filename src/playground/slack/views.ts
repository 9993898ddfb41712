import { randomUUID } from "node:crypto";
import { newId, type SlackBlock, withIds } from "./ids.ts";
import { stateOf, type ViewValues } from "./inputs.ts";
import { isObject, type Loose } from "./limits.ts";
import type { Workspace } from "./workspace.ts";

/** A modal or Home in the form `views.*` answer and payloads carry it. Like a message, one state: it never changes. */
export interface SlackView {
  readonly id: string;
  readonly hash: string;
  readonly type: "modal" | "home";
  readonly blocks: readonly SlackBlock[];
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly external_id: string;
  readonly title: { readonly type: "plain_text"; readonly text: string } | null;
  readonly submit: { readonly type: "plain_text"; readonly text: string } | null;
  readonly close: { readonly type: "plain_text"; readonly text: string } | null;
  readonly clear_on_close: boolean;
  readonly notify_on_close: boolean;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
  readonly state: { readonly values: ViewValues };
  readonly team_id: string;
  readonly app_id: string;
  readonly bot_id: string;
  readonly app_installed_team_id: string;
}

type Trigger = { userId: string; channelId?: string; at: number; used: boolean };
type Refusal = { error: string };
const triggerLifeMs = 3000;
const deepest = 3;

/** The modals each person has open, their Homes, and the triggers that let the app open more. */
export type Views = ReturnType<typeof makeViews>;

/** No views yet. Triggers live 3 s by the workspace's clock ("Slack and Bolt 5: the rules", 2). */
export function makeViews(workspace: Workspace) {
  const stacks = new Map<string, readonly SlackView[]>();
  const homes = new Map<string, SlackView>();
  const triggers = new Map<string, Trigger>();
  /** Where the person was when the modal opened: what `default_to_current_conversation` means. */
  const origins = new Map<string, string>();

  const stackOf = (userId: string): readonly SlackView[] => stacks.get(userId) ?? [];

  function make(given: Loose, keep: Partial<SlackView>, origin?: string): SlackView {
    const blocks = withIds(Array.isArray(given.blocks) ? given.blocks : []);
    const id = keep.id ?? newId("V");
    const here = origin ?? origins.get(id);
    if (here !== undefined) origins.set(id, here);
    return {
      callback_id: "",
      private_metadata: "",
      external_id: "",
      title: null,
      submit: null,
      close: null,
      clear_on_close: false,
      notify_on_close: false,
      root_view_id: id,
      previous_view_id: null,
      ...(given as { type: SlackView["type"] }),
      ...keep,
      id,
      hash: `${Math.floor(workspace.now() / 1000)}.${randomUUID().slice(0, 8)}`,
      blocks,
      state: { values: stateOf(blocks, { kept: keep.state?.values ?? {}, ...(here !== undefined && { here }) }) },
      team_id: workspace.teamId,
      app_id: workspace.appId,
      bot_id: workspace.botId,
      app_installed_team_id: workspace.teamId,
    };
  }

  function newTrigger(userId: string, channelId?: string): string {
    const id = `${randomUUID()}.${workspace.teamId}`;
    const where = channelId === undefined ? {} : { channelId };
    triggers.set(id, { userId, ...where, at: workspace.now(), used: false });
    return id;
  }

  function takeTrigger(id: string): Trigger | Refusal {
    const trigger = triggers.get(id);
    if (!trigger) return { error: "invalid_trigger_id" };
    if (trigger.used) return { error: "exchanged_trigger_id" };
    if (workspace.now() - trigger.at > triggerLifeMs) return { error: "expired_trigger_id" };
    trigger.used = true;
    return trigger;
  }

  const takenExternalId = (given: Loose, except?: string): boolean =>
    Boolean(given.external_id) &&
    [...stacks.values()].flat().some((of) => of.external_id === given.external_id && of.id !== except);

  function open(triggerId: string, given: Loose): SlackView | Refusal {
    const trigger = takeTrigger(triggerId);
    if ("error" in trigger) return trigger;
    if (takenExternalId(given)) return { error: "duplicate_external_id" };
    const view = make(given, {}, trigger.channelId);
    stacks.set(trigger.userId, [view]);
    return view;
  }

  /** What both `views.push` and the answer `push` do. */
  function place(userId: string, given: Loose): SlackView | Refusal {
    const stack = stackOf(userId);
    const top = stack.at(-1);
    if (!top) return { error: "not_found" };
    if (stack.length >= deepest) return { error: "push_limit_reached" };
    if (takenExternalId(given)) return { error: "duplicate_external_id" };
    const view = make(given, { previous_view_id: top.id, root_view_id: top.root_view_id }, origins.get(top.id));
    stacks.set(userId, [...stack, view]);
    return view;
  }

  function push(triggerId: string, given: Loose): SlackView | Refusal {
    const trigger = takeTrigger(triggerId);
    return "error" in trigger ? trigger : place(trigger.userId, given);
  }

  /** Replaces an open view; what stands in an input whose `block_id` and `action_id` are kept stays. */
  function update(by: { id?: string; externalId?: string; hash?: string }, given: Loose): SlackView | Refusal {
    for (const [userId, stack] of stacks) {
      const old = stack.find((of) => (by.id ? of.id === by.id : by.externalId && of.external_id === by.externalId));
      if (!old) continue;
      if (by.hash && by.hash !== old.hash) return { error: "hash_conflict" };
      if (takenExternalId(given, old.id)) return { error: "duplicate_external_id" };
      const { id, root_view_id, previous_view_id, state, external_id } = old;
      const keep = { id, root_view_id, previous_view_id, state, ...(!given.external_id && { external_id }) };
      const view = make(given, keep);
      replace(userId, view);
      return view;
    }
    return { error: "not_found" };
  }

  function replace(userId: string, view: SlackView): void {
    stacks.set(
      userId,
      stackOf(userId).map((of) => (of.id === view.id ? view : of)),
    );
  }

  function publish(userId: string, given: Loose, hash?: string): SlackView | Refusal {
    const old = homes.get(userId);
    if (hash && old && hash !== old.hash) return { error: "hash_conflict" };
    const view = make(given, old ? { id: old.id, root_view_id: old.id } : {});
    homes.set(userId, view);
    return view;
  }

  return {
    newTrigger,
    open,
    push,
    place,
    update,
    publish,
    /** Keeps what the person typed, so that an answer with errors loses nothing. */
    type: (userId: string, view: SlackView, values: ViewValues) => replace(userId, { ...view, state: { values } }),
    top: (userId: string) => stackOf(userId).at(-1),
    home: (userId: string) => homes.get(userId),
    find: (userId: string, id: string) => [...stackOf(userId), homes.get(userId)].find((of) => of?.id === id),
    close: (userId: string, id: string) =>
      void stacks.set(
        userId,
        stackOf(userId).filter((of) => of.id !== id),
      ),
    clear: (userId: string) => void stacks.set(userId, []),
  };
}

/** Whether a view operation was refused. */
export const refused = (of: SlackView | Refusal): of is Refusal => isObject(of) && "error" in of;
