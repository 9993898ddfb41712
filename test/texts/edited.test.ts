import { expect, it } from "vitest";
import { changesOf } from "../../src/core/hosting/setting-changes.ts";
import { spelledOut } from "../../src/texts/when.ts";
import { wordsOf } from "../../src/texts/words.ts";
import { webinar } from "../setup/notices.ts";

const HOUR = 3_600_000;

it("what is moved within a day says the hours alone, as the day stands above", () => {
  const start = (hours: number) => {
    const moved = { ...webinar, startsAt: webinar.startsAt + hours * HOUR, endsAt: webinar.endsAt + hours * HOUR };
    const notice = {
      ...({ kind: "edited", webinar: moved, plan: 500, deleted: 0 } as const),
      changes: changesOf(webinar, moved),
    };
    const words = wordsOf(notice, { locale: "en", zone: "Europe/Paris" }, { marksTimes: true, isCard: true });
    return spelledOut(words.facts.find(({ label }) => label === "Start")?.value ?? "");
  };
  expect(start(10)).toBe("09:00 → 19:00");
  expect(start(24)).toMatch(/^Fri, 15 Jan 2027, 09:00 .* → Sat, 16 Jan 2027, 09:00 /);
});
