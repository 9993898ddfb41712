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

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const ENDS_IN_WORD = /[\p{L}\p{M}\p{N}]$/u;
const BEFORE_WORD = /^[^\p{L}\p{M}\p{N}]+/u;

/** The words of a text that is searchable, in order. */
export const wordsIn = (text: string): string[] => text.match(WORD) ?? [];

/** What is looked for: texts of which each is the beginning of a word. */
export const soughtIn = (search: string): string[] =>
  searchable(search)
    .split(/\s+/)
    .map((part) => part.replace(BEFORE_WORD, ""))
    .filter((part) => part !== "");

/** Whether something is looked for in which there is no letter and no digit: no name begins so. */
export const isWordless = (search: string | undefined): boolean =>
  Boolean(search?.trim()) && soughtIn(search ?? "").length === 0;

/** Whether some word of a text, or that word and what follows it, begins so. */
const hasWord = (text: string, beginning: string): boolean => {
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1))
    if (!ENDS_IN_WORD.test(text.slice(Math.max(0, at - 2), at))) return true;
  return false;
};

/** The tab, besides everybody, in which somebody stands. */
const tabOf = ({ registration, invitee }: Concerned): RosterTab =>
  registration?.status ?? (invitee?.declinedAt === undefined ? "silent" : "declined");

/** The options of a form's questions that are this text, in any case. */
export const optionsLike = (form: Form, text: string): { readonly question: string; readonly option: string }[] => {
  const typed = searchable(text);
  return form.questions.flatMap(({ id, type, options }) =>
    (hasOptions(type) ? options : []).flatMap((option) =>
      searchable(option.text) === typed ? [{ question: id, option: option.text }] : [],
    ),
  );
};

const hasAnswer = (form: Form, answer: string): ((registration: Registration) => boolean) => {
  const options = optionsLike(form, answer);
  if (options.length > 0)
    return ({ answers }) => options.some(({ question, option }) => answers[question]?.includes(option) === true);
  const part = searchable(answer);
  return ({ answers }) => Object.values(answers).some((given) => given.some((one) => searchable(one).includes(part)));
};

/** Makes what tells whether a query means somebody. */
export const matcherOf = (form: Form, query: RosterQuery): ((found: Found) => boolean) => {
  const { tab, search, domain, answer, digest } = query;
  const sought = soughtIn(search ?? "");
  const answered = answer ? hasAnswer(form, answer) : undefined;
  const wanted = domain ? foldedAddress(domain) : undefined;
  if (isWordless(search)) return () => false;
  return ({ concerned, name }) => {
    const { registration, address } = concerned;
    if (tab !== "everybody" && tabOf(concerned) !== tab) return false;
    if (digest !== undefined && registration?.digest !== digest) return false;
    if (wanted !== undefined && foldedAddress(domainOf(address)) !== wanted) return false;
    if (answered && !(registration && answered(registration))) return false;
    if (sought.length === 0) return true;
    const texts = [
      searchable(registration ? fullName(registration) : name),
      searchable(address),
      registration?.tag ?? "",
    ];
    return sought.every((beginning) => texts.some((text) => hasWord(text, beginning)));
  };
};
