import { html } from "hono/html";
import type { Links } from "../../core/model/links.ts";
import type { Entry } from "../../core/model/registration.ts";
import { isRequest } from "../../core/model/status.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Translate } from "../../texts/translate.ts";
import type { Html } from "../elements.ts";
import { listAddress, settingsAddress } from "./list-address.ts";

interface Footer {
  readonly webinar: Webinar;
  readonly entry: Pick<Entry, "key" | "registration">;
  /** The ways to change the registration. */
  readonly changes: readonly Html[];
}

const group = (title: string, items: readonly Html[]): Html | string =>
  items.length > 0 ? html`<div><h2>${title}</h2><ul>${items.map((one) => html`<li>${one}</li>`)}</ul></div>` : "";

/**
 * What is wanted seldom, in quiet groups: what can be changed about the registration, and what every owner of a link has,
 * whatever has become of the webinar.
 */
export const personalFooter = (
  { webinar, entry: { key, registration }, changes }: Footer,
  links: Links,
  t: Translate,
): Html => {
  const { code, visibility } = webinar;
  const home = links.personal(code, key);
  const link = (url: string, label: string): Html => html`<a href="${url}">${label}</a>`;
  // The webinar's own page opens to nobody where only those invited see it.
  const about = visibility === "invited_only" ? [] : [link(links.about(code), t("mail_about"))];
  const own = [link(listAddress(home, "mine"), t("mine_open")), link(settingsAddress(home), t("page_settings_title"))];
  return html`<div class="groups">${group(t(registration && isRequest(registration.status) ? "mine_request" : "mine_one"), changes)}${group(t("page_more"), [...about, ...own])}</div>`;
};
