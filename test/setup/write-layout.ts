/**
 * Writes data of every kind in the layout of this code, and what the core answers about them:
 * `npx tsx test/setup/write-layout.ts test/fixtures/layout-3.json test/fixtures/layout-3-answers.json`. The next layout's
 * migration is tested on them, so they are written once, by the last commit before the layout changes.
 */
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import { writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import type { Redis } from "ioredis";
import type { RequestId } from "../../src/core/model/ids.ts";
import { askAll } from "./layout-questions.ts";
import { busyDirectory, writeSeason } from "./layout-season.ts";
import { dumpKeys, type Kept, type Layout } from "./load-layout.ts";
import { openStore } from "./store.ts";

/** Ids and codes that are the same each time. */
const withoutChance = (): void => {
  let drawn = 0;
  const draw = (size: number) => {
    drawn += 1;
    return crypto.createHash("shake256", { outputLength: size }).update(`chance ${drawn}`).digest();
  };
  Object.assign(crypto, { randomInt: (below: number) => draw(4).readUInt32BE() % below, randomBytes: draw });
  syncBuiltinESMExports();
};

/** Sent deliveries are all alike: some of them are enough. */
const withFewSent = (keys: Layout["keys"]): Layout["keys"] => {
  const isSent = (kept: Kept) => "hash" in kept && kept.hash.state === "sent";
  let sent = 0;
  return Object.fromEntries(Object.entries(keys).filter(([, kept]) => !isSent(kept) || sent++ % 8 === 0));
};

/** JSON with a line for each field of each field. */
const readable = (of: object): string => {
  const lines = (entries: [string, string][], indent: string) =>
    `{\n${entries.map(([name, value]) => `${indent} ${JSON.stringify(name)}: ${value}`).join(",\n")}\n${indent}}`;
  const within = (value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? lines(
          Object.entries(value).map(([name, one]) => [name, JSON.stringify(one) ?? "null"]),
          " ",
        )
      : JSON.stringify(value);
  return `${lines(
    Object.entries(of).map(([name, value]) => [name, within(value)]),
    "",
  )}\n`;
};

const [dataFile, answersFile] = process.argv.slice(2);
if (!dataFile || !answersFile) throw new Error("name the files to be written");
withoutChance();
const busy = busyDirectory();
const store = await openStore({ at: Date.UTC(2026, 7, 3, 9), directories: [busy.directory] });
try {
  const season = await writeSeason(store, busy.state);
  const now = store.clock.now();
  const keys = withFewSent(await dumpKeys(store.redis as Redis));
  const idsIn = (name: RegExp) => [...new Set(Object.keys(keys).flatMap((key) => name.exec(key)?.[1] ?? []))];
  const requests = idsIn(/:request:(.+)$/) as RequestId[];
  const many = idsIn(/:(?:bulk|inviting):([^:]+)/) as RequestId[];
  const subjects = { ...season, requests, many };
  const commit = execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).trim();
  writeFileSync(dataFile, readable({ commit, now, subjects, keys } satisfies Layout));
  writeFileSync(answersFile, readable(await askAll(store, subjects, now)));
} finally {
  await store.stop();
}
