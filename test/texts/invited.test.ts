import { expect, it } from "vitest";
import { wordsOf } from "../../src/texts/words.ts";
import { NOTICES } from "../setup/notices.ts";

it("P12: who was not found is named, and not counted once more among the rows that are wrong", () => {
  const found = NOTICES.find((one) => one.kind === "invited" && one.refused === 2);
  if (!found) return expect.unreachable();
  const { warnings = [] } = wordsOf(found, { locale: "en" }, { isCard: true });
  const [head, lost, row] = warnings.join("\n").split("\n");
  expect(head).toBe("To correct:");
  expect(lost).toMatch(/^• I could not find: /);
  expect(row).toMatch(/^• 1 row was not invited: row 7 /);
});

it("P12: the result is one line; what is only good to know stands below what is to be corrected", () => {
  const found = NOTICES.find((one) => one.kind === "invited" && one.refused === 2);
  if (!found) return expect.unreachable();
  const { lines, foot } = wordsOf(found, { locale: "en" }, { isCard: true });
  expect(lines).toEqual(["2 people are invited."]);
  expect(foot).toContain("2 duplicate rows were ignored.");
});
