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
export const INPUTS = ["Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle", "Input.ChoiceSet"];
export const ACTIONS = [
  "Action.Execute",
  "Action.Submit",
  "Action.OpenUrl",
  "Action.ShowCard",
  "Action.ToggleVisibility",
];
const ANY_ELEMENT = [...ELEMENTS, "Table", ...INPUTS];

/** Which property holds an element's parts, and which types may stand there; a single one may leave its type out. */
export const PARTS: Readonly<Record<string, readonly [property: string, types: readonly string[]]>> = {
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
