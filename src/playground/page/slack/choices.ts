import { isObject, type Loose, objects, textIn, type Value } from "../api.ts";
import { el } from "../dom.ts";
import { words } from "../words.ts";
import type { Field, FieldContext } from "./field.ts";

/** What can be chosen: its value and what it is called. */
export interface Option {
  readonly value: string;
  readonly text: string;
  readonly description?: string;
  /** Where choosing it leads, beside being told. */
  readonly url?: string;
}

/** The words of a Slack text object. */
export const textOf = (text: unknown): string => (isObject(text) ? textIn(text.text) : "");

/** The options of a menu, its groups laid flat. */
export const optionsOf = (element: Loose): Option[] =>
  [...objects(element.options), ...objects(element.option_groups).flatMap(({ options }) => objects(options))].map(
    ({ value, text, description, url }) => ({
      value: textIn(value),
      text: textOf(text),
      description: textOf(description),
      url: textIn(url),
    }),
  );

/** One choice of several, as a menu. */
export function selectField(options: readonly Option[], placeholder: string, value: Value, o: FieldContext): Field {
  const node = el(
    "select",
    { id: o.id, class: "bk-text", "aria-label": o.label || undefined, onchange: () => o.changed?.() },
    el("option", { value: "" }, placeholder || words.choose(o.locale)),
    options.map((option) => el("option", { value: option.value }, option.text)),
  );
  node.value = value === null ? "" : String(value);
  return { node, group: false, read: () => node.value || null, problem: () => undefined, focus: () => node.focus() };
}

/** Checkboxes, or radio buttons: each choice with its description. */
export function choiceField(
  type: "checkbox" | "radio",
  options: readonly Option[],
  value: Value,
  o: FieldContext,
): Field {
  const chosen = new Set(Array.isArray(value) ? value : [value]);
  const boxes = options.map((option) => {
    const box = el("input", { type, name: o.id, value: option.value, onchange: () => o.changed?.() });
    box.checked = chosen.has(option.value);
    return { box, option };
  });
  const node = el(
    "div",
    { id: o.id, class: "bk-choices" },
    boxes.map(({ box, option }) =>
      el(
        "label",
        {},
        box,
        el("span", {}, option.text, option.description ? el("small", {}, option.description) : undefined),
      ),
    ),
  );
  return {
    node,
    group: true,
    read: () => {
      const values = boxes.filter(({ box }) => box.checked).map(({ option }) => option.value);
      return type === "radio" ? (values[0] ?? null) : values;
    },
    problem: () => undefined,
    focus: () => boxes[0]?.box.focus(),
  };
}

/** Several of many, as Slack shows them: what is chosen stands in the closed list, and it opens where one presses. */
export function pickField(options: readonly Option[], placeholder: string, value: Value, o: FieldContext): Field {
  const chosen = el("summary", { class: "bk-text" });
  const list = choiceField("checkbox", options, value, { ...o, id: `${o.id}-list`, changed: () => changed() });
  const show = (): void => {
    const values = list.read();
    const picked = options.filter((one) => Array.isArray(values) && values.includes(one.value));
    const chips = picked.map(({ text }) => el("span", { class: "bk-chip" }, text));
    chosen.replaceChildren(
      ...(chips.length > 0 ? chips : [el("span", { class: "bk-none" }, placeholder || words.choose(o.locale))]),
    );
  };
  const changed = (): void => {
    show();
    o.changed?.();
  };
  show();
  const node = el("div", { id: o.id }, el("details", { class: "bk-pick" }, chosen, list.node));
  return { ...list, node, focus: () => chosen.focus() };
}
