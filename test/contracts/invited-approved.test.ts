import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last } from "./face.ts";

onBothFaces("who is invited is approved", (stage) => {
  it("P36, N8: an invitation approves at once, the policy is for the others; the card and the test of rules say so", async () => {
    const { host, house, member, registered, scheduled, cardOf } = stage();
    const code = await scheduled({ approveInvited: true });
    expect((await host.type(`show ${code}`)).words).toContain(
      "A host decides each request; who is invited is approved",
    );
    const ann = await member("Ann Lee");
    await host.type(`invite ${code} ${ann.address} cleo@example.org`);
    await house.deliver();
    expect(last(ann.chat()).words).toContain("Register and the seat is yours");
    await ann.register(last(ann.chat()));
    await house.deliver();
    expect(last(ann.chat()).words).toContain("You’re in: Deep sea");
    expect(cardOf("Ann Lee").words).toMatch(/Why: ?Who is invited is approved/);
    const { answer } = await registered(code, "Bob Ray");
    expect(answer.words).toContain("Request received");
    const invited = await host.type(`rules ${code} test cleo@example.org`);
    expect(invited.words).toMatch(/would be approved.*Who is invited is approved\./s);
    expect((await host.type(`rules ${code} test dan@example.org`)).words).toContain("A host would decide");
  });

  it("P36: it is off unless the host chose it, and can be switched off again", async () => {
    const { host, house, member, scheduled } = stage();
    const code = await scheduled();
    const ann = await member("Ann Lee");
    await host.type(`invite ${code} ${ann.address}`);
    await house.deliver();
    expect(last(ann.chat()).words).toContain("Register to request a seat. A host will get back to you.");
    const on = await (await host.edit(code)).send({ approveInvited: true });
    expect(on.words).toContain("Approve who is invited: off → on");
    const off = await (await host.edit(code)).send({ approveInvited: false });
    expect(off.words).toContain("Approve who is invited: on → off");
    await ann.register(last(ann.chat()));
    await house.deliver();
    expect(last(ann.chat()).words).toContain("Request received: Deep sea");
  });
});
