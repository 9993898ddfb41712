import type { ActionArray, CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import { defined } from "../../core/model/defined.ts";
import type { Refusal } from "../../core/model/refusal.ts";
import type { Reader } from "../../delivery/outcome.ts";
import { sayRefusal } from "../../texts/refusals.ts";
import { plainTitle } from "./escape.ts";
import { textBlock } from "./text.ts";

/** What somebody typed so far, by input id: a form that comes back with problems keeps it. */
/** What was typed, as a part of a request id: another content is another act. */
export const contentOf = (typed: Typed): string => JSON.stringify(Object.entries(typed).sort());

export type Typed = Readonly<Record<string, string>>;

type Element = CardElementArray[number];
export type Problem = { readonly field: string; readonly refusal: Refusal };

/** More than any field takes. */
const TYPED_MAX = 10_000;

/** What was filled in: texts by input id, whatever else came with them left out. */
export const typedOf = (data: unknown): Typed =>
  Object.fromEntries(
    Object.entries(typeof data === "object" && data !== null ? data : {}).flatMap(([id, value]) =>
      typeof value === "string" || typeof value === "number" ? [[id, String(value).slice(0, TYPED_MAX)]] : [],
    ),
  );

/** What is chosen in a set of several: the client separates the values by commas. */
export const chosenOf = (typed: string | undefined): string[] => (typed ?? "").split(",").filter((one) => one !== "");

/** A number as typed; NaN, which the core refuses, when it is none. */
export const numberOf = (typed: string | undefined): number => Number((typed ?? "").trim() || Number.NaN);

export const hint = (text: string): Element => ({
  ...textBlock(text),
  isSubtle: true,
  spacing: "None",
});

/** Each problem as a sentence, for the place right under its field. */
export const complaints = (problems: readonly Problem[], reader: Reader) => (field: string) =>
  problems
    .filter((problem) => problem.field === field)
    .map(
      ({ refusal }): Element => ({
        ...textBlock(sayRefusal(refusal, reader.locale, reader.zone ?? "UTC")),
        color: "Attention",
        weight: "Bolder",
        spacing: "None",
      }),
    );

export interface Choice {
  readonly title: string;
  readonly value: string;
}

const missing = (errorMessage: string | undefined) => (errorMessage ? { isRequired: true, errorMessage } : {});

/**
 * The inputs of a form, each with what was typed in it. `missing` is what the client says when a required one is left
 * empty. With `isCut` what is longer than its field takes is shown cut: no client sends it, and it must fit the card.
 */
export const inputsFor = (typed: Typed, isCut = false) => {
  const shownIn = (id: string, initial?: string) => {
    const value = typed[id] ?? initial;
    return value === undefined || value === "" ? {} : { value };
  };
  return {
    text: (
      id: string,
      label: string,
      { max, isMultiline = false, ...more }: { max: number; isMultiline?: boolean; missing?: string; initial?: string },
    ): Element => {
      const { value } = shownIn(id, more.initial);
      return {
        type: "Input.Text",
        id,
        label: plainTitle(label),
        maxLength: max,
        ...defined({
          isMultiline: isMultiline || undefined,
          value: value === undefined ? undefined : isCut ? value.slice(0, max).toWellFormed() : value,
        }),
        ...missing(more.missing),
      };
    },

    amount: (id: string, label: string): Element => {
      const number = Number.parseFloat(typed[id] ?? "");
      return { type: "Input.Number", id, label, ...defined({ value: Number.isFinite(number) ? number : undefined }) };
    },

    date: (id: string, label: string, errorMessage?: string): Element => ({
      type: "Input.Date",
      id,
      label,
      ...shownIn(id),
      ...missing(errorMessage),
    }),

    time: (id: string, label: string, errorMessage?: string): Element => ({
      type: "Input.Time",
      id,
      label,
      ...shownIn(id),
      ...missing(errorMessage),
    }),

    toggle: (id: string, label: string, title: string): Element => ({
      type: "Input.Toggle",
      id,
      label,
      title,
      wrap: true,
      value: typed[id] === "true" ? "true" : "false",
    }),

    /** What was chosen and is no longer offered is not chosen. */
    choice: (
      id: string,
      label: string,
      choices: readonly Choice[],
      more: { isMultiSelect?: boolean; isExpanded?: boolean; missing?: string } = {},
    ): Element => {
      const { isMultiSelect = false, isExpanded = isMultiSelect } = more;
      const wanted = isMultiSelect ? chosenOf(typed[id]) : [typed[id] ?? ""];
      const chosen = wanted.filter((value) => choices.some((choice) => choice.value === value));
      return {
        type: "Input.ChoiceSet",
        id,
        label: plainTitle(label),
        style: isExpanded ? "expanded" : "compact",
        ...defined({
          isMultiSelect: isMultiSelect || undefined,
          wrap: isExpanded ? true : undefined,
          value: chosen.length > 0 ? chosen.join(",") : undefined,
        }),
        choices: choices.map(({ title, value }) => ({ title: plainTitle(title) || "–", value })),
        ...missing(more.missing),
      };
    },
  };
};

/** Sends a form. Without `withInputs` what is filled in is neither checked nor sent. */
export const submitting = (
  title: string,
  data: Readonly<Record<string, unknown>>,
  { withInputs = true } = {},
): ActionArray[number] => ({
  type: "Action.Submit",
  title,
  data: { ...data },
  ...defined({ associatedInputs: withInputs ? undefined : "none" }),
});

export const formCard = (fallbackText: string, body: CardElementArray, actions: ActionArray): IAdaptiveCard => ({
  type: "AdaptiveCard",
  version: "1.5",
  fallbackText,
  body,
  actions,
});
