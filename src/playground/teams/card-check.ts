import { ACTIONS, actionsOf, INPUTS, isObject, isText, type Json, PARTS, partsOf } from "./cards.ts";

const INSTANT = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)`;
const DATE = new RegExp(String.raw`^\{\{DATE\((${INSTANT})(?:, ?(?:COMPACT|SHORT|LONG))?\)\}\}$`);
const TIME = new RegExp(String.raw`^\{\{TIME\((${INSTANT})\)\}\}$`);

/** Anything that sets out to be a DATE or TIME and would be shown raw (Adaptive Cards, text features). */
function rawDates(text: string): string[] {
  const meant = text.match(/\{\{\s*(?:DATE|TIME)\s*\([^)]*\)?\s*\}{0,2}/gi) ?? [];
  return meant.filter((found) => {
    const instant = (DATE.exec(found) ?? TIME.exec(found))?.[1];
    return instant === undefined || Number.isNaN(Date.parse(instant));
  });
}

/** What is found while one card is looked through. */
interface Check {
  need(good: boolean, path: string, what: string): void;
  readonly ids: Set<string>;
  /** What the actions of the card show and hide, each with where it is said. */
  readonly targets: [path: string, id: unknown][];
}

/** Where an action stands: in a list of actions, or behind an element. */
type ActionPlace = "list" | "select";

const ACTION_RULES: Readonly<Record<string, (action: Json, path: string, where: ActionPlace, check: Check) => void>> = {
  "Action.Execute": ({ verb, data }, path, _, { need }) => {
    need(isText(verb), path, "needs a verb");
    need(data === undefined || isObject(data), path, "data must be an object");
  },
  "Action.OpenUrl": ({ url }, path, _, { need }) => need(URL.canParse(String(url)), path, "needs a full url"),
  "Action.ToggleVisibility": ({ targetElements }, path, _, { need, targets }) => {
    const all: readonly unknown[] = Array.isArray(targetElements) ? targetElements : [];
    need(all.length > 0, path, "needs targetElements");
    for (const target of all) targets.push([path, isObject(target) ? target.elementId : target]);
  },
  "Action.ShowCard": ({ card }, path, where, check) => {
    check.need(where === "list", path, "a select action cannot be Action.ShowCard");
    if (isObject(card)) checkScope(card, `${path}.card`, check);
    else check.need(false, path, "needs a card");
  },
};

function checkAction(action: unknown, path: string, where: ActionPlace, check: Check): void {
  if (!isObject(action)) {
    check.need(false, path, "is not an action");
    return;
  }
  const type = String(action.type);
  check.need(ACTIONS.includes(type), path, `unknown action ${type}`);
  check.need(where === "select" || isText(action.title), path, "needs a title");
  ACTION_RULES[type]?.(action, path, where, check);
  if (isObject(action.fallback)) checkAction(action.fallback, `${path}.fallback`, where, check);
}

function checkActions(node: Json, path: string, check: Check): void {
  if (node.actions === undefined) return;
  check.need(Array.isArray(node.actions), path, "actions must be a list");
  check.need(actionsOf(node).length <= 6, path, "has more than 6 actions");
  for (const [index, action] of actionsOf(node).entries())
    checkAction(action, `${path}.actions[${index}]`, "list", check);
}

function checkChoices(node: Json, path: string, { need }: Check): void {
  const choices: readonly unknown[] = Array.isArray(node.choices) ? node.choices : [];
  const isOpen = isObject(node["choices.data"]);
  need(choices.length > 0 || isOpen, path, "a choice set needs choices");
  const good = choices.every((choice) => isObject(choice) && isText(choice.title) && isText(choice.value));
  need(good, path, "each choice needs a title and a value");
  const values = choices.map((choice) => (isObject(choice) ? choice.value : undefined));
  need(new Set(values).size === values.length, path, "two choices have one value");
  const chosen = typeof node.value === "string" && node.value !== "" ? node.value : undefined;
  if (chosen === undefined || isOpen) return;
  const wanted = node.isMultiSelect === true ? chosen.split(",") : [chosen];
  const isOffered = wanted.every((value) => values.includes(value));
  need(isOffered, path, `value ${chosen} is not among the choices`);
}

function checkInput(node: Json, type: string, path: string, check: Check): void {
  const { need } = check;
  need(isText(node.id), path, "an input needs an id");
  // The title beside a box is its label.
  need(isText(node.label) || type === "Input.Toggle", path, "an input needs a label");
  if (node.isRequired === true) need(isText(node.errorMessage), path, "a required input needs an errorMessage");
  if (type === "Input.Toggle") need(isText(node.title), path, "a toggle needs a title");
  if (type === "Input.ChoiceSet") checkChoices(node, path, check);
}

/** What each type of element needs besides its parts. */
const ELEMENT_RULES: Readonly<Record<string, (node: Json, path: string, check: Check) => void>> = {
  TextBlock: ({ text }, path, { need }) => need(isText(text), path, "needs a text"),
  TextRun: ({ text }, path, { need }) => need(typeof text === "string", path, "needs a text"),
  Image: ({ url, altText }, path, { need }) => need(isText(url) && isText(altText), path, "needs a url and an altText"),
  Table: ({ columns }, path, { need }) => need(Array.isArray(columns) && columns.length > 0, path, "needs columns"),
  ActionSet: (node, path, check) => {
    check.need(actionsOf(node).length > 0, path, "needs actions");
    checkActions(node, path, check);
  },
  FactSet: (node, path, { need }) => {
    const facts: readonly unknown[] = Array.isArray(node.facts) ? node.facts : [];
    const good = facts.every((fact) => isObject(fact) && isText(fact.title) && typeof fact.value === "string");
    need(facts.length > 0 && good, path, "needs facts, each with a title and a value");
  },
};

function checkDates(node: Json, type: string, path: string, { need }: Check): void {
  if (type === "TextBlock")
    for (const found of rawDates(String(node.text))) need(false, path, `${found} would be shown raw`);
  const facts = type === "FactSet" && Array.isArray(node.facts) ? node.facts.filter(isObject) : [];
  const inFacts = facts.flatMap((fact) => [fact.title, fact.value]);
  const elsewhere = [node.title, node.label, node.placeholder, type === "TextRun" ? node.text : "", ...inFacts];
  const isMisplaced = elsewhere.some((text) => /\{\{(DATE|TIME)\(/.test(String(text)));
  need(!isMisplaced, path, "DATE and TIME work in a TextBlock only");
}

function checkElement(node: Json, type: string, path: string, check: Check): void {
  const { need, ids } = check;
  if (isText(node.id)) {
    need(!ids.has(node.id), path, `the id ${node.id} is used twice`);
    ids.add(node.id);
  }
  if (INPUTS.includes(type)) checkInput(node, type, path, check);
  ELEMENT_RULES[type]?.(node, path, check);
  checkDates(node, type, path, check);
  const [parts] = PARTS[type] ?? [];
  if (parts !== undefined) need(Array.isArray(node[parts]), path, `needs ${parts}`);
  if (node.selectAction !== undefined) checkAction(node.selectAction, `${path}.selectAction`, "select", check);
  checkParts(node, type, path, check);
}

function checkParts(node: Json, type: string, path: string, check: Check): void {
  for (const { part, type: partType, at, allowed } of partsOf(node, type)) {
    const isKnown = typeof partType === "string" && allowed.includes(partType);
    check.need(isKnown, `${path}.${at}`, `unknown element ${String(partType)}`);
    if (isKnown) checkElement(part, partType, `${path}.${at}`, check);
  }
}

function checkScope(scope: Json, path: string, check: Check): void {
  check.need(scope.type === "AdaptiveCard", path, "is not an AdaptiveCard");
  if (scope.body !== undefined) check.need(Array.isArray(scope.body), path, "body must be a list");
  checkParts(scope, "AdaptiveCard", path, check);
  checkActions(scope, path, check);
}

function checkRefresh({ action, userIds }: Json, { need }: Check): void {
  const isExecute = isObject(action) && action.type === "Action.Execute" && isText(action.verb);
  need(isExecute, "card.refresh", "needs an Execute");
  need(userIds === undefined || (Array.isArray(userIds) && userIds.length <= 60), "card.refresh", "over 60 userIds");
}

/**
 * Checks a card for everything that Teams would not show or would show wrongly, and for what this app's rules forbid.
 * Answers "place: what" lines, none for a good card. Stricter than Teams in that an unknown element or action is an
 * error where the client drops it, and that labels, alternative texts and `fallbackText` are required
 * (teams.md 1 and 5; Adaptive Cards schema 1.5).
 */
export function checkCard(card: unknown): string[] {
  if (!isObject(card)) return ["card: is not an object"];
  const problems: string[] = [];
  const need: Check["need"] = (good, path, what) => {
    if (!good) problems.push(`${path}: ${what}`);
  };
  const check: Check = { need, ids: new Set(), targets: [] };
  const hasBody = Array.isArray(card.body) && card.body.length > 0;
  need(/^1\.[0-5]$/.test(String(card.version)), "card", `version ${String(card.version)} is not one of 1.0 to 1.5`);
  need(isText(card.fallbackText), "card", "needs a fallbackText");
  need(hasBody || actionsOf(card).length > 0, "card", "is empty");
  if (isObject(card.refresh)) checkRefresh(card.refresh, check);
  checkScope(card, "card", check);
  for (const [path, id] of check.targets) need(check.ids.has(String(id)), path, `there is no element ${String(id)}`);
  return problems;
}
