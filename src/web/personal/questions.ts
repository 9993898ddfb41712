import { html } from "hono/html";
import type { Person } from "../../core/model/person.ts";
import { type Entry, mineOf, type Registration } from "../../core/model/registration.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { leavingOf } from "../../core/notices/leaving.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { wordsOf } from "../../texts/words.ts";
import { alertText, buttonForm, buttonFormAs, heading, noticeBody } from "../elements.ts";
import type { PageContext } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";

interface Owner {
  readonly webinar: Webinar;
  readonly entry: Entry;
  readonly person: Person | undefined;
}

/** The pages that ask an owner once more before something is done. */
export const makeQuestions = ({ core }: Pick<PageDeps, "core">, respond: Responses) => ({
  /** Says what is lost with the registration, and asks once more. */
  askToLeave: (c: PageContext, { person, ...found }: Owner, registration: Registration) => {
    const t = respond.translator(c);
    const says = leavingOf(registration.status);
    const asked: Notice = { kind: "confirm_leave", ...mineOf(found), registration };
    const reader = respond.readerOf(c, person?.zone);
    const { title, lines } = wordsOf(asked, reader, { now: core.clock.now(), marksTimes: !reader.zone });
    const buttons = html`<div class="acts">${buttonFormAs("danger", "leave_now", t(says.now))}${buttonForm("show", t(says.keep), "", true)}</div>`;
    return respond.page(c, title, html`${noticeBody({ title, lines, facts: [] })}${buttons}`);
  },

  /** Asks whether the invitation is declined: a link alone, which mail programs follow, declines nothing. */
  askToDecline: (c: PageContext, { webinar }: Owner) => {
    const t = respond.translator(c);
    const title = t("decline_question", { title: webinar.title });
    const other = t(webinar.registrationRequired ? "register" : "join");
    const buttons = html`<div class="acts">${buttonForm("decline", t("decline"))}${buttonForm("show", other, "", true)}</div>`;
    return respond.page(c, title, html`${heading(title)}${buttons}`);
  },

  /** Says what goes, and asks once more. */
  askToErase: (c: PageContext, problem?: string) => {
    const t = respond.translator(c);
    const title = t("page_erase_title");
    const buttons = html`<div class="acts">${buttonFormAs("danger", "erase_now", t("page_erase_now"))}${buttonForm("show", t("page_erase_keep"), "", true)}</div>`;
    const text = html`<h1>${title}</h1><p>${t("page_erase_what")}</p><p>${t("page_erase_not")}</p>`;
    return respond.page(c, title, html`${text}${alertText(problem)}${buttons}`, problem ? 400 : 200);
  },

  showErased: (c: PageContext) => {
    const t = respond.translator(c);
    return respond.page(c, t("page_erased_title"), html`<h1>${t("page_erased_title")}</h1><p>${t("page_erased")}</p>`);
  },
});
