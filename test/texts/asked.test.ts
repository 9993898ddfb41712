import { describe, expect, it } from "vitest";
import type { CardAct } from "../../src/core/notices/card-acts.ts";
import { offersOf } from "../../src/core/notices/offers.ts";
import { wordsOf } from "../../src/texts/words.ts";
import { NOTICES } from "../setup/notices.ts";

/** One of each act that has a button on some notice. */
const ACTS = new Map<CardAct["act"], CardAct>();
for (const notice of NOTICES)
  for (const offer of offersOf(notice, 0)) if ("act" in offer) ACTS.set(offer.act.act, offer.act);

describe("what failed is named by what was asked for", () => {
  it.each([...ACTS.values()])("A17: $act", (act) => {
    for (const locale of ["en", "fr"] as const) {
      const { title } = wordsOf({ kind: "failed", reference: "k7Qm2x9B", asked: { act } }, { locale });
      expect(title).toMatch(/didn’t work|n’a pas/);
    }
  });

  it("where the button names somebody or something, by what it does", () => {
    const named = (name: CardAct["act"]) => {
      const act = ACTS.get(name);
      return act && wordsOf({ kind: "not_saved", asked: { act } }, { locale: "en" }).title;
    };
    expect(named("always")).toBe("“Always approve” didn’t work");
    expect(named("invite_shared")).toBe("“Invite” didn’t work");
    expect(named("bulk_undo")).toBe("“Undo” didn’t work");
  });
});
