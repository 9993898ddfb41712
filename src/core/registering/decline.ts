import { entryOf, type Owner } from "../access/owned-entry.ts";
import { messageEdits } from "../deliveries/messages.ts";
import type { OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Refusal } from "../model/refusal.ts";
import type { EntryFound, Registration, Way } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { isOver } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import { notRegistered } from "./not-registered.ts";

interface DeclineInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly of: Owner;
  readonly way: Way;
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly clock: Clock;
}

/** What became of it: declined, or, for somebody who has registered, whatever became of that, nothing. */
export type Declined = EntryFound & { readonly registration?: Registration };

/**
 * Declines an invitation (P29): its person is told of nothing more, and hosts see it. Registering later takes it back.
 * Declining again changes nothing. Refuses an unknown webinar, one that is over, and who was not invited.
 */
export const makeDecline =
  ({ webinars, registrations, people, clock }: Deps) =>
  (input: DeclineInput): Promise<Result<Declined, Refusal>> =>
    untilStored(async () => {
      const { organisation, code, requestId, of, way } = input;
      const found = await entryOf({ webinars, registrations }, organisation, code, of);
      if (!found) return refuse({ reason: "unknown_webinar", typed: code });
      const { webinar, entry } = found;
      const now = clock.now();
      const over = isOver(webinar, now);
      if (over) return refuse(over);
      const registration = entry?.registration;
      if (entry && registration) return done({ ...found, entry, registration });
      const invitee = entry?.invitee;
      if (!invitee) return refuse(notRegistered(webinar, now));
      const person = await people.get(organisation, invitee.person);
      const act = { organisation, code, requestId, now, way };
      // What told an invitee of another time offers the same as the invitation.
      const kinds = ["invitation", "registration"] as const;
      const edits = messageEdits(webinar, entry.key, person, kinds, { name: `declined:${now}` });
      const answer = await registrations.decline(act, webinar, entry.key, invitee.person, edits);
      if (answer.kind === "moved") return CHANGED;
      return done({ ...found, entry: { ...entry, invitee: { ...invitee, declinedAt: answer.at } } });
    });
