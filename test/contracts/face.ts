import type { RosterTab } from "../../src/core/ports/roster.ts";
import type { House } from "../setup/house.ts";

/** Something Usher shows: its words as a person reads them, and its buttons. */
export interface Seen {
  readonly words: string;
  readonly labels: readonly string[];
  /** Where its buttons lead that open a page. */
  readonly links?: readonly string[];
}

/** The form of a webinar, as a person fills it in; what is left out stays as the form has it. */
export interface WebinarFormFields {
  readonly title?: string;
  readonly description?: string;
  readonly kind?: "webinar" | "meeting";
  /** From now, in whole minutes on the person's own clock; or `start` as it is chosen. */
  readonly inMinutes?: number;
  readonly start?: { readonly date: string; readonly time: string };
  readonly durationMinutes?: string;
  readonly link?: string;
  readonly password?: string;
  readonly registration?: boolean;
  readonly registrationIds?: boolean;
  readonly early?: "none" | "0" | "15" | "30" | "45" | "60";
  readonly policy?: "manual" | "automatic" | "rules";
  readonly approveInvited?: boolean;
  /** After how many minutes hosts are reminded, and what becomes of what nobody decides (N6). */
  readonly wait?: "none" | "15" | "60" | "240" | "1440";
  readonly waitResult?: "none" | "approved" | "rejected";
  readonly cap?: string;
  readonly opens?: { readonly date: string; readonly time: string };
  readonly closes?: { readonly date: string; readonly time: string };
  readonly answerEdits?: "never" | "until_approval" | "until_deadline";
  readonly answersUntil?: { readonly date: string; readonly time: string };
  readonly editsReopen?: boolean;
  readonly landing?: string;
  readonly fullText?: string;
  readonly planText?: string;
  /** In minutes before the start. */
  readonly reminders?: readonly string[];
  readonly nudge?: "none" | "1440" | "4320" | "10080";
  readonly followUp?: boolean;
  readonly recording?: string;
  readonly invitationText?: string;
  readonly approvalText?: string;
  readonly reminderText?: string;
  readonly followUpText?: string;
  readonly cohosts?: readonly Persona[];
  readonly waitlist?: boolean;
  readonly offer?: string;
  readonly dmOnly?: boolean;
  readonly invitationsLocked?: boolean;
  readonly visibility?: "listed" | "by_link" | "invited_only";
  /** Of a new webinar: members whom the face knows, and a list of addresses. */
  readonly invitees?: readonly Persona[];
  readonly guests?: string;
  /** How a new one is repeated (P33); weekdays from Monday, 1, on. */
  readonly repeat?: "day" | "week" | "month";
  readonly repeatEvery?: string;
  readonly repeatDays?: readonly string[];
  readonly repeatMonth?: "date" | "nth" | "last";
  readonly repeatCount?: string;
  readonly repeatUntil?: string;
  readonly inSeries?: boolean;
}

export type ScheduleFields = WebinarFormFields & { readonly title: string };

/** An open form of a webinar: it may be sent again while it is shown with problems. */
interface OpenForm {
  /** The form as it is shown now. */
  shown(): Seen;
  /** `confirm` is what is typed against the deletion of registrations. */
  send(fields: WebinarFormFields, options?: { confirm?: string; force?: boolean }): Promise<Seen>;
  /** Fills it in and looks at the host's own words as they will be read; then goes back to the form. */
  seeWords(fields: WebinarFormFields): Promise<Seen>;
}

/** A question of the form builder, as a host fills it in. */
export interface QuestionFormFields {
  readonly type?: "line" | "text" | "checkboxes" | "dropdown" | "radio";
  readonly label?: string;
  readonly required?: boolean;
  readonly maxLength?: string;
  /** One a line. */
  readonly options?: string;
  /** The label of the question it hangs on, and the answers that show it, one a line. */
  readonly whenQuestion?: string;
  readonly whenIs?: string;
}

/** The form builder, open. Each act answers with the builder as it is then, or with what was wrong. */
export interface Builder {
  shown(): Seen;
  standard(asked: Readonly<Record<string, "hidden" | "shown" | "required">>): Promise<Seen>;
  add(question: QuestionFormFields, options?: { force?: boolean }): Promise<Seen>;
  /** Questions are found by their label. */
  change(label: string, question: QuestionFormFields): Promise<Seen>;
  remove(label: string): Promise<Seen>;
  up(label: string): Promise<Seen>;
  down(label: string): Promise<Seen>;
  preview(): Promise<Seen>;
}

/** A rule, as a host fills it in; what is left out stays as the form has it. */
export interface RuleFormFields {
  /** The label of what it looks at. */
  readonly field?: string;
  /** How it compares, in words. */
  readonly test?: string;
  readonly value?: string;
  readonly matchCase?: boolean;
  readonly result?: "approve" | "reject";
}

/** The rules editor, open; rules are counted from 1 on. Each act answers with the editor as it is then, or with what was wrong. */
export interface RulesEditor {
  shown(): Seen;
  add(fields: RuleFormFields): Promise<Seen>;
  remove(n: number): Promise<Seen>;
  up(n: number): Promise<Seen>;
  down(n: number): Promise<Seen>;
  noMatch(what: "hold" | "reject"): Promise<Seen>;
}

/** The roster, open. Each act answers with the list as it is then, with what was done said over it. */
export interface ReviewList {
  shown(): Seen;
  /** Shows a tab, narrowed; what is left out is as it was opened: empty. */
  show(filter: {
    readonly status?: RosterTab;
    /** How a name or an address begins. */
    readonly search?: string;
    readonly domain?: string;
    readonly answer?: string;
  }): Promise<Seen>;
  /** Opens the details of somebody on the page. */
  details(name: string): Promise<Seen>;
  /** Presses a button of the details: what comes in their place. */
  pressDetail(label: string): Promise<Seen>;
  /** Presses *Correct the address* on the details, and sends another one: what comes in its place, or what is wrong. */
  correctDetail(address: string): Promise<Seen>;
  /** Presses *Decide* on the details, and sends the form: what comes in its place. */
  decideDetail(fields: DecisionFields): Promise<Seen>;
  next(): Promise<Seen>;
  previous(): Promise<Seen>;
  /** Those of these names on the page, the whole page by its select-all, or all that match, on every page. */
  decide(
    to: "approved" | "rejected",
    which: readonly string[] | "page" | "all",
    reason?: { readonly text: string; readonly told: boolean },
  ): Promise<Seen>;
  undo(): Promise<Seen>;
}

/** A decision, as a host fills it in. */
export interface DecisionFields {
  readonly to: "approved" | "rejected" | "pending" | "cancelled";
  readonly reason?: string;
  /** Whether the person is told the reason. */
  readonly told?: boolean;
}

/** What is filled into one step of a registration form. */
export interface RegisterFields {
  readonly firstName?: string;
  readonly lastName?: string;
  /** By the question's label: a text, or the texts of options. */
  readonly answers?: Readonly<Record<string, string | readonly string[]>>;
  /** Of a series: the titles of the webinars. */
  readonly chosen?: readonly string[];
}

/** A person with a client of one chat product, as a test drives them. What a real client would not send needs `force`. */
export interface Persona {
  readonly name: string;
  readonly address: string;
  /** Types a command to the bot and reads what it answers this person alone; `{code}`-like words are the caller's. */
  type(
    text: string,
    options?: { inHostChannel?: boolean; channelId?: string; mention?: readonly Persona[] },
  ): Promise<Seen>;
  /** Writes to the bot itself, with no slash and no mention. */
  write(text: string): Promise<Seen>;
  /**
   * Writes an ordinary message in the host channel: the previews of its links. `beside` is a link that has one: where a
   * product shows several, it comes along, and all previews are there once its own is.
   */
  paste(text: string, beside?: string): Promise<Seen>;
  /** Asks for the schedule form in the host channel, fills it in and sends it. */
  schedule(fields: ScheduleFields, options?: { force?: boolean }): Promise<Seen>;
  /** Types `edit CODE` and opens the form; what is in the way is thrown with its words. */
  edit(code: string): Promise<OpenForm>;
  /** Opens the form of a new webinar: an empty one, or by `schedule again CODE`; or what is said in its place. */
  scheduling(again?: string): Promise<Omit<OpenForm, "seeWords">>;
  /** Types `form CODE` and opens the form builder; what is in the way is thrown with its words. */
  questions(code: string): Promise<Builder>;
  /** Types `rules CODE` and opens the rules editor; what is in the way is thrown with its words. */
  rules(code: string): Promise<RulesEditor>;
  /** Types `requests CODE`, with what narrows it, and opens the roster; what is in the way is thrown with its words. */
  review(code: string, rest?: string): Promise<ReviewList>;
  /** The same by `roster CODE`. */
  roster(code: string, rest?: string): Promise<ReviewList>;
  /** Presses *Join* where the webinar's password is asked for, and sends it: what comes in the form's place. */
  joinWith(from: Seen, password: string): Promise<Seen>;
  /** Presses *Ask* on a request's card and sends the question: what comes in the form's place. */
  ask(card: Seen, question: string): Promise<Seen>;
  /** Presses *Answer* on a host's question and sends the answer: what comes in the form's place. */
  answer(message: Seen, text: string): Promise<Seen>;
  /** Sends the open form of people, with addresses as they are typed: what comes in its place. */
  namePeople(from: Seen, label: string, addresses: string, rows?: "good" | "whole"): Promise<Seen>;
  /** Makes a series, or with `code` changes one: its title, and its webinars by code. */
  series(fields: { title?: string; webinars?: readonly string[] }, code?: string): Promise<Seen>;
  /** Opens the registration form from a message with a Register button; what it gives sends one step of the form. */
  openForm(from: Seen): Promise<(fields?: RegisterFields, options?: { force?: boolean }) => Promise<Seen>>;
  /** Opens the form in which answers, or the name alone, are changed; what it gives sends one step of the form. */
  editAnswers(from: Seen): Promise<(fields?: RegisterFields, options?: { force?: boolean }) => Promise<Seen>>;
  /** Asks for the registration form from a message with a Register button, and sends it. */
  register(from: Seen, fields?: RegisterFields, options?: { force?: boolean }): Promise<Seen>;
  /** Types `leave CODE` and confirms it: what comes in the question's place, or what is in the way of asking. */
  leave(code: string): Promise<Seen>;
  /** Presses *Cancel my registration*, or *Withdraw my request*, on a message, and confirms it in the form: what comes in its place. */
  leaveFrom(message: Seen): Promise<Seen>;
  /** Types `handover CODE`, and chooses a cohost by name in the form. */
  handOver(code: string, name: string): Promise<Seen>;
  /** Types `message CODE` and fills the form in: how it will be read, or what is in the way. */
  writeTo(code: string, fields: { readonly to: string; readonly text: string }): Promise<Seen>;
  /** Types `message CODE` and presses the button in its form that reminds who did not answer. */
  nudge(code: string): Promise<Seen>;
  /** Sends what is shown as it will be read. */
  sendWritten(): Promise<Seen>;
  /** Sends the registration form that is shown: in a view or a dialog, or on the card of `shown`. */
  sendForm(shown: Seen, fields?: RegisterFields): Promise<Seen>;
  /** Presses a button and reads what is answered to this person alone. */
  press(on: Seen, label: string): Promise<Seen>;
  /**
   * Presses a button of a request's card, such as Approve, and waits until the decision is settled: the card as it is
   * then, or what is answered when nothing was decided. Without `settle` only what is due now is delivered.
   */
  decide(card: Seen, label: string, options?: { settle?: boolean }): Promise<Seen>;
  /** Presses *Change decision* or *Reject with a reason* on a request's card, and sends the form: what comes in its place. */
  decideWith(card: Seen, fields: DecisionFields): Promise<Seen>;
  /** The bot's messages to this person, oldest first. */
  chat(): readonly Seen[];
}

/** A channel of people who may want to register, beside the host channel. */
export interface Readers {
  readonly channelId: string;
  /** Somebody announces a webinar in it by command: what they are answered. */
  announce(by: Persona, code: string): Promise<Seen>;
  /** What the bot posted there, in its present state, oldest first. */
  cards(): readonly Seen[];
}

export interface Face {
  readonly kind: "slack" | "teams";
  person(
    name: string,
    options?: {
      zone?: string;
      locale?: string;
      installed?: boolean;
      guest?: boolean;
      address?: string;
      teamId?: string;
    },
  ): Promise<Persona>;
  /** Deactivates somebody's account, as an administrator of the product does. */
  deactivate(person: Persona): Promise<void>;
  /** Everything posted in the host channel, in its present state, oldest first; without what answers in a thread. */
  channel(): readonly Seen[];
  /** Makes a channel with these people in it; where the product knows such, one that other organisations share. */
  readers(name: string, people: readonly Persona[], options?: { isShared?: boolean }): Readers;
  /** What stands in the thread under a message of the host channel, oldest first. */
  thread(under: Seen): readonly Seen[];
}

export type MakeFace = (house: House) => Promise<Face>;

/** The label of the button that changes what somebody said. */
export const editLabel = ({ labels }: Seen): string =>
  labels.find((label) => label.startsWith("Edit my answers") || label.startsWith("Correct my name")) ??
  "Edit my answers";

/** The label of the button that registers: in a full webinar it is that of the waiting list. */
export const registerLabel = ({ labels }: Seen): string =>
  labels.find((label) => label === "Join the waiting list" || label === "Register again") ?? "Register";

/** A webinar's code, from words in which it is a fact. */
export const leaveLabel = ({ labels }: Seen): string =>
  labels.find((label) => ["Withdraw my request", "Leave the line", "Give up this seat"].includes(label)) ??
  "Cancel my registration";

/** Whether it is asked once more. */
export const asksToLeave = ({ labels }: Seen): boolean =>
  labels.some((label) => ["Keep my registration", "Keep my request", "Stay in line", "Keep the offer"].includes(label));

export const codeIn = (seen: Seen): string => {
  const [, code] = /Code:?\s?([2-9A-HJ-NP-Z]{6})/.exec(seen.words) ?? [];
  if (!code) throw new Error(`no code in: ${seen.words}`);
  return code;
};

/** The codes of the webinars that a list shows, in its order. */
export const codesIn = ({ words }: Seen): string[] => [
  ...new Set([...words.matchAll(/(?<![\w-])[2-9A-HJ-NP-Z]{6}(?![\w-])/g)].map(([code]) => code)),
];

/** The button that turns the page of a list: it says how many there are on the other one. */
export const turnIn = ({ labels }: Seen, to: "Next" | "Previous"): string | undefined =>
  labels.find((label) => new RegExp(`^${to} (one|\\d+)$`).test(label));

export const registrationIdIn = (seen: Seen): string => {
  const [id] = /[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}/.exec(seen.words) ?? [];
  if (!id) throw new Error(`no registration ID in: ${seen.words}`);
  return id;
};

export const linkIn = (seen: Seen & { url?: string }): string => {
  if (!seen.url) throw new Error(`no link in: ${seen.words}`);
  return seen.url;
};

/** The newest of what is seen; fails when there is nothing. */
export const last = (seen: readonly Seen[]): Seen => {
  const newest = seen.at(-1);
  if (!newest) throw new Error("nothing is seen");
  return newest;
};

export const addressOf = (name: string): string => `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
