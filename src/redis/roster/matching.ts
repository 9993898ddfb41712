import { foldedAddress, searchable } from "../../core/model/folding.ts";
import { type Form, hasOptions } from "../../core/model/form.ts";
import { domainOf } from "../../core/model/mail-domains.ts";
import { fullName } from "../../core/model/person.ts";
import type { Concerned, Registration } from "../../core/model/registration.ts";
import type { RosterQuery, RosterTab } from "../../core/ports/roster.ts";

/** Somebody of whom it is asked whether a query means them. An invitee's name is the one of their person. */
export interface Found {
  readonly concerned: Concerned;
  readonly name: string;
}

const ENDS_IN_WORD = /[\p{L}\p{M}\p{N}]$/u;
const BEFORE_WORD = /^[^\p{L}\p{M}\p{N}]+/u;

/** What is looked for: texts of which each is the beginning of a word. */
const soughtIn = (search: string): string[] =>
  searchable(search)
    .split(/\s+/)
    .map((part) => part.replace(BEFORE_WORD, ""))
    .filter((part) => part !== "");

/** Whether some word of a text, or that word and what follows it, begins so. */
const hasWord = (text: string, beginning: string): boolean => {
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1))
    if (!ENDS_IN_WORD.test(text.slice(Math.max(0, at - 2), at))) return true;
  return false;
};

/** The tab, besides everybody, in which somebody stands. */
export const tabOf = ({ registration, invitee }: Concerned): RosterTab =>
  registration?.status ?? (invitee?.declinedAt === undefined ? "silent" : "declined");

/** The questions of a form that have this text as an option. */
const questionsWith = (form: Form, option: string): string[] =>
  form.questions.flatMap(({ id, type, options }) =>
    hasOptions(type) && options.some(({ text }) => text === option) ? [id] : [],
  );

const hasAnswer = (form: Form, answer: string): ((registration: Registration) => boolean) => {
  const questions = questionsWith(form, answer);
  if (questions.length > 0)
    return ({ answers }) => questions.some((question) => answers[question]?.includes(answer) === true);
  const part = searchable(answer);
  return ({ answers }) => Object.values(answers).some((given) => given.some((one) => searchable(one).includes(part)));
};

/** Makes what tells whether a query means somebody. */
export const matcherOf = (form: Form, query: RosterQuery): ((found: Found) => boolean) => {
  const { tab, search, domain, answer, digest } = query;
  const sought = soughtIn(search ?? "");
  const answered = answer ? hasAnswer(form, answer) : undefined;
  const wanted = domain ? foldedAddress(domain) : undefined;
  return ({ concerned, name }) => {
    const { registration, address } = concerned;
    if (tab !== "everybody" && tabOf(concerned) !== tab) return false;
    if (digest !== undefined && registration?.digest !== digest) return false;
    if (wanted !== undefined && foldedAddress(domainOf(address)) !== wanted) return false;
    if (answered && !(registration && answered(registration))) return false;
    if (sought.length === 0) return true;
    const texts = [searchable(registration ? fullName(registration) : name), searchable(address)];
    return sought.every((beginning) => texts.some((text) => hasWord(text, beginning)));
  };
};
