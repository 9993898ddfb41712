import { defined } from "../core/model/defined.ts";
import type { Reader } from "../core/model/person.ts";
import type { Refusal } from "../core/model/refusal.ts";
import type { TextKey } from "../texts/en.ts";
import { sayRefusal } from "../texts/refusals.ts";
import { type Translate, translatorFor } from "../texts/translate.ts";
import { markInstant, showInstant } from "../texts/when.ts";

/** On pages nobody can type a command. */
const ON_PAGES: Partial<Record<Refusal["reason"], TextKey>> = {
  unknown_webinar: "no_unknown_webinar_page",
  registration_not_required: "no_registration_not_required_page",
  not_registered: "no_not_registered_page",
  registration_cancelled: "no_registration_cancelled_page",
  password_needed: "no_password_needed_page",
};

/**
 * A refusal as a page says it: what happened and what to do next. Its times are in the reader's own zone; where that is
 * not known in `zone`, marked, so that the page can write them in the visitor's own.
 */
export const refusalOnPage = (refusal: Refusal, { locale, zone: own }: Reader, zone: string): string => {
  // What is closed is no longer registered for on any page, and the sentence says why.
  const key = "closed" in refusal && refusal.closed ? undefined : ON_PAGES[refusal.reason];
  const t = translatorFor(locale);
  return key
    ? t(key, { ...refusal } as Record<string, string>)
    : sayRefusal(refusal, locale, own ?? zone, (at) =>
        own ? showInstant(at, own, locale) : markInstant(at, zone, locale, t("your_time")),
      );
};

const HEADINGS: Partial<Record<Refusal["reason"], TextKey>> = {
  unknown_webinar: "page_unknown_title",
  link_unknown: "page_link_unknown_title",
  link_used: "page_link_old_title",
  draft_gone: "page_link_old_title",
  host_link_old: "page_link_old_title",
  webinar_cancelled: "called_off_title",
  webinar_ended: "over_title",
  webinar_full: "full_title",
  registration_not_yet: "page_not_yet_title",
  not_open_yet: "page_not_yet_title",
  registration_closed: "page_closed_title",
  too_often: "page_too_often_title",
  too_many_attempts: "page_too_often_title",
  mailed_often: "page_too_often_title",
  network_busy: "page_too_often_title",
  changed_often: "page_too_often_title",
};

/** The heading, and the title, of a page that refuses something: what it is about, in a few words. */
export const refusalHeading = (refusal: Refusal, t: Translate, webinar: string | undefined): string => {
  const key = HEADINGS[refusal.reason];
  const title = webinar ?? ("title" in refusal ? refusal.title : undefined);
  return key ? t(key, { title: title ?? "" }) : (title ?? t("failed_title"));
};

/** What a page says above the webinar itself and below that, where the heading is but a word. */
const NEWS: Partial<Record<Refusal["reason"], { readonly head: TextKey; readonly line?: TextKey }>> = {
  webinar_cancelled: { head: "headline_called_off", line: "called_off_line" },
  webinar_ended: { head: "headline_over", line: "over_line" },
  webinar_full: { head: "headline_full" },
};

/** The headline of a refusal as a sentence, and the line below it where the headline leaves nothing else to say. */
export const refusalNews = ({ reason }: Refusal, t: Translate): { head?: string; line?: string } => {
  const { head, line } = NEWS[reason] ?? {};
  return defined({ head: head && t(head), line: line && t(line) });
};
