import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const run = promisify(execFile);

/** A copy of the tree, to be changed. */
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "usher-additions-"));
  cpSync(join(ROOT, "src"), join(copy, "src"), { recursive: true });
  cpSync(join(ROOT, "package.json"), join(copy, "package.json"));
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const config = JSON.parse(readFileSync(join(ROOT, "tsconfig.json"), "utf8")) as { include: string[] };
  writeFileSync(join(copy, "tsconfig.json"), JSON.stringify({ ...config, include: ["src"] }));
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** The files in which the compiler finds an error once `file` has been changed. */
const errorsAfter = async (file: string, change: (text: string) => string): Promise<string[]> => {
  const path = join(copy, file);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  expect(after, file).not.toBe(before);
  writeFileSync(path, after);
  try {
    await run(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "--pretty", "false"], {
      cwd: copy,
    });
    return [];
  } catch (error) {
    const { stdout } = error as { stdout: string };
    const named = [...stdout.matchAll(/^(src\/[^(]+)\(\d+,\d+\): error/gm)].map(([, name]) => name ?? "");
    return [...new Set(named)].sort();
  } finally {
    writeFileSync(path, before);
  }
};

/** The files that the README lists for an addition, after the one where it begins. */
const listed = (addition: string): string[] => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const [, item = ""] = new RegExp(`^- \\*\\*${addition}\\*\\*:([\\s\\S]*?)(?=^- |\\n\\n)`, "m").exec(readme) ?? [];
  const [, then = ""] = /Then:([\s\S]*?)\.\n/.exec(item) ?? [];
  return [...then.matchAll(/`(src\/[^`]+)`/g)].map(([, name]) => name ?? "").sort();
};

// The compiler reads the whole tree each time: on a busy machine that takes its while.
describe("the compiler names what an addition has to touch, and A first hour lists the same", {
  timeout: 120_000,
}, () => {
  it("a notice", async () => {
    const errors = await errorsAfter("src/core/notices/notice.ts", (text) =>
      text.replace("export type Notice =", 'export type Notice =\n  | { kind: "dummy" }'),
    );
    expect(errors.length).toBeGreaterThan(1);
    expect(errors).toEqual(listed("Add a notice"));
  });

  it("a command", async () => {
    const errors = await errorsAfter("src/core/notices/commands.ts", (text) =>
      text.replace('plan: ["schedule", ', 'plan: ["schedule", "dummy", '),
    );
    expect(errors.length).toBeGreaterThan(1);
    expect(errors).toEqual(listed("Add a command"));
  });

  it("a question type", async () => {
    const errors = await errorsAfter("src/core/model/form.ts", (text) =>
      text.replace('QUESTION_TYPES = ["line", ', 'QUESTION_TYPES = ["line", "dummy", '),
    );
    expect(errors.length).toBeGreaterThan(1);
    expect(errors).toEqual(listed("Add a question type"));
  });

  it("a face", async () => {
    const errors = await errorsAfter("src/core/model/ids.ts", (text) =>
      text.replace('FACES = ["slack", ', 'FACES = ["slack", "dummy", '),
    );
    expect(errors.length).toBeGreaterThan(1);
    expect(errors).toEqual(listed("Add a face"));
  });
});
