/** How often a use case starts again because what it had read was changed before it could store. */
const ROUNDS = 20;

/** A round answers this when what it had read was changed before it could store: the next round reads again. */
export const CHANGED = Symbol("changed");

/** Every round found what it had read changed; the whole act may be tried again later. */
export class Contended extends Error {
  override readonly name = "Contended";
  constructor() {
    super("what was read was changed each time");
  }
}

/**
 * Runs an optimistic retry: `round` reads, decides and stores, and answers its result, or `CHANGED` to start again.
 * Throws `Contended` when no round could store.
 */
export const untilStored = async <Answer>(round: () => Promise<Answer | typeof CHANGED>): Promise<Answer> => {
  for (let left = ROUNDS; left > 0; left -= 1) {
    const answer = await round();
    if (answer !== CHANGED) return answer;
  }
  throw new Contended();
};
