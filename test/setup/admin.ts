import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SECRET } from "./house.ts";

const run = promisify(execFile);

/** `node dist/admin.js …`, as the operator would type it for this house. */
export const admin = async (
  house: { redisUrl: string },
  ...args: string[]
): Promise<{ stdout: string; stderr: string }> =>
  run(process.execPath, ["dist/admin.js", ...args], {
    env: {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      REDIS_URL: house.redisUrl,
      USHER_SECRET: SECRET,
    },
  }).catch((error: { stdout: string; stderr: string }) => error);
