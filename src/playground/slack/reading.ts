import { elementsOf, isObject, type Loose, optionsOf } from "./limits.ts";
import type { SlackBlock } from "./workspace.ts";

/** A message or a view, as far as reading it goes. */
interface Readable {
  readonly blocks: readonly SlackBlock[];
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
  return shown.length > 0 ? shown.join("\n") : (of.text ?? "");
}

/** The buttons of a message or view, in order. */
export function buttonsIn(of: Readable): SlackButton[] {
  return of.blocks.flatMap(elementsOf).flatMap((element) => {
    if (element.type !== "button") return [];
    const { value, url } = element;
    return {
      actionId: String(element.action_id),
      text: textsIn(element.text).join(""),
      ...(typeof value === "string" && { value }),
      ...(typeof url === "string" && { url }),
    };
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
