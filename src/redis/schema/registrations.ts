import type { Connection } from "../connect.ts";
import { scanKeys } from "../personal-data/scan.ts";
import type { RunScript } from "../scripts.ts";
import type { Part } from "./step.ts";

/** So many registrations, or addresses, are converted in one piece. */
const PIECE = 50;

/** Reads the prefix of each webinar that is in layout 1, or was left in the middle. */
async function* unconverted(redis: Connection): AsyncGenerator<string> {
  for await (const some of scanKeys(redis, "{p??}o:*:w:*:settings"))
    for (const key of some) yield key.slice(0, -"settings".length);
  for await (const some of scanKeys(redis, "{p??}o:*:w:*:webinar"))
    for (const key of some) if (await redis.hexists(key, "converting")) yield key.slice(0, -"webinar".length);
}

/** IDs of pairs that have a registration went with it; others are found by their addresses. */
async function* convertIds(redis: Connection, run: RunScript, prefix: string): AsyncGenerator<string> {
  const left = new Set(await redis.hkeys(`${prefix}ids`));
  let cursor = "0";
  while (left.size > 0) {
    const [next, flat] = await redis.hscan(`${prefix}addresses`, cursor, "COUNT", PIECE);
    const some = flat.filter((_, at) => at % 2 === 0 && left.has(flat[at + 1] ?? ""));
    // Only what changed something is a piece: a process that is killed in each of them comes to an end all the same.
    if (some.length > 0) {
      await run("convert-ids-1", [prefix], ["", ...some]);
      yield "";
    }
    cursor = next;
    if (cursor === "0") break;
  }
  await run("convert-ids-1", [prefix], ["1"]);
}

/** Registrations: short fields, an order with ordinals, bitmaps of statuses, and IDs beside the keys of addresses. */
export const REGISTRATIONS: Part = {
  name: "registrations",
  async *convert({ redis, run }) {
    for await (const prefix of unconverted(redis)) {
      while ((await run("convert-webinar-1", [prefix], [PIECE])) === 1) yield "";
      yield* convertIds(redis, run, prefix);
      yield "";
    }
  },
};
