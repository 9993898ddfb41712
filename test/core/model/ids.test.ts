import { describe, expect, it } from "vitest";
import {
  isRegistrationId,
  newCode,
  newKey,
  newRegistrationId,
  parseAddress,
  parseCode,
  parseKey,
  showRegistrationId,
} from "../../../src/core/model/ids.ts";
import { makeLinks } from "../../../src/core/model/links.ts";
import { fc } from "../../setup/property.ts";

describe("ids", () => {
  it("S6: a registration ID has 60 bits in letters that do not look alike, grouped for reading", () => {
    const ids = Array.from({ length: 2_000 }, newRegistrationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(showRegistrationId(id)).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}$/);
    // 32 different letters in 12 places are 60 bits.
    expect(new Set(ids.join("")).size).toBe(32);
  });

  it("S8: an ID is taken in any case, with and without dashes and spaces, and no other is", () => {
    const id = newRegistrationId();
    const shown = showRegistrationId(id);
    for (const typed of [id, shown, shown.toLowerCase(), ` ${shown.replaceAll("-", " ")} `, shown.replaceAll("-", "–")])
      expect(isRegistrationId(typed, id)).toBe(true);
    for (const typed of ["", "-", shown.slice(1), `${shown}X`, showRegistrationId(newRegistrationId())])
      expect(isRegistrationId(typed, id)).toBe(false);
    expect(isRegistrationId("", undefined)).toBe(false);
  });

  it("codes and keys read back as they were made; others are refused", () => {
    for (let i = 0; i < 500; i += 1) {
      const [code, key] = [newCode(), newKey()];
      expect(parseCode(` ${code.toLowerCase()} `)).toBe(code);
      expect(parseKey(key)).toBe(key);
    }
    for (const typed of ["", "W7K3Q", "W7K3QMX", "W7K3Q0", "W7K3QI", "<@U1>"]) expect(parseCode(typed)).toBeUndefined();
    for (const value of ["", 7, undefined, "x".repeat(16)]) expect(parseKey(value)).toBeUndefined();
  });

  it("an address is case-folded, its domain in ASCII; what is none is refused", () => {
    expect(parseAddress(" Ann.Lee@Example.COM ")).toBe("ann.lee@example.com");
    expect(parseAddress("ann@bücher.example")).toBe("ann@xn--bcher-kva.example");
    expect(parseAddress("JOSÉ@example.com")).toBe(parseAddress("jose\u0301@example.com"));
    const none = [
      "",
      "ann",
      "ann@",
      "@example.com",
      "ann@localhost",
      "a b@example.com",
      "ann@example.com, bob@example.com",
      "Ann <ann@example.com>",
      "ann@exa mple.com",
      "a\nb@example.com",
      "ann..lee@example.com",
      `${"a".repeat(65)}@example.com`,
      `ann@${"a".repeat(64)}.com`,
    ];
    for (const typed of none) expect(parseAddress(typed), typed).toBeUndefined();
  });

  it("an address, once read, reads again as itself, and nothing typed makes it throw", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.emailAddress(), fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" })),
        (typed) => {
          const address = parseAddress(typed);
          if (address === undefined) return;
          expect(parseAddress(address)).toBe(address);
          expect(address).not.toMatch(/[\s,;<>"]/);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("a personal link is only readable by who made it, and only unaltered", () => {
    const links = makeLinks(new URL("https://usher.example.com"), "a secret of the tests, long enough for it");
    const others = makeLinks(new URL("https://usher.example.com"), "another secret, just as long as the first");
    const [code, key] = [newCode(), newKey()];
    const token = new URL(links.personal(code, key)).pathname.replace("/me/", "");
    expect(links.readPersonal(token)).toEqual({ code, key });
    expect(others.readPersonal(token)).toBeUndefined();
    for (const altered of [
      "",
      token.slice(0, -1),
      token.replace(code, newCode()),
      token.replace(key, newKey()),
      `${token}.x`,
      `${code}.${key}.`,
    ])
      expect(links.readPersonal(altered)).toBeUndefined();
  });
});
