import type { Hono } from "hono";
import { html } from "hono/html";
import { feedOf } from "../../email/calendar-feed.ts";
import { buttonForm, buttonLink, type Html, inputField } from "../elements.ts";
import type { Env, PageContext } from "../incoming/request.ts";
import type { LinkOwner } from "../personal-view.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { settingsAddress } from "./list-address.ts";

/** Lets the owner of a personal link make the address of their calendar feed (P40), change it, and take it back. */
export const makeFeedSettings = (respond: Responses, { core, links }: Pick<PageDeps, "core" | "links">) => ({
  show: (c: PageContext, { webinar, person }: LinkOwner): Html | string => {
    if (!person) return "";
    const t = respond.translator(c);
    const title = html`<h2>${t("page_feed")}</h2><p>${t("page_feed_line")}</p>`;
    if (person.feed === undefined) return html`${title}${buttonForm("feed", t("page_feed_make"), "", true)}`;
    const address = links.feed(webinar.code, person.id, person.feed);
    const shown = inputField({
      ...{ name: "address", label: t("page_feed_address"), value: address, autocomplete: "off" },
      ...{ readonly: true, isFixed: true, optional: true, hint: t("page_feed_hint") },
    });
    // Calendar programs open this scheme and subscribe.
    const subscribe = buttonLink(address.replace(/^https?:/, "webcal:"), t("page_feed_subscribe"));
    return html`${title}${shown}<div class="acts">${subscribe}${buttonForm("feed", t("page_feed_another"), "", true)}${buttonForm("feed_off", t("page_feed_off"), "", true)}</div>`;
  },

  keep: async (c: PageContext, { webinar, entry, person }: LinkOwner, isOn: boolean) => {
    if (person) await core.feeds[isOn ? "make" : "end"](webinar.organisation, person);
    c.header("Cache-Control", "no-store");
    return c.redirect(settingsAddress(links.personal(webinar.code, entry.key)), 303);
  },
});

/** Adds the feed itself, which calendar programs read by themselves. */
export const addCalendarFeed = (
  pages: Hono<Env>,
  respond: Responses,
  { core, links, locale, theme }: PageDeps,
): void => {
  pages.get("/calendar/:file", async (c) => {
    const link = links.readFeed(c.req.param("file"));
    const organisation = link && (await core.webinars.organisationOf(link.code));
    const feed = organisation && (await core.feeds.read(organisation, link.person, link.token));
    if (!feed) return respond.refusal(c, { reason: "link_unknown" });
    c.header("Cache-Control", "no-store");
    return c.body(feedOf(feed, { links, locale, site: theme.name, now: core.clock.now() }), 200, {
      "Content-Type": "text/calendar; charset=utf-8",
    });
  });
};
