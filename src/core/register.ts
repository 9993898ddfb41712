import { requestCards, tellPerson } from "./delivery.ts";
import { type Answers, checkAnswers } from "./form.ts";
import type { Address, ChatId, OrganisationId, RequestId, WebinarCode } from "./ids.ts";
import { chatParts, newKey, newRegistrationId } from "./ids.ts";
import { chatFor, type Person } from "./person.ts";
import type { Refusal } from "./refusal.ts";
import type { Registration } from "./registration.ts";
import { done, type Result, ROUNDS, refuse } from "./result.ts";
import type { Clock, WebinarEntry, Webinars } from "./store.ts";
import type { Webinar } from "./webinar.ts";

export interface RegisterInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly person: Person;
  /** A member's is their profile's; a guest's was confirmed by a mail. */
  readonly address: Address | undefined;
  readonly firstName: string;
  readonly lastName: string;
  readonly answers: Answers;
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
  readonly webinars: Webinars;
  readonly clock: Clock;
}

/** Why nobody can register for this webinar now; undefined when they can, as far as seats allow. */
export const registrationClosed = (webinar: Webinar, now: number): Refusal | undefined => {
  const { title } = webinar;
  if (webinar.state === "cancelled") return { reason: "webinar_cancelled", title };
  if (webinar.endsAt <= now) return { reason: "webinar_ended", title };
  if (!webinar.registrationRequired) return { reason: "registration_not_required", title };
  return undefined;
};

const problemsOf = (webinar: Webinar, input: RegisterInput): RegisterProblem[] =>
  checkAnswers(webinar.form, input).problems.map(({ field, ...found }): RegisterProblem => {
    const isName = field === "firstName" || field === "lastName";
    if (found.problem === "too_long")
      return {
        field,
        refusal: { reason: "too_long", field: isName ? "name" : "answer", max: found.max, length: found.length },
      };
    if (isName) return { field, refusal: { reason: "name_missing", which: field === "firstName" ? "first" : "last" } };
    const question = webinar.form.questions.find(({ id }) => id === field)?.label ?? field;
    return { field, refusal: { reason: "answer_missing", question } };
  });

/**
 * Somebody registers: one registration per (webinar, address), a seat in the same atomic step (P9), and the host's card
 * and the person's messages stored with it. The same address again answers with the registration there is (P10).
 * Refuses an unknown, cancelled, ended or full webinar, one without registration, and a form that is not complete (S3).
 */
export const makeRegister =
  ({ webinars, clock }: Deps) =>
  async (input: RegisterInput): Promise<Result<Registered, readonly RegisterProblem[]>> => {
    const { organisation, code, address } = input;
    const refuseWhole = (refusal: Refusal) => refuse([{ field: "none", refusal }]);
    if (!address) return refuseWhole({ reason: "address_missing", page: "" });
    for (let round = 0; round < ROUNDS; round += 1) {
      const now = clock.now();
      const found = await webinars.entry(organisation, code, { address });
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
      const problems = problemsOf(webinar, input);
      if (problems.length > 0) return refuse(problems);

      const key = entry?.key ?? newKey();
      const { clean } = checkAnswers(webinar.form, input);
      const status = "pending";
      const round = (before?.round ?? 0) + 1;
      const prefer = input.via === "page" ? undefined : chatParts(input.via).face;
      const answer = await webinars.register({
        act: { organisation, code, requestId: input.requestId, now },
        webinar,
        fromVersion: before?.version ?? 0,
        key,
        status,
        round,
        address,
        ...clean,
        formVersion: webinar.form.version,
        person: input.person.id,
        via: input.via,
        ...(webinar.registrationIds ? { registrationId: newRegistrationId() } : {}),
        deliveries: [
          ...tellPerson(
            {
              organisation,
              host: webinar.host,
              id: `${code}:${key}:${status}:%v`,
              matter: { kind: "registration", code, key, version: (before?.version ?? 0) + 1 },
            },
            { chat: input.answerStays ? undefined : chatFor(input.person, prefer), address },
          ),
          // The card of the request before loses its place, and its buttons, to the new one.
          ...(before ? requestCards(webinar, key, before.round) : []),
          ...requestCards(webinar, key, round),
        ],
      });
      if (answer.kind === "full")
        return refuseWhole({ reason: "webinar_full", title: webinar.title, cap: webinar.cap });
      if (answer.kind === "moved") continue;
      // What was stored is what is answered: read back, whether this call stored it or the one that it repeats.
      const stored = await webinars.entry(organisation, code, { address });
      const registration = stored?.entry?.registration;
      if (stored && registration) return done({ ...stored, registration, again: false });
    }
    throw new Error("what was read was changed each time");
  };
