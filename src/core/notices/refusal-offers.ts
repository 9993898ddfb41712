import type { Refusal } from "../model/refusal.ts";
import { actOfCommand } from "./command-acts.ts";
import type { Choosing, CommandName } from "./commands.ts";
import type { Notice } from "./notice.ts";
import { type ActOffer, codeOffer, minor, type NoticeOffer, offer } from "./offer.ts";
import { leaveSays } from "./own-offers.ts";
import { pageOffers } from "./paging.ts";

const commandOffer = (
  name: CommandName,
  say: "whats_coming" | "own_registrations" | "see_series" | "help_title",
): ActOffer => offer(say, actOfCommand(name, undefined));

/** What somebody can do next whose act was refused, where a press does it. */
export const refusalOffers = (refusal: Refusal): ActOffer[] => {
  switch (refusal.reason) {
    case "not_registered":
    case "registration_cancelled":
      return refusal.closed ? [] : [codeOffer("register", refusal.code, "primary")];
    case "not_the_host":
      return refusal.own
        ? [
            offer(leaveSays(refusal.own.status), { act: "leave", code: refusal.own.code }),
            commandOffer("my", "own_registrations"),
          ]
        : [];
    case "not_open_yet":
      return refusal.unregistered ? refusalOffers(refusal.unregistered) : [commandOffer("my", "own_registrations")];
    case "registration_not_required":
      return refusal.code ? [codeOffer("join", refusal.code, "primary")] : [];
    case "in_line":
      return refusal.status === "offered"
        ? [codeOffer("claim", refusal.code, "primary"), codeOffer("pass", refusal.code)]
        : [codeOffer("show", refusal.code)];
    case "answers_open":
      return [codeOffer("edit_answers", refusal.code, "primary")];
    case "webinar_full":
      return [...(refusal.code ? [codeOffer("show", refusal.code)] : []), commandOffer("list", "whats_coming")];
    case "webinar_cancelled":
    case "webinar_ended":
    case "registration_closed":
    case "registration_not_yet":
    case "unknown_webinar":
    case "was_rejected":
    case "already_cancelled":
    case "may_not_schedule":
      return [commandOffer("list", "whats_coming")];
    case "still_pending":
    case "confirmation_pending":
    case "id_on_its_way":
    case "nothing_offered":
      return [commandOffer("my", "own_registrations")];
    case "already_registered":
      return [codeOffer("roster", refusal.code)];
    case "no_cohost":
    case "no_cohost_to_host":
      return [codeOffer("cohost", refusal.code)];
    case "only_a_cohost":
      return [codeOffer("handover", refusal.code)];
    case "host_is_here":
      return [codeOffer("show", refusal.code)];
    case "announce_invited_only":
      return [codeOffer("invite", refusal.code, "primary"), codeOffer("edit", refusal.code)];
    case "unknown_series":
      return [commandOffer("series", "see_series")];
    case "unknown_button":
      return [commandOffer("help", "help_title")];
    default:
      return [];
  }
};

const MEANT = { list: "whats_coming", my: "own_registrations", series: "see_series" } as const;
/** What a press on a command says, where it is not named as its button is elsewhere. */
export const meantBy = (name: Exclude<CommandName, "help">) =>
  name === "list" || name === "my" || name === "series" ? MEANT[name] : name;

/** What was probably meant, and the help. */
export const unknownCommandOffers = ({ nearest, code }: Notice & { kind: "unknown_command" }): ActOffer[] => {
  const help = commandOffer("help", "help_title");
  if (!nearest || nearest === "help") return [help];
  return [offer(meantBy(nearest), actOfCommand(nearest, code), { tone: "primary" }), help];
};

/** Where there is nothing to choose from: to schedule one, or to look for one to register for. */
export const noneToChooseOffers = (command: Choosing): ActOffer[] => {
  if (command === "join" || command === "leave" || command === "resend") return [commandOffer("list", "whats_coming")];
  // Who registers or looks may host nothing.
  if (command === "register" || command === "show") return [commandOffer("my", "own_registrations")];
  return [offer("schedule", { act: "schedule" }, { tone: "primary" })];
};

/** The next page of what is coming; where nothing is, what the reader has. */
export const listOffers = ({ page, webinars }: Notice & { kind: "webinars" }): ActOffer[] =>
  webinars.length === 0
    ? [commandOffer("my", "own_registrations")]
    : pageOffers(page, (from) => ({ act: "page", list: "webinars", from }));

/** What somebody begins with; the commands are a press away, and a host's and everybody's are a press apart. */
export const helpOffers = ({ mayHost, isWhole, isForAll, guide }: Notice & { kind: "help" }): NoticeOffer[] => {
  const schedule = offer("schedule", { act: "schedule" }, { tone: "primary" });
  const guided = guide ? [{ link: guide, say: "page_help_link" } as const] : [];
  if (mayHost && isWhole && !isForAll)
    return [schedule, offer("for_everybody", { act: "commands", isForAll: true }), ...guided];
  // A host has the guide as well: three buttons stay in sight.
  const besides = mayHost && guide && !isWhole ? minor : (one: ActOffer): ActOffer => one;
  return [
    ...(mayHost && !isWhole ? [schedule] : []),
    offer("whats_coming", actOfCommand("list", undefined), mayHost ? {} : { tone: "primary" }),
    besides(offer("own_registrations", actOfCommand("my", undefined))),
    ...(isWhole ? [] : [besides(offer("all_commands", { act: "commands" }))]),
    ...(mayHost && isWhole ? [offer("for_hosts", { act: "commands" })] : []),
    ...(mayHost && !isWhole ? guided : []),
  ];
};

/** What trying again does, by what did not arrive. */
export const RETRIES = {
  card: "retry_card",
  announcement: "retry_card",
  invitation: "resend_invitation",
  many: "retry_many",
  registration: "retry_message",
  address: "retry_message",
  profile: "retry_message",
} as const satisfies Record<(Notice & { kind: "undelivered" })["what"], string>;

/** An address that is refused is corrected first (P39); and what must be mended elsewhere, before it is tried again. */
export const undeliveredOffers = ({
  webinar: { code },
  failed,
  key,
  what,
}: Notice & { kind: "undelivered" }): NoticeOffer[] => {
  const retry = { act: "retry", code, failed } as const;
  if (!key) return [offer(RETRIES[what], retry, what === "many" ? { tone: "primary" } : {})];
  return [
    offer("correct", { act: "correct", code, registration: key }, { tone: "primary" }),
    offer(RETRIES[what], retry),
  ];
};
