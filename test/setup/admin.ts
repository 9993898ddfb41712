import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { TestClock } from "./clock.ts";
import { SECRET } from "./house.ts";

const run = promisify(execFile);

/**
 * Node's options that set a process's clock on or back by so much, and have its lanes go by it, not by Redis' clock:
 * as those of a house (`redis/scripts/shared/now.lua`).
 */
const clockShiftedBy = (ms: number): string[] => {
  const before = `
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const { now } = Date;
    Date.now = () => now() + (${ms});
    const { readFileSync } = fs;
    fs.readFileSync = (...of) => {
      const read = readFileSync(...of);
      return typeof read === "string" ? read.replace("local BY_CALLER = false", "local BY_CALLER = true") : read;
    };
    syncBuiltinESMExports();`;
  return ["--import", `data:text/javascript,${encodeURIComponent(before)}`];
};

/**
 * `node dist/admin.js …`, as the operator would type it for this house, at this house's time. At the machine's own, what
 * it has delivered would be due on another day than the house's.
 */
export const admin = async (
  { redisUrl, clock }: { redisUrl: string; clock?: TestClock },
  ...args: string[]
): Promise<{ stdout: string; stderr: string }> =>
  run(process.execPath, [...(clock ? clockShiftedBy(clock.now() - Date.now()) : []), "dist/admin.js", ...args], {
    env: {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      REDIS_URL: redisUrl,
      USHER_SECRET: SECRET,
    },
  }).catch((error: { stdout: string; stderr: string }) => error);
