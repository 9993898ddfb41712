import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { SERIES_MAX, type SeriesFields } from "../../../core/hosting/series.ts";
import { TITLE_MAX } from "../../../core/hosting/settings.ts";
import { defined } from "../../../core/model/defined.ts";
import { CodeSchema, seriesCode } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { SeriesWebinars } from "../../../core/model/series.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import { offer } from "../../../core/notices/offer.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { briefly } from "../../../texts/when.ts";
import { actionsOf } from "../../notices/button.ts";
import { cutTo, escapeMrkdwn } from "../../platform/escape.ts";
import { marked } from "../../platform/filled-in.ts";
import { heading, notesOf, plain, SELECT_MAX, section, severalInput, textInput } from "../../platform/inputs.ts";

export const SERIES_VIEW = "series";

const Metadata = z.object({
  edits: z.object({ code: CodeSchema.transform(seriesCode), version: z.number() }).optional(),
  mark: z.string().optional(),
});

/** Reads which series a form changes, and which version of it the form shows. Throws when it is not such a form. */
export const readSeriesMetadata = (text: string): z.infer<typeof Metadata> => Metadata.parse(JSON.parse(text));

interface SeriesForm {
  readonly fields: SeriesFields;
  /** The webinars that may be chosen. */
  readonly choices: readonly Webinar[];
  /** The series that it changes; none: it makes one. */
  readonly edits?: SeriesWebinars | undefined;
  /** Makes its inputs others than those of an earlier state. */
  readonly mark?: string | undefined;
  readonly notes?: readonly string[];
}

/** A choice with its day last, which a long title must not push out. */
const choiceOf = ({ code, title, startsAt, zone }: Webinar, reader: Reader) => {
  const day = briefly(startsAt, reader.zone ?? zone, reader.locale, "day");
  return { value: code, text: `${cutTo(title, 75 - day.length - 3)} · ${day}` };
};

const webinarsInput = ({ fields, choices, edits, mark }: SeriesForm, reader: Reader): KnownBlock => {
  const t = translatorFor(reader.locale);
  const standing = edits?.webinars ?? [];
  const others = choices.filter(({ code }) => !standing.some((webinar) => webinar.code === code));
  const offered = [...standing, ...others].slice(0, SELECT_MAX);
  if (offered.length === 0) return { type: "context", elements: [plain(t("field_series_none"), 3_000)] };
  return severalInput({
    block: marked("webinars", mark),
    label: t("field_series_webinars"),
    hint: t("field_series_webinars_hint", { max: SERIES_MAX }),
    optional: true,
    menu: true,
    choices: offered.map((webinar) => choiceOf(webinar, reader)),
    values: fields.webinars,
    max: SERIES_MAX,
  });
};

const SCHEDULE = offer("schedule", { act: "schedule" }, { tone: "primary" });

const inputsOf = (form: SeriesForm, reader: Reader): KnownBlock[] => {
  const t = translatorFor(reader.locale);
  const { fields, mark, notes = [] } = form;
  return [
    ...notesOf(notes),
    textInput({ block: marked("title", mark), label: t("field_title"), value: fields.title, max: TITLE_MAX }),
    webinarsInput(form, reader),
  ];
};

/** Shows the form of a series: its title and its webinars. */
export const seriesView = (form: SeriesForm, reader: Reader): ModalView => {
  const t = translatorFor(reader.locale);
  const { edits, mark } = form;
  const metadata = {
    ...defined({
      edits: edits ? { code: edits.series.code, version: edits.series.version } : undefined,
      mark: mark || undefined,
    }),
  };
  return {
    type: "modal",
    callback_id: SERIES_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t(edits ? "series_edit" : "series_new")),
    close: heading(t("close")),
    // There is nothing to fill in: a webinar comes first.
    ...(!edits && form.choices.length === 0
      ? { blocks: [section(escapeMrkdwn(t("field_series_none"))), ...actionsOf([SCHEDULE], t)] }
      : { submit: heading(t("save_changes")), blocks: inputsOf(form, reader) }),
  };
};
