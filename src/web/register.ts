import type { Hono } from "hono";
import { html } from "hono/html";
import { defined } from "../core/model/defined.ts";
import { parseAddress, requestId } from "../core/model/ids.ts";
import type { Refusal } from "../core/model/refusal.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { Notice } from "../core/notices/notice.ts";
import { type RegisterProblem, registrationClosed } from "../core/registering/register.ts";
import { wordsOf } from "../texts/words.ts";
import { act, buttonLink, told } from "./elements.ts";
import { firstPage, type PageStep, pageAfter, wholeForm } from "./page-steps.ts";
import { type PageContext, postedOf, sourceOf } from "./request.ts";
import type { Desk, Env, PageDeps } from "./responses.ts";
import { showSeriesChoice } from "./series.ts";
import { stepForm } from "./step-form.ts";

const NOTHING_YET = { firstName: "", lastName: "", address: "", given: {} };

/** The public registration form of one webinar: it makes a draft, which the link mailed to the address confirms. */
export const addRegisterPage = (pages: Hono<Env>, desk: Desk, deps: PageDeps): void => {
  const { core, links } = deps;

  const showStep = (
    c: PageContext,
    webinar: Webinar,
    step: PageStep,
    problems: readonly RegisterProblem[] = [],
    action?: string,
  ) => {
    const target = { kind: "webinar", webinar, form: webinar.form } as const;
    const words = wordsOf({ kind: "open_form", form: "register", target }, { locale: desk.localeOf(c) });
    const form = stepForm({
      step,
      problems: desk.problemTexts(c, problems, webinar),
      say: desk.sayTo(c),
      ...defined({ action }),
    });
    const body = html`${told(words)}${desk.fullNote(c, webinar)}${form}`;
    return desk.show(c, webinar.title, body, problems.length > 0 ? 400 : 200);
  };

  const formAgain = (c: PageContext, { code }: Webinar) => buttonLink(links.register(code), desk.sayTo(c)("register"));

  pages.get("/w/:code/register", async (c) => {
    const webinar = await desk.webinarOf(c.req.param("code"));
    if (!webinar) return showSeriesChoice(c, desk, deps);
    const draft = c.req.query("draft");
    if (draft === undefined) {
      const closed = registrationClosed(webinar, core.clock.now());
      return closed ? desk.refused(c, closed, webinar) : showStep(c, webinar, firstPage(webinar.form, NOTHING_YET));
    }
    if (!(await core.drafts.draft(webinar.organisation, webinar.code, draft)))
      return desk.refused(c, { reason: "draft_gone" }, webinar, formAgain(c, webinar));
    // A press, not the opening of the link: mail programs open links by themselves.
    return desk.show(c, webinar.title, html`<h1>${webinar.title}</h1>${act("confirm", desk.sayTo(c)("confirm"))}`);
  });

  const confirm = async (c: PageContext, webinar: Webinar, draft: string) => {
    const { organisation, code } = webinar;
    const result = await core.confirmDraft({
      organisation,
      code,
      draft,
      requestId: requestId("page", "confirm", draft),
    });
    if (result.ok) {
      const { registration, again } = result.value;
      const notice: Notice = { kind: "registration", webinar, registration, again };
      const mine = buttonLink(links.personal(code, registration.key), desk.sayTo(c)("my_registration"), true);
      return (!again && desk.toLanding(c, webinar)) || desk.notice(c, notice, mine);
    }
    const [first] = result.refusal;
    if (!first || first.field === "none")
      return desk.refused(c, first?.refusal ?? { reason: "draft_gone" }, webinar, formAgain(c, webinar));
    // The form changed since it was filled in: what it asks for now is asked.
    const kept = await core.drafts.draft(organisation, code, draft);
    const now = (await core.webinars.get(organisation, code)) ?? webinar;
    const problems: RegisterProblem[] = [{ field: "none", refusal: { reason: "form_changed" } }, ...result.refusal];
    return showStep(c, now, wholeForm(now.form, kept ?? NOTHING_YET), problems, links.register(code));
  };

  pages.post("/w/:code/register", async (c) => {
    const webinar = await desk.webinarOf(c.req.param("code"));
    if (!webinar) return desk.unknown(c);
    const draft = c.req.query("draft");
    if (draft !== undefined) return confirm(c, webinar, draft);
    const { organisation, code, form } = webinar;
    const posted = await postedOf(c);
    const typed = posted.fields.address ?? "";
    const address = parseAddress(typed);
    const badAddress: Refusal | undefined = address ? undefined : { reason: "address_invalid", typed };
    const step = pageAfter(form, posted, badAddress);
    if (step.kind === "show") return showStep(c, webinar, step.step, step.problems);
    if (!address) return desk.unknown(c);
    const result = await core.saveDraft({ organisation, code, address, source: sourceOf(c), ...named(step.filled) });
    if (!result.ok) return showStep(c, webinar, wholeForm(form, step.filled), result.refusal);
    const say = desk.sayTo(c);
    return desk.show(
      c,
      say("page_check_mail_title"),
      html`<h1>${say("page_check_mail_title")}</h1><p>${say("page_check_mail", { address })}</p>`,
    );
  });
};

const named = ({ firstName, lastName, given }: PageStep["filled"]) => ({ firstName, lastName, given });
