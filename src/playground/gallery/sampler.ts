import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { KnownBlock } from "@slack/types";
import { STARTS_AT } from "./sample.ts";

/*
 * No notice: what the playground draws of Block Kit and Adaptive Cards, each element once, to be compared with the
 * products themselves.
 */

const plain = (text: string) => ({ type: "plain_text" as const, text });
const mrkdwn = (text: string) => ({ type: "mrkdwn" as const, text });
const ann = {
  ...({ type: "image", alt_text: "Picture of Ann Lee" } as const),
  image_url: "https://avatars.slack-edge.com/U0ANNLEE01-72.png",
};
const option = (text: string, value: string) => ({ text: plain(text), value });

const AT = STARTS_AT / 1_000;
const TOKENS = [
  ...["date_num", "date_slash", "date", "date_short", "date_long", "date_long_full", "date_pretty"],
  ...["date_short_pretty", "date_long_pretty", "day_divider_pretty", "time", "time_secs", "ago"],
];

export const slackSampler: readonly KnownBlock[] = [
  { type: "header", text: plain("Tomatoes on a balcony") },
  { type: "section", text: mrkdwn("*Ann Lee* asks to join *Tomatoes on a balcony*"), accessory: ann },
  {
    type: "section",
    fields: [
      mrkdwn("Email\nann.lee@example.com"),
      mrkdwn(`Requested\n<!date^${AT}^{date_short_pretty} at {time}|15 Jan 2027 08:00 UTC>`),
      mrkdwn("Company\nLee & Daughters"),
      mrkdwn("Code\n`ABC234`"),
    ],
  },
  { type: "section", text: mrkdwn(">My balcony faces north.\n>Is there any sort that bears there?") },
  {
    type: "actions",
    elements: [
      { type: "button", action_id: "approve", text: plain("Approve"), style: "primary" },
      { type: "button", action_id: "reject", text: plain("Reject"), style: "danger" },
      { type: "button", action_id: "ask", text: plain("Ask") },
      {
        type: "overflow",
        action_id: "more",
        options: [option("Reject with a reason…", "reason"), option("Always approve @example.com", "always")],
        confirm: {
          title: plain("Are you sure?"),
          text: plain("This decides more than one request."),
          confirm: plain("Yes"),
        },
      },
    ],
  },
  { type: "context", elements: [ann, mrkdwn("*Ann Lee* · from rule 2 · times are in your own time zone")] },
  { type: "divider" },
  {
    type: "section",
    text: mrkdwn("*Chloé Martin*\nchloe.martin@example.com · 5 min ago"),
    accessory: { type: "checkboxes", action_id: "row", options: [option("Choose", "chloe")] },
  },
  {
    type: "section",
    text: mrkdwn("▰▰▰▱▱ 612 of 1,000"),
    accessory: { type: "button", action_id: "requests", text: plain("Requests (12)") },
  },
  {
    type: "section",
    text: mrkdwn("*Seeds of your own*\nFri, 22 Jan"),
    accessory: { type: "overflow", action_id: "beside", options: [option("Edit", "edit"), option("Cancel", "cancel")] },
  },
  {
    type: "section",
    text: mrkdwn("A menu beside"),
    accessory: {
      type: "static_select",
      action_id: "tab",
      placeholder: plain("Waiting"),
      options: [option("Waiting", "w")],
    },
  },
  { type: "section", text: mrkdwn(TOKENS.map((name) => `\`${name}\` <!date^${AT}^{${name}}|raw>`).join("\n")) },
  {
    type: "section",
    text: mrkdwn("*bold* _italic_ ~struck~ `code` <https://example.com|a link> <mailto:a@example.com|a@example.com>"),
  },
  { type: "section", text: mrkdwn("```first line\nsecond line```") },
];

export const teamsSampler: IAdaptiveCard = {
  type: "AdaptiveCard",
  version: "1.5",
  fallbackText: "Sampler",
  body: [
    {
      type: "ColumnSet",
      columns: [
        {
          type: "Column",
          width: "auto",
          items: [
            {
              type: "Image",
              url: "https://example.com/ann.png",
              altText: "Picture of Ann Lee",
              style: "Person",
              size: "Small",
            },
          ],
        },
        {
          type: "Column",
          width: "stretch",
          items: [
            { type: "TextBlock", text: "Ann Lee asks to join", style: "heading", wrap: true },
            { type: "TextBlock", text: "Tomatoes on a balcony", isSubtle: true, spacing: "None", wrap: true },
          ],
        },
      ],
    },
    {
      type: "FactSet",
      facts: [
        { title: "Email", value: "ann.lee@example.com" },
        { title: "Company", value: "Lee & Daughters" },
      ],
    },
    {
      type: "TextBlock",
      wrap: true,
      text: "**Requested**: {{DATE(2027-01-15T08:00:00Z,SHORT)}} {{TIME(2027-01-15T08:00:00Z)}} · {{DATE(2027-01-15T08:00:00Z)}} · {{DATE(2027-01-15T08:00:00Z,LONG)}}",
    },
    ...(["default", "emphasis", "accent", "good", "warning", "attention"] as const).map((style) => ({
      type: "Container" as const,
      style,
      items: [
        { type: "TextBlock" as const, text: `Container: ${style}`, weight: "Bolder" as const, wrap: true },
        { type: "TextBlock" as const, text: "612 of 1,000 seats are taken", wrap: true },
      ],
    })),
    {
      type: "Table",
      columns: [{ width: 2 }, { width: 1 }],
      firstRowAsHeaders: true,
      rows: [
        ["Name", "Status"],
        ["Chloé Martin", "approved"],
        ["Dario Conti", "waiting"],
      ].map((cells) => ({
        type: "TableRow" as const,
        cells: cells.map((text) => ({
          type: "TableCell" as const,
          items: [{ type: "TextBlock" as const, text, wrap: true }],
        })),
      })),
    },
    {
      type: "RichTextBlock",
      inlines: [{ type: "TextRun", text: "K7QM-3XWP-9TFA", fontType: "Monospace", weight: "Bolder" }],
    },
    { type: "Input.Text", id: "why", label: "Reason", isMultiline: true, placeholder: "Only for the hosts" },
    { type: "Input.Toggle", id: "told", label: "Tell them", title: "Send the reason to Ann Lee" },
    {
      type: "Input.ChoiceSet",
      id: "tab",
      label: "Show",
      value: "w",
      choices: [
        { title: "Waiting", value: "w" },
        { title: "Approved", value: "a" },
      ],
    },
  ],
  actions: [
    { type: "Action.Execute", title: "Approve", verb: "act", style: "positive" },
    { type: "Action.Execute", title: "Reject", verb: "act", style: "destructive" },
    { type: "Action.Execute", title: "Ask", verb: "act" },
    { type: "Action.Execute", title: "Reject with a reason", verb: "act", mode: "secondary" },
    { type: "Action.Execute", title: "Always approve @example.com", verb: "act", mode: "secondary" },
  ],
};
