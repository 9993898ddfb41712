import { unreachable } from "../../model/result.ts";
import { codeOf } from "../../model/series.ts";
import type { Notice } from "../notice.ts";
import { type ActOffer, codeOffer, offer } from "../offer.ts";
import { ownOffer, registerOffer } from "../own-offers.ts";
import { answerOffer, registrationFormOffer, rosterOffer } from "../request-offers.ts";

/** The registration that a form changes. */
const editsOf = ({ target }: Notice & { kind: "open_form"; form: "register" }) =>
  target.kind === "webinar" ? target.edits : undefined;

/** Whether the answers stand, and only the name can still be corrected. */
const isNameOnly = ({ target }: Notice & { kind: "open_form"; form: "register" }): boolean =>
  target.kind === "webinar" && target.answersClosed !== undefined;
const NAME_ONLY = { say: "correct_name" } as const;

/** What is announced by a form: a webinar, or the series with this code. */
export const announcedCode = ({ webinar, series }: Notice & { kind: "open_form"; form: "announce" }) =>
  codeOf(series ? { series } : { webinar });

/** Opens once more the form that is open already: who closed its window finds it again. */
export const openAgainOffers = ({ of }: Notice & { kind: "form_open" }): ActOffer[] => {
  if (!of) return [];
  const { tone: _, ...opens } = formOffer(of);
  return [{ ...opens, say: "open_again" }];
};

/** Opens the form that a notice asks for. */
export const formOffer = (notice: Notice & { kind: "open_form" }): ActOffer => {
  switch (notice.form) {
    case "schedule":
      return notice.like
        ? codeOffer("again", notice.like.code, "primary")
        : offer("schedule", { act: "schedule" }, { tone: "primary" });
    case "edit":
      return codeOffer("edit", notice.webinar.code, "primary");
    case "register":
      return notice.adds
        ? // Nobody is registered before the form is sent.
          offer(
            "add_details",
            { act: "add_person", code: codeOf(notice.target), person: notice.adds.id },
            { tone: "primary" },
          )
        : editsOf(notice)
          ? { ...codeOffer("edit_answers", codeOf(notice.target), "primary"), ...(isNameOnly(notice) && NAME_ONLY) }
          : registerOffer(codeOf(notice.target), notice);
    case "questions":
      return codeOffer("form", codeOf(notice.owner), "primary");
    case "series":
      return notice.series
        ? codeOffer("series_edit", codeOf(notice.series), "primary")
        : offer("series_new", { act: "series_new" }, { tone: "primary" });
    case "rules":
      return codeOffer("rules", notice.webinar.code, "primary");
    case "decide":
      return registrationFormOffer(notice.to ? "reject_reason" : "change", notice);
    case "roster":
      return rosterOffer(notice.roster);
    case "password":
      return codeOffer("password", notice.webinar.code, "primary");
    case "ask":
      return registrationFormOffer("ask", notice);
    case "answer":
      return answerOffer(notice);
    case "correct":
      return offer(
        "correct",
        { act: "correct", code: notice.webinar.code, registration: notice.key },
        { tone: "primary" },
      );
    case "leave":
      return ownOffer("leave", notice);
    case "invite":
    case "add":
    case "cohost":
    case "speaker":
    case "handover":
      return codeOffer(notice.form, notice.webinar.code, "primary");
    case "announce":
      // Nothing is posted before one is chosen.
      return { ...codeOffer("announce", announcedCode(notice), "primary"), say: "choose_channel" };
    case "message":
      return codeOffer("message", codeOf(notice.series ?? notice), "primary");
    case "message_preview":
      // No button carries what was written: its form opens anew.
      return codeOffer(notice.text === "" ? "nudge" : "message", codeOf(notice.series ?? notice), "primary");
    default:
      return unreachable(notice);
  }
};
