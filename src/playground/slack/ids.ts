import { randomInt } from "node:crypto";
import type { Loose } from "./limits.ts";

/** A block as it is kept: Slack's own fields; a missing `block_id` has been filled in, as Slack does. */
export type SlackBlock = Loose & { readonly type: string; readonly block_id: string };

const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
/** An id as Slack's look: a letter for the kind, then ten of A–Z and 0–9. */
export const newId = (kind: string): string =>
  kind + Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join("");

/** Fills in the ids Slack gives to blocks and elements that came without. */
export function withIds(blocks: readonly unknown[]): SlackBlock[] {
  const element = (of: Loose): Loose =>
    typeof of.type !== "string" || /^(image|plain_text|mrkdwn|rich_text.*)$/.test(of.type)
      ? of
      : { action_id: newId("a"), ...of };
  return (blocks as (Loose & { type: string })[]).map((block) => ({
    block_id: newId("b"),
    ...block,
    ...(Array.isArray(block.elements) && { elements: block.elements.map(element) }),
    ...(block.accessory !== undefined && { accessory: element(block.accessory as Loose) }),
    ...(block.element !== undefined && { element: element(block.element as Loose) }),
  }));
}
