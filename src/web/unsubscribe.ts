import type { Hono } from "hono";
import { html } from "hono/html";
import { buttonForm, heading } from "./elements.ts";
import type { Env, PageContext } from "./incoming/request.ts";
import { readPosted } from "./incoming/request.ts";
import type { PageDeps, Responses } from "./responses.ts";

/** Where mail programs post by themselves, from no page of ours: the token is the proof. */
export const UNSUBSCRIBE_PATH = "/u/";

/**
 * Adds the page on which somebody unsubscribes from invitations by mail, and takes that back. To look at it changes
 * nothing, as programs open links; any other post than *on* unsubscribes, which is what RFC 8058 sends.
 */
export const addUnsubscribePage = (pages: Hono<Env>, respond: Responses, { core, links }: PageDeps): void => {
  const find = async (c: PageContext) => {
    const link = links.readUnsubscribe(c.req.param("token") ?? "");
    const organisation = link && (await core.webinars.organisationOf(link.code));
    return organisation && { organisation, name: link.name };
  };

  const show = (c: PageContext, isOff: boolean) => {
    const t = respond.translator(c);
    const title = t(isOff ? "page_unsubscribed_title" : "page_unsubscribe_title");
    const line = t(isOff ? "page_unsubscribed" : "page_unsubscribe");
    const form = isOff ? buttonForm("on", t("page_subscribe"), "", true) : buttonForm("off", t("page_unsubscribe_now"));
    return respond.page(c, title, html`${heading(title)}<p>${line}</p>${form}`);
  };

  pages.get(`${UNSUBSCRIBE_PATH}:token`, async (c) => {
    const found = await find(c);
    if (!found) return respond.refusal(c, { reason: "link_unknown" }, undefined);
    return show(c, await core.mailboxes.isUnsubscribed(found.organisation, found.name));
  });

  pages.post(`${UNSUBSCRIBE_PATH}:token`, async (c) => {
    const found = await find(c);
    if (!found) return respond.refusal(c, { reason: "link_unknown" }, undefined);
    const { organisation, name } = found;
    const isOff = (await readPosted(c)).fields.do !== "on";
    if (isOff) await core.mailboxes.unsubscribe(organisation, name, core.clock.now());
    else await core.mailboxes.subscribe(organisation, name);
    return show(c, isOff);
  });
};
