import { USHERS_TAGS } from "../../model/tag.ts";
import { gateOpensAt, isOver, mayDecide, type Webinar } from "../../model/webinar.ts";
import { actOfCommand } from "../command-acts.ts";
import { leadingOffers } from "../hosts/offers.ts";
import { listed, nameAmong } from "../listed-offers.ts";
import type { Notice } from "../notice.ts";
import { type ActOffer, codeOffer, minor, offer } from "../offer.ts";
import { ownOffers, ownRowOffers } from "../own-offers.ts";
import { pageOffers } from "../paging.ts";

export type Home = Notice & { kind: "home" };

/** The lists of a Home, in the order in which they stand. */
export const HOME_LISTS = ["hosted", "mine", "upcoming"] as const;
export type HomeList = (typeof HOME_LISTS)[number];

/** So many items stand on one page of each list: with their buttons, three lists stay far below Slack's 100 blocks. */
export const HOME_PAGE = 5;

/** Answers after which the Home of who gets them shows something else. */
const CHANGES_HOME: readonly Notice["kind"][] = [
  "scheduled",
  "edited",
  "cancelled",
  "cohosts",
  "handed_over",
  "declined",
  "registration",
  "series_registered",
  "request",
  "bulk",
];

/** Whether somebody who registered is told so besides: their Home follows that message. */
const isToldBesides = (notice: Notice): boolean =>
  notice.kind === "series_registered" ||
  (notice.kind === "registration" && notice.registration.status !== "cancelled" && !notice.isEdited);

export const changesHome = (notice: Notice, { answerStays }: { readonly answerStays: boolean }): boolean =>
  CHANGES_HOME.includes(notice.kind) && (answerStays || !isToldBesides(notice));

/** *Previous* and *Next* of one list; the others stay where they are. */
export const homePageOffers = (home: Home, list: HomeList): ActOffer[] => {
  const { hosted, mine, upcoming } = home;
  const begins = { hosted: hosted.page.from, mine: mine.page.from, upcoming: upcoming.page.from };
  return pageOffers(home[list].page, (from) => ({ act: "home", ...begins, [list]: from }));
};

/** What somebody can begin with, whatever stands on their Home. */
export const homeStartOffers = ({ mayHost, hosted }: Home, now: number): ActOffer[] => {
  // What they lead and what runs now comes before all else.
  const running = hosted.some.find((webinar) => isRunning(webinar, now));
  const schedule = offer("schedule", { act: "schedule" }, running ? {} : { tone: "primary" });
  return [
    ...(running ? [joinRunning(running)] : []),
    ...(mayHost ? [schedule] : []),
    offer("help_title", actOfCommand("help", undefined)),
  ];
};

/** Whether its doors are open. */
const isRunning = (webinar: Webinar, now: number): boolean => gateOpensAt(webinar) <= now && !isOver(webinar, now);

const joinRunning = ({ code, title }: Webinar): ActOffer =>
  offer("join_running", { act: "join", code }, { values: { title }, tone: "primary" });

export const homeOffers = (home: Home, now: number): ActOffer[] => [
  ...homeStartOffers(home, now),
  ...HOME_LISTS.flatMap((list) => homePageOffers(home, list)),
];

/** What waits for a decision comes first, with its number. */
const hostedOffers = (webinar: Webinar, { person }: Home, now: number): ActOffer[] => {
  const { code } = webinar;
  if (isOver(webinar, now)) return [codeOffer("show", code)];
  if (!mayDecide(webinar, person)) return [codeOffer("join", code), codeOffer("show", code)];
  const join = isRunning(webinar, now) ? [codeOffer("join", code)] : [];
  return [...join, ...leadingOffers(webinar), minor(codeOffer("edit", code)), minor(codeOffer("show", code))];
};

const webinarsOf = (home: Home, list: HomeList): readonly Webinar[] =>
  list === "mine" ? home.mine.some.map(({ webinar }) => webinar) : home[list].some;

/** In which list an item stands that is counted through all of them, and where in it. */
const placeOf = (home: Home, index: number): { list: HomeList; at: number } | undefined => {
  let at = index;
  for (const list of HOME_LISTS) {
    const { length } = home[list].some;
    if (at < length) return { list, at };
    at -= length;
  }
  return undefined;
};

const offersAt = (home: Home, list: HomeList, at: number, now: number): ActOffer[] => {
  if (list === "mine") return home.mine.some.slice(at, at + 1).flatMap((entry) => ownRowOffers(entry, now));
  const [webinar] = home[list].some.slice(at, at + 1);
  if (!webinar) return [];
  if (list === "hosted") return hostedOffers(webinar, home, now);
  const own = ownOffers({ webinar }, { now, tag: USHERS_TAGS.home, isAtOnce: true });
  return [...own, codeOffer("show", webinar.code)];
};

/** What can be pressed on one item of a Home. */
export const homeItemOffers = (home: Home, index: number, now: number): ActOffer[] => {
  const place = placeOf(home, index);
  if (!place) return [];
  const { list, at } = place;
  return listed(offersAt(home, list, at, now), nameAmong(webinarsOf(home, list), at));
};
