import { expect, it } from "vitest";
import { makeBrowser } from "../setup/browser.ts";
import { onBothFaces } from "./both.ts";

const GUEST = "guest@example.org";
const HOME = "gus.at.home@example.net";

onBothFaces("invitations and their addresses", (stage) => {
  const linkIn = (address: string, part: string): string => {
    const text = stage().house.mail.inbox(address).at(-1)?.mail.text ?? "";
    const link = text.match(/https?:\/\/\S+/g)?.find((url) => url.includes(part));
    if (!link) throw new Error(`no ${part} link in: ${text}`);
    return link;
  };
  const invited = async (code: string): Promise<string> => {
    await stage().host.type(`invite ${code} ${GUEST}`);
    await stage().house.deliver();
    return linkIn(GUEST, "/me/");
  };
  const browserOf = () => makeBrowser(stage().house.url);

  it("P11: an invitation is locked to its address by default: its link registers that one alone", async () => {
    const { house, host, scheduled } = stage();
    const code = await scheduled({ policy: "automatic" });
    expect((await host.edit(code)).shown().words).toContain("Lock invitations to their address");
    const browser = browserOf();
    const page = await browser.get(await invited(code));
    expect(page.words).not.toContain("another address");
    expect(page.words).toContain("This invitation is for this address alone.");
    const action = new URL(page.url).pathname;
    const form = /name="form" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
    const sent = {
      do: "register",
      from: "0",
      form,
      asked: "",
      shown: "",
      firstName: "Gus",
      lastName: "Guest",
      address: HOME,
    };
    expect((await browser.post(action, sent)).words).toContain("You’re in");
    await house.deliver();
    expect(house.mail.inbox(GUEST).at(-1)?.mail.subject).toContain("You’re in");
    expect(house.mail.inbox(HOME)).toEqual([]);
    expect((await host.type(`show ${code}`)).words).toMatch(/Seats: 1 of/);
  });

  it("P11: where it is not locked, its page takes another address, which a mail to it confirms", async () => {
    const { house, host, scheduled } = stage();
    const code = await scheduled({ invitationsLocked: false, approveInvited: true });
    const browser = browserOf();
    const page = await browser.get(await invited(code));
    expect(page.words).toContain("You may give another address");
    expect(page.words).not.toContain("for this address alone");
    const wrong = await browser.send(page, "Register", { firstName: "Gus", lastName: "Guest", address: "nonsense@x" });
    expect(wrong.words).toContain("nonsense@x");
    const asked = await browser.send(page, "Register", { firstName: "Gus", lastName: "Guest", address: HOME });
    expect(asked.words).toContain(HOME);
    expect((await host.type(`show ${code}`)).words).toMatch(/Seats: 0 of/);
    await house.deliver();
    const confirmed = await browser.send(await browser.get(linkIn(HOME, "draft=")), "Confirm my registration");
    // P36: it came by the invitation.
    expect(confirmed.words).toContain("You’re in");
    // The invitation's own address can still register.
    const own = await browser.send(await browser.get(page.url), "Register", { firstName: "Gus", lastName: "Guest" });
    expect(own.words).toContain("You’re in");
    expect((await host.type(`show ${code}`)).words).toMatch(/Seats: 2 of/);
  });

  it("P11: locked after all before it is confirmed, another address waits for a host as anybody's does", async () => {
    const { house, host, scheduled } = stage();
    const code = await scheduled({ invitationsLocked: false, approveInvited: true });
    const browser = browserOf();
    const page = await browser.get(await invited(code));
    await browser.send(page, "Register", { firstName: "Gus", lastName: "Guest", address: HOME });
    await house.deliver();
    await (await host.edit(code)).send({ invitationsLocked: true });
    const confirmed = await browser.send(await browser.get(linkIn(HOME, "draft=")), "Confirm my registration");
    expect(confirmed.words).toContain("waiting for approval");
  });

  it("P11, P43: where only those invited see the webinar, invitations are locked whatever was chosen", async () => {
    const { host, scheduled } = stage();
    const code = await scheduled({ visibility: "invited_only", invitationsLocked: false });
    const page = await browserOf().get(await invited(code));
    expect(page.words).not.toContain("another address");
    await (await host.edit(code)).send({ visibility: "listed" });
    expect((await browserOf().get(page.url)).words).not.toContain("another address");
  });
});
