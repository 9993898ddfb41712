import type { ActionArray, CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import {
  DESCRIPTION_MAX,
  LINK_MAX,
  NOTE_MAX,
  OFFER_MAX_MINUTES,
  PASSWORD_MAX,
  TITLE_MAX,
  type WebinarProblem,
} from "../../../core/hosting/settings.ts";
import type { WebinarCode } from "../../../core/model/ids.ts";
import {
  capLimit,
  EARLY_MINUTES,
  POLICIES,
  type Site,
  WAIT_MINUTES,
  WAIT_RESULTS,
} from "../../../core/model/webinar.ts";
import type { Reader } from "../../../delivery/outcome.ts";
import { type Say, sayIn } from "../../../texts/say.ts";
import {
  type Choice,
  chosenOf,
  complaints,
  formCard,
  hint,
  inputsFor,
  submitting,
  type Typed,
} from "../../platform/inputs.ts";
import { bytesOf, fitting, shortened } from "../../platform/size.ts";
import { textBlock } from "../../platform/text.ts";
import { NEW_WEBINAR, NOTHING } from "./fields.ts";

/** The verb of the button of a new webinar's form, on a card in the personal chat. */
export const SCHEDULE_INLINE = "schedule_inline";

/** A webinar that is changed, as the form shows it. */
interface EditedOne {
  readonly code: WebinarCode;
  readonly title: string;
  readonly version: number;
}

export interface WebinarForm {
  readonly site: Site;
  readonly reader: Reader;
  /** The host's zone: dates and times are typed in it. */
  readonly zone: string;
  /** Where requests can be posted. */
  readonly channels: readonly Choice[];
  /** Absent: a new one. */
  readonly edited?: EditedOne;
  /** Names what this form does: however often it is submitted, it is done once. */
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly WebinarProblem[];
  /** On a card in the personal chat, for clients without dialogs. */
  readonly inline: boolean;
}

/** What is below *More settings*: the input's ids, and the fields under which its problems are shown. */
const MORE_INPUTS = [
  "registration",
  "ids",
  "waitlist",
  "offer",
  "early",
  "policy",
  "wait",
  "waitResult",
  "password",
  "cap",
  "opensDate",
  "opensTime",
  "closesDate",
  "closesTime",
  "landing",
  "fullText",
  "planText",
  "cohosts",
];
const MORE_FIELDS = [...MORE_INPUTS, "opens", "closes"];
const COHOSTS_MAX_LENGTH = 8_000;
/** So much of a card may be channels to choose from besides those that are chosen; then texts are cut to their length. */
const CUTS: readonly [Cut, ...Cut[]] = [
  { channelBytes: 4_000, isCut: false },
  { channelBytes: 500, isCut: false },
  { channelBytes: 500, isCut: true },
];
interface Cut {
  readonly channelBytes: number;
  readonly isCut: boolean;
}
const CHANNEL_TITLE_MAX = 80;

const isMoreShown = ({ edited, typed, problems }: WebinarForm): boolean =>
  edited !== undefined ||
  problems.some(({ field }) => MORE_FIELDS.includes(field)) ||
  MORE_INPUTS.some((id) => typed[id] !== undefined && typed[id] !== (NEW_WEBINAR[id] ?? ""));

const offered = ({ channels, typed }: WebinarForm, channelBytes: number): Choice[] => {
  const chosen = chosenOf(typed.channels);
  const sorted = [...channels].sort((a, b) => Number(chosen.includes(b.value)) - Number(chosen.includes(a.value)));
  let left = channelBytes;
  const kept = sorted.filter((channel) => {
    left -= bytesOf({ title: shortened(channel.title, CHANNEL_TITLE_MAX), value: channel.value });
    return left > 0 || chosen.includes(channel.value);
  });
  return channels
    .filter((channel) => kept.includes(channel))
    .map(({ title, value }) => ({ title: shortened(title, CHANNEL_TITLE_MAX), value }));
};

/** How many registrations a change would delete, as the form said or has to say now (S11, S28). */
const deletionOf = ({ problems, typed }: WebinarForm): number => {
  for (const { refusal } of problems) if (refusal.reason === "confirm_deletion") return refusal.count;
  return Number(typed.count) || 0;
};

type Inputs = ReturnType<typeof inputsFor>;
type Under = (field: string) => CardElementArray;

const essentials = ({ zone, channels }: WebinarForm, say: Say, input: Inputs, under: Under): CardElementArray => [
  input.text("title", say("field_title"), { max: TITLE_MAX, missing: say("no_title_missing") }),
  ...under("title"),
  input.text("description", say("field_description"), { max: DESCRIPTION_MAX, isMultiline: true }),
  ...under("description"),
  input.choice("kind", say("field_kind"), [
    { title: say("kind_webinar"), value: "webinar" },
    { title: say("kind_meeting"), value: "meeting" },
  ]),
  input.date("date", say("field_start_date"), say("choose_date")),
  input.time("time", say("field_start_time"), say("choose_time")),
  hint(say("field_start_zone_hint", { zone })),
  ...under("start"),
  input.amount("duration", say("field_duration")),
  ...under("duration"),
  input.text("link", say("field_link"), { max: LINK_MAX, missing: say("no_link_invalid") }),
  hint(say("field_link_hint")),
  ...under("link"),
  input.choice("channels", say("field_channel"), channels, { isMultiSelect: true, isExpanded: false }),
  hint(say("field_channel_hint")),
  ...under("channels"),
];

const earlyChoices = (say: Say): Choice[] => [
  { title: say("early_none"), value: "none" },
  ...EARLY_MINUTES.map((minutes) => ({ title: say("early_minutes", { minutes }), value: String(minutes) })),
];

const more = ({ site, edited, typed }: WebinarForm, say: Say, input: Inputs, under: Under): CardElementArray => {
  const domains = shortened(site.landingDomains.join(", "), 300);
  return [
    input.toggle("registration", say("option_registration"), say("option_registration_hint")),
    ...under("registration"),
    // S9: switched off on the site it is offered only where a webinar has it already.
    ...(site.registrationIds || (edited && typed.ids === "true")
      ? [input.toggle("ids", say("option_ids"), say("option_ids_hint"))]
      : []),
    ...under("ids"),
    input.toggle("waitlist", say("field_waitlist"), say("field_waitlist_hint")),
    ...under("waitlist"),
    input.amount("offer", say("field_offer")),
    hint(say("field_offer_hint", { max: OFFER_MAX_MINUTES })),
    ...under("offer"),
    input.choice("early", say("field_early"), earlyChoices(say)),
    hint(say("field_early_hint")),
    ...under("early"),
    input.choice(
      "policy",
      say("field_policy"),
      POLICIES.map((policy) => ({ title: say(`policy_${policy}`), value: policy })),
    ),
    ...under("policy"),
    input.choice("wait", say("field_wait"), [
      { title: say("wait_none"), value: NOTHING },
      ...WAIT_MINUTES.map((minutes) => ({ title: say("wait_minutes", { minutes }), value: String(minutes) })),
    ]),
    hint(say("field_wait_hint")),
    ...under("wait"),
    input.choice(
      "waitResult",
      say("field_wait_result"),
      ([NOTHING, ...WAIT_RESULTS] as const).map((value) => ({ title: say(`wait_result_${value}`), value })),
    ),
    hint(say("field_wait_result_hint")),
    ...under("waitResult"),
    input.text("password", say("field_password"), { max: PASSWORD_MAX }),
    hint(say("field_password_hint")),
    ...under("password"),
    input.amount("cap", say("field_cap")),
    hint(say("field_cap_hint", { max: capLimit(site.plan) })),
    ...under("cap"),
    input.date("opensDate", say("field_opens_date")),
    input.time("opensTime", say("field_opens_time")),
    hint(say("field_opens_hint")),
    ...under("opens"),
    input.date("closesDate", say("field_closes_date")),
    input.time("closesTime", say("field_closes_time")),
    hint(say("field_closes_hint")),
    ...under("closes"),
    input.text("landing", say("field_landing"), { max: LINK_MAX }),
    hint(domains === "" ? say("field_landing_none") : say("field_landing_hint", { domains })),
    ...under("landing"),
    input.text("fullText", say("field_full_text"), { max: NOTE_MAX, isMultiline: true }),
    hint(say("field_full_text_hint")),
    ...under("fullText"),
    input.text("planText", say("field_plan_text"), { max: NOTE_MAX, isMultiline: true }),
    hint(say("field_plan_text_hint", { plan: site.plan })),
    ...under("planText"),
    input.text("cohosts", say("field_cohosts"), { max: COHOSTS_MAX_LENGTH }),
    hint(say("field_cohosts_address_hint")),
    ...under("cohosts"),
  ];
};

/** The form of a webinar, new or changed. What it fills in is for the person to change; the core checks all of it. */
export const webinarForm = (form: WebinarForm): IAdaptiveCard => {
  const { reader, zone, edited, nonce, typed, problems, inline } = form;
  const say = sayIn(reader.locale);
  const under = complaints(problems, reader);
  const count = edited ? deletionOf(form) : 0;
  const data = edited
    ? { form: "edit", code: edited.code, version: String(edited.version), nonce, zone, count: String(count) }
    : { form: "schedule", nonce, zone };
  const send = edited ? say("save_changes") : say("save");
  const actions: ActionArray = [
    inline ? { type: "Action.Execute", title: send, verb: SCHEDULE_INLINE, data } : submitting(send, data),
  ];
  return fitting(CUTS, ({ channelBytes, isCut }) => {
    const input = inputsFor(typed, isCut);
    const confirm =
      edited && count > 0
        ? [
            textBlock(say("confirm_warning", { count, title: edited.title })),
            input.text("confirm", say("field_confirm", { code: edited.code, count }), { max: 20 }),
            ...under("confirm"),
          ]
        : [];
    return formCard(
      edited ? say("open_edit", { title: edited.title }) : say("open_schedule"),
      [
        ...under("none"),
        ...confirm,
        ...essentials({ ...form, channels: offered(form, channelBytes) }, say, input, under),
        {
          type: "ActionSet",
          actions: [{ type: "Action.ToggleVisibility", title: say("more_settings"), targetElements: ["more"] }],
        },
        { type: "Container", id: "more", isVisible: isMoreShown(form), items: more(form, say, input, under) },
      ],
      actions,
    );
  });
};
