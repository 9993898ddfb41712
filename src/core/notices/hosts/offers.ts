import { isOver, type Webinar } from "../../model/webinar.ts";
import type { Notice } from "../notice.ts";
import { type ActOffer, codeOffer, type NoticeOffer, offer } from "../offer.ts";

/** Offers those of a host's `acts` that the webinar's state and settings allow; none once it is over. */
export const hostOffers = (
  webinar: Webinar,
  now: number,
  acts: readonly ("show" | "edit" | "form" | "rules" | "cancel" | "call_off")[],
): ActOffer[] => {
  const { code, registrationRequired } = webinar;
  return isOver(webinar, now)
    ? []
    : acts
        .filter((act) => registrationRequired || (act !== "form" && act !== "rules"))
        .map((act) => codeOffer(act, code, act === "call_off" ? "danger" : undefined));
};

/** Members of a channel that other organisations share are invited once a host was told how many they are. */
export const invitedOffers = ({
  webinar,
  id,
  shared,
  left,
  refused,
  file,
}: Notice & { kind: "invited" }): NoticeOffer[] => {
  const { code } = webinar;
  const agreeing = { values: { count: left }, tone: "primary" } as const;
  const asFile = file
    ? ({ link: file, say: "invite_refused" } as const)
    : offer("invite_refused", { act: "invite_refused", code, id });
  return [
    ...(shared === "asked" && left > 0 ? [offer("invite_shared", { act: "invite_shared", code, id }, agreeing)] : []),
    ...(refused > 0 ? [asFile] : []),
  ];
};

/** Handing it over after all, or not: its host hosts it no more. */
export const confirmHandoverOffers = (
  { webinar, to, isYours }: Notice & { kind: "confirm_handover" },
  now: number,
): ActOffer[] => {
  const { code, version } = webinar;
  const act = { act: "handover_now", code, person: to, version } as const;
  return isOver(webinar, now)
    ? []
    : [offer(isYours ? "take_over" : "handover_now", act, { tone: "danger" }), codeOffer("keep_webinar", code)];
};
