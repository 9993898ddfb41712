import type { KnownBlock, SectionBlock } from "@slack/types";
import type { Registration } from "../../../core/model/registration.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { offersOf } from "../../../core/notices/offers.ts";
import { isDecided } from "../../../core/notices/request-offers.ts";
import type { Fact } from "../../../texts/fact.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { section } from "../../platform/inputs.ts";
import { context, factBlocks, factLine, quoted, titled } from "../blocks.ts";
import { actionsOf, onlyMenuOf } from "../button.ts";
import type { Picture, Shown } from "./shown.ts";

type Request = Shown<Notice & { kind: "request" }>;

/** What became of a request, before the words that say it. */
const MARKS: Partial<Record<Registration["status"], string>> = { approved: "✓", rejected: "✕", cancelled: "✕" };

const beside = (head: SectionBlock, picture: Picture | undefined): SectionBlock =>
  picture ? { ...head, accessory: { type: "image", image_url: picture.url, alt_text: picture.alt } } : head;

/** The title says the status. */
const isShown = ({ is }: Fact): boolean => is !== "status";
const isWhen = ({ is }: Fact): boolean => is === "when";
const isAtFoot = ({ is, isAside }: Fact): boolean => isAside === true || is === "code";

const foot = (facts: readonly Fact[], { words, t }: Request): KnownBlock[] => {
  const known = facts.map((fact) => (fact.label === "…" ? escapeMrkdwn(fact.value) : factLine(fact, t)));
  return context([...(known.length > 0 ? [known.join(" · ")] : []), ...(words.foot ? [escapeMrkdwn(words.foot)] : [])]);
};

/** Who asks for what, and when that is. */
const headLines = ({ words }: Request): string[] => [
  titled(words.title),
  ...words.facts.filter(isWhen).map(({ value }) => escapeMrkdwn(value)),
];

/** Whether they were invited, and whether they are a guest, beside their address. */
const withWho = (facts: readonly Fact[]): readonly Fact[] => {
  const who = facts.filter(({ is }) => is === "who").map(({ value }) => value);
  return facts
    .filter(({ is }) => is !== "who")
    .map((fact) => (fact.is === "address" ? { ...fact, value: [fact.value, ...who].join(" · ") } : fact));
};

/** A request that waits: who asks for what, with all that a host decides by. */
const waiting = (shown: Request): KnownBlock[] => {
  const { notice, words, t, now, picture } = shown;
  const facts = withWho(words.facts.filter((fact) => isShown(fact) && !isWhen(fact)));
  return [
    beside(section([...headLines(shown), ...words.lines.map(escapeMrkdwn)].join("\n")), picture),
    ...factBlocks(facts.filter((fact) => !isAtFoot(fact))),
    ...actionsOf(offersOf(notice, now), t),
    ...foot(facts.filter(isAtFoot), shown),
  ];
};

/** A request that is decided, in one section: what became of it, by whom and when, and what was changed since. */
const decided = (shown: Request): KnownBlock[] => {
  const { notice, words, t, now } = shown;
  const { status } = notice.registration;
  const mark = MARKS[status];
  const facts = words.facts.filter(isShown);
  const isSaid = (fact: Fact): boolean => fact.is === "decision" && !isAtFoot(fact);
  const changed = facts.filter(({ is }) => is === "change");
  // A quote without a label could be the words of who asked.
  const said = facts
    .filter(isSaid)
    .flatMap((fact) => (fact.isWritten ? [`_${escapeMrkdwn(fact.label)}_`, quoted(fact.value)] : [factLine(fact, t)]));
  const lines = [
    `${mark ? `${mark} ` : ""}${headLines(shown).join("\n")}`,
    ...said,
    ...words.lines.map(escapeMrkdwn),
    ...changed.map((fact) => factLine(fact, t)),
  ];
  const offers = offersOf(notice, now);
  const menu = onlyMenuOf(offers, t);
  const head = section(lines.join("\n"));
  return [
    menu ? { ...head, accessory: menu } : head,
    ...(menu ? [] : actionsOf(offers, t)),
    ...foot(
      facts.filter((fact) => isAtFoot(fact) || fact.is === "address"),
      shown,
    ),
  ];
};

/** The card of one request. */
export const requestBlocks = (shown: Request): KnownBlock[] =>
  isDecided(shown.notice.registration.status) ? decided(shown) : waiting(shown);
