/** What somebody typed so far, by input id: a form that comes back with problems keeps it. */
/** What was typed, as a part of a request id: another content is another act. */
export const contentOf = (typed: Typed): string => JSON.stringify(Object.entries(typed).sort());

export type Typed = Readonly<Record<string, string>>;

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
