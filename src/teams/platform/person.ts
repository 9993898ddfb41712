import type { CardElementArray, IColumn } from "@microsoft/teams.cards";
import { type Element, textBlock } from "./text.ts";

/** The first letters of a name's first and last word; of an address, its first. */
const initialsOf = (name: string): string => {
  const words = name.split("@")[0]?.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const letters = [words[0], ...(words.length > 1 ? [words.at(-1)] : [])].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase();
};

/**
 * Somebody's initials in a small box, and what is said about them beside it: Teams gives a bot no pictures of people.
 * On a coloured head the box has the card's own colour, so that it never has the one behind it.
 */
export const person = (name: string, items: CardElementArray, isOnBanner = false): Element => {
  const beside: IColumn = { type: "Column", width: "stretch", verticalContentAlignment: "Center", items };
  const initials = initialsOf(name);
  const box: Element = {
    type: "Container",
    style: isOnBanner ? "default" : "accent",
    roundedCorners: true,
    items: [{ ...textBlock(initials), wrap: false, weight: "Bolder", horizontalAlignment: "Center" }],
  };
  const column: IColumn = { type: "Column", width: "auto", verticalContentAlignment: "Center", items: [box] };
  return { type: "ColumnSet", columns: [...(initials === "" ? [] : [column]), beside] };
};
