import { entryOf, type Owner } from "../access/owned-entry.ts";
import { freed, type Line } from "../approvals/waitlist.ts";
import { cardOf, overview } from "../deliveries/cards.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import type { OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
import { chatParts } from "../model/ids.ts";
import { chatFor } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration, Way, WebinarEntry } from "../model/registration.ts";
import { done, type Result, ROUNDS, refuse } from "../model/result.ts";
import { mayMoveFrom } from "../model/status.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";

export interface LeaveInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly of: Owner;
  readonly way: Way;
  /** The answer stays in the person's chat: only the mail tells it besides. */
  readonly answerStays: boolean;
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly line: Pick<Line, "next">;
  readonly clock: Clock;
}

/**
 * A registrant cancels (P5): the seat is free in the same atomic step. Refuses who has no registration, one that is
 * cancelled or rejected already, and a webinar that is over.
 */
export const makeLeave =
  ({ webinars, registrations, people, line, clock }: Deps) =>
  async (input: LeaveInput): Promise<Result<WebinarEntry & { registration: Registration }, Refusal>> => {
    const { organisation, code } = input;
    for (let round = 0; round < ROUNDS; round += 1) {
      const found = await entryOf({ webinars, registrations }, organisation, code, input.of);
      if (!found) return refuse({ reason: "unknown_webinar", typed: code });
      const { webinar } = found;
      const { title } = webinar;
      const registration = found.entry?.registration;
      if (!registration) return refuse({ reason: "not_registered", title, code });
      const { key } = registration;
      // The same act again answers as the first did, whatever became of the registration since.
      if (registration.movedBy === input.requestId) return done({ ...found, registration });
      if (registration.status === "cancelled") return refuse({ reason: "already_cancelled", title });
      const from = mayMoveFrom("cancelled", "registrant");
      if (!from.includes(registration.status)) return refuse({ reason: "was_rejected", title });
      const now = clock.now();
      if (webinar.endsAt <= now) return refuse({ reason: "webinar_ended", title });

      const person = await people.get(organisation, registration.person);
      const prefer = registration.via === "page" ? undefined : chatParts(registration.via).face;
      const version = registration.version + 1;
      const answer = await registrations.move({
        act: { organisation, code, requestId: input.requestId, now, way: input.way },
        webinar,
        key,
        fromVersion: registration.version,
        from,
        to: "cancelled",
        by: registration.person,
        decision: false,
        domain: "",
        ...(await freed(line, webinar, registration, now)),
        deliveries: [
          ...tellPerson(aboutRegistration(webinar, key, version, `cancelled:${version}`), {
            chat: input.answerStays ? undefined : person && chatFor(person, prefer),
            address: registration.address,
          }),
          // Who waited in line has no card yet, and needs none now.
          ...cardOf(webinar, registration, now, false),
          ...overview(webinar, now),
        ],
      });
      if (answer.kind === "moved") continue;
      const stored = (await registrations.entry(organisation, code, { key })) ?? found;
      return done({ ...stored, registration: stored.entry?.registration ?? registration });
    }
    throw new Error("the registration was changed each time it was read");
  };
