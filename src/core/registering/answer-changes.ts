import { defined } from "../model/defined.ts";
import { type Answers, type Form, questionsOf } from "../model/form.ts";
import { fullName } from "../model/person.ts";
import type { ChangedAnswer, Changes, Registration } from "../model/registration.ts";

/** What stands under a person's name among what was changed. */
export const NAME = "name";

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);

/** What was changed before and not decided about since: hosts compare with what they saw last. */
const undecided = ({ changes, decidedAt }: Registration): readonly ChangedAnswer[] =>
  changes && (decidedAt === undefined || decidedAt <= changes.at) ? changes.was : [];

interface Said {
  readonly firstName: string;
  readonly lastName: string;
  readonly answers: Answers;
}

/**
 * What is changed of a registration once it says `next`, with what was there before; undefined where it is as hosts saw
 * it. `form` is the one that the registration answered, whose questions stay readable under what was asked (S14).
 */
export const changesAfter = (before: Registration, form: Form, next: Said, now: number): Changes | undefined => {
  const earlier = undecided(before);
  const asked = new Map(questionsOf(form).map((question) => [question.id, question]));
  const wasOf = (id: string, present: readonly string[]): ChangedAnswer => {
    const known = earlier.find((one) => one.id === id);
    const question = asked.get(id);
    const label = question?.standard ? undefined : question?.label;
    return known ?? { id, was: present, ...defined({ label }) };
  };
  const ids = new Set([
    ...earlier.flatMap(({ id }) => (id === NAME ? [] : [id])),
    ...Object.keys(before.answers),
    ...Object.keys(next.answers),
  ]);
  const was = [
    { ...wasOf(NAME, [fullName(before)]), is: [fullName(next)] },
    ...[...ids].map((id) => ({ ...wasOf(id, before.answers[id] ?? []), is: next.answers[id] ?? [] })),
  ].flatMap(({ is, ...one }) => (same(one.was, is) ? [] : [one]));
  return was.length > 0 ? { at: now, was } : undefined;
};

/** Whether somebody says the same of themselves as before. */
export const saysTheSame = (a: Said, b: Said): boolean =>
  a.firstName === b.firstName &&
  a.lastName === b.lastName &&
  same(Object.keys(a.answers).sort(), Object.keys(b.answers).sort()) &&
  Object.entries(a.answers).every(([id, answer]) => same(answer, b.answers[id] ?? []));
