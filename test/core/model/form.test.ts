import { describe, expect, it } from "vitest";
import { checkNames } from "../../../src/core/model/form.ts";
import { parseAddress } from "../../../src/core/model/ids.ts";

describe("what people type", () => {
  it("C12: a name's length counts what people see, not code units", () => {
    expect(checkNames({ firstName: "Ann", lastName: "😀".repeat(80) }).problems).toEqual([]);
    expect(checkNames({ firstName: "Ann", lastName: "😀".repeat(81) }).problems).toEqual([
      { field: "lastName", problem: "too_long", max: 80, length: 81 },
    ]);
  });

  it("C3: an address is read out of what copying leaves around it, and nothing else is let in", () => {
    for (const typed of [
      "“gil@example.org”",
      "gil@example.org、",
      "\u202Agil@example.org\u202C",
      "'gil@example.org'",
      "<gil@example.org>.",
    ])
      expect(parseAddress(typed), JSON.stringify(typed)).toBe("gil@example.org");
    for (const typed of ["gi“l@example.org", "gil\u200B@example.org", "gi l@example.org", "gil@@example.org"])
      expect(parseAddress(typed), JSON.stringify(typed)).toBeUndefined();
  });
});
