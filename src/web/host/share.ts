import { html } from "hono/html";
import { parseTag, tagged } from "../../core/model/tag.ts";
import { copyField, inputField } from "../elements.ts";
import type { PageContext } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { hostHead } from "./head.ts";
import type { HostVisit } from "./visits.ts";

/** Gives a host the link of the webinar's page, with a tag that says where they put it (P24). */
export const makeSharePage =
  ({ links }: Pick<PageDeps, "links">, respond: Responses) =>
  (c: PageContext, visit: HostVisit) => {
    const { webinar } = visit;
    const t = respond.translator(c);
    const head = hostHead(t("share_title"), visit, respond.localeOf(c));
    const title = `${t("share_title")}: ${webinar.title}`;
    // Its page opens to nobody whom such a link would bring (P43).
    if (webinar.visibility === "invited_only")
      return respond.page(c, title, html`${head}<p class="note">${t("preview_hidden")}</p>`);
    const typed = (c.req.query("tag") ?? "").trim();
    const tag = parseTag(typed);
    const isWrong = typed !== "" && tag === undefined;
    const link = tagged(links.about(webinar.code), tag);
    const label = tag === undefined ? t("share_link") : t("share_link_for", { tag });
    const shown = copyField("link", { label, value: link, copy: t("share_copy"), done: t("share_copied") });
    const field = inputField({
      name: "tag",
      label: t("field_tag"),
      value: typed,
      autocomplete: "off",
      optional: true,
      hint: t("field_tag_hint"),
      problem: isWrong ? t("share_no_tag") : undefined,
    });
    const form = html`<form method="get">${field}<button class="quiet">${t("share_make")}</button></form>`;
    const body = html`${head}<p>${t("share_line")}</p>${shown}
<p class="also"><a href="${link}">${t("share_open")}</a></p>
<h2>${t("share_tag_title")}</h2><p>${t("share_tag_line")}</p>${form}`;
    return respond.page(c, title, body, isWrong ? 400 : 200);
  };
