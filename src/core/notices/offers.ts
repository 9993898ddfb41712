import { unreachable } from "../model/result.ts";
import { gateOpensAt, isOver } from "../model/webinar.ts";
import { actOfCommand } from "./command-acts.ts";
import { formOffer, openAgainOffers } from "./forms/form-offer.ts";
import { homeOffers } from "./home/offers.ts";
import {
  announcedOffers,
  confirmHandoverOffers,
  editedOffers,
  exportedOffers,
  formerHostOffers,
  hostNewsOffers,
  hostOffers,
  invitedOffers,
  messageOffers,
  newHostOffers,
  overviewOffers,
  reportOffers,
  scheduledOffers,
  stepDownOffers,
  webinarOffers,
} from "./hosts/offers.ts";
import { itemOffers } from "./lists/item-offers.ts";
import type { Notice } from "./notice.ts";
import { codeOffer, minor, minorLast, type NoticeOffer, offer } from "./offer.ts";
import {
  announcementOffers,
  confirmLeaveOffers,
  fullOffers,
  hostJoinOffers,
  invitationOffers,
  linkPreviewOffers,
  mineOffers,
  ownOffers,
  recordingOffers,
  reminderOffers,
  toldByOffers,
} from "./own-offers.ts";
import { pageOffers } from "./paging.ts";
import { registrationOffers, seriesRegisteredOffers } from "./readers/registration-offers.ts";
import {
  helpOffers,
  listOffers,
  noneToChooseOffers,
  refusalOffers,
  undeliveredOffers,
  unknownCommandOffers,
} from "./refusal-offers.ts";
import {
  addRaiseOffers,
  answerFoundOffers,
  answersOffers,
  askedOffers,
  bulkOffers,
  digestOffers,
  raiseOffers,
  registrantOffers,
  requestOffers,
} from "./request-offers.ts";
import {
  repeatedOffers,
  seriesAnnouncementOffers,
  seriesListOffers,
  seriesOneOffers,
  seriesPeopleOffers,
  seriesSavedOffers,
} from "./series/offers.ts";

/** Where nothing is left to do with a webinar. */
const WHATS_COMING = [offer("whats_coming", actOfCommand("list", undefined))];
/** Where all that is left is what its reader has. */
const OWN = [offer("own_registrations", actOfCommand("my", undefined))];
/** Where nothing is known that could be tried again. */
const HELP = [offer("help_title", actOfCommand("help", undefined))];

/** What failed, once more. */
const againOffers = ({ asked }: Notice & { kind: "failed" | "not_saved" }): NoticeOffer[] =>
  asked?.act ? [offer("try_again", asked.act, { tone: "primary" })] : HELP;

/** A request still waits whose time went from its person's calendar; an address that was a mistake has nothing. */
const withdrawnOffers = ({ isHold }: Notice & { kind: "withdrawn" }): NoticeOffer[] => (isHold ? OWN : []);

const wholeOffers = (notice: Notice, now: number): NoticeOffer[] => {
  switch (notice.kind) {
    case "help":
      return helpOffers(notice);
    case "open_form":
      return notice.form === "leave" ? confirmLeaveOffers(notice) : [formOffer(notice)];
    case "overview":
      return overviewOffers(notice, ownOffers(notice, { now }), now);
    case "announcement":
      return announcementOffers(notice, now);
    case "announced":
      return announcedOffers(notice, now);
    case "invitation":
    case "declined":
      return invitationOffers(notice, now);
    case "let_go":
      return notice.webinar.state === "cancelled" ? WHATS_COMING : ownOffers(notice, { now, isLasting: true });
    case "moved":
    case "id_given":
    case "password_changed":
    case "host_message":
      return ownOffers(notice, { now, isLasting: true });
    case "reminder":
      return reminderOffers(notice, now);
    case "follow_up":
      return recordingOffers(notice);
    case "message_sent":
      return messageOffers(notice);
    case "webinar":
      return webinarOffers(notice, now);
    case "link_preview":
      return linkPreviewOffers(notice, now);
    case "registration":
      return registrationOffers(notice, now);
    case "told_by":
      return toldByOffers(notice);
    case "confirm_leave":
      return confirmLeaveOffers(notice);
    case "request":
      return requestOffers(notice, now);
    case "digest":
      return digestOffers(notice, now);
    case "bulk":
      return bulkOffers(notice, now);
    case "cancellations":
    case "coming":
      return hostNewsOffers(notice, now);
    case "waiting":
      return isOver(notice.webinar, now) ? [] : [codeOffer("requests", notice.webinar.code, "primary")];
    case "asked":
      return askedOffers(notice, now);
    case "always":
      return isOver(notice.webinar, now)
        ? []
        : [codeOffer("requests", notice.webinar.code), ...hostOffers(notice.webinar, now, ["rules"])];
    case "rule_test":
      return hostOffers(notice.webinar, now, ["rules"]);
    case "form_open":
      return openAgainOffers(notice);
    case "log":
    case "corrected":
    case "resent_to":
    case "retried":
      return [codeOffer("roster", notice.webinar.code)];
    case "added": {
      const { code } = notice.webinar;
      return isOver(notice.webinar, now) ? [] : [codeOffer("roster", code), codeOffer("add", code)];
    }
    case "no_free_seat":
      return raiseOffers(notice);
    case "no_seat_to_add":
      return addRaiseOffers(notice);
    case "scheduled":
      return scheduledOffers(notice, now);
    case "edited":
      return editedOffers(notice, now);
    case "confirm_cancel":
      return [...hostOffers(notice.webinar, now, ["call_off"]), codeOffer("keep_webinar", notice.webinar.code)];
    case "confirm_handover":
      return confirmHandoverOffers(notice, now);
    case "cohosts":
      return notice.names.length > 0
        ? hostOffers(notice.webinar, now, ["cohost"])
        : hostOffers(notice.webinar, now, ["cohost"]).map((one) => ({ ...one, say: "add_cohost" }));
    case "speakers":
      return hostOffers(notice.webinar, now, ["speaker"]);
    case "step_down":
      return stepDownOffers(notice, now);
    case "handover":
      return [...newHostOffers(notice.webinar, now, notice.isYours), ...formerHostOffers(notice, now)];
    case "handed_over":
      return [
        ...newHostOffers(notice.webinar, now, notice.isYours),
        ...(notice.isYours ? hostOffers(notice.webinar, now, ["edit"]) : []),
      ];
    case "speaking":
      return isOver(notice.webinar, now)
        ? WHATS_COMING
        : [...hostJoinOffers(notice, now), codeOffer("show", notice.webinar.code)];
    case "cohosting":
      return [
        ...hostJoinOffers(notice, now),
        ...hostOffers(notice.webinar, now, ["show", "edit"]),
        ...hostOffers(notice.webinar, now, ["step_down"]).map(minor),
      ];
    case "series":
      return seriesListOffers(notice);
    case "webinars":
      return listOffers(notice);
    case "mine":
      return mineOffers(notice);
    case "home":
      return homeOffers(notice, now);
    case "choose":
      if (notice.webinars.length === 0) return noneToChooseOffers(notice.command);
      return pageOffers(notice.page, (from) => ({ act: "page_choice", command: notice.command, from }));
    case "series_one":
      return seriesOneOffers(notice, now);
    case "series_announcement":
      return seriesAnnouncementOffers(notice);
    case "series_saved":
      return seriesSavedOffers(notice, now);
    case "withdrawn":
      return withdrawnOffers(notice);
    case "repeated":
      return repeatedOffers(notice);
    case "series_people":
      return seriesPeopleOffers(notice);
    case "cancelled":
      return [codeOffer("again", notice.webinar.code)];
    case "answers":
      return answersOffers(notice, now);
    case "registrant":
      return registrantOffers(notice, now);
    case "exported":
      return exportedOffers(notice);
    case "report":
      return reportOffers(notice);
    case "admitted":
      return [{ link: notice.link, say: "open_meeting", tone: "primary" }];
    case "undelivered":
      return undeliveredOffers(notice);
    case "invited":
      return invitedOffers(notice);
    case "unknown_command":
      return unknownCommandOffers(notice);
    case "refused":
      return refusalOffers(notice.refusal);
    case "failed":
    case "not_saved":
      return againOffers(notice);
    case "full":
      return fullOffers(notice, now);
    case "called_off":
    case "over":
    case "line_over":
      return WHATS_COMING;
    case "announcement_closed":
      return notice.isWithdrawn ? OWN : WHATS_COMING;
    case "offer_replaced":
      return OWN;
    case "answer_found":
      return answerFoundOffers(notice);
    case "series_registered":
      return seriesRegisteredOffers(notice);
    case "saved":
    case "working":
    case "revised":
    case "hosting":
    case "resent":
    case "request_gone":
    case "draft":
    case "ask_sent":
    case "thread":
    case "answer_sent":
      return [];
    default:
      return unreachable(notice);
  }
};

/** Until the doors open *Join* is offered, but is not what is wanted most. */
const calmUntilDoors = (offered: NoticeOffer, notice: Notice, now: number): NoticeOffer => {
  const isJoin = "act" in offered && offered.act.act === "join";
  if (!isJoin || !("webinar" in notice) || !notice.webinar || gateOpensAt(notice.webinar) <= now) return offered;
  // Who speaks comes in at any time, and has nothing else to do there.
  if (notice.kind === "speaking" || (notice.kind === "webinar" && notice.isSpeaker)) return offered;
  const { tone: _, ...calm } = offered;
  return calm;
};

/** Says what can be pressed on a notice as a whole at the time `now`, in the order in which it is shown. */
export const offersOf = (notice: Notice, now: number): NoticeOffer[] =>
  minorLast(wholeOffers(notice, now)).map((offered) => calmUntilDoors(offered, notice, now));

/** Says what can be pressed on one item of a notice that lists several, at the time `now`. */
export const itemOffersOf = (notice: Notice, index: number, now: number): NoticeOffer[] =>
  minorLast(itemOffers(notice, index, now));

/** Whether a seat can be claimed in it: in the news that says so, and in what was under way just then. */
export const isOffering = (notice: Notice, now: number): boolean =>
  offersOf(notice, now).some((one) => "act" in one && one.act.act === "claim");
