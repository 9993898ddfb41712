import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { NOTICES } from "../../setup/notices.ts";

it("every notice has an example, so that both faces, mail and the offers are tested with it", () => {
  const source = readFileSync(resolve(import.meta.dirname, "../../../src/core/notices/notice.ts"), "utf8");
  const [, union = ""] = /export type Notice =([\s\S]*?);\n\n/.exec(source) ?? [];
  const kinds = [...union.matchAll(/kind: "(\w+)"/g)].map(([, kind]) => kind ?? "");
  expect(kinds.length).toBeGreaterThan(40);
  const shown = new Set<string>(NOTICES.map(({ kind }) => kind));
  expect([...new Set(kinds)].filter((kind) => !shown.has(kind))).toEqual([]);
});
