import { html } from "hono/html";
import type { Locale } from "../../core/model/person.ts";
import { translatorFor } from "../../texts/translate.ts";
import { spanWithoutZone } from "../../texts/when.ts";
import { backLink, type Html, heading } from "../elements.ts";
import type { HostVisit } from "./visits.ts";

/** What a host's page about one matter begins with: the way back, the matter, and which webinar it is about. */
export const hostHead = (title: string, { webinar, host, home }: HostVisit, locale: Locale): Html => {
  const [day] = spanWithoutZone(webinar.startsAt, webinar.endsAt, host.zone ?? webinar.zone, locale);
  const back = backLink(home, translatorFor(locale)("roster_back"));
  return html`${back}${heading(title)}<p class="soft"><bdi>${webinar.title}</bdi>, ${day.replace(/ –$/u, "").replaceAll(" ", "\u00A0")}</p>`;
};
