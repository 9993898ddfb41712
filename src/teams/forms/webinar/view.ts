import type { ActionArray, CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import { deletionAsked } from "../../../core/hosting/form-problems.ts";
import { defined } from "../../../core/model/defined.ts";
import { HOST_TEXTS } from "../../../core/model/webinar.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { chosenOf, type Typed } from "../../platform/filled-in.ts";
import {
  type Choice,
  formCard,
  hint,
  inputsFor,
  isHint,
  problemLines,
  sendButton,
  submitButton,
} from "../../platform/inputs.ts";
import { bytesOf, fitting, shortened } from "../../platform/size.ts";
import { textBlock } from "../../platform/text.ts";
import { confirmation, essentials } from "./essentials.ts";
import { newWebinarTyped, policyIn } from "./fields.ts";
import type { WebinarForm } from "./form.ts";
import { type Part, type PartName, settings } from "./settings.ts";

/** The verb of the button of a new webinar's form, on a card in the personal chat. */
export const SCHEDULE_INLINE = "schedule_inline";
/** What stands in each part of the settings: ids of inputs, and the fields under which their problems are shown. */
const IN_PART: Readonly<Record<PartName, readonly string[]>> = {
  registering: ["registration", "ids", "waitlist", "dmOnly", "invitationsLocked", "visibility", "offer", "early"],
  approving: ["policy", "approveInvited", "wait", "waitResult", "password"],
  seats: ["cap", "opens", "opensDate", "opensTime", "closes", "closesDate", "closesTime"],
  answers: ["answerEdits", "answersUntil", "answersUntilDate", "answersUntilTime", "editsReopen"],
  words: ["landing", "fullText", "planText", "reminders", "nudge", "followUp", "recording", ...HOST_TEXTS],
  people: ["cohosts"],
};
/** How many bytes of a card may be channels that are not chosen, and whether texts are cut to their limit. */
const CUTS: readonly [Cut, ...Cut[]] = [
  { channelBytes: 4_000, isCut: false, hasTexts: true },
  { channelBytes: 500, isCut: false, hasTexts: true },
  { channelBytes: 500, isCut: true, hasTexts: true },
  { channelBytes: 500, isCut: true, hasTexts: false },
];
interface Cut {
  readonly channelBytes: number;
  readonly isCut: boolean;
  /** Whether it shows the host's own words. */
  readonly hasTexts: boolean;
}
const CHANNEL_TITLE_MAX = 80;

/** What stands in view though nothing is wrong with it. */
const isWanted = ({ site, zone, edited, typed }: WebinarForm, id: string): boolean => {
  if (edited || typed[id] === undefined) return false;
  // Scheduled again, all else is as it was; its times are chosen anew.
  if (typed.like) return id.endsWith("Date") && typed[id] !== "";
  return typed[id] !== newWebinarTyped(site, zone)[id];
};

/** A part of the settings is folded away until something in it is wrong, or was changed in a new webinar. */
const isPartShown = (form: WebinarForm, name: PartName): boolean =>
  form.problems.some(({ field }) => IN_PART[name].includes(field)) || IN_PART[name].some((id) => isWanted(form, id));

/** A part of the settings behind a press on its title; below that of who decides stands who does by now. */
const partOf = (form: WebinarForm, { name, title, items }: Part, t: Translate): CardElementArray => {
  const isShown = isPartShown(form, name);
  const [id, unless] = [`part_${name}`, `unless_${name}`];
  const by =
    name === "approving" ? [{ ...hint(t(`policy_${policyIn(form.typed)}`)), id: unless, isVisible: !isShown }] : [];
  const targetElements = [id, ...by.map((one) => one.id)];
  return [
    {
      type: "Container",
      selectAction: { type: "Action.ToggleVisibility", title, targetElements },
      items: [{ ...textBlock(`${title} ▾`), color: "Accent" }, ...by],
    },
    { type: "Container", id, isVisible: isShown, spacing: "Small", items },
  ];
};

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

/** How many registrations a change would delete: as this submission showed, or as the form said before. */
const deletionOf = ({ problems, typed }: WebinarForm): number => deletionAsked(problems) ?? (Number(typed.count) || 0);

/** What a new webinar's form carries along: which one is scheduled again, and the dates that the host was shown. */
const carriedOf = ({ typed: { like }, plan }: WebinarForm): Typed => ({
  ...defined({ like, shown: plan?.id }),
});

/** Shows the form of a webinar, new or changed: the essentials, and all settings below, part by part. */
export const webinarView = (form: WebinarForm): IAdaptiveCard => {
  const { reader, zone, edited, nonce, typed, problems, inline, plan } = form;
  const t = translatorFor(reader.locale);
  const under = problemLines(problems, reader);
  const count = edited ? deletionOf(form) : 0;
  const asked = typed.timesAsked === "1" ? { timesAsked: "1" } : {};
  const data = edited
    ? { form: "edit", code: edited.code, version: String(edited.version), nonce, zone, count: String(count), ...asked }
    : { form: "schedule", nonce, zone, ...carriedOf(form) };
  const several = plan && t("schedule_several", { count: plan.occurrences.length });
  const send = edited ? t("save_changes") : (several ?? t("save"));
  const actions: ActionArray = [
    inline
      ? { type: "Action.Execute", title: send, verb: SCHEDULE_INLINE, data, style: "positive" }
      : sendButton(send, data),
  ];
  const seeWords = edited ? [submitButton(t("words_preview"), { ...data, words: "see" })] : [];
  return fitting(CUTS, ({ channelBytes, isCut, hasTexts }) => {
    const input = inputsFor(typed, isCut);
    // Where not even the host's own words find room, nothing is explained either.
    const further = settings({ ...form, hasTexts }, t, input, under).map((part) => ({
      ...part,
      items: hasTexts ? part.items : part.items.filter((element) => !isHint(element)),
    }));
    return formCard(
      edited
        ? t("open_edit", { title: edited.title })
        : typed.like
          ? t("open_schedule_again", { title: typed.title ?? "" })
          : t("open_schedule"),
      [
        ...under("none"),
        ...confirmation(form, count, t, input, under),
        ...essentials({ ...form, channels: offered(form, channelBytes) }, t, input, under),
        { ...textBlock(t("more_settings")), weight: "Bolder", separator: true, spacing: "Large", style: "heading" },
        ...further.flatMap((part) => partOf(form, part, t)),
      ],
      [...actions, ...(hasTexts ? seeWords : [])],
    );
  });
};
