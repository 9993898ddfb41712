import { unreachable } from "../../model/result.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { SeriesOutcome } from "../../registering/form-steps.ts";
import { homeItemOffers } from "../home/offers.ts";
import { choiceOffers, listed, nameAmong } from "../listed-offers.ts";
import type { Notice } from "../notice.ts";
import { codeOffer, type LinkOffer, type NoticeOffer } from "../offer.ts";
import { announcedItemOffers, mineItemOffers } from "../own-offers.ts";
import { outcomeLanding, sharedLanding } from "../readers/registration-offers.ts";
import { listedSeriesOffers, seriesPersonOffers } from "../series/offers.ts";
import { inGroups } from "../series/outcomes.ts";

/** Where its webinar leads: a page that all of them share is named once, below. */
const outcomeOffers = (outcome: SeriesOutcome, all: readonly SeriesOutcome[]): LinkOffer[] =>
  sharedLanding(all).length > 0 ? [] : outcomeLanding(outcome);

/** What can be pressed on one item of a notice that lists several, at the time `now`. */
export const itemOffers = (notice: Notice, index: number, now: number): NoticeOffer[] => {
  switch (notice.kind) {
    case "choose": {
      const own = notice.own?.[index];
      const of = (webinar: Webinar) =>
        listed(choiceOffers(notice.command, webinar, own), nameAmong(notice.webinars, index));
      return notice.webinars.slice(index, index + 1).flatMap(of);
    }
    case "webinars":
    case "series_one": {
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
    case "series_announcement":
      return announcedItemOffers(notice, index, now);
    case "series_saved":
    case "repeated":
      return [];
    case "series_people":
      return seriesPersonOffers(notice, index, now);
    case "series_registered":
      return inGroups(notice.outcomes)
        .slice(index, index + 1)
        .flatMap((one) => outcomeOffers(one, notice.outcomes));
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
    case "step_down":
    case "cancelled":
    case "cohosts":
    case "cohosting":
    case "registrant":
    case "exported":
    case "report":
    case "resent_to":
    case "speakers":
    case "speaking":
    case "handover":
    case "handed_over":
    case "answers":
    case "overview":
    case "announcement":
    case "announcement_closed":
    case "announced":
    case "invited":
    case "webinar":
    case "link_preview":
    case "invitation":
    case "declined":
    case "registration":
    case "confirm_leave":
    case "added":
    case "no_seat_to_add":
    case "told_by":
    case "resent":
    case "retried":
    case "request":
    case "no_free_seat":
    case "bulk":
    case "digest":
    case "waiting":
    case "cancellations":
    case "coming":
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
    case "reminder":
    case "follow_up":
    case "host_message":
    case "message_sent":
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
    case "offer_replaced":
    case "full":
    case "admitted":
    case "draft":
    case "undelivered":
      return [];
    default:
      return unreachable(notice);
  }
};
