import { isObject, type Loose, objects, textIn, type Value } from "../api.ts";
import { el } from "../dom.ts";
import { words } from "../words.ts";
import { instantOf, wallClock } from "../zones.ts";
import { choiceField, optionsOf, pickField, selectField, textOf } from "./choices.ts";
import type { Field, FieldContext } from "./field.ts";

const held = [
  "value",
  "selected_date_time",
  "selected_date",
  "selected_time",
  "selected_user",
  "selected_conversation",
];
const heldMany = ["selected_users", "selected_conversations", "selected_channels"];

/** What Slack's state of an input holds, as it is sent back: options by their value. */
export function heldIn(state: Loose): Value {
  if (isObject(state.selected_option)) return textIn(state.selected_option.value);
  if (Array.isArray(state.selected_options)) return objects(state.selected_options).map(({ value }) => textIn(value));
  for (const name of heldMany) {
    const list = state[name];
    if (Array.isArray(list)) return list.map(String);
  }
  for (const name of [...held, "selected_channel"]) {
    const one = state[name];
    if (typeof one === "string" || typeof one === "number") return one;
  }
  return null;
}

/** What an element starts with by its own `initial_…` fields: for inputs outside views. */
export const initialOf = (element: Loose): Value => {
  const renamed = Object.entries(element).map(([name, value]) => [name.replace(/^initial_/, "selected_"), value]);
  return heldIn({
    ...Object.fromEntries(renamed),
    ...(element.initial_value !== undefined && { value: element.initial_value }),
  });
};

const numberProblem = (element: Loose, text: string): string | undefined => {
  const pattern = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!pattern.test(text)) return words.fieldNumber;
  const [min, max] = [element.min_value, element.max_value].map((bound) =>
    bound === undefined ? undefined : String(bound),
  );
  if (min !== undefined && Number(text) < Number(min)) return words.fieldTooSmall(min);
  return max !== undefined && Number(text) > Number(max) ? words.fieldTooLarge(max) : undefined;
};

const textProblems: Readonly<Record<string, (element: Loose, text: string) => string | undefined>> = {
  number_input: numberProblem,
  url_text_input: (_, text) => (URL.canParse(text) && /^https?:/.test(text) ? undefined : words.fieldUrl),
  email_text_input: (_, text) => (/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text) ? undefined : words.fieldEmail),
};

function textField(element: Loose, value: Value, o: FieldContext): Field {
  const type = String(element.type);
  const attributes = {
    id: o.id,
    class: "bk-text",
    "aria-label": o.label || undefined,
    placeholder: textOf(element.placeholder) || undefined,
    maxlength: type === "plain_text_input" ? Number(element.max_length ?? 3000) : undefined,
    onchange: () => o.changed?.(),
  };
  const mode = { number_input: "numeric", url_text_input: "url", email_text_input: "email" }[type];
  const node =
    element.multiline === true
      ? el("textarea", { ...attributes, rows: 4 })
      : el("input", { ...attributes, type: "text", inputmode: mode, autocomplete: "off" });
  node.value = value === null ? "" : String(value);
  const read = (): Value => (node.value.trim() === "" ? null : node.value);
  const problem = () => {
    const text = read();
    return text === null ? undefined : textProblems[type]?.(element, String(text));
  };
  return { node, group: false, read, problem, focus: () => node.focus() };
}

function dateField(type: "date" | "time", element: Loose, value: Value, o: FieldContext): Field {
  const label = o.label || undefined;
  const node = el("input", { id: o.id, class: "bk-text", type, "aria-label": label, onchange: () => o.changed?.() });
  node.value = value === null ? textOf(element.value) : String(value);
  return { node, group: false, read: () => node.value || null, problem: () => undefined, focus: () => node.focus() };
}

/** A date and a time on the person's own clock; what is sent is the instant, in Unix seconds. */
function dateTimeField(value: Value, o: FieldContext): Field {
  const wall = typeof value === "number" ? wallClock(value * 1000, o.zone) : { date: "", time: "" };
  const part = (type: "date" | "time", start: string) => {
    const node = el("input", { class: "bk-text", type, "aria-label": `${o.label} ${words[type]}`.trim() });
    node.value = start;
    node.addEventListener("change", () => o.changed?.());
    return node;
  };
  const [date, time] = [part("date", wall.date), part("time", wall.time)];
  const instant = () => instantOf(date.value, time.value, o.zone);
  const node = el(
    "div",
    { id: o.id },
    el("div", { class: "bk-when" }, date, time),
    el("p", { class: "bk-hint" }, words.inZone(o.zone)),
  );
  return {
    node,
    group: true,
    read: () => (date.value && time.value ? Math.floor((instant() ?? Number.NaN) / 1000) : null),
    problem: () => {
      if (!date.value !== !time.value) return words.fieldDateTime;
      return date.value && instant() === undefined ? words.fieldNoSuchTime : undefined;
    },
    focus: () => (date.value ? time : date).focus(),
  };
}

/** A file goes along with the form, as a data URL that names it; it is read as soon as it is chosen. */
function fileField(o: FieldContext): Field {
  const node = el("input", { id: o.id, type: "file", "aria-label": o.label || undefined });
  let content: string | null = null;
  node.addEventListener("change", () => {
    const [file] = node.files ?? [];
    content = null;
    if (!file) return;
    const reader = new FileReader();
    reader.onload = () => {
      content = String(reader.result).replace(";base64,", `;name=${encodeURIComponent(file.name)};base64,`);
      o.changed?.();
    };
    reader.readAsDataURL(file);
  });
  return {
    node,
    group: false,
    read: () => (content === null ? null : [content]),
    problem: () => undefined,
    focus: () => node.focus(),
  };
}

/** Draws one input element holding `value`; undefined when its type is unknown. */
export function makeField(element: Loose, value: Value, o: FieldContext): Field | undefined {
  const channels = o.channels.map(({ id, name }) => ({ value: id, text: `# ${name}` }));
  const people = o.people.map(({ id, name }) => ({ value: id, text: name }));
  switch (element.type) {
    case "plain_text_input":
    case "number_input":
    case "url_text_input":
    case "email_text_input":
      return textField(element, value, o);
    case "static_select":
      return selectField(optionsOf(element), textOf(element.placeholder), value, o);
    case "users_select":
      return selectField(people, textOf(element.placeholder), value, o);
    case "conversations_select":
    case "channels_select":
      return selectField(channels, textOf(element.placeholder), value, o);
    case "radio_buttons":
      return choiceField("radio", optionsOf(element), value, o);
    case "checkboxes":
      return choiceField("checkbox", optionsOf(element), value, o);
    case "multi_static_select":
      return pickField(optionsOf(element), textOf(element.placeholder), value, o);
    case "multi_users_select":
      return pickField(people, textOf(element.placeholder), value, o);
    case "multi_conversations_select":
    case "multi_channels_select":
      return pickField(channels, textOf(element.placeholder), value, o);
    case "datepicker":
      return dateField("date", element, value, o);
    case "timepicker":
      return dateField("time", element, value, o);
    case "datetimepicker":
      return dateTimeField(value, o);
    case "file_input":
      return fileField(o);
    default:
      return undefined;
  }
}
