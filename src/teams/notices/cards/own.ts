import type { CardElementArray } from "@microsoft/teams.cards";
import { aside, factSet, textBlock } from "../../platform/text.ts";
import { banner, type Drawing, factsBut, foot, headOf, linesOf, type Tone, toCopy } from "./parts.ts";

/**
 * What somebody is told about their own invitation or registration: what happened, when it is, what it means, and in a
 * block of its own what lets them in; then what the host wrote, of which a long text is folded where it is not the news.
 */
export const ownCard = (tone: Tone, drawing: Drawing, folds = true): CardElementArray => {
  const { words, t, max } = drawing;
  const secrets = words.facts.filter(({ is, isCopied }) => isCopied && is !== "code");
  // The time that no longer holds is read beside the one that does.
  const former = words.facts.filter(({ label }) => label === t("fact_before"));
  const others = factsBut(words, "when", "code", "status").filter((fact) => ![...secrets, ...former].includes(fact));
  // What somebody answers by now comes before what follows from it.
  const answers = others.filter(({ isWritten }) => isWritten);
  const answered: CardElementArray =
    answers.length > 0 ? [{ ...textBlock(t("page_answers")), weight: "Bolder" }, ...factSet(answers, max)] : [];
  return [
    banner(drawing.hasEnded && tone === "good" ? "emphasis" : tone, [
      ...headOf(drawing),
      ...former.map(({ label, value }) => aside(t("fact_line", { label, value }))),
    ]),
    ...answered,
    ...(secrets.length > 0
      ? [...linesOf(drawing, { quoted: false }), ...secrets.map(toCopy), ...linesOf(drawing, { said: false, folds })]
      : linesOf(drawing, { folds })),
    ...factSet(
      others.filter((fact) => !answers.includes(fact)),
      max,
    ),
    ...foot(drawing),
  ];
};
