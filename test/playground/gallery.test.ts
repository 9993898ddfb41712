import { expect, it } from "vitest";
import { DATA_NAMES } from "../../src/playground/gallery/data-sets.ts";
import { LOCALES, picturesOf, SURFACES } from "../../src/playground/gallery/pictures.ts";
import { refusalOfMessage } from "../../src/playground/slack/limits.ts";
import { NOTICES } from "../setup/notices.ts";

const SETS = LOCALES.flatMap((locale) => DATA_NAMES.map((data) => ({ locale, data })));

it.each(SETS)("every notice has pictures of its own in $locale with $data data", ({ locale, data }) => {
  const pictures = SURFACES.flatMap((surface) => picturesOf(surface, locale, data, ""));
  expect(new Set(pictures.map(({ id }) => id)).size).toBe(pictures.length);
  expect(new Set(pictures.map(({ name }) => name)).size).toBeGreaterThanOrEqual(NOTICES.length);
  for (const { id, content } of pictures) {
    if (!("message" in content)) continue;
    expect({ id, refusal: refusalOfMessage({ ...content.message }) }).toEqual({ id, refusal: undefined });
  }
});

it("pictures are found by parts of their names", () => {
  const found = picturesOf("slack", "en", "ordinary", "request pending");
  expect(found.map(({ id }) => id)).toEqual(["slack-request-pending-en-ordinary"]);
});

it("in the ordinary pictures people write in their reader's language", () => {
  const said = (locale: (typeof LOCALES)[number]) =>
    JSON.stringify(picturesOf("mail", locale, "ordinary", "invitation"));
  expect(said("fr")).toContain("Tomates sur un balcon");
  expect(said("fr")).not.toContain("Tomatoes");
  expect(said("en")).toContain("Tomatoes on a balcony");
});
