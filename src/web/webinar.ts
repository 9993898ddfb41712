import type { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { html } from "hono/html";
import { newToken, parseAddress, requestId } from "../core/model/ids.ts";
import { fullName } from "../core/model/person.ts";
import { isOver, type Webinar } from "../core/model/webinar.ts";
import { registrationClosed } from "../core/registering/register.ts";
import { wordsOf } from "../texts/words.ts";
import { act, alertOf, buttonLink, factList, field, told } from "./elements.ts";
import { addRegisterPage } from "./register.ts";
import { type PageContext, postedOf, sourceOf } from "./request.ts";
import type { Desk, Env, PageDeps } from "./responses.ts";
import { showSeries } from "./series.ts";

/** Who comes in unregistered counts once: the cookie says that it is the same visit. */
const VISIT = "usher_visit";

type Fields = Readonly<Record<string, string>>;

/** The public pages of one webinar: about, register, join. */
export const addWebinarPages = (pages: Hono<Env>, desk: Desk, deps: PageDeps): void => {
  const { core, links, publicUrl } = deps;

  pages.get("/w/:code", async (c) => {
    const webinar = await desk.webinarOf(c.req.param("code"));
    if (!webinar) return showSeries(c, desk, deps);
    const host = await core.people.get(webinar.organisation, webinar.host);
    const say = desk.sayTo(c);
    const words = wordsOf(
      { kind: "webinar", webinar, hostName: host ? fullName(host) : "" },
      { locale: desk.localeOf(c) },
    );
    // Who reads this page is not known, and so neither is their status.
    const facts = words.facts.filter(({ label }) => label !== say("fact_status"));
    const { code, registrationRequired } = webinar;
    const closed = registrationClosed(webinar, core.clock.now());
    const why =
      closed && closed.reason !== "registration_not_required" ? desk.refusalText(c, closed, webinar) : undefined;
    const register = html`${desk.fullNote(c, webinar)}${buttonLink(links.register(code), say("page_about_register"))}`;
    const join = buttonLink(
      links.gate(code),
      say(registrationRequired ? "page_about_join" : "join"),
      registrationRequired,
    );
    const ways = html`${why ? html`<p>${why}</p>` : registrationRequired ? register : ""}${isOver(webinar, core.clock.now()) ? "" : join}`;
    return desk.show(c, webinar.title, html`${told({ ...words, facts })}${ways}`);
  });

  addRegisterPage(pages, desk, deps);

  const gateForm = (c: PageContext, webinar: Webinar, given: Fields, problem?: string) => {
    const say = desk.sayTo(c);
    const target = { kind: "webinar", webinar, form: webinar.form } as const;
    const words = wordsOf({ kind: "open_form", form: "register", target }, { locale: desk.localeOf(c) });
    const fields = webinar.registrationRequired
      ? html`${field({ name: "address", label: say("field_address"), value: given.address ?? "", type: "email", autocomplete: "email" })}
        ${webinar.registrationIds ? field({ name: "id", label: say("field_registration_id"), value: given.id ?? "", autocomplete: "off" }) : ""}`
      : "";
    const body = html`<h1>${webinar.title}</h1>${factList(words.facts)}${alertOf(problem)}${act("join", say("join"), fields)}`;
    return desk.show(c, webinar.title, body, problem ? 403 : 200);
  };

  pages.get("/w/:code/join", async (c) => {
    const webinar = await desk.webinarOf(c.req.param("code"));
    return webinar ? gateForm(c, webinar, {}) : desk.unknown(c);
  });

  pages.post("/w/:code/join", async (c) => {
    const webinar = await desk.webinarOf(c.req.param("code"));
    if (!webinar) return desk.unknown(c);
    const { organisation, code } = webinar;
    const { fields: given } = await postedOf(c);
    const address = parseAddress(given.address ?? "");
    if (webinar.registrationRequired && !webinar.registrationIds) {
      // Without IDs an address proves nothing: the personal link goes to its owner, and the page tells nobody which addresses are registered.
      if (address) await core.resend({ organisation, code, requestId: requestId("page", newToken()), of: { address } });
      return desk.show(c, webinar.title, html`<p>${desk.sayTo(c)("page_personal_sent")}</p>`);
    }
    const visit = (getCookie(c, VISIT) ?? "").slice(0, 32) || newToken();
    if (!webinar.registrationRequired)
      setCookie(c, VISIT, visit, {
        path: `/w/${code}`,
        httpOnly: true,
        sameSite: "Lax",
        secure: publicUrl.protocol === "https:",
      });
    const joiner = { kind: "typed", address, typedId: given.id ?? "", source: sourceOf(c), visit } as const;
    const result = await core.join({ organisation, code, joiner });
    if (!result.ok) return gateForm(c, webinar, given, desk.refusalText(c, result.refusal, webinar));
    const link = links.toMeeting(result.value.token);
    return desk.notice(c, { kind: "admitted", webinar, link }, buttonLink(link, desk.sayTo(c)("open_meeting")));
  });

  // HEAD must not use up a way in; Hono would answer it with the GET.
  pages.get("/j/:token", async (c) => {
    if (c.req.method !== "GET" || c.req.header("sec-purpose")?.startsWith("prefetch")) return c.body(null, 204);
    const [typedCode = "", token = ""] = c.req.param("token").split(".");
    const known = await desk.webinarOf(typedCode);
    const webinar = known && (await core.gate.enter(known.code, token));
    if (!webinar) {
      const back = known ? buttonLink(links.gate(known.code), desk.sayTo(c)("join")) : "";
      return desk.refused(c, { reason: "link_used" }, known, back);
    }
    return c.redirect(webinar.link, 303);
  });
};
