import type { Links } from "../../core/model/links.ts";
import { publishedEntry } from "../../email/calendar-file.ts";
import type { PageContext } from "../incoming/request.ts";
import type { LinkOwner } from "../personal-view.ts";

/**
 * The calendar file of somebody's own page; who is not approved is led to the page. Undefined where there is no
 * registration.
 */
export const entryFile = (
  c: PageContext,
  { webinar, entry: { registration } }: LinkOwner,
  { links, now }: { readonly links: Links; readonly now: number },
): Response | undefined => {
  if (!registration) return undefined;
  const link = links.personal(webinar.code, registration.key);
  if (registration.status !== "approved") return c.redirect(link);
  c.header("Cache-Control", "no-store");
  return c.body(publishedEntry({ webinar, link, now, registration }), 200, {
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": `attachment; filename="${webinar.code}.ics"`,
  });
};
