import { html } from "hono/html";
import { defined } from "../core/model/defined.ts";
import { questionsOf } from "../core/model/form.ts";
import type { Person } from "../core/model/person.ts";
import { answersIn, type Entry, isLate, mineOf, type Registration } from "../core/model/registration.ts";
import { unreachable } from "../core/model/result.ts";
import type { Webinar } from "../core/model/webinar.ts";
import { isOver } from "../core/model/webinar.ts";
import type { Notice } from "../core/notices/notice.ts";
import { type RegisterProblem, registrationClosed } from "../core/registering/register-refusals.ts";
import type { Target } from "../core/registering/sent-step.ts";
import { labelOf } from "../texts/settings.ts";
import { wordsOf } from "../texts/words.ts";
import { alertText, buttonForm, buttonLink, factList, type Html, heading, inputField, noticeBody } from "./elements.ts";
import type { PageContext } from "./incoming/request.ts";
import { inquiryForms } from "./inquiry-forms.ts";
import { firstPage, type PageStep } from "./page-steps.ts";
import { listAddress } from "./personal/list-address.ts";
import type { PageDeps, Responses } from "./responses.ts";
import { stepForm } from "./step-form.ts";

/** Who has the personal link: their webinar, and what is stored about them. */
export interface LinkOwner {
  readonly webinar: Webinar;
  readonly entry: Entry;
  readonly person: Person | undefined;
}

/** Whether an invitee may register with another address than the invitation's (P11). */
export const mayGiveOther = (webinar: Webinar, { registration }: Entry): boolean =>
  !webinar.invitationsLocked && registration === undefined;

/** What the page shows besides: a problem, and what was typed. */
interface Extras {
  readonly problem?: string;
  readonly typedId?: string;
  /** The step of the form to show; the first by default. */
  readonly step?: PageStep;
  readonly problems?: readonly RegisterProblem[];
}

/** Shows the personal page: the owner's registration, or the form to make one. */
export const makePersonalView = ({ core, links }: Pick<PageDeps, "core" | "links">, respond: Responses) => {
  const eraseButton = (c: PageContext): Html => buttonForm("erase", respond.translator(c)("page_erase"), "", true);

  /** What every owner of a link has, whatever has become of the webinar: their other registrations, and erasing all. */
  const footer = (c: PageContext, { webinar, entry }: LinkOwner): Html => {
    const others = listAddress(links.personal(webinar.code, entry.key), "mine");
    return html`<p>${buttonLink(others, respond.translator(c)("mine_title"), true)}</p>${eraseButton(c)}`;
  };

  /** For an invitee who has not answered: the invitation can be declined. */
  const declineButton = (c: PageContext, { entry: { invitee, registration } }: LinkOwner): Html | string =>
    invitee && invitee.declinedAt === undefined && !registration
      ? buttonForm("decline", respond.translator(c)("decline"), "", true)
      : "";

  const answersSection = (c: PageContext, { webinar, entry }: LinkOwner): Html | string => {
    const t = respond.translator(c);
    const facts = answersIn(webinar, entry).map(({ question, answer }) => ({
      label: labelOf(question, t),
      value: answer.join(", "),
    }));
    return facts.length > 0 ? html`<h2>${t("page_answers")}</h2>${factList(facts)}` : "";
  };

  /** Sends a lost ID to its owner again (P20). */
  const resendForm = (c: PageContext, { registrationId }: Entry): Html | string => {
    const t = respond.translator(c);
    return registrationId ? buttonForm("resend", t("resend"), html`<p>${t("page_lost_id")}</p>`, true) : "";
  };

  const joinForm = (c: PageContext, webinar: Webinar, registration: Registration, typedId: string): Html => {
    const t = respond.translator(c);
    const id = webinar.registrationIds
      ? inputField({ name: "id", label: t("field_registration_id"), value: typedId, autocomplete: "off" })
      : "";
    // S16: who comes late also gives the webinar's password.
    const password = isLate(webinar, registration)
      ? inputField({ name: "password", label: t("field_password"), value: "", autocomplete: "off" })
      : "";
    return buttonForm("join", t("join"), html`${id}${password}`);
  };

  /** What somebody can do about their registration. */
  const actions = (c: PageContext, owner: LinkOwner, registration: Registration, typedId = ""): Html | string => {
    const t = respond.translator(c);
    const { webinar } = owner;
    const edit = editButton(c, owner);
    const leave = buttonForm("leave", t("leave"), "", true);
    switch (registration.status) {
      case "approved":
        return html`${joinForm(c, webinar, registration, typedId)}${edit}${leave}`;
      case "offered":
        return html`${buttonForm("claim", t("claim"))}${buttonForm("pass", t("pass"), "", true)}${edit}`;
      case "pending":
      case "waitlisted":
        return html`${edit}${leave}`;
      case "rejected":
      case "cancelled":
        return "";
      default:
        return unreachable(registration.status);
    }
  };

  const showRegistration = async (
    c: PageContext,
    owner: LinkOwner,
    registration: Registration,
    { problem, typedId }: Extras,
  ) => {
    const { webinar, entry, person } = owner;
    // Without the registration ID: the gate asks for two things, this link and the ID.
    const position = defined({ position: entry.position || undefined });
    const notice: Notice = { kind: "registration", webinar, registration, again: false, ...position };
    const inquiries = inquiryForms(await core.inquiries.unanswered(webinar, entry.key), respond.translator(c));
    const buttons = actions(c, owner, registration, typedId);
    const lost = webinar.registrationIds && registration.status === "approved" ? resendForm(c, entry) : "";
    const after = html`${inquiries}${answersSection(c, owner)}${alertText(problem)}${buttons}${lost}${footer(c, owner)}`;
    return respond.notice(c, notice, after, { zone: person?.zone });
  };

  /** Changes answers and name. */
  const editButton = (c: PageContext, { webinar }: LinkOwner): Html => {
    const label = questionsOf(webinar.form).length > 0 ? "edit_answers" : "correct_name";
    return buttonForm("edit", respond.translator(c)(label), "", true);
  };

  const showForm = (c: PageContext, owner: LinkOwner, extras: Extras) => {
    const { webinar, entry, person } = owner;
    const { problem, step, problems = [] } = extras;
    const { registration, invitee } = entry;
    const { firstName = "", lastName = "" } = registration ?? person ?? {};
    const own = registration?.address ?? invitee?.address ?? "";
    const isOther = mayGiveOther(webinar, entry);
    const target = { kind: "webinar", webinar, form: webinar.form } as const;
    const words = wordsOf({ kind: "open_form", form: "register", target }, respond.readerOf(c, person?.zone));
    const form = stepForm({
      step: step ?? firstPage(webinar.form, { firstName, lastName, address: own, given: {} }),
      problems: { ...defined({ none: problem || undefined }), ...respond.problemTexts(c, problems, webinar) },
      t: respond.translator(c),
      hiddenFields: { do: "register", from: String(registration?.version ?? 0) },
      ...(isOther ? {} : { ownAddress: own, isInvitation: registration === undefined }),
    });
    const other = isOther ? html`<p>${respond.translator(c)("page_other_address")}</p>` : "";
    const body = html`${noticeBody(words)}${respond.fullNote(c, webinar)}${other}${form}${declineButton(c, owner)}${footer(c, owner)}`;
    return respond.page(c, webinar.title, body, problem || problems.length > 0 ? 400 : 200);
  };

  return {
    /** The form in which answers and name are changed, at one of its steps. */
    showEdit: (
      c: PageContext,
      { entry, person }: LinkOwner,
      target: Target & { kind: "webinar" },
      { step, problems }: { readonly step: PageStep; readonly problems: readonly RegisterProblem[] },
    ) => {
      const t = respond.translator(c);
      const { webinar } = target;
      const words = wordsOf({ kind: "open_form", form: "register", target }, respond.readerOf(c, person?.zone));
      const form = stepForm({
        step,
        problems: respond.problemTexts(c, problems, webinar),
        t,
        hiddenFields: { do: "edit_now", from: String(entry.registration?.version ?? 0) },
        ownAddress: entry.registration?.address ?? "",
        send: t("save_changes"),
      });
      const body = html`${noticeBody(words)}${form}${buttonForm("show", t("back"), "", true)}`;
      return respond.page(c, webinar.title, body, problems.length > 0 ? 400 : 200);
    },

    /** Says what is lost with the registration, and asks once more. */
    askToLeave: (c: PageContext, { person, ...found }: LinkOwner, registration: Registration) => {
      const t = respond.translator(c);
      const asked: Notice = { kind: "confirm_leave", ...mineOf(found), registration };
      const buttons = html`${buttonForm("leave_now", t("leave_now"))}${buttonForm("show", t("keep"), "", true)}`;
      return respond.notice(c, asked, buttons, { zone: person?.zone, now: core.clock.now() });
    },

    /** Asks whether the invitation is declined: a link alone, which mail programs follow, declines nothing. */
    askToDecline: (c: PageContext, { webinar }: LinkOwner) => {
      const t = respond.translator(c);
      const title = t("decline_question", { title: webinar.title });
      const other = t(webinar.registrationRequired ? "register" : "join");
      const buttons = html`${buttonForm("decline", t("decline"))}${buttonForm("show", other, "", true)}`;
      return respond.page(c, title, html`${heading(title)}${buttons}`);
    },

    /** Says what goes, and asks once more. */
    askToErase: (c: PageContext, problem?: string) => {
      const t = respond.translator(c);
      const title = t("page_erase_title");
      const buttons = html`${buttonForm("erase_now", t("page_erase_now"))}${buttonForm("show", t("page_erase_keep"), "", true)}`;
      const text = html`<h1>${title}</h1><p>${t("page_erase_what")}</p><p>${t("page_erase_not")}</p>`;
      return respond.page(c, title, html`${text}${alertText(problem)}${buttons}`, problem ? 400 : 200);
    },

    showErased: (c: PageContext) => {
      const t = respond.translator(c);
      return respond.page(
        c,
        t("page_erased_title"),
        html`<h1>${t("page_erased_title")}</h1><p>${t("page_erased")}</p>`,
      );
    },

    /** The page itself. */
    show: async (c: PageContext, owner: LinkOwner, extras: Extras = {}) => {
      const { webinar, entry } = owner;
      const now = core.clock.now();
      const over = isOver(webinar, now);
      if (over) return respond.refusal(c, over, webinar, html`${answersSection(c, owner)}${footer(c, owner)}`);
      const { registration } = entry;
      if (registration && registration.status !== "cancelled") return showRegistration(c, owner, registration, extras);
      const closed = registrationClosed(webinar, now);
      if (!closed) return showForm(c, owner, extras);
      // By their own link they come in as who they are, not as one of the visitors of the gate.
      const join = webinar.registrationRequired ? "" : buttonForm("join", respond.translator(c)("join"));
      return respond.refusal(
        c,
        closed,
        webinar,
        html`${alertText(extras.problem)}${join}${declineButton(c, owner)}${footer(c, owner)}`,
      );
    },

    /** The page of a link that leads to nothing any more; it still says whose webinar it was. */
    showNothing: (c: PageContext, webinar: Webinar | undefined) => {
      const about = webinar ? buttonLink(links.about(webinar.code), webinar.title, true) : "";
      return respond.refusal(c, { reason: "link_unknown" }, webinar, about);
    },
  };
};

export type PersonalView = ReturnType<typeof makePersonalView>;
