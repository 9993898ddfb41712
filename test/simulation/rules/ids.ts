import type { State } from "../ledger.ts";
import { broken } from "../simulation.ts";

const RULE = "an ID is for ever";

interface Issued {
  readonly key: string;
  readonly id: string | undefined;
}

/** The key and the ID of each address at each webinar: made once, and gone only with an erasure or a correction. */
export const makeIssued = () => {
  const issued = new Map<string, Map<string, Issued>>();

  const checkOne = (code: string, address: string, before: Issued, now: Issued): void => {
    if (before.key !== now.key) broken(RULE, `${code}: the key ${before.key} of an address became ${now.key}`);
    if (before.id !== undefined && before.id !== now.id)
      broken(RULE, `${code}: ${before.key} (${address.length} characters) has another ID than before`);
  };

  return {
    /** What Redis holds now; `isRestored` when it lost what it held. */
    happens: (state: State, isRestored: boolean, mayGo: (address: string) => boolean, at: number): void => {
      for (const { code, addresses, endsAt } of state.values()) {
        const known = isRestored ? new Map<string, Issued>() : (issued.get(code) ?? new Map<string, Issued>());
        const added = [...addresses.keys()].filter((address) => !known.has(address)).length;
        const lost = [...known.keys()].filter((address) => !addresses.has(address));
        const wrongly = lost.filter((address) => !mayGo(address) && endsAt > at);
        // Where an address was corrected, another takes its place in the same step.
        if (wrongly.length > added) broken(RULE, `${code}: ${wrongly.length} addresses lost their pair`);
        for (const address of lost) known.delete(address);
        for (const [address, pair] of addresses) {
          const before = known.get(address);
          if (before) checkOne(code, address, before, pair);
          known.set(address, pair);
        }
        issued.set(code, known);
      }
    },

    /** What somebody is told is the ID that they have. */
    checkTold: (code: string, key: string, id: string): void => {
      const pair = [...(issued.get(code)?.values() ?? [])].find((one) => one.key === key);
      if (pair && pair.id !== id) broken(RULE, `${key} is told another ID than the one that it has`);
    },
  };
};
