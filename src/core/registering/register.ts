import { cardOf, digestCards, newCards, overview } from "../deliveries/cards.ts";
import { waitlistEnds } from "../deliveries/seat-offers.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import { watches } from "../deliveries/watches.ts";
import { defined } from "../model/defined.ts";
import { checkAnswers, type FormProblem, type Given } from "../model/form.ts";
import type { Address, ChatId, OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
import { chatParts, newKey, newRegistrationId } from "../model/ids.ts";
import { chatFor, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { type Registration, type WebinarEntry, wayOf } from "../model/registration.ts";
import { done, type Result, ROUNDS, refuse } from "../model/result.ts";
import { isLate, verdictOf } from "../model/verdict.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Limiter } from "../ports/limiter.ts";
import type { Lists } from "../ports/lists.ts";
import type { Outgoing } from "../ports/outgoing.ts";
import type { Registrations } from "../ports/registrations.ts";

export interface RegisterInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly person: Person;
  /** A member's is their profile's; a guest's was confirmed by a mail. */
  readonly address: Address | undefined;
  readonly firstName: string;
  readonly lastName: string;
  readonly given: Given;
  readonly via: ChatId | "page";
  /** The answer stays in the person's chat: only the mail tells it besides. */
  readonly answerStays: boolean;
}

export interface Registered extends WebinarEntry {
  readonly registration: Registration;
  /** There was a registration already (P10): nothing changed and nobody was told. */
  readonly again: boolean;
}

export type RegisterProblem = { field: string; refusal: Refusal };

interface Deps {
  readonly registrations: Registrations;
  readonly outgoing: Outgoing;
  readonly lists: Lists;
  readonly limiter: Limiter;
  readonly clock: Clock;
}

/** Why nobody can register for this webinar now; undefined when they can, as far as seats allow. */
export const registrationClosed = (webinar: Webinar, now: number): Refusal | undefined => {
  const { title } = webinar;
  if (webinar.state === "cancelled") return { reason: "webinar_cancelled", title };
  if (webinar.endsAt <= now) return { reason: "webinar_ended", title };
  if (!webinar.registrationRequired) return { reason: "registration_not_required", title };
  // P8: outside the window nobody registers.
  if (webinar.opensAt !== undefined && now < webinar.opensAt)
    return { reason: "registration_not_yet", title, opensAt: webinar.opensAt };
  if (webinar.closesAt !== undefined && now >= webinar.closesAt)
    return { reason: "registration_closed", title, closedAt: webinar.closesAt };
  return undefined;
};

/** Whether a newcomer gets no seat: all are held, or somebody waits for the next. */
export const isFull = ({ seatsHeld, cap, counts }: Webinar): boolean => seatsHeld >= cap || counts.waitlisted > 0;

/** That all seats are taken, with what the host has to say to it. */
export const fullRefusal = ({ title, cap, fullText }: Webinar): Refusal => ({
  reason: "webinar_full",
  title,
  cap,
  note: fullText,
});

/** What is wrong with a field, as its refusal. */
export const problemOf = ({ field, ...found }: FormProblem): RegisterProblem => {
  const isName = field === "firstName" || field === "lastName";
  switch (found.problem) {
    case "too_long":
      return {
        field,
        refusal: { reason: "too_long", field: isName ? "name" : "answer", max: found.max, length: found.length },
      };
    case "not_an_option":
      return { field, refusal: { reason: "not_an_option" } };
    case "missing":
      if (!isName) return { field, refusal: { reason: "answer_missing" } };
      return { field, refusal: { reason: "name_missing", which: field === "firstName" ? "first" : "last" } };
  }
};

const DAY_S = 24 * 3_600;

/** Tells somebody who found it full what the host has to say, once per address and day (S26). */
export const makeTellFull =
  ({ outgoing, limiter, clock }: Pick<Deps, "outgoing" | "limiter" | "clock">) =>
  async (webinar: Webinar, address: Address | undefined, chat: ChatId | undefined): Promise<void> => {
    const { organisation, code, host, fullText } = webinar;
    if (fullText === "" || !address) return;
    const now = clock.now();
    // Ids are logged: no hash of an address may stand in one.
    if (!(await limiter.hit(`full:${code}:${address}`, 1, DAY_S))) return;
    const id = `${code}:full:${newKey()}`;
    const matter = { kind: "full", code } as const;
    await outgoing.tell(organisation, now, tellPerson({ organisation, host, id, matter }, { chat, address }));
  };

/**
 * Somebody registers: one registration per (webinar, address), a seat in the same atomic step (P9), and the host's card
 * and the person's messages stored with it. The same address again answers with the registration there is (P10).
 * Refuses an unknown, cancelled, ended or full webinar, one without registration, and a form that is not complete (S3).
 */
export const makeRegister = ({ registrations, outgoing, lists, limiter, clock }: Deps) => {
  const tellFull = makeTellFull({ outgoing, limiter, clock });
  return async (input: RegisterInput): Promise<Result<Registered, readonly RegisterProblem[]>> => {
    const { organisation, code, address } = input;
    const refuseWhole = (refusal: Refusal) => refuse([{ field: "none", refusal }]);
    if (!address) return refuseWhole({ reason: "address_missing", page: "" });
    for (let round = 0; round < ROUNDS; round += 1) {
      const now = clock.now();
      const found = await registrations.entry(organisation, code, { address });
      if (!found) return refuseWhole({ reason: "unknown_webinar", typed: code });
      const { webinar, entry } = found;
      const before = entry?.registration;
      // An address that went from one person to another takes no registration, and no ID, along.
      if (before && before.person !== input.person.id)
        return refuseWhole({ reason: "address_in_use", title: webinar.title });
      if (before && before.status !== "cancelled")
        return done({ ...found, registration: before, again: before.requestId !== input.requestId });
      const closed = registrationClosed(webinar, now);
      if (closed) return refuseWhole(closed);
      const { clean, problems } = checkAnswers(webinar.form, input);
      if (problems.length > 0) return refuse(problems.map(problemOf));

      const late = webinar.policy !== "automatic" && isLate(webinar, now);
      const key = entry?.key ?? newKey();
      const listed = await lists.verdict(address);
      const verdict = verdictOf(webinar, listed, { address, ...clean });
      const waits = verdict.status !== "rejected" && webinar.waitlist && isFull(webinar);
      const status = waits ? "waitlisted" : verdict.status;
      const round = (before?.round ?? 0) + 1;
      const prefer = input.via === "page" ? undefined : chatParts(input.via).face;
      const answer = await registrations.register({
        act: { organisation, code, requestId: input.requestId, now, way: wayOf(input.via) },
        webinar,
        fromVersion: before?.version ?? 0,
        key,
        status,
        ...defined({ how: verdict.how && !waits ? verdict.how : undefined }),
        isLate: late,
        round,
        address,
        ...clean,
        form: webinar.form.id,
        person: input.person.id,
        via: input.via,
        ...defined({ registrationId: webinar.registrationIds ? newRegistrationId() : undefined }),
        deliveries: [
          ...tellPerson(
            aboutRegistration(webinar, key, (before?.version ?? 0) + 1, `${status}:%v`, { isAwaited: late }),
            {
              chat: input.answerStays ? undefined : chatFor(input.person, prefer),
              address,
            },
          ),
          ...(status === "waitlisted" || status === "pending" ? [waitlistEnds(webinar)] : []),
          ...overview(webinar, now),
          // The card of the request before loses its place, and its buttons, to the new one.
          ...(before ? cardOf(webinar, before, now, false) : []),
          ...(status === "pending" ? watches(webinar, now, now) : []),
        ],
        ...defined({
          cards:
            status === "waitlisted"
              ? undefined
              : { own: newCards(webinar, key, round), crowd: digestCards(webinar, now, "%n") },
        }),
      });
      if (answer.kind === "full") {
        // Read before the last seat went: the next round waits in line.
        if (webinar.waitlist && status !== "waitlisted") continue;
        await tellFull(webinar, address, chatFor(input.person, prefer));
        return refuseWhole(fullRefusal(webinar));
      }
      if (answer.kind === "moved") continue;
      // What was stored is what is answered: read back, whether this call stored it or the one that it repeats.
      const stored = await registrations.entry(organisation, code, { address });
      const registration = stored?.entry?.registration;
      if (stored && registration) return done({ ...stored, registration, again: false });
    }
    throw new Error("what was read was changed each time");
  };
};
