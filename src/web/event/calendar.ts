import type { Links } from "../../core/model/links.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { linksToAdd } from "../../email/calendar-links.ts";
import type { Translate } from "../../texts/translate.ts";
import type { Html } from "../elements.ts";
import { calendarLine } from "./head.ts";

/** How a webinar gets into the calendar of anybody who sees its page. */
export const publicCalendar = ({ code, title, startsAt, endsAt }: Webinar, links: Links, t: Translate): Html => {
  const page = links.about(code);
  return calendarLine(
    `${page}/event.ics`,
    linksToAdd({ title, startsAt, endsAt, location: page, details: page }, t),
    t,
  );
};
