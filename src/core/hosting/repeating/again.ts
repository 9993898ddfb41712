import type { Site, Webinar } from "../../model/webinar.ts";
import { fieldsOf, type WebinarFields, type Zones } from "../settings.ts";

const NO_TIME = { date: "", time: "" };

/** What a form shows of a webinar that is scheduled again (P33): every setting but the times, and what came of it. */
export const againFields = (like: Webinar, zone: string, zones: Zones, site: Site): WebinarFields => {
  const fields = fieldsOf(like, zone, zones, site.plan);
  return {
    ...fields,
    start: NO_TIME,
    opens: NO_TIME,
    closes: NO_TIME,
    answersUntil: NO_TIME,
    recording: "",
    // Switched off for the site meanwhile, they would be refused.
    registrationIds: fields.registrationIds && site.registrationIds,
  };
};
