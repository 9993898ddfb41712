import type { KnownBlock } from "@slack/types";
import { NO_REPEAT, type RepeatFields } from "../../../core/hosting/repeating/plan.ts";
import { MONTH_DAYS, REPEAT_UNITS, REPEATS_MAX, WEEKDAYS } from "../../../core/model/dates/recurrence.ts";
import type { Locale } from "../../../core/model/person.ts";
import type { Translate } from "../../../texts/translate.ts";
import { sayWeekday } from "../../../texts/when.ts";
import { planDates } from "../../../texts/words/repeat.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import type { Filled } from "../../platform/filled-in.ts";
import { dateInput, numberInput, section, selectInput, severalInput } from "../../platform/inputs.ts";
import type { BlockId, WebinarForm } from "./form.ts";

const IN_SERIES = "inSeries";

/** How a new webinar is repeated: whether at all, and then how often, until when, and on which dates that is. */
export const repetition = (form: WebinarForm, block: BlockId, t: Translate, locale: Locale): KnownBlock[] => {
  const { repeat = NO_REPEAT, plan } = form;
  const { unit } = repeat;
  return [
    selectInput({
      block: block("repeat"),
      label: t("field_repeat"),
      hint: t("field_repeat_hint"),
      choices: (["none", ...REPEAT_UNITS] as const).map((one) => ({ value: one, text: t(`repeat_${one}`) })),
      value: unit ?? "none",
      isTold: true,
    }),
    ...(unit ? rule(form, repeat, block, t, locale) : []),
    ...(unit && plan ? [section(planDates(plan, locale).map(escapeMrkdwn).join("\n"))] : []),
  ];
};

const rule = (
  { fields, like }: WebinarForm,
  { unit, every = 1, weekdays, monthDay, count, until, inSeries }: RepeatFields,
  block: BlockId,
  t: Translate,
  locale: Locale,
): KnownBlock[] => [
  numberInput({
    block: block("repeatEvery"),
    label: unit ? t(`repeat_every_${unit}`) : t("field_repeat_every"),
    hint: t("field_repeat_every_hint"),
    value: every,
  }),
  ...(unit === "week"
    ? [
        severalInput({
          block: block("repeatDays"),
          label: t("field_repeat_days"),
          hint: t("field_repeat_days_hint"),
          optional: true,
          choices: WEEKDAYS.map((day) => ({ value: String(day), text: sayWeekday(day, locale) })),
          values: weekdays.map(String),
          isTold: true,
        }),
      ]
    : []),
  ...(unit === "month"
    ? [
        selectInput({
          block: block("repeatMonth"),
          label: t("field_repeat_month"),
          hint: t("field_repeat_month_hint"),
          choices: MONTH_DAYS.map((one) => ({ value: one, text: t(`repeat_month_${one}`) })),
          value: monthDay,
          isTold: true,
        }),
      ]
    : []),
  numberInput({
    block: block("repeatCount"),
    label: t("field_repeat_count"),
    hint: t("field_repeat_count_hint", { max: REPEATS_MAX }),
    optional: true,
    value: count,
  }),
  dateInput({
    block: block("repeatUntil"),
    label: t("field_repeat_until"),
    optional: true,
    value: until,
    isTold: true,
  }),
  severalInput({
    block: block("inSeries"),
    label: t("field_in_series"),
    optional: true,
    choices: [
      {
        value: IN_SERIES,
        text: like?.hasSeries ? t("option_in_series_of", { title: fields.title }) : t("option_in_series"),
        description: t("option_in_series_hint"),
      },
    ],
    values: inSeries ? [IN_SERIES] : [],
  }),
];

/** Reads how a new webinar is repeated; what is not shown is as a new form has it. */
export const readRepeat = (filled: Filled): RepeatFields => ({
  unit: REPEAT_UNITS.find((unit) => unit === filled.option("repeat")),
  every: filled.number("repeatEvery"),
  weekdays: WEEKDAYS.filter((day) => filled.options("repeatDays").includes(String(day))),
  monthDay: MONTH_DAYS.find((one) => one === filled.option("repeatMonth")) ?? NO_REPEAT.monthDay,
  count: filled.number("repeatCount"),
  until: filled.date("repeatUntil"),
  inSeries: filled.has("inSeries") ? filled.options("inSeries").includes(IN_SERIES) : NO_REPEAT.inSeries,
});
