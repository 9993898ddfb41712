import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";

onBothFaces("what people type and paste", (stage) => {
  it("C5: a code is found in whatever surrounds it", async () => {
    const { member, scheduled } = stage();
    const code = await scheduled();
    const ann = await member("Ann Lee");
    const wide = [...code].map((one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0)).join("");
    const pasted = [`*${code}*`, `\`${code}\``, `“${code}”`, `${code}.`, `#${code}`, wide, code.toLowerCase()];
    for (const typed of [...pasted, `https://usher.example.com/w/${code}`])
      expect((await ann.type(`show ${typed}`)).words, typed).toContain("Deep sea");
    expect((await ann.type("show *ZZZZZZ*")).words).toContain("ZZZZZZ");
  });

  it("C10: a name of which nothing can be seen is missing", async () => {
    const { member, scheduled } = stage();
    const code = await scheduled();
    const ann = await member("Ann Lee");
    for (const blank of ["\u3164", "\u200B", "\u2800", "\u00AD"]) {
      const answer = await ann.register(await ann.type(`show ${code}`), { firstName: blank });
      expect(answer.words, JSON.stringify(blank)).toContain("first name");
    }
  });
});
