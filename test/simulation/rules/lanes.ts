import { broken } from "../simulation.ts";

/** A script that Redis carried out, whoever heard of it. */
export interface Carried {
  readonly script: string;
  readonly keys: readonly string[];
  readonly args: readonly string[];
  readonly answer: unknown;
}

interface Holder {
  readonly id: string;
  readonly token: string;
  readonly until: number;
}

const HELD = "one worker at a time in a lane";
const FENCED = "whoever holds a delivery ends it";
const ORDER = "first in, first out";

/** Scripts that take deliveries out of lanes from outside. */
const TAKES_OUT = /^(erase|begin-erasure|forget|purge|convert|restore)/;

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/**
 * Who holds which lane, by what Redis answered: one worker at a time, as long as its lease runs; nobody ends or renews
 * what another holds by now; and a lane goes on with what it began, however often that fails.
 */
export const makeLaneRules = (now: () => number) => {
  const holders = new Map<string, Holder>();
  /** What a lane began and has not ended. */
  const begun = new Map<string, string>();
  const forget = (): void => {
    holders.clear();
    begun.clear();
  };

  const claims = (group: string, { args, answer }: Carried): void => {
    const [, leaseMs, , token = ""] = args;
    for (const claimed of listOf(listOf(answer)[1])) {
      const [lane, id] = listOf(claimed).map(String) as [string, string];
      const place = `${group} ${lane}`;
      const holder = holders.get(place);
      if (holder && holder.until > now())
        broken(HELD, `${id} is claimed while ${holder.id} is held for another ${holder.until - now()} ms`);
      const before = begun.get(place);
      if (before !== undefined && before !== id) broken(ORDER, `${id} is sent in ${lane} before ${before} has ended`);
      holders.set(place, { id, token, until: now() + Number(leaseMs) });
      begun.set(place, id);
    }
  };

  /** A worker ends, keeps or gives back what it holds. */
  const ends = (group: string, { script, args }: Carried): void => {
    const [, lane = "", id = "", token = "", fifth = ""] = args;
    const place = `${group} ${lane}`;
    const holder = holders.get(place);
    if (holder?.id === id && holder.token !== token)
      broken(FENCED, `${script} of ${id} by somebody whose lease is over, while another holds it`);
    if (script.startsWith("renew-")) {
      if (holder) holders.set(place, { ...holder, until: now() + Number(fifth) });
      return;
    }
    holders.delete(place);
    const isDone = script.startsWith("finish-") || (script.startsWith("expand-") && fifth === "");
    if (isDone) begun.delete(place);
  };

  return {
    carried: (one: Carried): void => {
      const [group = ""] = one.keys;
      if (TAKES_OUT.test(one.script)) forget();
      else if (one.script.startsWith("claim-")) claims(group, one);
      else if (/^(finish|retry|renew|expand)-/.test(one.script) && String(one.answer) === "1") ends(group, one);
    },
    /** Redis lost what was done. */
    forget,
  };
};
