import { expect, it } from "vitest";
import { wordsOf } from "../../src/texts/words.ts";
import { NOTICES } from "../setup/notices.ts";

const found = () => {
  const notice = NOTICES.find((one) => one.kind === "series_registered");
  if (notice?.kind !== "series_registered") throw new Error("no such notice");
  return notice;
};

it("P37: a card tells those of a series that one is registered for from those that are full", () => {
  const { outcomes } = found();
  const { lines, items } = wordsOf(found(), { locale: "en" }, { isCard: true });
  const done = outcomes.filter((one) => "registered" in one);
  expect(lines).toEqual([]);
  expect(items.map(({ title }) => title)).toEqual(
    [...done, ...outcomes.filter((one) => !("registered" in one))].map(({ webinar }) => webinar.title),
  );
  const groups = items.flatMap(({ group }, index) => (group ? [[index, group.title]] : []));
  expect(groups).toEqual([
    [0, `You’re registered (${done.length})`],
    [done.length, `Full (${outcomes.length - done.length})`],
  ]);
});

it("S26: what its host wrote for all that are full stands once below their heading, said to be the host's", () => {
  const { items } = wordsOf(found(), { locale: "en" }, { isCard: true });
  const notes = items.flatMap(({ group }) => group?.note ?? []);
  expect(notes).toEqual([expect.objectContaining({ label: "A word from the host", isWritten: true })]);
  expect(items.flatMap(({ facts }) => facts.filter(({ isWritten }) => isWritten))).toEqual([]);
});

it("P37: a text says for how many of a series one is registered, where that is not all of them", () => {
  const done = found().outcomes.filter((one) => "registered" in one);
  expect(wordsOf(found(), { locale: "en" }).lines[0]).toMatch(
    new RegExp(`^Registered for ${done.length} of ${found().outcomes.length} webinars\\.$`),
  );
  expect(wordsOf({ ...found(), outcomes: done }, { locale: "en" }).lines).toEqual([]);
});
