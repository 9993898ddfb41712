import type { CardElementArray } from "@microsoft/teams.cards";
import { isOver, type Webinar } from "../../../core/model/webinar.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { isFull, registrationClosed } from "../../../core/registering/register-refusals.ts";
import type { Fact } from "../../../texts/fact.ts";
import { saysFull, seatsSaid } from "../../../texts/seats-bar.ts";
import { factLine, factSet, heading, headline, textBlock } from "../../platform/text.ts";
import {
  banner,
  counts,
  type Drawing,
  factsBut,
  factsOf,
  foot,
  footOf,
  headOf,
  linesOf,
  saidIn,
  type Tone,
} from "./parts.ts";

/** The webinar's card in its host channels: when it is, how full it is, and how many stand where. */
export const overviewCard = ({ webinar }: Notice & { kind: "overview" }, drawing: Drawing): CardElementArray => {
  const { words, t, now } = drawing;
  const { state, registrationRequired } = webinar;
  const isOpen = state === "scheduled" && !isOver(webinar, now);
  return [
    ...(isOpen ? headOf(drawing, headline(words.title)) : [banner("emphasis", headOf(drawing))]),
    ...(isOpen ? [] : linesOf(drawing, { quoted: false })),
    ...(isOpen && registrationRequired && !saysFull(webinar, now) ? [textBlock(seatsSaid(webinar, t))] : []),
    ...counts(factsOf(words, "count")),
    ...linesOf(drawing, { said: false, folds: true }),
    ...footOf(drawing, isOpen ? saidIn(words) : []),
  ];
};

/** A card on which one can register looks so. */
const announcedTone = (webinar: Webinar, now: number): Tone => {
  if (!webinar.registrationRequired) return "accent";
  if (registrationClosed(webinar, now)) return "emphasis";
  return isFull(webinar) ? "warning" : "accent";
};

/** The webinar's card for the readers of a channel: when it is, what it is about, and whether there are seats. */
export const announcementCard = (
  { webinar }: Notice & { kind: "announcement" },
  drawing: Drawing,
): CardElementArray => {
  const { words, max, now } = drawing;
  const known = factsBut(words, "when", "code").filter(({ isAside }) => !isAside);
  const isOpen = webinar.state === "scheduled" && !isOver(webinar, now);
  const said = linesOf(drawing, { quoted: false });
  const isSaidFirst = !words.quotes?.includes(words.lines[0] ?? "");
  return [
    banner(isOpen ? announcedTone(webinar, now) : "emphasis", headOf(drawing)),
    ...(isSaidFirst ? said : []),
    ...linesOf(drawing, { said: false, folds: true }),
    ...(isOpen ? factSet(known, max) : []),
    ...(isSaidFirst ? [] : said),
    // What is over is not looked through any more.
    ...(isOpen ? footOf(drawing) : foot(drawing, known)),
  ];
};

/** A list with its label above it. */
const listBelow = ({ label, value }: Fact): CardElementArray => [
  { ...textBlock(label), weight: "Bolder" as const },
  { ...textBlock(value), spacing: "None" as const },
];

/** Many requests at once: how many stand where. */
export const manyRequestsCard = (
  notice: Notice & { kind: "digest" | "bulk" | "waiting" },
  drawing: Drawing,
): CardElementArray => {
  const { words, t, max } = drawing;
  const waits = notice.kind === "digest" ? notice.gathered.counts.pending > 0 : notice.kind === "waiting";
  return [
    waits ? banner("warning", [heading(words.title)]) : heading(words.title),
    ...linesOf(drawing),
    ...counts(factsOf(words, "count")),
    // A list begins below its label, not beside it.
    ...factsBut(words, "count", "code").flatMap((fact) =>
      fact.value.includes("\n") ? listBelow(fact) : [factLine(fact, t, max)],
    ),
    ...foot(drawing),
  ];
};

/** A webinar in numbers: what they come to in a sentence, the main ones large, and what they leave out below. */
export const reportCard = (drawing: Drawing): CardElementArray => [
  ...headOf(drawing),
  ...linesOf(drawing),
  ...counts(factsOf(drawing.words, "count")),
  ...factSet(factsBut(drawing.words, "when", "code", "count"), drawing.max),
  ...foot(drawing),
];
