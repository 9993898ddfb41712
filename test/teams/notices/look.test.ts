import { describe, expect, it } from "vitest";
import { makeLinks } from "../../../src/core/model/links.ts";
import type { Registration } from "../../../src/core/model/registration.ts";
import { USHERS_TAGS } from "../../../src/core/model/tag.ts";
import type { Notice } from "../../../src/core/notices/notice.ts";
import { cardOf } from "../../../src/teams/notices/message.ts";
import { NOBODY_REACHED, NOTICES, registrationAs, webinar } from "../../setup/notices.ts";

type Node = Record<string, unknown>;

/** Everything in a card that has a type, in the order in which it is read. */
const partsOf = (node: unknown): Node[] => {
  if (Array.isArray(node)) return node.flatMap(partsOf);
  if (typeof node !== "object" || node === null) return [];
  const part = node as Node;
  return [...("type" in part ? [part] : []), ...Object.values(part).flatMap(partsOf)];
};
const drawn = (notice: Notice, now = 0): Node[] => partsOf(cardOf(notice, { locale: "en", zone: "Europe/Paris" }, now));
const ofType = (parts: readonly Node[], type: string): Node[] => parts.filter((part) => part.type === type);

const request = (status: Registration["status"], more: Partial<Registration> = {}): Notice => ({
  kind: "request",
  webinar,
  registration: { ...registrationAs(status), firstName: "Ann", lastName: "van Lee", registeredAt: 0, ...more },
  answers: [],
  isUndoable: false,
  decidedByName: "Eve",
});

describe("how cards look", () => {
  it("who was approved gets to their calendar and their own page from the card, as in Slack; six acts at most", () => {
    const links = makeLinks(new URL("https://usher.example.com"), "a secret of the tests, long enough for it");
    const approved = registrationAs("approved");
    const page = links.personal(webinar.code, approved.key);
    const own = (status: Registration["status"], more: Partial<typeof webinar> = {}) => {
      const registration = { ...approved, status };
      const notice = { kind: "registration", webinar: { ...webinar, ...more }, registration, again: false } as const;
      const actions = cardOf(notice, { locale: "en" }, 0, { links }).actions ?? [];
      expect(actions.length).toBeLessThanOrEqual(6);
      return actions.flatMap((action) =>
        action.type === "Action.OpenUrl" && action.url.startsWith(page) ? [[action.title, action.url]] : [],
      );
    };
    const calendar = ["Add to calendar", `${page}/event.ics`];
    const registration = ["See my registration", page];
    expect(own("approved", { landingPage: undefined as never })).toEqual([calendar, registration]);
    // With the host's own page, a seventh act would not fit.
    expect(own("approved")).toEqual([registration]);
    expect(own("pending")).toEqual([["See my request", page]]);
    expect(own("rejected")).toEqual([]);
  });

  it("S13: Register of a series stands above its webinars, which all look alike; what turns the page stands below", () => {
    const found = NOTICES.find((one) => one.kind === "series_one" && one.webinars.length === 30);
    if (found?.kind !== "series_one") return expect.unreachable();
    const page = { from: 4, size: 4, total: 30 };
    const notice = { ...found, isMine: false, webinars: found.webinars.slice(4, 8), page };
    const { body, actions } = cardOf(notice, { locale: "en" }, 0);
    const [first] = ofType(partsOf(body), "ActionSet");
    expect(ofType(partsOf(first), "Action.Submit").map(({ title }) => title)).toEqual(["Register"]);
    expect(partsOf(body).indexOf(first as Node)).toBeLessThan(partsOf(body).findIndex(({ separator }) => separator));
    expect(partsOf(actions).map(({ title }) => title)).toEqual(["Previous 4", "Next 4"]);
    // Three acts stand in sight: with a button in each of four rows there would be seven.
    expect(ofType(partsOf(body), "ActionSet")).toHaveLength(1);
    expect(partsOf(body).filter(({ text }) => text === "Details ›")).toHaveLength(4);
  });

  it("what turns a series' page stays in sight below its webinars, in French too", () => {
    const found = NOTICES.find((one) => one.kind === "series_one" && one.isMine);
    if (found?.kind !== "series_one") return expect.unreachable();
    const page = { from: 4, size: 4, total: 12 };
    const counts = { pending: 84, approved: 0, held: 84, seats: 1_000 };
    const notice = { ...found, title: "", counts, webinars: found.webinars.slice(4, 8), page };
    for (const locale of ["en", "fr"] as const) {
      const { body, actions } = cardOf(notice, { locale }, 0);
      expect(actions?.map(({ mode }) => mode)).toEqual([undefined, undefined]);
      const [leading] = ofType(partsOf(body), "ActionSet");
      const [first] = partsOf(leading).filter(({ type }) => String(type).startsWith("Action."));
      expect(first?.title).toMatch(/\(84\)/);
    }
  });

  it("N20: a time stands in a text, where Teams writes it for each reader, and in nothing else", () => {
    let times = 0;
    for (const notice of NOTICES)
      for (const part of drawn(notice)) {
        const own = Object.entries(part).filter(([, value]) => typeof value !== "object");
        const isTimed = own.some(([, value]) => String(value).includes("{{DATE("));
        if (isTimed) expect(part.type, notice.kind).toBe("TextBlock");
        if (isTimed) times += 1;
        if (part.type === "FactSet") expect(JSON.stringify(part), notice.kind).not.toContain("{{");
        // Nor is one left as the mark by which words carry it.
        expect(JSON.stringify(own), notice.kind).not.toMatch(/[\u{f0000}-\u{f0002}]/u);
        if (part.type === "FactSet") expect(JSON.stringify(part), notice.kind).not.toMatch(/[\u{f0000}-\u{f0002}]/u);
      }
    expect(times).toBeGreaterThan(50);
  });

  it("a request begins with the initials of who asks, in the colour of where it stands", () => {
    const headOf = (notice: Notice) => {
      const [head] = ofType(drawn(notice), "Container");
      return [head?.style, partsOf(head).find(({ type }) => type === "TextBlock")?.text];
    };
    expect(headOf(request("pending"))).toEqual(["warning", "AL"]);
    expect(headOf(request("approved"))).toEqual(["good", "AL"]);
    expect(headOf(request("rejected"))).toEqual(["attention", "AL"]);
    // Late, so that it is urgent.
    expect(headOf(request("pending", { registeredAt: webinar.startsAt }))).toEqual(["attention", "AL"]);
    expect(headOf(request("pending", { firstName: "דנה", lastName: "" }))[1]).toBe("ד");
  });

  it("a decided request shows less than a waiting one, and its answers after a press", () => {
    const notice = NOTICES.find((one) => one.kind === "request" && one.answers.length > 3);
    if (notice?.kind !== "request") return expect.unreachable();
    const shown = (status: Registration["status"]): number => {
      const card = cardOf({ ...notice, registration: registrationAs(status) }, { locale: "en" }, 0);
      const body = (card.body ?? []).filter((part) => part.isVisible !== false);
      return ofType(partsOf(body), "TextBlock").length + ofType(partsOf(body), "FactSet").length;
    };
    expect(shown("approved")).toBeLessThan(shown("pending"));
    const parts = drawn({ ...notice, registration: registrationAs("approved") });
    const folded = parts.find(({ isVisible }) => isVisible === false);
    expect(JSON.stringify(folded)).toContain("answer");
    const [toggle] = ofType(parts, "Action.ToggleVisibility");
    expect(toggle?.targetElements).toEqual([folded?.id]);
  });

  it("an answer of some length is set off in a block of its own", () => {
    const answers = [
      { question: { id: "a", type: "text", label: "Why?" }, answer: ["x".repeat(120)] },
      { question: { id: "b", type: "line", label: "City?" }, answer: ["Lyon"] },
    ] as never;
    const parts = drawn({ ...(request("pending") as Notice & { kind: "request" }), answers });
    const blocks = ofType(parts, "Container").filter(({ style }) => style === "emphasis");
    expect(JSON.stringify(blocks)).toContain("xxx");
    // Beside a time the facts are rows.
    expect(JSON.stringify(ofType(parts, "ColumnSet"))).toContain("Lyon");
    expect(JSON.stringify(ofType(parts, "ColumnSet"))).not.toContain("xxx");
  });

  it("of many long answers a waiting request shows three, and all are a press away", () => {
    const answers = Array.from({ length: 6 }, (_, at) => ({
      question: { id: `q${at}`, type: "text", label: `Why ${at}?` },
      answer: ["x".repeat(150)],
    })) as never;
    const parts = drawn({ ...(request("waitlisted") as Notice & { kind: "request" }), answers });
    const texts = ofType(parts, "TextBlock").map(({ text }) => String(text));
    expect(texts.filter((text) => text.startsWith("Why"))).toHaveLength(3);
    expect(texts).toContain("3 more answers");
    expect(parts.map(({ title }) => title)).toContain("All answers");
  });

  it("the ID comes before what the host wrote, of which a long text begins, and stands whole after a press", () => {
    const notice = NOTICES.find((one) => one.kind === "reminder" && one.registrationId !== undefined);
    if (notice?.kind !== "reminder") return expect.unreachable();
    const reminderText = `${"x".repeat(600)} end`;
    const parts = drawn({ ...notice, webinar: { ...webinar, reminderText } });
    const texts = ofType(parts, "TextBlock");
    const start = texts.findIndex(({ text }) => /^x+…$/.test(String(text)));
    expect(texts.findIndex(({ fontType }) => fontType === "Monospace")).toBeLessThan(start);
    const whole = parts.find(({ isVisible }) => isVisible === false);
    expect(JSON.stringify(whole)).toContain("x end");
    expect(ofType(parts, "Action.ToggleVisibility")[0]?.targetElements).toContain(whole?.id);
  });

  it("the help has what is for everybody apart from what is for hosts, and says nothing of Slack", () => {
    const texts = ofType(drawn({ kind: "help", mayHost: true, isWhole: true } as Notice), "TextBlock");
    const bold = texts.filter(({ weight }) => weight === "Bolder").map(({ text }) => text);
    expect(bold).toEqual([
      "Commands for hosts",
      "Plan and change",
      "Invite and announce",
      "Decide who comes",
      "Work together",
      "Afterwards",
    ]);
    expect(JSON.stringify(texts)).toMatch(/Plan and change.*\*\*schedule\*\* – .*\*\*edit\*\* CODE – /);
    expect(JSON.stringify(texts)).not.toContain("**join**");
    const forAll = { kind: "help", mayHost: true, isWhole: true, isForAll: true } as const;
    const everybodys = JSON.stringify(ofType(drawn(forAll), "TextBlock"));
    expect(everybodys).toMatch(/Commands for everybody.*\*\*join\*\* CODE – /);
    expect(everybodys).not.toContain("**schedule**");
    expect(JSON.stringify(texts)).not.toMatch(/Slack|\/webinar/);
  });

  it("the registration ID stands alone, bold, in letters of one width", () => {
    for (const notice of NOTICES) {
      if (notice.kind !== "id_given") continue;
      const [id, more] = drawn(notice).filter(({ fontType }) => fontType === "Monospace");
      expect(id?.text).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/);
      expect([id?.weight, more]).toEqual(["Bolder", undefined]);
    }
  });

  it("the overview says how full it is in words, and counts beside each other", () => {
    const full = { ...webinar, cap: 1_000, seatsHeld: 612, counts: { ...webinar.counts, approved: 600, pending: 12 } };
    const notice = {
      kind: "overview",
      webinar: full,
      hostName: "Eve",
      attended: 0,
      reached: NOBODY_REACHED,
    } as const;
    const texts = (of: Notice) => ofType(drawn(of), "TextBlock").map(({ text }) => text);
    expect(texts(notice)).toContain("612 of 1,000 seats taken, 388 free");
    expect(texts({ ...notice, webinar: { ...full, seatsHeld: 1_000 } }).join()).not.toContain("seats");
    expect(texts({ ...notice, webinar: { ...full, seatsHeld: 0 } })).toContain("1,000 seats, all free");
    expect(texts({ ...notice, webinar: { ...full, state: "cancelled" } }).join()).not.toContain("seats");
    const [row] = ofType(drawn(notice), "ColumnSet");
    expect(ofType(partsOf(row), "Column")).toHaveLength(2);
    expect(JSON.stringify(row)).toMatch(/Waiting for approval.*12.*Approved.*600/);
  });

  it("lists and the log take the whole width; the log is a table, and its times are texts", () => {
    const wide = (kind: Notice["kind"]) =>
      NOTICES.filter((one) => one.kind === kind).map((one) => cardOf(one, { locale: "en" }, 0).msteams?.width);
    expect(wide("webinars")).toEqual(["full", "full"]);
    expect(wide("log")).toEqual(["full", "full"]);
    expect(wide("invitation")).toEqual([undefined, undefined]);
    const log = NOTICES.find((one) => one.kind === "log" && one.lines.length > 0);
    if (!log) return expect.unreachable();
    const [table] = ofType(partsOf(cardOf(log, { locale: "en" }, 0)), "Table");
    expect(ofType(partsOf(table), "TableRow")).toHaveLength(26);
    expect(JSON.stringify(table)).toContain("{{DATE(");
  });

  it("the log says each day once, as its reader has it, and only the hour of what happened then", () => {
    const log = NOTICES.find((one) => one.kind === "log" && one.lines.length > 0);
    if (log?.kind !== "log" || !log.lines[0]) return expect.unreachable();
    const at = ["2027-01-12T23:30Z", "2027-01-12T22:30Z", "2027-01-12T09:00Z"].map((one) => Date.parse(one));
    const lines = at.map((one) => ({ ...log.lines[0], at: one })) as typeof log.lines;
    const card = partsOf(cardOf({ ...log, lines }, { locale: "en", zone: "Europe/Paris" }, 0));
    const texts = card.flatMap(({ text }) => (String(text).includes("{{") ? [text] : []));
    // In Paris the first one was on the next day.
    expect(texts).toEqual([
      "{{DATE(2027-01-12T23:30:00Z, SHORT)}}",
      "{{TIME(2027-01-12T23:30:00Z)}}",
      "{{DATE(2027-01-12T22:30:00Z, SHORT)}}",
      "{{TIME(2027-01-12T22:30:00Z)}}",
      "{{TIME(2027-01-12T09:00:00Z)}}",
    ]);
  });

  it("until the doors open the calendar stands before Join", () => {
    const links = makeLinks(new URL("https://usher.example.com"), "a secret of the tests, long enough for it");
    const told = { ...webinar, landingPage: undefined as never };
    const registration = { ...registrationAs("approved"), registeredAt: 0 };
    const notice: Notice = { kind: "reminder", webinar: told, registration, inMinutes: 60, isLast: false };
    const titles = (now: number, of = notice) =>
      cardOf(of, { locale: "en" }, now, { links }).actions?.map(({ title }) => title);
    const day = 86_400_000;
    expect(titles(told.startsAt - day)?.slice(0, 3)).toEqual(["Add to calendar", "Join", "See my registration"]);
    const silent: Notice = { ...notice, webinar: { ...told, reminderText: "" } };
    expect(titles(told.startsAt - 60_000, silent)?.[0]).toBe("Join");
  });

  it("P35: whom a host registered finds what the sentence names beside Join", () => {
    const links = makeLinks(new URL("https://usher.example.com"), "a secret of the tests, long enough for it");
    const registration = { ...registrationAs("approved"), registeredAt: 0 };
    const notice: Notice = { kind: "registration", webinar, registration, again: false, addedByName: "Hanna" };
    const titles = cardOf(notice, { locale: "en" }, webinar.startsAt - 86_400_000, { links }).actions;
    expect(titles?.slice(0, 2).map(({ title }) => title)).toEqual(["Join", "Cancel my registration"]);
  });

  it("once the doors are open Join stands above what the host wrote", () => {
    const registration = { ...registrationAs("approved"), registeredAt: 0 };
    const reminder = { kind: "reminder", registration, inMinutes: 0, isLast: true } as const;
    const notice: Notice = { ...reminder, webinar: { ...webinar, reminderText: "Bring a leaf." } };
    const card = cardOf(notice, { locale: "en" }, webinar.startsAt);
    expect(card.actions).toBeUndefined();
    const body = JSON.stringify(card.body);
    expect(body).toContain("ActionSet");
    expect(body.indexOf("Join")).toBeLessThan(body.indexOf("Bring a leaf."));
  });

  it("an announcement looks open only while one can register on it", () => {
    const style = (of: Partial<typeof webinar>, now = 0) => {
      const open = { ...webinar, seatsHeld: 0, waitlist: false, ...of };
      const notice = NOTICES.find((one) => one.kind === "announcement");
      if (notice?.kind !== "announcement") return expect.unreachable();
      return drawn({ ...notice, webinar: open }, now)[1]?.style;
    };
    expect(style({})).toBe("accent");
    expect(style({ seatsHeld: webinar.cap })).toBe("warning");
    expect(style({ opensAt: 1_000 })).toBe("emphasis");
    expect(style({ closesAt: 1_000 }, 2_000)).toBe("emphasis");
    expect(style({ registrationRequired: false })).toBe("accent");
  });

  it("an announcement without registration says when the doors open, and a full webinar how to make room", () => {
    const words = (notice: Notice) => drawn(notice).map(({ text }) => text);
    const open = { ...webinar, registrationRequired: false };
    const free: Notice = { kind: "announcement", webinar: open, hostName: "Eve", tag: USHERS_TAGS.announcement };
    expect(words(free)).toContain("The doors open 15 minutes before the start.");
    expect(words({ ...free, webinar })).not.toContain("The doors open 15 minutes before the start.");
    const full = { kind: "no_free_seat", webinar, registration: registrationAs("rejected") } as const;
    expect(words({ ...full, mayRaise: false })).toContain("Free a seat in the roster, then try again.");
    expect(words({ ...full, mayRaise: true })).not.toContain("Free a seat in the roster, then try again.");
  });

  it("of who cancelled the answers are a press away, once", () => {
    const answers = NOTICES.flatMap((one) =>
      one.kind === "request" && one.answers.length > 0 ? [one.answers] : [],
    )[0];
    if (!answers) return expect.unreachable();
    const presses = (status: Registration["status"]) =>
      drawn({ ...request(status), answers } as Notice).flatMap(({ type, mode, title }) =>
        String(type).startsWith("Action.") && mode !== "secondary" ? [title] : [],
      );
    expect(presses("cancelled")).toEqual(["All answers"]);
    expect(presses("approved")).toEqual(["Answers", "Change decision"]);
  });

  it("one button at most is positive, and what cannot be taken back is destructive", () => {
    for (const notice of NOTICES) {
      const positive = drawn(notice).filter(({ style, mode }) => style === "positive" && mode !== "secondary");
      expect(positive.length, notice.kind).toBeLessThanOrEqual(1);
    }
    const styles = (notice: Notice) =>
      drawn(notice)
        .filter(({ type }) => String(type).startsWith("Action."))
        .map(({ title, style }) => [String(title).split(" ")[0], style]);
    expect(styles(request("pending")).slice(0, 2)).toEqual([
      ["Approve", "positive"],
      ["Reject", "destructive"],
    ]);
    expect(styles({ kind: "confirm_cancel", webinar, silent: 0 })).toEqual([
      ["Cancel", "destructive"],
      ["Keep", undefined],
    ]);
  });

  it("every card has a title that screen readers find, and all texts wrap", () => {
    const titled = ["request", "registration", "invitation", "overview", "webinars", "mine", "log", "digest"];
    for (const notice of NOTICES) {
      const texts = ofType(drawn(notice), "TextBlock");
      if (titled.includes(notice.kind) && !JSON.stringify(notice).includes('"entries":[]'))
        expect(texts.filter(({ style }) => style === "heading").length, notice.kind).toBeGreaterThanOrEqual(1);
      for (const { text, wrap } of texts) if (String(text).length > 2) expect(wrap, String(text)).toBe(true);
    }
  });
});
