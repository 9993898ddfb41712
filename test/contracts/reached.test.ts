import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";

onBothFaces("how messages reached people", (stage) => {
  const overview = () => {
    const card = stage()
      .face.channel()
      .find(({ words }) => words.includes("Scheduled: "));
    if (!card) throw new Error("no overview");
    return card;
  };

  it("N2: the overview counts what was sent and what failed, and tries the failed again as one, for hosts alone", async () => {
    const { host, house, scheduled, member, subjects } = stage();
    const code = await scheduled();
    const stranger = await member("Sam Stranger");
    const [ann, bob, cy] = ["ann@example.org", "bob@example.org", "cy@example.org"] as const;
    for (const address of [ann, bob]) house.mail.refuse(address, 550, 1);
    await host.type(`invite ${code} ${ann} ${bob} ${cy}`);
    await house.deliver();
    expect(overview().words).toContain("2 messages could not be delivered.");
    expect(overview().words).toMatch(/1 email sent/);
    const card = overview();
    expect((await stranger.press(card, "Resend 2 messages")).words).toContain("host");
    await house.deliver();
    expect(subjects(ann)).toEqual([]);
    expect((await host.press(card, "Resend 2 messages")).words).toContain("Sending again: ");
    // As the first was answered.
    expect((await host.press(card, "Resend 2 messages")).words).toContain("Sending again: ");
    await house.deliver();
    for (const address of [ann, bob, cy]) expect(subjects(address)).toEqual(["You’re invited: Deep sea"]);
    expect(overview().words).toContain("3 emails sent");
    expect(overview().words).not.toContain("failed");
    expect(overview().labels).not.toContain("Resend 2 messages");
  });
});
