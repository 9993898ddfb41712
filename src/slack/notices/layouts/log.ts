import type { KnownBlock } from "@slack/types";
import { offersOf } from "../../../core/notices/offers.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { section } from "../../platform/inputs.ts";
import { fitted, header, packed } from "../blocks.ts";
import { actionsOf } from "../button.ts";
import { foot } from "./news.ts";
import type { Shown } from "./shown.ts";

/** So many characters have all lines. */
const LINES_LENGTH = 9_000;

/** The log: a line for each entry, the newest first. */
export const logBlocks = (shown: Shown): KnownBlock[] => {
  const { notice, words, t, now } = shown;
  const lines = words.facts.flatMap(({ heading, label, value }, at) => [
    // A day stands apart from the one above it.
    ...(heading ? [`${at > 0 ? "\n" : ""}*${escapeMrkdwn(heading)}*`] : []),
    `${escapeMrkdwn(label)} · ${escapeMrkdwn(value)}`,
  ]);
  return [
    header(words.title),
    ...(words.lines.length > 0 ? [section(words.lines.map(escapeMrkdwn).join("\n"))] : []),
    ...packed(fitted(lines, LINES_LENGTH), "\n"),
    ...actionsOf(offersOf(notice, now), t),
    ...foot(shown),
  ];
};
