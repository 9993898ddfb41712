import type { SlackMessage, SlackState } from "../api.ts";
import { el, type Line } from "../dom.ts";
import { avatar } from "../people.ts";
import { words } from "../words.ts";
import { showDay, showTime } from "../zones.ts";
import { type BlockContext, drawBlocks } from "./block-kit.ts";

/** Messages of one person within this time stand together under one name. */
const TOGETHER_MS = 5 * 60_000;

/** The message in whose thread it stands; its own where it begins one, or stands in none. */
const rootOf = ({ ts, thread_ts }: SlackMessage): string => thread_ts ?? ts;
const isReply = (message: SlackMessage): boolean => rootOf(message) !== message.ts;

/** In the order of time, the replies of a thread under its first message. */
const threaded = (messages: readonly SlackMessage[]): SlackMessage[] => {
  const ordered = messages.toSorted((a, b) => Number(a.ts) - Number(b.ts));
  const roots = [...new Set(ordered.map(rootOf))];
  return roots.flatMap((root) => ordered.filter((message) => rootOf(message) === root));
};

const atOf = ({ ts }: SlackMessage): number => Math.floor(Number(ts) * 1000);

function draw(message: SlackMessage, slack: SlackState, o: { context: BlockContext; under: boolean }): HTMLElement {
  const isBot = message.user === slack.botUserId;
  const name = isBot ? words.usher : (o.context.names.person(message.user) ?? message.user);
  const { zone } = o.context.names;
  const time = el("time", {}, showTime(atOf(message), zone));
  const kinds = ["message", o.under && "under", message.ephemeral && "ephemeral", isReply(message) && "reply"].filter(
    Boolean,
  );
  return el(
    "article",
    { class: kinds.join(" "), "aria-label": `${name}, ${showTime(atOf(message), zone)}` },
    o.under ? el("span", { class: "gutter" }, time) : avatar({ id: message.user, name, bot: isBot }),
    el(
      "div",
      { class: "content" },
      message.ephemeral && el("p", { class: "only-you" }, words.onlyYou),
      message.pinned && el("p", { class: "only-you" }, words.pinned),
      !o.under &&
        el(
          "header",
          {},
          el("strong", {}, name),
          isBot && el("span", { class: "tag" }, words.app),
          time.cloneNode(true),
        ),
      drawBlocks(message.blocks, message.text, o.context),
      message.unfurls?.map(({ blocks }) => el("div", { class: "unfurl" }, drawBlocks(blocks, "", o.context))),
    ),
  );
}

/** The messages of one conversation as lines: threads together, a heading for each day, names once for what belongs together. */
export function slackLines(
  messages: readonly SlackMessage[],
  slack: SlackState,
  contextOf: (message: SlackMessage) => BlockContext,
): Line[] {
  const ordered = threaded(messages);
  const zone = slack.people.find(({ id }) => id === slack.me)?.zone;
  let lastDay = "";
  return ordered.flatMap((message, index): Line[] => {
    const before = ordered[index - 1];
    const day = showDay(atOf(message), zone);
    // A reply of a later day stands under its message still.
    const isNewDay = day !== lastDay && (!isReply(message) || lastDay === "");
    if (isNewDay) lastDay = day;
    const under =
      !isNewDay &&
      before?.user === message.user &&
      before.ephemeral === message.ephemeral &&
      before.thread_ts === message.thread_ts &&
      Math.abs(atOf(message) - atOf(before)) < TOGETHER_MS;
    const context = contextOf(message);
    const heading: Line = {
      key: `day ${day}`,
      print: day,
      draw: () => el("div", { class: "day", role: "separator" }, el("span", {}, day)),
    };
    // Where it says today or an hour ago, it looks different later.
    const { now } = context.names;
    const asOf = /_pretty\}|\{ago\}/.test(JSON.stringify(message.blocks)) ? showDay(now, zone) : "";
    const line: Line = {
      key: `${message.channelId} ${message.ts} ${message.ephemeral}`,
      print: JSON.stringify([message, under, zone, asOf]),
      draw: () => draw(message, slack, { context, under }),
    };
    return isNewDay ? [heading, line] : [line];
  });
}
