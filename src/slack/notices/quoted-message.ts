import type { KnownBlock, SectionBlock } from "@slack/types";
import type { Translate } from "../../texts/translate.ts";
import { escapeMrkdwn } from "../platform/escape.ts";
import { context, packed } from "./blocks.ts";
import type { SlackMessage } from "./message.ts";

const textsOf = (block: KnownBlock): string[] => {
  switch (block.type) {
    // Bold as in a message, and no larger than the title of the view in which it stands.
    case "header":
      return [`*${escapeMrkdwn(block.text.text)}*`];
    case "section":
      return block.text ? [block.text.text] : [(block.fields ?? []).map(({ text }) => text).join("\n")];
    case "context":
      return [block.elements.flatMap((one) => ("text" in one ? [one.text] : [])).join(" · ")];
    default:
      return [];
  }
};

const inBar = (text: string): string =>
  text
    .split("\n")
    .map((line) => (line.startsWith(">") ? line : `>${line}`))
    .join("\n");

const labelsOf = (block: KnownBlock): string[] =>
  block.type === "actions" ? block.elements.flatMap((one) => (one.type === "button" ? [one.text.text] : [])) : [];

/** A message as its readers get it, behind one bar that sets all of it off from the view: its buttons are named below. */
export const quotedMessage = ({ blocks }: SlackMessage, t: Translate): KnownBlock[] => {
  const said: SectionBlock[] = packed(blocks.flatMap(textsOf).map(inBar), "\n>\n");
  const labels = blocks.flatMap(labelsOf);
  return [
    ...said,
    ...context(labels.length > 0 ? [t("preview_buttons", { count: labels.length, labels: labels.join(" · ") })] : []),
  ];
};
