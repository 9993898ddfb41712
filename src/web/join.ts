import type { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { html } from "hono/html";
import { newToken, parseAddress, requestId } from "../core/model/ids.ts";
import type { Webinar } from "../core/model/webinar.ts";
import { wordsOf } from "../texts/words.ts";
import { alertText, buttonForm, buttonLink, factList, heading, inputField } from "./elements.ts";
import { findWebinar } from "./lookup.ts";
import { type Env, type PageContext, readPosted, sourceOf } from "./request.ts";
import type { PageDeps, Responses } from "./responses.ts";

/** Counts a visit without registration once, however often its form is sent. */
const VISIT_COOKIE = "usher_visit";

type Fields = Readonly<Record<string, string>>;

/** Adds the gate of a webinar, where people come in, and the link through which they reach the meeting. */
export const addJoinPages = (pages: Hono<Env>, respond: Responses, { core, links, publicUrl }: PageDeps): void => {
  const gateFields = (c: PageContext, webinar: Webinar, { address, id }: Fields) => {
    const t = respond.translator(c);
    const { registrationRequired, registrationIds, policy, startsAt } = webinar;
    if (!registrationRequired) return "";
    // S16: who comes late also gives the webinar's password; before the start nobody is late.
    const hasLate = registrationIds && policy !== "automatic" && core.clock.now() >= startsAt;
    return html`${inputField({ name: "address", label: t("field_address"), value: address ?? "", type: "email", autocomplete: "email" })}
        ${registrationIds ? inputField({ name: "id", label: t("field_registration_id"), value: id ?? "", autocomplete: "off" }) : ""}
        ${hasLate ? inputField({ name: "password", label: t("field_password_late"), value: "", autocomplete: "off", optional: true }) : ""}`;
  };

  const gateForm = (c: PageContext, webinar: Webinar, typed: Fields, problem?: string) => {
    const { title, form } = webinar;
    const target = { kind: "webinar", webinar, form } as const;
    const { facts } = wordsOf({ kind: "open_form", form: "register", target }, respond.readerOf(c));
    const join = buttonForm("join", respond.translator(c)("join"), gateFields(c, webinar, typed));
    const body = html`${heading(title)}${factList(facts)}${alertText(problem)}${join}`;
    return respond.page(c, title, body, problem ? 403 : 200);
  };

  /**
   * Without registration IDs an address proves nothing: the personal link goes to its owner, and the page tells nobody
   * which addresses are registered.
   */
  const mailPersonalLink = async (c: PageContext, { organisation, code, title }: Webinar, typedAddress = "") => {
    const address = parseAddress(typedAddress);
    if (address) await core.resend({ organisation, code, requestId: requestId("page", newToken()), of: { address } });
    return respond.page(c, title, html`${heading(title)}<p>${respond.translator(c)("page_personal_sent")}</p>`);
  };

  const visitOf = (c: PageContext, { code, registrationRequired }: Webinar): string => {
    const visit = (getCookie(c, VISIT_COOKIE) ?? "").slice(0, 32) || newToken();
    if (!registrationRequired)
      setCookie(c, VISIT_COOKIE, visit, {
        path: `/w/${code}`,
        httpOnly: true,
        sameSite: "Lax",
        secure: publicUrl.protocol === "https:",
      });
    return visit;
  };

  const join = async (c: PageContext, webinar: Webinar) => {
    const { organisation, code, registrationRequired, registrationIds } = webinar;
    const { fields: typed } = await readPosted(c);
    if (registrationRequired && !registrationIds) return mailPersonalLink(c, webinar, typed.address);
    const joiner = {
      kind: "typed",
      address: parseAddress(typed.address ?? ""),
      typedId: typed.id ?? "",
      password: typed.password ?? "",
      source: sourceOf(c),
      visit: visitOf(c, webinar),
    } as const;
    const result = await core.join({ organisation, code, joiner });
    if (!result.ok) return gateForm(c, webinar, typed, respond.refusalText(c, result.refusal, webinar));
    const link = links.toMeeting(result.value.token);
    const button = buttonLink(link, respond.translator(c)("open_meeting"));
    return respond.notice(c, { kind: "admitted", webinar, link }, button);
  };

  pages.get("/w/:code/join", async (c) => {
    const webinar = await findWebinar(core, c.req.param("code"));
    return webinar ? gateForm(c, webinar, {}) : respond.unknownWebinar(c);
  });

  pages.post("/w/:code/join", async (c) => {
    const webinar = await findWebinar(core, c.req.param("code"));
    return webinar ? join(c, webinar) : respond.unknownWebinar(c);
  });

  // HEAD must not use up a link to the meeting; Hono would answer it with the GET.
  pages.get("/j/:token", async (c) => {
    if (c.req.method !== "GET" || c.req.header("sec-purpose")?.startsWith("prefetch")) return c.body(null, 204);
    const [typedCode = "", token = ""] = c.req.param("token").split(".");
    const known = await findWebinar(core, typedCode);
    const webinar = known && (await core.gate.enter(known.code, token));
    if (webinar) return c.redirect(webinar.link, 303);
    const back = known ? buttonLink(links.gate(known.code), respond.translator(c)("join")) : "";
    return respond.refusal(c, { reason: "link_used" }, known, back);
  });
};
