import type { KnownBlock } from "@slack/types";
import { isOver } from "../../../core/model/webinar.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { offersOf } from "../../../core/notices/offers.ts";
import type { Fact } from "../../../texts/fact.ts";
import { saysFull, seatsSaid } from "../../../texts/seats-bar.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { section } from "../../platform/inputs.ts";
import { boldLine, columns } from "../blocks.ts";
import { actionsOf } from "../button.ts";
import { foot, titleBlocks, warned } from "./news.ts";
import { partsOf } from "./said.ts";
import type { Shown } from "./shown.ts";

/** So much of the description stands there; *More…* shows all of it. */
const DESCRIPTION_MAX = 300;

/** Two columns; what would leave a row of one stands on one line. */
const countsBlocks = (facts: readonly Fact[], { t }: Pick<Shown, "t">): KnownBlock[] =>
  facts.length === 3 ? [section(facts.map((fact) => boldLine(fact, t)).join(" · "))] : columns(facts);

/** The webinar's card in its host channels: when, the seats and the counts, what it is about, and what hosts do. */
export const overviewBlocks = (shown: Shown<Notice & { kind: "overview" }>): KnownBlock[] => {
  const { notice, words, t, now } = shown;
  const { webinar } = notice;
  const facts = words.facts.filter(({ is, isAside }) => is !== "code" && !isAside);
  const { own, written } = partsOf(shown, DESCRIPTION_MAX);
  const isLive = webinar.state === "scheduled" && !isOver(webinar, now);
  const isCounting = webinar.registrationRequired && isLive && !saysFull(webinar, now);
  return [
    ...titleBlocks(shown),
    ...(isLive || own.length === 0 ? [] : [section(own.join("\n"))]),
    ...(isCounting ? [section(escapeMrkdwn(seatsSaid(webinar, t)))] : []),
    ...countsBlocks(
      facts.filter(({ is }) => is !== "when" && is !== "seats"),
      shown,
    ),
    ...written,
    ...warned(shown),
    ...actionsOf(offersOf(notice, now), t),
    ...foot(shown, { said: isLive ? own : [] }),
  ];
};
