import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { en, type TextKey } from "../../src/texts/en.ts";
import { fr } from "../../src/texts/fr.ts";
import { CATALOGUES, translatorFor } from "../../src/texts/translate.ts";
import { showAgo, showInstant, showSpan } from "../../src/texts/when.ts";

const variables = (text: string) => [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))].sort();
const keys = Object.keys(en) as TextKey[];

describe("the message catalogue", () => {
  it("English and French say the same keys with the same variables", () => {
    expect(Object.keys(fr).sort()).toEqual([...keys].sort());
    for (const key of keys) expect({ key, names: variables(fr[key]) }).toEqual({ key, names: variables(en[key]) });
  });

  it("every sentence can be said in both languages", () => {
    for (const locale of ["en", "fr"] as const)
      for (const key of keys) {
        const values = Object.fromEntries(variables(CATALOGUES[locale][key]).map((name) => [name, 2]));
        expect(translatorFor(locale)(key, values), key).not.toBe("");
      }
  });

  it("carries no markup: renderers escape whole lines", () => {
    for (const locale of ["en", "fr"] as const)
      for (const key of keys) {
        // A straight apostrophe is ICU's quote, so that a variable after it would be swallowed.
        expect(CATALOGUES[locale][key], `${locale} ${key}`).not.toMatch(/[<>*_`~'[\]]/);
      }
  });

  it("no sentence stands there that nobody says", () => {
    const src = resolve(import.meta.dirname, "../../src");
    const code = readdirSync(src, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !/texts\/(en|fr)\.ts$/.test(file))
      .map((file) => readFileSync(join(src, file), "utf8"))
      .join("\n");
    const built =
      /^(help_|choose_|tab_|told_|status_|undelivered_|no_|policy_|home_|visibility_|question_|asked_|admin_|rule_|row_|invite_rows_|how_|way_|log_|decide_|does_|unmatched_|bulk_|why_|sure_|waiting_default_|wait_result_|repeat_|digest_|review_|hosting_title_|happened_|answer_edits_|audience_|report_rest_|message_(?:waits|goes|done|undone)_)/;
    const unused = keys.filter((key) => !code.includes(`"${key}"`) && !built.test(key));
    expect(unused).toEqual([]);
    const reasons = readFileSync(join(src, "core/model/refusal.ts"), "utf8");
    const unreasoned = keys.filter((key) => {
      const reason = key.replace(/^no_/, "");
      const whole = reason.replace(/_(nameless|page|first|last|waitlisted|offered|wrong|closed)$/, "");
      return key.startsWith("no_") && ![reason, whole].some((one) => reasons.includes(`"${one}"`));
    });
    expect(unreasoned).toEqual([]);
  });

  it("S2: a row of a list says how long ago, and after a day the instant", () => {
    const now = Date.UTC(2027, 0, 15, 8, 0);
    const minutes = (count: number) => now - count * 60_000;
    expect(showAgo(minutes(5), now, "en")).toBe("5 min. ago");
    expect(showAgo(minutes(5), now, "fr")).toMatch(/^il y a 5\smin$/);
    expect(showAgo(minutes(59.9), now, "en")).toBe("59 min. ago");
    expect(showAgo(minutes(60), now, "en")).toBe("1 hr. ago");
    expect(showAgo(minutes(24 * 60 - 1), now, "en")).toBe("23 hr. ago");
    expect(showAgo(minutes(24 * 60), now, "en")).toBeUndefined();
    expect(showAgo(now + 1, now, "en")).toBeUndefined();
  });

  it("P16: every time names its zone, in the reader's language", () => {
    const at = Date.UTC(2027, 0, 15, 8, 0);
    expect(showInstant(at, "Europe/Paris", "en")).toBe("Fri, 15 Jan 2027, 09:00 (Paris time, UTC+1)");
    expect(showInstant(at, "America/New_York", "fr")).toBe("ven. 15 janv. 2027, 03:00 (heure de New York, UTC-5)");
    expect(showSpan(at, at + 3_600_000, "UTC", "en")).toBe("Fri, 15 Jan 2027, 08:00 – 09:00 (UTC)");
    expect(showSpan(at, at + 20 * 3_600_000, "UTC", "en")).toBe(
      "Fri, 15 Jan 2027, 08:00 – Sat, 16 Jan 2027, 04:00 (UTC)",
    );
  });
});
