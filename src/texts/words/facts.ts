import { showRegistrationId } from "../../core/model/ids.ts";
import type { Reader } from "../../core/model/person.ts";
import type { Mine, Registration } from "../../core/model/registration.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Fact, Item } from "../fact.ts";
import { type Say, sayIn } from "../say.ts";
import { showInstant, showSpan } from "../when.ts";

/** A reader, and the catalogue in their language. */
export interface TextContext extends Reader {
  readonly say: Say;
}

export const contextFor = (reader: Reader): TextContext => ({ ...reader, say: sayIn(reader.locale) });

/** The reader's own zone; the webinar's when theirs is not known. */
export const zoneFor = ({ zone }: Reader, webinar: Webinar): string => zone ?? webinar.zone;

export const showInstantOf = (webinar: Webinar, at: number, reader: Reader): string =>
  showInstant(at, zoneFor(reader, webinar), reader.locale);

export const showSpanOf = (webinar: Webinar, from: number, to: number, reader: Reader): string =>
  showSpan(from, to, zoneFor(reader, webinar), reader.locale);

export const codeFact = ({ code }: { code: string }, { say }: TextContext): Fact => ({
  label: say("fact_code"),
  value: code,
});

export const whenFact = (webinar: Webinar, context: TextContext): Fact => ({
  label: context.say("fact_when"),
  value: showSpanOf(webinar, webinar.startsAt, webinar.endsAt, context),
});

export const webinarItem = (webinar: Webinar, context: TextContext, more: readonly Fact[] = []): Item => ({
  title: webinar.title,
  facts: [codeFact(webinar, context), whenFact(webinar, context), ...more],
});

export const seatsFact = ({ seatsHeld, cap }: Webinar, { say }: TextContext): Fact => ({
  label: say("fact_seats"),
  value: say("seats_of", { held: seatsHeld, cap }),
});

export const passwordFact = ({ password }: Webinar, { say }: TextContext): Fact => ({
  label: say("fact_password"),
  value: password,
});

export const countFact = (label: string, count: number, { say }: TextContext): Fact => ({
  label,
  value: say("count", { count }),
});

export const statusFact = (registration: Registration | undefined, { say }: TextContext): Fact => ({
  label: say("fact_status"),
  value: say(`status_${registration?.status ?? "none"}`),
});

/** The registration ID: for invitees, as the invitation had it, and for the approved. It admits nobody else. */
export const registrationIdFacts = (
  { webinar, registrationId, registration }: Mine,
  { say }: TextContext,
): readonly Fact[] =>
  registrationId && webinar.state === "scheduled" && (!registration || registration.status === "approved")
    ? [{ label: say("fact_id"), value: showRegistrationId(registrationId) }]
    : [];

/** The place on the waiting list, and until when a seat is offered. */
export const waitlistFacts = ({ webinar, registration, position }: Mine, context: TextContext): readonly Fact[] => {
  const { say } = context;
  const facts: Fact[] = [];
  if (position) facts.push({ label: say("fact_position"), value: String(position) });
  if (registration?.status === "offered" && registration.offerEndsAt !== undefined)
    facts.push({ label: say("fact_offer_ends"), value: showInstantOf(webinar, registration.offerEndsAt, context) });
  return facts;
};

/** Where somebody stands with a webinar: what became of the webinar comes before what became of a registration. */
export const standingFacts = (mine: Mine, context: TextContext): readonly Fact[] => {
  const { say } = context;
  const { webinar, registration } = mine;
  if (webinar.state === "cancelled") return [{ label: say("fact_status"), value: say("status_called_off") }];
  if (!webinar.registrationRequired) return [{ label: say("fact_status"), value: say("status_open") }];
  return [statusFact(registration, context), ...waitlistFacts(mine, context), ...registrationIdFacts(mine, context)];
};

/** That the webinar has more seats than the plan covers; none when it has not. */
export const planLines = (
  { cap, registrationRequired }: Webinar,
  plan: number,
  { say }: TextContext,
): readonly string[] => (registrationRequired && cap > plan ? [say("plan_line", { cap, plan })] : []);

export const descriptionLines = ({ description }: Webinar): readonly string[] =>
  description === "" ? [] : [description];
