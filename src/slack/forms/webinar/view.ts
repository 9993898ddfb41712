import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { defined } from "../../../core/model/defined.ts";
import { CodeSchema } from "../../../core/model/ids.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import type { Site, WebinarField } from "../../../core/model/webinar.ts";
import type { Reader } from "../../../delivery/outcome.ts";
import { type Say, sayIn } from "../../../texts/say.ts";
import { marked } from "../../platform/filled-in.ts";
import { heading, notesOf, plain } from "../../platform/inputs.ts";
import { confirmation, essentials, type WebinarForm } from "./essentials.ts";
import { settings } from "./settings.ts";

export const SCHEDULE_VIEW = "schedule";
export const EDIT_VIEW = "edit";
/** The action id of the button that shows all settings. */
export const MORE = "more";

const Metadata = z.object({
  /** The webinar that is changed, and the version of it that the form shows. */
  edits: z.object({ code: CodeSchema, version: z.number() }).optional(),
  zone: z.string(),
  mark: z.string().optional(),
  /** How many registrations the form said would be deleted. */
  count: z.number().optional(),
});
type Metadata = z.infer<typeof Metadata>;

/** What a form of a webinar carries along. Throws when the view is not such a form. */
export const readWebinarMetadata = (text: string): Metadata => Metadata.parse(JSON.parse(text));

/** In which input a problem of the core's is shown. */
export const blockOf = (field: WebinarField, { reason }: Refusal): string => {
  switch (field) {
    case "start":
      return reason === "start_skipped" ? "time" : "date";
    case "opens":
    case "closes":
      return reason === "start_skipped" ? `${field}Time` : `${field}Date`;
    case "registration":
    case "ids":
    case "waitlist":
      return "options";
    default:
      return field;
  }
};

const moreButton = (say: Say): KnownBlock => ({
  type: "actions",
  elements: [{ type: "button", action_id: MORE, text: plain(say("more_settings"), 75) }],
});

/** The form of a webinar, for `schedule` and `edit`: the essentials first, the rest with them or a press away. */
export const webinarView = (form: WebinarForm, site: Site, reader: Reader): ModalView => {
  const say = sayIn(reader.locale);
  const { edits, mark, deletes, fields, isExpanded } = form;
  const block = (name: string) => marked(name, mark);
  const metadata: Metadata = {
    ...defined({ edits: edits ? { ...edits } : undefined }),
    zone: fields.zone,
    ...defined({ mark: mark || undefined, count: deletes ? deletes.count : undefined }),
  };
  return {
    type: "modal",
    callback_id: edits ? EDIT_VIEW : SCHEDULE_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(say(edits ? "edit_title" : "schedule")),
    submit: heading(say(edits ? "save_changes" : "save")),
    close: heading(say("close")),
    blocks: [
      ...notesOf(form.notes ?? []),
      ...confirmation(form, block, say),
      ...essentials(form, block, say),
      ...(isExpanded ? settings(form, site, block, say) : [moreButton(say)]),
    ],
  };
};
