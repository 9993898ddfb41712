import type { Answered } from "../../core/model/form.ts";
import { ANSWER_ON_CARD_MAX } from "../../core/notices/request-offers.ts";
import type { Fact } from "../fact.ts";
import { labelOf } from "../settings.ts";
import type { Translate } from "../translate.ts";

/** So many characters of a question stand on a card. */
export const LABEL_MAX = 100;

export const cut = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1)}…` : text);

/** An answer under its question, both as long as a card has room for. */
export const answerFact = ({ question, answer }: Answered, t: Translate): Fact => ({
  label: cut(labelOf(question, t), LABEL_MAX),
  value: cut(answer.join(", "), ANSWER_ON_CARD_MAX),
  is: "answer",
  isWritten: true,
});
