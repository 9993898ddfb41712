/** What a card, an answer or an activity is before it has been looked at. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

export const ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive";

/** Bytes of JSON: over it an activity is refused, and a card answered to an invoke is a mistake (teams.md, 2). */
export const MAX_BYTES = 28 * 1024;

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value ?? null));

const ELEMENTS = ["TextBlock", "RichTextBlock", "Image", "ImageSet", "Container", "ColumnSet", "FactSet", "ActionSet"];
const INPUTS = ["Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle", "Input.ChoiceSet"];
const ACTIONS = ["Action.Execute", "Action.Submit", "Action.OpenUrl", "Action.ShowCard", "Action.ToggleVisibility"];
const ANY_ELEMENT = [...ELEMENTS, "Table", ...INPUTS];

/** Which property holds an element's parts, and which types may stand there; a single one may leave its type out. */
const PARTS: Readonly<Record<string, readonly [property: string, types: readonly string[]]>> = {
  AdaptiveCard: ["body", ANY_ELEMENT],
  Container: ["items", ANY_ELEMENT],
  Column: ["items", ANY_ELEMENT],
  TableCell: ["items", ANY_ELEMENT],
  ColumnSet: ["columns", ["Column"]],
  Table: ["rows", ["TableRow"]],
  TableRow: ["cells", ["TableCell"]],
  RichTextBlock: ["inlines", ["TextRun"]],
  ImageSet: ["images", ["Image"]],
};

/** The parts of an element in reading order, each with its type and the name of the place it stands in. */
export function partsOf(
  node: Json,
  type: string,
): { part: Json; type: unknown; at: string; allowed: readonly string[] }[] {
  const [property, allowed] = PARTS[type] ?? [];
  const list = property === undefined ? [] : node[property];
  if (property === undefined || allowed === undefined || !Array.isArray(list)) return [];
  return list.map((given: unknown, index) => {
    // RichTextBlock: a bare string is a TextRun.
    const part = isObject(given) ? given : { type: "TextRun", text: given };
    return {
      part,
      type: part.type ?? (allowed.length === 1 ? allowed[0] : undefined),
      at: `${property}[${index}]`,
      allowed,
    };
  });
}

export const actionsOf = (node: Json): Json[] => (Array.isArray(node.actions) ? node.actions.filter(isObject) : []);

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

/**
 * Everything in an Adaptive Card that Teams would not show, would show wrongly, or that this app's rules forbid, as
 * "place: what" lines; an empty list for a good card. Stricter than Teams in that an unknown element or action is an
 * error where the client drops it, and that labels, alternative texts and `fallbackText` are required
 * (teams.md 1 and 5; Adaptive Cards schema 1.5).
 */
export function checkCard(card: unknown): string[] {
  const problems: string[] = [];
  const ids = new Set<string>();
  const targets: [path: string, id: unknown][] = [];
  const need = (good: boolean, path: string, what: string): void => {
    if (!good) problems.push(`${path}: ${what}`);
  };

  const checkAction = (action: unknown, path: string, where: "list" | "select"): void => {
    if (!isObject(action)) {
      problems.push(`${path}: is not an action`);
      return;
    }
    const { type } = action;
    need(ACTIONS.includes(String(type)), path, `unknown action ${String(type)}`);
    need(where === "select" || isText(action.title), path, "needs a title");
    if (type === "Action.Execute") need(isText(action.verb), path, "needs a verb");
    if (type === "Action.Execute")
      need(action.data === undefined || isObject(action.data), path, "data must be an object");
    if (type === "Action.OpenUrl") need(URL.canParse(String(action.url)), path, "needs a full url");
    if (type === "Action.ToggleVisibility") {
      need(Array.isArray(action.targetElements) && action.targetElements.length > 0, path, "needs targetElements");
      for (const target of Array.isArray(action.targetElements) ? action.targetElements : [])
        targets.push([path, isObject(target) ? target.elementId : target]);
    }
    if (type === "Action.ShowCard") {
      need(where === "list", path, "a select action cannot be Action.ShowCard");
      if (isObject(action.card)) checkScope(action.card, `${path}.card`);
      else need(false, path, "needs a card");
    }
    if (isObject(action.fallback)) checkAction(action.fallback, `${path}.fallback`, where);
  };

  const checkActions = (node: Json, path: string): void => {
    if (node.actions === undefined) return;
    need(Array.isArray(node.actions), path, "actions must be a list");
    need(actionsOf(node).length <= 6, path, "has more than 6 actions");
    actionsOf(node).forEach((action, index) => {
      checkAction(action, `${path}.actions[${index}]`, "list");
    });
  };

  const checkInput = (node: Json, type: string, path: string): void => {
    need(isText(node.id), path, "an input needs an id");
    need(isText(node.label), path, "an input needs a label");
    if (node.isRequired === true) need(isText(node.errorMessage), path, "a required input needs an errorMessage");
    if (type === "Input.Toggle") need(isText(node.title), path, "a toggle needs a title");
    if (type !== "Input.ChoiceSet") return;
    const choices = Array.isArray(node.choices) ? node.choices : [];
    need(choices.length > 0 || isObject(node["choices.data"]), path, "a choice set needs choices");
    const good = choices.every((choice) => isObject(choice) && isText(choice.title) && isText(choice.value));
    need(good, path, "each choice needs a title and a value");
    const values = choices.map((choice) => (isObject(choice) ? choice.value : undefined));
    need(new Set(values).size === values.length, path, "two choices have one value");
    const chosen = typeof node.value === "string" && node.value !== "" ? node.value : undefined;
    if (chosen === undefined || isObject(node["choices.data"])) return;
    const wanted = node.isMultiSelect === true ? chosen.split(",") : [chosen];
    need(
      wanted.every((value) => values.includes(value)),
      path,
      `value ${chosen} is not among the choices`,
    );
  };

  const checkElement = (node: Json, type: string, path: string): void => {
    if (isText(node.id)) {
      need(!ids.has(node.id), path, `the id ${node.id} is used twice`);
      ids.add(node.id);
    }
    if (INPUTS.includes(type)) checkInput(node, type, path);
    if (type === "TextBlock") need(isText(node.text), path, "needs a text");
    if (type === "TextRun") need(typeof node.text === "string", path, "needs a text");
    if (type === "Image") need(isText(node.url) && isText(node.altText), path, "needs a url and an altText");
    if (type === "Table") need(Array.isArray(node.columns) && node.columns.length > 0, path, "needs columns");
    if (type === "ActionSet") need(actionsOf(node).length > 0, path, "needs actions");
    if (type === "FactSet") {
      const facts = Array.isArray(node.facts) ? node.facts : [];
      const good = facts.every((fact) => isObject(fact) && isText(fact.title) && typeof fact.value === "string");
      need(facts.length > 0 && good, path, "needs facts, each with a title and a value");
    }
    checkDates(node, type, path);
    if (type in PARTS) need(Array.isArray(node[PARTS[type]?.[0] ?? ""]), path, `needs ${PARTS[type]?.[0]}`);
    if (type === "ActionSet") checkActions(node, path);
    if (node.selectAction !== undefined) checkAction(node.selectAction, `${path}.selectAction`, "select");
    checkParts(node, type, path);
  };

  const checkDates = (node: Json, type: string, path: string): void => {
    const facts = type === "FactSet" && Array.isArray(node.facts) ? node.facts.filter(isObject) : [];
    const shown = type === "TextBlock" ? [node.text] : facts.map((fact) => fact.value);
    for (const found of shown.flatMap((text) => rawDates(String(text))))
      need(false, path, `${found} would be shown raw`);
    const elsewhere = [node.title, node.label, node.placeholder, type === "TextRun" ? node.text : ""];
    need(
      !elsewhere.some((text) => /\{\{(DATE|TIME)\(/.test(String(text))),
      path,
      "DATE and TIME work in a TextBlock only",
    );
  };

  const checkParts = (node: Json, type: string, path: string): void => {
    for (const { part, type: partType, at, allowed } of partsOf(node, type)) {
      const known = typeof partType === "string" && allowed.includes(partType);
      need(known, `${path}.${at}`, `unknown element ${String(partType)}`);
      if (known) checkElement(part, partType, `${path}.${at}`);
    }
  };

  const checkScope = (scope: Json, path: string): void => {
    need(scope.type === "AdaptiveCard", path, "is not an AdaptiveCard");
    if (scope.body !== undefined) need(Array.isArray(scope.body), path, "body must be a list");
    checkParts(scope, "AdaptiveCard", path);
    checkActions(scope, path);
  };

  if (!isObject(card)) return ["card: is not an object"];
  need(/^1\.[0-5]$/.test(String(card.version)), "card", `version ${String(card.version)} is not one of 1.0 to 1.5`);
  need(isText(card.fallbackText), "card", "needs a fallbackText");
  need((Array.isArray(card.body) && card.body.length > 0) || actionsOf(card).length > 0, "card", "is empty");
  if (isObject(card.refresh)) {
    const { action, userIds } = card.refresh;
    need(
      isObject(action) && action.type === "Action.Execute" && isText(action.verb),
      "card.refresh",
      "needs an Execute",
    );
    need(userIds === undefined || (Array.isArray(userIds) && userIds.length <= 60), "card.refresh", "over 60 userIds");
  }
  checkScope(card, "card");
  for (const [path, id] of targets) need(ids.has(String(id)), path, `there is no element ${String(id)}`);
  return problems;
}
