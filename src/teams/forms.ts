import type { CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import type { Person } from "../core/person.ts";
import type { RegisterProblem } from "../core/register.ts";
import type { ScheduleProblem } from "../core/schedule.ts";
import { capLimit, type Site, type Webinar } from "../core/webinar.ts";
import type { Reader } from "../delivery/outcome.ts";
import { sayRefusal } from "../texts/refusals.ts";
import { type Say, sayIn } from "../texts/say.ts";
import { wordsOf } from "../texts/words.ts";
import { factSet, heading, textBlock } from "./cards.ts";

/** What somebody typed so far, by input id: a form that comes back with problems keeps it. */
export type Typed = Readonly<Record<string, string>>;

type Element = CardElementArray[number];

const hint = (text: string): Element => ({ type: "TextBlock", text, wrap: true, isSubtle: true, spacing: "None" });

/** Each problem as a sentence, for the place right under its field. */
const complaints = (problems: readonly (ScheduleProblem | RegisterProblem)[], reader: Reader) => (field: string) =>
  problems
    .filter((problem) => problem.field === field)
    .map(
      ({ refusal }): Element => ({
        ...textBlock(sayRefusal(refusal, reader.locale, reader.zone ?? "UTC")),
        color: "Attention",
        weight: "Bolder",
        spacing: "None",
      }),
    );

const toggle = (say: Say, id: "registration" | "ids", typed: Typed): Element => ({
  type: "Input.Toggle",
  id,
  label: say(`option_${id}`),
  title: say(`option_${id}_hint`),
  value: typed[id] ?? "true",
  wrap: true,
});

export interface ScheduleForm {
  readonly site: Site;
  readonly reader: Reader;
  /** The host's zone: dates and times are typed in it. */
  readonly zone: string;
  /** Where requests can be posted, besides the host's own chat. */
  readonly channels: readonly { channelId: string; name: string }[];
  /** Names the webinar that this form makes: however often it is submitted, it is one. */
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly ScheduleProblem[];
  /** On a card in the personal chat, for clients without dialogs. */
  readonly inline: boolean;
}

/** The choice that stands for the host's own chat. */
export const OWN_CHAT = "own";

/** The form of a new webinar. What it fills in is for the person to change; the core checks all of it. */
export const scheduleForm = ({ site, reader, zone, channels, nonce, typed, problems, inline }: ScheduleForm) => {
  const data = { form: "schedule", nonce, zone };
  const say = sayIn(reader.locale);
  const under = complaints(problems, reader);
  const value = (id: string, initial?: string) => {
    const text = typed[id] ?? initial;
    return text === undefined || text === "" ? {} : { value: text };
  };
  const amount = (id: string, initial?: number) => {
    const number = typed[id] === undefined ? initial : Number.parseFloat(typed[id]);
    return number === undefined || !Number.isFinite(number) ? {} : { value: number };
  };
  const required = (errorMessage: string) => ({ isRequired: true, errorMessage });
  const choices = [
    { title: say("own_chat"), value: OWN_CHAT },
    ...channels.map(({ channelId, name }) => ({ title: name, value: channelId })),
  ];
  const channel = choices.some((choice) => choice.value === typed.channel) ? typed.channel : OWN_CHAT;
  return {
    type: "AdaptiveCard",
    version: "1.5",
    fallbackText: say("open_schedule"),
    body: [
      ...under("none"),
      {
        type: "Input.Text",
        id: "title",
        label: say("field_title"),
        ...value("title"),
        ...required(say("no_title_missing")),
      },
      ...under("title"),
      {
        type: "Input.Text",
        id: "description",
        label: say("field_description"),
        isMultiline: true,
        ...value("description"),
      },
      ...under("description"),
      {
        type: "Input.ChoiceSet",
        id: "kind",
        label: say("field_kind"),
        value: typed.kind === "meeting" ? "meeting" : "webinar",
        choices: [
          { title: say("kind_webinar"), value: "webinar" },
          { title: say("kind_meeting"), value: "meeting" },
        ],
      },
      {
        type: "Input.Date",
        id: "date",
        label: say("field_start_date"),
        ...value("date"),
        ...required(say("choose_date")),
      },
      {
        type: "Input.Time",
        id: "time",
        label: say("field_start_time"),
        ...value("time"),
        ...required(say("choose_time")),
      },
      hint(say("field_start_zone_hint", { zone })),
      ...under("start"),
      { type: "Input.Number", id: "duration", label: say("field_duration"), ...amount("duration", 60) },
      ...under("duration"),
      { type: "Input.Number", id: "cap", label: say("field_cap"), ...amount("cap") },
      hint(say("field_cap_hint", { max: capLimit(site.plan) })),
      ...under("cap"),
      {
        type: "Input.Text",
        id: "link",
        label: say("field_link"),
        ...value("link"),
        ...required(say("no_link_invalid")),
      },
      hint(say("field_link_hint")),
      ...under("link"),
      { type: "Input.ChoiceSet", id: "channel", label: say("field_channel"), value: channel ?? OWN_CHAT, choices },
      hint(say("field_channel_hint")),
      ...under("channel"),
      toggle(say, "registration", typed),
      ...(site.registrationIds ? [toggle(say, "ids", typed)] : []),
      ...under("ids"),
    ],
    actions: [
      inline
        ? { type: "Action.Execute", title: say("save"), verb: SCHEDULE_INLINE, data }
        : { type: "Action.Submit", title: say("save"), data },
    ],
  } satisfies IAdaptiveCard;
};

export interface RegisterForm {
  readonly webinar: Webinar;
  readonly person: Person;
  readonly reader: Reader;
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly RegisterProblem[];
  /** On a card in the personal chat, in place of a dialog. */
  readonly inline: boolean;
}

/** The verbs of the inline forms' buttons. */
export const REGISTER_INLINE = "register_inline";
export const SCHEDULE_INLINE = "schedule_inline";

/** The registration form: names from the profile for the person to correct, the address as the profile has it. */
export const registerForm = ({ webinar, person, reader, nonce, typed, problems, inline }: RegisterForm) => {
  const say = sayIn(reader.locale);
  const under = complaints(problems, reader);
  const words = wordsOf({ kind: "open_form", form: "register", webinar }, reader);
  const name = (id: "firstName" | "lastName", which: "first" | "last"): CardElementArray => {
    const value = typed[id] ?? person[id];
    const shown = value === "" ? {} : { value };
    const missing = { isRequired: true, errorMessage: say(`no_name_missing_${which}`) };
    return [{ type: "Input.Text", id, label: say(`field_${which}_name`), ...shown, ...missing }, ...under(id)];
  };
  const questions = webinar.form.questions.flatMap(({ id, label, required, maxLength }): CardElementArray => {
    const value = typed[id] ? { value: typed[id] } : {};
    const asked = required ? { isRequired: true, errorMessage: say("no_answer_missing", { question: label }) } : {};
    return [{ type: "Input.Text", id, label, isMultiline: maxLength > 80, ...value, ...asked }, ...under(id)];
  });
  const data = { form: "register", code: webinar.code, nonce };
  return {
    type: "AdaptiveCard",
    version: "1.5",
    fallbackText: words.title,
    body: [
      heading(words.title),
      ...factSet(words.facts),
      ...under("none"),
      ...name("firstName", "first"),
      ...name("lastName", "last"),
      ...(person.address ? [textBlock(say("address_of_profile", { address: person.address }))] : []),
      ...questions,
    ],
    actions: [
      inline
        ? { type: "Action.Execute", title: say("register"), verb: REGISTER_INLINE, data }
        : { type: "Action.Submit", title: say("register"), data },
    ],
  } satisfies IAdaptiveCard;
};
