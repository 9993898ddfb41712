import { z } from "zod";

/*
 * Block Kit's elements with their limits: "Slack and Bolt 5: the rules", 6 Sizes, and the fields of `@slack/types`.
 * Objects are strict because Slack refuses fields it does not know.
 */

/** Slack counts characters as code points, not as UTF-16 units. */
export const lengthOf = (text: string): number => [...text].length;

export const upTo = (max: number, min = 1) =>
  z
    .string()
    .refine((text) => lengthOf(text) <= max, { error: `must be less than ${max + 1} characters` })
    .refine((text) => lengthOf(text) >= min, { error: `must be more than ${min - 1} characters` });

export const plain = (max: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: upTo(max), emoji: z.boolean().optional() });
export const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal("mrkdwn"), text: upTo(max), verbatim: z.boolean().optional() });
export const words = (max: number) => z.discriminatedUnion("type", [plain(max), mrkdwn(max)]);

export const id = upTo(255).optional();
export const flag = z.boolean().optional();
const style = z.enum(["primary", "danger"]).optional();
const confirm = z.strictObject({
  title: plain(100).optional(),
  text: words(300),
  confirm: plain(30).optional(),
  deny: plain(30).optional(),
  style,
});
const action = { action_id: id, confirm: confirm.optional() };
const focus = { focus_on_load: flag };
const hinted = { placeholder: plain(150).optional() };
const dispatch = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(["on_enter_pressed", "on_character_entered"])).optional(),
    })
    .optional(),
};
const several = { max_selected_items: z.int().min(1).optional() };

const option = z.strictObject({
  text: plain(75),
  value: upTo(150).optional(),
  description: plain(75).optional(),
  url: upTo(3000).optional(),
});
const richOption = option.omit({ url: true }).extend({ text: words(75), description: words(75).optional() });
const menu = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z
    .array(z.strictObject({ label: plain(75), options: z.array(option).min(1).max(100) }))
    .min(1)
    .max(100)
    .optional(),
};
const kinds = z.strictObject({
  include: z
    .array(z.enum(["im", "mpim", "private", "public"]))
    .min(1)
    .optional(),
  exclude_external_shared_channels: flag,
  exclude_bot_users: flag,
});
const conversations = { filter: kinds.optional(), default_to_current_conversation: flag };
export const picture = z
  .strictObject({
    type: z.literal("image"),
    alt_text: upTo(2000),
    image_url: upTo(3000).optional(),
    slack_file: z.record(z.string(), z.string()).optional(),
  })
  .refine((of) => Boolean(of.image_url) !== Boolean(of.slack_file), { error: "needs image_url or slack_file" });

const select = { ...action, ...focus, ...hinted };
const typed = { action_id: id, ...focus, ...hinted, ...dispatch };
const picked = { ...action, ...focus };

export const button = z.strictObject({
  type: z.literal("button"),
  ...action,
  text: plain(75),
  value: upTo(2000).optional(),
  url: upTo(3000).optional(),
  style,
  accessibility_label: upTo(75).optional(),
});
export const overflow = z.strictObject({
  type: z.literal("overflow"),
  ...action,
  options: z.array(option).min(1).max(5),
});
export const choices = [
  z.strictObject({ type: z.literal("static_select"), ...select, ...menu, initial_option: option.optional() }),
  z.strictObject({
    type: z.literal("multi_static_select"),
    ...select,
    ...menu,
    ...several,
    initial_options: z.array(option).min(1).optional(),
  }),
  z.strictObject({ type: z.literal("users_select"), ...select, initial_user: upTo(255).optional() }),
  z.strictObject({
    type: z.literal("multi_users_select"),
    ...select,
    ...several,
    initial_users: z.array(upTo(255)).optional(),
  }),
  z.strictObject({
    type: z.literal("conversations_select"),
    ...select,
    ...conversations,
    initial_conversation: upTo(255).optional(),
    response_url_enabled: flag,
  }),
  z.strictObject({
    type: z.literal("multi_conversations_select"),
    ...select,
    ...conversations,
    ...several,
    initial_conversations: z.array(upTo(255)).optional(),
  }),
  z.strictObject({
    type: z.literal("channels_select"),
    ...select,
    initial_channel: upTo(255).optional(),
    response_url_enabled: flag,
  }),
  z.strictObject({
    type: z.literal("multi_channels_select"),
    ...select,
    ...several,
    initial_channels: z.array(upTo(255)).optional(),
  }),
  z.strictObject({
    type: z.literal("checkboxes"),
    ...picked,
    options: z.array(richOption).min(1).max(10),
    initial_options: z.array(richOption).min(1).optional(),
  }),
  z.strictObject({
    type: z.literal("radio_buttons"),
    ...picked,
    options: z.array(richOption).min(1).max(10),
    initial_option: richOption.optional(),
  }),
  z.strictObject({ type: z.literal("datepicker"), ...select, initial_date: z.iso.date().optional() }),
  z.strictObject({
    type: z.literal("timepicker"),
    ...select,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    timezone: z.string().optional(),
  }),
] as const;
export const dateTime = z.strictObject({
  type: z.literal("datetimepicker"),
  ...picked,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});
export const fields = [
  z.strictObject({
    type: z.literal("plain_text_input"),
    ...typed,
    multiline: flag,
    initial_value: upTo(3000, 0).optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  }),
  z.strictObject({
    type: z.literal("file_input"),
    action_id: id,
    filetypes: z.array(upTo(20)).min(1).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
  z.strictObject({ type: z.literal("email_text_input"), ...typed, initial_value: z.string().optional() }),
  z.strictObject({ type: z.literal("url_text_input"), ...typed, initial_value: z.string().optional() }),
  z.strictObject({
    type: z.literal("number_input"),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
] as const;
