import type { SlackBlock } from "./ids.ts";
import { elementsOf, isObject, type Loose, optionsOf } from "./limits.ts";

/** A message or a view, as far as reading it goes. */
interface Readable {
  readonly blocks: readonly SlackBlock[];
  /** Previews of links. */
  readonly unfurls?: readonly Readable[];
}
export interface SlackButton {
  readonly actionId: string;
  readonly text: string;
  readonly value?: string;
  readonly url?: string;
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  const own = typeof value.text === "string" ? [value.text] : [];
  return [...own, ...Object.values(value).flatMap(textsIn)];
}

/** All text a person sees in a message or view, one piece a line; a message's own text when it has no blocks. */
export function wordsIn(of: Readable & { readonly text?: string; readonly title?: unknown }): string {
  const shown = [of.title, of.blocks].flatMap(textsIn);
  const own = shown.length > 0 ? shown : [of.text ?? ""];
  return [...own, ...(of.unfurls ?? []).map(({ blocks }) => wordsIn({ blocks }))].join("\n");
}

/** The buttons of a message or view, in order, and the choices of its menus (`⋯`). */
export function buttonsIn(of: Readable): SlackButton[] {
  const buttonOf = ({ action_id: actionId }: Loose, { text, value, url }: Loose): SlackButton => ({
    actionId: String(actionId),
    text: textsIn(text).join(""),
    ...(typeof value === "string" && { value }),
    ...(typeof url === "string" && { url }),
  });
  const all = [of, ...(of.unfurls ?? [])].flatMap(({ blocks }) => blocks);
  return all.flatMap(elementsOf).flatMap((element) => {
    if (element.type === "overflow") return optionsOf(element).map((option) => buttonOf(element, option));
    return element.type === "button" ? [buttonOf(element, element)] : [];
  });
}

/**
 * The one interactive element with this `action_id`, or whose `action_id` alone begins so; `value` tells several
 * apart. Throws, naming what there is, when there is none or more than one.
 */
export function elementCalled(of: Readable, actionId: string, value?: string): { block: SlackBlock; element: Loose } {
  const all = of.blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const exact = all.filter(({ element }) => element.action_id === actionId);
  const called = exact.length > 0 ? exact : all.filter(({ element }) => String(element.action_id).startsWith(actionId));
  const offers = (element: Loose): boolean => {
    const options = optionsOf(element);
    if (element.type === "button") return element.value === value;
    return options.length === 0 || options.some((option) => option.value === value);
  };
  const fitting = value === undefined ? called : called.filter(({ element }) => offers(element));
  const [found, another] = fitting;
  if (found && !another) return found;
  const wanted = value === undefined ? `"${actionId}"` : `"${actionId}" with the value "${value}"`;
  const known = all.map(({ element }) => `${element.action_id}${element.value ? `=${element.value}` : ""}`).join(", ");
  throw new Error(`${found ? "more than one" : "no"} element ${wanted}; there are: ${known || "none"}`);
}
