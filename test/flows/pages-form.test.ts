import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FormAct, QuestionFields } from "../../src/core/hosting/form-changes.ts";
import type { WallTime, WebinarFields } from "../../src/core/hosting/settings.ts";
import type { Form } from "../../src/core/model/form.ts";
import { type Address, parseCode, type WebinarCode } from "../../src/core/model/ids.ts";
import type { Person } from "../../src/core/model/person.ts";
import { makeLog } from "../../src/log.ts";
import { siteOf, wireCore } from "../../src/wire.ts";
import { zones } from "../../src/zones.ts";
import { type BrowserPage, makeBrowser } from "../setup/browser.ts";
import { startChromium } from "../setup/chromium.ts";
import { type House, openHouse } from "../setup/house.ts";
import { BLANK_FIELDS, freshRequest, ORGANISATION } from "../setup/store.ts";

const GUEST = "guest@example.org";
const NAMES = { firstName: "Gus", lastName: "Guest" };
const ZONE = "Europe/Paris";
const HOUR = 3_600_000;

const question = (label: string, fields: Partial<QuestionFields> = {}): FormAct => ({
  do: "put",
  fields: {
    type: "line",
    label,
    required: false,
    maxLength: 0,
    options: "",
    whenQuestion: "",
    whenIs: "",
    ...fields,
  },
});

describe("registration forms on pages", () => {
  let house: House;
  let core: ReturnType<typeof wireCore>["core"];
  let host: Person;
  let browser: ReturnType<typeof makeBrowser>;
  let channelId: string;

  beforeEach(async () => {
    house = await openHouse({ env: { USHER_LANDING_DOMAINS: "example.org" } });
    ({ core } = wireCore({
      redis: house.redis,
      site: siteOf(house.config),
      secret: "of the tests",
      clock: house.clock,
    }));
    const profile = { address: "hanna@example.com" as Address, firstName: "Hanna", lastName: "Host", fullMember: true };
    host = await core.people.know(ORGANISATION, profile);
    browser = makeBrowser(house.url);
    channelId = house.slack.addChannel({ name: "webinar-hosts" }).id;
  });
  afterEach(() => house.stop());

  const wall = (inMs: number): WallTime => zones.wallOf(house.clock.now() + inMs + 59_999, ZONE);

  const schedule = async (fields: Partial<WebinarFields> = {}): Promise<WebinarCode> => {
    const result = await core.schedule({
      organisation: ORGANISATION,
      requestId: freshRequest(),
      by: host,
      fields: { ...BLANK_FIELDS, registrationIds: false, start: wall(3 * HOUR), ...fields },
      named: {
        face: "slack",
        cohosts: { by: "chat", people: [], unreadable: [] },
        hostChannels: [{ face: "slack", group: house.slack.teamId, channelId }],
      },
    });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.value.code;
  };

  /** The form after an act of its host. */
  const shape = async (code: WebinarCode, act: FormAct): Promise<Form> => {
    const result = await core.formBuilder.change({
      organisation: ORGANISATION,
      code,
      requestId: freshRequest(),
      way: "slack" as const,
      by: host,
      act,
    });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.value.form;
  };
  const added = async (code: WebinarCode, ...of: Parameters<typeof question>) => {
    const form = await shape(code, question(...of));
    const made = form.questions.at(-1);
    if (!made) throw new Error("no question was added");
    return made;
  };

  const mailed = async (part: string, address = GUEST): Promise<string> => {
    await house.deliver();
    const text = house.mail.inbox(address).at(-1)?.mail.text ?? "";
    const link = text.match(/https?:\/\/\S+/g)?.find((url) => url.includes(part));
    if (!link) throw new Error(`no ${part} link in: ${text}`);
    return link;
  };
  const invited = async (code: WebinarCode): Promise<string> => {
    const result = await core.invite({
      organisation: ORGANISATION,
      code,
      requestId: freshRequest(),
      by: host,
      face: "slack",
      people: [{ by: "address" as const, address: GUEST as Address }],
      unreadable: [],
    });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return mailed("/me/");
  };
  const stored = async (code: WebinarCode) =>
    (await core.registrations.entry(ORGANISATION, code, { address: GUEST as Address }))?.entry?.registration;
  const confirmed = async () => browser.send(await browser.get(await mailed("draft=")), "Confirm my registration");
  const values = async (code: WebinarCode) => Object.values((await stored(code))?.answers ?? {});
  const linkTo = (page: BrowserPage, label: string): string => {
    const [, url] = new RegExp(`<a[^>]*href="([^"]*)"[^>]*>${label}</a>`).exec(page.html) ?? [];
    if (!url) throw new Error(`no link "${label}" in: ${page.words}`);
    return new URL(url).pathname;
  };

  it("S27: every kind of question is asked on the page, and its answers reach the hosts and their owner", async () => {
    const code = await schedule();
    await shape(code, { do: "standard", asked: { company: "required", phone: "shown" } });
    const line = await added(code, "Your <b>badge</b>", { maxLength: 12 });
    const text = await added(code, "Wishes", { type: "text" });
    const boxes = await added(code, "Days", { type: "checkboxes", required: true, options: "Mon\nTue\nWed <i>" });
    const menu = await added(code, "Lunch", { type: "dropdown", options: "Fish\nNone" });
    const radio = await added(code, "Seat", { type: "radio", required: true, options: "Front\nBack" });
    const id = (of: typeof boxes, at: number) => of.options[at]?.id ?? "";

    const form = await browser.get(`/w/${code}/register`);
    for (const label of ["Company", "Phone (optional)", "Your <b>badge</b> (optional)", "Days", "Wed <i>", "Seat"])
      expect(form.words).toContain(label);
    expect(form.html).not.toContain("<b>badge");
    expect(form.html).not.toContain("Wed <i>");
    expect(form.html).toContain(`<label for="q.${menu.id}" dir="auto">Lunch (optional)</label>`);
    expect(form.html).toMatch(/<legend dir="auto">Days<\/legend>/);
    const sent = await browser.send(form, "Send request", {
      ...NAMES,
      address: GUEST,
      "q.company": "Ocean & Sons",
      [`q.${line.id}`]: "G<u>s",
      [`q.${text.id}`]: "one\r\ntwo",
      [`q.${boxes.id}`]: [id(boxes, 0), id(boxes, 2)],
      [`q.${menu.id}`]: id(menu, 1),
      [`q.${radio.id}`]: id(radio, 1),
    });
    expect(sent.words).toContain("Check your email");
    expect(await stored(code)).toBeUndefined();
    const done = await confirmed();
    expect(done.words).toContain("Request received");
    expect((await stored(code))?.answers).toEqual({
      company: ["Ocean & Sons"],
      [line.id]: ["G<u>s"],
      [text.id]: ["one\ntwo"],
      [boxes.id]: ["Mon", "Wed <i>"],
      [menu.id]: ["None"],
      [radio.id]: ["Back"],
    });
    const mine = await browser.get(linkTo(done, "See my request"));
    for (const shown of ["Your answers", "Ocean & Sons", "G<u>s", "Mon, Wed <i>", "Back"])
      expect(mine.words).toContain(shown);
    expect(mine.html).not.toMatch(/G<u>|Wed <i>/);
    expect(mine.words).not.toContain("Phone");
  });

  it("P18: what an answer asks for comes on the next page, and the earlier answers go along", async () => {
    const code = await schedule();
    const meal = await added(code, "Meal", { type: "radio", required: true, options: "Fish\nOther" });
    const which = await added(code, "Which one?", { required: true, whenQuestion: meal.id, whenIs: "Other" });
    const why = await added(code, "Why soup?", { whenQuestion: which.id, whenIs: "SOUP" });
    const [fish = "", other = ""] = meal.options.map((option) => option.id);
    const me = await invited(code);

    const first = await browser.get(me);
    expect(first.words).not.toContain("Which one?");
    const second = await browser.send(first, "Next", { ...NAMES, firstName: "Gustav", [`q.${meal.id}`]: other });
    expect(second.status).toBe(200);
    expect(second.words).toContain("Which one?");
    expect(second.words).not.toMatch(/Meal|First name/);
    const wrong = await browser.send(second, "Next", { [`q.${which.id}`]: " " });
    expect(wrong.status).toBe(400);
    expect(wrong.words).toContain("Please answer this.");
    const third = await browser.send(wrong, "Next", { [`q.${which.id}`]: "Soup" });
    expect(third.words).toContain("Why soup?");
    const done = await browser.send(third, "Send request", { [`q.${why.id}`]: "warm" });
    expect(done.words).toContain("Request received");
    expect(await stored(code)).toMatchObject({ firstName: "Gustav", lastName: "Guest" });
    expect(await values(code)).toEqual([["Other"], ["Soup"], ["warm"]]);

    // P17: what was said is changed step by step, each with what stands there.
    const change = await browser.send(await browser.get(me), "Edit my answers");
    expect(change.html).toMatch(/value="Gustav"/);
    expect((await browser.send(change, "Next", { firstName: " " })).words).toContain("Please enter the first name.");
    const soup = await browser.send(await browser.send(change, "Next", { lastName: "Guest-Host" }), "Next");
    expect(soup.html).toContain("warm");
    const changed = await browser.send(soup, "Save", { [`q.${why.id}`]: "warm and <b>red</b>" });
    expect(changed.words).toContain("Your answers are saved");
    expect(await values(code)).toEqual([["Other"], ["Soup"], ["warm and <b>red</b>"]]);
    expect(await stored(code)).toMatchObject({ lastName: "Guest-Host", version: 2 });
    // Less is asked after another answer, and what it hides is gone.
    const less = await browser.send(await browser.send(await browser.get(me), "Edit my answers"), "Next", {
      [`q.${meal.id}`]: fish,
    });
    expect(less.words).toContain("Your answers are saved");
    expect(await values(code)).toEqual([["Fish"]]);

    // Cancelled and back again, with the answer that asks for nothing more.
    await browser.send(await browser.send(await browser.get(me), "Withdraw my request"), "Withdraw my request");
    const again = await browser.send(await browser.get(me), "Next", { [`q.${meal.id}`]: fish });
    expect(again.words).toContain("Request received");
    expect(await values(code)).toEqual([["Fish"]]);
  });

  it("S3: what is missing is said beside its field, what was typed stays, and no page can be skipped", async () => {
    const code = await schedule();
    const why = await added(code, "Why?", { type: "text", required: true });
    const size = await added(code, "Size", { type: "dropdown", required: true, options: "S\nM" });
    const gone = await added(code, "And then?", { required: true, whenQuestion: size.id, whenIs: "M" });
    const [, medium = ""] = size.options.map((option) => option.id);

    const form = await browser.get(`/w/${code}/register`);
    const wrong = await browser.send(form, "Next", { firstName: "Gus", address: "gus@", [`q.${why.id}`]: "Fun <3" });
    expect(wrong.status).toBe(400);
    for (const said of ["is not an email address", "Please answer this."]) expect(wrong.words).toContain(said);
    expect(wrong.html).toContain('value="Gus"');
    expect(wrong.html).toContain("Fun &lt;3</textarea>");
    expect(wrong.html).toContain(`aria-describedby="q.${size.id}-problem"`);
    expect(wrong.html).toContain(`id="q.${size.id}-problem" role="alert"`);

    // Pages that were altered to say that everything was asked already.
    const webinar = await core.webinars.get(ORGANISATION, code);
    const skip = { ...NAMES, address: GUEST, form: webinar?.form.id ?? "", asked: `${why.id} ${size.id} ${gone.id}` };
    const skipped = await browser.post(`/w/${code}/register`, skip);
    expect(skipped.status).toBe(400);
    expect(skipped.words).toContain("Please answer this.");
    const me = await invited(code);
    const half = { ...skip, do: "register", from: "0", [`q.${why.id}`]: "Fun", [`q.${size.id}`]: medium };
    const altered = await browser.post(me, half);
    expect(altered.status).toBe(400);
    expect(altered.words).toContain("And then?");
    expect(await stored(code)).toBeUndefined();
    const unknown = await browser.post(me, { ...half, [`q.${size.id}`]: "none-of-them", [`q.${gone.id}`]: "Well" });
    expect(unknown.words).toContain("Choose one of the options.");
    expect(await stored(code)).toBeUndefined();
    const done = await browser.send(altered, "Send request", { [`q.${gone.id}`]: "Home" });
    expect(done.words).toContain("Request received");
  });

  it("S3: a form that changed while it was filled in, or before it was confirmed, is asked again with all that was typed", async () => {
    const code = await schedule();
    const one = await added(code, "One", { required: true });
    const stale = await browser.get(`/w/${code}/register`);
    const two = await added(code, "Two", { required: true });
    const again = await browser.send(stale, "Send request", { ...NAMES, address: GUEST, [`q.${one.id}`]: "first" });
    expect(again.status).toBe(400);
    expect(again.words).toContain("The form was changed");
    expect(again.html).toContain('value="first"');
    await browser.send(again, "Send request", { [`q.${two.id}`]: "second" });

    const three = await added(code, "Three", { required: true });
    const unconfirmed = await confirmed();
    expect(unconfirmed.words).toContain("The form was changed");
    expect(unconfirmed.html).toContain('value="second"');
    expect(await stored(code)).toBeUndefined();
    await browser.send(unconfirmed, "Send request", { [`q.${three.id}`]: "third" });
    expect((await confirmed()).words).toContain("Request received");
    expect(await values(code)).toEqual([["first"], ["second"], ["third"]]);
  });

  it("S27: the longest form with the longest answers goes through, and only forms with answers may be so long", async () => {
    const code = await schedule();
    const ids: string[] = [];
    for (let i = 0; i < 50; i += 1) ids.push((await added(code, `Question ${i}`, { type: "text", required: true })).id);
    const form = await browser.get(`/w/${code}/register`);
    const answer = "海".repeat(3_000);
    const answers = Object.fromEntries(ids.map((id) => [`q.${id}`, answer]));
    const sent = await browser.send(form, "Send request", { ...NAMES, address: GUEST, ...answers });
    expect(sent.words).toContain("Check your email");
    await confirmed();
    expect(await values(code)).toEqual(ids.map(() => [answer]));
    const huge = await browser.send(form, "Send request", { firstName: "海".repeat(300_000) });
    expect(huge.status).toBe(413);
  });

  it("P8, P16: before and after its time registration says when, while those who have one keep their page", async () => {
    const code = await schedule({ opens: wall(HOUR), closes: wall(2 * HOUR) });
    const me = await invited(code);
    const opens = /Registration for Deep sea opens \w{3}, \d+ \w+ \d{4}, \d\d:\d\d \(Paris time, UTC\+\d\)/;
    for (const url of [`/w/${code}`, `/w/${code}/register`, me])
      expect((await browser.get(url)).words, url).toMatch(opens);
    const early = await browser.post(`/w/${code}/register`, { ...NAMES, address: GUEST });
    expect(early.words).toMatch(opens);
    expect((await browser.post(me, { do: "register", from: "0", ...NAMES })).words).toMatch(opens);
    expect(await stored(code)).toBeUndefined();

    house.clock.advance(HOUR + 60_000);
    expect((await browser.send(await browser.get(me), "Send request", NAMES)).words).toContain("Request received");
    house.clock.advance(HOUR);
    for (const url of [`/w/${code}`, `/w/${code}/register`]) {
      const page = await browser.get(url);
      expect(page.words, url).toMatch(/Registration for Deep sea closed \w{3}, .* \(Paris time, UTC\+\d\)/);
      expect(page.html).not.toMatch(/>Register( for a seat)?</);
    }
    expect((await browser.get(`/w/${code}`)).html).toMatch(new RegExp(`href="[^"]*/w/${code}/join">Join<`));
    const asked = await browser.send(await browser.get(me), "Withdraw my request");
    expect(asked.words).toMatch(/Registration for Deep sea closed/);
    expect((await browser.send(asked, "Withdraw my request")).words).toMatch(/cancelled/i);
    expect((await browser.get(me)).words).toContain("closed");
  });

  it("S24: who registered is taken to the landing page, once, by the mailed link and on the personal page", async () => {
    const landingPage = "https://events.example.org/thanks?from=usher";
    const code = await schedule({ landingPage });
    const page = await browser.get(`/w/${code}/register`);
    // Browsers hold the redirect against this.
    expect(page.headers.get("content-security-policy")).toContain(
      "form-action 'self' https://example.org https://*.example.org;",
    );
    await browser.send(page, "Send request", { ...NAMES, address: GUEST });
    const done = await confirmed();
    expect([done.status, done.location]).toEqual([303, landingPage]);
    await browser.send(page, "Send request", { ...NAMES, address: GUEST });
    // There is nothing to confirm any more: the link says where it stands.
    const again = await browser.get(await mailed("draft="));
    expect(again.status).toBe(200);
    expect(again.words).toContain("You’ve already asked for a seat");

    const other = await schedule({ landingPage });
    const me = await invited(other);
    const wrong = await browser.send(await browser.get(me), "Send request", { firstName: "", lastName: "" });
    expect(wrong.status).toBe(400);
    const mine = await browser.send(wrong, "Send request", NAMES);
    expect([mine.status, mine.location]).toEqual([303, landingPage]);
    expect((await browser.get(me)).words).toContain("Request received");
  });

  it("S26: a full webinar says so, with what its host has to say, before and after somebody tries", async () => {
    const code = await schedule({ cap: 1, fullText: "Watch the <b>recording</b>.\nNext one in May." });
    const taken = await core.people.know(ORGANISATION, {
      address: "first@example.org" as Address,
      firstName: "Fay",
      lastName: "First",
      fullMember: false,
    });
    const me = await invited(code);
    const form = await browser.get(me);
    expect(form.words).not.toContain("recording");
    const result = await core.register({
      organisation: ORGANISATION,
      code,
      requestId: freshRequest(),
      person: taken,
      address: taken.address,
      firstName: "Fay",
      lastName: "First",
      given: {},
      via: "page",
      answerStays: false,
    });
    expect(result.ok).toBe(true);
    for (const url of [`/w/${code}`, `/w/${code}/register`, me]) {
      const page = await browser.get(url);
      expect(page.words, url).toContain("Its one seat is taken. A seat may become free. Watch the <b>recording</b>.");
      expect(page.html).toContain("&lt;b&gt;recording&lt;/b&gt;.\nNext one in May.");
    }
    const refused = await browser.send(form, "Send request", NAMES);
    expect(refused.status).toBe(400);
    expect(refused.words).toContain(
      "You were not registered. A seat may still become free: look again later. Watch the",
    );
    expect(await stored(code)).toBeUndefined();
    await house.deliver();
    const [, told] = house.mail.inbox(GUEST).map(({ mail }) => mail);
    expect(told?.subject).toBe("Full: Deep sea");
    expect(told?.text).toContain(`/w/${code}`);
  });

  it("S13: a series has a page of its own, from which a guest registers for each webinar", async () => {
    const codes = [await schedule({ title: "One <i>" }), await schedule({ title: "Two", start: wall(5 * HOUR) })];
    const saved = await core.series.save({
      organisation: ORGANISATION,
      requestId: freshRequest(),
      way: "slack" as const,
      by: host,
      fields: { title: "Seas & <b>lakes</b>", webinars: codes },
    });
    if (!saved.ok) throw new Error(JSON.stringify(saved.refusal));
    const series = parseCode(saved.value.series.code);
    if (!series) throw new Error("a series has a code");
    const asked = await added(series, "Boat?", { required: true });
    const about = await browser.get(`/w/${series}`);
    for (const said of ["Seas & <b>lakes</b>", "One <i>", "Two", "Paris time, UTC+"])
      expect(about.words).toContain(said);
    expect(about.html).not.toMatch(/<b>lakes|One <i>/);
    const choice = await browser.get(`/w/${series}/register`);
    expect(choice.words).toContain("one by one");
    const links = [...choice.html.matchAll(/href="([^"]*\/register)"/g)].map(([, url]) => new URL(url ?? "").pathname);
    expect(links).toEqual(codes.map((code) => `/w/${code}/register`));
    const form = await browser.get(links[0] ?? "");
    await browser.send(form, "Send request", { ...NAMES, address: GUEST, [`q.${asked.id}`]: "Yes" });
    await confirmed();
    expect(await values(codes[0] ?? series)).toEqual([["Yes"]]);
    house.clock.advance(7 * HOUR);
    expect((await browser.get(`/w/${series}/register`)).words).toContain("No webinar of Seas");
  });

  it("S3: a webinar that needs no registration any more leads people to its door", async () => {
    const code = await schedule();
    const me = await invited(code);
    const webinar = await core.webinars.get(ORGANISATION, code);
    if (!webinar) throw new Error("the webinar is there");
    const edited = await core.edit({
      organisation: ORGANISATION,
      code,
      requestId: freshRequest(),
      by: host,
      version: webinar.version,
      fields: {
        ...BLANK_FIELDS,
        registrationRequired: false,
        registrationIds: false,
        start: zones.wallOf(webinar.startsAt, ZONE),
      },
      named: {
        face: "slack",
        cohosts: { by: "chat", people: [], unreadable: [] },
        hostChannels: [...webinar.hostChannels],
      },
      confirm: { typed: "", count: 0 },
    });
    expect(edited.ok).toBe(true);
    const page = await browser.get(me);
    expect(page.words).toContain("needs no registration");
    expect((await browser.send(page, "Join")).words).toContain("It’s too early to join");
    expect((await browser.get(`/w/${code}`)).html).not.toContain(`/w/${code}/register"`);
  });

  it("S24, S27: in a real browser every field has its label, and the form ends on the landing page", async () => {
    const landingPage = "https://events.example.org/thanks";
    const code = await schedule({ landingPage });
    await added(code, "Wishes", { type: "text" });
    await added(code, "Days", { type: "checkboxes", required: true, options: "Mon\nTue" });
    const menu = await added(code, "Lunch", { type: "dropdown", required: true, options: "Fish\nOther" });
    await added(code, "Which one?", { required: true, whenQuestion: menu.id, whenIs: "Other" });
    const chromium = await startChromium({ log: makeLog({ level: "silent" }) });
    try {
      const page = await chromium.newPage();
      page.setDefaultTimeout(10_000);
      const complaints: string[] = [];
      page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
      await page.route("https://events.example.org/**", (route) => route.fulfill({ body: "Thank you" }));
      await page.goto(`${house.url}/w/${code}/register`);
      await page.getByLabel("First name").fill("Gus");
      await page.getByLabel("Last name").fill("Guest");
      await page.getByLabel("Email").fill(GUEST);
      await page.getByLabel("Wishes (optional)").fill("Fish & chips");
      await page.getByLabel("Lunch").selectOption("Other");
      await page.getByRole("button", { name: "Next" }).click();
      await page.getByText("Please answer this.").waitFor();
      expect(await page.getByLabel("Wishes (optional)").inputValue()).toBe("Fish & chips");
      await page.getByRole("group", { name: "Days" }).getByLabel("Tue").check();
      await page.getByRole("button", { name: "Next" }).click();
      await page.getByLabel("Which one?").fill("Soup");
      await page.getByRole("button", { name: "Send request" }).click();
      await page.getByText("We sent a link").waitFor();
      await page.goto(await mailed("draft="));
      await page.getByRole("button", { name: "Confirm my registration" }).click();
      await page.waitForURL(landingPage);
      expect(complaints.filter((text) => /Content Security Policy/i.test(text))).toEqual([]);
      expect(await values(code)).toEqual([["Fish & chips"], ["Tue"], ["Other"], ["Soup"]]);
    } finally {
      await chromium.close();
    }
  });
});
