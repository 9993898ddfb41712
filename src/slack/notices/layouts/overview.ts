import type { KnownBlock } from "@slack/types";
import { isOver } from "../../../core/model/webinar.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { offersOf } from "../../../core/notices/offers.ts";
import { saysFull, seatsSaid } from "../../../texts/seats-bar.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { section } from "../../platform/inputs.ts";
import { countsBlocks } from "../blocks.ts";
import { actionsOf } from "../button.ts";
import { foot, titleBlocks, warned } from "./news.ts";
import { partsOf } from "./said.ts";
import type { Shown } from "./shown.ts";

/** So much of the description stands there; *More…* shows all of it. */
const DESCRIPTION_MAX = 300;

/** The webinar's card in its host channels: when, the seats and the counts, what it is about, and what hosts do. */
export const overviewBlocks = (shown: Shown<Notice & { kind: "overview" }>): KnownBlock[] => {
  const { notice, words, t, now } = shown;
  const { webinar } = notice;
  const facts = words.facts.filter(({ is, isAside }) => is !== "code" && !isAside);
  const { own, written } = partsOf(shown, DESCRIPTION_MAX);
  const isLive = webinar.state === "scheduled" && !isOver(webinar, now);
  // Until there is something to count, what becomes of requests is part of the news.
  const isSaid = isLive && !facts.some(({ is }) => is === "count");
  const isCounting = webinar.registrationRequired && isLive && !saysFull(webinar, now);
  return [
    ...titleBlocks(shown),
    ...(isLive || own.length === 0 ? [] : [section(own.join("\n"))]),
    ...(isCounting ? [section([escapeMrkdwn(seatsSaid(webinar, t)), ...(isSaid ? own : [])].join("\n"))] : []),
    ...countsBlocks(
      facts.filter(({ is }) => is !== "when" && is !== "seats"),
      t,
    ),
    ...written,
    ...warned(shown),
    ...actionsOf(offersOf(notice, now), t),
    ...foot(shown, { said: isLive && !(isSaid && isCounting) ? own : [] }),
  ];
};
