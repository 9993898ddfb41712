import type { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { html } from "hono/html";
import { newToken, parseAddress, requestId } from "../core/ids.ts";
import type { Notice } from "../core/notice.ts";
import { fullName } from "../core/person.ts";
import type { Refusal } from "../core/refusal.ts";
import { registrationClosed } from "../core/register.ts";
import type { Webinar } from "../core/webinar.ts";
import { wordsOf } from "../texts/words.ts";
import { formOf, type PageContext, sourceOf } from "./ask.ts";
import { field, type Html, told } from "./layout.ts";
import { act, buttonLink, type Desk, type Env, type PageDeps } from "./pages.ts";

/** Who comes in unregistered counts once: the cookie says that it is the same visit. */
const VISIT = "usher_visit";

type Problems = Readonly<Record<string, string>>;
type Given = Readonly<Record<string, string>>;

/** The public pages of one webinar: about, register, join. */
export const addWebinarPages = (pages: Hono<Env>, desk: Desk, { core, links, publicUrl }: PageDeps): void => {
  const unknown = (c: PageContext) => desk.refused(c, { reason: "unknown_webinar", typed: c.req.param("code") ?? "" });

  pages.get("/w/:code", async (c) => {
    const webinar = await desk.webinarOf(c.req.param("code"));
    if (!webinar) return unknown(c);
    const host = await core.people.get(webinar.organisation, webinar.host);
    const say = desk.sayTo(c);
    const words = wordsOf(
      { kind: "webinar", webinar, hostName: host ? fullName(host) : "" },
      { locale: desk.localeOf(c) },
    );
    // Who reads this page is not known, and so neither is their status.
    const facts = words.facts.filter(({ label }) => label !== say("fact_status"));
    const closed = registrationClosed(webinar, core.clock.now());
    const ways =
      closed && closed.reason !== "registration_not_required"
        ? html`<p>${desk.refusalText(c, closed, webinar)}</p>`
        : html`${webinar.registrationRequired ? buttonLink(links.register(webinar.code), say("page_about_register")) : ""}${buttonLink(links.gate(webinar.code), say("page_about_join"), webinar.registrationRequired)}`;
    return desk.show(c, webinar.title, html`${told({ ...words, facts })}${ways}`);
  });

  const registerForm = (c: PageContext, webinar: Webinar, given: Given, problems: Problems) => {
    const say = desk.sayTo(c);
    const words = wordsOf({ kind: "open_form", form: "register", webinar }, { locale: desk.localeOf(c) });
    const input = (
      name: string,
      label: Parameters<typeof say>[0],
      autocomplete: string,
      type: "text" | "email" = "text",
    ): Html =>
      field({ name, label: say(label), value: given[name] ?? "", type, autocomplete, problem: problems[name] });
    const body = html`${told(words)}${problems.none ? html`<p class="wrong" role="alert">${problems.none}</p>` : ""}
      <form method="post">${input("firstName", "field_first_name", "given-name")}${input("lastName", "field_last_name", "family-name")}${input("address", "field_address", "email", "email")}<button>${say("register")}</button></form>`;
    return desk.show(c, webinar.title, body, Object.keys(problems).length > 0 ? 400 : 200);
  };

  pages.get("/w/:code/register", async (c) => {
    const webinar = await desk.webinarOf(c.req.param("code"));
    if (!webinar) return unknown(c);
    const draft = c.req.query("draft");
    if (draft === undefined) {
      const closed = registrationClosed(webinar, core.clock.now());
      return closed ? desk.refused(c, closed, webinar) : registerForm(c, webinar, {}, {});
    }
    if (!(await core.webinars.draft(webinar.organisation, webinar.code, draft)))
      return desk.refused(
        c,
        { reason: "draft_gone" },
        webinar,
        buttonLink(links.register(webinar.code), desk.sayTo(c)("register")),
      );
    // A press, not the opening of the link: mail programs open links by themselves.
    return desk.show(c, webinar.title, html`<h1>${webinar.title}</h1>${act("confirm", desk.sayTo(c)("confirm"))}`);
  });

  pages.post("/w/:code/register", async (c) => {
    const webinar = await desk.webinarOf(c.req.param("code"));
    if (!webinar) return unknown(c);
    const { organisation, code } = webinar;
    const draft = c.req.query("draft");
    if (draft !== undefined) {
      const result = await core.confirm({ organisation, code, draft, requestId: requestId("page", "confirm", draft) });
      if (!result.ok)
        return desk.refused(
          c,
          result.refusal[0]?.refusal ?? { reason: "draft_gone" },
          webinar,
          buttonLink(links.register(code), desk.sayTo(c)("register")),
        );
      const { registration, again } = result.value;
      const notice: Notice = { kind: "registration", webinar, registration, again };
      return desk.notice(
        c,
        notice,
        buttonLink(links.personal(code, registration.key), desk.sayTo(c)("my_registration"), true),
      );
    }
    const given = await formOf(c);
    const address = parseAddress(given.address ?? "");
    const say = (refusal: Refusal) => desk.refusalText(c, refusal, webinar);
    if (!address)
      return registerForm(c, webinar, given, {
        address: say({ reason: "address_invalid", typed: given.address ?? "" }),
      });
    const result = await core.draft({
      ...{ organisation, code, address, source: sourceOf(c) },
      ...{ firstName: given.firstName ?? "", lastName: given.lastName ?? "" },
    });
    if (!result.ok)
      return registerForm(
        c,
        webinar,
        given,
        Object.fromEntries(result.refusal.map((problem) => [problem.field, say(problem.refusal)])),
      );
    const sayPlain = desk.sayTo(c);
    return desk.show(
      c,
      sayPlain("page_check_mail_title"),
      html`<h1>${sayPlain("page_check_mail_title")}</h1><p>${sayPlain("page_check_mail", { address })}</p>`,
    );
  });

  const gateForm = (c: PageContext, webinar: Webinar, given: Given, problem?: string) => {
    const say = desk.sayTo(c);
    const words = wordsOf({ kind: "open_form", form: "register", webinar }, { locale: desk.localeOf(c) });
    const fields = webinar.registrationRequired
      ? html`${field({ name: "address", label: say("field_address"), value: given.address ?? "", type: "email", autocomplete: "email" })}
        ${webinar.registrationIds ? field({ name: "id", label: say("field_registration_id"), value: given.id ?? "", autocomplete: "off" }) : ""}`
      : "";
    const body = html`<h1>${webinar.title}</h1>${told({ ...words, title: "", lines: [] })}${problem ? html`<p class="wrong" role="alert">${problem}</p>` : ""}${act("join", say("join"), fields)}`;
    return desk.show(c, webinar.title, body, problem ? 403 : 200);
  };

  pages.get("/w/:code/join", async (c) => {
    const webinar = await desk.webinarOf(c.req.param("code"));
    return webinar ? gateForm(c, webinar, {}) : unknown(c);
  });

  pages.post("/w/:code/join", async (c) => {
    const webinar = await desk.webinarOf(c.req.param("code"));
    if (!webinar) return unknown(c);
    const { organisation, code } = webinar;
    const given = await formOf(c);
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
    const webinar = known && (await core.webinars.enter(known.code, token));
    if (!webinar) {
      const back = known ? buttonLink(links.gate(known.code), desk.sayTo(c)("join")) : "";
      return desk.refused(c, { reason: "link_used" }, known, back);
    }
    return c.redirect(webinar.link, 303);
  });
};
