import type { KnownBlock } from "@slack/types";
import { isOver, type Webinar } from "../../../core/model/webinar.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { offersOf } from "../../../core/notices/offers.ts";
import { seatsBar } from "../../../texts/seats-bar.ts";
import type { Translate } from "../../../texts/translate.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { section } from "../../platform/inputs.ts";
import { columns } from "../blocks.ts";
import { actionsOf } from "../button.ts";
import { foot, partsOf, titleBlocks } from "./news.ts";
import type { Shown } from "./shown.ts";

/** So much of the description stands there; *More…* shows all of it. */
const DESCRIPTION_MAX = 300;

/** How many of the seats are taken, drawn and in words. */
const seatsText = (webinar: Webinar, t: Translate): string =>
  `${seatsBar(webinar)} ${escapeMrkdwn(t("seats_taken", { held: webinar.seatsHeld, cap: webinar.cap }))}`;

/** The webinar's card in its host channels: when, the seats, who hosts it and the counts, and what hosts do. */
export const overviewBlocks = (shown: Shown<Notice & { kind: "overview" }>): KnownBlock[] => {
  const { notice, words, t, now } = shown;
  const { webinar } = notice;
  const facts = words.facts.filter(({ is, isAside }) => is !== "code" && !isAside);
  const { own, written } = partsOf(shown, DESCRIPTION_MAX);
  const isLive = webinar.state === "scheduled" && !isOver(webinar, now);
  const isCounting = webinar.registrationRequired && isLive;
  return [
    ...titleBlocks(shown),
    ...(isLive || own.length === 0 ? [] : [section(own.join("\n"))]),
    ...(isCounting ? [section(seatsText(webinar, t))] : []),
    ...columns(facts.filter(({ is }) => is !== "when" && is !== "seats")),
    ...written,
    ...actionsOf(offersOf(notice, now), t),
    ...foot(shown, { said: isLive ? own : [] }),
  ];
};
