import { html, raw } from "hono/html";
import { chatParts } from "../../core/model/ids.ts";
import { LANGUAGE_QUERY } from "../../core/model/links.ts";
import { knownZone, LOCALES, localeOf } from "../../core/model/person.ts";
import { TOLD_BY } from "../../core/model/told/choice.ts";
import { zoneNameAt } from "../../texts/zone-name.ts";
import { backLink, buttonForm, buttonFormAs, factList, type Html, heading } from "../elements.ts";
import type { PageContext, PostedForm } from "../incoming/request.ts";
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

/** Says that the form asked about the calendar: a box that is not ticked is not sent. */
const HOLDS_ASKED = "holds_asked";

/** In the address of the settings once they were saved. */
const SAVED = "saved";

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
    if (isMember(owner)) {
      const { locale, zone } = owner.person ?? {};
      const facts = [
        ...(locale ? [{ label: t("page_language"), value: LANGUAGES[locale] }] : []),
        ...(zone ? [{ label: t("page_zone"), value: zoneNameAt(core.clock.now(), zone, respond.localeOf(c)) }] : []),
      ];
      return html`${title}${factList(facts)}<p>${t("page_settings_chat", { face: facesOf(c, owner) })}</p>`;
    }
    const languages = LOCALES.map((one) => option(LANGUAGES[one], one === respond.localeOf(c), one));
    const chosen = owner.person?.zone;
    const none = option(t("page_zone_webinar"), !chosen, "");
    const script = html`<script nonce="${c.get("secureHeadersNonce") ?? ""}">${raw(PROPOSE)}</script>`;
    return html`${title}<p>${t("page_settings_line")}</p>
<label for="locale">${t("page_language")}</label><select id="locale" name="locale">${languages}</select>
<label for="zone">${t("page_zone")}</label><select id="zone" name="zone">${none}${ZONES.map((zone) => option(zone, zone === chosen))}</select>${script}`;
  };

  const holdsTime = ({ person }: LinkOwner): boolean => person?.noHoldsSince === undefined;

  const holds = (c: PageContext, owner: LinkOwner): Html => {
    const t = respond.translator(c);
    return html`<h2>${t("page_settings_calendar")}</h2><input type="hidden" name="${HOLDS_ASKED}" value="1">
<label class="choice"><input type="checkbox" aria-describedby="holds-hint" name="holds" value="on"${holdsTime(owner) ? html` checked` : ""}> ${t("page_holds")}</label>
<p class="hint" id="holds-hint">${t("page_holds_line")}</p>`;
  };

  const toldEverywhere = ({ person }: LinkOwner) => person?.told?.everywhere?.by ?? "both";
  const toldHere = ({ person, webinar }: LinkOwner) => person?.told?.of[webinar.code]?.by ?? "as_everywhere";

  /** By what who is in chat is told: everywhere, and of this webinar (S5). Guests have mail alone. */
  const telling = (c: PageContext, owner: LinkOwner): Html | string => {
    if (!isMember(owner)) return "";
    const t = respond.translator(c);
    const [everywhere, here] = [toldEverywhere(owner), toldHere(owner)];
    return html`<h2>${t("page_settings_told")}</h2><p>${t("page_told_line")} ${t("told_by_undelivered")}</p>
<label for="everywhere">${t("page_told_everywhere")}</label><select id="everywhere" name="everywhere">${TOLD_BY.map((by) => option(t(`told_by_${by}`), by === everywhere, by))}</select>
<label for="here" dir="auto">${t("page_told_here", { title: owner.webinar.title })}</label><select id="here" name="here">${(["as_everywhere", ...TOLD_BY] as const).map((by) => option(t(`told_by_${by}`), by === here, by))}</select>`;
  };

  /** Keeps by what they are told, everywhere and of this webinar (S5), where that is another way than before. */
  const keepTold = async (owner: LinkOwner, { fields }: PostedForm) => {
    const { webinar, person } = owner;
    const everywhere = TOLD_BY.find((by) => by === fields.everywhere);
    const here = [...TOLD_BY, "as_everywhere" as const].find((by) => by === fields.here);
    if (!person) return;
    if (everywhere && everywhere !== toldEverywhere(owner))
      await core.chooseTold(webinar.organisation, person, everywhere);
    if (here && here !== toldHere(owner)) await core.chooseTold(webinar.organisation, person, here, webinar.code);
  };

  const erasing = (c: PageContext): Html => {
    const t = respond.translator(c);
    return html`<h2>${t("page_settings_data")}</h2><p>${t("page_settings_data_line")}</p>${buttonFormAs("quiet bad", "erase", t("page_erase"))}`;
  };

  return {
    show: (c: PageContext, owner: LinkOwner) => {
      const t = respond.translator(c);
      const title = t("page_settings_title");
      const back = backLink(links.personal(owner.webinar.code, owner.entry.key), owner.webinar.title);
      const saved =
        c.req.query(SAVED) === undefined ? "" : html`<p class="note" role="status">${t("page_settings_saved")}</p>`;
      // What is saved together stands in one box with its button; the language of members is no setting of ours.
      const [own, theirs] = isMember(owner) ? ["", language(c, owner)] : [language(c, owner), ""];
      const chosen = html`${own}${telling(c, owner)}${holds(c, owner)}`;
      const form = buttonForm("settings", t("page_settings_save"), chosen);
      return respond.page(
        c,
        title,
        html`${back}${heading(title)}${saved}<div class="settings">${form}${feeds.show(c, owner)}${theirs}${erasing(c)}</div>`,
      );
    },

    /** Keeps what was chosen, and leads back to the settings in that language. */
    keep: async (c: PageContext, owner: LinkOwner, posted: PostedForm) => {
      const { webinar, entry, person } = owner;
      const { fields } = posted;
      const locale = localeOf(fields.locale) ?? respond.localeOf(c);
      const zone = fields.zone === "" ? "" : knownZone(fields.zone);
      if (person && !isMember(owner) && fields.locale !== undefined)
        await core.people.keepSettings(webinar.organisation, person.id, {
          locale,
          ...(zone === undefined ? {} : { zone }),
        });
      await keepTold(owner, posted);
      const wantsHolds = fields.holds === "on";
      if (person && fields[HOLDS_ASKED] !== undefined && wantsHolds !== holdsTime(owner))
        await core.chooseHolds(webinar.organisation, person, wantsHolds);
      c.header("Cache-Control", "no-store");
      const language = fields.locale === undefined ? "" : `&${LANGUAGE_QUERY}=${locale}`;
      return c.redirect(`${settingsAddress(links.personal(webinar.code, entry.key))}&${SAVED}${language}`, 303);
    },

    keepFeed: feeds.keep,
  };
};
