import { unreachable } from "../model/result.ts";
import { codeOf } from "../model/series.ts";
import type { Webinar } from "../model/webinar.ts";
import type { SeriesOutcome } from "../registering/form-steps.ts";
import type { CommandName } from "./commands.ts";
import type { Notice } from "./notice.ts";
import { type ActOffer, type CodeAct, codeOffer, type LinkOffer, type NoticeOffer, offer } from "./offer.ts";
import { hostJoinOffers, landingOffers, ownOffers, registrationOffers } from "./own-offers.ts";
import {
  answerOffer,
  askedOffers,
  bulkOffers,
  digestOffers,
  raiseOffers,
  registrationFormOffer,
  requestOffers,
  reviewOffer,
} from "./request-offers.ts";
import { listedSeriesOffers, seriesHostOffers, seriesRegisterOffers } from "./series-offers.ts";

/** Offers those of a host's `acts` that the webinar's state and settings allow. */
const hostOffers = (
  { code, state, registrationRequired }: Webinar,
  acts: readonly ("show" | "edit" | "form" | "rules" | "cancel" | "call_off")[],
): ActOffer[] =>
  state === "cancelled"
    ? []
    : acts
        .filter((act) => registrationRequired || (act !== "form" && act !== "rules"))
        .map((act) => codeOffer(act, code, act === "call_off" ? "danger" : undefined));

/** Opens the form that a notice asks for. */
const formOffer = (notice: Notice & { kind: "open_form" }): ActOffer => {
  switch (notice.form) {
    case "schedule":
      return offer("schedule", { act: "schedule" }, { tone: "primary" });
    case "edit":
      return codeOffer("edit", notice.webinar.code, "primary");
    case "register":
      return codeOffer("register", codeOf(notice.target), "primary");
    case "questions":
      return codeOffer("form", codeOf(notice.owner), "primary");
    case "series":
      return notice.series
        ? codeOffer("series_edit", codeOf(notice.series), "primary")
        : offer("series_new", { act: "series_new" }, { tone: "primary" });
    case "rules":
      return codeOffer("rules", notice.webinar.code, "primary");
    case "decide":
      return registrationFormOffer("change", notice);
    case "review":
      return reviewOffer(notice.review);
    case "password":
      return codeOffer("password", notice.webinar.code, "primary");
    case "ask":
      return registrationFormOffer("ask", notice);
    case "answer":
      return answerOffer(notice);
    default:
      return unreachable(notice);
  }
};

/** Says what can be pressed on a notice as a whole at the time `now`, in the order in which it is shown. */
export const offersOf = (notice: Notice, now: number): NoticeOffer[] => {
  switch (notice.kind) {
    case "help":
      return notice.mayHost ? [offer("schedule", { act: "schedule" })] : [];
    case "open_form":
      return [formOffer(notice)];
    case "announcement":
    case "invitation":
    case "moved":
    case "let_go":
    case "id_given":
    case "password_changed":
      return ownOffers(notice);
    case "webinar":
      return [
        ...(notice.hosting ? hostJoinOffers(notice) : ownOffers(notice)),
        ...(notice.hosting ? hostOffers(notice.webinar, ["edit", "form", "rules", "cancel"]) : []),
      ];
    case "registration":
      return registrationOffers(notice);
    case "request":
      return requestOffers(notice, now);
    case "digest":
      return digestOffers(notice, now);
    case "bulk":
      return bulkOffers(notice);
    case "waiting":
      return [codeOffer("requests", notice.webinar.code, "primary")];
    case "asked":
      return askedOffers(notice, now);
    case "no_free_seat":
      return raiseOffers(notice);
    case "scheduled":
    case "edited":
      return hostOffers(notice.webinar, ["edit", "form"]);
    case "confirm_cancel":
      return hostOffers(notice.webinar, ["call_off"]);
    case "cohosts":
      return hostOffers(notice.webinar, ["edit"]);
    case "cohosting":
      return [...hostJoinOffers(notice), ...hostOffers(notice.webinar, ["show", "edit"])];
    case "series":
      return notice.mayHost ? [offer("series_new", { act: "series_new" })] : [];
    case "series_one":
      return [...seriesRegisterOffers(notice), ...(notice.isMine ? seriesHostOffers(notice) : [])];
    case "series_saved":
      return seriesHostOffers(notice);
    case "admitted":
      return [{ link: notice.link, say: "open_meeting" }];
    case "undelivered":
      return [
        offer("try_again", { act: "retry", code: notice.webinar.code, failed: notice.failed }, { tone: "primary" }),
      ];
    case "unknown_command":
    case "refused":
    case "failed":
    case "not_saved":
    case "working":
    case "choose":
    case "cancelled":
    case "revised":
    case "called_off":
    case "hosting":
    case "series_registered":
    case "answers":
    case "invited":
    case "webinars":
    case "mine":
    case "resent":
    case "retried":
    case "request_gone":
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

/** What a command that came without its code goes on to, once a webinar is chosen. */
const chosenFor = (command: CommandName): CodeAct => {
  switch (command) {
    case "register":
    case "join":
    case "leave":
    case "resend":
    case "show":
    case "edit":
    case "form":
    case "cancel":
    case "rules":
    case "requests":
      return command;
    // The settings' form has the cohosts.
    case "cohost":
      return "edit";
    case "schedule":
    case "series":
    case "invite":
    case "log":
    case "list":
    case "my":
    case "help":
      return "show";
    default:
      return unreachable(command);
  }
};

const choiceOffer = (command: CommandName, { code }: Webinar): ActOffer => {
  const act = chosenFor(command);
  return codeOffer(act, code, act === "show" || act === "cancel" ? undefined : "primary");
};
const outcomeOffers = (outcome: SeriesOutcome): LinkOffer[] =>
  "registered" in outcome ? landingOffers(outcome.webinar, outcome.registered.registration) : [];

/** Says what can be pressed on one item of a notice that lists several. */
export const itemOffersOf = (notice: Notice, index: number): NoticeOffer[] => {
  switch (notice.kind) {
    case "choose":
      return notice.webinars.slice(index, index + 1).map((webinar) => choiceOffer(notice.command, webinar));
    case "webinars":
    case "series_one":
    case "series_saved":
      return notice.webinars.slice(index, index + 1).map(({ code }) => codeOffer("show", code));
    case "mine":
      return notice.entries.slice(index, index + 1).flatMap(ownOffers);
    case "series":
      return notice.entries
        .slice(index, index + 1)
        .flatMap((entry) => listedSeriesOffers(entry, notice.mine.includes(entry.series.code)));
    case "series_registered":
      return notice.outcomes.slice(index, index + 1).flatMap(outcomeOffers);
    case "help":
    case "unknown_command":
    case "refused":
    case "failed":
    case "working":
    case "not_saved":
    case "open_form":
    case "scheduled":
    case "edited":
    case "confirm_cancel":
    case "cancelled":
    case "cohosts":
    case "cohosting":
    case "answers":
    case "announcement":
    case "invited":
    case "webinar":
    case "invitation":
    case "registration":
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
