import type { House } from "../setup/house.ts";

/** Something Usher shows: its words as a person reads them, and its buttons. */
export interface Seen {
  readonly words: string;
  readonly labels: readonly string[];
}

export interface ScheduleFields {
  readonly title: string;
  /** From now; the form takes whole minutes. */
  readonly inMinutes: number;
  readonly durationMinutes?: string;
  readonly link?: string;
  readonly cap?: string;
  readonly kind?: "webinar" | "meeting";
  readonly registrationIds?: boolean;
}

interface Names {
  readonly firstName?: string;
  readonly lastName?: string;
}

/** A person with a client of one chat product, as a test drives them. What a real client would not send needs `force`. */
export interface Persona {
  readonly name: string;
  readonly address: string;
  /** Types a command to the bot and reads what it answers this person alone; `{code}`-like words are the caller's. */
  type(text: string, options?: { inHostChannel?: boolean; mention?: readonly Persona[] }): Promise<Seen>;
  /** Asks for the schedule form in the host channel, fills it in and sends it. */
  schedule(fields: ScheduleFields, options?: { force?: boolean }): Promise<Seen>;
  /** Opens the registration form from a message with a Register button; what it gives sends the form. */
  openForm(from: Seen): Promise<(names?: Names, options?: { force?: boolean }) => Promise<Seen>>;
  /** Asks for the registration form from a message with a Register button, and sends it. */
  register(from: Seen, names?: Names, options?: { force?: boolean }): Promise<Seen>;
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
