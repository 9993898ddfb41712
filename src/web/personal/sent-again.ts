import { html } from "hono/html";
import type { Links } from "../../core/model/links.ts";
import { isOver, type Webinar } from "../../core/model/webinar.ts";
import type { Translate } from "../../texts/translate.ts";
import { type Html, inputField } from "../elements.ts";

/** Asks for a lost ID, or a lost link, in place of a way in. */
export const LOST_FIELD = "lost";

/** For whose link leads nowhere: the gate mails another to the address that is typed, where it is registered (P20). */
export const sentAgainForm = (webinar: Webinar, links: Links, t: Translate, now: number): Html | string => {
  if (!webinar.registrationRequired || isOver(webinar, now)) return "";
  const address = inputField({
    ...{ name: "address", label: t("field_address"), value: "", type: "email", autocomplete: "email" },
    hint: t("page_sent_again_hint"),
  });
  return html`<form method="post" action="${links.gate(webinar.code)}"><input type="hidden" name="${LOST_FIELD}" value="1"><h2>${t("page_sent_again_lead")}</h2>${address}<button>${t("page_sent_again")}</button></form>`;
};
