import { isLate, type Registration } from "../../model/registration.ts";
import { isOver, type Webinar } from "../../model/webinar.ts";
import type { SeriesOutcome } from "../../registering/form-steps.ts";
import { actOfCommand } from "../command-acts.ts";
import type { Notice } from "../notice.ts";
import { type ActOffer, codeOffer, type LinkOffer, minor, type NoticeOffer, offer } from "../offer.ts";
import { calm, inSight, ownOffers, recordingOffers } from "../own-offers.ts";
import { isWayIn } from "./way-in.ts";

/** The landing page (S24), for everybody who holds or waits for a seat. */
const landingOffers = ({ landingPage }: Webinar, { status }: Registration): LinkOffer[] =>
  landingPage && (status === "pending" || status === "approved" || status === "waitlisted")
    ? [{ link: landingPage, say: "landing" }]
    : [];

/** What was registered by one press is taken back by one. */
const takeBackOffer = ({
  webinar: { code },
  registration: { version, status },
}: Pick<Notice & { kind: "registration" }, "webinar" | "registration">): ActOffer =>
  offer(status === "pending" ? "take_back_request" : "take_back", { act: "take_back", code, version });

/** Whoever registers once the doors are open, and needs no password from a message, can go in at once. */
const wayIn = (notice: Notice & { kind: "registration" }, now: number): ActOffer[] =>
  isWayIn(notice, now) && !isLate(notice.webinar, notice.registration)
    ? [codeOffer("join", notice.webinar.code, "primary")]
    : [];

export const registrationOffers = (notice: Notice & { kind: "registration" }, now: number): NoticeOffer[] => {
  const { webinar, registration, again } = notice;
  // It is where registering leads: not who was registered by a host, or asks again while they wait.
  const isLed = notice.addedByName === undefined && (!again || registration.status === "approved");
  const pages = isLed ? landingOffers(webinar, registration) : [];
  if (notice.isAtOnce && notice.isToldBesides) return [...wayIn(notice, now), takeBackOffer(notice), ...pages];
  const own = ownOffers(notice, { now, isLasting: true }).map((one) => {
    // Who has just cancelled can come back, and is not asked to.
    if (one.act.act === "register" && registration.status === "cancelled")
      return { ...calm(one), ...(one.say === "register" && { say: "register_again" as const }) };
    if (one.act.act !== "leave") return one;
    if (notice.isAtOnce) return takeBackOffer(notice);
    // Who waits may think better of it sooner than look at the host's website.
    if (registration.status === "pending") return inSight(one);
    // Whom a host registered is told that they can cancel.
    return notice.addedByName === undefined ? one : { ...inSight(one), isNamed: true as const };
  });
  if (registration.status === "rejected") return [offer("whats_coming", actOfCommand("list", undefined))];
  const wanted = own.filter(({ tone }) => tone === "primary");
  // A menu is not opened for one act.
  const besides = own.length > 1 ? minor : (one: ActOffer): ActOffer => one;
  return [
    ...wanted,
    ...(isOver(webinar, now) && registration.status === "approved" && webinar.state !== "cancelled"
      ? recordingOffers(notice)
      : []),
    ...own.filter((one) => !wanted.includes(one)),
    ...pages,
    ...(own.some(({ act }) => act.act === "leave" || act.act === "take_back" || act.act === "claim")
      ? [minor(codeOffer("told_by", webinar.code))]
      : []),
    ...(again && registration.status !== "cancelled" && !isOver(webinar, now)
      ? [besides(codeOffer("resend", webinar.code))]
      : []),
  ];
};

/** The landing page of one webinar among several that somebody registered for. */
export const outcomeLanding = (outcome: SeriesOutcome): LinkOffer[] =>
  "registered" in outcome ? landingOffers(outcome.webinar, outcome.registered.registration) : [];

/** The landing page that all of them have in common, where there is more than one. */
export const sharedLanding = (outcomes: readonly SeriesOutcome[]): LinkOffer[] => {
  const [first, ...others] = outcomes.filter((one) => "registered" in one).map(outcomeLanding);
  const page = first?.[0];
  return page && others.length > 0 && others.every(([one]) => one?.link === page.link) ? [page] : [];
};

/** Everything that somebody has, where each is joined and given up; and the page that all of them lead to. */
export const seriesRegisteredOffers = ({ outcomes }: Notice & { kind: "series_registered" }): NoticeOffer[] => [
  offer("own_registrations", actOfCommand("my", undefined)),
  ...sharedLanding(outcomes),
];
