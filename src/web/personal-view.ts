import { html } from "hono/html";
import { defined } from "../core/model/defined.ts";
import { questionsOf } from "../core/model/form.ts";
import type { Person } from "../core/model/person.ts";
import { answersIn, type Entry, type Registration } from "../core/model/registration.ts";
import { unreachable } from "../core/model/result.ts";
import type { Webinar } from "../core/model/webinar.ts";
import { gateOpensAt, isOver } from "../core/model/webinar.ts";
import { leaveSays } from "../core/notices/own-offers.ts";
import { type RegisterProblem, registrationClosed } from "../core/registering/register-refusals.ts";
import type { Target } from "../core/registering/sent-step.ts";
import { labelOf } from "../texts/settings.ts";
import { wordsOf } from "../texts/words.ts";
import {
  alertText,
  buttonForm,
  buttonFormAs,
  buttonLink,
  factList,
  type Html,
  heading,
  noticeBody,
} from "./elements.ts";
import { eventHead } from "./event/head.ts";
import { namesOf } from "./event/names.ts";
import { formSays, nextStep } from "./event/next-step.ts";
import type { PageContext } from "./incoming/request.ts";
import { inquiryForms } from "./inquiry-forms.ts";
import { firstPage, type PageStep } from "./page-steps.ts";
import { personalFooter } from "./personal/footer.ts";
import { joinForm, joinScript } from "./personal/join-form.ts";
import { listAddress } from "./personal/list-address.ts";
import { makeQuestions } from "./personal/questions.ts";
import { sentAgainForm } from "./personal/sent-again.ts";
import { makeTicket } from "./personal/ticket.ts";
import type { PageDeps, Responses } from "./responses.ts";
import { codeForm } from "./site/code-form.ts";
import { stepForm } from "./step-form.ts";
import { writtenText } from "./written.ts";

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
  /** The problem is only that it is too early, which the clock mends. */
  readonly isEarly?: boolean;
  readonly typedId?: string;
  /** The step of the form to show; the first by default. */
  readonly step?: PageStep;
  readonly problems?: readonly RegisterProblem[];
}

/** Shows the personal page: the owner's registration, or the form to make one. */
export const makePersonalView = ({ core, links }: Pick<PageDeps, "core" | "links">, respond: Responses) => {
  const ticket = makeTicket({ core, links }, respond);

  const readerOf = (c: PageContext, { person }: LinkOwner) => respond.readerOf(c, person?.zone);

  const footer = (c: PageContext, { webinar, entry }: LinkOwner, changes: readonly Html[] = []): Html =>
    html`${personalFooter({ webinar, entry, changes }, links, respond.translator(c))}${joinScript(c)}`;

  /** For an invitee who has not answered: the invitation can be declined. */
  const declineButton = (c: PageContext, { entry: { invitee, registration } }: LinkOwner): Html | string =>
    invitee && invitee.declinedAt === undefined && !registration
      ? buttonForm("decline", respond.translator(c)("decline"), "", true)
      : "";

  /** What became of the invitation or of the registration that there was, and what is possible all the same. */
  const beforeNote = (c: PageContext, { entry: { invitee, registration }, webinar }: LinkOwner): Html | string => {
    const t = respond.translator(c);
    const isClosed = registrationClosed(webinar, core.clock.now()) !== undefined;
    if (registration?.status === "cancelled") return html`<p>${t(isClosed ? "page_left" : "page_left_register")}</p>`;
    if (registration || invitee?.declinedAt === undefined) return "";
    const declined = isClosed ? "page_declined" : "page_declined_register";
    return html`<p>${t(webinar.registrationRequired ? declined : "page_declined_join")}</p>`;
  };

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
    const question = html`<p class="small">${t("page_lost_id")}</p>`;
    return registrationId
      ? html`<div class="lost">${question}${buttonFormAs("quiet", "resend", t("page_lost_send"))}</div>`
      : "";
  };

  /** The form by which they join. */
  const joinFormOf = (
    c: PageContext,
    { webinar, person }: LinkOwner,
    more: { readonly registration?: Registration; readonly typedId?: string } = {},
  ): Html => {
    const t = respond.translator(c);
    const reader = respond.readerOf(c, person?.zone);
    const isInChat = person !== undefined && person.chats.length > 0;
    return joinForm({ webinar, reader, isInChat, ...more, opensInMs: gateOpensAt(webinar) - core.clock.now() }, t);
  };

  /** The stub of the ticket: the next thing to do, as long as there is one. */
  const nextAct = (c: PageContext, owner: LinkOwner, registration: Registration, typedId = ""): Html | string => {
    const t = respond.translator(c);
    switch (registration.status) {
      case "approved": {
        const lost = owner.webinar.registrationIds ? resendForm(c, owner.entry) : "";
        return html`<h2>${t("page_way_in")}</h2>${joinFormOf(c, owner, { registration, typedId })}${lost}`;
      }
      case "offered":
        return html`<div class="acts">${buttonForm("claim", t("claim"))}${buttonForm("pass", t("pass"), "", true)}</div>`;
      case "pending":
      case "waitlisted":
      case "rejected":
      case "cancelled":
        return "";
      default:
        return unreachable(registration.status);
    }
  };

  /** Where who does not come may look next. */
  const waysOn = (c: PageContext, { webinar, entry, person }: LinkOwner): Html | string => {
    const t = respond.translator(c);
    const { code, series, visibility } = webinar;
    const whole = series && visibility !== "invited_only" ? buttonLink(links.series(series), t("whole_series")) : "";
    // What is listed is for members: guests come where they are sent to.
    const others =
      person && person.chats.length > 0
        ? buttonLink(listAddress(links.personal(code, entry.key), "open"), t("see_coming"), whole !== "")
        : "";
    return whole === "" && others === "" ? "" : html`<div class="acts">${whole}${others}</div>`;
  };

  /** What can be changed about a registration: answers and name, and whether it is kept. */
  const changes = (c: PageContext, { webinar }: LinkOwner, { status }: Registration): Html[] => {
    if (status === "rejected" || status === "cancelled") return [];
    const t = respond.translator(c);
    const label = questionsOf(webinar.form).length > 0 ? "edit_answers" : "correct_name";
    const leave = status === "offered" ? [] : [buttonFormAs("quiet bad", "leave", t(leaveSays(status)))];
    return [buttonFormAs("quiet", "edit", t(label)), ...leave];
  };

  const showRegistration = async (
    c: PageContext,
    owner: LinkOwner,
    registration: Registration,
    { problem, typedId, isEarly }: Extras,
  ) => {
    const { webinar, entry } = owner;
    const of = { webinar, entry, registration, person: owner.person };
    const { title, head } = await ticket.head(c, of, readerOf(c, owner));
    const inquiries = inquiryForms(await core.inquiries.unanswered(webinar, entry.key), respond.translator(c));
    const next = nextAct(c, owner, registration, typedId);
    // Before the doors open the way in does not work yet, and a calendar is what helps.
    const calendar = next === "" ? "" : ticket.calendar(c, of);
    const [first, last] = core.clock.now() < gateOpensAt(webinar) ? [calendar, ""] : ["", calendar];
    const stub = next === "" ? "" : html`${first}<div class="stub">${alertText(problem, isEarly)}${next}${last}</div>`;
    const body = html`${head}${registration.status === "rejected" ? waysOn(c, owner) : ""}${inquiries}${next === "" ? alertText(problem) : ""}${stub}
<div class="after">${answersSection(c, owner)}${footer(c, owner, changes(c, owner, registration))}</div>`;
    return respond.page(c, title, body, problem ? 400 : 200);
  };

  const showForm = async (c: PageContext, owner: LinkOwner, extras: Extras) => {
    const { webinar, entry, person } = owner;
    const { problem, step, problems = [] } = extras;
    const { registration, invitee } = entry;
    const { firstName = "", lastName = "" } = registration ?? person ?? {};
    const own = registration?.address ?? invitee?.address ?? "";
    const isOther = mayGiveOther(webinar, entry);
    const t = respond.translator(c);
    const registering = { now: core.clock.now(), isInvited: invitee !== undefined };
    const { title, send } = formSays(webinar, registering, t);
    const form = stepForm({
      send,
      step: step ?? firstPage(webinar.form, { firstName, lastName, address: own, given: {} }),
      problems: { ...defined({ none: problem || undefined }), ...respond.problemTexts(c, problems, webinar) },
      t,
      next: nextStep(webinar, registering, t),
      hiddenFields: { do: "register", from: String(registration?.version ?? 0) },
      ...(isOther ? {} : { ownAddress: own, isInvitation: registration === undefined }),
    });
    const other = isOther ? html`<p class="soft">${t("page_other_address")}</p>` : "";
    const about = [
      html`<div class="description">${writtenText(webinar.description)}</div>`,
      beforeNote(c, owner),
      respond.fullNote(c, webinar),
    ];
    const head = eventHead({ webinar, reader: readerOf(c, owner), ...(await namesOf(core, webinar)) });
    const body = html`${head}${about}
<div class="stub"><h2>${title}</h2>${other}${form}${declineButton(c, owner)}</div><div class="after">${footer(c, owner)}</div>`;
    return respond.page(
      c,
      t("page_register_title", { title: webinar.title }),
      body,
      problem || problems.length > 0 ? 400 : 200,
    );
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
      // A page has a heading, not a sentence; and when it is has not changed.
      const title = words.title.replace(/\.$/, "");
      const body = html`${noticeBody({ ...words, title, facts: [] })}${form}${buttonForm("show", t("back"), "", true)}`;
      return respond.page(c, title, body, problems.length > 0 ? 400 : 200);
    },

    ...makeQuestions({ core }, respond),

    /** The page itself. */
    show: async (c: PageContext, owner: LinkOwner, extras: Extras = {}) => {
      const { webinar, entry } = owner;
      const now = core.clock.now();
      const over = isOver(webinar, now);
      if (over)
        return respond.refusal(
          c,
          over,
          webinar,
          html`${waysOn(c, owner)}<div class="after">${answersSection(c, owner)}${footer(c, owner)}</div>`,
        );
      const { registration } = entry;
      if (registration && registration.status !== "cancelled") return showRegistration(c, owner, registration, extras);
      const closed = registrationClosed(webinar, now);
      if (!closed) return showForm(c, owner, extras);
      // By their own link they come in as who they are, not as one of the visitors of the gate.
      const join = webinar.registrationRequired ? "" : joinFormOf(c, owner);
      return respond.refusal(
        c,
        closed,
        webinar,
        html`${beforeNote(c, owner)}${alertText(extras.problem, extras.isEarly)}${join}${declineButton(c, owner)}${footer(c, owner)}`,
      );
    },

    /**
     * The page of a link that leads to nothing; it still says whose webinar it was. One that is genuine led somewhere
     * once, and whoever has it may know that what was there is deleted.
     */
    showNothing: (c: PageContext, webinar: Webinar | undefined, isGenuine: boolean) => {
      const t = respond.translator(c);
      const aboutAs = (label: string) => (webinar ? buttonLink(links.about(webinar.code), label, true) : "");
      if (!isGenuine) {
        const again = webinar ? sentAgainForm(webinar, links, t, core.clock.now()) : codeForm(t);
        const about = webinar
          ? html`<p class="also"><a href="${links.about(webinar.code)}">${t("mail_about")}</a></p>`
          : "";
        return respond.refusal(c, { reason: "link_unknown" }, webinar, html`${again}${about}`);
      }
      const title = t("page_deleted_title");
      return respond.page(
        c,
        title,
        html`${heading(title)}<p>${t("page_deleted")}</p>${aboutAs(webinar?.title ?? "")}`,
        410,
      );
    },
  };
};

export type PersonalView = ReturnType<typeof makePersonalView>;
