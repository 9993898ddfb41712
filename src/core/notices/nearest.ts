/** How many letters have to change, be added or dropped to turn one word into the other (Levenshtein). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const change = (row[j] ?? 0) + (letter === b[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** The known word that is nearest to what was typed, and how many letters lie between. */
export const nearestTo = <Word extends string>(
  typed: string,
  known: readonly Word[],
): { word: Word; far: number } | undefined =>
  known.map((word) => ({ word, far: distance(typed, word) })).sort((a, b) => a.far - b.far)[0];
