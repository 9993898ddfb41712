import type { Mine, Registration } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Notice } from "./notice.ts";
import { type ActOffer, type CodeAct, codeOffer, type LinkOffer, type NoticeOffer } from "./offer.ts";

/** The acts of somebody about their own registration, the most wanted first. */
const ownActs = ({ webinar, registration }: Mine): CodeAct[] => {
  if (webinar.state === "cancelled") return [];
  if (!webinar.registrationRequired) return ["join"];
  if (!registration) return ["register"];
  switch (registration.status) {
    case "cancelled":
      return ["register"];
    case "approved":
      return ["join", "leave"];
    case "pending":
    case "waitlisted":
      return ["leave"];
    case "offered":
      return ["claim", "pass"];
    case "rejected":
      return [];
    default:
      return unreachable(registration.status);
  }
};

export const ownOffers = (mine: Mine): ActOffer[] =>
  ownActs(mine).map((act) =>
    codeOffer(act, mine.webinar.code, act === "leave" || act === "pass" ? undefined : "primary"),
  );

/** A host or cohost goes in without a registration (P34); one of their own can still be given up. */
export const hostJoinOffers = ({ webinar, registration }: Mine): ActOffer[] => {
  const { state, code } = webinar;
  if (state === "cancelled") return [];
  const own = registration ? ownOffers({ webinar, registration }).filter(({ say }) => say !== "join") : [];
  return [codeOffer("join", code, "primary"), ...own];
};

/** The landing page (S24), for everybody who holds or waits for a seat. */
export const landingOffers = ({ landingPage }: Webinar, { status }: Registration): LinkOffer[] =>
  landingPage && (status === "pending" || status === "approved" || status === "waitlisted")
    ? [{ link: landingPage, say: "landing" }]
    : [];

export const registrationOffers = (notice: Notice & { kind: "registration" }): NoticeOffer[] => {
  const { webinar, registration, again } = notice;
  return [
    ...landingOffers(webinar, registration),
    ...ownOffers(notice),
    ...(again && registration.status !== "rejected" ? [codeOffer("resend", webinar.code)] : []),
  ];
};
