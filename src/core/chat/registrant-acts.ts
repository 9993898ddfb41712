import { entryOf } from "../access/owned-entry.ts";
import type { Core } from "../core.ts";
import { defined } from "../model/defined.ts";
import { cleanText } from "../model/form.ts";
import { type InquiryId, type RegistrationKey, seriesCode, type WebinarCode } from "../model/ids.ts";
import type { Links } from "../model/links.ts";
import { mineOf, wayOf } from "../model/registration.ts";
import type { SeriesWebinars } from "../model/series.ts";
import { isOver } from "../model/webinar.ts";
import type { CardAct } from "../notices/card-acts.ts";
import { either, type Notice, refused } from "../notices/notice.ts";
import { openIn } from "../registering/form-steps.ts";
import { notRegistered } from "../registering/not-registered.ts";
import { fullRefusal, isFull, registrationClosed } from "../registering/register-refusals.ts";
import type { Speaker } from "./speaker.ts";

/** What people ask and do about their own registration, the same in every chat product. */
export const makeRegistrantActs = (core: Core, links: Links) => {
  /** Names an act of somebody about their own registration, for the use case that carries it out. */
  const ownAct = ({ organisation, person, requestId, chat, answerStays }: Speaker, code: WebinarCode) => ({
    organisation,
    code,
    requestId,
    of: person,
    way: wayOf(chat),
    answerStays,
  });

  /** The registration form of a series' webinars, or why there is none. */
  const seriesForm = (code: WebinarCode, { person }: Speaker, found: SeriesWebinars): Notice => {
    const { series } = found;
    if (!person.address) return refused({ reason: "address_missing", page: links.register(code) });
    if (openIn(found, core.clock.now()).length === 0) return refused({ reason: "series_empty", title: series.title });
    return { kind: "open_form", form: "register", target: { kind: "series", ...found, form: series.form } };
  };

  /** Declines an invitation; who registered before they pressed it is shown what they have. */
  const decline = async (speaker: Speaker, code: WebinarCode): Promise<Notice> => {
    const { answerStays: _, ...act } = ownAct(speaker, code);
    return either(await core.decline(act), (declined) => {
      const { registration, ...found } = declined;
      return registration
        ? { kind: "registration", ...mineOf(found), registration, again: registration.status !== "cancelled" }
        : { kind: "declined", ...mineOf(found), key: found.entry.key };
    });
  };

  return {
    /** The registration form, or else the registration that is there already (P10), or what is in the way. */
    register: async (speaker: Speaker, code: WebinarCode): Promise<Notice> => {
      const { organisation, person, chat } = speaker;
      const found = await entryOf(core, organisation, code, person);
      if (!found) {
        const series = await core.series.withWebinars(organisation, seriesCode(code), person);
        return series ? seriesForm(code, speaker, series) : refused({ reason: "unknown_webinar", typed: code });
      }
      const { webinar, entry } = found;
      if (!person.address) return refused({ reason: "address_missing", page: links.register(code) });
      const now = core.clock.now();
      const over = isOver(webinar, now);
      if (over) return refused(over);
      const registration = entry?.registration;
      if (registration && registration.status !== "cancelled")
        return { kind: "registration", ...mineOf(found), registration, again: true };
      const closed = registrationClosed(webinar, now);
      if (closed) return refused(closed);
      if (isFull(webinar) && !webinar.waitlist) {
        await core.tellFull(webinar, { address: person.address, chat });
        return refused(fullRefusal(webinar));
      }
      return { kind: "open_form", form: "register", target: { kind: "webinar", webinar, form: webinar.form } };
    },

    /** The way in; or, where the webinar's password is needed, the form that asks for it. */
    join: async ({ organisation, person }: Speaker, code: WebinarCode, password: string): Promise<Notice> => {
      const result = await core.join({ organisation, code, joiner: { kind: "chat", person, password } });
      if (result.ok)
        return { kind: "admitted", webinar: result.value.webinar, link: links.toMeeting(result.value.token) };
      const { refusal } = result;
      const isAboutPassword = refusal.reason === "password_needed" || refusal.reason === "wrong_password";
      const webinar = isAboutPassword && (await core.webinars.get(organisation, code));
      if (!webinar) return refused(refusal);
      const isWrong = refusal.reason === "wrong_password";
      return { kind: "open_form", form: "password", webinar, ...defined({ refusal: isWrong ? refusal : undefined }) };
    },

    /**
     * Asks before anything is lost: by a form where a press can open one, else by a card. Who is only invited has
     * nothing to lose, and declines.
     */
    askToLeave: async (speaker: Speaker, code: WebinarCode, as: "form" | "card"): Promise<Notice> => {
      const { organisation, person } = speaker;
      const asked = await core.askToLeave({ organisation, code, of: person });
      if (!asked.ok && asked.refusal.reason === "not_registered") {
        const declined = await decline(speaker, code);
        return declined.kind === "refused" ? refused(asked.refusal) : declined;
      }
      return either(asked, (found) => {
        const question = { ...mineOf(found), registration: found.registration };
        return as === "form"
          ? { kind: "open_form", form: "leave", ...question }
          : { kind: "confirm_leave", ...question };
      });
    },

    decline,

    /** The form in which answers and name are changed. */
    editAnswers: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> =>
      either(await core.editAnswers.target({ organisation, code, of: person }), (target) => ({
        kind: "open_form",
        form: "register",
        target,
      })),

    /** The registration as it is, in the place of the question whether to cancel it. */
    keep: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> => {
      const found = await entryOf(core, organisation, code, person);
      if (!found) return refused({ reason: "unknown_webinar", typed: code });
      const registration = found.entry?.registration;
      return registration
        ? { kind: "registration", ...mineOf(found), registration, again: false }
        : refused(notRegistered(found.webinar, core.clock.now()));
    },

    leave: async (speaker: Speaker, code: WebinarCode): Promise<Notice> =>
      either(await core.leave(ownAct(speaker, code)), ({ webinar, registration }) => ({
        kind: "registration",
        webinar,
        registration,
        again: false,
      })),

    claim: async (speaker: Speaker, code: WebinarCode): Promise<Notice> =>
      either(await core.waitlist.claim(ownAct(speaker, code)), (claimed) => ({
        kind: "registration",
        ...mineOf(claimed),
        registration: claimed.registration,
        again: false,
      })),

    resend: async ({ organisation, person, requestId }: Speaker, code: WebinarCode): Promise<Notice> =>
      either(await core.resend({ organisation, code, requestId, of: person }), (webinar) => ({
        kind: "resent",
        webinar,
      })),

    /** What was typed, offered as the answer to the newest question that is open; undefined where none is. */
    answering: async ({ organisation, person }: Speaker, typed: string): Promise<Notice | undefined> => {
      const text = cleanText(typed);
      const open = text === "" ? undefined : await core.inquiries.openTo(organisation, person.id);
      return open && { kind: "answer_found", ...open, text };
    },

    sendAnswer: async (
      { organisation, person, requestId, chat }: Speaker,
      { code, registration: key, inquiry, text }: CardAct & { act: "send_answer" },
    ): Promise<Notice> => {
      const act = { organisation, code, key, inquiry, of: person, text, requestId, way: wayOf(chat) };
      return either(await core.inquiries.answer(act), (value) => ({ kind: "answer_sent", ...value }));
    },

    /** The form in which a host's question is answered. */
    answer: async (
      { organisation, person }: Speaker,
      { code, registration: key, inquiry }: { code: WebinarCode; registration: RegistrationKey; inquiry: InquiryId },
    ): Promise<Notice> =>
      either(await core.inquiries.find({ organisation, code, key, inquiry, of: person }), (value) =>
        value.inquiry.answer === undefined
          ? { kind: "open_form", form: "answer", ...value }
          : refused({ reason: "answered_already", title: value.webinar.title }),
      ),
  };
};
