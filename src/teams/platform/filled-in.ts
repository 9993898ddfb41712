/** What was filled in so far, by input id: a form that comes back with problems keeps it. */
export type Typed = Readonly<Record<string, string>>;

/** What was filled in, as a part of an idempotency key: another content is another act. */
export const contentOf = (typed: Typed): string => JSON.stringify(Object.entries(typed).sort());

/** More than any field takes. */
const TYPED_MAX = 10_000;

/** Reads what a card sent: texts by input id. Whatever else came with them is left out. */
export const typedOf = (data: unknown): Typed =>
  Object.fromEntries(
    Object.entries(typeof data === "object" && data !== null ? data : {}).flatMap(([id, value]) =>
      typeof value === "string" || typeof value === "number" ? [[id, String(value).slice(0, TYPED_MAX)]] : [],
    ),
  );

/** Reads what was chosen where several may be: the client separates the values by commas. */
export const chosenOf = (typed: string | undefined): string[] => (typed ?? "").split(",").filter((one) => one !== "");

/** Reads a number; NaN, which the core refuses, when it is none. */
export const numberOf = (typed: string | undefined): number => Number((typed ?? "").trim() || Number.NaN);
