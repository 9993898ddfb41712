import { actionsOf, isObject, isText, type Json, partsOf } from "./cards.ts";

/** An action of a card together with the inputs it sends. */
export interface Pressable {
  readonly action: Json;
  readonly inputs: readonly Json[];
}

/** An element and all below it, in reading order; the cards behind Action.ShowCard are not part of it. */
function elementsOf(node: Json, type: string): { node: Json; type: string }[] {
  const below = partsOf(node, type).flatMap(({ part, type: partType }) => elementsOf(part, String(partType)));
  return [{ node, type }, ...below];
}

/**
 * Every action of a card, those in containers and behind Action.ShowCard too. An action sends the inputs of its own
 * card and of the cards around it, never of a sibling (Adaptive Cards, input gathering); none when its
 * `associatedInputs` is "none".
 */
function pressables(card: Json, around: readonly Json[] = []): Pressable[] {
  const elements = elementsOf(card, "AdaptiveCard");
  const inputs = [...around, ...elements.filter(({ type }) => type.startsWith("Input.")).map(({ node }) => node)];
  const actions = elements.flatMap(({ node }) => [
    ...actionsOf(node),
    ...[node.selectAction, node.inlineAction].filter(isObject),
  ]);
  return actions.flatMap((action) => [
    { action, inputs: action.associatedInputs === "none" ? [] : inputs },
    ...(isObject(action.card) ? pressables(action.card, inputs) : []),
  ]);
}

/** What an action is called: the tooltip is what screen readers say in place of the title. */
const nameOf = ({ tooltip, title }: Json): unknown => tooltip ?? title;

/**
 * The one action with this tooltip, else with this title, this verb or this id.
 *
 * @throws when there is none, or more than one: the message lists what could be pressed.
 */
export function findAction(card: Json, wanted: string): Pressable {
  const all = pressables(card);
  const by = (key: string): Pressable[] => all.filter(({ action }) => action[key] === wanted);
  const found = [by("tooltip"), by("title"), by("verb"), by("id")].find((some) => some.length > 0) ?? [];
  const [first, second] = found;
  if (first && !second) return first;
  const offered = all.map(({ action }) => [nameOf(action), action.verb].filter(isText).join(" / ")).join(", ");
  throw new Error(
    `${first ? "More than one action" : "No action"} is "${wanted}". The card offers: ${offered || "none"}`,
  );
}

const isSet = (value: unknown): boolean => value !== undefined && value !== "";
const valueOn = (input: Json): string => String(input.valueOn ?? "true");
const valueOff = (input: Json): string => String(input.valueOff ?? "false");

const isOutside = ({ min, max }: Json, value: string, read: (text: string) => number): boolean =>
  (isSet(min) && read(value) < read(String(min))) || (isSet(max) && read(value) > read(String(max)));

/** What is wrong with a value, for each type of input. */
const COMPLAINTS: Readonly<Record<string, (input: Json, value: string) => string | undefined>> = {
  "Input.ChoiceSet": (input, value) => {
    if (isObject(input["choices.data"])) return undefined;
    const offered = (Array.isArray(input.choices) ? input.choices : []).filter(isObject).map((choice) => choice.value);
    const picked = input.isMultiSelect === true ? value.split(",") : [value];
    return picked.every((one) => offered.includes(one)) ? undefined : `"${value}" is not offered`;
  },
  "Input.Toggle": (input, value) => (value === valueOn(input) ? undefined : `"${value}" is neither on nor off`),
  "Input.Number": (input, value) =>
    Number.isNaN(Number(value)) || isOutside(input, value, Number) ? `"${value}" is no such number` : undefined,
  "Input.Date": (input, value) =>
    !/^\d{4}-\d\d-\d\d$/.test(value) || isOutside(input, value, Date.parse) ? `"${value}" is no such date` : undefined,
  "Input.Time": (_, value) => (/^\d\d:\d\d$/.test(value) ? undefined : `"${value}" is no time`),
  "Input.Text": ({ maxLength = Number.POSITIVE_INFINITY, regex, errorMessage }, value) => {
    if (value.length > Number(maxLength)) return "too long";
    const matches = !isText(regex) || new RegExp(regex).test(value);
    return matches ? undefined : String(errorMessage ?? "does not match");
  },
};

/** What the client shows under an input when it refuses to submit, or undefined. */
function complaint(input: Json, value: string | undefined): string | undefined {
  const isEmpty = !isSet(value) || (input.type === "Input.Toggle" && value === valueOff(input));
  if (value === undefined || isEmpty)
    return input.isRequired === true ? String(input.errorMessage ?? "required") : undefined;
  return COMPLAINTS[String(input.type)]?.(input, value);
}

/**
 * The values an action sends, all strings: what was typed, else what the card filled in; an input left empty is
 * absent, a toggle never is (teams.md 1).
 *
 * @throws where the real client would not submit (an empty required input, a choice that is not offered, a number or
 * date out of bounds, a pattern not met), and when a value is given for an input that is not there. `force` skips it.
 */
export function fill(
  { inputs }: Pressable,
  typed: Readonly<Record<string, string>>,
  force = false,
): Record<string, string> {
  const values: Record<string, string> = force ? { ...typed } : {};
  for (const input of inputs) {
    const id = String(input.id);
    const initial = isSet(input.value)
      ? String(input.value)
      : input.type === "Input.Toggle"
        ? valueOff(input)
        : undefined;
    const value = typed[id] ?? initial;
    const wrong = force ? undefined : complaint(input, value);
    if (wrong !== undefined) throw new Error(`The client does not submit: ${id}: ${wrong}`);
    if (value !== undefined) values[id] = value;
  }
  const stray = force ? undefined : Object.keys(typed).find((id) => !inputs.some((input) => input.id === id));
  if (stray !== undefined) throw new Error(`The card has no input "${stray}" for this action`);
  return values;
}

/** A label and what stands beside it, as a row of two columns has them. */
const rowOf = ({ columns }: Json): Json[] | undefined => {
  const texts = (Array.isArray(columns) ? columns : [])
    .filter(isObject)
    .flatMap(({ items }) => (Array.isArray(items) && items.length === 1 ? items.filter(isObject) : []));
  return texts.length === 2 && texts.every(({ type }) => type === "TextBlock") ? texts : undefined;
};

/** All that a reader of the card can read, one line per text, titles of actions last; for tests and the playground. */
export function textOf(card: Json): string {
  const read = new Set<Json>();
  const lines = elementsOf(card, "AdaptiveCard").flatMap(({ node, type }) => {
    if (read.has(node)) return [];
    const row = type === "ColumnSet" ? rowOf(node) : undefined;
    for (const text of row ?? []) read.add(text);
    if (row) return [row.map(({ text }) => text).join(": ")];
    if (type === "FactSet" && Array.isArray(node.facts))
      return node.facts.filter(isObject).map((fact) => `${fact.title}: ${fact.value}`);
    if (type === "Input.ChoiceSet" && Array.isArray(node.choices))
      return [node.label, ...node.choices.filter(isObject).map((choice) => choice.title)];
    return [node.text, node.altText, node.label, type === "Input.Toggle" ? node.title : undefined];
  });
  return [...lines, ...pressables(card).map(({ action }) => nameOf(action))].filter(isText).join("\n");
}
