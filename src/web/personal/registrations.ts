import { html } from "hono/html";
import type { RegistrationKey } from "../../core/model/ids.ts";
import type { Reader } from "../../core/model/person.ts";
import type { Mine, Registration } from "../../core/model/registration.ts";
import { isRequest } from "../../core/model/status.ts";
import { gateOpensAt } from "../../core/model/webinar.ts";
import { type Page, pageOffers, type Shown } from "../../core/notices/paging.ts";
import type { Fact } from "../../texts/fact.ts";
import { type Translate, translatorFor } from "../../texts/translate.ts";
import { wordsOf } from "../../texts/words.ts";
import { backLink, buttonLink, factList, type Html, heading, noticeBody } from "../elements.ts";
import { endOf, eventRow, pillOf } from "../event/head.ts";
import { TONES } from "../event/news.ts";
import type { PageContext } from "../incoming/request.ts";
import type { LinkOwner } from "../personal-view.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { doorsLine } from "./join-form.ts";
import { listAddress } from "./list-address.ts";

const ON_PAGE = 20;

/** What else the owner of a personal link registered for: what is ahead first, and what is over behind a link. */
export const makeRegistrationsPage = (respond: Responses, { core, links }: Pick<PageDeps, "core" | "links">) => {
  /** Without IDs: the gate asks for two things, a personal link and the ID. */
  const withoutId = ({ registrationId: _, ...one }: Mine): Mine => one;

  /** The way in leads by their own page; until it is open the list says when that is, and names the page for what it is. */
  const wayIn = (webinar: Mine["webinar"], key: RegistrationKey, { status }: Registration, reader: Reader): Html => {
    const isEarly = core.clock.now() < gateOpensAt(webinar);
    // Who was not accepted never had a registration.
    const own = isRequest(status) || status === "rejected" ? "my_request" : "my_registration";
    const isIn = status === "approved";
    const label = translatorFor(reader.locale)(isIn && !isEarly ? "join" : own);
    const way = buttonLink(links.personal(webinar.code, key), label, !isIn || isEarly);
    return isIn && isEarly ? html`<p class="small">${doorsLine(webinar, reader)}</p>${way}` : way;
  };

  const firstOf = (c: PageContext): number =>
    Math.min(Math.max(0, Math.trunc(Number(c.req.query("from") ?? 0)) || 0), Number.MAX_SAFE_INTEGER);

  const turnsOf = (page: Page, home: string, list: "mine" | "past" | "open", t: Translate): Html | string => {
    const turns = pageOffers(page, (from) => ({ act: "page", list: "mine", from })).map(({ act, say, values }) => {
      const first = "from" in act && typeof act.from === "number" ? act.from : 0;
      return buttonLink(listAddress(home, list, first), t(say, values), true);
    });
    return turns.length > 0 ? html`<div class="acts">${turns}</div>` : "";
  };

  const row = ({ webinar, key, registration }: Mine, facts: readonly Fact[], reader: Reader, t: Translate): Html => {
    const status = facts.find(({ is }) => is === "status");
    // What became of an invitation is no status, and is not said as one.
    const said =
      status &&
      (status.label === "" || status.label === t("fact_status")
        ? status.value
        : t("fact_line", { label: status.label, value: status.value }));
    const others = facts.filter(({ is }) => is !== "status" && is !== "code" && is !== "when");
    const url = key ? links.personal(webinar.code, key) : links.about(webinar.code);
    const end = endOf(webinar, core.clock.now());
    const tone = registration && !end ? TONES[registration.status] : "";
    const join = end || !key || !registration ? "" : wayIn(webinar, key, registration, reader);
    const more = html`${said ? pillOf(said, tone) : ""}${factList(others)}${join}`;
    return eventRow(webinar, reader, { url, more, end });
  };

  /** What is coming and the owner has nothing to do with yet; for members alone, as listed webinars are theirs (P43). */
  const showOpen = async (c: PageContext, { webinar, entry, person }: LinkOwner) => {
    const t = respond.translator(c);
    const of = { organisation: webinar.organisation, face: "slack", size: ON_PAGE } as const;
    const isMember = person !== undefined && person.chats.length > 0;
    const found = isMember ? await core.queries.open(of, person.id, firstOf(c)) : undefined;
    const home = links.personal(webinar.code, entry.key);
    const reader = respond.readerOf(c, person?.zone);
    const items = found?.some.map((one) => eventRow(one, reader, { url: links.about(one.code) })) ?? [];
    const none = items.length === 0 ? html`<p>${t("home_nothing_upcoming")}</p>` : "";
    const body = html`${backLink(home, webinar.title)}${heading(t("whats_coming"))}${none}<ul class="events">${items}</ul>${found ? turnsOf(found.page, home, "open", t) : ""}`;
    return respond.page(c, t("whats_coming"), body);
  };

  return {
    show: async (c: PageContext, owner: LinkOwner) => {
      if (c.req.query("list") === "open") return showOpen(c, owner);
      const { webinar, entry, person } = owner;
      const t = respond.translator(c);
      const list = c.req.query("list") === "past" ? "past" : "mine";
      const of = { organisation: webinar.organisation, face: "slack", size: ON_PAGE } as const;
      const { some, page }: Shown<Mine> = person
        ? await core.queries[list](of, person.id, firstOf(c))
        : { some: [], page: { from: 0, size: ON_PAGE, total: 0 } };
      const entries = some.map(withoutId);
      const isPast = list === "past" ? ({ isPast: true } as const) : {};
      const reader = respond.readerOf(c, person?.zone);
      const words = wordsOf({ kind: "mine", entries, page, ...isPast }, reader);
      const home = links.personal(webinar.code, entry.key);
      const items = entries.map((one, i) => row(one, words.items[i]?.facts ?? [], reader, t));
      const tab = (of: typeof list, say: "coming_registrations" | "past_registrations") =>
        html`<a href="${listAddress(home, of)}" ${of === list ? html`aria-current="page"` : ""}>${t(say)}</a>`;
      const tabs = html`<nav class="tabs" aria-label="${t("mine_title")}">${tab("mine", "coming_registrations")} ${tab("past", "past_registrations")}</nav>`;
      const none = list === "mine" && entries.length === 0;
      const head = none ? html`${heading(t("mine_title"))}<p>${t("page_none_coming")}</p>` : noticeBody(words);
      return respond.page(
        c,
        none ? t("mine_title") : words.title,
        html`${backLink(home, webinar.title)}${head}${tabs}<ul class="events">${items}</ul>${turnsOf(page, home, list, t)}`,
      );
    },
  };
};
