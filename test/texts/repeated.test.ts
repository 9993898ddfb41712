import { expect, it } from "vitest";
import type { Notice } from "../../src/core/notices/notice.ts";
import { wordsOf } from "../../src/texts/words.ts";
import { NOTICES } from "../setup/notices.ts";

const repeated = NOTICES.filter((notice) => notice.kind === "repeated");
const linesOf = (notice: Notice, locale: "en" | "fr") => wordsOf(notice, { locale, zone: "Europe/Paris" }).lines;

it("P33: of many dates the first and the last are told, and how many there are; of few each", () => {
  const [many] = repeated.filter(({ webinars }) => webinars.length === 52);
  if (!many) throw new Error("no example");
  const [first = "", , , , fifth = "", more = "", ...after] = linesOf(many, "en");
  expect(first).toMatch(/^• Fri, 15 Jan 2027/);
  expect(fifth).toMatch(/^• Fri, 12 Feb 2027/);
  expect(more).toMatch(/^… and 47 more, until Fri, 7 Jan 2028, 09:00.* All are in your list\.$/);
  expect(after).toHaveLength(2);
  expect(linesOf(many, "fr")[5]).toContain("47 autres");
  const few = { ...many, webinars: many.webinars.slice(0, 12) };
  expect(linesOf(few, "en").filter((line) => line.startsWith("• "))).toHaveLength(12);
});

it("P33: the row where the hour jumps says that the clocks change", () => {
  const [twelve] = repeated.filter(({ webinars }) => webinars.length === 12);
  if (!twelve) throw new Error("no example");
  expect(linesOf(twelve, "en").filter((line) => line.includes("(the clocks change)"))).toEqual([
    expect.stringMatching(/^• Fri, 2 Apr 2027, 10:00/),
  ]);
});

it("P33: a series without room says how many it takes, and what to do", () => {
  const [many] = repeated.filter(({ seriesRefusal }) => seriesRefusal !== undefined);
  if (!many) throw new Error("no example");
  expect(linesOf(many, "en").join("\n")).toContain(
    "has room for 60 webinars at most. You can create a new series for them.",
  );
});
