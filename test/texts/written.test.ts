import { describe, expect, it } from "vitest";
import { translatorFor } from "../../src/texts/translate.ts";
import { shownAddress, shownName } from "../../src/texts/written.ts";

const t = translatorFor("en");

describe("what people wrote, within Usher's sentences", () => {
  it("C15: a name or title that runs from right to left stands in isolates; Latin ones and what is copied do not", () => {
    const said = t("request_title", { name: "\u05d3\u05e0\u05d4", title: "\u0645\u0631\u062d\u0628\u0627 (1)" });
    expect(said).toBe("\u2068\u05d3\u05e0\u05d4\u2069 asks to join \u2068\u0645\u0631\u062d\u0628\u0627 (1)\u2069");
    expect(t("request_title", { name: "Ann Lee", title: "Deep sea" })).toBe("Ann Lee asks to join Deep sea");
    expect(t("speaking_way_in", { code: "\u05d3\u05e0\u05d4" })).not.toContain("\u2068");
    expect(t("fact_line", { label: "Host", value: "\u05d3\u05e0\u05d4" })).toBe("Host: \u05d3\u05e0\u05d4");
  });

  it("C15: a turned or unclosed direction ends with what somebody wrote", () => {
    expect(t("cohosting_title", { title: "Ann\u202e\u2069 eeL" })).toBe("You’re a cohost of “\u2068Ann eeL\u2069”");
    const nested = t("log_way", { who: "\u2068\u05d3\u05e0\u05d4\u2069 x", way: "Slack" });
    expect(nested).toBe("\u2068\u2068\u05d3\u05e0\u05d4\u2069 x\u2069 (Slack)");
  });

  it("A11: what looks like a link in a name is broken invisibly; other names stay as they are", () => {
    for (const name of ["http://evil.example/x", "www.evil.example", "evil.example", "ann@evil.example"]) {
      expect(shownName(name)).not.toContain("evil.example");
      expect(shownName(name).replaceAll("\u200b", "")).toBe(name);
    }
    for (const name of ["Ann Lee", "J. R. Lee", "O’Brien", "Ann: Lee"]) expect(shownName(name)).toBe(name);
  });

  it("P13: an address shows its domain as people write it, unless that would pass for another or is none", () => {
    expect(shownAddress("ann@xn--exmple-cua.fr")).toBe("ann@exämple.fr");
    expect(shownAddress("ann@mail.xn--e1afmkfd.xn--p1ai")).toBe("ann@mail.xn--e1afmkfd.xn--p1ai");
    expect(shownAddress("ann@xn--e1afmkfd.xn--p1ai")).toBe("ann@пример.рф");
    for (const kept of ["ann@example.org", "ann@xn--80ak6aa92e.com", "ann@xn--pple-43d.com", "ann@xn--a.example"])
      expect(shownAddress(kept)).toBe(kept);
  });
});
