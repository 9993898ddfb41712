import type { Hono } from "hono";
import { html, raw } from "hono/html";
import { defined } from "../core/model/defined.ts";
import { newToken, parseAddress, parseCode, readCode, requestId } from "../core/model/ids.ts";
import type { Refusal } from "../core/model/refusal.ts";
import { gateOpensAt, isOver, type Webinar } from "../core/model/webinar.ts";
import { registrationClosed } from "../core/registering/register-refusals.ts";
import { alertText, buttonLink, type Html, heading, inputField } from "./elements.ts";
import { publicCalendar } from "./event/calendar.ts";
import { eventHead } from "./event/head.ts";
import { namesOf } from "./event/names.ts";
import { type Env, type PageContext, readPosted, sourceOf } from "./incoming/request.ts";
import { makeVisits, VISIT_FIELD } from "./incoming/visits.ts";
import { findWebinar } from "./lookup.ts";
import { comeBackNote, untilDoors } from "./personal/join-form.ts";
import { LOST_FIELD } from "./personal/sent-again.ts";
import { type PageDeps, type Responses, statusOf } from "./responses.ts";

type Fields = Readonly<Record<string, string>>;

/** Adds the gate of a webinar, where people come in, and the link through which they reach the meeting. */
export const addJoinPages = (pages: Hono<Env>, respond: Responses, deps: PageDeps): void => {
  const { core, links } = deps;
  const visits = makeVisits({ secret: deps.secret, isSecure: deps.publicUrl.protocol === "https:" });

  const gateFields = (c: PageContext, webinar: Webinar, { address, id }: Fields) => {
    const t = respond.translator(c);
    const { code, registrationRequired, registrationIds, policy, startsAt } = webinar;
    if (!registrationRequired)
      return html`<input type="hidden" name="${VISIT_FIELD}" value="${visits.begin(c, code)}">`;
    // S16: who comes late also gives the webinar's password; before the start nobody is late.
    const hasLate = registrationIds && policy !== "automatic" && core.clock.now() >= startsAt;
    return html`${inputField({ name: "address", label: t("field_address"), value: address ?? "", type: "email", autocomplete: "email" })}
        ${registrationIds ? inputField({ name: "id", label: t("field_registration_id"), value: id ?? "", autocomplete: "off", isFixed: true, hint: t("page_id_hint") }) : ""}
        ${hasLate ? inputField({ name: "password", label: t("field_password_late"), value: "", autocomplete: "off", optional: true }) : ""}`;
  };

  /** A second button of the form, after the first, so that the Enter key still joins. */
  const lostButton = (c: PageContext, { registrationRequired, registrationIds }: Webinar) => {
    const t = respond.translator(c);
    return registrationRequired && registrationIds
      ? html`<div class="lost"><p class="small">${t("page_lost_id")}</p><button class="quiet" name="${LOST_FIELD}" value="1" formnovalidate>${t("page_lost_send")}</button></div>`
      : "";
  };

  /** The way for who came here first, while there is one. */
  const registerWay = (c: PageContext, webinar: Webinar) => {
    const t = respond.translator(c);
    const { registrationRequired, visibility } = webinar;
    const isOpen = registrationRequired && !registrationClosed(webinar, core.clock.now());
    return isOpen && visibility !== "invited_only"
      ? html`<span>${t("page_not_registered")} <a href="${links.register(webinar.code)}">${t("register")}</a></span>`
      : "";
  };

  const registerLine = (c: PageContext, webinar: Webinar) => {
    const way = registerWay(c, webinar);
    return way === "" ? "" : html`<p class="small">${way}</p>`;
  };

  const aboutLink = (c: PageContext, { code }: Webinar): Html =>
    html`<a href="${links.about(code)}">${respond.translator(c)("mail_about")}</a>`;

  /** What is wrong with what was typed; of a code in the ID's place, that it is one. */
  const problemOf = (c: PageContext, webinar: Webinar, { id = "" }: Fields, problem: Refusal): string =>
    problem.reason === "not_recognised" && readCode(id)
      ? respond.translator(c)("page_id_is_code")
      : respond.refusalText(c, problem, webinar);

  /** What can be done until the doors open. */
  const until = (c: PageContext, webinar: Webinar): Html => {
    const t = respond.translator(c);
    return html`${publicCalendar(webinar, links, t)}<p class="also">${aboutLink(c, webinar)}</p>`;
  };

  /** What else there is until the doors open, the calendar where it does not stand above. */
  const whileShut = (c: PageContext, webinar: Webinar, hasCalendar: boolean): Html =>
    html`${hasCalendar ? "" : publicCalendar(webinar, links, respond.translator(c))}<div class="meta split">${registerWay(c, webinar)}${aboutLink(c, webinar)}</div>`;

  const gateForm = async (c: PageContext, webinar: Webinar, typed: Fields, problem?: Refusal) => {
    const over = isOver(webinar, core.clock.now());
    const t = respond.translator(c);
    if (over) return respond.refusal(c, over, webinar, buttonLink(links.about(webinar.code), t("mail_about"), true));
    const head = eventHead({ webinar, reader: respond.readerOf(c), ...(await namesOf(core, webinar)) });
    const isTooEarly = problem?.reason === "not_open_yet";
    // What was typed is not looked at until then, so nobody may take it for right.
    const isUnread = isTooEarly && webinar.registrationRequired && webinar.registrationIds;
    const text = isUnread ? t("page_join_early_id") : problem && problemOf(c, webinar, typed, problem);
    const fields = gateFields(c, webinar, typed);
    const isEarly = core.clock.now() < gateOpensAt(webinar);
    const opens =
      isEarly && (!problem || isUnread)
        ? html`${comeBackNote(webinar, respond.readerOf(c), isUnread ? { said: text } : {})}${publicCalendar(webinar, links, t)}`
        : "";
    // A lost ID is asked for by the address above: both are shown, or neither.
    const way = html`${fields}<button${isEarly ? raw(' class="quiet"') : ""}>${t("join")}</button>${lostButton(c, webinar)}`;
    const body = html`${head}<div class="stub"><h2>${t("join")}</h2>${isUnread ? "" : alertText(text, isTooEarly)}${opens}
<form method="post">${isEarly && !problem ? untilDoors(way, webinar.registrationRequired && webinar.registrationIds, t, "closed") : way}</form>${isEarly ? whileShut(c, webinar, opens !== "") : registerLine(c, webinar)}</div>`;
    return respond.page(c, t("page_join_title", { title: webinar.title }), body, problem ? statusOf(problem) : 200);
  };

  /**
   * Mails the way in, with the ID where there is one, to the owner of a typed address (P20). Typing an address proves
   * nothing, so the page tells nobody which addresses are registered.
   */
  const mailWayIn = async (c: PageContext, webinar: Webinar, typed: Fields) => {
    const { organisation, code, title } = webinar;
    const address = parseAddress(typed.address ?? "");
    if (!address) return gateForm(c, webinar, typed, { reason: "address_invalid", typed: typed.address ?? "" });
    const of = { address, source: sourceOf(c), locale: respond.localeOf(c) };
    const result = await core.resend({ organisation, code, requestId: requestId("page", newToken()), of });
    if (!result.ok && statusOf(result.refusal) === 429) return gateForm(c, webinar, typed, result.refusal);
    const t = respond.translator(c);
    const back = buttonLink(links.gate(code), t("back"), true);
    return respond.page(
      c,
      title,
      html`${heading(title)}<p>${t("page_personal_sent")}</p>${registerLine(c, webinar)}${back}`,
    );
  };

  /** To the gate, for who comes by a link that no longer works; it may be shut again, as the webinar was moved. */
  const wayBack = (c: PageContext, webinar: Webinar) => {
    const now = core.clock.now();
    if (isOver(webinar, now)) return "";
    if (now < gateOpensAt(webinar))
      return html`${comeBackNote(webinar, respond.readerOf(c), webinar.registrationRequired ? { back: "page_join_back_approval" } : {})}${until(c, webinar)}`;
    return html`<div class="acts">${buttonLink(links.gate(webinar.code), respond.translator(c)("page_join_again"))}</div>`;
  };

  const join = async (c: PageContext, webinar: Webinar) => {
    const { organisation, code, registrationRequired, registrationIds } = webinar;
    const { fields: typed } = await readPosted(c);
    if (registrationRequired && (!registrationIds || typed[LOST_FIELD])) return mailWayIn(c, webinar, typed);
    const visit = registrationRequired ? undefined : visits.of(c, code, typed[VISIT_FIELD]);
    const joiner = {
      kind: "typed",
      address: parseAddress(typed.address ?? ""),
      typedId: typed.id ?? "",
      password: typed.password ?? "",
      source: sourceOf(c),
      ...defined({ visit }),
    } as const;
    const result = await core.join({ organisation, code, joiner });
    if (!result.ok) return gateForm(c, webinar, typed, result.refusal);
    const link = links.toMeeting(result.value.token);
    const button = buttonLink(link, respond.translator(c)("open_meeting"));
    return respond.notice(c, { kind: "admitted", webinar, link }, button);
  };

  pages.get("/w/:code/join", async (c) => {
    const typed = c.req.param("code");
    const webinar = await findWebinar(core, typed);
    if (!webinar) return respond.unknownWebinar(c);
    if (typed === webinar.code) return gateForm(c, webinar, {});
    // The cookie of a visit is for one address: whoever came by two would count twice.
    c.header("Cache-Control", "no-store");
    return c.redirect(`/w/${webinar.code}/join`);
  });

  pages.post("/w/:code/join", async (c) => {
    const webinar = await findWebinar(core, c.req.param("code"));
    return webinar ? join(c, webinar) : respond.unknownWebinar(c);
  });

  // HEAD must not use up a link to the meeting; Hono would answer it with the GET.
  pages.get("/j/:token", async (c) => {
    if (c.req.method !== "GET" || c.req.header("sec-purpose")?.startsWith("prefetch")) return c.body(null, 204);
    const [typedCode = "", token = ""] = c.req.param("token").split(".");
    const code = parseCode(typedCode);
    // The token is the proof; only where it is none, the page goes by what anybody may know.
    const entered = code && (await core.enter(code, token));
    c.header("Cache-Control", "no-store");
    if (entered?.ok) return c.redirect(entered.value.link, 303);
    const known = await findWebinar(core, typedCode);
    return respond.refusal(c, entered?.refusal ?? { reason: "link_used" }, known, known ? wayBack(c, known) : "");
  });
};
