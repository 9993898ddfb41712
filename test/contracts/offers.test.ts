import { describe, expect, it } from "vitest";
import { makeLinks } from "../../src/core/model/links.ts";
import { gateOpensAt } from "../../src/core/model/webinar.ts";
import { type CardAct, parseAct } from "../../src/core/notices/card-acts.ts";
import type { Notice } from "../../src/core/notices/notice.ts";
import type { NoticeOffer } from "../../src/core/notices/offer.ts";
import { itemOffersOf, offersOf } from "../../src/core/notices/offers.ts";
import { buttonsIn } from "../../src/playground/slack/reading.ts";
import { messageOf } from "../../src/slack/notices/message.ts";
import { cardOf } from "../../src/teams/notices/message.ts";
import { translatorFor } from "../../src/texts/translate.ts";
import { wordsOf } from "../../src/texts/words.ts";
import {
  digest,
  NOBODY_REACHED,
  NOTICES,
  narrowReview,
  openWebinar,
  registrationAs,
  webinar,
} from "../setup/notices.ts";

const READER = { locale: "en" } as const;
const links = makeLinks(new URL("https://usher.example.com"), "a secret of the tests, long enough for it");

/** What a press gives back, or the page that it opens. */
type Pressed = CardAct | { link: string };
interface Shown {
  readonly pressed: Pressed | undefined;
  readonly label: string;
}

/** Slack's cards lead to their reader's own page too, and to its calendar entry: `test/slack/notices` looks at these. */
const isOwnPage = ({ url }: { readonly url?: string }): boolean =>
  url?.startsWith("https://usher.example.com/me/") === true;

const inSlack = (notice: Notice, now: number): Shown[] =>
  buttonsIn({ blocks: messageOf(notice, READER, links, now).blocks as never })
    .filter((button) => !isOwnPage(button))
    .map(({ value, url, text }) => ({
      pressed: url === undefined ? parseAct(JSON.parse(value ?? "")) : { link: url },
      label: text,
    }));

const inTeams = (notice: Notice, now: number): Shown[] => {
  const found: Shown[] = [];
  JSON.stringify(cardOf(notice, READER, now), (_, value) => {
    if (typeof value?.type === "string" && value.type.startsWith("Action.") && value.type !== "Action.ToggleVisibility")
      found.push({
        pressed: value.type === "Action.OpenUrl" ? { link: value.url } : parseAct(value.data),
        label: value.title,
      });
    return value;
  });
  return found;
};

/** Each product with the number of items that it gives buttons: how many it shows is its own layout. */
const FACES = [
  { name: "Slack", shown: inSlack, items: (_: Notice, count: number) => (count > 15 ? 13 : count) },
  {
    name: "Teams",
    shown: inTeams,
    items: ({ kind }: Notice, count: number) => Math.min(count, kind === "series_one" ? 15 : 60),
  },
];

const offered = (notice: Notice, now: number, items: number): NoticeOffer[] => [
  ...Array.from({ length: items }, (_, index) => itemOffersOf(notice, index, now)).flat(),
  ...offersOf(notice, now),
];
const pressedOf = (offer: NoticeOffer): Pressed => ("link" in offer ? { link: offer.link } : offer.act);

/** The first word of an offer's label; a face may add whom, or what, it is about. */
const firstWord = (offer: NoticeOffer): string => {
  const label = "link" in offer ? translatorFor("en")(offer.say) : translatorFor("en")(offer.say, offer.values);
  return label.split(" ")[0] ?? "";
};

/** Lists whose layout puts some of the acts above the items, and turning the page apart; and a menu beside the time. */
const PLACED: readonly Notice["kind"][] = ["series_one", "home", "registration"];

const CASES = NOTICES.flatMap((notice) =>
  ([0, webinar.endsAt] as const).map((now) => [notice.kind, now === 0 ? "before" : "after", notice, now] as const),
);

describe.each(FACES)("$name shows what the core offers, no less and no more", ({ shown, items }) => {
  it.each(CASES)("%s, %s the end", (_, _when, notice, now) => {
    const expected = offered(notice, now, items(notice, wordsOf(notice, READER).items.length));
    const buttons = shown(notice, now);
    const placed = <Of>(all: Of[]): Of[] =>
      PLACED.includes(notice.kind) ? all.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))) : all;
    const given = buttons.map(({ pressed, label }) => ({ pressed, word: label.split(" ")[0] }));
    expect(placed(given)).toEqual(placed(expected.map((one) => ({ pressed: pressedOf(one), word: firstWord(one) }))));
  });
});

describe("what the core offers", () => {
  it("an act is below 150 characters as JSON, and reads back as it is", () => {
    for (const notice of NOTICES) {
      const count = wordsOf(notice, READER).items.length;
      for (const offer of offered(notice, 0, count)) {
        if ("link" in offer) continue;
        const value = JSON.stringify(offer.act);
        // What somebody typed is bounded by a button's value, the ids by the value of an option in a menu.
        expect(value.length).toBeLessThan("text" in offer.act ? 2_000 : 150);
        expect(parseAct(JSON.parse(value))).toEqual(offer.act);
      }
    }
  });

  it("a card has six acts at most, and what stands behind its menu fits it: five acts, last of all, with nothing to ask first", () => {
    const isMinor = (offer: NoticeOffer) => "act" in offer && offer.isMinor === true;
    for (const [, , notice, now] of CASES) {
      const items = Array.from({ length: wordsOf(notice, READER).items.length }, (_, i) =>
        itemOffersOf(notice, i, now),
      );
      for (const offers of [offersOf(notice, now), ...items]) {
        const menu = offers.filter(isMinor);
        expect(offers.length).toBeLessThanOrEqual(6);
        expect(menu.length).toBeLessThanOrEqual(5);
        expect(offers.slice(offers.length - menu.length)).toEqual(menu);
        expect(menu.filter((offer) => offer.tone || ("asksFirst" in offer && offer.asksFirst))).toEqual([]);
      }
    }
  });

  it("no item beyond the last offers anything", () => {
    for (const notice of NOTICES) expect(itemOffersOf(notice, wordsOf(notice, READER).items.length, 0)).toEqual([]);
  });

  const acts = (offers: NoticeOffer[]) => offers.map((offer) => ("link" in offer ? offer.say : offer.act.act));

  it("a narrowed roster is opened as it was asked for", () => {
    const [offer] = offersOf({ kind: "open_form", form: "roster", roster: narrowReview }, 0);
    expect(offer && pressedOf(offer)).toEqual({
      act: "requests",
      code: webinar.code,
      tab: "rejected",
      domain: narrowReview.domain,
    });
  });

  it("the overview has what hosts do most; that of a webinar without registration leads in first", () => {
    const overview = { kind: "overview", hostName: "Eve", attended: 0, reached: NOBODY_REACHED } as const;
    expect(acts(offersOf({ ...overview, webinar: openWebinar }, 0))).toEqual([
      ...["join", "invite", "announce", "edit", "show"],
    ]);
    // Nobody waits for a decision.
    const hosts = ["invite", "announce", "requests", "register", "edit", "show"];
    expect(acts(offersOf({ ...overview, webinar }, 0))).toEqual(hosts);
    expect(acts(offersOf({ ...overview, webinar: { ...openWebinar, state: "cancelled" } }, 0))).toEqual(["again"]);
    expect(acts(offersOf({ ...overview, webinar }, webinar.endsAt + 1))).toEqual(["report", "again"]);
  });

  it("S11, S28: whose registration was deleted joins, or registers where that is needed again", () => {
    expect(acts(offersOf({ kind: "let_go", webinar: openWebinar }, 0))).toEqual(["join"]);
    expect(acts(offersOf({ kind: "let_go", webinar }, 0))).toEqual(["register"]);
    expect(acts(offersOf({ kind: "let_go", webinar: { ...openWebinar, state: "cancelled" } }, 0))).toEqual(["command"]);
  });

  it("who changed cohosts can change them again, and who became one the webinar", () => {
    expect(acts(offersOf({ kind: "cohosts", webinar, names: [], unknown: [] }, 0))).toEqual(["cohost"]);
    expect(acts(offersOf({ kind: "cohosting", webinar, hostName: "Eve" }, 0))).toEqual([
      "join",
      "show",
      "edit",
      "step_down",
    ]);
  });

  it("a series is registered for while it has webinars, each of which is shown; its host edits it and its form", () => {
    const found = NOTICES.find((notice) => notice.kind === "series_one" && notice.isMine);
    if (found?.kind !== "series_one") return expect.unreachable();
    const { series, webinars } = found;
    const of = (notice: Notice) => [acts(offersOf(notice, 0)), acts(itemOffersOf(notice, 0, 0))];
    const own = ["series_edit", "form"];
    // P37: what waits in all of them, and everybody.
    const none = { pending: 0, approved: 0, held: 0, seats: 0 };
    expect(of({ ...found, counts: none })).toEqual([["roster", ...own, "announce", "message", "register"], ["show"]]);
    // The form gives way to what waits.
    const counts = { pending: 1, approved: 0, rejected: 0, cancelled: 0, waitlisted: 0, offered: 0 };
    const waiting = { ...found, webinars: webinars.map((one) => ({ ...one, counts })) };
    const whole = { ...none, pending: 40 };
    expect(of({ ...waiting, counts: whole })[0]).toEqual([
      "requests",
      "roster",
      "series_edit",
      "announce",
      "message",
      "register",
    ]);
    // In all of them, though only a page of them is told; and it comes before registering oneself.
    const wanted = offersOf({ ...waiting, counts: whole }, 0).filter(({ tone }) => tone === "primary");
    expect(wanted).toMatchObject([{ say: "requests_count", values: { count: 40 } }]);
    expect(of({ ...found, isMine: false })).toEqual([["register"], ["show"]]);
    expect(of({ ...found, webinars: [] })).toEqual([own, []]);
    // What was just saved is looked at, not gone through.
    expect(of({ kind: "series_saved", series, webinars })).toEqual([["announce", "form", "series_edit"], []]);
    expect(of({ kind: "series_saved", series, webinars: [] })).toEqual([["form", "series_edit"], []]);
    const list = { kind: "series", mayHost: true, entries: [{ series, webinars }] } as const;
    expect(of({ ...list, mine: [series.code] })).toEqual([["series_new"], ["register", "show", ...own]]);
    expect(of({ ...list, mine: [] })).toEqual([["series_new"], ["register", "show"]]);
    expect(of({ ...list, entries: [{ series, webinars: [] }], mine: [] })).toEqual([["series_new"], ["show"]]);
  });

  it("S24: the landing page is offered, after the way in; for each webinar of a series too", () => {
    const registration = registrationAs("approved");
    const registered = { webinar, registration, again: false };
    expect(acts(offersOf({ kind: "registration", ...registered }, 0))).toEqual([
      "join",
      "landing",
      "edit_answers",
      "leave",
      "told_by",
    ]);
    const outcomes = [
      { webinar, registered },
      { webinar, refusal: { reason: "webinar_ended", title: webinar.title } as const },
    ];
    const notice: Notice = { kind: "series_registered", title: "All", outcomes };
    expect([0, 1].map((index) => acts(itemOffersOf(notice, index, 0)))).toEqual([["landing"], []]);
  });

  it("P14: Join is what is wanted most once the doors are open, and not before", () => {
    const registered: Notice = {
      kind: "registration",
      webinar,
      registration: registrationAs("approved"),
      again: false,
    };
    const toneOfJoin = (now: number) => offersOf(registered, now).find((one) => one.say === "join")?.tone;
    const doors = gateOpensAt(webinar);
    expect([doors - 1, doors].map(toneOfJoin)).toEqual([undefined, "primary"]);
  });

  it("many are asked about first, by their number", () => {
    const [, approve] = offersOf(digest, 0);
    expect(approve).toMatchObject({ asksFirst: { to: "approve", values: { count: 990 } } });
  });
});
