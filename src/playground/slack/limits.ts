import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import {
  button,
  choices,
  dateTime,
  fields,
  flag,
  id,
  lengthOf,
  mrkdwn,
  overflow,
  picture,
  plain,
  upTo,
  words,
} from "./elements.ts";

const blockId = { block_id: id };
const section = z
  .strictObject({
    type: z.literal("section"),
    ...blockId,
    text: words(3000).optional(),
    fields: z.array(words(2000)).min(1).max(10).optional(),
    accessory: z.discriminatedUnion("type", [button, overflow, picture, ...choices]).optional(),
    expand: flag,
  })
  .refine((of) => of.text ?? of.fields, { error: "must define text or fields" });
const input = z.strictObject({
  type: z.literal("input"),
  block_id: upTo(255),
  label: plain(2000),
  hint: plain(2000).optional(),
  optional: flag,
  dispatch_action: flag,
  element: z.discriminatedUnion("type", [...fields, ...choices, dateTime]),
});
const image = picture.safeExtend({ ...blockId, title: plain(2000).optional() });
const common = [
  z.strictObject({ type: z.literal("header"), ...blockId, text: plain(150) }),
  z.strictObject({ type: z.literal("divider"), ...blockId }),
  z.strictObject({
    type: z.literal("context"),
    ...blockId,
    elements: z
      .array(z.discriminatedUnion("type", [plain(3000), mrkdwn(3000), picture]))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal("actions"),
    ...blockId,
    elements: z
      .array(z.discriminatedUnion("type", [button, overflow, ...choices, dateTime]))
      .min(1)
      .max(25),
  }),
  z.strictObject({
    type: z.literal("rich_text"),
    ...blockId,
    elements: z.array(z.looseObject({ type: z.string().startsWith("rich_text_"), elements: z.array(z.unknown()) })),
  }),
] as const;
const markdown = z.strictObject({ type: z.literal("markdown"), ...blockId, text: upTo(12_000) });

const blockIn = {
  message: z.discriminatedUnion("type", [section, input, image, ...common, markdown]),
  view: z.discriminatedUnion("type", [section, input, image, ...common]),
};
const viewBase = {
  blocks: z.array(blockIn.view).max(100),
  private_metadata: upTo(3000, 0).optional(),
  callback_id: upTo(255, 0).optional(),
  external_id: upTo(255, 0).optional(),
};
const view = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("home"), ...viewBase }),
  z.strictObject({
    type: z.literal("modal"),
    ...viewBase,
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    clear_on_close: flag,
    notify_on_close: flag,
  }),
]);

/** A JSON object whose fields are not known yet. */
export type Loose = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const objects = (value: unknown): Loose[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The interactive elements (with an `action_id`) of one block. */
export const elementsOf = (block: Loose): Loose[] =>
  [...objects(block.elements), block.accessory, block.element].filter(isObject).filter((of) => "action_id" in of);

/** The options of a menu, its groups laid flat. */
export const optionsOf = (element: Loose): Loose[] => [
  ...objects(element.options),
  ...objects(element.option_groups).flatMap((group) => objects(group.options)),
];

function repeated(ids: unknown[]): unknown[] {
  return ids.filter((one, index) => one !== undefined && ids.indexOf(one) !== index);
}

/** What a schema of one element cannot say: repeats, and values that must be among others. */
function acrossBlocks(blocks: readonly unknown[], at: string): string[] {
  const problems: string[] = [];
  const say = (pointer: string, problem: string) => problems.push(`[ERROR] ${problem} [json-pointer:${at}${pointer}]`);
  for (const one of repeated(objects(blocks).map((of) => of.block_id))) say("", `block_id \`${one}\` already exists`);
  let focused = 0;
  for (const [index, block] of objects(blocks).entries()) {
    const elements = elementsOf(block);
    for (const one of repeated(elements.map((of) => of.action_id))) {
      say(`/${index}`, `\`action_id\` \`${one}\` already exists`);
    }
    for (const element of [...objects(block.elements), block.accessory, block.element].filter(isObject)) {
      if (element.focus_on_load === true) focused += 1;
      if (/^(multi_)?static_select$/.test(String(element.type)) && !element.options === !element.option_groups) {
        say(`/${index}`, "needs either options or option_groups");
      }
      const chosen = [element.initial_option, ...objects(element.initial_options)].filter(isObject);
      for (const one of chosen) {
        const offered = optionsOf(element).some((of) => isDeepStrictEqual(of, one));
        if (!offered) say(`/${index}`, "invalid initial_option: it must match one of the provided options exactly");
      }
      const { initial_value, max_length } = element;
      if (typeof initial_value === "string" && typeof max_length === "number" && lengthOf(initial_value) > max_length) {
        say(`/${index}`, "initial_value is longer than max_length");
      }
    }
  }
  if (focused > 1) say("", "only one element may have focus_on_load");
  return problems;
}

function schemaProblems(schema: z.ZodType, value: unknown, at: string): string[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.map(
    ({ message, path }) => `[ERROR] ${message} [json-pointer:${[at, ...path.map(String)].join("/")}]`,
  );
}

/**
 * Everything Slack would refuse in a message's blocks ("Slack and Bolt 5: the rules", 6 Sizes), as its own
 * `response_metadata.messages` lines; empty when they may be shown. Block types beyond the common ones are refused.
 */
function problemsOfBlocks(blocks: unknown): string[] {
  const problems = schemaProblems(z.array(blockIn.message).max(50), blocks, "/blocks");
  if (problems.length > 0 || !Array.isArray(blocks)) return problems;
  const markdownLength = objects(blocks)
    .filter((of) => of.type === "markdown")
    .reduce((sum, of) => sum + lengthOf(String(of.text)), 0);
  if (markdownLength > 12_000) problems.push("[ERROR] markdown exceeds 12000 characters in all [json-pointer:/blocks]");
  return [...problems, ...acrossBlocks(blocks, "/blocks")];
}

/** The same for a view; `submit` is required where there are input blocks. */
function problemsOfView(value: unknown): string[] {
  const problems = schemaProblems(view, value, "/view");
  if (problems.length > 0 || !isObject(value) || !Array.isArray(value.blocks)) return problems;
  const asks = objects(value.blocks).some((of) => of.type === "input");
  if (asks && value.type === "modal" && !value.submit) {
    problems.push("[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view]");
  }
  return [...problems, ...acrossBlocks(value.blocks, "/view/blocks")];
}

/** Why Slack would not take something, in the form its answers carry it. */
export interface Refusal {
  readonly error: string;
  readonly messages?: readonly string[];
}

const textIn = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, of) => sum + textIn(of), 0);
  if (!isObject(value)) return 0;
  const own = typeof value.text === "string" ? lengthOf(value.text) : 0;
  return own + Object.values(value).reduce((sum: number, of) => sum + textIn(of), 0);
};

/**
 * Why a message with this `text` and these `blocks` would not be shown, if so. Stricter than Slack in one thing:
 * blocks without a text are refused, since notifications and screen readers then have nothing to say. An update's text
 * may have 4,000 bytes, a post's 40,000 characters; about 13,000 characters over all blocks pass
 * (slackapi/bolt-js#2509).
 */
export function refusalOfMessage(of: Loose, o: { update?: boolean } = {}): Refusal | undefined {
  if (typeof of.text !== "string" || of.text.trim() === "") return { error: "no_text" };
  const tooLong = o.update ? Buffer.byteLength(of.text) > 4000 : lengthOf(of.text) > 40_000;
  if (tooLong) return { error: "msg_too_long" };
  if (of.blocks === undefined || of.blocks === null) return undefined;
  const messages = problemsOfBlocks(of.blocks);
  if (messages.length > 0) return { error: "invalid_blocks", messages };
  return textIn(of.blocks) > 13_000 ? { error: "msg_blocks_too_long" } : undefined;
}

/** Why a view would not open, if so; it may have 250 kB as JSON. */
export function refusalOfView(view: unknown, type: "modal" | "home"): Refusal | undefined {
  if (Buffer.byteLength(JSON.stringify(view) ?? "") > 250_000) return { error: "view_too_large" };
  const messages = problemsOfView(view);
  if (messages.length === 0 && isObject(view) && view.type !== type) {
    messages.push(`[ERROR] must be a ${type} view [json-pointer:/view/type]`);
  }
  return messages.length > 0 ? { error: "invalid_arguments", messages } : undefined;
}
