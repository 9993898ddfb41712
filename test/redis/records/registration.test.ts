import { describe, expect, it } from "vitest";
import { STANDARD_FORM } from "../../../src/core/model/form.ts";
import { chatId, newKey } from "../../../src/core/model/ids.ts";
import { isLate } from "../../../src/core/model/registration.ts";
import { decodeChat, encodeChat } from "../../../src/redis/records/chat.ts";
import { joinPieces, piecesOf } from "../../../src/redis/records/pieces.ts";
import { decodeRegistration } from "../../../src/redis/records/registration.ts";
import { fc } from "../../setup/property.ts";

describe("a registration as its hash keeps it", () => {
  const record = (more: Record<string, string>) =>
    decodeRegistration(newKey(), {
      s: "approved",
      v: "2",
      a: "ann@example.com",
      p: "p1",
      f: "Ann",
      l: "Lee",
      F: STANDARD_FORM.id,
      c: "page",
      t: "1000",
      h1: "p1000",
      h2: "a1200 p2",
      d: "2",
      ...more,
    });
  const webinar = (startsAt: number, policy: "manual" | "automatic" = "manual") => ({ startsAt, policy });

  it("says who decided, and when, by the change that the decision made", () => {
    expect(record({})).toMatchObject({
      decidedBy: "p2",
      decidedAt: 1_200,
      history: [
        { version: 1, status: "pending", at: 1_000, by: "p1" },
        { version: 2, status: "approved", at: 1_200, by: "p2" },
      ],
    });
  });

  it("B3, S16: a seat that was claimed counts from the claim", () => {
    expect(isLate(webinar(1_600), record({ m: "1600" }))).toBe(true);
    expect(isLate(webinar(1_601), record({ m: "1600" }))).toBe(false);
    expect(isLate(webinar(1_000), record({}))).toBe(true);
    expect(isLate(webinar(1_001), record({}))).toBe(false);
  });

  it("S17: whom an automatic policy let in stays in when the policy changes", () => {
    expect(isLate(webinar(900), record({ w: JSON.stringify({ by: "policy" }) }))).toBe(false);
  });
});

describe("what keeps a hash packed", () => {
  it("cuts no letter, makes no value longer than 64 bytes, and puts it together again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), fc.string({ unit: "grapheme" }), (long, short) => {
        const fields = [...piecesOf("r", long), ...piecesOf("q:job", short)];
        const isWhole = Buffer.byteLength(long) > 2_048;
        for (const [field, piece] of fields)
          expect(isWhole && field === "r" ? 0 : Buffer.byteLength(piece)).toBeLessThanOrEqual(64);
        expect(joinPieces(Object.fromEntries(fields))).toEqual({ r: long, "q:job": short });
      }),
    );
  });

  it("names a Teams account in 64 bytes, and any account as it was", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (tenant, user) => {
        const teams = chatId("teams", tenant, user);
        expect(encodeChat(teams).length).toBeLessThanOrEqual(64);
        expect(decodeChat(encodeChat(teams))).toBe(teams);
      }),
    );
    for (const one of ["page", chatId("slack", "T1", "U1"), chatId("teams", "a-b", "29-1-x")])
      expect(decodeChat(encodeChat(one as never))).toBe(one);
  });
});
