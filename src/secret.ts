import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "./config.ts";

/**
 * Answers the configured secret, or the one in `<dataDirectory>/secret`, which it creates (mode 0600) if necessary.
 * Processes that start together on one directory get the same one. Throws when the file cannot be written or read, or
 * when it holds fewer than 32 characters.
 */
export const ensureSecret = ({ secret, dataDirectory }: Pick<Config, "secret" | "dataDirectory">): string => {
  if (secret !== undefined) return secret;
  const path = join(dataDirectory, "secret");
  const kept = readSecret(path) ?? createSecret(path, dataDirectory);
  if (kept.length < 32) throw new Error(`${path} holds fewer than 32 characters. Remove it, or set USHER_SECRET.`);
  return kept;
};

const createSecret = (path: string, directory: string): string => {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(32).toString("hex")}\n`, { flag: "wx", mode: 0o600 });
  try {
    // A hard link appears whole or not at all, and fails when another process was faster.
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, "utf8").trim();
};

const readSecret = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
};

const hasCode = (error: unknown, code: string) => error instanceof Error && "code" in error && error.code === code;
