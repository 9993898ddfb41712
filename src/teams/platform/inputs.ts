import type { ActionArray, CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import { defined } from "../../core/model/defined.ts";
import type { Reader } from "../../core/model/person.ts";
import type { Refusal } from "../../core/model/refusal.ts";
import { sayRefusal } from "../../texts/refusals.ts";
import { contextFor, instantIn } from "../../texts/words/facts.ts";
import { plainTitle } from "./escape.ts";
import { chosenOf, type Typed } from "./filled-in.ts";
import { aside, type Element, textBlock } from "./text.ts";

export type Problem = { readonly field: string; readonly refusal: Refusal };
/** What helps with the field above. */
export const hint = (text: string): Element => ({ ...aside(text), spacing: "Small" }) as Element;

export const isHint = (element: object): boolean => "isSubtle" in element && element.isSubtle === true;

/** The problems of a field as sentences, for the place right under it. */
export const problemLines = (problems: readonly Problem[], reader: Reader) => {
  const { zone = "UTC" } = reader;
  const context = contextFor(reader, { marksTimes: true });
  return (field: string) =>
    problems
      .filter((problem) => problem.field === field)
      .map(
        ({ refusal }): Element => ({
          ...textBlock(sayRefusal(refusal, reader.locale, zone, instantIn(zone, context))),
          color: "Attention",
          weight: "Bolder",
          spacing: "None",
        }),
      );
};

export interface Choice {
  readonly title: string;
  readonly value: string;
}

const missing = (errorMessage: string | undefined) => (errorMessage ? { isRequired: true, errorMessage } : {});

/**
 * Makes the inputs of a form, each with what was typed in it. `missing` is what the client says when a required one is
 * left empty. With `isCut`, texts are cut to what their field takes, so that the card stays small.
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
        // Teams counts UTF-16 units, and the core code points, of which one has two units at most.
        maxLength: 2 * max,
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

    /** Without a label above it, its title says all. */
    toggle: (id: string, label: string | undefined, title: string): Element => ({
      type: "Input.Toggle",
      id,
      ...defined({ label }),
      title,
      wrap: true,
      value: typed[id] === "true" ? "true" : "false",
    }),

    /** What was chosen but is no longer offered is left out. */
    choice: (
      id: string,
      label: string,
      choices: readonly Choice[],
      more: { isMultiSelect?: boolean; isExpanded?: boolean; missing?: string; placeholder?: string } = {},
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
          placeholder: more.placeholder,
          value: chosen.length > 0 ? chosen.join(",") : undefined,
        }),
        choices: choices.map(({ title, value }) => ({ title: plainTitle(title) || "–", value })),
        ...missing(more.missing),
      };
    },
  };
};

/** So many actions a card shows in Teams; those beyond are secondary (Microsoft Learn, Card actions). */
export const ACTIONS_MAX = 6;

/** An action under the "…" of its row. */
export const secondary = (action: ActionArray[number]): ActionArray[number] => ({ ...action, mode: "secondary" });

export interface ButtonOptions {
  /** Without it the inputs are neither checked nor sent. */
  readonly withInputs?: boolean;
  /** Of all buttons in sight, one is positive at most. */
  readonly style?: "positive" | "destructive" | undefined;
}

/** A button in a form. */
export const submitButton = (
  title: string,
  data: Readonly<Record<string, unknown>>,
  { withInputs = true, style }: ButtonOptions = {},
): ActionArray[number] => ({
  type: "Action.Submit",
  title,
  data: { ...data },
  ...defined({ associatedInputs: withInputs ? undefined : "none", style }),
});

/** The button that does what a form is for. */
export const sendButton = (title: string, data: Readonly<Record<string, unknown>>): ActionArray[number] =>
  submitButton(title, data, { style: "positive" });

/** Inputs that belong together, such as a date and its time, beside each other. */
export const beside = (...inputs: readonly Element[]): Element => ({
  type: "ColumnSet",
  columns: inputs.map((input) => ({ type: "Column", width: "stretch", items: [input] })),
});

export const formCard = (fallbackText: string, body: CardElementArray, actions: ActionArray): IAdaptiveCard => ({
  type: "AdaptiveCard",
  version: "1.5",
  fallbackText,
  body,
  actions,
});
