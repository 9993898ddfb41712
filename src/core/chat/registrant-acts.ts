import { personName } from "../access/names.ts";
import { entryOf } from "../access/owned-entry.ts";
import type { Core } from "../core.ts";
import { defined } from "../model/defined.ts";
import { cleanText, questionsOf } from "../model/form.ts";
import { seriesCode, type WebinarCode } from "../model/ids.ts";
import type { Links } from "../model/links.ts";
import type { Person } from "../model/person.ts";
import { mineOf, wayOf } from "../model/registration.ts";
import type { SeriesWebinars } from "../model/series.ts";
import type { Tag } from "../model/tag.ts";
import { choiceFor } from "../model/told/choice.ts";
import { isOver, type Webinar } from "../model/webinar.ts";
import type { CardAct } from "../notices/card-acts.ts";
import { either, type Notice, refused } from "../notices/notice.ts";
import { noticeOfRegistering } from "../notices/registered.ts";
import { openIn } from "../registering/form-steps.ts";
import { notRegistered } from "../registering/not-registered.ts";
import type { Registered } from "../registering/register.ts";
import { fullRefusal, isFull, registrationClosed } from "../registering/register-refusals.ts";
import type { Speaker } from "./speaker.ts";

/** By which button somebody registers. */
type Registering = Partial<Pick<CardAct & { act: "register" }, "from" | "atOnce">>;

/** Whether registering asks for more than the name and the address that are known (N17). */
const needsForm = ({ form }: Webinar, { firstName }: Person): boolean =>
  questionsOf(form).length > 0 || firstName === "";

/** What somebody is told who pressed once: in their own chat all of it, elsewhere in brief beside a direct message. */
const registeredAtOnce = (registered: Registered, { answerStays }: Speaker): Notice => {
  const notice = noticeOfRegistering({ kind: "registered", registered }, { answerStays });
  return notice.kind === "registration" && !notice.again ? { ...notice, isAtOnce: true } : notice;
};

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
  const seriesForm = (code: WebinarCode, { person }: Speaker, found: SeriesWebinars, tag?: Tag): Notice => {
    const { series } = found;
    if (!person.address) return refused({ reason: "address_missing", page: links.register(code) });
    if (openIn(found, core.clock.now()).length === 0) return refused({ reason: "series_empty", title: series.title });
    const target = { kind: "series", ...found, form: series.form } as const;
    return { kind: "open_form", form: "register", target, ...defined({ tag }) };
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

  const leave = async (speaker: Speaker, code: WebinarCode, how?: "passes"): Promise<Notice> =>
    either(
      await core.leave({ ...ownAct(speaker, code), ...(how ? { passes: true } : {}) }),
      ({ webinar, registration }) => ({ kind: "registration", webinar, registration, again: false }),
    );

  const toldOf = (webinar: Webinar, { told }: Speaker["person"]): Notice => ({
    kind: "told_by",
    webinar,
    by: choiceFor(told, webinar.code)?.by ?? "both",
    isOwn: told?.of[webinar.code] !== undefined,
  });

  return {
    /** The registration form, or else the registration that is there already (P10), or what is in the way. */
    register: async (speaker: Speaker, code: WebinarCode, { from: tag, atOnce }: Registering = {}): Promise<Notice> => {
      const { organisation, person, chat, requestId } = speaker;
      const found = await entryOf(core, organisation, code, person, requestId);
      if (!found) {
        const series = await core.series.withWebinars(organisation, seriesCode(code), person);
        return series ? seriesForm(code, speaker, series, tag) : refused({ reason: "unknown_webinar", typed: code });
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
      const target = { kind: "webinar", webinar, form: webinar.form } as const;
      const form = { kind: "open_form", form: "register", target, ...defined({ tag }) } as const;
      if (!atOnce || needsForm(webinar, person)) return form;
      const { address, firstName, lastName } = person;
      const result = await core.register({
        ...{ organisation, code, requestId, person, address, firstName, lastName, given: {}, via: chat },
        ...{ answerStays: speaker.answerStays, found, ...defined({ tag }) },
      });
      if (result.ok) return registeredAtOnce(result.value, speaker);
      const [first] = result.refusal;
      return first?.field === "none" ? refused(first.refusal) : form;
    },

    /** Cancels what was registered at once; what became something else since is asked about first. */
    takeBack: async (speaker: Speaker, { code, version }: CardAct & { act: "take_back" }): Promise<Notice> => {
      const { organisation, person } = speaker;
      const asked = await core.askToLeave({ organisation, code, of: person });
      return asked.ok && asked.value.registration.version !== version
        ? { kind: "open_form", form: "leave", ...mineOf(asked.value), registration: asked.value.registration }
        : leave(speaker, code);
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

    /** `found`; or, to who wanted to cancel a webinar that is not theirs, the way to give up their own registration. */
    orLeave: async (found: Notice, { organisation, person }: Speaker, code: WebinarCode): Promise<Notice> => {
      if (found.kind !== "refused" || found.refusal.reason !== "not_the_host") return found;
      const asked = await core.askToLeave({ organisation, code, of: person });
      if (!asked.ok) return found;
      return refused({ ...found.refusal, own: { code, status: asked.value.registration.status } });
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

    leave,

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

    toldBy: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> => {
      const found = await entryOf(core, organisation, code, person);
      return found ? toldOf(found.webinar, person) : refused({ reason: "unknown_webinar", typed: code });
    },

    /** Chooses by what they are told (S5), of this webinar or of all; then the choice for this one is the same. */
    tellBy: async (speaker: Speaker, { code, by, everywhere }: CardAct & { act: "tell_by" }): Promise<Notice> => {
      const { organisation, person } = speaker;
      const found = await entryOf(core, organisation, code, person);
      if (!found) return refused({ reason: "unknown_webinar", typed: code });
      await core.chooseTold(organisation, person, by, everywhere ? undefined : code);
      if (everywhere) await core.chooseTold(organisation, person, "as_everywhere", code);
      return { kind: "told_by", webinar: found.webinar, by, isOwn: !everywhere };
    },

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
      { code, registration: key, inquiry, text }: Omit<CardAct & { act: "answer" }, "act">,
    ): Promise<Notice> => {
      const found = await core.inquiries.find({ organisation, code, key, inquiry, of: person });
      if (!found.ok) return refused(found.refusal);
      const { webinar, inquiry: asked } = found.value;
      if (asked.answer !== undefined) return refused({ reason: "answered_already", title: webinar.title });
      const byName = await personName(core.people, organisation, asked.by);
      return { kind: "open_form", form: "answer", ...found.value, byName, ...defined({ text }) };
    },
  };
};
