import { requestCards, tellPerson } from "./delivery.ts";
import type { OrganisationId, PersonId, RegistrationKey, RequestId, WebinarCode } from "./ids.ts";
import { chatParts } from "./ids.ts";
import { chatFor, type People } from "./person.ts";
import type { Refusal } from "./refusal.ts";
import type { Registration } from "./registration.ts";
import { done, type Result, refuse } from "./result.ts";
import { mayMoveFrom } from "./status.ts";
import type { Clock, WebinarEntry, Webinars } from "./store.ts";

export interface LeaveInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  /** Whose registration: found by their address in chat, by the personal link's key elsewhere. */
  readonly of: Parameters<Webinars["entry"]>[2];
  /** In chat, who asks: only the owner may. The personal link is itself the proof. */
  readonly by?: PersonId;
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly clock: Clock;
}

const owned = (
  found: WebinarEntry,
  by: PersonId | undefined,
): { key: RegistrationKey; registration: Registration } | undefined => {
  const registration = found.entry?.registration;
  if (!registration || (by !== undefined && registration.person !== by)) return undefined;
  return { key: registration.key, registration };
};

/**
 * A registrant cancels (P5): the seat is free in the same atomic step. Refuses who has no registration, one that is
 * cancelled or rejected already, and a webinar that is over.
 */
export const makeLeave =
  ({ webinars, people, clock }: Deps) =>
  async (input: LeaveInput): Promise<Result<WebinarEntry & { registration: Registration }, Refusal>> => {
    const { organisation, code } = input;
    for (let asked = false; ; asked = true) {
      const found = await webinars.entry(organisation, code, input.of);
      if (!found) return refuse({ reason: "unknown_webinar", typed: code });
      const { webinar } = found;
      const { title } = webinar;
      const mine = owned(found, input.by);
      if (!mine) return refuse({ reason: "not_registered", title, code });
      const { key, registration } = mine;
      if (registration.status === "cancelled")
        return asked ? done({ ...found, registration }) : refuse({ reason: "already_cancelled", title });
      const from = mayMoveFrom("cancelled", "registrant");
      if (!from.includes(registration.status)) return refuse({ reason: "was_rejected", title });
      const now = clock.now();
      if (webinar.endsAt <= now) return refuse({ reason: "webinar_ended", title });

      const person = await people.get(organisation, registration.person);
      const prefer = registration.via === "page" ? undefined : chatParts(registration.via).face;
      const version = registration.version + 1;
      await webinars.move({
        act: { organisation, code, requestId: input.requestId, now },
        webinar,
        key,
        fromVersion: registration.version,
        from,
        to: "cancelled",
        by: registration.person,
        decision: false,
        deliveries: [
          ...tellPerson(
            {
              organisation,
              host: webinar.host,
              id: `${code}:${key}:cancelled:${version}`,
              matter: { kind: "registration", code, key, version },
            },
            { chat: person && chatFor(person, prefer), address: registration.address },
          ),
          ...requestCards(webinar, key),
        ],
      });
    }
  };
