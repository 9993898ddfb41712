import { entryOf, type Owner } from "../access/owned-entry.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import type { Address, OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
import { chatFor } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Limiter } from "../ports/limiter.ts";
import type { Outgoing } from "../ports/outgoing.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import { notRegistered } from "./not-registered.ts";

/** A person is told again at most three times an hour. */
const RESENDS = { points: 3, seconds: 3_600 };

export interface ResendInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  /** Anybody may type an address: what is sent goes to its owner alone. */
  readonly of: Owner | { readonly address: Address };
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly outgoing: Outgoing;
  readonly people: People;
  readonly limiter: Limiter;
  readonly clock: Clock;
}

/** Sends somebody their status, ID and link again (P10, P20), to their own chat and address only. */
export const makeResend =
  ({ webinars, registrations, outgoing, people, limiter, clock }: Deps) =>
  async (input: ResendInput): Promise<Result<Webinar, Refusal>> => {
    const { organisation, code } = input;
    const { of } = input;
    const found =
      "id" in of || "key" in of
        ? await entryOf({ webinars, registrations }, organisation, code, of)
        : await registrations.entry(organisation, code, of);
    if (!found) return refuse({ reason: "unknown_webinar", typed: code });
    const { webinar, entry } = found;
    const owner = entry?.registration?.person ?? entry?.invitee?.person;
    if (!entry || !owner) return refuse(notRegistered(webinar, clock.now()));
    if (!(await limiter.hit(`resend:${code}:${entry.key}`, RESENDS.points, RESENDS.seconds)))
      return refuse({ reason: "too_often", minutes: RESENDS.seconds / 60 });
    const person = await people.get(organisation, owner);
    const deliveries: Delivery[] = tellPerson(
      entry.registration
        ? aboutRegistration(webinar, entry.key, entry.registration.version, `again:${input.requestId}`, {
            isAwaited: entry.registration.isLate,
          })
        : {
            organisation,
            host: webinar.host,
            id: `${code}:${entry.key}:again:${input.requestId}`,
            matter: { kind: "invitation", code, key: entry.key },
          },
      { chat: person && chatFor(person), address: entry.registration?.address ?? entry.invitee?.address },
    );
    await outgoing.tell(organisation, clock.now(), deliveries);
    return done(webinar);
  };
