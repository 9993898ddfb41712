import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };

describe("README.md", () => {
  it("its commands exist", () => {
    const named = [
      ...readme.matchAll(/npm (?:run )?(start|test(?::\w+)?|build|check|dev|manifests|bench|soak|admin)(?![\w:])/g),
    ].map(([, name]) => name ?? "");
    expect(named).toContain("start");
    expect(named).toContain("test");
    for (const name of new Set(named)) expect(Object.keys(scripts), name).toContain(name);
  });

  it("its map is the tree", () => {
    const mapped = [...readme.matchAll(/^ {4}((?:src|manifests|test)[\w./-]*) {2,}\S/gm)].map(([, path]) => path ?? "");
    for (const path of mapped) expect(existsSync(join(ROOT, path)), path).toBe(true);
    const there = readdirSync(join(ROOT, "src"), { withFileTypes: true }).map(
      (entry) => `src/${entry.name}${entry.isDirectory() ? "/" : ""}`,
    );
    const rooms = readdirSync(join(ROOT, "src/core"), { withFileTypes: true }).map(
      (entry) => `src/core/${entry.name}${entry.isDirectory() ? "/" : ""}`,
    );
    expect(mapped.filter((path) => path.startsWith("src/")).sort()).toEqual([...there, ...rooms].sort());
  });

  it("prose ends at 120 columns, and decisions stand in the order of their dates", () => {
    const decisions = readFileSync(join(ROOT, "src/decisions.md"), "utf8");
    for (const line of `${readme}\n${decisions}`.split("\n"))
      if (!line.startsWith("|") && !line.startsWith("![")) expect([...line].length, line).toBeLessThanOrEqual(120);
    for (const room of decisions.split(/^## /m).slice(1)) {
      const dates = [...room.matchAll(/^\*\*(\d{4}-\d\d-\d\d) ·/gm)].map(([, date]) => date ?? "");
      expect(dates.length, room).toBeGreaterThan(0);
      expect(dates, room).toEqual([...dates].sort());
    }
  });

  it("V10: package.json has a licence field, and the README says the same", () => {
    const { license } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { license?: string };
    expect(license).toBeTruthy();
    expect(readme).toContain(`\`${license}\``);
  });

  it("CI calls the README's test command", () => {
    expect(readme).toContain("npm ci && npm test");
    expect(readFileSync(join(ROOT, ".ci/run"), "utf8")).toMatch(/npm ci.*&& npm test/);
  });
});
