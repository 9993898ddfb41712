import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort } from "./port.ts";

/** `npm start` with nothing configured, in a directory that is thrown away. */
export const startPlayground = async (): Promise<{ url: string; stop(): Promise<void> }> => {
  const data = mkdtempSync(join(tmpdir(), "usher-picture-"));
  const port = await freePort();
  const env = { PATH: process.env.PATH, USHER_DATA: data, PORT: String(port), LOG_LEVEL: "silent" };
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
    env,
    cwd: resolve(import.meta.dirname, "../.."),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<void>((settle) => child.once("exit", () => settle()));
  await new Promise<void>((settle, fail) => {
    child.stderr.on("data", (text) => String(text).includes("ready") && settle());
    child.once("exit", () => fail(new Error("The playground did not start.")));
  });
  return {
    url: `http://127.0.0.1:${port}/playground`,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
};
