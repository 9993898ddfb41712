import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { Core } from "../../../core/core.ts";
import { newWebinarFields } from "../../../core/hosting/new-webinar.ts";
import { fieldsOf } from "../../../core/hosting/settings.ts";
import { defined } from "../../../core/model/defined.ts";
import { CodeSchema } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import type { Site, Webinar, WebinarField } from "../../../core/model/webinar.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { marked } from "../../platform/filled-in.ts";
import { heading, notesOf, plain } from "../../platform/inputs.ts";
import { confirmation, essentials, type WebinarForm } from "./essentials.ts";
import { channelsOf, cohostsOf } from "./fields.ts";
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
  /** It says that the chosen start is in the past. */
  isPast: z.boolean().optional(),
  /** How many registrations the form said would be deleted. */
  count: z.number().optional(),
  timesAsked: z.boolean().optional(),
});
type Metadata = z.infer<typeof Metadata>;

/** Reads what a form of a webinar carries along. Throws when the view is not such a form. */
export const readWebinarMetadata = (text: string): Metadata => Metadata.parse(JSON.parse(text));

/** The input beside which a problem is shown; `none` is the form as a whole. */
export const blockOf = (field: WebinarField | "none", { reason }: Refusal): string => {
  switch (field) {
    case "start":
      return reason === "start_skipped" ? "time" : "date";
    case "opens":
    case "closes":
    case "answersUntil":
      return reason === "start_skipped" ? `${field}Time` : `${field}Date`;
    case "registration":
    case "ids":
    case "waitlist":
    case "dmOnly":
    case "invitationsLocked":
    case "editsReopen":
      return "options";
    default:
      return field;
  }
};

const moreButton = (t: Translate): KnownBlock => ({
  type: "actions",
  elements: [{ type: "button", action_id: MORE, text: plain(t("more_settings"), 75) }],
});

/** Shows the form of a webinar, new or changed: the essentials, and all settings or the button that adds them. */
export const webinarView = (form: WebinarForm, site: Site, reader: Reader): ModalView => {
  const t = translatorFor(reader.locale);
  const { edits, mark, deletes, fields, isExpanded, timesAsked } = form;
  const block = (name: string) => marked(name, mark);
  const metadata: Metadata = {
    ...defined({ edits: edits ? { ...edits } : undefined }),
    zone: fields.zone,
    ...defined({
      mark: mark || undefined,
      count: deletes ? deletes.count : undefined,
      timesAsked,
      isPast: form.startNote ? true : undefined,
    }),
  };
  return {
    type: "modal",
    callback_id: edits ? EDIT_VIEW : SCHEDULE_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t(edits ? "edit_title" : "schedule")),
    submit: heading(t(edits ? "save_changes" : "save")),
    close: heading(t("close")),
    blocks: [
      ...notesOf([...(form.notes ?? []), ...(form.startNote ? [form.startNote] : [])]),
      ...confirmation(form, block, t),
      ...essentials(form, block, t),
      ...(isExpanded ? settings(form, site, block, t) : [moreButton(t)]),
    ],
  };
};

/** The form of a new webinar, which is asked for in this channel, or in none. */
export const scheduleForm = (site: Site, zone: string, channelId: string | undefined): WebinarForm => ({
  fields: newWebinarFields(site, zone),
  channels: channelId ? [channelId] : [],
  cohosts: [],
  invitees: [],
  guests: "",
  isExpanded: false,
});

/** A webinar as its edit form shows it: its times in `zone`, its people as this team's Slack names them. */
export const editForm = async (core: Core, webinar: Webinar, zone: string, team: string): Promise<WebinarForm> => ({
  fields: fieldsOf(webinar, zone, core.zones, core.site.plan),
  channels: channelsOf(webinar),
  cohosts: cohostsOf(await core.people.getMany(webinar.organisation, webinar.cohosts), team),
  invitees: [],
  guests: "",
  isExpanded: true,
  edits: { code: webinar.code, version: webinar.version },
});
