import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

const newestIn = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => statSync(join(folder, file)).mtimeMs),
  );

/**
 * Vitest calls this once before tests that start processes of the production tree, which take half as long to start as
 * the sources. It is built anew when a source is newer.
 */
export const setup = (): void => {
  const built = join(ROOT, "dist/main.js");
  if (existsSync(built) && statSync(built).mtimeMs > newestIn(join(ROOT, "src"))) return;
  execFileSync("npm", ["run", "build"], { cwd: ROOT, stdio: "pipe" });
};
