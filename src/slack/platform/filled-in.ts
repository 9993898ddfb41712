import { z } from "zod";

/** What was filled into a form, as Slack sends it back. */

const Option = z.object({ value: z.string() });
const Value = z.object({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_option: Option.nullish(),
  selected_options: z.array(Option).nullish(),
  selected_conversation: z.string().nullish(),
  selected_conversations: z.array(z.string()).nullish(),
  selected_users: z.array(z.string()).nullish(),
  files: z.array(z.object({ id: z.string().max(100) })).nullish(),
});
const Values = z.record(z.string(), z.record(z.string(), Value));

/** The values of one form by block; what was not filled in is empty. */
export interface Filled {
  has(block: string): boolean;
  text(block: string): string;
  /** A number as typed: undefined when empty; NaN when it cannot be read, which the core refuses with the range. */
  number(block: string): number | undefined;
  date(block: string): string;
  time(block: string): string;
  option(block: string): string | undefined;
  options(block: string): readonly string[];
  channel(block: string): string | undefined;
  channels(block: string): readonly string[];
  people(block: string): readonly string[];
  /** Ids of files that were sent. */
  files(block: string): readonly string[];
}

/**
 * The name of an input, from its block's id. What follows an @ is a mark that makes it another block: Slack keeps what
 * stands in a block of the same id.
 */
export const blockName = (id: string): string => id.split("@", 1)[0] ?? id;
export const marked = (name: string, mark: string | undefined): string => (mark ? `${name}@${mark}` : name);

/** Reads `view.state.values` of any of our forms. Throws when it is not of one. */
export const readFilled = (values: unknown): Filled => {
  const filled = new Map(
    Object.entries(Values.parse(values)).map(([id, fields]) => [blockName(id), Object.values(fields)[0]]),
  );
  return {
    has: (block) => filled.has(block),
    text: (block) => filled.get(block)?.value ?? "",
    number: (block) => {
      const typed = filled.get(block)?.value?.trim() ?? "";
      return typed === "" ? undefined : Number(typed);
    },
    date: (block) => filled.get(block)?.selected_date ?? "",
    time: (block) => filled.get(block)?.selected_time ?? "",
    option: (block) => filled.get(block)?.selected_option?.value,
    options: (block) => (filled.get(block)?.selected_options ?? []).map(({ value }) => value),
    channel: (block) => filled.get(block)?.selected_conversation ?? undefined,
    channels: (block) => filled.get(block)?.selected_conversations ?? [],
    people: (block) => filled.get(block)?.selected_users ?? [],
    files: (block) => (filled.get(block)?.files ?? []).map(({ id }) => id),
  };
};
