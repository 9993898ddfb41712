import { scanKeys } from "../personal-data/scan.ts";
import type { Part } from "./step.ts";

/** So many keys go to one script. */
const PIECE = 200;
const OLD_KEY = /^(?<prefix>\{p\d\d\}lanes:(?:mail\/)?)(?<kind>d|gap):(?<name>.*)$/s;

/** The names of old keys under one prefix, by kind. */
type Found = Record<"d" | "gap", string[]>;

const byPrefix = (keys: readonly string[]): Map<string, Found> => {
  const found = new Map<string, Found>();
  for (const key of keys) {
    const { prefix, kind, name } = OLD_KEY.exec(key)?.groups ?? {};
    if (prefix === undefined || name === undefined) continue;
    const names = found.get(prefix) ?? { d: [], gap: [] };
    names[kind === "gap" ? "gap" : "d"].push(name);
    found.set(prefix, names);
  }
  return found;
};

/**
 * Deliveries were hashes, kept for a day after they were sent, and each lane's gap was a key. They are found by their
 * names, which records keep; so a delivery may be met that is converted.
 */
export const LANES: Part = {
  name: "lanes",
  async *convert({ redis, run }) {
    for await (const keys of scanKeys(redis, "{p??}lanes:*"))
      for (let from = 0; from < keys.length; from += PIECE)
        for (const [prefix, { d, gap }] of byPrefix(keys.slice(from, from + PIECE))) {
          const converted = await run("convert-lanes-1", [prefix], [d.length, ...d, ...gap]);
          if (converted !== 0) yield "";
        }
  },
};
