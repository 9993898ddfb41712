import { describe, expect, it } from "vitest";
import { chosenIn } from "../../../src/core/approvals/roster-list.ts";
import { defined } from "../../../src/core/model/defined.ts";
import type { Address } from "../../../src/core/model/ids.ts";
import { newKey } from "../../../src/core/model/ids.ts";
import type { RosterPlace } from "../../../src/core/ports/roster.ts";
import { readRosterState } from "../../../src/teams/forms/roster/fields.ts";
import { rosterView } from "../../../src/teams/forms/roster/view.ts";
import { bytesOf } from "../../../src/teams/platform/size.ts";
import { registrationAs, review, rowOf, webinar } from "../../setup/notices.ts";

const wide = Array.from({ length: 10 }, () =>
  rowOf({
    ...registrationAs("pending"),
    key: newKey(),
    firstName: "Ä*_[x](y)".repeat(9).slice(0, 80),
    lastName: "漢".repeat(80),
    address: `${"a".repeat(64)}@${"b".repeat(60)}.${"c".repeat(60)}.example` as Address,
    answers: { q1: ["é".repeat(300)], q2: ["漢".repeat(300)], q3: ["<b>".repeat(100)] },
  }),
);
const place = "r119900" as RosterPlace;

describe("the roster in a Teams dialog", () => {
  it("P3: the widest page fits a card, in both languages, with a reason as long as it can be", () => {
    for (const locale of ["en", "fr"] as const)
      for (const sure of [undefined, "approved"] as const) {
        const card = rosterView({
          reader: { locale },
          now: 0,
          nonce: "n".repeat(22),
          problems: [],
          isAllChosen: true,
          roster: { ...review, webinar, some: wide, from: place, next: place, answer: "x".repeat(100) },
          typed: { reason: "é".repeat(500), told: "true" },
          ...defined({ sure }),
        });
        expect(bytesOf(card)).toBeLessThan(25 * 1024);
      }
  });

  it("P19: what was altered into no list, or no request, is not read", () => {
    const list = { code: webinar.code, tab: "pending", from: place };
    expect(readRosterState({ list: JSON.stringify(list) })).toEqual(list);
    for (const forged of [
      "",
      "{",
      "null",
      JSON.stringify({ ...list, tab: "all" }),
      JSON.stringify({ ...list, code: "1" }),
    ])
      expect(readRosterState({ list: forged }), forged).toBeUndefined();
    const keys = Array.from({ length: 70 }, newKey);
    expect(chosenIn(keys.map((key) => `${key}:1`))).toHaveLength(60);
    expect(chosenIn([`${keys[0]}:0`, `${keys[0]}`, "x:1", `${keys[0]}:1.5`, `${keys[0]}:2`])).toEqual([
      { key: keys[0], version: 2 },
    ]);
  });
});
