import { expect, it } from "vitest";
import { parseTag, USHERS_TAGS } from "../../src/core/model/tag.ts";
import { makeBrowser } from "../setup/browser.ts";
import { onBothFaces } from "./both.ts";
import { last, type Persona } from "./face.ts";

const GUEST = "gus@guest.test";

it("P24: a tag is one plain word of at most 40 signs, in any case; anything else is none", () => {
  expect(["Newsletter", " june-2027 ", "a.b_c"].map(parseTag)).toEqual(["newsletter", "june-2027", "a.b_c"]);
  const wrong = ["", " ", "two words", "-x", "x-", "é", "<b>", "=1+1", "a\nb", "x".repeat(41), undefined];
  for (const one of wrong) expect(parseTag(one), String(one)).toBeUndefined();
  expect(parseTag("x".repeat(40))).toBe("x".repeat(40));
  for (const tag of Object.values(USHERS_TAGS)) expect(parseTag(tag)).toBe(tag);
});

onBothFaces("by which link somebody came", (stage) => {
  const linkIn = (address: string, part: string): string => {
    const text = stage().house.mail.inbox(address).at(-1)?.mail.text ?? "";
    const link = text.match(/https?:\/\/\S+/g)?.find((url) => url.includes(part));
    if (!link) throw new Error(`no ${part} link in: ${text}`);
    return link;
  };

  /** Registers a guest by the webinar's page as it is opened by a link, up to the mail's confirmation. */
  const registeredBy = async (path: string, address: string): Promise<void> => {
    const { house } = stage();
    const browser = makeBrowser(house.url);
    const page = await browser.get(path);
    const [, href = ""] = /class="button" href="([^"]*\/register[^"]*)"/.exec(page.html) ?? [];
    const form = await browser.get(href.replaceAll("&amp;", "&"));
    await browser.send(form, "Send request", { firstName: "Gus", lastName: "Guest", address });
    await house.deliver();
    await browser.send(await browser.get(linkIn(address, "draft=")), "Confirm my registration");
    await house.deliver();
  };

  const pagesOf = async (code: string): Promise<string> => {
    const { url = "" } = (await stage().host.type(`export ${code}`)) as Awaited<ReturnType<Persona["type"]>> & {
      url?: string;
    };
    return new URL(url).pathname.replace("/export.csv", "");
  };

  const tagOf = async (code: string, name: string): Promise<string | undefined> => {
    const list = await stage().host.roster(code, name);
    const { words } = await list.details(name);
    return /Came from:? ?(\S+)/.exec(words)?.[1];
  };

  it("P24: a tagged link's tag stays with the registration: in details, on the page, in the file, and in search", async () => {
    const { host, house, registered, scheduled } = stage();
    const code = await scheduled();
    await registered(code, "Ann Lee");
    await registeredBy(`/w/${code}?from=Newsletter`, GUEST);
    expect(await tagOf(code, "Gus Guest")).toBe("newsletter");
    // Who types the code came by no link.
    expect(await tagOf(code, "Ann Lee")).toBeUndefined();

    const found = (await host.roster(code, "newsl")).shown().words;
    expect(found).toContain("Gus Guest");
    expect(found).not.toContain("Ann Lee");

    const browser = makeBrowser(house.url);
    const home = await pagesOf(code);
    expect((await browser.get(home)).words).toMatch(/Gus Guest[^\n]*? from newsletter/s);
    const { html: csv } = await browser.get(`${home}/export.csv`);
    const [heads = "", ...rows] = csv.replace(/^\ufeff/, "").split("\r\n");
    expect(heads.split(",")).toContain("Came from");
    expect(rows.find((row) => row.startsWith("Gus"))).toContain(",newsletter");
    expect(rows.find((row) => row.startsWith("Ann"))).not.toContain("newsletter");
  });

  it("P24: a wrong tag is ignored, and the registration is made", async () => {
    const { scheduled, subjects } = stage();
    const code = await scheduled();
    await registeredBy(`/w/${code}?from=${encodeURIComponent("<b>two words")}`, GUEST);
    expect(subjects(GUEST)).toContain("Request received: Deep sea");
    expect(await tagOf(code, "Gus Guest")).toBeUndefined();
  });

  it("P24: the first tag wins, whatever link somebody comes back by", async () => {
    const { house, scheduled } = stage();
    const code = await scheduled();
    await registeredBy(`/w/${code}?from=newsletter`, GUEST);
    const browser = makeBrowser(house.url);
    const own = await browser.get(linkIn(GUEST, "/me/"));
    await browser.send(await browser.send(own, "Withdraw my request"), "Withdraw my request");
    await registeredBy(`/w/${code}?from=poster`, GUEST);
    expect(await tagOf(code, "Gus Guest")).toBe("newsletter");
  });

  it("P24: what Usher writes tags by itself: an invitation in chat and by mail, and the reminder to answer", async () => {
    const { host, house, member, scheduled } = stage();
    const code = await scheduled();
    const ann = await member("Ann Lee");
    const bob = await member("Bob Ray");
    await host.type(`invite ${code} ${GUEST} ${ann.address} ${bob.address}`);
    await house.deliver();
    await ann.register(last(ann.chat()));
    const browser = makeBrowser(house.url);
    const link = linkIn(GUEST, "/me/");
    await browser.send(await browser.get(link), "Send request", { firstName: "Gus", lastName: "Guest" });
    await host.nudge(code);
    await host.sendWritten();
    house.clock.advance(61_000);
    await house.deliver();
    await bob.register(last(bob.chat()));
    await house.deliver();
    const tags = [await tagOf(code, "Ann Lee"), await tagOf(code, "Gus Guest"), await tagOf(code, "Bob Ray")];
    expect(tags).toEqual(["invitation", "invitation", "reminder"]);
  });

  it("P24: Share its page gives the host the link with the tag they type, and refuses what is none", async () => {
    const { house, scheduled } = stage();
    const code = await scheduled();
    const browser = makeBrowser(house.url);
    const home = await pagesOf(code);
    const page = await browser.get(`${home}/share`);
    expect(page.html).toMatch(new RegExp(`value="[^"]*/w/${code}" readonly`));
    const tagged = await browser.get(`${home}/share?tag=Newsletter`);
    expect(tagged.html).toContain(`/w/${code}?from=newsletter" readonly`);
    expect(tagged.words).toContain("Link for newsletter");
    const wrong = await browser.get(`${home}/share?tag=two%20words`);
    expect(wrong.status).toBe(400);
    expect(wrong.words).toContain("A tag takes up to 40 letters");
    expect(wrong.html).not.toContain("?from=");
  });

  it("P24, P43: where only those invited see the webinar, there is no link to give away", async () => {
    const { house, scheduled } = stage();
    const code = await scheduled({ visibility: "invited_only" });
    const page = await makeBrowser(house.url).get(`${await pagesOf(code)}/share?tag=newsletter`);
    expect(page.words).not.toContain(`/w/${code}`);
  });
});
