import { html, raw } from "hono/html";
import type { Reader } from "../../core/model/person.ts";
import { isLate, type Registration } from "../../core/model/registration.ts";
import { gateOpensAt, type Webinar } from "../../core/model/webinar.ts";
import type { TextKey } from "../../texts/en.ts";
import { type Translate, translatorFor } from "../../texts/translate.ts";
import { clockTime } from "../../texts/when.ts";
import { buttonLink, type Html, inputField } from "../elements.ts";
import type { PageContext, PostedForm } from "../incoming/request.ts";
import { JOIN_SCRIPT } from "./join-script.ts";

/** What the page's script sends along, for who pressed *Join* in their mail already. */
const STRAIGHT_FIELD = "straight";

/** Stands for a time until it is put in. */
const LEFT = "…";

/** The script of a personal page; it also takes the ID out of the address bar where there is nothing to join. */
export const joinScript = (c: PageContext): Html =>
  html`<script nonce="${c.get("secureHeadersNonce") ?? ""}">${raw(JOIN_SCRIPT)}</script>`;

interface JoinForm {
  readonly webinar: Webinar;
  readonly reader: Reader;
  /** Absent for who joins without one. */
  readonly registration?: Registration;
  readonly typedId?: string;
  /** In how many ms the gate opens; none or fewer once it is open. */
  readonly opensInMs?: number;
  /** Whether the ID came in chat too. */
  readonly isInChat?: boolean;
}

/** When the doors open, by the clock of the event above, which has the date and the zone. */
export const doorsLine = (webinar: Webinar, { locale, zone }: Reader): (Html | string)[] => {
  const at = gateOpensAt(webinar);
  const words = clockTime(at, zone ?? webinar.zone, locale);
  const time = zone ? words : html`<time data-at="${at}" data-clock>${words}</time>`;
  const minutes = Math.round((webinar.startsAt - at) / 60_000);
  const t = translatorFor(locale);
  const [before = "", after = ""] = t("page_join_opens", { time: LEFT, minutes }).split(LEFT);
  return [before, time, after];
};

/** What to come back with: the page has no ID to show (S8). */
const backKey = ({ webinar, registration, isInChat = false }: JoinForm): TextKey => {
  if (!registration || !webinar.registrationIds) return "page_join_back";
  return isInChat ? "page_join_back_id_chat" : "page_join_back_id";
};

const opening = (form: JoinForm, t: Translate): Html | string => {
  const { webinar, reader, opensInMs = 0 } = form;
  return opensInMs > 0
    ? html`<p class="note" data-opens-in="${opensInMs}" data-open="${t("page_join_open")}" data-left="${t("page_join_left", { left: LEFT })}">${doorsLine(webinar, reader)} ${t(backKey(form))}</p>`
    : "";
};

/** The same, where there is nothing to do until then; `said` is what somebody who tried it is told first. */
export const comeBackNote = (
  webinar: Webinar,
  reader: Reader,
  { said, back = "page_join_back" }: { readonly said?: string | undefined; readonly back?: TextKey } = {},
): Html =>
  html`<p class="note"${said === undefined ? "" : raw(' role="status"')}>${said === undefined ? "" : `${said}\n`}${doorsLine(webinar, reader)} ${translatorFor(reader.locale)(back)}</p>`;

/**
 * Until the doors open the way in stands behind a press: it lets nobody in yet. Where nothing else can be asked for
 * there it is `hidden` until then, and the page's script shows it.
 */
export const untilDoors = (way: Html, hasId: boolean, t: Translate, shown: "open" | "closed" | "hidden"): Html =>
  html`<details data-way${shown === "closed" ? "" : raw(` ${shown}`)}><summary>${t(hasId ? "page_join_show_id" : "page_join_show")}</summary>${way}</details>`;

/** The form by which the owner of a personal link joins. */
export const joinForm = (form: JoinForm, t: Translate): Html => {
  const { webinar, registration, typedId = "" } = form;
  const id =
    registration && webinar.registrationIds
      ? inputField({
          name: "id",
          label: t("field_registration_id"),
          value: typedId,
          autocomplete: "off",
          isFixed: true,
          hint: t("page_id_own"),
        })
      : "";
  const copy =
    id === ""
      ? ""
      : html`<button type="button" class="plain" data-copy="${t("page_copied")}" hidden>${t("page_copy")}</button>`;
  // S16: who comes late also gives the webinar's password.
  const password =
    registration && isLate(webinar, registration)
      ? inputField({
          name: "password",
          label: t("field_password"),
          value: "",
          autocomplete: "off",
          hint: t("page_password_hint"),
        })
      : "";
  const isEarly = (form.opensInMs ?? 0) > 0;
  const parts = html`${id}${copy}${password}<button${isEarly ? raw(' class="quiet"') : ""}>${t("join")}</button>`;
  return html`<form method="post" data-join><input type="hidden" name="do" value="join"><input type="hidden" name="${STRAIGHT_FIELD}" value="">${opening(form, t)}${isEarly ? untilDoors(parts, id !== "", t, typedId === "" ? "hidden" : "open") : parts}</form>`;
};

/** The way on to the meeting; who pressed *Join* in their mail is taken there without another press. */
export const wayOn = (c: PageContext, link: string, { fields }: PostedForm, t: Translate): Html => {
  if (fields[STRAIGHT_FIELD]) c.header("Refresh", `0; url=${link}`);
  return buttonLink(link, t("open_meeting"));
};
