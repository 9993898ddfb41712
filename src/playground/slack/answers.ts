import { isObject, type Refusal, refusalOfMessage, refusalOfView } from "./limits.ts";
import { contentOf } from "./methods.ts";
import type { SlackAnswer } from "./sending.ts";
import { refused, type SlackView, type Views } from "./views.ts";
import type { Workspace } from "./workspace.ts";

function mustBeShowable(what: string, refusal: Refusal | undefined): void {
  if (!refusal) return;
  throw new Error([`Slack would refuse this ${what}: ${refusal.error}`, ...(refusal.messages ?? [])].join("\n  "));
}

/**
 * Shows what a command's answer carries: to the person alone, or to all with `in_channel`. Throws when it breaks a
 * limit; a status other than 200 shows nothing.
 */
export function showCommandAnswer(workspace: Workspace, userId: string, channelId: string, answer: SlackAnswer): void {
  if (answer.status !== 200 || answer.body === "") return;
  const shown = isObject(answer.body) ? answer.body : { text: answer.text };
  mustBeShowable("answer to a command", refusalOfMessage(shown));
  if (shown.response_type === "in_channel") workspace.post(channelId, workspace.bot.id, contentOf(shown));
  else workspace.show(userId, channelId, contentOf(shown));
}

/**
 * Does what the answer to a submission says, and gives the view it put in place. An empty answer closes the view;
 * errors must name input blocks ("Slack and Bolt 5: the rules", 7 Modals). Throws where Slack would show an error.
 */
export function followSubmission(
  views: Views,
  userId: string,
  view: SlackView,
  { status, body, responseAction, errors = {} }: SlackAnswer,
): SlackView | undefined {
  if (status !== 200) return undefined;
  if (body === "" || (isObject(body) && Object.keys(body).length === 0)) {
    views.close(userId, view.id);
    return undefined;
  }
  if (responseAction === "clear") {
    views.clear(userId);
    return undefined;
  }
  if (responseAction === "errors") {
    const inputs = view.blocks.filter((of) => of.type === "input").map((of) => of.block_id);
    const stray = Object.keys(errors).filter((of) => !inputs.includes(of));
    if (stray.length === 0 && Object.keys(errors).length > 0) return undefined;
    throw new Error(`Slack would refuse these errors: no input block ${stray.join(", ") || "is named"}`);
  }
  const given = isObject(body) && isObject(body.view) ? body.view : undefined;
  if (!given || (responseAction !== "update" && responseAction !== "push")) {
    throw new Error(`Slack would show an error: no answer to a submission is ${JSON.stringify(body)}`);
  }
  mustBeShowable("view", refusalOfView(given, "modal"));
  const next = responseAction === "push" ? views.place(userId, given) : views.update({ id: view.id }, given);
  if (refused(next)) throw new Error(`Slack would refuse to ${responseAction} this view: ${next.error}`);
  return next;
}
