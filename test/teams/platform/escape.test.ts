import { describe, expect, it } from "vitest";
import { escapeMarkdown } from "../../../src/teams/platform/escape.ts";
import { fc } from "../../setup/property.ts";

/** What a reader sees: backslashes before signs are gone, and the space of no width between braces. */
const shown = (escaped: string): string => escaped.replaceAll(/\\([!-/:-@[-`{-~])/g, "$1").replaceAll("{\u200b", "{");

/** The signs that still have a meaning: those without a backslash. */
const live = (escaped: string): string => escaped.replaceAll(/\\[!-/:-@[-`{-~]/g, "·");

const signs = [..."[]()*_~`<>at/{}#-+.1&;\\!| \nDATE"];
const tricky = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...signs), maxLength: 60 }));

describe("escaping for Adaptive Card text", () => {
  it("makes no link, no mention, no emphasis, no code, no list, no heading and no date", () => {
    fc.assert(
      fc.property(tricky, (text) => {
        for (const line of escapeMarkdown(text).split("\n")) {
          const left = live(line);
          expect(left).not.toMatch(/[*`~[\]<]/);
          expect(left).not.toMatch(/(^|[^\p{L}\p{N}])_|_([^\p{L}\p{N}]|$)/u);
          expect(left).not.toMatch(/^\s*([#>+\-=|]|\d+[.)])/);
          expect(left).not.toMatch(/&#?\w+;/);
          expect(line).not.toContain("{{");
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("shows what was typed, line by line", () => {
    fc.assert(
      fc.property(tricky, (text) => {
        const lines = text.split(/\r\n|[\r\n]/).map((line) => line.trim());
        expect(shown(escapeMarkdown(text))).toBe(lines.join("\n\n").trim());
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["[Free](https://evil.example)", "\\[Free\\](https://evil.example)"],
    ["<at>Ann</at>", "\\<at>Ann\\</at>"],
    ["# Big", "\\# Big"],
    ["1. one", "1\\. one"],
    ["{{DATE(2026-11-30T18:00:00Z, SHORT)}}", "{\u200b{DATE(2026-11-30T18:00:00Z, SHORT)}}"],
    ["America/New_York, R&D, 50 % *", "America/New_York, R&D, 50 % \\*"],
  ])("%s", (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
});
