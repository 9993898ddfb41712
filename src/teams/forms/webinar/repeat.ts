import type { CardElementArray } from "@microsoft/teams.cards";
import { NO_REPEAT, type RepeatFields } from "../../../core/hosting/repeating/plan.ts";
import { MONTH_DAYS, REPEAT_UNITS, REPEATS_MAX, WEEKDAYS } from "../../../core/model/dates/recurrence.ts";
import type { Translate } from "../../../texts/translate.ts";
import { sayWeekday } from "../../../texts/when.ts";
import { planDates } from "../../../texts/words/repeat.ts";
import { chosenOf, numberOf, type Typed } from "../../platform/filled-in.ts";
import { beside, hint } from "../../platform/inputs.ts";
import { textBlock } from "../../platform/text.ts";
import { NOTHING } from "./fields.ts";
import type { Inputs, Under, WebinarForm } from "./form.ts";

/** The id of what a press on *Repeat* unfolds. */
const FOLDED = "repetition";

/** The inputs of a repetition that nobody touched. */
export const NO_REPEAT_TYPED: Typed = { repeat: NOTHING, repeatEvery: "1", repeatMonth: "date", inSeries: "true" };

const isRepeated = ({ repeat = NOTHING }: Typed): boolean => repeat !== NOTHING;

/** How a new webinar is repeated: folded away until that is chosen; and the dates, once the host has sent the form. */
export const repetition = (
  { reader, typed, problems, plan, likeInSeries }: WebinarForm,
  t: Translate,
  input: Inputs,
  under: Under,
): CardElementArray => {
  const isShown = isRepeated(typed) || problems.some(({ field }) => field.startsWith("repeat"));
  return [
    {
      type: "ActionSet",
      actions: [{ type: "Action.ToggleVisibility", title: t("field_repeat"), targetElements: [FOLDED] }],
    },
    {
      type: "Container",
      id: FOLDED,
      isVisible: isShown,
      items: [
        input.choice(
          "repeat",
          t("field_repeat"),
          ([NOTHING, ...REPEAT_UNITS] as const).map((value) => ({ title: t(`repeat_${value}`), value })),
        ),
        hint(t("field_repeat_hint")),
        ...under("repeat"),
        input.amount("repeatEvery", t("field_repeat_every")),
        hint(t("field_repeat_every_hint")),
        ...under("repeatEvery"),
        input.choice(
          "repeatDays",
          t("field_repeat_days"),
          WEEKDAYS.map((day) => ({ title: sayWeekday(day, reader.locale), value: String(day) })),
          { isMultiSelect: true },
        ),
        hint(t("field_repeat_days_hint")),
        input.choice(
          "repeatMonth",
          t("field_repeat_month"),
          MONTH_DAYS.map((value) => ({ title: t(`repeat_month_${value}`), value })),
        ),
        hint(t("field_repeat_month_hint")),
        beside(
          input.amount("repeatCount", t("field_repeat_count")),
          input.date("repeatUntil", t("field_repeat_until")),
        ),
        hint(t("field_repeat_count_hint", { max: REPEATS_MAX })),
        ...under("repeatCount"),
        ...under("repeatUntil"),
        input.toggle(
          "inSeries",
          likeInSeries ? t("option_in_series_of", { title: typed.title ?? "" }) : t("option_in_series"),
          t("option_in_series_hint"),
        ),
        ...(plan ? planDates(plan, reader.locale).map((line) => textBlock(line)) : []),
      ],
    },
  ];
};

const amountOf = (typed: string | undefined): number | undefined =>
  (typed ?? "").trim() === "" ? undefined : numberOf(typed);

/** Reads how a new webinar is repeated; the core checks all of it. */
export const readRepeat = (typed: Typed): RepeatFields => ({
  unit: REPEAT_UNITS.find((unit) => unit === typed.repeat),
  every: amountOf(typed.repeatEvery),
  weekdays: WEEKDAYS.filter((day) => chosenOf(typed.repeatDays).includes(String(day))),
  monthDay: MONTH_DAYS.find((one) => one === typed.repeatMonth) ?? NO_REPEAT.monthDay,
  count: amountOf(typed.repeatCount),
  until: typed.repeatUntil ?? "",
  inSeries: typed.inSeries !== "false",
});
