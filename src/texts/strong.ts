/**
 * Names within a title that a chat product shows bold. Private-use characters mark them, which nothing else in Usher's
 * own texts has; people may type them, so that only a whole mark is read as one.
 */
const [OPENS, CLOSES] = ["\u{f0003}", "\u{f0004}"];
/** The signs that isolate it belong to the name: no product shows bold what begins within a word. */
const STRONG = new RegExp(`(\u2068?)${OPENS}([^${OPENS}${CLOSES}]+)${CLOSES}(\u2069?)`, "gu");
const MARKS = new RegExp(`[${OPENS}${CLOSES}]`, "gu");

/** Marks a name. */
export const strong = (name: string): string => {
  const plain = name.replaceAll(MARKS, "").trim();
  return plain === "" ? plain : `${OPENS}${plain}${CLOSES}`;
};

/** The words with every marked name as `show` has it. */
export const withStrong = (text: string, show: (name: string) => string): string =>
  text.replaceAll(STRONG, (_, from: string, name: string, to: string) => show(`${from}${name}${to}`));
