import { expect, it } from "vitest";
import { quotedLines } from "../../src/texts/quotes.ts";

it("what one person wrote stands whole, though it ends as what another wrote does", () => {
  const quotes = ["Bring a towel.", "All about the sea. Bring a towel."];
  expect(quotedLines({ lines: ["Hanna invites you.", ...quotes.toReversed()], quotes })).toEqual([
    { text: "Hanna invites you." },
    { text: "", quote: "All about the sea. Bring a towel." },
    { text: "", quote: "Bring a towel." },
  ]);
});
