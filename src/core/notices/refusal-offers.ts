import type { Refusal } from "../model/refusal.ts";
import { actOfCommand } from "./command-acts.ts";
import type { CommandName } from "./commands.ts";
import type { Notice } from "./notice.ts";
import { type ActOffer, codeOffer, offer } from "./offer.ts";

const commandOffer = (name: CommandName): ActOffer =>
  offer("typed", actOfCommand(name, undefined), { values: { command: name } });

/** What somebody can do next whose act was refused, where a press does it. */
export const refusalOffers = (refusal: Refusal): ActOffer[] => {
  switch (refusal.reason) {
    case "not_registered":
    case "registration_cancelled":
      return refusal.closed ? [] : [codeOffer("register", refusal.code, "primary")];
    case "not_open_yet":
      return refusal.unregistered ? refusalOffers(refusal.unregistered) : [];
    case "registration_not_required":
      return refusal.code ? [codeOffer("join", refusal.code, "primary")] : [];
    case "in_line":
      return refusal.status === "offered"
        ? [codeOffer("claim", refusal.code, "primary"), codeOffer("pass", refusal.code)]
        : [codeOffer("show", refusal.code)];
    case "answers_open":
      return [codeOffer("edit_answers", refusal.code, "primary")];
    case "unknown_webinar":
      return [commandOffer("list")];
    case "unknown_series":
      return [commandOffer("series")];
    case "unknown_button":
      return [commandOffer("help")];
    default:
      return [];
  }
};

/** What was probably meant, and the help. */
export const unknownCommandOffers = ({ nearest, code }: Notice & { kind: "unknown_command" }): ActOffer[] => {
  const help = offer("typed", actOfCommand("help", undefined), { values: { command: "help" } });
  if (!nearest || nearest === "help") return [help];
  const act = actOfCommand(nearest, code);
  const command = "code" in act ? `${nearest} ${act.code}` : nearest;
  return [offer("typed", act, { values: { command }, tone: "primary" }), help];
};
