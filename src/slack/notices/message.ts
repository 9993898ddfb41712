import type { KnownBlock } from "@slack/types";
import type { Links } from "../../core/model/links.ts";
import type { Reader } from "../../core/model/person.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { withStrong } from "../../texts/strong.ts";
import { translatorFor } from "../../texts/translate.ts";
import { spelledOut } from "../../texts/when.ts";
import { wordsOf } from "../../texts/words.ts";
import { cutTo, escapeMrkdwn } from "../platform/escape.ts";
import { fitting } from "./blocks.ts";
import { logBlocks } from "./layouts/log.ts";
import { newsBlocks } from "./layouts/news.ts";
import { overviewBlocks } from "./layouts/overview.ts";
import { requestBlocks } from "./layouts/request.ts";
import type { Picture, Shown } from "./layouts/shown.ts";

/** A message as Slack takes it: the text is what notifications and screen readers say. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/**
 * About 13,000 characters over all blocks pass (slackapi/bolt-js#2509). Headers, buttons, what is at the foot, and code
 * points of two units, need the rest.
 */
const SECTIONS_MAX = 10_000;
const NOTIFICATION_MAX = 300;

const laidOut = (shown: Shown): readonly KnownBlock[] => {
  const { notice } = shown;
  switch (notice.kind) {
    case "request":
      return requestBlocks({ ...shown, notice });
    case "overview":
      return overviewBlocks({ ...shown, notice });
    case "log":
      return logBlocks(shown);
    default:
      return newsBlocks(shown);
  }
};

/**
 * Renders a notice as Block Kit, with what can be pressed at the time `now`, and with the picture of whom it is about.
 * Every text of a person is escaped. What is too long for Slack is cut, not refused.
 */
export const messageOf = (
  notice: Notice,
  reader: Reader,
  links: Links,
  now: number,
  picture?: Picture,
): SlackMessage => {
  const words = wordsOf(notice, reader, { now, marksTimes: true, marksNames: true, isCard: true, face: "slack" });
  const t = translatorFor(reader.locale);
  const title = withStrong(spelledOut(words.title), (name) => name);
  return {
    text: cutTo(escapeMrkdwn(title), NOTIFICATION_MAX),
    blocks: fitting(laidOut({ notice, words, t, links, now, picture }), SECTIONS_MAX),
  };
};

/** A block without what can be pressed beside it. */
const unpressed = (block: KnownBlock): KnownBlock[] => {
  if (block.type === "actions") return [];
  if (block.type !== "section" || block.accessory?.type === "image") return [block];
  const { accessory: _, ...rest } = block;
  return [rest];
};

/** A message as it is where its buttons could not be kept up to date. */
export const withoutButtons = ({ text, blocks }: SlackMessage): SlackMessage => ({
  text,
  blocks: blocks.flatMap(unpressed),
});
