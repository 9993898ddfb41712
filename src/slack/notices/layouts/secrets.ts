import type { KnownBlock } from "@slack/types";
import type { Notice } from "../../../core/notices/notice.ts";
import { hasOwnPage } from "../../../core/notices/readers/own-pages.ts";
import type { Fact } from "../../../texts/fact.ts";
import { idLineIn, passwordLineIn } from "../../../texts/quotes.ts";
import { codeBlockOf, escapeMrkdwn } from "../../platform/escape.ts";
import { section } from "../../platform/inputs.ts";
import { factLine } from "../blocks.ts";
import type { Shown } from "./shown.ts";

/** What lets somebody in, which is the point of the message that has it. */
export const isSecret = ({ is, isCopied }: Fact, notice: Notice): boolean =>
  is === "id" || (isCopied === true && is !== "code" && hasOwnPage(notice));

/** What the registration ID is for, where it stands with it. */
export const idLineOf = ({ words, t }: Shown) =>
  words.facts.some(({ is }) => is === "id") ? idLineIn(words.lines, t) : undefined;

/** What lets somebody in, each in a section of its own: what it is, itself as it is copied, and what it is for. */
export const secretBlocks = (secrets: readonly Fact[], shown: Shown): KnownBlock[] =>
  secrets.map((fact) => {
    const use = fact.is === "id" ? idLineOf(shown)?.beside : passwordLineIn(shown.words.lines, shown.t);
    return section(
      [`*${escapeMrkdwn(fact.label)}*`, codeBlockOf(fact.value), ...(use ? [escapeMrkdwn(use)] : [])].join("\n"),
    );
  });

/** An invitation has its ID in small letters: it is of use to who has registered. */
export const idAside = (secrets: readonly Fact[], shown: Shown): string[] => {
  const line = idLineOf(shown);
  return secrets.map((fact) =>
    [factLine({ ...fact, isCopied: false }, shown.t), ...(line ? [line.beside] : [])].join(" · "),
  );
};
