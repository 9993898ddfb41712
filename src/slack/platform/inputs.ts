import type { InputBlock, KnownBlock, PlainTextElement, PlainTextOption, SectionBlock } from "@slack/types";
import { defined } from "../../core/model/defined.ts";
import { cutMrkdwn, cutTo, escapeMrkdwn } from "./escape.ts";

/** The parts of a form, as Block Kit: one input a block, whose action id is always `value`. */

/** The characters of a modal's title and of its buttons. */
export const HEADING_MAX = 24;

export const plain = (text: string, max = 2_000): PlainTextElement => ({ type: "plain_text", text: cutTo(text, max) });
/** The words at the top and the foot of a modal. */
export const heading = (text: string): PlainTextElement => plain(text, HEADING_MAX);

const OPTION_MAX = 75;
export const SELECT_MAX = 100;
const BOXES_MAX = 10;

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly description?: string;
}

const optionOf = ({ value, text, description }: Choice): PlainTextOption => ({
  text: plain(text, OPTION_MAX),
  value,
  ...defined({ description: description ? plain(description, OPTION_MAX) : undefined }),
});

interface Asked {
  readonly block: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean;
}

/** How the action id of an input begins that is looked at as soon as something is chosen in it. */
export const CHOSEN = "chosen_at_once";

const input = ({ block, label, hint, optional }: Asked, element: InputBlock["element"]): InputBlock => ({
  type: "input",
  block_id: block,
  label: plain(label),
  ...defined({ hint: hint ? plain(hint) : undefined, optional: optional || undefined }),
  element,
});

const action = { action_id: "value" } as const;

/** An input for text, with `value` in it: cut to `max`, since Slack refuses an input that begins with more. */
export const textInput = (of: Asked & { value: string; max: number; multiline?: boolean }): InputBlock =>
  input(of, {
    type: "plain_text_input",
    ...action,
    ...defined({ multiline: of.multiline ? true : undefined }),
    max_length: of.max,
    ...defined({ initial_value: of.value === "" ? undefined : cutTo(of.value, of.max) }),
  });

export const urlInput = (of: Asked & { value: string }): InputBlock =>
  input(of, {
    type: "url_text_input",
    ...action,
    ...defined({ initial_value: of.value === "" ? undefined : of.value }),
  });

export const numberInput = (of: Asked & { value: number | undefined; min?: number; max?: number }): InputBlock =>
  input(of, {
    type: "number_input",
    ...action,
    is_decimal_allowed: false,
    ...defined({
      initial_value: Number.isInteger(of.value) ? String(of.value) : undefined,
      min_value: of.min === undefined ? undefined : String(of.min),
      max_value: of.max === undefined ? undefined : String(of.max),
    }),
  });

/** `isTold`: Slack tells what is chosen at once, not with the form alone. */
interface Told {
  readonly isTold?: boolean;
}

interface Picked extends Asked, Told {
  readonly value: string;
}

const told = (block: InputBlock, { isTold }: Told): InputBlock =>
  isTold
    ? { ...block, dispatch_action: true, element: { ...block.element, action_id: `${CHOSEN}:${block.block_id}` } }
    : block;

export const dateInput = (of: Picked): InputBlock =>
  told(
    input(of, { type: "datepicker", ...action, ...defined({ initial_date: of.value === "" ? undefined : of.value }) }),
    of,
  );

export const timeInput = (of: Picked): InputBlock =>
  told(
    input(of, { type: "timepicker", ...action, ...defined({ initial_time: of.value === "" ? undefined : of.value }) }),
    of,
  );

interface Choosing extends Asked {
  readonly choices: readonly Choice[];
}

const chosenOf = (options: readonly PlainTextOption[], value: string) => {
  const chosen = options.find((option) => option.value === value);
  return chosen ? { initial_option: chosen } : {};
};

/** One of many. */
export const selectInput = (of: Choosing & Told & { value: string }): InputBlock => {
  const options = of.choices.slice(0, SELECT_MAX).map(optionOf);
  return told(input(of, { type: "static_select", ...action, options, ...chosenOf(options, of.value) }), of);
};

export const radioInput = (of: Choosing & { value: string }): InputBlock => {
  const options = of.choices.slice(0, BOXES_MAX).map(optionOf);
  return input(of, { type: "radio_buttons", ...action, options, ...chosenOf(options, of.value) });
};

/** Several of many: boxes where they are few, else a menu. */
export const severalInput = (
  of: Choosing & Told & { values: readonly string[]; max?: number; menu?: boolean },
): InputBlock => {
  const isMenu = of.menu || of.choices.length > BOXES_MAX;
  const options = of.choices.slice(0, isMenu ? SELECT_MAX : BOXES_MAX).map(optionOf);
  const chosen = options.filter(({ value }) => value !== undefined && of.values.includes(value));
  const initial = chosen.length > 0 ? { initial_options: chosen } : {};
  if (!isMenu) return told(input(of, { type: "checkboxes", ...action, options, ...initial }), of);
  const most = of.max === undefined ? {} : { max_selected_items: of.max };
  return told(input(of, { type: "multi_static_select", ...action, options, ...initial, ...most }), of);
};

export const channelsInput = (of: Asked & { values: readonly string[]; max: number }): InputBlock =>
  input(of, {
    type: "multi_conversations_select",
    ...action,
    filter: { include: ["public", "private"] },
    max_selected_items: of.max,
    ...defined({ initial_conversations: of.values.length > 0 ? [...of.values] : undefined }),
  });

/** One channel, as `channelsInput` has several. */
export const channelInput = (of: Asked & { value: string | undefined }): InputBlock =>
  input(of, {
    type: "conversations_select",
    ...action,
    filter: { include: ["public", "private"] },
    ...defined({ initial_conversation: of.value }),
  });

export const peopleInput = (of: Asked & { values: readonly string[]; max: number }): InputBlock =>
  input(of, {
    type: "multi_users_select",
    ...action,
    max_selected_items: of.max,
    ...defined({ initial_users: of.values.length > 0 ? [...of.values] : undefined }),
  });

/** One file; what it holds is looked at when it is read. */
export const fileInput = (of: Asked & { filetypes: readonly string[] }): InputBlock =>
  input(of, { type: "file_input", ...action, filetypes: [...of.filetypes], max_files: 1 });

const SECTION_MAX = 3_000;

/** Lines of mrkdwn, already escaped. Slack makes links of what looks like one only with `isLinked`. */
export const section = (text: string, { isLinked = false } = {}): SectionBlock => ({
  type: "section",
  text: { type: "mrkdwn", text: cutMrkdwn(text, SECTION_MAX), ...(isLinked ? {} : { verbatim: true }) },
});

/** Sentences on top of a form, such as why it was refused. */
export const notesOf = (notes: readonly string[]): KnownBlock[] => notes.map((note) => section(escapeMrkdwn(note)));
