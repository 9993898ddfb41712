import { readFileSync } from "node:fs";
import type { Clock } from "../core/ports/clock.ts";
import type { Connection } from "./connect.ts";

/** Every script, with its folder in `scripts/`. A name ends with the number of the script's keys. */
const FOLDER_OF = {
  "claim-1": "deliveries",
  "expand-5": "deliveries",
  "finish-4": "deliveries",
  "learn-2": "deliveries",
  "renew-1": "deliveries",
  "retry-1": "deliveries",
  "revive-2": "deliveries",
  "tell-1": "deliveries",
  "find-actor-8": "people",
  "find-person-2": "people",
  "find-sender-3": "people",
  "keep-settings-1": "people",
  "keep-choices-2": "people",
  "know-person-3": "people",
  "read-people-1": "people",
  "begin-erasure-3": "people",
  "erase-lanes-2": "people",
  "erase-named-1": "people",
  "forget-people-5": "people",
  "admit-9": "registrations",
  "confirm-1": "registrations",
  "edit-answers-5": "registrations",
  "give-id-2": "registrations",
  "count-registrations-2": "registrations",
  "count-within-1": "registrations",
  "correct-address-7": "registrations",
  "decline-5": "registrations",
  "invite-9": "registrations",
  "move-7": "registrations",
  "offer-4": "registrations",
  "read-entry-5": "registrations",
  "read-inviting-1": "registrations",
  "read-webinar-1": "webinars",
  "register-8": "registrations",
  "save-draft-2": "registrations",
  "settle-4": "registrations",
  "walk-invitees-3": "registrations",
  "walk-registrations-2": "registrations",
  "bulk-2": "requests",
  "keep-inquiry-5": "requests",
  "keep-skipped-2": "requests",
  "note-told-1": "requests",
  "send-message-4": "requests",
  "undo-message-3": "requests",
  "page-roster-2": "roster",
  "report-2": "roster",
  "search-roster-3": "roster",
  "convert-ids-1": "schema",
  "convert-lanes-1": "schema",
  "convert-webinar-1": "schema",
  "convert-erasure-2": "schema",
  "convert-index-2": "schema",
  "convert-invited-1": "schema",
  "index-terms-1": "schema",
  "list-dead-1": "schema",
  "convert-person-4": "schema",
  "convert-places-2": "schema",
  "rename-2": "schema",
  "hold-schema-1": "schema",
  "keep-schema-1": "schema",
  "create-webinar-10": "webinars",
  "edit-11": "webinars",
  "erase-entry-4": "webinars",
  "forget-attendees-2": "webinars",
  "forget-entries-3": "webinars",
  "forget-log-2": "webinars",
  "forget-series-3": "webinars",
  "list-series-7": "webinars",
  "page-8": "webinars",
  "purge-2": "webinars",
  "restore-8": "webinars",
  "save-series-6": "webinars",
} as const;
export type ScriptName = keyof typeof FOLDER_OF;
export const SCRIPTS = Object.keys(FOLDER_OF) as ScriptName[];

export type RunScript = (
  name: ScriptName,
  keys: readonly string[],
  args: readonly (string | number)[],
) => Promise<unknown>;

const readLua = (path: string): string => readFileSync(new URL(`./scripts/${path}`, import.meta.url), "utf8");

const withIncludes = (path: string): string =>
  readLua(path).replaceAll(/^--@include (\S+)$/gm, (_, included: string) => withIncludes(included));

/** A script's text, with the files that it includes (`--@include shared/file.lua`) in place. */
export const scriptText = (name: ScriptName): string => withIncludes(`${FOLDER_OF[name]}/${name}.lua`);

/** The same, for callers whose clock is moved by hand: lanes go by it, and not by Redis' own (shared/now.lua). */
export const byCaller = (text: string): string => text.replace("local BY_CALLER = false", "local BY_CALLER = true");

/** A list in the form in which scripts look a value up in it: with a comma before and after each. */
export const among = (values: readonly string[]): string => `,${values.join(",")},`;

const numberOfKeys = (name: ScriptName): number => Number(name.slice(name.lastIndexOf("-") + 1));

/**
 * Prepares the scripts on a connection (EVALSHA, loaded when Redis does not know them). `texts` replaces some of them:
 * a test takes a check out and must see it missed. Lanes go by Redis' clock, unless the `clock` is moved by hand. The
 * runner throws when the number of keys is not the file's.
 */
export const prepareScripts = (
  connection: Connection,
  clock: Clock,
  texts: Partial<Record<ScriptName, string>> = {},
): RunScript => {
  for (const name of SCRIPTS) {
    const text = texts[name] ?? scriptText(name);
    connection.defineCommand(name, {
      numberOfKeys: numberOfKeys(name),
      lua: clock.isMovedByHand ? byCaller(text) : text,
    });
  }
  const commands = connection as unknown as Record<ScriptName, (...values: (string | number)[]) => Promise<unknown>>;
  return (name, keys, args) => {
    if (keys.length !== numberOfKeys(name))
      throw new Error(`${name} takes ${numberOfKeys(name)} keys, not ${keys.length}`);
    return commands[name](...keys, ...args);
  };
};
