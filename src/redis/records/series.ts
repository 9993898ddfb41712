import { z } from "zod";
import type { PersonId, SeriesCode, WebinarCode } from "../../core/model/ids.ts";
import type { Series } from "../../core/model/series.ts";
import { Count, Json, text } from "./values.ts";
import { AnnouncedIn, decodeForm } from "./webinar.ts";

const SeriesFields = z.object({
  settings: Json.pipe(
    z.object({
      organisation: text<Series["organisation"]>(),
      code: text<SeriesCode>(),
      title: z.string(),
      host: text<PersonId>(),
      webinars: z.array(text<WebinarCode>()),
      announcedIn: AnnouncedIn,
    }),
  ),
  form: decodeForm,
  version: Count,
});

/** A series' settings; its form and version have fields of their own. */
export const encodeSeries = ({ organisation, code, title, host, webinars, announcedIn }: Series): string =>
  JSON.stringify({ organisation, code, title, host, webinars, announcedIn });

/** A series as its hash keeps it. */
export const decodeSeries = (fields: Record<string, string>): Series => {
  const { settings, form, version } = SeriesFields.parse(fields);
  return { ...settings, form, version };
};
