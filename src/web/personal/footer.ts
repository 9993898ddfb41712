import { html } from "hono/html";
import type { Links } from "../../core/model/links.ts";
import type { Entry } from "../../core/model/registration.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Translate } from "../../texts/translate.ts";
import type { Html } from "../elements.ts";
import { listAddress, settingsAddress } from "./list-address.ts";

interface Footer {
  readonly webinar: Webinar;
  readonly entry: Pick<Entry, "key">;
  /** The ways to change the registration. */
  readonly changes: readonly Html[];
}

/**
 * What is wanted seldom, in two quiet rows: what can be changed about the registration, and the pages that every owner of a
 * link has, whatever has become of the webinar.
 */
export const personalFooter = ({ webinar, entry: { key }, changes }: Footer, links: Links, t: Translate): Html => {
  const { code, visibility } = webinar;
  const home = links.personal(code, key);
  const link = (url: string, label: string): Html => html`<a href="${url}">${label}</a>`;
  // The webinar's own page opens to nobody where only those invited see it.
  const about = visibility === "invited_only" ? [] : [link(links.about(code), t("mail_about"))];
  const own = [link(listAddress(home, "mine"), t("mine_open")), link(settingsAddress(home), t("page_settings_title"))];
  return html`${changes.length > 0 ? html`<div class="changes">${changes}</div>` : ""}<nav class="pages" aria-label="${t("page_more")}">${[...about, ...own]}</nav>`;
};
