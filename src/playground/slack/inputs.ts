import { z } from "zod";
import { lengthOf } from "./elements.ts";
import type { SlackBlock } from "./ids.ts";
import { elementsOf, isObject, type Loose, optionsOf } from "./limits.ts";

/**
 * What a person puts into a view, by `block_id`: text as typed, an option's `value`, an id, `YYYY-MM-DD`, `HH:mm`, or
 * (datetimepicker) Unix seconds, or the id of an uploaded file; a list where several may be chosen; `null` empties the input.
 */
export type Filled = Readonly<Record<string, string | readonly string[] | number | null>>;

/** What a view's inputs hold, by `block_id`, then `action_id`. */
export type ViewValues = Readonly<Record<string, Readonly<Record<string, Loose>>>>;

/** How each element keeps its value in `state.values`, and where it says what it starts with. */
const slots: Readonly<Record<string, { field: string; initial: string; many?: true; options?: true }>> = {
  plain_text_input: { field: "value", initial: "initial_value" },
  email_text_input: { field: "value", initial: "initial_value" },
  url_text_input: { field: "value", initial: "initial_value" },
  number_input: { field: "value", initial: "initial_value" },
  static_select: { field: "selected_option", initial: "initial_option", options: true },
  radio_buttons: { field: "selected_option", initial: "initial_option", options: true },
  multi_static_select: { field: "selected_options", initial: "initial_options", many: true, options: true },
  checkboxes: { field: "selected_options", initial: "initial_options", many: true, options: true },
  users_select: { field: "selected_user", initial: "initial_user" },
  multi_users_select: { field: "selected_users", initial: "initial_users", many: true },
  conversations_select: { field: "selected_conversation", initial: "initial_conversation" },
  multi_conversations_select: { field: "selected_conversations", initial: "initial_conversations", many: true },
  channels_select: { field: "selected_channel", initial: "initial_channel" },
  multi_channels_select: { field: "selected_channels", initial: "initial_channels", many: true },
  datepicker: { field: "selected_date", initial: "initial_date" },
  timepicker: { field: "selected_time", initial: "initial_time" },
  datetimepicker: { field: "selected_date_time", initial: "initial_date_time" },
  file_input: { field: "files", initial: "initial_files", many: true },
};

const slotOf = (element: Loose) => slots[String(element.type)];
const isEmpty = (value: unknown): boolean => value === null || value === "" || (Array.isArray(value) && !value.length);

/**
 * What the inputs of these blocks hold before anybody types: their initial values, or what stands in `kept`.
 * `here` is the channel the person was in, for `default_to_current_conversation`.
 */
export function stateOf(blocks: readonly SlackBlock[], o: { kept?: ViewValues; here?: string }): ViewValues {
  const values: Record<string, Record<string, Loose>> = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const slot = slotOf(element);
      if (!slot) continue;
      const type = String(element.type);
      const actionId = String(element.action_id);
      const kept = o.kept?.[block.block_id]?.[actionId];
      const here = element.default_to_current_conversation === true ? o.here : undefined;
      const fallback = slot.many ? (here === undefined ? [] : [here]) : (here ?? null);
      const initial = { type, [slot.field]: element[slot.initial] ?? fallback };
      values[block.block_id] = { ...values[block.block_id], [actionId]: kept?.type === type ? kept : initial };
    }
  }
  return values;
}

function optionFor(element: Loose, value: string): Loose {
  const offered = optionsOf(element).find((of) => of.value === value);
  return offered ?? { text: { type: "plain_text", text: value, emoji: true }, value };
}

/** The value of one element in the form `state.values` and actions carry it. */
export function heldBy(element: Loose, given: Filled[string]): Loose {
  const slot = slotOf(element);
  const type = String(element.type);
  if (!slot) throw new Error(`a ${type} holds no value`);
  const one = (of: string | number): unknown => {
    if (slot.options) return optionFor(element, String(of));
    if (type === "file_input") return { id: String(of) };
    return type === "datetimepicker" ? Number(of) : String(of);
  };
  if (slot.many) {
    const list = given === null || given === "" ? [] : Array.isArray(given) ? given : [given];
    return { type, [slot.field]: list.map(one) };
  }
  if (Array.isArray(given)) throw new Error(`a ${type} takes one value, not a list`);
  return { type, [slot.field]: given === null || given === "" ? null : one(given as string | number) };
}

/** Whether the workspace has such a person or conversation. */
export type Exists = (kind: "user" | "conversation", id: string) => boolean;

const texts: Readonly<Record<string, (text: string, element: Loose) => string | undefined>> = {
  plain_text_input: (text, { min_length: min, max_length: max = 3000 }) => {
    if (lengthOf(text) > Number(max)) return `is over ${max} characters`;
    return typeof min === "number" && lengthOf(text) < min ? `is under ${min} characters` : undefined;
  },
  email_text_input: (text) => (/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text) ? undefined : "is not an email address"),
  url_text_input: (text) => (URL.canParse(text) && /^https?:/.test(text) ? undefined : "is not a URL"),
  number_input: (text, element) => {
    const pattern = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
    if (!pattern.test(text)) return "is not a number";
    if (element.min_value !== undefined && Number(text) < Number(element.min_value)) return "is too small";
    return element.max_value !== undefined && Number(text) > Number(element.max_value) ? "is too large" : undefined;
  },
  datepicker: (text) => (z.iso.date().safeParse(text).success ? undefined : "is not a date (YYYY-MM-DD)"),
  timepicker: (text) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? undefined : "is not a time (HH:mm)"),
  datetimepicker: (text) => (/^\d{10}$/.test(text) ? undefined : "is not an instant in Unix seconds"),
};

function problemWith(element: Loose, held: Loose, required: boolean, exists: Exists): string | undefined {
  const type = String(element.type);
  const slot = slotOf(element);
  const value = slot && held[slot.field];
  if (isEmpty(value)) return required ? "is required" : undefined;
  const list = Array.isArray(value) ? value : [value];
  if (typeof element.max_selected_items === "number" && list.length > element.max_selected_items) {
    return `takes at most ${element.max_selected_items}`;
  }
  for (const one of list) {
    if (slot?.options) {
      const offered = optionsOf(element).some((of) => isObject(one) && of.value === one.value);
      if (!offered) return `does not offer ${JSON.stringify(isObject(one) ? one.value : one)}`;
    }
    if (/users_select$/.test(type) && !exists("user", String(one))) return `has no person ${one}`;
    const isPlace = /(conversations|channels)_select$/.test(type);
    if (isPlace && !exists("conversation", String(one))) return `has no conversation ${one}`;
  }
  return texts[type]?.(String(value), element);
}

/**
 * Lays what a person fills in over what stands in a view. `problems` is what Slack's own client would hold the form
 * back for (required, too long, not offered, not an address…). Throws when a key is no `block_id` with one input.
 */
export function fill(
  blocks: readonly SlackBlock[],
  standing: ViewValues,
  given: Filled,
  exists: Exists,
): { values: ViewValues; problems: string[] } {
  const values: Record<string, Readonly<Record<string, Loose>>> = { ...standing };
  const problems: string[] = [];
  for (const [blockId, value] of Object.entries(given)) {
    const block = blocks.find((of) => of.block_id === blockId);
    const [element, another] = block ? elementsOf(block).filter(slotOf) : [];
    if (!element || another) {
      const known = blocks.filter((of) => elementsOf(of).some(slotOf)).map((of) => of.block_id);
      throw new Error(`no input in a block "${blockId}"; the view has: ${known.join(", ") || "none"}`);
    }
    values[blockId] = { ...values[blockId], [String(element.action_id)]: heldBy(element, value) };
  }
  for (const block of blocks) {
    for (const element of elementsOf(block).filter(slotOf)) {
      const held = values[block.block_id]?.[String(element.action_id)] ?? {};
      const required = block.type === "input" && block.optional !== true;
      const problem = problemWith(element, held, required, exists);
      if (problem) problems.push(`"${block.block_id}" ${problem}`);
    }
  }
  return { values, problems };
}
