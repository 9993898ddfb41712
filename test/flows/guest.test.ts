import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeIn, type Face, last, type Persona, registrationIdIn } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeBrowser } from "../setup/browser.ts";
import { type House, openHouse } from "../setup/house.ts";

const GUEST = "guest@example.org";

describe("a guest, by mail and page", () => {
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
    codeIn(await host.schedule({ title: "Deep <b>sea</b> & more", inMinutes: 10, ...fields }));
  const mails = (address = GUEST) => house.mail.inbox(address).map(({ mail }) => mail);
  const linkIn = (text: string | undefined, part: string): string => {
    const link = (text ?? "").match(/https?:\/\/\S+/g)?.find((url) => url.includes(part));
    if (!link) throw new Error(`no ${part} link in: ${text}`);
    return link;
  };

  it("C14: a link with what ended the sentence around it leads to the page", async () => {
    const code = await scheduled();
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    const me = new URL(linkIn(mails()[0]?.text, "/me/")).pathname;
    for (const path of [`/w/${code}`, `/w/${code}/register`, `/w/${code}/join`, me])
      for (const ending of ["/", ".", "./", ",", ").", "%20", "%C2%BB"]) {
        const answer = await fetch(`${house.url}${path}${ending}?draft=x`, { redirect: "manual" });
        expect([answer.status, answer.headers.get("location")], path + ending).toEqual([302, `${path}?draft=x`]);
        expect(answer.headers.get("cache-control")).toBe("no-store");
      }
    expect((await fetch(`${house.url}${me}.`)).status).toBe(200);
    expect((await fetch(`${house.url}/w/${code}./`)).status).toBe(200);
    expect((await fetch(`${house.url}//evil.example/`, { redirect: "manual" })).status).toBe(404);
  });

  it("P29: a guest declines by the mail's other link and a press, is told of nothing more, and registers after all", async () => {
    const code = await scheduled({ title: "Deep sea", inMinutes: 600 });
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    const [invitation] = mails();
    const links = (invitation?.text ?? "").match(/https?:\/\/\S+\/me\/\S+/g) ?? [];
    const [me = "", other = ""] = links;
    expect(me).toMatch(/\?from=invitation$/);
    expect(other).toBe(me.replace("?from=invitation", "?decline"));
    // Mail programs open links by themselves: that declines nothing.
    const asked = await browser.get(other);
    expect(asked.words).toContain("Decline the invitation to Deep sea?");
    expect((await browser.get(me)).words).toContain("First name");
    const declined = await browser.send(asked, "Decline");
    expect(declined.words).toContain("You’re not coming: Deep sea");
    expect((await browser.get(other)).words).not.toContain("Decline the invitation");
    expect((await host.type(`log ${code}`)).words).toContain("(page) – declined the invitation");
    await (await host.edit(code)).send({ inMinutes: 900 });
    await house.deliver();
    expect(mails()).toHaveLength(1);

    const form = await browser.get(me);
    expect(form.html).not.toContain(">Decline<");
    const back = await browser.send(form, "Send request", { firstName: "Gus" });
    expect(back.words).toContain("Request received");
    expect((await browser.post(me, { do: "decline" })).words).toContain("Request received");
    // The invitation's own *Decline* is to cancel by now, which asks first.
    expect((await browser.get(other)).words).toContain("Withdraw your request for “Deep sea”?");
  });

  it("N9: a guest is asked by mail, and answers on their page; the answer stands under the card", async () => {
    const code = await scheduled({ inMinutes: 600 });
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    const me = linkIn(mails()[0]?.text, "/me/");
    await browser.post(me, { do: "register", firstName: "Gus", lastName: "Guest", from: "0" });
    await house.deliver();
    await host.ask(last(face.channel()), "Which <team>?");
    await house.deliver();
    const asked = mails().at(-1);
    expect(asked?.subject).toBe("A question for you: Deep <b>sea</b> & more");
    expect(asked?.text).toContain("Which <team>?");
    expect(String(asked?.html)).toContain("Which &lt;team&gt;?");
    const page = await browser.get(linkIn(asked?.text, "/me/"));
    expect(page.words).toContain("The hosts ask you");
    expect(page.html).toContain("Which &lt;team&gt;?");
    const inquiry = /name="inquiry" value="(\w+)"/.exec(page.html)?.[1] ?? "";
    const empty = await browser.post(me, { do: "answer", inquiry, text: " " });
    expect(empty.words).toContain("Please answer this.");
    const forged = await browser.post(me, { do: "answer", inquiry: "ABCDEFGH", text: "Mine" });
    expect(forged.words).toContain("The hosts ask you");
    expect((await browser.post(me, { do: "answer", inquiry, text: "The red one" })).words).toContain(
      "Your answer was sent",
    );
    expect((await browser.post(me, { do: "answer", inquiry, text: "Blue" })).words).toContain("answered that question");
    expect((await browser.get(me)).words).not.toContain("The hosts ask you");
    await house.deliver();
    expect(face.thread(last(face.channel())).map(({ words }) => words)).toEqual([
      expect.stringContaining("Which <team>?"),
      expect.stringContaining("The red one"),
    ]);
  });

  it("S5, S8: invited by mail, the guest goes the whole way with the personal link", async () => {
    const code = await scheduled();
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    const [invitation] = mails();
    const id = registrationIdIn({ words: invitation?.text ?? "", labels: [] });
    const [me = ""] = linkIn(invitation?.text, "/me/").split("?");

    const form = await browser.get(me);
    expect(form.words).toContain("Deep <b>sea</b> & more");
    expect(form.html).not.toContain("<b>sea</b>");
    const incomplete = await browser.post(me, { do: "register", firstName: "", lastName: "Guest", from: "0" });
    expect(incomplete.status).toBe(400);
    expect(incomplete.words).toContain("Please enter the first name.");
    const sent = await browser.post(me, { do: "register", firstName: "Gus", lastName: "Guest", from: "0" });
    expect(sent.words).toContain("Request received");
    await house.deliver();
    expect((await browser.post(me, { do: "join", id })).words).toContain("Request received");

    expect((await host.decide(last(face.channel()), "Approve")).words).toContain("Gus Guest is approved");
    const approval = mails().at(-1);
    expect(approval?.subject).toBe("You’re in: Deep <b>sea</b> & more");
    expect(registrationIdIn({ words: approval?.text ?? "", labels: [] })).toBe(id);
    expect(String(approval?.html)).toContain("Deep &lt;b&gt;sea&lt;/b&gt; &amp; more");

    expect((await browser.get(me)).html).not.toContain(id);
    // S8: one answer for every wrong ID; no address is shown here, so none is spoken of.
    const wrong = ["AAAA-BBBB-CCCC", "x"].map((typed) => browser.post(me, { do: "join", id: typed }));
    for (const { words } of await Promise.all(wrong)) {
      expect(words).toContain("That is not the registration ID of this registration.");
      expect(words).not.toContain("email address");
    }
    // The webinar's code is what people take for it.
    for (const path of [me, `/w/${code}/join`])
      expect((await browser.post(path, { do: "join", address: GUEST, id: code })).words).toContain(
        "That is the webinar’s code. Your registration ID is longer",
      );
    const resent = await browser.send(await browser.get(me), "Email it to me");
    expect(resent.words).toContain("Sent again. Check your email.");
    expect(resent.words).not.toContain("your messages");
    expect(resent.html).toContain(`href="${me}"`);
    const admitted = await browser.post(me, { do: "join", id: id.toLowerCase() });
    expect(admitted.words).toContain("Welcome to Deep");
    expect(admitted.html).not.toContain("meet.example.com");
    const way = new URL(linkIn(admitted.html.replaceAll('"', " "), "/j/"));
    expect((await fetch(way, { method: "HEAD" })).status).toBe(204);
    expect((await browser.get(way.href)).location).toBe("https://meet.example.com/room");
    expect((await browser.get(way.href)).words).toContain("once, within five minutes");

    expect((await browser.post(me, { do: "leave_now" })).words).toContain("Your registration is cancelled");
    expect((await browser.post(me, { do: "join", id })).words).not.toContain("Welcome");
    const back = await browser.post(me, { do: "register", firstName: "Gus", lastName: "Guest", from: "3" });
    expect(back.words).toContain("Request received");
  });

  it("a stranger registers on the page: a draft without a seat, until the mailed link confirms it", async () => {
    const code = await scheduled({ cap: "1" });
    const about = await browser.get(`/w/${code}`);
    expect(about.words).toContain("Hanna Host");
    const wrong = await browser.post(`/w/${code}/register`, { firstName: "Gus", lastName: "Guest", address: "gus@" });
    expect(wrong.words).toContain("is not an email address");
    expect(wrong.html).toContain('value="Gus"');
    const sent = await browser.post(`/w/${code}/register`, { firstName: "Gus", lastName: "Guest", address: GUEST });
    expect(sent.words).toContain("Check your email");
    expect(sent.html).toMatch(new RegExp(`class="button quiet" href="[^"]*/w/${code}"`));
    await house.deliver();
    expect(face.channel().filter(({ words }) => words.includes("Gus"))).toEqual([]);
    const confirm = linkIn(mails()[0]?.text, "draft=");
    // Opening the link is not enough: mail programs do that by themselves.
    const asked = await browser.get(confirm);
    expect(asked.words).toContain(`the registration of Gus Guest (${GUEST}) is sent`);
    expect(asked.words).toContain("Confirm my registration");
    await house.deliver();
    expect(face.channel().filter(({ words }) => words.includes("Gus"))).toEqual([]);
    expect((await browser.post(confirm, { do: "confirm" })).words).toContain("Request received");
    expect((await browser.post(confirm, { do: "confirm" })).words).toContain("Request received");
    // Opened once more, it says where that stands.
    const again = await browser.get(confirm);
    expect(again.words).toContain("Waiting for approval: ");
    expect(again.words).not.toContain("Confirm my registration");
    await house.deliver();
    expect(face.channel().filter(({ words }) => words.includes("Gus Guest asks"))).toHaveLength(1);
    expect(mails().map(({ subject }) => subject)).toEqual([
      "Confirm your registration: Deep <b>sea</b> & more",
      "Request received: Deep <b>sea</b> & more",
    ]);
  });

  it("S8: a wrong ID, somebody else's ID and an unknown address get one and the same answer, and five lock the pair", async () => {
    const code = await scheduled();
    await host.type(`invite ${code} ${GUEST} other@example.org`);
    await house.deliver();
    const other = registrationIdIn({ words: mails("other@example.org")[0]?.text ?? "", labels: [] });
    const tries = [
      { address: GUEST, id: "AAAA-BBBB-CCCC" },
      { address: GUEST, id: other },
      { address: "unknown@example.org", id: other },
      { address: GUEST, id: "" },
    ];
    const answers = [];
    for (const given of tries) answers.push(await browser.post(`/w/${code}/join`, given));
    const texts = new Set(answers.map(({ words }, i) => words.replaceAll(tries[i]?.address ?? "", "")));
    expect(texts.size).toBe(1);
    expect([...texts][0]).toContain("do not belong together");
    await browser.post(`/w/${code}/join`, { address: GUEST, id: "x" });
    await browser.post(`/w/${code}/join`, { address: GUEST, id: "x" });
    const locked = await browser.post(`/w/${code}/join`, { address: GUEST, id: "x" });
    expect(locked.words).toContain("too many wrong tries");
    // From elsewhere, and by the personal link, the owner is not locked out by that.
    const elsewhere = await browser.post(
      `/w/${code}/join`,
      { address: GUEST, id: "x" },
      { "x-forwarded-for": "203.0.113.9" },
    );
    expect(elsewhere.words).toContain("do not belong together");
    const me = linkIn(mails()[0]?.text, "/me/");
    await browser.post(me, { do: "register", firstName: "Gus", lastName: "Guest", from: "0" });
    await house.deliver();
    await host.decide(last(face.channel()), "Approve");
    const id = registrationIdIn({ words: mails().at(-1)?.text ?? "", labels: [] });
    expect((await browser.post(me, { do: "join", id })).words).toContain("Welcome");
  });

  it("with IDs off a typed address gets its personal link mailed, and the page tells nobody who is registered", async () => {
    const code = await scheduled({ registrationIds: false });
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    const before = mails().length;
    const known = await browser.post(`/w/${code}/join`, { address: GUEST });
    const unknown = await browser.post(`/w/${code}/join`, { address: "nobody@example.org" });
    expect(unknown.words).toBe(known.words);
    // Who is not registered is led on, and so is who types nothing.
    expect(unknown.html).toMatch(new RegExp(`Not registered yet\\? <a href="[^"]*/w/${code}/register"`));
    const empty = await browser.post(`/w/${code}/join`, { address: " " });
    expect(empty.words).toContain("Write your email address, such as ann@example.com.");
    await house.deliver();
    expect(mails()).toHaveLength(before + 1);
    expect(mails("nobody@example.org")).toEqual([]);
  });

  it("the page cannot be made to flood somebody with mail", async () => {
    const code = await scheduled();
    const ask = (address: string) => browser.post(`/w/${code}/register`, { firstName: "A", lastName: "B", address });
    for (let i = 0; i < 3; i += 1) await ask(GUEST);
    expect((await ask(GUEST)).words).toContain("several emails within the hour");
    for (let i = 0; i < 36; i += 1) await ask(`p${i}@example.org`);
    expect((await ask("one-more@example.org")).words).toContain("from your network");
    await house.deliver();
    expect(mails()).toHaveLength(3);
    expect(mails("one-more@example.org")).toEqual([]);
  });

  it("wrong addresses, foreign forms and large bodies are refused in words", async () => {
    const code = await scheduled();
    for (const path of [
      "/w/ZZZZZZ",
      "/w/ZZZZZZ/register",
      "/w/ZZZZZZ/join",
      "/w/%3Cscript%3E",
      "/me/x.y.z",
      "/nowhere",
    ]) {
      const answer = await browser.get(path);
      expect(answer.status, path).toBe(404);
      expect(answer.html).not.toContain("<script>");
    }
    expect((await browser.get("/j/x.y")).words).toContain("once, within five minutes");
    const foreign = await browser.post(
      `/w/${code}/register`,
      { firstName: "A", lastName: "B", address: GUEST },
      { origin: "https://evil.example" },
    );
    expect(foreign.status).toBe(403);
    const large = await browser.post(`/w/${code}/register`, {
      firstName: "A".repeat(200_000),
      lastName: "B",
      address: GUEST,
    });
    expect(large.status).toBe(413);
    const page = await browser.get(`/w/${code}`);
    expect(page.headers.get("content-security-policy")).toMatch(
      /default-src 'none'; style-src 'nonce-[^']+'; script-src 'nonce-[^']+'; img-src 'self'; /,
    );
    expect(page.headers.get("referrer-policy")).toBe("same-origin");
    expect(page.headers.get("cache-control")).toBe("no-store");
    const french = await browser.get(`/w/${code}`, { "accept-language": "fr-CH, fr;q=0.9" });
    expect(french.words).toContain("M’inscrire");
  });

  it("a long or evil name in a mail header stays one header and one recipient", async () => {
    const code = await scheduled({ title: "Deep\r\nBcc: victim@example.org\r\n sea" });
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    const [received] = house.mail.inbox(GUEST);
    expect(received?.envelopeTo).toEqual([GUEST]);
    expect(received?.mail.bcc).toBeUndefined();
    expect(received?.mail.subject).toBe("You’re invited: Deep Bcc: victim@example.org sea");
    expect(house.mail.inbox("victim@example.org")).toEqual([]);
  });

  it("S8: until the doors open no ID is compared, and the gate says so: nobody takes a wrong one for right", async () => {
    const code = await scheduled({ inMinutes: 60 });
    const early = await browser.post(`/w/${code}/join`, { address: GUEST, id: "ABCD-EFGH-JKLM" });
    expect(early.words).toContain("It’s too early to join. Your registration ID is checked once the doors are open.");
    expect(early.words).toMatch(/The doors open .*Come back then\./);
    expect(early.html.match(/<p class="note"/g)).toHaveLength(1);
    // Until then there is the calendar, and the webinar's page.
    expect(early.html).toContain(`/w/${code}/event.ics"`);
    expect(early.words).toContain("See the webinar’s page");
  });

  it("B9, S16: the typed gate asks who comes late for the password too", async () => {
    const code = await scheduled({ password: "sesame" });
    const before = await browser.get(`/w/${code}/join`);
    expect(before.words).not.toContain("Password");
    house.clock.advance(12 * 60_000);
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    const invitation = mails()[0]?.text;
    await browser.post(linkIn(invitation, "/me/"), { do: "register", firstName: "Gus", lastName: "Guest", from: "0" });
    await house.deliver();
    await host.decide(last(face.channel()), "Admit now");
    const id = registrationIdIn({ words: mails().at(-1)?.text ?? "", labels: [] });
    const gate = await browser.get(`/w/${code}/join`);
    expect(gate.html).toContain('name="password"');
    const enter = (password: string) => browser.post(`/w/${code}/join`, { do: "join", address: GUEST, id, password });
    expect((await enter("")).words).toContain("password from your confirmation lets you in");
    expect((await enter("wrong")).words).toContain("That password isn’t right");
    expect((await enter("sesame")).words).toContain("Welcome to Deep");
  });

  it("B10: what a guest did on the page stands under their name in the log", async () => {
    const code = await scheduled({ inMinutes: 600 });
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    const me = linkIn(mails()[0]?.text, "/me/");
    await browser.post(me, { do: "register", firstName: "Gus", lastName: "Guest", from: "0" });
    await browser.post(me, { do: "leave_now" });
    const log = (await host.type(`log ${code}`)).words;
    expect(log.match(/Gus Guest \(page\)/g)).toHaveLength(2);
    expect(log).not.toContain("Usher (page)");
  });

  it("B1, S6: who comes by their link before their new ID reached them is sent it, once", async () => {
    const code = await scheduled({ registrationIds: false, policy: "automatic" });
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    const me = linkIn(mails()[0]?.text, "/me/");
    await browser.post(me, { do: "register", firstName: "Gus", lastName: "Guest", from: "0" });
    await house.deliver();
    await (await host.edit(code)).send({ registrationIds: true });
    // The change has reached nobody yet.
    expect((await browser.post(me, { do: "join", id: "" })).words).toContain("Yours is on its way to you");
    await house.deliver();
    const sent = mails().filter(({ subject }) => subject?.startsWith("You now need an ID to join"));
    expect(sent).toHaveLength(1);
    const id = registrationIdIn({ words: sent[0]?.text ?? "", labels: [] });
    expect((await browser.post(me, { do: "join", id })).words).toContain("Welcome to Deep");
  });

  it("B6: a guest whose registration was deleted registers on the page as new", async () => {
    const code = await scheduled({ inMinutes: 600, registrationIds: false, policy: "automatic" });
    const register = async () => {
      await browser.post(`/w/${code}/register`, { firstName: "Gus", lastName: "Guest", address: GUEST });
      await house.deliver();
      return browser.post(linkIn(mails().at(-1)?.text, "/w/"), {});
    };
    expect((await register()).words).toContain("You’re in");
    await house.deliver();
    const form = await host.edit(code);
    await form.send({ registration: false });
    await form.send({ registration: false }, { confirm: code });
    await house.deliver();
    expect(mails().at(-1)?.subject).toContain("No registration needed any more");
    await (await host.edit(code)).send({ registration: true });
    const page = await register();
    expect(page.words).toContain("You’re in");
  });
});
