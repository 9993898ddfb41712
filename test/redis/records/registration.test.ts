import { describe, expect, it } from "vitest";
import { STANDARD_FORM } from "../../../src/core/model/form.ts";
import { newKey } from "../../../src/core/model/ids.ts";
import { isLate } from "../../../src/core/model/registration.ts";
import { decodeRegistration } from "../../../src/redis/records/registration.ts";

describe("a registration as its hash keeps it", () => {
  const record = (more: Record<string, string>) =>
    decodeRegistration(newKey(), {
      status: "approved",
      version: "2",
      address: "ann@example.com",
      person: "p1",
      first: "Ann",
      last: "Lee",
      answers: "{}",
      form: STANDARD_FORM.id,
      via: "page",
      at: "1000",
      request: "r",
      round: "1",
      history: "1 pending 1000 p1;2 approved 1200 p2;",
      ...more,
    });
  const webinar = (startsAt: number, policy: "manual" | "automatic" = "manual") => ({ startsAt, policy });

  it("B3, S16: an older record's stored flag decides nothing: the start as it is now does", () => {
    const late = record({ late: "1" });
    expect(isLate(webinar(1_000), late)).toBe(true);
    expect(isLate(webinar(1_001), late)).toBe(false);
    expect(isLate(webinar(1_000, "automatic"), late)).toBe(false);
  });

  it("B3, S16: a seat that was claimed counts from the claim, which an older record has in its history alone", () => {
    const history = "1 waitlisted 1000 p1;2 offered 1500 line;3 pending 1600 p1;4 approved 1700 p2;";
    expect(isLate(webinar(1_600), record({ late: "1", history }))).toBe(true);
    expect(isLate(webinar(1_601), record({ late: "1", history }))).toBe(false);
    expect(isLate(webinar(1_600), record({ claimed: "1600" }))).toBe(true);
  });

  it("S17: whom an automatic policy let in stays in when the policy changes", () => {
    expect(isLate(webinar(900), record({ how: JSON.stringify({ by: "policy" }) }))).toBe(false);
  });
});
