/** The answer of a use case: what it did, or a refusal that a person can be told. */
export type Result<Value, Refused> = { ok: true; value: Value } | { ok: false; refusal: Refused };

export const done = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });
export const refuse = <Refused>(refusal: Refused): { ok: false; refusal: Refused } => ({ ok: false, refusal });

/** Ends an exhaustive switch: a new member of the union does not compile until every switch handles it. */
export const unreachable = (never: never): never => {
  throw new Error(`not handled: ${(never as { kind?: string } | undefined)?.kind ?? typeof never}`);
};
