import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { QuestionFields } from "../../src/core/hosting/form-changes.ts";
import type { Address, WebinarCode } from "../../src/core/model/ids.ts";
import { makeLog } from "../../src/log.ts";
import { siteOf, wireCore } from "../../src/wire.ts";
import { codeIn, type Face, last, type Persona, registrationIdIn } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeBrowser } from "../setup/browser.ts";
import { type House, openHouse } from "../setup/house.ts";
import { freshRequest, ORGANISATION } from "../setup/store.ts";

const GUEST = "guest@example.org";
const NAMES = { firstName: "Gus", lastName: "Guest" };

describe("what strangers and guests send", () => {
  let house: House;
  let face: Face;
  let host: Persona;
  let browser: ReturnType<typeof makeBrowser>;
  const errorLines: string[] = [];

  beforeEach(async () => {
    errorLines.length = 0;
    const destination = { write: (line: string) => errorLines.push(line) };
    house = await openHouse({
      env: { USHER_LANDING_DOMAINS: "example.org" },
      log: makeLog({ level: "error", destination }),
    });
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
    browser = makeBrowser(house.url);
  });
  afterEach(() => house.stop());

  const scheduled = async (fields: Partial<Parameters<Persona["schedule"]>[0]> = {}) =>
    codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10, ...fields })) as WebinarCode;
  const mails = (address = GUEST) => house.mail.inbox(address).map(({ mail }) => mail);
  const linkIn = (text: string | undefined, part: string): string => {
    const link = (text ?? "").match(/https?:\/\/\S+/g)?.find((url) => url.includes(part));
    if (!link) throw new Error(`no ${part} link in: ${text}`);
    return link;
  };
  const invited = async (code: string): Promise<string> => {
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    return linkIn(mails().at(-1)?.text, "/me/");
  };
  /** Posts as a program does, and says how long the answer took. */
  const post = async (url: string, body: string | FormData, headers: Record<string, string> = {}) => {
    const begun = performance.now();
    const answer = await fetch(new URL(url, house.url), {
      method: "POST",
      redirect: "manual",
      headers: { origin: house.url, ...headers },
      body,
    });
    return { status: answer.status, html: await answer.text(), ms: performance.now() - begun };
  };
  const formData = (fields: Readonly<Record<string, string>>): FormData => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return body;
  };
  /** Asks one more question, of the host's own. */
  const asked = async (code: WebinarCode, fields: Partial<QuestionFields>) => {
    const { core } = wireCore({
      redis: house.redis,
      site: siteOf(house.config),
      clock: house.clock,
      secret: "",
    });
    const by = await core.people.byAddress(ORGANISATION, host.address as Address);
    if (!by) throw new Error("the host is not known");
    const all = {
      type: "line",
      label: "Why?",
      required: false,
      maxLength: 0,
      options: "",
      whenQuestion: "",
      whenIs: "",
    };
    const act = { do: "put", fields: { ...all, ...fields } as QuestionFields } as const;
    const changed = await core.formBuilder.change({
      ...{ organisation: ORGANISATION, code, requestId: freshRequest(), way: "slack", by, act },
    });
    const made = changed.ok ? changed.value.form.questions.at(-1) : undefined;
    if (!changed.ok || !made) throw new Error("no question was added");
    return { form: changed.value.form.id, question: made.id, input: `q.${made.id}` };
  };

  it("XA1: a name or an answer made of accents by the hundred thousand holds up nobody else", async () => {
    const code = await scheduled({ inMinutes: 600 });
    const { form, question, input } = await asked(code, {});
    const accents = `A${"\u0300\u0316".repeat(75_000)}`;
    const fields = { form, asked: "", shown: question, ...NAMES, address: GUEST };
    for (const long of [{ firstName: accents }, { [input]: accents }]) {
      const { status, ms } = await post(`/w/${code}/register`, formData({ ...fields, ...long }));
      expect(status).not.toBe(500);
      expect(ms).toBeLessThan(5_000);
    }
    const me = await invited(code);
    await post(me, formData({ ...fields, do: "register", from: "0" }));
    await house.deliver();
    await host.ask(last(face.channel()), "Which team?");
    const inquiry = /name="inquiry" value="(\w+)"/.exec((await browser.get(me)).html)?.[1] ?? "";
    expect((await post(me, formData({ do: "answer", inquiry: "ABCDEFGH", text: accents }))).ms).toBeLessThan(5_000);
    // What people really write stays as it is.
    await post(me, formData({ do: "answer", inquiry, text: "Zoë\u0308 Nguye\u0302\u0303n" }));
    await house.deliver();
    expect(last(face.thread(last(face.channel()))).words).toContain("Zoë\u0308 Nguyễn");
  });

  it("XA2: a way in that was given out leads nowhere once the host rejects, or cancels the webinar", async () => {
    const code = await scheduled();
    const me = await invited(code);
    const id = registrationIdIn({ words: mails()[0]?.text ?? "", labels: [] });
    await browser.post(me, { do: "register", ...NAMES, from: "0" });
    await house.deliver();
    await host.decide(last(face.channel()), "Approve");
    const wayIn = async () => linkIn((await browser.post(me, { do: "join", id })).html.replaceAll('"', " "), "/j/");
    const [first, second] = [await wayIn(), await wayIn()];
    expect((await browser.get(first)).location).toBe("https://meet.example.com/room");
    const third = await wayIn();
    await host.decideWith(last(face.channel()), { to: "rejected" });
    const rejected = await browser.get(second);
    expect([rejected.status, rejected.location]).toEqual([403, null]);
    expect(rejected.words).toContain("did not accept");
    await host.decideWith(last(face.channel()), { to: "approved" });
    expect((await browser.get(third)).location).toBe("https://meet.example.com/room");
    const fourth = await wayIn();
    await host.type(`cancel ${code}`);
    house.clock.advance(3 * 3_600_000);
    const over = await browser.get(fourth);
    expect([over.status, over.location]).toEqual([403, null]);
  });

  it("XA3: the page that refuses another site's form leads to no other site", async () => {
    for (const path of ["//evil.example/x", "///evil.example/x", "/%5Cevil.example/x", "/%09/evil.example/x"]) {
      const { status, html } = await post(`${house.url}${path}`, "a=1", {
        origin: "https://evil.example",
        "content-type": "application/x-www-form-urlencoded",
      });
      expect(status).toBe(403);
      const [, href = ""] = /href="([^"]+)"/.exec(html) ?? [];
      expect(new URL(href, house.url).origin).toBe(house.url);
    }
  });

  it("XA4: confirmed drafts make room for as many others, and never for more, however long it goes on", async () => {
    const code = await scheduled({ inMinutes: 600 });
    const draft = async (address: string) =>
      (await browser.post(`/w/${code}/register`, { ...NAMES, address }, { "x-forwarded-for": "2001:db8::1" })).status;
    const confirmAll = async (addresses: readonly string[]) => {
      for (const address of addresses) await browser.post(linkIn(mails(address)[0]?.text, "draft="), { do: "confirm" });
    };
    const own = Array.from({ length: 20 }, (_, i) => `own${i}@example.net`);
    for (const address of own) expect(await draft(address)).toBe(200);
    await house.deliver();
    // The hour in which they were counted is over.
    for (const key of await house.redis.keys("usher:limit:*")) await house.redis.del(key);
    await confirmAll(own);
    const statuses = [];
    for (let i = 0; i < 25; i += 1) statuses.push(await draft(`other${i}@example.net`));
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  });

  it("XA5: a body that is no form is the sender's fault: 400, and no error line", async () => {
    const code = await scheduled();
    const me = await invited(code);
    for (const path of [`/w/${code}/register`, `/w/${code}/join`, me])
      for (const type of ["multipart/form-data", "multipart/form-data; boundary=x"])
        expect((await post(path, "hello", { "content-type": type })).status, `${path} ${type}`).toBe(400);
    expect(errorLines).toEqual([]);
  });

  it("XA6: names that every object has are no questions: the form is shown again", async () => {
    const code = await scheduled({ inMinutes: 600 });
    const { form, question, input } = await asked(code, { label: "Team?", required: true });
    await asked(code, { whenQuestion: question, whenIs: "red" });
    const now = (await browser.get(`/w/${code}/register`)).html;
    const current = /name="form" value="([^"]+)"/.exec(now)?.[1] ?? form;
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"])
      for (const state of [
        { asked: name, shown: question },
        { asked: "", shown: `${question} ${name}`, [input]: "red" },
      ]) {
        const fields = { form: current, ...NAMES, address: GUEST, ...state };
        expect((await post(`/w/${code}/register`, formData(fields))).status, JSON.stringify(state)).toBeLessThan(500);
      }
    expect(errorLines).toEqual([]);
  });

  it("XA7: an answer far longer than any form takes is cut before it is compared, and no draft keeps what answers nothing", async () => {
    const code = await scheduled({ inMinutes: 600 });
    const { form, question, input } = await asked(code, { label: "Team?" });
    const fields = { form, asked: "", shown: question, ...NAMES, address: GUEST };
    const { status, html } = await post(`/w/${code}/register`, formData({ ...fields, [input]: "x".repeat(600_000) }));
    expect(status).toBe(400);
    expect(html).toContain("too long");
    expect(html.length).toBeLessThan(50_000);
    const padded = formData({ ...fields, [input]: `blue${" ".repeat(300_000)}` });
    padded.append(input, "y".repeat(300_000));
    expect((await post(`/w/${code}/register`, padded)).status).toBe(200);
    const [draft = ""] = await house.redis.keys("*:w:*draft:*");
    expect(await house.redis.strlen(draft)).toBeLessThan(2_000);
  });

  it("XA8: an address is one however its accents are typed, and gets its mail", async () => {
    const code = await scheduled({ inMinutes: 600 });
    await browser.post(`/w/${code}/register`, { ...NAMES, address: "J\u030Can@example.org" });
    await house.usher.worker.drain();
    expect(house.mail.received.flatMap(({ envelopeTo }) => envelopeTo)).toContain("\u01F0an@example.org");
  });

  it("XA9: whoever opens the gate by a code in small letters comes to the one address, where they count once", async () => {
    const code = await scheduled({ registration: false, registrationIds: false });
    const small = await browser.get(`/w/${code.toLowerCase()}/join`);
    expect([small.status, small.location, small.headers.get("set-cookie")]).toEqual([302, `/w/${code}/join`, null]);
    const gate = await browser.get(small.location ?? "");
    expect(gate.headers.get("set-cookie")).toContain(`Path=/w/${code};`);
  });

  it("XA10: a list of thousands of languages is not read", async () => {
    const code = await scheduled();
    const languages = `${"a,".repeat(5_000)}fr`;
    expect((await browser.get(`/w/${code}`, { "accept-language": languages })).html).toContain('<html lang="en">');
    expect((await browser.get(`/w/${code}`, { "accept-language": "fr, en;q=0.1" })).html).toContain('<html lang="fr">');
  });

  it("XA11: a form sent once more after its registration was cancelled does not thank anybody for registering", async () => {
    const code = await scheduled({ inMinutes: 600, landing: "https://example.org/thanks" });
    const me = await invited(code);
    const send = () => browser.post(me, { do: "register", ...NAMES, from: "0" });
    expect((await send()).location).toBe("https://example.org/thanks");
    await browser.post(me, { do: "leave_now" });
    const again = await send();
    expect([again.status, again.location]).toEqual([200, null]);
  });
});
