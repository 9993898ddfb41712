import { randomUUID } from "node:crypto";
import { type Loose, refusalOfMessage } from "./limits.ts";
import { type ApiAnswer, contentOf, refuse } from "./methods.ts";
import type { SlackMessage, Workspace } from "./workspace.ts";

type Ticket = { userId: string; channelId: string; original?: SlackMessage; uses: number; at: number };
const mostUses = 5;
const lifeMs = 30 * 60_000;

/** The `response_url`s handed out with commands and clicks. */
export type ResponseUrls = ReturnType<typeof makeResponseUrls>;

/**
 * Five uses in 30 minutes; ephemeral unless `in_channel`; `replace_original` and `delete_original` act on the message
 * that was clicked and never change who can see it ("Slack and Bolt 5: the rules", 2).
 */
export function makeResponseUrls(workspace: Workspace) {
  const tickets = new Map<string, Ticket>();

  /** A new one, as the path's last part. */
  function issue(userId: string, channelId: string, original?: SlackMessage): string {
    const id = randomUUID();
    tickets.set(id, { userId, channelId, ...(original && { original }), uses: 0, at: workspace.now() });
    return id;
  }

  function answer(id: string, body: Loose): ApiAnswer {
    const ticket = tickets.get(id);
    if (!ticket) return { ok: false, error: "invalid_url" };
    if (workspace.now() - ticket.at > lifeMs) return { ok: false, error: "expired_url" };
    if (ticket.uses >= mostUses) return { ok: false, error: "used_url" };
    ticket.uses += 1;
    return act(ticket, body);
  }

  function act({ userId, channelId, original }: Ticket, body: Loose): ApiAnswer {
    const { response_type, replace_original, delete_original } = body;
    if (delete_original === true && original) {
      if (original.ephemeral) workspace.hide(userId, original.ts);
      else workspace.remove(original);
      return { ok: true };
    }
    const refusal = refusalOfMessage(body);
    if (refusal) return refuse(refusal);
    const content = contentOf(body);
    if (replace_original === true && original) {
      const same = original.ephemeral ? "ephemeral" : "in_channel";
      if (response_type !== undefined && response_type !== same) {
        return refuse({ error: "invalid_arguments", messages: [`[ERROR] an ${same} message stays ${same}`] });
      }
      if (original.ephemeral) workspace.show(userId, channelId, content, original.ts);
      else workspace.edit(original, content);
    } else if (response_type === "in_channel") {
      workspace.post(channelId, workspace.bot.id, content);
    } else {
      workspace.show(userId, channelId, content);
    }
    return { ok: true };
  }

  return { issue, answer };
}
