import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defined } from "../../src/core/model/defined.ts";
import { codeIn, type Face, last, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeBrowser } from "../setup/browser.ts";
import { type House, openHouse } from "../setup/house.ts";

const HOUR = 3_600_000;

/** Reads a CSV file as a spreadsheet does: rows of cells. */
const rowsIn = (csv: string): string[][] =>
  csv
    .replace(/^\ufeff/, "")
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) =>
      [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain = ""]) =>
        quoted === undefined ? plain : quoted.replaceAll('""', '"'),
      ),
    );

describe("a host's pages", () => {
  let house: House;
  let face: Face;
  let host: Persona;
  let browser: ReturnType<typeof makeBrowser>;

  beforeEach(async () => {
    house = await openHouse();
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
    browser = makeBrowser(house.url);
  });
  afterEach(() => house.stop());

  const scheduled = async (fields: Partial<Parameters<Persona["schedule"]>[0]> = {}) =>
    codeIn(await host.schedule({ title: "Deep <b>sea</b>", inMinutes: 600, ...fields }));
  /** The address of the pages, as the answer to `export CODE` links to them. */
  const homeOf = async (of: Persona, code: string): Promise<string> => {
    const { words, url = "" } = (await of.type(`export ${code}`)) as Awaited<ReturnType<Persona["type"]>> & {
      url?: string;
    };
    if (!url.endsWith("/export.csv")) throw new Error(words);
    return new URL(url).pathname.replace("/export.csv", "");
  };
  const registered = async (code: string, name: string, fields = {}, address?: string) => {
    const person = await face.person(name, defined({ address }));
    await person.register(await person.type(`show ${code}`), fields);
    return person;
  };

  it("S2: everybody stands in tabs with counts, is found by name and domain, and leads to details", async () => {
    const code = await scheduled();
    for (let i = 0; i < 12; i += 1) await registered(code, `Guest Number${i}`);
    await registered(code, "Ann <i>Lee</i>", {}, "ann@acme.test");
    await host.type(`invite ${code} zoe@else.test`);
    await house.deliver();
    const home = await homeOf(host, code);
    const page = await browser.get(home);
    expect(page.words).toMatch(/Deep <b>sea<\/b> \w{3}, \d+ \w{3} \d{4}, .* Everybody \(14\)/);
    expect(page.words).toContain("Waiting for approval (13)");
    expect(page.words).toContain("Invited, no answer (1)");
    expect(page.words).toContain("1–10 of 14");
    expect(page.html).not.toContain("<i>Lee</i>");
    const [, next = ""] = /href="([^"]*from=[^"]*)">Next page/.exec(page.html) ?? [];
    const second = await browser.get(next.replaceAll("&amp;", "&"));
    expect(second.words).toContain("11–14 of 14");
    expect(second.words).toContain("zoe@else.test");
    expect(second.words).toContain("Previous page");
    const found = await browser.get(`${home}?tab=everybody&search=ann`);
    expect(found.words).toContain("1 person found");
    expect(found.words).not.toContain("Guest Number");
    expect((await browser.get(`${home}?tab=silent&search=%40else.test`)).words).toContain("zoe@else.test");
    const wrong = await browser.get(`${home}?search=%40not%20a%20domain`);
    expect(wrong.status).toBe(400);
    expect(wrong.words).toContain("not a domain");
    const [, key = ""] = /people\/(\w{16})/.exec(found.html) ?? [];
    const details = await browser.get(`${home}/people/${key}`);
    expect(details.words).toContain("Ann <i>Lee</i>");
    expect(details.words).toContain("History");
  });

  it("S2, P13: addresses stay whole, and show their domains as people write them, on the pages and in the file", async () => {
    const code = await scheduled();
    const long = `${"z".repeat(40)}@else.test`;
    await host.type(`invite ${code} ann@xn--exmple-cua.fr ${long}`);
    await house.deliver();
    const home = await homeOf(host, code);
    const page = await browser.get(home);
    expect(page.html).toMatch(/<a [^>]*class="short">ann@exämple\.fr</);
    expect(page.html).toMatch(new RegExp(`<a [^>]*class="">${long}<`));
    expect(page.words).not.toContain("xn--");
    const [, key = ""] = /people\/(\w{16})"[^>]*>ann@/.exec(page.html) ?? [];
    expect((await browser.get(`${home}/people/${key}`)).words).toContain("ann@exämple.fr");
    const file = await (await fetch(new URL(`${home}/export.csv`, house.url))).text();
    expect(file).toContain("ann@exämple.fr");
    expect((await host.type(`roster ${code}`)).words).not.toContain("xn--");
    const tested = await host.type(`rules ${code} test ann@xn--exmple-cua.fr`);
    expect(tested.words).toContain("ann@exämple.fr");
    const [mail] = [...house.mail.inbox("ann@xn--exmple-cua.fr"), ...house.mail.inbox("ann@exämple.fr")];
    const link = /\S+\/me\/[^\s?]+/.exec(mail?.mail.text ?? "")?.[0] ?? "";
    await browser.post(link, { do: "register", firstName: "Ann", lastName: "", from: "0" });
    await house.deliver();
    const card = face.channel().find(({ words }) => words.includes("Ann asks")) ?? { words: "" };
    expect(card.words.replaceAll("\u200b", "")).toContain("ann@exämple.fr");
    expect(card.words).not.toContain("xn--");
  });

  it("N2: the mail about a card that could not be posted leads to the page that posts it", async () => {
    house.slack.faults.fail({ method: "chat.postMessage", error: "not_in_channel", times: 1 });
    await scheduled();
    // Nor does the message about it arrive.
    house.slack.faults.fail({ method: "chat.postMessage", error: "cannot_dm_bot", times: 1 });
    await house.deliver();
    const posted = () => face.channel().length;
    const text = house.mail.inbox(host.address).find(({ mail }) => mail.subject?.includes("A card is missing"))
      ?.mail.text;
    const [, link = ""] = /Post the card again\n(\S+)/.exec(text ?? "") ?? [];
    const page = await browser.get(link);
    expect(page.words).toMatch(/Post the card again Deep <b>sea<\/b> First add Usher to the channel/);
    await house.deliver();
    // Programs open links: only the press posts it.
    expect(posted()).toBe(0);
    expect((await browser.send(page, "Post the card again")).words).toContain("Sending again: ");
    await house.deliver();
    expect(posted()).toBe(1);
    expect((await browser.send(page, "Post the card again")).words).toContain("There is nothing to try again");
    expect((await browser.get(link.replace("what=card", "what=nothing"))).status).toBe(404);
  });

  it("of what can be done about an approved person, only what cannot be taken back is red", async () => {
    const code = await scheduled({ policy: "automatic" });
    await registered(code, "Ann Lee");
    const home = await homeOf(host, code);
    const [, key = ""] = /people\/(\w{16})/.exec((await browser.get(home)).html) ?? [];
    const { html } = await browser.get(`${home}/people/${key}`);
    expect(html).toContain('<button class="quiet">Reject</button>');
    expect([
      ...html.matchAll(/<summary class="button quiet bad">([^<]*)|<button class="quiet bad">([^<]*)/g),
    ]).toHaveLength(1);
  });

  it("S2, S4: a host decides on the page of one person, about what it showed", async () => {
    const code = await scheduled();
    const ann = await registered(code, "Ann Lee");
    const home = await homeOf(host, code);
    const list = await browser.get(home);
    const [, key = ""] = /people\/(\w{16})/.exec(list.html) ?? [];
    const page = `${home}/people/${key}`;
    const decided = await browser.post(page, { do: "decide", to: "approved", version: "1" });
    expect(decided.words).toContain("approved");
    // The act stands in a row with what it does; what can be decided besides comes once it cannot be undone.
    for (const words of ["Undo They’ll be told within a minute. Until then, you can undo."])
      expect(decided.words).toContain(words);
    const late = await browser.post(page, { do: "decide", to: "rejected", version: "1" });
    expect(late.status).toBe(400);
    expect(late.words).toContain("Hanna Host");
    for (const wrong of [
      { do: "decide", to: "everything", version: "2" },
      { do: "decide", to: "approved", version: "x" },
    ])
      expect((await browser.post(page, wrong)).status).toBe(400);
    house.clock.advance(HOUR / 30);
    await house.deliver();
    expect(last(ann.chat()).words).toContain("You’re in");
    const { words } = await browser.get(page);
    expect(words).toContain("Send status and link again They get their latest message again. Nothing else changes.");
    expect(words).toContain("Back to waiting They’re told that their request waits again.");
    expect((await browser.post(page, { do: "resend" })).words).toContain("on their way to Ann");
    await house.deliver();
    const freed = await browser.post(page, { do: "decide", to: "cancelled", version: "2" });
    expect(freed.words).toContain("cancelled");
  });

  it("S2, S4: who waits is approved or rejected in their row, and their page says so", async () => {
    const code = await scheduled();
    await registered(code, "Ann Lee");
    await registered(code, "Bob Ray");
    const home = await homeOf(host, code);
    const formsIn = (html: string) =>
      [...html.matchAll(/<form method="post" action="([^"]*)">.*?<button[^>]*aria-label="([^"]*)"/gs)].map(
        ([form = "", action = "", label = ""]) => {
          const fields = [...form.matchAll(/name="(\w+)" value="(\w+)"/g)].map(([, name = "", value = ""]) => [
            name,
            value,
          ]);
          return { action, label, fields: Object.fromEntries(fields) };
        },
      );
    const list = await browser.get(home);
    expect(list.words).toContain("2 of 10,000 seats taken: 2 waiting for approval.");
    expect(list.words).toMatch(/asked (just now|\d min\. ago)/);
    // *Approve* is what is wanted most; *Reject* is quiet, and looks like what it is.
    expect(new Set([...list.html.matchAll(/<button class="([^"]*)" aria-label/g)].map(([, look]) => look))).toEqual(
      new Set(["yes", "quiet bad"]),
    );
    const forms = formsIn(list.html);
    expect(forms.map(({ label }) => label).sort()).toEqual(
      ["Approve: Ann Lee", "Approve: Bob Ray", "Reject: Ann Lee", "Reject: Bob Ray"].sort(),
    );
    const [approve] = forms.filter(({ label }) => label === "Approve: Ann Lee");
    const done = await browser.post(approve?.action ?? "", approve?.fields ?? {});
    expect(done.words).toContain("Ann Lee");
    expect(done.words).toContain("approved");
    const left = formsIn((await browser.get(home)).html).map(({ label }) => label);
    expect(left.filter((label) => label.includes("Ann Lee"))).toEqual(["Undo: Ann Lee"]);
    expect(left).toHaveLength(3);
    const [reject] = forms.filter(({ label }) => label === "Reject: Bob Ray");
    await browser.post(reject?.action ?? "", reject?.fields ?? {});
    const soon = (await browser.get(home)).words;
    expect(soon).toContain("1 of 10,000 seats taken.");
    expect(soon).toContain("seat still held");
    house.clock.advance(2 * 60_000);
    await house.deliver();
    const later = (await browser.get(home)).words;
    expect(later).toMatch(/1 of 10,000 seats taken\./);
    expect(later).not.toMatch(/still held|not sent yet|Undo/);
  });

  it("N10: a decision is undone in its row before anybody is told, and not any more once they are", async () => {
    const code = await scheduled();
    const ann = await registered(code, "Ann Lee");
    const home = await homeOf(host, code);
    const undoIn = (html: string) =>
      /action="([^"]*)"><input[^>]*value="undo"><input[^>]*value="(\d+)"/.exec(html) ?? [];
    const [, key = ""] = /people\/(\w{16})/.exec((await browser.get(home)).html) ?? [];
    const page = `${home}/people/${key}`;
    await browser.post(page, { do: "decide", to: "rejected", version: "1" });
    const [, action = "", version = ""] = undoIn((await browser.get(home)).html);
    expect(action).toBe(page);
    for (const wrong of ["1", "x"]) expect((await browser.post(page, { do: "undo", version: wrong })).status).toBe(400);
    const undone = await browser.post(action, { do: "undo", version });
    expect(undone.status).toBe(200);
    expect(undone.words).toContain("waiting for approval");
    // The same press again changes nothing.
    expect((await browser.post(action, { do: "undo", version })).words).toContain("waiting for approval");
    house.clock.advance(2 * 60_000);
    await house.deliver();
    expect(ann.chat().map(({ words }) => words)).not.toContainEqual(expect.stringMatching(/Not accepted/));
    await browser.post(page, { do: "decide", to: "rejected", version: "3" });
    const late = undoIn((await browser.get(home)).html);
    house.clock.advance(2 * 60_000);
    await house.deliver();
    expect(undoIn((await browser.get(home)).html)).toEqual([]);
    const refused = await browser.post(page, { do: "undo", version: late[2] ?? "" });
    expect(refused.status).toBe(400);
    expect(last(ann.chat()).words).toContain("Not accepted");
  });

  it("P39: a guest's mistyped address is mended on the page; the former link leads nowhere", async () => {
    const code = await scheduled();
    await host.type(`invite ${code} gus@exmaple.org`);
    await house.deliver();
    const home = await homeOf(host, code);
    const [, key = ""] = /people\/(\w{16})/.exec((await browser.get(home)).html) ?? [];
    const page = `${home}/people/${key}`;
    const wrong = await browser.post(page, { do: "correct", address: "gus at example" });
    expect(wrong.status).toBe(400);
    expect(wrong.words).toContain("gus at example");
    expect((await browser.post(page, { do: "correct", address: "gus@example.org" })).words).toContain(
      "gus@example.org",
    );
    await house.deliver();
    expect(house.mail.inbox("gus@example.org")).toHaveLength(1);
    expect((await browser.get(home)).words).not.toContain("exmaple");
  });

  it("P13: the file has everybody, opens in Excel, and no cell starts a formula", async () => {
    const code = await scheduled();
    await (await host.questions(code)).standard({ company: "shown" });
    await registered(code, "=cmd|' /C calc'!A0", { answers: { Company: '@SUM(1,2), "Élan"' } }, "calc@acme.test");
    await registered(code, "Zoë Ünal", { answers: { Company: "+33 1 23" } }, "zoe@acme.test");
    await host.type(`invite ${code} silent@else.test`);
    await house.deliver();
    const home = await homeOf(host, code);
    const answer = await fetch(`${house.url}${home}/export.csv`);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="${code}.csv"`);
    const csv = Buffer.from(await answer.arrayBuffer()).toString("utf8");
    expect(csv.startsWith("\ufeff")).toBe(true);
    const [heads = [], ...rows] = rowsIn(csv);
    expect(rows).toHaveLength(3);
    expect(heads).not.toContain("Answers to a former form");
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[\s]*[=+\-@\t]/);
    const cellOf = (row: readonly string[] | undefined, head: string) => row?.[heads.indexOf(head)];
    expect(cellOf(rows[0], "Company")).toBe('\'@SUM(1,2), "Élan"');
    expect(cellOf(rows[1], "First name")).toBe("Zoë");
    expect(cellOf(rows[1], "Company")).toBe("'+33 1 23");
    expect(cellOf(rows[1], "Status")).toBe("waiting for approval");
    expect(cellOf(rows[1], "Registered at (ISO)")).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(cellOf(rows[1], "Registered at")).toMatch(/\(Europe\/Paris\)$/);
    expect(cellOf(rows[2], "E-mail")).toBe("silent@else.test");
    expect(cellOf(rows[2], "Registered")).toBe("No");
  });

  it("P13, S14: answers to a former form have a column where somebody gave any", async () => {
    const code = await scheduled();
    const form = await host.questions(code);
    await form.standard({ company: "shown" });
    await registered(code, "Ann Lee", { answers: { Company: "Acme" } });
    await (await host.questions(code)).standard({ company: "hidden" });
    const [heads = [], row = []] = rowsIn(
      await (await fetch(`${house.url}${await homeOf(host, code)}/export.csv`)).text(),
    );
    expect(row[heads.indexOf("Answers to a former form")]).toBe("Company: Acme");
  });

  it("S2: the link is one host's, for one webinar and 12 hours; nobody else gets in", async () => {
    const code = await scheduled();
    const other = await scheduled({ title: "Other" });
    const cora = await face.person("Cora Cohost");
    await host.type(`cohost ${code} @{Cora Cohost}`, { mention: [cora] });
    const sam = await face.person("Sam Stranger");
    expect((await sam.type(`export ${code}`)).words).toContain("Only Hanna Host");
    expect((await sam.type(`roster ${code}`)).words).toContain("Only Hanna Host");
    const [hosts, coras, others] = [await homeOf(host, code), await homeOf(cora, code), await homeOf(host, other)];
    const foreign = hosts.replace(code, other);
    for (const path of [foreign, `${hosts}x`, hosts.slice(0, -2), "/host/x", "/host/"])
      expect((await browser.get(path)).status, path).toBe(404);
    expect((await browser.get(others)).words).toContain("Other");
    expect((await browser.get(coras)).status).toBe(200);
    await host.type(`cohost ${code} remove @{Cora Cohost}`, { mention: [cora] });
    for (const path of [coras, `${coras}/export.csv`]) {
      const gone = await browser.get(path);
      expect(gone.status).toBe(403);
      expect(gone.words).toContain("Only Hanna Host");
    }
    house.clock.advance(12 * HOUR);
    const old = await browser.get(hosts);
    expect(old.words).toContain(`Type roster ${code}`);
    expect(old.status).toBe(403);
  });

  it("P12: a list is pasted on the page, checked, and invited in the background, with a file of the refused", async () => {
    const code = await scheduled();
    const home = await homeOf(host, code);
    const form = await browser.get(`${home}/invite`);
    expect(form.words).toContain("Invite people Deep <b>sea</b>");
    const rows = Array.from({ length: 130 }, (_, i) => `p${i}@example.org,Name <i>${i}</i>`);
    const list = ["email,name", "=cmd|'/c calc'!A1,Bad", ...rows, "P0@example.org,Again", "nobody,No"].join("\n");
    const checked = await browser.post(`${home}/invite`, { do: "check", list });
    expect(checked.words).toContain("130 people can be invited.");
    expect(checked.words).toContain("1 duplicate row was ignored.");
    expect(checked.words).toContain("row 134 (nobody) – not an email address");
    expect(house.mail.received.length).toBe(0);
    const token = /name="token" value="([^"]*)"/.exec(checked.html)?.[1] ?? "";
    const sent = await browser.post(`${home}/invite`, { do: "invite", token });
    expect(sent.status).toBe(303);
    const twice = await browser.post(`${home}/invite`, { do: "invite", token });
    expect(twice.location).toBe(sent.location);
    const progress = await browser.get(sent.location ?? "");
    expect(progress.words).toContain("Nobody is invited so far, and 130 are still to go.");
    expect(progress.headers.get("refresh")).toBe("4");
    await house.deliver();
    const end = await browser.get(sent.location ?? "");
    expect(end.words).toContain("130 people are invited");
    expect(end.headers.get("refresh")).toBeNull();
    expect(house.mail.inbox("p0@example.org").length).toBe(1);
    expect(last(host.chat()).words).toContain("130 people are invited");
    const file = await fetch(`${house.url}${sent.location}/refused.csv`);
    expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(rowsIn(await file.text())).toEqual([
      ["Row", "As written", "Why"],
      ["2", "'=cmd|'/c calc'!A1", "begins as a formula does"],
      ["134", "nobody", "not an email address"],
    ]);
  });

  it("P12: a file on the page; what cannot be read, and who may not, invites nobody", async () => {
    const code = await scheduled();
    const home = await homeOf(host, code);
    const send = async (bytes: Uint8Array<ArrayBuffer>, to = home) => {
      const body = new FormData();
      body.set("do", "check");
      body.set("list", "");
      body.set("file", new File([bytes], "people.csv"));
      return fetch(`${house.url}${to}/invite`, { method: "POST", body, headers: { origin: house.url } });
    };
    const good = await send(new Uint8Array(Buffer.from("\uFEFFname\temail\nZoë\tzoe@example.org\n", "utf16le")));
    expect(await good.text()).toContain("1 person can be invited.");
    const open = await send(new Uint8Array(Buffer.from('email\n"ann@example.org\n')));
    expect(open.status).toBe(400);
    expect(await open.text()).toContain("is never closed");
    expect((await send(new Uint8Array(5_300_000))).status).toBe(413);
    // Without a link of ours the bound is that of any form.
    expect((await send(new Uint8Array(700_000), `${home.slice(0, -3)}abc`)).status).toBe(413);
    const foreign = await fetch(`${house.url}${home}/invite`, {
      ...{ method: "POST", body: new URLSearchParams({ do: "check", list: "ann@example.org" }) },
      headers: { origin: "https://evil.example" },
    });
    expect(foreign.status).toBe(403);
    const lost = await browser.post(`${home}/invite`, { do: "invite", token: "unknown" });
    expect(lost.status).toBe(400);
    await house.deliver();
    expect(house.mail.inbox("zoe@example.org")).toEqual([]);
    house.clock.advance(13 * HOUR);
    expect((await browser.get(`${home}/invite`)).words).toContain("This link was good for 12 hours.");
  });

  it("a host sees the mail, the page and the form as an invitee will, and nothing is sent by it", async () => {
    const own = (part: string) => `In my own words: ${part}`;
    const code = await scheduled({
      visibility: "invited_only",
      approvalText: own("approval"),
      reminderText: own("reminder"),
      followUpText: own("follow-up"),
    });
    const home = await homeOf(host, code);
    expect((await browser.get(home)).html).toContain(
      `<a class="button quiet" href="${home}/preview">See it as an invitee</a>`,
    );
    const shown = await browser.get(`${home}/preview`);
    expect(shown.html).toContain(`<iframe src="${home}/preview/mail" title="Email" sandbox></iframe>`);
    const mail = await fetch(new URL(`${home}/preview/mail`, house.url));
    const letter = await mail.text();
    expect(letter).toContain("You’re invited: Deep &lt;b&gt;sea&lt;/b&gt;");
    expect(letter).not.toMatch(/Guest|\/\/meet\./);
    expect(mail.headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
    );
    // The webinar's name is that of the preview itself: the heading says what this page is for.
    expect(shown.html).toContain('<h1 dir="auto">See it as an invitee</h1>');
    const page = await browser.get(`${home}/preview?as=page`);
    expect(page.words).toMatch(/Deep <b>sea<\/b> \w+day, .* Hosted by Hanna Host/);
    expect(page.words).toContain("only they see this, by their own link");
    expect(page.html).not.toContain("og:title");
    // Nothing of it can be pressed by mistake.
    expect(page.html).toMatch(/<button type="button" disabled>(Register|Join)<\/button>/);
    expect(page.html).not.toContain('/register"');
    const form = await browser.get(`${home}/preview?as=form`);
    expect(form.html).toMatch(/<fieldset disabled><legend><h2>Request a seat<\/h2><\/legend>[\s\S]*name="firstName"/);
    // What carries the host's own words comes as it will be read: the way in of a reminder, the thanks after the end.
    for (const [part, words] of [
      ["approval", "You’re in"],
      ["reminder", "Deep"],
      ["follow-up", "Thank you for coming"],
    ] as const) {
      const tab = await browser.get(`${home}/preview?as=${part}`);
      expect(tab.html).toContain(`<iframe src="${home}/preview/mail?as=${part}"`);
      const read = await (await fetch(new URL(`${home}/preview/mail?as=${part}`, house.url))).text();
      expect(read).toContain(words);
      expect(read).toContain(own(part));
    }

    // A stranger, and who hosts it no more, see none of it.
    for (const path of ["/preview", "/preview/mail"])
      expect((await browser.get(`${home.slice(0, -3)}abc${path}`)).status).toBe(404);
    expect((await browser.get(`${home}?tab=invited`)).words).toContain("Everybody (0)");
  });
});
