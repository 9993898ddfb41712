import type { CardElementArray } from "@microsoft/teams.cards";
import { isOver, type Webinar } from "../../../core/model/webinar.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { isFull, registrationClosed } from "../../../core/registering/register-refusals.ts";
import type { Fact } from "../../../texts/fact.ts";
import { saysFull, seatsSaid } from "../../../texts/seats-bar.ts";
import { aside, factSet, headline, textBlock } from "../../platform/text.ts";
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
  const isCounting = isOpen && registrationRequired && !saysFull(webinar, now);
  // Until there is something to count, what becomes of requests is part of the news.
  const said = isCounting && factsOf(words, "count").length === 0 ? saidIn(words) : [];
  return [
    ...(isOpen ? headOf(drawing, headline(words.title)) : [banner("emphasis", headOf(drawing))]),
    ...(isOpen ? [] : linesOf(drawing, { quoted: false })),
    ...(isCounting ? [textBlock(seatsSaid(webinar, t)), ...said.map((line) => textBlock(line))] : []),
    ...counts(factsOf(words, "count")),
    ...linesOf(drawing, { said: false, folds: true }),
    ...footOf(drawing, isOpen && said.length === 0 ? saidIn(words) : []),
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

/** A list with its label above it: what is counted, and beside it how many. */
const listBelow = ({ label, value }: Fact, max: number): CardElementArray => {
  const rows = value.split("\n").map((row) => row.split(" · "));
  return [
    { ...textBlock(label), weight: "Bolder" as const, spacing: "Large" as const },
    ...factSet(
      rows.flatMap(([counted = "", count]) => (count === undefined ? [] : [{ label: counted, value: count }])),
      max,
    ),
    ...rows.flatMap(([rest = "", count]) => (count === undefined ? [aside(rest)] : [])),
  ];
};

/** Many requests at once: how many stand where. */
export const manyRequestsCard = (
  notice: Notice & { kind: "digest" | "bulk" | "waiting" },
  drawing: Drawing,
): CardElementArray => {
  const { words, max } = drawing;
  const waits = notice.kind === "digest" ? notice.gathered.counts.pending > 0 : notice.kind === "waiting";
  const known = factsBut(words, "count", "code", "when");
  const isList = ({ value }: Fact): boolean => value.includes("\n");
  return [
    ...(waits ? [banner("warning", headOf(drawing))] : headOf(drawing)),
    ...(notice.kind === "waiting" ? [] : linesOf(drawing)),
    ...counts(factsOf(words, "count")),
    ...factSet(
      known.filter((fact) => !isList(fact)),
      max,
    ),
    // A list begins below its label, not beside it.
    ...known.filter(isList).flatMap((fact) => listBelow(fact, max)),
    // What becomes of them at the deadline follows it.
    ...(notice.kind === "waiting" ? linesOf(drawing) : []),
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
