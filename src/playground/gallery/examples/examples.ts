import type { Locale } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { WORST } from "../data.ts";
import { type DataName, dataFor } from "../data-sets.ts";
import { LOOKED_AT, type Sample, sampleOf } from "../sample.ts";
import { decisions } from "./decisions.ts";
import { forms } from "./forms.ts";
import { hosting } from "./hosting.ts";
import { people } from "./people.ts";
import { states } from "./states.ts";

/** One picture's notice: `id` names it within its set of data, `now` is when somebody looks at it. */
export interface Example {
  readonly id: string;
  readonly notice: Notice;
  readonly now: number;
}

const noticesOf = (sample: Sample): Notice[] => [
  ...forms(sample),
  ...hosting(sample),
  ...people(sample),
  ...decisions(sample),
];

/** What tells a notice from others of its kind. */
const stateOf = (notice: Notice): string | undefined => {
  if (notice.kind === "open_form") return notice.form;
  if (notice.kind === "choose") return notice.command;
  if (notice.kind === "refused") return notice.refusal.reason.replaceAll("_", "-");
  if ("registration" in notice && notice.registration) return notice.registration.status;
  if (notice.kind === "hosting") return notice.role;
  return undefined;
};

/** Gives each the name of its kind and state, and a number from the second of that name on. */
const named = (notices: readonly Notice[]): { id: string; notice: Notice }[] => {
  const seen = new Map<string, number>();
  return notices.map((notice) => {
    const name = [notice.kind.replaceAll("_", "-"), stateOf(notice)].filter(Boolean).join("-");
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { id: count === 1 ? name : `${name}-${count}`, notice };
  });
};

/** Every notice there is, with one set of data, for readers of one language; those first that look different from state to state. */
export const examplesOf = (name: DataName, locale: Locale): Example[] => {
  const sample = sampleOf(dataFor(name, locale));
  return [
    ...states(sample).map(({ name: id, notice, at }) => ({ id, notice, now: at })),
    ...named(noticesOf(sample)).map((one) => ({ ...one, now: LOOKED_AT })),
  ];
};

/** What the worst set of data is made of, for tests. */
export const worst = sampleOf(WORST);
/** Every notice there is, with the longest and the worst texts in it. */
export const NOTICES: readonly Notice[] = [...noticesOf(worst), ...states(worst).map(({ notice }) => notice)];
