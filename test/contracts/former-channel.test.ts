import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last } from "./face.ts";
import { takesRequests } from "./own-chat.ts";

onBothFaces("a channel that is no host channel any more", (stage) => {
  it("N12: is shown no request that waited to be posted there", async () => {
    const { face, host, scheduled, member } = stage();
    const code = await scheduled({ title: "Deep sea" });
    const ann = await member("Ann Lee");
    const before = face.channel().length;
    await ann.register(await ann.type(`show ${code}`));
    // Her request is still to be posted when the host takes the webinar into their own chat.
    await takesRequests(stage(), host, code);
    expect(face.channel().slice(before)).toEqual([]);
    expect(
      face
        .channel()
        .map(({ words }) => words)
        .join(),
    ).not.toContain("Ann Lee");
    expect(last(host.chat().filter(({ words }) => words.includes("Deep sea"))).words).toMatch(
      /1\s+waiting|waiting\D+1/i,
    );
  });
});
