import { html } from "hono/html";
import type { Mine } from "../../core/model/registration.ts";
import { pageOffers, type Shown } from "../../core/notices/paging.ts";
import { wordsOf } from "../../texts/words.ts";
import { buttonLink, factList, type Html, heading, noticeBody } from "../elements.ts";
import type { PageContext } from "../incoming/request.ts";
import type { LinkOwner } from "../personal-view.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { listAddress } from "./list-address.ts";

const ON_PAGE = 20;

/** What else the owner of a personal link registered for: what is ahead first, and what is over behind a link. */
export const makeRegistrationsPage = (respond: Responses, { core, links }: Pick<PageDeps, "core" | "links">) => {
  /** Without IDs: the gate asks for two things, a personal link and the ID. */
  const withoutId = ({ registrationId: _, ...one }: Mine): Mine => one;

  const linkTo = (c: PageContext, { webinar, key }: Mine): Html | string =>
    key
      ? html`<p>${buttonLink(links.personal(webinar.code, key), respond.translator(c)("my_registration"), true)}</p>`
      : "";

  return {
    show: async (c: PageContext, { webinar, entry, person }: LinkOwner) => {
      const t = respond.translator(c);
      const list = c.req.query("list") === "past" ? "past" : "mine";
      const from = Math.max(0, Math.trunc(Number(c.req.query("from") ?? 0)) || 0);
      const of = { organisation: webinar.organisation, face: "slack", size: ON_PAGE } as const;
      const { some, page }: Shown<Mine> = person
        ? await core.queries[list](of, person.id, Math.min(from, Number.MAX_SAFE_INTEGER))
        : { some: [], page: { from: 0, size: ON_PAGE, total: 0 } };
      const entries = some.map(withoutId);
      const isPast = list === "past" ? ({ isPast: true } as const) : {};
      const words = wordsOf({ kind: "mine", entries, page, ...isPast }, respond.readerOf(c, person?.zone));
      const home = links.personal(webinar.code, entry.key);
      const items = words.items.map(
        ({ title, facts }, i) =>
          html`<h2 dir="auto">${title}</h2>${factList(facts)}${entries.slice(i, i + 1).map((one) => linkTo(c, one))}`,
      );
      const turns = pageOffers(page, (first) => ({ act: "page", list, from: first })).map(({ act, say }) =>
        buttonLink(listAddress(home, list, "from" in act && typeof act.from === "number" ? act.from : 0), t(say), true),
      );
      const other = list === "past" ? "mine" : "past";
      const label = list === "past" ? "coming_registrations" : "past_registrations";
      const none = list === "mine" && entries.length === 0;
      const head = none ? html`${heading(t("mine_title"))}<p>${t("page_none_coming")}</p>` : noticeBody(words);
      const ways = html`${turns}${buttonLink(listAddress(home, other), t(label), true)}${buttonLink(home, t("back"), true)}`;
      return respond.page(c, none ? t("mine_title") : words.title, html`${head}${items}<p>${ways}</p>`);
    },
  };
};
