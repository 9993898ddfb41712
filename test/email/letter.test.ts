import { describe, expect, it } from "vitest";
import { makeTheme, SITE_COLOR } from "../../src/brand/theme.ts";
import { answeredOf, formOf } from "../../src/core/model/form.ts";
import { newKey, newRegistrationId, personId, seriesCode, showRegistrationId } from "../../src/core/model/ids.ts";
import { HOST_LINK_MS, linksIn, makeLinks } from "../../src/core/model/links.ts";
import type { Status } from "../../src/core/model/status.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import type { MailNotice } from "../../src/core/notices/notice.ts";
import { letterOf } from "../../src/email/letter.ts";
import { registrationAs, webinar as worst } from "../setup/notices.ts";

const links = makeLinks(new URL("https://usher.example.com"), "a secret of the tests, long enough");
/** Pages that are nobody's own are told the language of the mail. */
const english = linksIn(links, "en");
const theme = makeTheme("Learning <at> Acme", SITE_COLOR);
const key = newKey();
const webinar: Webinar = { ...worst };
const times = { startsAt: webinar.startsAt, endsAt: webinar.endsAt };
const now = webinar.startsAt - 3_600_000;
const id = newRegistrationId();
const as = (status: Status) => ({ ...registrationAs(status), key });
const registration = as("approved");

const letter = (notice: MailNotice) => letterOf(notice, { locale: "en", zone: "Asia/Tokyo" }, { links, theme, now });
const urlsIn = (text: string): string[] => [...new Set(text.match(/https:\/\/usher\.example\.com\S*/g) ?? [])];
/** What is read where a mail program shows no style. */
const wordsOf = (html: string): string =>
  html
    .replaceAll(/<(style|title)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&amp;", "&")
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll(/\s+/g, " ");
/** The links of the HTML part by their labels. */
const labelled = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<a\b[^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, url = "", label = ""]) => [
      label,
      url.replaceAll("&amp;", "&"),
    ]),
  );
const registered = (status: Status, more: Partial<MailNotice & { kind: "registration" }> = {}): MailNotice => ({
  ...({ kind: "registration", webinar, registration: as(status), again: false } as const),
  ...more,
});

describe("letters", () => {
  const { code } = webinar;
  const personal = links.personal(code, key);
  const open = { ...webinar, registrationRequired: false };
  const joining = `${personal}#id=${showRegistrationId(id)}`;
  const cases: [string, MailNotice, string[]][] = [
    ["an approval", registered("approved", { registrationId: id }), [joining, personal]],
    [
      "an approval without IDs",
      registered("approved", { webinar: { ...webinar, registrationIds: false } }),
      [`${personal}#join`, personal],
    ],
    ["a request that waits", registered("pending"), [personal, `${personal}?settings`]],
    ["an offered seat", registered("offered"), [personal, `${personal}#pass`]],
    ["a rejection", registered("rejected"), []],
    [
      "an invitation",
      { kind: "invitation", webinar, key, hostName: "" },
      [`${personal}?from=invitation`, `${personal}?decline`],
    ],
    [
      "a move, to somebody registered",
      { kind: "moved", webinar, registration, registrationId: id, key, ...times },
      [joining, personal],
    ],
    ["a move, to somebody only invited", { kind: "moved", webinar, key, ...times }, [personal, `${personal}?decline`]],
    [
      "a move of an open webinar",
      { kind: "moved", webinar: open, key, ...times },
      [english.gate(code), `${personal}?decline`],
    ],
    [
      "a new registration ID",
      { kind: "id_given", webinar, registration, registrationId: id, key },
      [joining, personal],
    ],
    ["a changed password", { kind: "password_changed", webinar, registration, key }, [personal]],
    [
      "a host's calendar entry",
      { kind: "hosting", webinar, person: personId("p1"), role: "host" },
      [links.host(code, personId("p1"), now + HOST_LINK_MS), english.about(code), english.guide()],
    ],
    [
      "a speaker's calendar entry",
      { kind: "hosting", webinar, person: personId("p1"), role: "speaker", hasLink: true },
      [`${links.speaking(code, personId("p1"))}#join`],
    ],
    ["a webinar called off", { kind: "called_off", webinar, registration, key }, []],
    ["a registration deleted with all others", { kind: "let_go", webinar: open }, [english.gate(code)]],
    ["a full webinar", { kind: "full", webinar, hostName: "Hanna Host" }, [english.about(code)]],
  ];

  for (const [name, notice, expected] of cases)
    it(`P21: ${name} carries its reader's ways on and never the meeting's address`, () => {
      const { text, html } = letter(notice);
      expect(urlsIn(text)).toEqual(expected);
      for (const link of expected) expect(Object.values(labelled(html))).toContain(link);
      expect(text.includes("please don’t share them")).toBe(expected.some((link) => link.includes("/me/")));
      expect(`${text}${html}`).not.toContain("meet.example.com");
      expect(html).not.toContain("<at>");
    });

  it("one button does the next thing, under the name that it has in chat", () => {
    const buttonOf = (notice: MailNotice) => /class="(?:pressed|quieter)"[^>]*>([^<]*)</.exec(letter(notice).html)?.[1];
    expect(buttonOf(registered("approved"))).toBe("Join");
    expect(buttonOf(registered("offered"))).toBe("Claim the seat");
    expect(buttonOf(registered("pending"))).toBe("See my request");
    expect(buttonOf(registered("cancelled"))).toBe("Register again");
    expect(buttonOf(registered("rejected"))).toBeUndefined();
    expect(buttonOf({ kind: "invitation", webinar, key, hostName: "" })).toBe("Register");
    expect(buttonOf({ kind: "draft", webinar, draft: "d" })).toBe("Confirm my registration");
    const person = personId("p1");
    expect(buttonOf({ kind: "waiting", webinar, person, count: 3, oldestAt: now })).toBe("See the requests");
    const gone = (more: Partial<typeof webinar> = {}) =>
      buttonOf({ kind: "hosting", webinar: { ...webinar, ...more }, person, role: "none", was: "host" });
    expect([gone(), gone({ visibility: "invited_only" }), gone({ state: "cancelled" })]).toEqual([
      "Register",
      undefined,
      undefined,
    ]);
  });

  it("S6, P16: the ticket says when in the reader's zone, where, the status and the ID, in both parts and unstyled", () => {
    const { text, html } = letter(registered("approved", { registrationId: id }));
    const shown = showRegistrationId(id);
    for (const part of [text, wordsOf(html)])
      for (const said of ["Tokyo time", "Online", shown]) expect(part).toContain(said);
    expect(text).toContain("Fri, 15 Jan 2027, 17:00 – 18:00 (Tokyo time, UTC+9)");
    expect(wordsOf(html)).toMatch(/You’re in .* Jan 15 2027 Friday, 17:00 – 18:00 Tokyo time, UTC\+9 Online/);
    expect(wordsOf(html)).toContain("Approved");
    const styleOf = (html: string, part: string) =>
      new RegExp(`<div dir="ltr" class="${part}" style="([^"]*)">${shown}`).exec(html)?.[1];
    // Beside a password, which *Join* asks for, the ID is small.
    expect(styleOf(html, "copied")).toContain("white-space: nowrap");
    expect(wordsOf(html)).toContain("The Join button fills it in for you.");
    const early = letter(
      registered("approved", { registrationId: id, registration: { ...registration, registeredAt: now } }),
    );
    expect(styleOf(early.html, "id")).toContain("white-space: nowrap");
  });

  it("S16: once it has begun Join comes before the ticket, and the password that it asks for right above it", () => {
    const late = { ...as("approved"), registeredAt: webinar.startsAt + 60_000 };
    const notice = registered("approved", { registration: late, registrationId: id });
    const at = webinar.startsAt + 120_000;
    const { text, html } = letterOf(notice, { locale: "en" }, { links, theme, now: at });
    const before = `need this password to join. Password ${webinar.password} Join Approved`;
    expect(wordsOf(html)).toContain(
      `You’re in The webinar has started: join now. You registered after the start, so you’ll ${before}`,
    );
    expect(text).toContain(`to join.\n\nPassword: ${webinar.password}\n\nJoin\n${joining}\n\n`);
    const changed = { kind: "password_changed", webinar, registration: late, registrationId: id, key } as const;
    expect(wordsOf(letterOf(changed, { locale: "en" }, { links, theme, now: at }).html)).toContain(
      `need this one to join. Password ${webinar.password} Join`,
    );
    expect(labelled(html)).not.toHaveProperty("Outlook");
  });

  it("P16: what is over, cancelled, declined or moved says so once, and its time does not look live", () => {
    const person = personId("p1");
    const off = { ...webinar, state: "cancelled" as const };
    const shown = (notice: MailNotice, at = now) => {
      const { html } = letterOf(notice, { locale: "en" }, { links, theme, now: at });
      const [, pill] =
        /class="(?:good|wait|bad|plain)" style="display: inline-block[^"]*">([^<]*)</.exec(
          html.replaceAll(/background: #\w+; color: #\w+; (?=display: inline-block)/g, ""),
        ) ?? [];
      const isPast = html.includes('class="past"');
      const head = /<h1[^>]*>([^<]*)</.exec(html)?.[1];
      return { head, pill, isPast, isStruck: /class="gone" style="[^"]*line-through/.test(html) };
    };
    const live = { isPast: false, isStruck: false };
    const gone = { isPast: true, isStruck: true };
    const muted = { isPast: true, isStruck: false };
    expect(shown(registered("approved"))).toEqual({ head: "You’re in", pill: "Approved", ...live });
    const calledOff = { head: "This webinar is cancelled", pill: undefined, ...gone };
    expect(shown({ kind: "called_off", webinar: off, registration, key })).toEqual(calledOff);
    expect(shown({ kind: "hosting", webinar: off, person, role: "host" })).toEqual(calledOff);
    const said = (head: string, look: typeof muted) => ({ head, pill: undefined, ...look });
    const declined = { kind: "declined", webinar, key, declinedAt: now } as const;
    expect(shown(declined)).toEqual(said("You’re not coming", muted));
    expect(shown(registered("cancelled"))).toEqual(said("Your registration is cancelled", muted));
    expect(shown(registered("rejected"))).toEqual(said("Your request was not accepted", muted));
    expect(shown({ kind: "line_over", webinar, key })).toEqual(said("No seat became free", muted));
    const followUp = { kind: "follow_up", webinar, registration, hasAttended: true } as const;
    expect(shown(followUp, webinar.endsAt)).toEqual(said("Thank you for coming", muted));
    expect(shown({ kind: "full", webinar, hostName: "" })).toEqual(said("No seats left", live));
    const moved = letter({ kind: "moved", webinar, registration, registrationId: id, key, ...times }).html;
    expect(moved).toMatch(/>Old time<[\s\S]{0,120}class="former" style="[^"]*line-through/);
  });

  it("no button asks for what its reader is done with", () => {
    const person = personId("p1");
    const isQuiet = (notice: MailNotice) => /class="quieter"/.test(letter(notice).html);
    const declined = { kind: "declined", webinar, key, declinedAt: now } as const;
    expect(labelled(letter(declined).html)).toMatchObject({ Register: `${personal}?from=invitation` });
    expect(/class="quieter"[^>]*>([^<]*)</.exec(letter(declined).html)?.[1]).toBe("Register");
    const free = letter({ ...declined, webinar: open });
    expect(labelled(free.html)).not.toHaveProperty("Join");
    expect(free.text).toContain("you can still come: no registration is needed");
    for (const notice of [
      declined,
      registered("cancelled"),
      { kind: "full", webinar, hostName: "" },
      { kind: "hosting", webinar, person, role: "none" },
    ] as const)
      expect(isQuiet(notice), notice.kind).toBe(true);
    // Join is an outline until the doors open.
    const joinAt = (at: number) =>
      /class="(quieter|pressed)"/.exec(
        letterOf(registered("approved"), { locale: "en" }, { links, theme, now: at }).html,
      )?.[1];
    const opensAt = webinar.startsAt - 15 * 60_000;
    expect([joinAt(opensAt - 1), joinAt(opensAt)]).toEqual(["quieter", "pressed"]);
    expect(isQuiet({ kind: "invitation", webinar, key, hostName: "" })).toBe(false);
    // An approval that comes after the end says nothing of how to get in.
    const late = letterOf(
      registered("approved", { registrationId: id }),
      { locale: "en" },
      { links, theme, now: webinar.endsAt },
    );
    expect(late.subject).toBe(`Recording ready: ${webinar.title}`);
    for (const said of [showRegistrationId(id), "Join", "Cancel my registration"])
      expect(late.text).not.toContain(said);
  });

  it("P30, P41: the recording comes before everything else; who decides is led to the requests that wait", () => {
    const written = { ...webinar, followUpText: "Send us a picture.", recording: "https://example.com/recording" };
    const missed = { kind: "follow_up", webinar: written, registration, hasAttended: false } as const;
    const { text, html } = letterOf(missed, { locale: "en" }, { links, theme, now: webinar.endsAt });
    expect(wordsOf(html)).toMatch(
      /The recording is ready, [^.]*\. Watch the recording .* A word from the host Send us a picture/,
    );
    expect(text.indexOf("Watch the recording")).toBeLessThan(text.indexOf("Send us a picture"));
    const coming = (pending: number) =>
      letter({
        kind: "coming",
        webinar: { ...webinar, counts: { ...webinar.counts, pending } },
        person: personId("p1"),
      });
    const buttonOf = ({ html }: { html: string }) => /class="(?:pressed|quieter)"[^>]*>([^<]*)</.exec(html)?.[1];
    expect([buttonOf(coming(2)), buttonOf(coming(0))]).toEqual(["See the requests", "See the roster"]);
    // Where nothing waits there is nothing to do.
    expect(coming(0).html).not.toContain('class="pressed"');
    expect(labelled(coming(2).html)).toHaveProperty("See the roster");
  });

  it("N6: who is reminded of requests reads until when the default waits, on the ticket", () => {
    const waiting = { kind: "waiting", webinar: { ...webinar, waitResult: "rejected" }, oldestAt: now } as const;
    const until = now + 900_000;
    const said = (count: number) => wordsOf(letter({ ...waiting, count, until }).html);
    expect(said(3)).toContain("First deadline Fri, 15 Jan 2027, 16:15 (Tokyo time, UTC+9)");
    expect(said(1)).toContain("Decide by Fri, 15 Jan 2027, 16:15");
    expect(letter({ ...waiting, count: 3, until }).text).toContain("First deadline: Fri, 15 Jan");
    expect(letter({ ...waiting, count: 3 }).text).not.toContain("Decide");
    const french = letterOf({ ...waiting, count: 3, until }, { locale: "fr" }, { links, theme, now }).html;
    expect(french).toMatch(/Première échéance<\/div>\s*<div[^>]*>Ven\. 15 janv\./);
  });

  it("the mark is that of the pages: Usher's ticket, or the initial of a site whose logo is its own", () => {
    const markOf = (hasLogo: boolean) =>
      letterOf(registered("approved"), { locale: "en" }, { links, theme: makeTheme("Acme", SITE_COLOR, hasLogo), now })
        .html;
    expect(markOf(false)).toMatch(/class="mark"[^>]*><table[\s\S]{0,400}class="tick"/);
    expect(markOf(true)).toMatch(/class="mark"[^>]*>A</);
  });

  it("who was let go has a way on: the gate and its doors, or the page where they register again", () => {
    const again = labelled(letter({ kind: "let_go", webinar }).html);
    expect(again).toMatchObject({ Register: english.about(code) });
    expect(again).not.toHaveProperty("Outlook");
    const early = letter({ kind: "let_go", webinar: { ...open, joinBeforeHost: 30 } });
    expect(labelled(early.html)).toMatchObject({ Join: english.gate(code) });
    expect(early.text).toContain("The doors open 30 minutes before the start.");
    expect(wordsOf(early.html)).toContain(
      "No registration needed any more The host has opened this webinar to everybody, so your registration was deleted. Just join.",
    );
    // Their own entry went with the registration.
    const google = new URL(labelled(early.html)["Google Calendar"] ?? "");
    expect(google.searchParams.get("location")).toBe(links.gate(code));
    const off = letter({ kind: "let_go", webinar: { ...open, state: "cancelled" } });
    expect(wordsOf(off.html)).toContain("This webinar is cancelled You don’t have to do anything.");
    expect(off.text).not.toContain("without it");
  });

  it("what was not delivered names the webinar's day, and leads its host to where it is mended", () => {
    const person = personId("p1");
    const notice = { kind: "undelivered", webinar, name: "Ann", what: "address", failed: "f" } as const;
    const host = links.host(code, person, now + HOST_LINK_MS);
    expect(labelled(letter({ ...notice, person, key }).html)["Correct the address"]).toBe(`${host}/people/${key}`);
    const card = letter({ ...notice, person, what: "card" });
    expect(labelled(card.html)["Post the card again"]).toBe(`${host}/retry?what=card&failed=f`);
    const announced = letter({ ...notice, person, what: "announcement", name: "garden-club" });
    expect(/<h1[^>]*>(.*)<\/h1>/.exec(announced.html)?.[1]).toMatch(/white-space: nowrap">garden-club<\/span>/);
    expect(card.text).toContain("Fri, 15 Jan 2027, 17:00");
    for (const what of ["address", "profile"] as const)
      expect(letter({ ...notice, what, address: registration.address }).text).toContain(
        `refuses ${registration.address}`,
      );
    expect(Object.keys(labelled(letter(notice).html))).toEqual(["Guide for hosts"]);
  });

  it("who was registered by a host finds the way to cancel among the links", () => {
    const { html, text } = letter(registered("approved", { registrationId: id, addedByName: "Hanna" }));
    const added = labelled(html);
    expect(added["Cancel my registration"]).toBe(`${personal}?decline`);
    // The foot has neither that link nor the reason once more, and nobody approved what they never asked for.
    expect(added).not.toHaveProperty("cancel your registration");
    expect(wordsOf(html).split("Hanna registered you")).toHaveLength(2 + 1);
    expect(wordsOf(html)).not.toContain("Approved");
    expect(text.split("\n-- \n")[1]).toContain("If you cancel, you won’t get any more emails about this webinar.");
    const own = labelled(letter(registered("approved", { registrationId: id })).html);
    expect(own).not.toHaveProperty("Cancel my registration");
  });

  it("what was changed is said, with the former title, where it is known", () => {
    const about = { ...webinar, description: "What lives below." };
    const saysOf = (from?: (MailNotice & { kind: "revised" })["from"]) =>
      wordsOf(letter({ kind: "revised", webinar: about, registration, ...(from ? { from } : {}) }).html);
    expect(saysOf({ title: "Shallow sea" })).toMatch(/ New title This webinar was called “\S?Shallow sea\S?”\./);
    expect(saysOf({ isDescription: true })).toContain(" New description The host changed what this webinar is about.");
    expect(saysOf({ title: "Shallow sea", isDescription: true })).toMatch(/ New title and description .*Shallow sea/);
    expect(saysOf()).toContain(" New title or description ");
    // A new description is the news, and stands above the ticket; one that is as it was is not repeated.
    expect(saysOf({ isDescription: true })).toMatch(/stay the same\. What lives below\. .*Join/);
    expect(saysOf({ title: "Shallow sea" })).not.toContain("What lives below.");
  });

  it("a request is never called a registration, and one that came late is told so", () => {
    const said = (status: Status, at = now) =>
      letterOf(
        registered(status, { again: true, registration: { ...as(status), registeredAt: at } }),
        { locale: "en" },
        { links, theme, now: at },
      ).text;
    for (const status of ["pending", "waitlisted"] as const) {
      const asked = status === "pending" ? "You’ve already asked for a seat." : "You’ve already joined the list.";
      expect(said(status), status).toContain(asked);
      expect(said(status), status).not.toContain("already registered");
    }
    // It would read as a refusal below *A seat is free for you*.
    expect(said("offered")).not.toContain("already");
    expect(said("offered")).toContain("Once you claim it, it’s kept for you until a host decides.");
    expect(said("approved")).toContain("You’re already registered, so there’s nothing more to do.");
    expect(said("pending")).toContain("To stop getting these emails, withdraw your request.");
    const late = letterOf(
      registered("pending", {
        webinar: { ...webinar, landingPage: "https://example.com/" },
        registration: { ...as("pending"), registeredAt: webinar.startsAt + 1 },
      }),
      { locale: "en" },
      { links, theme, now: webinar.startsAt + 1 },
    );
    expect(wordsOf(late.html)).toMatch(/ Request received The webinar has already started\. You’ll hear from us/);
    for (const gone of ["Host’s website", "Calendar settings"]) expect(labelled(late.html)).not.toHaveProperty(gone);
  });

  it("who does not come to a webinar of a series finds the others", () => {
    const [off, part] = [{ state: "cancelled" as const }, { series: seriesCode(code) }];
    const wayOf = (more: Partial<Webinar>) =>
      labelled(letter({ kind: "called_off", webinar: { ...webinar, ...off, ...more }, key }).html)[
        "See the whole series"
      ];
    expect([wayOf(part), wayOf({ ...part, visibility: "invited_only" })]).toEqual([
      english.series(part.series),
      undefined,
    ]);
  });

  it("P43: who does not come finds what else is coming on a page of their own, if they are a member", () => {
    const wayOf = (notice: MailNotice, isMember: boolean, at = now) =>
      labelled(letterOf(notice, { locale: "en", ...(isMember && { isMember }) }, { links, theme, now: at }).html)[
        "See what’s coming up"
      ];
    const off = { kind: "called_off", webinar: { ...webinar, state: "cancelled" }, key } as const;
    for (const notice of [registered("rejected"), off, { kind: "line_over", webinar, key }] as const) {
      expect(wayOf(notice, true), notice.kind).toBe(`${personal}?list=open`);
      expect(wayOf(notice, false), notice.kind).toBeUndefined();
    }
    expect(wayOf(registered("pending"), true)).toBeUndefined();
    // The link of a registration that was deleted leads to nothing any more.
    const entry = { key, era: 1, version: 1 };
    expect(wayOf({ kind: "let_go", webinar: { ...webinar, state: "cancelled" }, entry }, true)).toBeUndefined();
  });

  it("S6: an ID that comes later says first why it comes", () => {
    const { html, text } = letter({ kind: "id_given", webinar, registrationId: id, key });
    expect(wordsOf(html)).toMatch(
      / You now need an ID to join Here’s your registration ID\. .* once you’ve registered and been approved\./,
    );
    const automatic = { ...webinar, policy: "automatic" } as const;
    expect(letter({ kind: "id_given", webinar: automatic, registrationId: id, key }).text).toContain(
      "It lets you in once you’ve registered.",
    );
    // The sentence says so: no pill does again.
    expect(wordsOf(html)).not.toContain("Not registered");
    expect(text).toContain("Status: not registered");
  });

  it("a headline says what happened, and the title stands by itself, with or without a ticket", () => {
    const headOf = (notice: MailNotice) => /<h1[^>]*>([^<]*)</.exec(letter(notice).html)?.[1];
    expect(headOf({ kind: "hosting", webinar, person: personId("p1"), role: "host" })).toBe("You’re the host");
    expect(headOf({ kind: "coming", webinar, person: personId("p1") })).toBe("Nobody is coming yet");
    expect(headOf({ kind: "line_over", webinar, key })).toBe("No seat became free");
    const wrote = { kind: "host_message", webinar, key, text: "Bring a towel.", byName: "Hanna" } as const;
    expect(headOf(wrote)).toBe("Message from Hanna");
    expect(letter({ kind: "line_over", webinar, key }).html).toContain('class="name"');
  });

  it("the operator's name stands at the top and in the foot; previews say when it is, and never the ID", () => {
    const { text, html } = letter({ kind: "invitation", webinar, key, hostName: "Hanna", registrationId: id });
    // The ID of who has yet to register comes last: on the ticket it looks like a seat.
    expect(wordsOf(html)).toMatch(
      new RegExp(`Decline .*Registration ID ${showRegistrationId(id)} You don’t need it yet`),
    );
    expect(html).not.toMatch(/class="(stub|id)"/);
    expect(html).toContain("Learning &lt;at&gt; Acme</td>");
    expect(text.split("\n-- \n")[1]).toContain("Learning <at> Acme");
    const [, preview = ""] = /<body[^>]*>\s*<div style="display: none[^"]*">([^<]*)<\/div>/.exec(html) ?? [];
    expect(preview).toMatch(/^Fri, 15 Jan 2027, 17:00 .* · Hanna invites you to .*\.$/);
    const wrote = letter({ kind: "host_message", webinar, key, text: "Bring\na towel.", byName: "Hanna" }).html;
    expect(wrote).toMatch(/<body[^>]*>\s*<div style="display: none[^>]*>[^<]* · Bring a towel\.</);
    expect(preview).not.toContain(showRegistrationId(id));
  });

  it("the code is for who hosts, once: beside a registration ID it would be taken for a second one", () => {
    const person = personId("p1");
    const timesSaid = (notice: MailNotice) => wordsOf(letter(notice).html).split(/\bABC234\b/).length - 1;
    expect(wordsOf(letter({ kind: "coming", webinar, person }).html)).toContain("Webinar code: ABC234");
    // What is pressed in chat is no command.
    const hosting = wordsOf(letter({ kind: "hosting", webinar, person, role: "host" }).html);
    expect(hosting).toContain("press Join on the webinar’s card in Slack or Teams");
    expect(hosting).not.toContain("join ABC234");
    for (const notice of [
      registered("approved", { registrationId: id }),
      registered("pending"),
      { kind: "invitation", webinar, key, hostName: "Hanna", registrationId: id },
      { kind: "hosting", webinar: { ...webinar, state: "cancelled" }, person, role: "host" },
    ] as const)
      expect(timesSaid(notice), notice.kind).toBe(0);
  });

  it("who only asked to register is not said to be registered", () => {
    const whyOf = (status: Status) =>
      / You’re getting this email because (.*?) this webinar/.exec(wordsOf(letter(registered(status)).html))?.[1];
    for (const status of ["pending", "waitlisted", "offered"] as const)
      expect(whyOf(status), status).toBe("you asked to register for");
    expect(whyOf("approved")).toBe("you registered for");
  });

  it("pages that are nobody's own open in the language of the mail", () => {
    const notice = { kind: "hosting", webinar, person: personId("p1"), role: "host" } as const;
    const { text } = letterOf(notice, { locale: "fr" }, { links, theme, now });
    const host = links.host(code, personId("p1"), now + HOST_LINK_MS);
    expect(urlsIn(text)).toEqual([host, `${links.about(code)}?lang=fr`, `${links.guide()}?lang=fr`]);
  });

  it("P17: who changed what they had said reads in the mail what it is now", () => {
    const form = formOf({ standard: { company: "shown" }, questions: [] });
    const answers = answeredOf(form, { company: ["Lee & Daughters"] });
    const { text, html } = letter(registered("pending", { isEdited: true, answers }));
    expect(text).toContain("Company: Lee & Daughters");
    expect(wordsOf(html)).toContain("Company Lee & Daughters");
    // In their own words, as they wrote them: no fact of ours.
    expect(html).toMatch(/font-weight: 400">Lee &amp; Daughters</);
  });

  it("what it says of joining follows the clock", () => {
    const at = (now: number) => letterOf(registered("approved"), { locale: "en" }, { links, theme, now }).text;
    const minute = 60_000;
    expect(at(webinar.startsAt - 16 * minute)).toContain("The doors open 15 minutes before the start.");
    expect(at(webinar.startsAt - 14 * minute)).toContain("The doors are open");
    expect(at(webinar.startsAt)).toContain("The webinar has started");
    expect(at(webinar.endsAt)).toContain("Recording ready");
    expect(at(webinar.endsAt)).not.toContain("no longer join");
  });

  it("a person's words are set off from Usher's, every line of them", () => {
    const written = { ...webinar, description: "Bring a towel.\n\nמים עמוקים\nand <b>fins</b>." };
    const invitation = letter({ kind: "invitation", webinar: written, key, hostName: "" });
    expect(invitation.text).toContain("> Bring a towel.\n>\n> מים עמוקים\n> and <b>fins</b>.\n\n");
    expect(invitation.html).toContain("Bring a towel.<br><br>מים עמוקים<br>and &lt;b&gt;fins&lt;/b&gt;.</blockquote>");
    const rejected = { ...as("rejected"), reason: { text: "Not yet.\nNext year.", told: true } };
    expect(letter(registered("rejected", { registration: rejected })).text).toContain(
      "The hosts wrote:\n\n> Not yet.\n> Next year.",
    );
    const fullText = "Watch it later: https://example.com/later.";
    const full = letter({ kind: "full", webinar: { ...webinar, fullText }, hostName: "" });
    expect(full.text).toContain(`\n\n> ${fullText}\n\n`);
    expect(labelled(full.html)["https://example.com/later"]).toBe("https://example.com/later");
  });

  it("P15: calendars that take no file are a link away, with the personal link and without the ID", () => {
    const { html } = letter(registered("approved", { registrationId: id }));
    const found = labelled(html);
    const google = new URL(found["Google Calendar"] ?? "");
    expect([google.host, google.searchParams.get("action")]).toEqual(["calendar.google.com", "TEMPLATE"]);
    expect(google.searchParams.get("dates")).toBe("20270115T080000Z/20270115T090000Z");
    const outlook = new URL(found.Outlook ?? "");
    expect([outlook.host, outlook.searchParams.get("subject")]).toEqual(["outlook.office.com", webinar.title]);
    expect(outlook.searchParams.get("startdt")).toBe("2027-01-15T08:00:00Z");
    expect(outlook.searchParams.get("enddt")).toBe("2027-01-15T09:00:00Z");
    for (const { searchParams, href } of [google, outlook]) {
      expect(searchParams.get("location")).toBe(personal);
      expect(searchParams.get("details") ?? searchParams.get("body")).toContain(personal);
      for (const secret of [id, showRegistrationId(id), "meet.example.com"]) expect(href).not.toContain(secret);
    }
    for (const notice of [registered("pending"), registered("rejected")])
      expect(labelled(letter(notice).html)).not.toHaveProperty("Outlook");
  });

  it("the foot says why a mail came and how to stop more of them", () => {
    const foot = (notice: MailNotice) => letter(notice).text.split("\n-- \n")[1] ?? "";
    expect(foot(registered("approved"))).toContain(`because you registered for this webinar`);
    expect(foot(registered("approved"))).toContain(
      `To stop getting these emails, cancel your registration.\n${personal}`,
    );
    expect(foot({ kind: "moved", webinar, key, ...times })).toContain(`decline the invitation.\n${personal}?decline`);
    expect(foot({ kind: "waiting", webinar, count: 3, oldestAt: now })).toContain("because you host this webinar");
    expect(foot({ kind: "called_off", webinar, key })).toContain("You won’t get any more emails about it");
    expect(foot({ kind: "draft", webinar, draft: "d" })).toContain("somebody gave this address");
  });
});
