import type { Hono } from "hono";
import { html } from "hono/html";
import { defined } from "../core/model/defined.ts";
import { parseAddress, requestId } from "../core/model/ids.ts";
import { fullName, localeOf } from "../core/model/person.ts";
import type { Refusal } from "../core/model/refusal.ts";
import { isRequest } from "../core/model/status.ts";
import { tagged } from "../core/model/tag.ts";
import { gateOpensAt, type Webinar } from "../core/model/webinar.ts";
import type { Notice } from "../core/notices/notice.ts";
import type { Registered } from "../core/registering/register.ts";
import { type RegisterProblem, registrationClosed } from "../core/registering/register-refusals.ts";
import { shownAddress } from "../texts/written.ts";
import { buttonForm, buttonLink, type Html } from "./elements.ts";
import { eventHead } from "./event/head.ts";
import { namesOf } from "./event/names.ts";
import { formSays, nextStep } from "./event/next-step.ts";
import { type Env, type PageContext, readIn, readPosted, sourceOf, tagOf } from "./incoming/request.ts";
import { findWebinar } from "./lookup.ts";
import { firstPage, type PageStep, pageAfter, wholeForm } from "./page-steps.ts";
import { type PageDeps, type Responses, statusOf } from "./responses.ts";
import { showSeriesChoice } from "./series.ts";
import { stepForm } from "./step-form.ts";
import { beginningOf } from "./written.ts";

/** The status of a form that is shown with problems: one that it may not be sent now tells so to programs too. */
const statusOfProblems = (problems: readonly RegisterProblem[]) => {
  if (problems.some(({ refusal }) => statusOf(refusal) === 429)) return 429;
  return problems.length > 0 ? 400 : 200;
};

/** In which language the confirmation was read, for a browser that asks for none of ours. */
const LANGUAGE_FIELD = "language";

/** So many signs of a description stand above the form. */
const ABOUT_MAX = 180;

const NOTHING_YET = { firstName: "", lastName: "", address: "", given: {} };

/** Adds the public registration form of a webinar. It makes a draft; the link mailed to the address confirms it. */
export const addRegisterPage = (pages: Hono<Env>, respond: Responses, deps: PageDeps): void => {
  const { core, links } = deps;

  const headOf = async (c: PageContext, webinar: Webinar): Promise<Html> =>
    eventHead({ webinar, reader: respond.readerOf(c), ...(await namesOf(core, webinar)) });

  /** How its description begins; the whole of it stands on the webinar's page. */
  const aboutLine = (c: PageContext, { code, description }: Webinar): Html | string => {
    const said = beginningOf(description, ABOUT_MAX);
    return said === ""
      ? ""
      : html`<p class="brief"><span dir="auto">${said}</span> <a href="${links.about(code)}">${respond.translator(c)("mail_about")}</a></p>`;
  };

  const showStep = async (
    c: PageContext,
    webinar: Webinar,
    step: PageStep,
    problems: readonly RegisterProblem[] = [],
    action?: string,
  ) => {
    const t = respond.translator(c);
    const registering = { now: core.clock.now(), isByMail: true };
    const { title, send } = formSays(webinar, registering, t);
    const form = stepForm({
      step,
      problems: respond.problemTexts(c, problems, webinar),
      t,
      send,
      next: nextStep(webinar, registering, t),
      ...defined({ action }),
    });
    const body = html`${await headOf(c, webinar)}${aboutLine(c, webinar)}${respond.fullNote(c, webinar)}<div class="stub"><h2>${title}</h2>${form}</div>`;
    return respond.page(c, t("page_register_title", { title: webinar.title }), body, statusOfProblems(problems));
  };

  const showForm = (c: PageContext, webinar: Webinar) => {
    const closed = registrationClosed(webinar, core.clock.now());
    const about = buttonLink(links.about(webinar.code), respond.translator(c)("mail_about"), true);
    return closed
      ? respond.refusal(c, closed, webinar, about)
      : showStep(c, webinar, firstPage(webinar.form, NOTHING_YET));
  };

  const refuseDraft = (c: PageContext, webinar: Webinar, refusal: Refusal = { reason: "draft_gone" }) =>
    respond.refusal(c, refusal, webinar, buttonLink(links.register(webinar.code), respond.translator(c)("register")));

  /** Where a registration stands, and the way to its own page. */
  const showStanding = (c: PageContext, webinar: Webinar, { registration, again, entry }: Registered) => {
    const notice: Notice = {
      ...{ kind: "registration", webinar, registration, again },
      ...defined({ position: entry?.position }),
    };
    const mayJoin = registration.status === "approved" && core.clock.now() >= gateOpensAt(webinar);
    const own = isRequest(registration.status) ? "my_request" : "my_registration";
    const label = respond.translator(c)(mayJoin ? "join" : own);
    return respond.notice(c, notice, buttonLink(links.personal(webinar.code, registration.key), label, !mayJoin));
  };

  /** The mailed link leads here. Mail programs open links by themselves, so it takes a press to confirm. */
  const showConfirmation = async (c: PageContext, webinar: Webinar, draft: string) => {
    const { organisation, code, title } = webinar;
    const kept = await core.drafts.draft(organisation, code, draft);
    if (!kept) return refuseDraft(c, webinar);
    readIn(c, kept.locale);
    const stored = await core.registrations.entry(organisation, code, { address: kept.address });
    const registration = stored?.entry?.registration;
    // It was pressed before: nothing is left to confirm.
    if (registration && registration.status !== "cancelled")
      return showStanding(c, webinar, { webinar, registration, again: true, ...defined({ entry: stored.entry }) });
    const language = html`<input type="hidden" name="${LANGUAGE_FIELD}" value="${respond.localeOf(c)}">`;
    const form = buttonForm("confirm", respond.translator(c)("confirm"), language);
    const whose = { name: fullName(kept), address: shownAddress(kept.address) };
    const line = html`<p class="note">${respond.translator(c)("page_confirm_line", whose)}</p>`;
    return respond.page(c, title, html`${await headOf(c, webinar)}${line}${form}`);
  };

  const confirm = async (c: PageContext, webinar: Webinar, draft: string) => {
    const { organisation, code } = webinar;
    const { fields } = await readPosted(c);
    readIn(c, localeOf(fields[LANGUAGE_FIELD]));
    const result = await core.confirmDraft({
      organisation,
      code,
      draft,
      locale: respond.localeOf(c),
      requestId: requestId("page", "confirm", draft),
    });
    if (result.ok) {
      const { registration, again } = result.value;
      return (!again && respond.landingPage(c, webinar, registration)) || showStanding(c, webinar, result.value);
    }
    const [first] = result.refusal;
    if (!first || first.field === "none") return refuseDraft(c, webinar, first?.refusal);
    // The form changed since it was filled in: it is shown as it is now.
    const kept = await core.drafts.draft(organisation, code, draft);
    const current = (await core.webinars.get(organisation, code)) ?? webinar;
    const problems: RegisterProblem[] = [{ field: "none", refusal: { reason: "form_changed" } }, ...result.refusal];
    return showStep(
      c,
      current,
      wholeForm(current.form, kept ?? NOTHING_YET),
      problems,
      tagged(links.register(code), kept?.tag),
    );
  };

  const submit = async (c: PageContext, webinar: Webinar) => {
    const { organisation, code, form } = webinar;
    const posted = await readPosted(c);
    const typed = posted.fields.address ?? "";
    const address = parseAddress(typed);
    const next = pageAfter(form, posted, address ? undefined : { reason: "address_invalid", typed });
    if (next.kind === "show") return showStep(c, webinar, next.step, next.problems);
    if (!address) return respond.unknownWebinar(c);
    const { firstName, lastName, given } = next.filled;
    const from = { source: sourceOf(c), locale: respond.localeOf(c), ...defined({ tag: tagOf(c) }) };
    const result = await core.saveDraft({ organisation, code, address, ...from, firstName, lastName, given });
    if (!result.ok) return showStep(c, webinar, wholeForm(form, next.filled), result.refusal);
    return respond.checkMail(c, address, buttonLink(links.about(code), webinar.title, true));
  };

  pages.get("/w/:code/register", async (c) => {
    const webinar = await findWebinar(core, c.req.param("code"));
    if (!webinar) return showSeriesChoice(c, respond, deps);
    const draft = c.req.query("draft");
    return draft === undefined ? showForm(c, webinar) : showConfirmation(c, webinar, draft);
  });

  pages.post("/w/:code/register", async (c) => {
    const webinar = await findWebinar(core, c.req.param("code"));
    if (!webinar) return respond.unknownWebinar(c);
    const draft = c.req.query("draft");
    return draft === undefined ? submit(c, webinar) : confirm(c, webinar, draft);
  });
};
