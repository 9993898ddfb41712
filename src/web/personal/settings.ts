import { html, raw } from "hono/html";
import { chatParts } from "../../core/model/ids.ts";
import { knownZone, LOCALES, localeOf } from "../../core/model/person.ts";
import { TOLD_BY } from "../../core/model/told/choice.ts";
import { backLink, buttonForm, buttonFormAs, type Html, heading } from "../elements.ts";
import { LANGUAGE_QUERY, type PageContext, type PostedForm } from "../incoming/request.ts";
import type { LinkOwner } from "../personal-view.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { LANGUAGES } from "../site/layout.ts";
import { makeFeedSettings } from "./feed.ts";
import { settingsAddress } from "./list-address.ts";

/** Proposes the zone of this browser to who has chosen none. */
const PROPOSE = `(() => {
  const select = document.querySelector("#zone");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (select && select.value === "" && [...select.options].some((one) => one.value === zone)) select.value = zone;
})();`;

const ZONES: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** Lets the owner of a personal link choose how they are written to; the language and zone of members chat says. */
export const makeSettingsPage = (respond: Responses, { core, links }: Pick<PageDeps, "core" | "links">) => {
  const option = (label: string, isChosen: boolean, value = label): Html =>
    html`<option${value === label ? "" : html` value="${value}"`}${isChosen ? html` selected` : ""}>${label}</option>`;

  const feeds = makeFeedSettings(respond, { core, links });

  const isMember = ({ person }: LinkOwner): boolean => person !== undefined && person.chats.length > 0;

  /** The chat products that they use, as a list. */
  const facesOf = (c: PageContext, { person }: LinkOwner): string => {
    const faces = new Set(person?.chats.map((chat) => respond.translator(c)(`way_${chatParts(chat).face}`)));
    return new Intl.ListFormat(respond.localeOf(c)).format(faces);
  };

  const language = (c: PageContext, owner: LinkOwner): Html => {
    const t = respond.translator(c);
    const title = html`<h2>${t("page_settings_language")}</h2>`;
    if (isMember(owner)) return html`${title}<p>${t("page_settings_chat", { face: facesOf(c, owner) })}</p>`;
    const languages = LOCALES.map((one) => option(LANGUAGES[one], one === respond.localeOf(c), one));
    const chosen = owner.person?.zone;
    const none = option(t("page_zone_webinar"), !chosen, "");
    const fields = html`<label for="locale">${t("page_language")}</label><select id="locale" name="locale">${languages}</select>
<label for="zone">${t("page_zone")}</label><select id="zone" name="zone">${none}${ZONES.map((zone) => option(zone, zone === chosen))}</select>`;
    const script = html`<script nonce="${c.get("secureHeadersNonce") ?? ""}">${raw(PROPOSE)}</script>`;
    const form = buttonForm("settings", t("page_language_save"), fields);
    return html`${title}<p>${t("page_settings_line")}</p>${form}${script}`;
  };

  const calendar = (c: PageContext, owner: LinkOwner): Html => {
    const t = respond.translator(c);
    const isOn = owner.person?.noHoldsSince === undefined;
    const fields = html`<label class="choice"><input type="checkbox" name="holds" value="on"${isOn ? html` checked` : ""}> ${t("page_holds")}</label>`;
    const form = buttonForm("holds", t("page_holds_save"), fields);
    return html`<h2>${t("page_settings_calendar")}</h2><p>${t("page_holds_line")}</p>${form}${feeds.show(c, owner)}`;
  };

  /** By what who is in chat is told: everywhere, and of this webinar (S5). Guests have mail alone. */
  const telling = (c: PageContext, { webinar, person }: LinkOwner): Html | string => {
    if (!person || person.chats.length === 0) return "";
    const t = respond.translator(c);
    const here = person.told?.of[webinar.code]?.by ?? "as_everywhere";
    const everywhere = person.told?.everywhere?.by ?? "both";
    const fields = html`<label for="everywhere">${t("page_told_everywhere")}</label><select id="everywhere" name="everywhere">${TOLD_BY.map((by) => option(t(`told_by_${by}`), by === everywhere, by))}</select>
<label for="here" dir="auto">${t("page_told_here", { title: webinar.title })}</label><select id="here" name="here">${(["as_everywhere", ...TOLD_BY] as const).map((by) => option(t(`told_by_${by}`), by === here, by))}</select>`;
    return html`<h2>${t("page_settings_told")}</h2><p>${t("page_told_line")}</p>${buttonForm("told", t("page_told_save"), fields)}`;
  };

  const erasing = (c: PageContext): Html => {
    const t = respond.translator(c);
    return html`<h2>${t("page_settings_data")}</h2><p>${t("page_settings_data_line")}</p>${buttonFormAs("quiet bad", "erase", t("page_erase"))}`;
  };

  return {
    show: (c: PageContext, owner: LinkOwner) => {
      const t = respond.translator(c);
      const title = t("page_settings_title");
      const back = backLink(links.personal(owner.webinar.code, owner.entry.key), t("my_registration"));
      return respond.page(
        c,
        title,
        html`${back}${heading(title)}<div class="settings">${language(c, owner)}${telling(c, owner)}${calendar(c, owner)}${erasing(c)}</div>`,
      );
    },

    /** Keeps what was chosen, and leads back to the page in that language. */
    keep: async (c: PageContext, owner: LinkOwner, { fields }: PostedForm) => {
      const { webinar, entry, person } = owner;
      const locale = localeOf(fields.locale) ?? respond.localeOf(c);
      const zone = fields.zone === "" ? "" : knownZone(fields.zone);
      if (person && !isMember(owner))
        await core.people.keepSettings(webinar.organisation, person.id, {
          locale,
          ...(zone === undefined ? {} : { zone }),
        });
      c.header("Cache-Control", "no-store");
      return c.redirect(`${links.personal(webinar.code, entry.key)}?${LANGUAGE_QUERY}=${locale}`, 303);
    },

    /** Keeps by what they are told, everywhere and of this webinar (S5). */
    keepTold: async (c: PageContext, { webinar, entry, person }: LinkOwner, { fields }: PostedForm) => {
      const { organisation, code } = webinar;
      const everywhere = TOLD_BY.find((by) => by === fields.everywhere);
      const here = [...TOLD_BY, "as_everywhere" as const].find((by) => by === fields.here);
      if (person && everywhere) await core.chooseTold(organisation, person, everywhere);
      if (person && here) await core.chooseTold(organisation, person, here, code);
      c.header("Cache-Control", "no-store");
      return c.redirect(settingsAddress(links.personal(code, entry.key)), 303);
    },

    keepFeed: feeds.keep,

    /** Keeps whether their calendar holds the time of requests that wait (N18). */
    keepHolds: async (c: PageContext, { webinar, entry, person }: LinkOwner, { fields }: PostedForm) => {
      if (person) await core.chooseHolds(webinar.organisation, person, fields.holds === "on");
      c.header("Cache-Control", "no-store");
      return c.redirect(settingsAddress(links.personal(webinar.code, entry.key)), 303);
    },
  };
};
