import { hostedAhead } from "../../access/host-access.ts";
import { fanOut } from "../../deliveries/fan-outs.ts";
import type { OrganisationId, RequestId, WebinarCode } from "../../model/ids.ts";
import { CHANGED, untilStored } from "../../model/optimistic.ts";
import type { Person } from "../../model/person.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Way } from "../../model/registration.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Inviting } from "../../ports/inviting/inviting.ts";
import type { People } from "../../ports/people.ts";
import type { Registrations } from "../../ports/registrations.ts";
import type { Webinars } from "../../ports/webinars.ts";
import { type Invited, invitedSoFar } from "./invite.ts";

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly clock: Clock;
}

interface AgreeInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Person;
  readonly way: Way;
  /** The invitation that waits for a host's word. */
  readonly id: RequestId;
}

/**
 * A host's second word on inviting the members of a channel that other organisations share: those who were found are
 * invited now. Refuses who does not host the webinar, and where nothing waits for that; twice is once.
 */
export const makeAgree =
  ({ webinars, registrations, people, clock }: Deps) =>
  async ({ organisation, code, requestId, by, way, id }: AgreeInput): Promise<Result<Invited, Refusal>> => {
    const allowed = await hostedAhead({ webinars, people, clock }, organisation, code, by);
    if (!allowed.ok) return allowed;
    let webinar = allowed.value;
    return untilStored(async () => {
      const inviting = await registrations.inviting(organisation, code, id);
      const told = (one: Inviting) => done(invitedSoFar(webinar, { ...one, shared: "agreed" }));
      if (inviting?.shared === "agreed") return told(inviting);
      if (inviting?.shared !== "asked") return refuse({ reason: "invitation_settled" });
      const now = clock.now();
      const answer = await registrations.invite({ organisation, code, requestId, now, way }, webinar, by.id, [], {
        id,
        step: inviting.step,
        set: { shared: "agreed", heardAt: now },
        isAgreed: true,
        deliveries: [fanOut(webinar, { kind: "invite", id }, `${id}:agreed`, inviting.by)],
      });
      if (answer.kind === "done") return told(inviting);
      webinar = (await webinars.get(organisation, code)) ?? webinar;
      return CHANGED;
    });
  };
