import type { KnownBlock, Overflow } from "@slack/types";

/** So many buttons and menus stand in one row, also in the width of a modal and with French labels. */
const ROW_MAX = 4;

/** The menu of a row that would break before it, left alone on a line of its own. */
const crowdingMenu = (block: KnownBlock | undefined): Overflow | undefined => {
  if (block?.type !== "actions" || block.elements.length <= ROW_MAX) return undefined;
  const last = block.elements.at(-1);
  return last?.type === "overflow" ? last : undefined;
};

/** Moves the menu of a long row of buttons beside the first section, where nothing stands yet. */
export const menuAside = (blocks: readonly KnownBlock[]): readonly KnownBlock[] => {
  const row = blocks.findLast(({ type }) => type === "actions");
  const menu = crowdingMenu(row);
  const first = blocks.find((block) => block.type === "section" && block.text && !block.accessory);
  if (!menu || !first) return blocks;
  return blocks.map((block): KnownBlock => {
    if (block === first && block.type === "section") return { ...block, accessory: menu };
    return block === row && block.type === "actions" ? { ...block, elements: block.elements.slice(0, -1) } : block;
  });
};
