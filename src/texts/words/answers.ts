import type { Answered } from "../../core/model/form.ts";
import type { Fact } from "../fact.ts";
import { labelOf } from "../settings.ts";
import type { Translate } from "../translate.ts";

/** So many characters of a question stand on a card. */
export const LABEL_MAX = 100;
const ANSWER_MAX = 200;

export const cut = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1)}…` : text);

/** An answer under its question, both as long as a card has room for. */
export const answerFact = ({ question, answer }: Answered, t: Translate): Fact => ({
  label: cut(labelOf(question, t), LABEL_MAX),
  value: cut(answer.join(", "), ANSWER_MAX),
  is: "answer",
  isWritten: true,
});
