import { expect, it } from "vitest";
import { wordsOf } from "../../src/texts/words.ts";
import { NOTICES } from "../setup/notices.ts";

it("P12: who was not found is named, and not counted once more among the rows that are wrong", () => {
  const found = NOTICES.find((one) => one.kind === "invited" && one.refused === 2);
  if (!found) return expect.unreachable();
  const { warnings = [] } = wordsOf(found, { locale: "en" }, { isCard: true });
  expect(warnings[0]).toMatch(/^I could not find: /);
  expect(warnings[1]).toMatch(/^1 row is not invited: row 7 /);
});
