import { createHash } from "node:crypto";
import { foldedAddress, searchable } from "../../core/model/folding.ts";
import { type Answers, type Form, hasOptions } from "../../core/model/form.ts";
import type { Address } from "../../core/model/ids.ts";
import { domainOf } from "../../core/model/mail-domains.ts";
import type { Tag } from "../../core/model/tag.ts";
import type { RosterQuery } from "../../core/ports/roster.ts";
import { optionsLike, soughtIn, wordsIn } from "./matching.ts";

// By what people are found: the beginnings of the words of their name, address and tag, of these lengths, their domain, the
// options that they chose, and the crowd in which they came. Redis knows a term by six letters of its hash, which stand
// in names of keys. Terms that share a hash lead to the people of both; whoever is found is looked at anyway.

const LENGTHS = [2, 3, 5, 8];
const HASH = 6;

const hashes = new Map<string, string>();
/** Names and domains repeat: most hashes are made once. */
const HASHES_KEPT = 50_000;

const hashOf = (term: string): string => {
  const known = hashes.get(term);
  if (known) return known;
  const hash = createHash("sha256").update(term).digest("base64url").slice(0, HASH);
  if (hashes.size >= HASHES_KEPT) hashes.clear();
  hashes.set(term, hash);
  return hash;
};

/** The beginnings of a word that are terms. */
const beginningsOf = (word: string): string[] => {
  const letters = [...word];
  return LENGTHS.filter((length) => length <= letters.length).map((length) => letters.slice(0, length).join(""));
};

const domainTerm = (domain: string): string => `@${foldedAddress(domain)}`;
const optionTerm = (question: string, option: string): string => `=${question}=${option}`;

/** As `shared/terms.lua` makes it, which alone knows the number when somebody registers: it is no hash. */
const digestTerm = (digest: number): string => `#${String(digest % 100_000).padStart(HASH - 1, "0")}`;

const optionTerms = (form: Form, answers: Answers): string[] =>
  form.questions.flatMap(({ id, type }) =>
    hasOptions(type) ? (answers[id] ?? []).map((option) => optionTerm(id, option)) : [],
  );

/** Somebody who is to be found, with what they answered to a form, and by what they came. */
export interface Findable {
  readonly name: string;
  readonly address: Address;
  readonly tag?: Tag | undefined;
  readonly answered?: { readonly form: Form; readonly answers: Answers };
  /** The number of the digest in which their request was gathered. */
  readonly digest?: number | undefined;
}

/** All terms by which somebody is found, as `shared/terms.lua` takes them. */
export const termsOf = ({ name, address, tag, answered, digest }: Findable): string => {
  const words = wordsIn(searchable(`${name} ${address} ${tag ?? ""}`));
  const terms = [
    ...words.flatMap(beginningsOf),
    domainTerm(domainOf(address)),
    ...(answered ? optionTerms(answered.form, answered.answers) : []),
  ];
  return [...new Set(terms.map(hashOf)), ...(digest === undefined ? [] : [digestTerm(digest)])].join("");
};

/** The terms that lead to all whom a query may mean: of each list, one. None: everybody must be looked at. */
export const termsFor = (form: Form, { search, domain, answer, digest }: RosterQuery): string[][] => {
  const beginnings = soughtIn(search ?? "").flatMap(wordsIn);
  const options = answer ? optionsLike(form, answer) : [];
  const hashed = [
    ...[...new Set(beginnings.flatMap((word) => beginningsOf(word).at(-1) ?? []))].map((term) => [term]),
    ...(domain ? [[domainTerm(domain)]] : []),
    ...(options.length > 0 ? [options.map(({ question, option }) => optionTerm(question, option))] : []),
  ].map((terms) => terms.map(hashOf));
  return digest === undefined ? hashed : [...hashed, [digestTerm(digest)]];
};
