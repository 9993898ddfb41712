import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../../log.ts";
import type { Connection } from "../connect.ts";
import { keys, PARTITIONS_KEPT } from "../keys.ts";
import { prepareScripts, type RunScript } from "../scripts.ts";
import type { Part, Step } from "./step.ts";
import { STEPS } from "./steps.ts";

/** So long another process waits for one that was killed. Many times what a piece takes. */
const LEASE_MS = 10_000;
const LOOK_AGAIN_MS = 250;
const SAY_EVERY_MS = 5_000;

/** Data of a newer Usher. Nothing was changed. */
export class NewerSchema extends Error {
  override readonly name = "NewerSchema";
  constructor(kept: number, known: number) {
    super(
      `this Redis holds data of layout ${kept}, and this version of Usher knows only layout ${known}: start the version that you had, or restore the backup of Redis from before the update`,
    );
  }
}

interface Options {
  readonly log: Log;
  readonly steps?: readonly Step[];
  readonly leaseMs?: number;
}

/** This process's right to migrate. Each verb throws `LeaseLost` when another process has it by now. */
interface Lease {
  note(field: string, value: string): Promise<void>;
  /** Notes that all is at this version, which ends the lease. */
  end(version: number): Promise<void>;
}

class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/** The version of the data. Those of before there were versions are of version 1. */
const versionOf = async (redis: Connection): Promise<number> => Number((await redis.hget(keys.schema, "version")) ?? 1);

/** Takes the right to migrate from this version; else says why not, or for how many ms another process has it. */
const takeLease = async (run: RunScript, from: number, leaseMs: number): Promise<Lease | number> => {
  const token = randomUUID();
  const heldMs = Number(await run("hold-schema-1", [keys.schema], [token, leaseMs, from]));
  if (heldMs !== 0) return heldMs;
  const keep = async (field: string, value: string) => {
    if ((await run("keep-schema-1", [keys.schema], [token, leaseMs, field, value])) !== 1) throw new LeaseLost();
  };
  return { note: keep, end: (version) => keep("version", String(version)) };
};

/** Converts what is left of a part. */
const convert = async (part: Part, of: { redis: Connection; run: RunScript; lease: Lease; log: Log }) => {
  const { redis, run, lease, log } = of;
  const [after, isDone] = await redis.hmget(keys.schema, `after:${part.name}`, `done:${part.name}`);
  if (isDone) return;
  let pieces = 0;
  let saidAt = Date.now();
  for await (const noted of part.convert({ redis, run, after: after ?? "" })) {
    await lease.note(`after:${part.name}`, noted);
    pieces += 1;
    if (Date.now() < saidAt + SAY_EVERY_MS) continue;
    saidAt = Date.now();
    log.info({ part: part.name, pieces }, "migrating");
  }
  await lease.note(`done:${part.name}`, "1");
  log.info({ part: part.name, pieces }, "migrated");
};

/**
 * Brings the data to the layout that this code knows, before anything reads or writes them; at once when they are in
 * it. One process converts, all others that start wait for it. One that is killed is continued by the next. Throws
 * `NewerSchema` when the data are of a newer layout.
 */
export const bringUpToDate = async (redis: Connection, options: Options): Promise<void> => {
  const { log, steps = STEPS, leaseMs = LEASE_MS } = options;
  const known = (steps.at(-1)?.from ?? 0) + 1;
  let run: RunScript | undefined;
  let isSaid = false;
  for (;;) {
    const version = await versionOf(redis);
    if (version === known) return;
    const step = steps.find(({ from }) => from === version);
    if (version > known || !step) throw new NewerSchema(version, known);
    run ??= prepareScripts(redis, { now: Date.now });
    const lease = await takeLease(run, version, leaseMs);
    if (typeof lease === "number") {
      if (!isSaid) log.info({ version, heldMs: lease }, "waiting_for_migration");
      isSaid = true;
      await pause(Math.min(Math.max(lease, 10), LOOK_AGAIN_MS));
      continue;
    }
    // A part may look long for what it converts, and note nothing meanwhile. What fails here, its next note sees.
    const renewing = setInterval(() => void lease.note("renewed", "").catch(() => undefined), leaseMs / 3);
    try {
      log.info({ from: version, to: version + 1 }, "migration_begun");
      await redis.set(keys.partitions, PARTITIONS_KEPT);
      for (const part of step.parts) await convert(part, { redis, run, lease, log });
      await lease.end(version + 1);
      log.info({ to: version + 1 }, "migration_done");
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      log.warn({}, "migration_lease_lost");
    } finally {
      clearInterval(renewing);
    }
  }
};
