/** A generator that a seed makes the same on every machine. */
export interface Random {
  /** From 0 to less than 1. */
  next(): number;
  /** A whole number from 0 to less than `below`. */
  below(below: number): number;
  chance(probability: number): boolean;
  /** Throws for an empty list. */
  pick<Value>(list: readonly Value[]): Value;
  /** One of these, each as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
}

/** A number of 32 bits from a text (xmur3). */
const hashOf = (text: string): number => {
  let hash = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
  return (hash ^ (hash >>> 13)) >>> 0;
};

/** Makes a generator from its names, such as the seed and what it is for (mulberry32). */
export const randomOf = (...names: (string | number)[]): Random => {
  let state = hashOf(names.join("/"));
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const at = below(list.length);
      if (at >= list.length) throw new Error("nothing to pick from");
      return list[at] as (typeof list)[number];
    },
    weighted: (weights) => {
      const all = Object.entries<number>(weights);
      let left = next() * all.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of all) {
        left -= weight;
        if (left < 0) return name as keyof typeof weights;
      }
      return all.at(-1)?.[0] as keyof typeof weights;
    },
  };
};
