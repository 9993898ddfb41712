import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeLog } from "../../src/log.ts";
import { codeIn, type Face, last, type Persona, registrationIdIn } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeBrowser } from "../setup/browser.ts";
import { startChromium } from "../setup/chromium.ts";
import { type House, openHouse } from "../setup/house.ts";

const GUEST = "guest@example.org";
const MEETING = "https://meet.example.com/deep-sea";

describe("Join in a guest's own mail", () => {
  let house: House;
  let face: Face;
  let host: Persona;
  let chromium: Browser;
  let page: Page;
  let logged: string[];
  /** The request lines of all that the browser asked for. */
  let asked: string[];
  /** Where the browser was led beyond Usher. */
  let led: string[];

  beforeAll(async () => {
    chromium = await startChromium({ log: makeLog({ level: "silent" }) });
  });
  afterAll(() => chromium.close());

  beforeEach(async () => {
    [logged, asked, led] = [[], [], []];
    const destination = { write: (line: string) => void logged.push(line) };
    house = await openHouse({ log: makeLog({ level: "debug", destination }) });
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
    // The page's own policy holds: what it would not let through does not run.
    page = await (await chromium.newContext({ locale: "en-GB", timezoneId: "Europe/Paris" })).newPage();
    page.setDefaultTimeout(10_000);
    page.on("request", (request) => asked.push(`${request.method()} ${request.url()}`));
    // The way to the meeting is Usher's own; the meeting itself stands outside.
    await page.route("**/j/*", async (route) => {
      led.push((await route.fetch({ maxRedirects: 0 })).headers().location ?? "");
      await route.fulfill({ contentType: "text/html", body: "<title>The meeting</title>" });
    });
  });
  afterEach(async () => {
    await page.context().close();
    await house.stop();
  });

  const mails = () => house.mail.inbox(GUEST).map(({ mail }) => mail);
  const linkIn = (text: string | undefined): string => /https?:\/\/\S+\/me\/[^\s#?]+/.exec(text ?? "")?.[0] ?? "";
  /** Where the *Join* of the newest mail leads. */
  const joinIn = (): string => /https?:\/\/\S+\/me\/\S+#\S+/.exec(mails().at(-1)?.text ?? "")?.[0] ?? "";
  const posts = () => asked.filter((line) => line.startsWith("POST"));

  const expectMeeting = async () => {
    await page.waitForURL("**/j/*");
    expect(led).toEqual([MEETING]);
  };

  /** Schedules, and invites a guest who registers; answers their personal link. */
  const approvedGuest = async (fields: Partial<Parameters<Persona["schedule"]>[0]> = {}) => {
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10, policy: "automatic", ...fields }));
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    const me = linkIn(mails().at(-1)?.text);
    await makeBrowser(house.url).post(me, { do: "register", firstName: "Gus", lastName: "Guest", from: "0" });
    await house.deliver();
    return me;
  };
  const idIn = (text: string | undefined) => registrationIdIn({ words: text ?? "", labels: [] });

  it("one press leads into the meeting; the ID stands in no request line, address, log or calendar entry", async () => {
    const me = await approvedGuest({ link: MEETING });
    const id = idIn(mails().at(-1)?.text);
    expect(joinIn()).toBe(`${me}#id=${id}`);
    await page.goto(joinIn());
    await expectMeeting();
    expect(posts()).toHaveLength(1);

    // Only the tab remembers it.
    const elsewhere = await chromium.newPage();
    await elsewhere.goto(me);
    expect(await elsewhere.getByLabel("Registration ID").inputValue()).toBe("");
    await elsewhere.close();
    expect(posts()).toHaveLength(1);

    const calendars = mails().flatMap(({ attachments }) => attachments.map(({ content }) => content.toString()));
    expect(calendars.length).toBeGreaterThan(0);
    // V1: the host organises it, at the site's address.
    for (const calendar of calendars)
      expect(calendar.replaceAll("\r\n ", "")).toContain('ORGANIZER;CN="Hanna Host":mailto:usher@example.com\r\n');
    const bare = id.replaceAll("-", "");
    for (const written of [...asked, ...logged, ...calendars.map((text) => text.replaceAll("\r\n ", ""))]) {
      expect(written).not.toContain(id);
      expect(written).not.toContain(bare);
    }
  });

  it("before the opening it keeps the ID filled in and counts down; the page joins nobody by itself", async () => {
    // The form knows whole minutes, and the browser's clock runs: one minute to the opening may be none.
    const me = await approvedGuest({ inMinutes: 19 });
    const id = idIn(mails().at(-1)?.text);
    await page.goto(joinIn());
    await expect.poll(() => page.getByRole("timer").textContent()).toMatch(/^0:0\d:\d\d to go$/);
    expect(page.url()).toBe(me);
    expect(await page.getByLabel("Registration ID").inputValue()).toBe(id);
    expect(await page.getByText("The doors open 15").textContent()).toContain("15 minutes before the start");
    expect(posts()).toEqual([]);
    // Loaded once more, and in another language, it is there still, though the address does not have it.
    await page.reload();
    expect(await page.getByLabel("Registration ID").inputValue()).toBe(id);
    await page.goto(`${me}?lang=fr`);
    expect(await page.getByLabel("Identifiant d’inscription").inputValue()).toBe(id);
    expect(page.url()).not.toContain(id);
    expect(posts()).toEqual([]);
  });

  it("S16: who comes late is asked for the password alone, with the ID filled in", async () => {
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10, password: "sesame" }));
    house.clock.advance(12 * 60_000);
    await host.type(`invite ${code} ${GUEST}`);
    await house.deliver();
    const me = linkIn(mails().at(-1)?.text);
    await makeBrowser(house.url).post(me, { do: "register", firstName: "Gus", lastName: "Guest", from: "0" });
    await house.deliver();
    await host.decide(last(face.channel()), "Admit now");
    await house.deliver();
    const id = idIn(mails().at(-1)?.text);
    await page.goto(joinIn());
    await expect.poll(() => page.evaluate("document.activeElement.name")).toBe("password");
    expect(await page.getByLabel("Registration ID").inputValue()).toBe(id);
    expect(posts()).toEqual([]);
    // What is asked for here stands in the approval.
    expect(await page.content()).not.toContain("sesame");
    await page.getByLabel("Password").fill("sesame");
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByRole("link", { name: "Go to the meeting" }).waitFor();
  });

  it("a wrong ID is refused once, in words, and typed anew", async () => {
    const me = await approvedGuest();
    await page.goto(`${me}#id=AAAA-BBBB-CCCC`);
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").textContent()).toContain("not the registration ID of this registration");
    expect(posts()).toHaveLength(1);
    expect(page.url()).toBe(me);
  });

  it("without IDs the link alone joins", async () => {
    const me = await approvedGuest({ registrationIds: false, link: MEETING });
    expect(joinIn()).toBe(`${me}#join`);
    await page.goto(joinIn());
    await expectMeeting();
  });

  it("all mails about one webinar are one conversation, whatever they say", async () => {
    await approvedGuest();
    await approvedGuest();
    const threads = mails().map(({ subject, inReplyTo, references }) => ({ subject, inReplyTo, references }));
    expect(threads.map(({ subject }) => subject?.split(":")[0])).toEqual([
      "You’re invited",
      "You’re in",
      "You’re invited",
      "You’re in",
    ]);
    const [first, second, third, fourth] = threads.map(({ inReplyTo }) => inReplyTo);
    expect([first, third]).toEqual([second, fourth]);
    expect(first).not.toBe(third);
    for (const { inReplyTo, references } of threads) expect([references].flat()).toEqual([inReplyTo]);
  });

  it("followed where the page is open already, the link joins too", async () => {
    const me = await approvedGuest({ link: MEETING });
    await page.goto(me);
    await page.goto(`${me}#id=${idIn(mails().at(-1)?.text)}`);
    await expectMeeting();
  });

  it("without scripts the page asks for the ID, as ever", async () => {
    const me = await approvedGuest();
    const id = idIn(mails().at(-1)?.text);
    const plain = await (await chromium.newContext({ javaScriptEnabled: false })).newPage();
    await plain.goto(`${me}#id=${id}`);
    await plain.getByLabel("Registration ID").fill(id);
    await plain.getByRole("button", { name: "Join" }).click();
    await plain.getByRole("link", { name: "Go to the meeting" }).waitFor();
    await plain.context().close();
  });
});
