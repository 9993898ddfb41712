import { unreachable } from "../model/result.ts";
import { codeOf } from "../model/series.ts";
import { isOver, type Webinar } from "../model/webinar.ts";
import type { SeriesOutcome } from "../registering/form-steps.ts";
import { formOffer } from "./forms/form-offer.ts";
import { homeItemOffers, homeOffers } from "./home/offers.ts";
import { confirmHandoverOffers, hostOffers, invitedOffers } from "./hosts/offers.ts";
import { choiceOffers, listed, nameAmong } from "./listed-offers.ts";
import type { Notice } from "./notice.ts";
import { codeOffer, type LinkOffer, type NoticeOffer, offer } from "./offer.ts";
import {
  confirmLeaveOffers,
  hostJoinOffers,
  invitationOffers,
  landingOffers,
  mineItemOffers,
  mineOffers,
  ownOffers,
  registrationOffers,
} from "./own-offers.ts";
import { pageOffers } from "./paging.ts";
import { refusalOffers, unknownCommandOffers } from "./refusal-offers.ts";
import {
  addRaiseOffers,
  answerFoundOffers,
  askedOffers,
  bulkOffers,
  digestOffers,
  raiseOffers,
  registrantOffers,
  requestOffers,
} from "./request-offers.ts";
import { listedSeriesOffers, seriesHostOffers, seriesRegisterOffers } from "./series-offers.ts";

/** Says what can be pressed on a notice as a whole at the time `now`, in the order in which it is shown. */
export const offersOf = (notice: Notice, now: number): NoticeOffer[] => {
  switch (notice.kind) {
    case "help":
      return notice.mayHost ? [offer("schedule", { act: "schedule" })] : [];
    case "open_form":
      return [formOffer(notice)];
    case "announcement":
      return [
        ...ownOffers(notice, { now }),
        ...(notice.reached.failed > 0 ? [codeOffer("retry_failed", notice.webinar.code)] : []),
      ];
    case "invitation":
      return invitationOffers(notice, now);
    case "declined":
    case "moved":
    case "let_go":
    case "id_given":
    case "password_changed":
      return ownOffers(notice, { now, isLasting: true });
    case "webinar":
      return [
        ...(notice.hosting || notice.isSpeaker ? hostJoinOffers(notice, now) : ownOffers(notice, { now })),
        ...(notice.hosting ? hostOffers(notice.webinar, now, ["edit", "form", "rules", "cancel"]) : []),
      ];
    case "registration":
      return registrationOffers(notice, now);
    case "confirm_leave":
      return confirmLeaveOffers(notice);
    case "request":
      return requestOffers(notice, now);
    case "digest":
      return digestOffers(notice, now);
    case "bulk":
      return bulkOffers(notice);
    case "waiting":
      return isOver(notice.webinar, now) ? [] : [codeOffer("requests", notice.webinar.code, "primary")];
    case "asked":
      return askedOffers(notice, now);
    case "no_free_seat":
      return raiseOffers(notice);
    case "no_seat_to_add":
      return addRaiseOffers(notice);
    case "scheduled":
    case "edited":
      return hostOffers(notice.webinar, now, ["edit", "form"]);
    case "confirm_cancel":
      return [...hostOffers(notice.webinar, now, ["call_off"]), codeOffer("keep_webinar", notice.webinar.code)];
    case "confirm_handover":
      return confirmHandoverOffers(notice, now);
    case "cohosts":
    case "speakers":
      return hostOffers(notice.webinar, now, ["edit"]);
    case "handover":
    case "handed_over":
      return hostOffers(notice.webinar, now, ["show"]);
    case "speaking":
      return isOver(notice.webinar, now)
        ? []
        : [...hostJoinOffers(notice, now), codeOffer("show", notice.webinar.code)];
    case "cohosting":
      return [...hostJoinOffers(notice, now), ...hostOffers(notice.webinar, now, ["show", "edit"])];
    case "series":
      return [
        ...pageOffers(notice.page, (from) => ({ act: "page", list: "series", from })),
        ...(notice.mayHost ? [offer("series_new", { act: "series_new" })] : []),
      ];
    case "webinars":
      return pageOffers(notice.page, (from) => ({ act: "page", list: "webinars", from }));
    case "mine":
      return mineOffers(notice);
    case "home":
      return homeOffers(notice);
    case "choose":
      return pageOffers(notice.page, (from) => ({ act: "page_choice", command: notice.command, from }));
    case "series_one":
      return [
        ...pageOffers(notice.page, (from) => ({ act: "page_series", code: codeOf(notice), from })),
        ...seriesRegisterOffers(notice, now),
        ...(notice.isMine ? seriesHostOffers(notice) : []),
      ];
    case "series_saved":
      return seriesHostOffers(notice);
    case "registrant":
      return registrantOffers(notice, now);
    case "exported":
      return [
        { link: notice.file, say: "download", tone: "primary" },
        ...(notice.refusedOf ? [] : [{ link: notice.page, say: "roster_page" } as const]),
      ];
    case "admitted":
      return [{ link: notice.link, say: "open_meeting", tone: "primary" }];
    case "undelivered":
      return [
        offer("try_again", { act: "retry", code: notice.webinar.code, failed: notice.failed }, { tone: "primary" }),
      ];
    case "invited":
      return invitedOffers(notice);
    case "unknown_command":
      return unknownCommandOffers(notice);
    case "refused":
      return refusalOffers(notice.refusal);
    case "answer_found":
      return answerFoundOffers(notice);
    case "added":
    case "failed":
    case "not_saved":
    case "form_open":
    case "saved":
    case "working":
    case "cancelled":
    case "revised":
    case "called_off":
    case "hosting":
    case "series_registered":
    case "answers":
    case "resent":
    case "resent_to":
    case "retried":
    case "request_gone":
    case "over":
    case "withdrawn":
    case "corrected":
    case "line_over":
    case "full":
    case "draft":
    case "always":
    case "rule_test":
    case "log":
    case "ask_sent":
    case "thread":
    case "answer_sent":
      return [];
    default:
      return unreachable(notice);
  }
};

const outcomeOffers = (outcome: SeriesOutcome): LinkOffer[] =>
  "registered" in outcome ? landingOffers(outcome.webinar, outcome.registered.registration) : [];

/** Says what can be pressed on one item of a notice that lists several, at the time `now`. */
export const itemOffersOf = (notice: Notice, index: number, now: number): NoticeOffer[] => {
  switch (notice.kind) {
    case "choose": {
      const of = (webinar: Webinar) => listed(choiceOffers(notice.command, webinar), nameAmong(notice.webinars, index));
      return notice.webinars.slice(index, index + 1).flatMap(of);
    }
    case "webinars":
    case "series_one":
    case "series_saved": {
      const of = ({ code }: Webinar) => listed([codeOffer("show", code)], nameAmong(notice.webinars, index));
      return notice.webinars.slice(index, index + 1).flatMap(of);
    }
    case "mine":
      return mineItemOffers(notice, index, now);
    case "series": {
      const name = nameAmong(
        notice.entries.map(({ series }) => series),
        index,
      );
      return notice.entries
        .slice(index, index + 1)
        .flatMap((entry) => listed(listedSeriesOffers(entry, now, notice.mine.includes(entry.series.code)), name));
    }
    case "home":
      return homeItemOffers(notice, index, now);
    case "series_registered":
      return notice.outcomes.slice(index, index + 1).flatMap(outcomeOffers);
    case "help":
    case "unknown_command":
    case "refused":
    case "failed":
    case "working":
    case "not_saved":
    case "form_open":
    case "saved":
    case "open_form":
    case "scheduled":
    case "edited":
    case "confirm_cancel":
    case "confirm_handover":
    case "cancelled":
    case "cohosts":
    case "cohosting":
    case "registrant":
    case "exported":
    case "resent_to":
    case "speakers":
    case "speaking":
    case "handover":
    case "handed_over":
    case "answers":
    case "announcement":
    case "invited":
    case "webinar":
    case "invitation":
    case "declined":
    case "registration":
    case "confirm_leave":
    case "added":
    case "no_seat_to_add":
    case "resent":
    case "retried":
    case "request":
    case "no_free_seat":
    case "bulk":
    case "digest":
    case "waiting":
    case "asked":
    case "ask_sent":
    case "thread":
    case "answer_sent":
    case "answer_found":
    case "always":
    case "rule_test":
    case "log":
    case "request_gone":
    case "moved":
    case "revised":
    case "called_off":
    case "id_given":
    case "password_changed":
    case "hosting":
    case "let_go":
    case "over":
    case "withdrawn":
    case "corrected":
    case "line_over":
    case "full":
    case "admitted":
    case "draft":
    case "undelivered":
      return [];
    default:
      return unreachable(notice);
  }
};
