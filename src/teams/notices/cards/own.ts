import type { CardElementArray } from "@microsoft/teams.cards";
import type { Fact } from "../../../texts/fact.ts";
import { idLineIn, passwordLineIn, quotedLines } from "../../../texts/quotes.ts";
import { aside, type Element, factSet, heading, textBlock } from "../../platform/text.ts";
import { banner, type Drawing, factsBut, factsOf, foot, headOf, idOf, linesOf, type Tone, toCopy } from "./parts.ts";

/** A new time is the news: what it was before stands below it, small. */
const movedHead = (drawing: Drawing): CardElementArray => {
  const { words, t } = drawing;
  const former = factsOf(words, "former");
  if (former.length === 0) return headOf(drawing);
  const [title = heading(words.title), ...standing] = headOf({ words: { ...words, facts: factsBut(words, "when") } });
  return [
    title,
    ...factsOf(words, "when").map(({ value }): Element => ({ ...textBlock(value), weight: "Bolder", spacing: "None" })),
    ...former.map(({ value }) => aside(t("fact_line", { label: t("fact_was"), value }))),
    ...standing,
  ];
};

/** Until when somebody has to answer. */
const deadline = ({ label, value }: Fact): CardElementArray => [
  { ...textBlock(label), isSubtle: true, size: "Small" },
  { ...textBlock(value), weight: "Bolder", spacing: "None" },
];

/**
 * What somebody is told about their own invitation or registration: what happened, when it is, what it means, and what
 * lets them in, a password in a block of its own; then the way in, where the doors are open; then what the host wrote, of which a
 * long text is folded where it is not the news.
 */
export const ownCard = (tone: Tone, whole: Drawing, folds = true): CardElementArray => {
  const { t, max, leading } = whole;
  const hasId = factsOf(whole.words, "id").length > 0;
  const idLine = hasId ? idLineIn(whole.words.lines, t) : undefined;
  const use = passwordLineIn(whole.words.lines, t);
  const words = { ...whole.words, lines: whole.words.lines.filter((line) => line !== idLine?.line && line !== use) };
  const drawing = { ...whole, words };
  const secrets = words.facts.filter(({ is, isCopied }) => isCopied && is !== "code");
  const [ids, passwords] = [secrets.filter(({ is }) => is === "id"), secrets.filter(({ is }) => is !== "id")];
  const others = factsBut(words, "when", "code", "status", "former", "deadline").filter(
    (fact) => !secrets.includes(fact),
  );
  const answers = others.filter(({ isWritten }) => isWritten);
  const answered: CardElementArray =
    answers.length > 0 ? [{ ...textBlock(t("page_answers")), weight: "Bolder" }, ...factSet(answers, max)] : [];
  const isApart = secrets.length > 0 || leading.length > 0;
  return [
    banner(drawing.hasEnded && tone === "good" ? "emphasis" : tone, movedHead(drawing)),
    ...factsOf(words, "deadline").flatMap(deadline),
    ...(isApart
      ? [
          ...linesOf(drawing, { quoted: false }),
          ...passwords.map((fact) => toCopy(fact, use)),
          ...(leading.length > 0 ? [{ type: "ActionSet" as const, actions: leading }] : []),
          ...ids.map((fact) => idOf(fact, idLine?.beside)),
          ...answered,
          ...linesOf(drawing, { said: false, folds }),
        ]
      : [...linesOf(drawing, { folds }), ...answered]),
    ...factSet(
      others.filter((fact) => !answers.includes(fact)),
      max,
    ),
    ...foot(drawing),
  ];
};

/** An invitation has its ID in small letters at its foot: it is of use to who has registered. */
export const invitationCard = (drawing: Drawing): CardElementArray => {
  const { words, t } = drawing;
  const ids = factsOf(words, "id");
  const line = ids.length > 0 ? idLineIn(words.lines, t) : undefined;
  const lines = words.lines.filter((one) => one !== line?.line);
  const facts = words.facts.filter((fact) => !ids.includes(fact));
  const said = ids.map(({ label, value }) =>
    [t("fact_line", { label, value }), ...(line ? [line.beside] : [])].join(" · "),
  );
  const rest = { ...drawing, words: { ...words, lines, facts: facts.filter(({ is }) => is !== "code"), foot: "" } };
  return [
    ...ownCard("accent", rest),
    ...foot({ ...drawing, words: { ...words, warnings: [] } }, factsOf(words, "code"), said),
  ];
};

/** Whether something follows what lets somebody in, so that the way in stands above it. */
export const hasMoreBelow = ({ words }: Pick<Drawing, "words">): boolean =>
  factsOf(words, "id").length > 0 || quotedLines(words).some(({ quote }) => quote !== undefined);
