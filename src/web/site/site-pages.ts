import type { Hono } from "hono";
import { html } from "hono/html";
import { isIdForCode, readCode } from "../../core/model/ids.ts";
import type { TextKey } from "../../texts/en.ts";
import type { Translate } from "../../texts/translate.ts";
import { heading } from "../elements.ts";
import { type Env, isLocal, type PageContext } from "../incoming/request.ts";
import { type PageDeps, type Responses, TYPED_ID, TYPED_ID_PAGE } from "../responses.ts";
import { writtenText } from "../written.ts";
import { codeForm } from "./code-form.ts";

/** More than a code with what is copied along with it. */
const TYPED_MAX = 200;

/** What is typed or pasted within a code. */
const WITHIN_CODE = /[\s\p{Pd}\p{Default_Ignorable_Code_Point}]+/gu;

/** How the operator is reached, whoever hosts what somebody came for. */
const writeTo = (contact: string, t: Translate) =>
  html`<h2>${t("page_contact_title")}</h2><p>${t("page_contact")} <a href="mailto:${contact}">${contact}</a></p>`;

/** Adds the start page, where a webinar is found by its code, and what the operator says about the site. */
export const addSitePages = (pages: Hono<Env>, respond: Responses, deps: PageDeps): void => {
  const { core, theme, outbox, entrance, privacy, terms, contact } = deps;

  /** For who has a registration ID in hand, and no code. */
  const askForCode = (c: PageContext) => {
    const t = respond.translator(c);
    const title = t("page_code_is_id_title");
    return respond.page(c, title, html`${heading(title)}${codeForm(t, "", t("page_code_is_id"))}`, 400);
  };

  pages.get("/", (c) => {
    const t = respond.translator(c);
    if (c.req.query(TYPED_ID) !== undefined) return askForCode(c);
    const play = entrance ? html`<a href="${entrance}">${t("page_playground_open")}</a>` : "";
    const mails = outbox && isLocal(c) ? html`<a href="/outbox">${t("page_outbox_see")}</a>` : "";
    const ways =
      play === "" && mails === ""
        ? ""
        : html`<aside class="note demo"><p>${t("page_playground")}</p><p class="meta">${play}${mails}</p></aside>`;
    const body = html`${heading(t("page_home_title"))}<p class="lead">${t("page_home")}</p>${codeForm(t)}${ways}`;
    return respond.page(c, theme.name, body, 200, {
      title: theme.name,
      description: t("page_home"),
      url: deps.publicUrl.href,
    });
  });

  pages.get("/w", (c) => {
    const typed = (c.req.query("code") ?? "").trim().slice(0, TYPED_MAX);
    c.header("Cache-Control", "no-store");
    // An ID is a secret: it leaves the address bar, and is not shown again.
    if (isIdForCode(typed)) return c.redirect(TYPED_ID_PAGE, 303);
    const code = readCode(typed) ?? readCode(typed.replaceAll(WITHIN_CODE, "")) ?? typed;
    return c.redirect(code === "" ? "/" : `/w/${encodeURIComponent(code)}`, 303);
  });

  const textPage = (path: string, title: TextKey, fallback: TextKey, given: string | undefined) =>
    pages.get(path, (c) => {
      const t = respond.translator(c);
      const known = { contact: contact === undefined ? "none" : "known" };
      const values = { site: theme.name, host: deps.publicUrl.host, days: core.site.retentionDays, ...known };
      const text = given ?? t(fallback, values);
      const write = given === undefined && contact !== undefined ? writeTo(contact, t) : "";
      return respond.page(c, t(title), html`${heading(t(title))}${writtenText(text, true)}${write}`);
    });
  textPage("/privacy", "page_privacy_title", "page_privacy", privacy);
  textPage("/terms", "page_terms_title", "page_terms", terms);
};
