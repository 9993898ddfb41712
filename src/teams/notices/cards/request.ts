import type { CardElementArray } from "@microsoft/teams.cards";
import { fullName } from "../../../core/model/person.ts";
import { isLate } from "../../../core/model/registration.ts";
import { unreachable } from "../../../core/model/result.ts";
import { isOver } from "../../../core/model/webinar.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { person } from "../../platform/person.ts";
import { aside, type Element, factSet, folded, heading, quote, textBlock } from "../../platform/text.ts";
import { banner, type Drawing, factsBut, factsOf, foot, headOf, linesOf, TONES } from "./parts.ts";

type RequestNotice = Notice & { kind: "request" };

/** Somebody asks to join: all that a host decides by. */
const waitingCard = ({ webinar, registration }: RequestNotice, drawing: Drawing): CardElementArray => {
  const { words, max } = drawing;
  const who = factsOf(words, "address", "who")
    .map(({ value }) => value)
    .join(" · ");
  const more = words.facts.filter(({ label }) => label === "…");
  const why = words.facts.filter(({ is, isAside }) => is === "decision" && isAside);
  const isUrgent = registration.status === "pending" && isLate(webinar, registration);
  return [
    banner(isOver(webinar, drawing.now) ? "emphasis" : isUrgent ? "attention" : TONES[registration.status], [
      person(fullName(registration), [...headOf(drawing), aside(who)], true),
    ]),
    ...linesOf(drawing),
    ...factSet(
      factsBut(words, "when", "status", "code", "address", "who").filter(
        (fact) => !why.includes(fact) && !more.includes(fact),
      ),
      max,
    ),
    ...more.map(({ value }) => aside(value)),
    ...foot(drawing, why),
  ];
};

/** What became of it: by whom and when, and the way to the person. */
const decidedCard = ({ webinar, registration }: RequestNotice, drawing: Drawing): CardElementArray => {
  const { words, t, max, now } = drawing;
  const changed = factsOf(words, "change");
  const decision = factsOf(words, "decision");
  const by = decision.filter(({ label }) => label === "").map(({ value }) => textBlock(value));
  const who = factsOf(words, "address").map(({ value }) => aside(value));
  return [
    banner(TONES[registration.status], [person(fullName(registration), [...headOf(drawing), ...who], true)]),
    ...by,
    ...factSet(
      decision.filter(({ label, isWritten }) => label !== "" && !isWritten),
      max,
    ),
    ...decision
      .filter(({ isWritten }) => isWritten)
      .flatMap(({ label, value }) => [
        { ...textBlock(label, max), isSubtle: true, size: "Small" as const, spacing: "Medium" as const },
        quote(value, max),
      ]),
    ...(changed.length > 0 ? [...linesOf(drawing), ...factSet(changed, max)] : []),
    // Of who cancelled, *All answers* is the only button.
    ...(registration.status === "cancelled" && !isOver(webinar, now)
      ? []
      : folded(t("answers_shown"), factSet(factsOf(words, "answer"), max))),
    ...foot(drawing),
  ];
};

/** A request's card: short once it is decided. */
export const requestCard = (notice: RequestNotice, drawing: Drawing): CardElementArray => {
  const { status } = notice.registration;
  switch (status) {
    case "pending":
    case "waitlisted":
    case "offered":
      return waitingCard(notice, drawing);
    case "approved":
    case "rejected":
    case "cancelled":
      return decidedCard(notice, drawing);
    default:
      return unreachable(status);
  }
};

/** What somebody answered, each answer below its question; those that do not fit are counted. */
export const answersCard = (
  { registration, webinar, isOwn }: Notice & { kind: "answers" },
  drawing: Drawing,
): CardElementArray => {
  const { words, t, max, most, now } = drawing;
  const left = words.items.length - most;
  return [
    isOwn
      ? person(fullName(registration), headOf(drawing))
      : banner(isOver(webinar, now) ? "emphasis" : TONES[registration.status], [
          person(fullName(registration), headOf(drawing), true),
        ]),
    ...linesOf(drawing),
    ...factSet(factsOf(words, "address"), max),
    ...words.items.slice(0, most).flatMap(({ title, facts }): Element[] => [
      { ...textBlock(title, max), weight: "Bolder", spacing: "Medium" },
      // An answer stands close below its question.
      ...factSet(facts, max).map((answer): Element => ({ ...answer, spacing: "None" }) as Element),
    ]),
    ...(left > 0 ? [textBlock(t("answers_more", { count: left }))] : []),
    ...foot(drawing),
  ];
};

/** A host's question to somebody, or the answer: who said it, and what. */
export const saidCard = (name: string, drawing: Drawing): CardElementArray => {
  const { words } = drawing;
  return [person(name, [heading(words.title)]), ...linesOf(drawing), ...foot(drawing)];
};
