import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { Core } from "../../../core/core.ts";
import { newWebinarFields } from "../../../core/hosting/new-webinar.ts";
import { againFields } from "../../../core/hosting/repeating/again.ts";
import { fieldsOf } from "../../../core/hosting/settings.ts";
import { REPEAT_UNITS } from "../../../core/model/dates/recurrence.ts";
import { defined } from "../../../core/model/defined.ts";
import { CodeSchema } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import type { Site, Webinar, WebinarField } from "../../../core/model/webinar.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { marked } from "../../platform/filled-in.ts";
import { heading, notesOf, plain } from "../../platform/inputs.ts";
import { confirmation, essentials } from "./essentials.ts";
import { channelsOf, cohostsOf } from "./fields.ts";
import type { WebinarForm } from "./form.ts";
import { settings } from "./settings.ts";

export const SCHEDULE_VIEW = "schedule";
export const EDIT_VIEW = "edit";
/** The action id of the button that shows all settings. */
export const MORE = "more";

const Metadata = z.object({
  /** The webinar that is changed, and the version of it that the form shows. */
  edits: z.object({ code: CodeSchema, version: z.number() }).optional(),
  /** The webinar that is scheduled again. */
  like: z.object({ code: CodeSchema, hasSeries: z.boolean() }).optional(),
  /** How it is repeated as the form shows it, and the dates that it shows. */
  unit: z.enum(REPEAT_UNITS).optional(),
  shown: z.string().optional(),
  zone: z.string(),
  mark: z.string().optional(),
  /** It says that the chosen start is in the past. */
  isPast: z.boolean().optional(),
  /** How many registrations the form said would be deleted. */
  count: z.number().optional(),
  timesAsked: z.boolean().optional(),
});
export type WebinarMetadata = z.infer<typeof Metadata>;

/** Reads what a form of a webinar carries along. Throws when the view is not such a form. */
export const readWebinarMetadata = (text: string): WebinarMetadata => Metadata.parse(JSON.parse(text));

/** The input beside which a problem is shown; `none` is the form as a whole. */
export const blockOf = (field: WebinarField | "none", { reason }: Refusal): string => {
  switch (field) {
    case "invitees":
      // Only typed addresses are refused; who is picked from the list is somebody.
      return reason === "unknown_people" || reason === "rows_refused" ? "guests" : field;
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
    case "followUp":
      return "options";
    default:
      return field;
  }
};

/** What the other settings are about; of a new webinar the one that a host would not guess: who decides. */
const furtherHint = ({ fields: { policy }, edits, like }: WebinarForm, t: Translate): string => {
  if (edits) return t("more_settings_edit");
  return like ? t("more_settings_again") : t("more_settings_hint", { policy: t(`policy_${policy}`) });
};

/** The way to all settings. */
const further = (form: WebinarForm, t: Translate): KnownBlock[] => [
  { type: "actions", elements: [{ type: "button", action_id: MORE, text: plain(t("more_settings"), 75) }] },
  { type: "context", elements: [plain(furtherHint(form, t), 300)] },
];

/** Shows the form of a webinar, new or changed: the essentials, and all settings or the button that adds them. */
export const webinarView = (form: WebinarForm, site: Site, reader: Reader): ModalView => {
  const t = translatorFor(reader.locale);
  const { edits, mark, deletes, fields, isExpanded, timesAsked, like, repeat, plan } = form;
  const block = (name: string) => marked(name, mark);
  const metadata: WebinarMetadata = {
    ...defined({ edits: edits ? { ...edits } : undefined }),
    zone: fields.zone,
    ...defined({
      mark: mark || undefined,
      count: deletes ? deletes.count : undefined,
      timesAsked,
      like: like ? { ...like } : undefined,
      unit: repeat?.unit,
      shown: plan?.id,
      isPast: form.startNote ? true : undefined,
    }),
  };
  return {
    type: "modal",
    callback_id: edits ? EDIT_VIEW : SCHEDULE_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t(edits ? "edit_title" : like ? "again" : "schedule")),
    submit: heading(
      plan ? t("schedule_several", { count: plan.occurrences.length }) : t(edits ? "save_changes" : "save"),
    ),
    close: heading(t("close")),
    blocks: [
      ...notesOf(form.notes ?? []),
      ...confirmation(form, block, t),
      ...essentials(form, block, t, reader.locale),
      ...(isExpanded ? settings(form, site, block, t) : further(form, t)),
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

/** The form of a webinar that is scheduled again: all settings but the times, and its people. */
export const againForm = async (core: Core, like: Webinar, zone: string, team: string): Promise<WebinarForm> => ({
  ...scheduleForm(core.site, zone, undefined),
  fields: againFields(like, zone, core.zones, core.site),
  channels: channelsOf(like),
  cohosts: cohostsOf(await core.people.getMany(like.organisation, like.cohosts), team),
  // Its times are chosen anew, and stand among them.
  isExpanded: like.opensAt !== undefined || like.closesAt !== undefined || like.answersUntil !== undefined,
  like: { code: like.code, hasSeries: like.series !== undefined },
});

/** A webinar as its edit form shows it: its times in `zone`, its people as this team's Slack names them. */
export const editForm = async (core: Core, webinar: Webinar, zone: string, team: string): Promise<WebinarForm> => ({
  fields: fieldsOf(webinar, zone, core.zones, core.site.plan),
  channels: channelsOf(webinar),
  cohosts: cohostsOf(await core.people.getMany(webinar.organisation, webinar.cohosts), team),
  invitees: [],
  guests: "",
  isExpanded: false,
  edits: { code: webinar.code, version: webinar.version },
});
