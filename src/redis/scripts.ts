import { readFileSync } from "node:fs";
import type { Connection } from "./connect.ts";

/** The documented procedures in `scripts/`; each file's name ends with its number of keys. */
export const SCRIPTS = [
  "admit-4",
  "bulk-2",
  "claim-1",
  "create-webinar-7",
  "edit-9",
  "expand-6",
  "find-person-2",
  "finish-2",
  "invite-9",
  "keep-inquiry-4",
  "keep-skipped-2",
  "know-person-3",
  "move-12",
  "offer-5",
  "purge-4",
  "read-entry-3",
  "register-15",
  "renew-1",
  "restore-12",
  "retry-1",
  "revive-1",
  "save-draft-2",
  "save-series-5",
  "settle-6",
  "tell-1",
  "walk-3",
] as const;
export type ScriptName = (typeof SCRIPTS)[number];

export type RunScript = (
  name: ScriptName,
  keys: readonly string[],
  args: readonly (string | number)[],
) => Promise<unknown>;

const readLua = (file: string): string => readFileSync(new URL(`./scripts/${file}`, import.meta.url), "utf8");

/** A script's text with what it includes (`--@include file`) in place. */
export const scriptText = (name: ScriptName): string =>
  readLua(`${name}.lua`).replaceAll(/^--@include (\S+)$/gm, (_, file: string) => readLua(file));

/** Values as scripts look one up among them. */
export const among = (values: readonly string[]): string => `,${values.join(",")},`;

const numberOfKeys = (name: ScriptName): number => Number(name.slice(name.lastIndexOf("-") + 1));

/**
 * Prepares the scripts on a connection (EVALSHA, loaded when Redis does not know them). `texts` replaces some of them:
 * a test takes a check out and must see it missed. The runner throws when the number of keys is not the file's.
 */
export const prepareScripts = (connection: Connection, texts: Partial<Record<ScriptName, string>> = {}): RunScript => {
  for (const name of SCRIPTS)
    connection.defineCommand(name, { numberOfKeys: numberOfKeys(name), lua: texts[name] ?? scriptText(name) });
  const commands = connection as unknown as Record<ScriptName, (...values: (string | number)[]) => Promise<unknown>>;
  return (name, keys, args) => {
    if (keys.length !== numberOfKeys(name))
      throw new Error(`${name} takes ${numberOfKeys(name)} keys, not ${keys.length}`);
    return commands[name](...keys, ...args);
  };
};
