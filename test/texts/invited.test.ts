import { expect, it } from "vitest";
import { wordsOf } from "../../src/texts/words.ts";
import { NOTICES } from "../setup/notices.ts";

it("P12: who was not found is named, and not counted once more among the rows that are wrong", () => {
  const found = NOTICES.find((one) => one.kind === "invited" && one.refused === 2);
  if (!found) return expect.unreachable();
  const { warnings = [] } = wordsOf(found, { locale: "en" }, { isCard: true });
  const [head, lost, row, outside, more] = warnings.join("\n").split("\n");
  expect(head).toBe("3 couldn’t be invited:");
  expect(lost).toMatch(/^• .+ – not found\./);
  expect(row).toBe("• row 7 (gus@example) – not an email address");
  expect(outside).toMatch(/^• 1 person from another organisation/);
  expect(more).toBeUndefined();
});

it("P12: the result is the title; what is only good to know stands below what is to be corrected", () => {
  const found = NOTICES.find((one) => one.kind === "invited" && one.refused === 2);
  if (!found) return expect.unreachable();
  const { title, lines, foot } = wordsOf(found, { locale: "en" }, { isCard: true });
  expect(title).toMatch(/^2 people are invited to “/);
  expect(lines).toEqual([]);
  expect(foot).toContain("2 duplicate rows were ignored.");
});
