import { expect, it } from "vitest";
import { wordsOf } from "../../src/texts/words.ts";
import { NOTICES } from "../setup/notices.ts";

it("P37, S26: a series says for how many one is registered, and once what its host wrote for those that are full", () => {
  const found = NOTICES.find((one) => one.kind === "series_registered");
  if (found?.kind !== "series_registered") return expect.unreachable();
  const { lines, items } = wordsOf(found, { locale: "en" }, { isCard: true });
  const done = found.outcomes.filter((one) => "registered" in one);
  expect(lines).toEqual([`Registered for ${done.length} of ${found.outcomes.length} webinars.`]);
  const full = items.filter(({ settled }) => settled !== undefined);
  expect(full.length).toBeGreaterThan(1);
  const written = full.map(({ facts }) => facts.filter(({ isWritten }) => isWritten).length);
  expect(written).toEqual([1, ...full.slice(1).map(() => 0)]);
  expect(wordsOf({ ...found, outcomes: done }, { locale: "en" }, { isCard: true }).lines).toEqual([]);
});
