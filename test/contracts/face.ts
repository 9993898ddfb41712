import type { House } from "../setup/house.ts";

/** Something Usher shows: its words as a person reads them, and its buttons. */
export interface Seen {
  readonly words: string;
  readonly labels: readonly string[];
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
  readonly policy?: "manual" | "automatic";
  readonly cap?: string;
  readonly opens?: { readonly date: string; readonly time: string };
  readonly closes?: { readonly date: string; readonly time: string };
  readonly landing?: string;
  readonly fullText?: string;
  readonly planText?: string;
  readonly cohosts?: readonly Persona[];
  readonly waitlist?: boolean;
  readonly offer?: string;
}

export type ScheduleFields = WebinarFormFields & { readonly title: string };

/** An open form of a webinar: it may be sent again while it is shown with problems. */
interface OpenForm {
  /** The form as it is shown now. */
  shown(): Seen;
  /** `confirm` is what is typed against the deletion of registrations. */
  send(fields: WebinarFormFields, options?: { confirm?: string; force?: boolean }): Promise<Seen>;
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
  type(text: string, options?: { inHostChannel?: boolean; mention?: readonly Persona[] }): Promise<Seen>;
  /** Asks for the schedule form in the host channel, fills it in and sends it. */
  schedule(fields: ScheduleFields, options?: { force?: boolean }): Promise<Seen>;
  /** Types `edit CODE` and opens the form; what is in the way is thrown with its words. */
  edit(code: string): Promise<OpenForm>;
  /** Types `form CODE` and opens the form builder; what is in the way is thrown with its words. */
  questions(code: string): Promise<Builder>;
  /** Makes a series, or with `code` changes one: its title, and its webinars by code. */
  series(fields: { title?: string; webinars?: readonly string[] }, code?: string): Promise<Seen>;
  /** Opens the registration form from a message with a Register button; what it gives sends one step of the form. */
  openForm(from: Seen): Promise<(fields?: RegisterFields, options?: { force?: boolean }) => Promise<Seen>>;
  /** Asks for the registration form from a message with a Register button, and sends it. */
  register(from: Seen, fields?: RegisterFields, options?: { force?: boolean }): Promise<Seen>;
  /** Presses a button and reads what is answered to this person alone. */
  press(on: Seen, label: string): Promise<Seen>;
  /** Presses Approve or Reject: the card as it is then, or what is answered when nothing was decided. */
  decide(card: Seen, label: "Approve" | "Reject"): Promise<Seen>;
  /** The bot's messages to this person, oldest first. */
  chat(): readonly Seen[];
}

export interface Face {
  readonly kind: "slack" | "teams";
  person(
    name: string,
    options?: { zone?: string; locale?: string; installed?: boolean; guest?: boolean; address?: string },
  ): Promise<Persona>;
  /** Everything posted in the host channel, in its present state, oldest first. */
  channel(): readonly Seen[];
}

export type MakeFace = (house: House) => Promise<Face>;

/** A webinar's code, from words in which it is a fact. */
export const codeIn = (seen: Seen): string => {
  const [, code] = /Code: ?([2-9A-HJ-NP-Z]{6})/.exec(seen.words) ?? [];
  if (!code) throw new Error(`no code in: ${seen.words}`);
  return code;
};

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
