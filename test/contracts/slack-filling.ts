import { Temporal } from "temporal-polyfill";
import { defined } from "../../src/core/model/defined.ts";
import { HOST_TEXTS } from "../../src/core/model/webinar.ts";
import type { Filled } from "../../src/playground/slack/inputs.ts";
import { elementsOf, isObject, type Loose, optionsOf } from "../../src/playground/slack/limits.ts";
import { wordsIn } from "../../src/playground/slack/reading.ts";
import type { SlackView } from "../../src/playground/slack/views.ts";
import type {
  DecisionFields,
  QuestionFormFields,
  RegisterFields,
  ReviewList,
  RuleFormFields,
  WebinarFormFields,
} from "./face.ts";
import { searchOf } from "./roster-search.ts";

/** How a person fills in Usher's modals: which input is meant, and which option has the words they look for. */

/** The id of the block whose input has this name, whatever state of the form it is of. */
const blockOf = (view: SlackView, name: string): string => {
  const isFilled = ({ type }: SlackView["blocks"][number]) => type === "input" || type === "actions";
  const block = view.blocks.find((one) => isFilled(one) && one.block_id.split("@")[0] === name);
  if (!block) throw new Error(`no input "${name}" in: ${wordsIn(view)}`);
  return block.block_id;
};

/** Inputs by their names as inputs by their blocks. */
const inBlocks = (view: SlackView, values: Filled): Filled =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [blockOf(view, name), value]));

const textOf = (of: unknown): string => (isObject(of) && isObject(of.text) ? String(of.text.text) : "");

const selectedIn = (view: SlackView, block: string): string[] => {
  const { selected_options: options } = view.state.values[block]?.value ?? {};
  return Array.isArray(options) ? options.map(({ value }) => String(value)) : [];
};

const wallIn = (minutes: number, now: number, zone: string) => {
  const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(now / 60_000 + minutes) * 60_000);
  const wall = at.toZonedDateTimeISO(zone);
  return { date: wall.toPlainDate().toString(), time: wall.toPlainTime().toString().slice(0, 5) };
};

const timeOf = (
  prefix: "opens" | "closes" | "answersUntil",
  wall: { date: string; time: string } | undefined,
): Filled => (wall ? { [`${prefix}Date`]: wall.date, [`${prefix}Time`]: wall.time } : {});

const given = (values: Readonly<Record<string, Filled[string] | undefined>>): Filled =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

/** What every form of a webinar shows. */
export const essentialsOf = (
  view: SlackView,
  fields: WebinarFormFields,
  { now, zone }: { now: number; zone: string },
): Filled => {
  const start = fields.inMinutes === undefined ? fields.start : wallIn(fields.inMinutes, now, zone);
  const { title, kind, description, link, guests, durationMinutes: duration } = fields;
  const invitees = fields.invitees?.map((one) => (one as typeof one & { id: string }).id);
  return inBlocks(
    view,
    given({ title, kind, description, link, guests, invitees, duration, date: start?.date, time: start?.time }),
  );
};

/** With what a form has besides. */

const FURTHER = [
  ...(["password", "registration", "registrationIds", "early", "policy", "cap"] as const),
  ...(["opens", "closes", "landing", "fullText", "planText", "cohosts", "waitlist", "offer"] as const),
  ...(["wait", "waitResult", "dmOnly", "approveInvited", "answerEdits", "answersUntil"] as const),
  ...(["editsReopen", "visibility", "invitationsLocked", "reminders", "nudge", "followUp", "recording"] as const),
  ...HOST_TEXTS,
];

/** How a new webinar is repeated, in a form that shows it. */
export const repetitionIn = (view: SlackView, fields: WebinarFormFields): Filled => {
  const { repeatEvery, repeatDays, repeatMonth, repeatCount, repeatUntil, inSeries } = fields;
  const series = inSeries === undefined ? undefined : inSeries ? ["inSeries"] : [];
  return inBlocks(view, given({ repeatEvery, repeatDays, repeatMonth, repeatCount, repeatUntil, inSeries: series }));
};

/** Whether these are beyond the essentials. */
export const needsMore = (fields: WebinarFormFields): boolean => FURTHER.some((name) => fields[name] !== undefined);

/** The further settings, in a form that shows them. */
export const settingsIn = (view: SlackView, fields: WebinarFormFields): Filled => {
  if (!needsMore(fields)) return {};
  const standing = selectedIn(view, blockOf(view, "options"));
  const wanted = {
    required: fields.registration,
    ids: fields.registrationIds,
    waitlist: fields.waitlist,
    dmOnly: fields.dmOnly,
    editsReopen: fields.editsReopen,
    approveInvited: fields.approveInvited,
    invitationsLocked: fields.invitationsLocked,
    followUp: fields.followUp,
  };
  const options = new Set(standing);
  for (const [name, on] of Object.entries(wanted)) {
    if (on === true) options.add(name);
    if (on === false) options.delete(name);
  }
  const { password, early, policy, wait, waitResult, cap, landing, fullText, planText, offer } = fields;
  const { answerEdits, visibility, nudge, recording, reminders } = fields;
  const { invitationText, approvalText, reminderText, followUpText } = fields;
  const cohosts = fields.cohosts?.map((one) => (one as typeof one & { id: string }).id);
  return inBlocks(view, {
    ...given({
      password,
      early,
      policy,
      wait,
      waitResult,
      cap,
      landing,
      fullText,
      planText,
      offer,
      cohosts,
      answerEdits,
      visibility,
      nudge,
      recording,
      reminders,
      invitationText,
      approvalText,
      reminderText,
      followUpText,
    }),
    options: [...options],
    ...timeOf("opens", fields.opens),
    ...timeOf("closes", fields.closes),
    ...timeOf("answersUntil", fields.answersUntil),
  });
};

const inputsOf = (view: SlackView) =>
  view.blocks.flatMap((block) => {
    const [element] = block.type === "input" ? elementsOf(block) : [];
    return element ? [{ id: block.block_id, label: String((block.label as Loose).text), element }] : [];
  });

/** The values of the options with these words; words alone where there are no options. */
const chosenBy = (element: Loose, words: string | readonly string[]): Filled[string] => {
  const options = optionsOf(element);
  if (options.length === 0) return words;
  const values = [words].flat().map((text) => {
    const found = options.find((one) => textOf(one) === text);
    if (!found) throw new Error(`no option "${text}" among: ${options.map(textOf).join(", ")}`);
    return String(found.value);
  });
  return /^(multi_|checkboxes)/.test(String(element.type)) ? values : (values[0] ?? null);
};

/** One step of a registration form, its questions found by their labels. */
export const registrationIn = (
  view: SlackView,
  { firstName, lastName, answers = {}, chosen }: RegisterFields,
): Filled => {
  const inputs = inputsOf(view);
  const byLabel = Object.entries(answers).map(([label, words]) => {
    const found = inputs.find((one) => one.label === label);
    if (!found) throw new Error(`no question "${label}" in: ${wordsIn(view)}`);
    return [found.id, chosenBy(found.element, words)] as const;
  });
  const titles = inputs.find(({ id }) => id.split("@")[0] === "chosen");
  return {
    ...inBlocks(view, given({ firstName, lastName })),
    ...(chosen && titles ? { [titles.id]: chosenBy(titles.element, chosen) } : {}),
    ...Object.fromEntries(byLabel),
  };
};

/** The form of one question of the form builder. */
export const questionIn = (view: SlackView, fields: QuestionFormFields): Filled => {
  const { type, label, maxLength, options, whenIs, required, whenQuestion } = fields;
  const earlier = inputsOf(view).find(({ id }) => id === "whenQuestion");
  if (whenQuestion !== undefined && !earlier) throw new Error("no earlier question to hang on");
  const when = whenQuestion === undefined || !earlier ? undefined : chosenBy(earlier.element, whenQuestion);
  return inBlocks(view, {
    ...given({ type, label, maxLength, options, whenIs, whenQuestion: when }),
    ...defined({ required: required === undefined ? undefined : required ? "required" : "optional" }),
  });
};

/** The option of an input with these words, as its value. */
const optionIn = (
  view: SlackView,
  name: string,
  words: string | readonly string[] | undefined,
): Filled[string] | undefined => {
  const found = inputsOf(view).find(({ id }) => id === blockOf(view, name));
  return words === undefined || !found ? undefined : chosenBy(found.element, words);
};

/** A form in which one of several is chosen, by these words. */
export const choiceIn = (view: SlackView, name: string, words: string): Filled =>
  inBlocks(view, given({ [name]: optionIn(view, name, words) }));

/** The form of what a host writes to many; to whom, as its value. */
export const messageIn = (view: SlackView, to: string, text: string): Filled => inBlocks(view, { to, text });

/** The form of a new rule. */
export const ruleIn = (view: SlackView, { field, test, value, matchCase, result }: RuleFormFields): Filled =>
  inBlocks(view, {
    ...given({ field: optionIn(view, "field", field), test: optionIn(view, "test", test), value, result }),
    ...defined({ matchCase: matchCase === undefined ? undefined : matchCase ? ["matchCase"] : [] }),
  });

/** What is chosen in the form of a decision, so that it asks for the reason; undefined where it does so already. */
export const reasonedIn = (view: SlackView, { to }: DecisionFields) =>
  to === "rejected" && !inputsOf(view).some(({ id: block }) => block === "reason")
    ? ({ value: to, filled: inBlocks(view, given({ decision: to })) } as const)
    : undefined;

/** The form of a decision. */
export const decisionIn = (view: SlackView, { to, reason, told }: DecisionFields): Filled => {
  // The form of a rejection's reason leaves nothing to choose.
  const isChosen = inputsOf(view).some(({ id: block }) => block === "decision");
  if (!isChosen && to !== "rejected") throw new Error(`the form only rejects, not ${to}`);
  return inBlocks(view, {
    ...given({ decision: isChosen ? to : undefined, reason }),
    ...defined({ told: told === undefined ? undefined : told ? "told" : "kept" }),
  });
};

/** The tab that a roster shows. */
const standingTab = (view: SlackView): Filled[string] => {
  const [held] = Object.values(view.state.values[blockOf(view, "tab")] ?? {});
  const { selected_option: option } = held ?? {};
  return isObject(option) ? String(option.value) : null;
};

/** What narrows a roster. */
export const filterIn = (view: SlackView, filter: Parameters<ReviewList["show"]>[0]): Filled =>
  inBlocks(view, {
    tab: filter.status ?? standingTab(view),
    search: searchOf(filter) || null,
    answer: filter.answer ?? null,
  });

/** The boxes of these people's rows, ticked. */
const ticksIn = (view: SlackView, names: readonly string[]): Filled =>
  Object.fromEntries(
    names.map((name) => {
      const row = view.blocks.find((block) => block.block_id.startsWith("row") && textOf(block).includes(name));
      const [box] = row ? elementsOf(row) : [];
      if (!row || !box) throw new Error(`${name} has no box in: ${wordsIn(view)}`);
      return [row.block_id, optionsOf(box).map(({ value }) => String(value))];
    }),
  );

/** What is decided in a roster: about whom, by their names, and with which reason. */
export const reviewDecisionIn = (
  view: SlackView,
  names: readonly string[] | undefined,
  reason: { readonly text: string; readonly told: boolean } | undefined,
): Filled => ({
  ...ticksIn(view, names ?? []),
  ...inBlocks(view, reason ? { reason: reason.text, told: reason.told ? "told" : "kept" } : {}),
});

/** What stands in a view's inputs and menus, a line each, after the words beside it. */
export const standingIn = (view: SlackView): string[] =>
  view.blocks.flatMap((block) =>
    elementsOf(block).flatMap((element) => {
      const held = view.state.values[block.block_id]?.[String(element.action_id)];
      if (!held) return [];
      const beside = isObject(block.label) ? String(block.label.text) : textOf(block);
      const shown = Object.entries(held)
        .filter(([name]) => name !== "type")
        .flatMap(([, value]) => [value].flat())
        .flatMap((value) =>
          value === null || value === undefined ? [] : [isObject(value) ? textOf(value) : `${value}`],
        );
      return shown.length === 0 ? [] : [`${beside}: ${shown.join(", ")}`];
    }),
  );
