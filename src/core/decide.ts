import { answersIn } from "./ask.ts";
import { aboutRegistration, requestCards, tellPerson } from "./delivery.ts";
import type { Answered } from "./form.ts";
import type { OrganisationId, PersonId, RegistrationKey, RequestId, WebinarCode } from "./ids.ts";
import { chatParts } from "./ids.ts";
import { freed, type Line } from "./line.ts";
import { chatFor, fullName, type People, type Person } from "./person.ts";
import type { Refusal } from "./refusal.ts";
import type { Registration } from "./registration.ts";
import { done, type Result, ROUNDS, refuse } from "./result.ts";
import { holdsSeat, mayMoveFrom, type Status } from "./status.ts";
import type { Clock, Webinars } from "./store.ts";
import { mayDecide, type Webinar } from "./webinar.ts";

type Decision = "approve" | "reject";

const OUTCOME = { approve: "approved", reject: "rejected" } as const;

export interface DecideInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly key: RegistrationKey;
  /** The version that the card showed. */
  readonly version: number;
  readonly decision: Decision;
  readonly by: Person;
  readonly requestId: RequestId;
}

export interface Decided {
  readonly webinar: Webinar;
  readonly registration: Registration;
  readonly answers: readonly Answered[];
  readonly decidedByName: string;
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly line: Pick<Line, "next">;
  readonly clock: Clock;
}

const nameOf = async (people: People, webinar: Webinar, id: PersonId | undefined): Promise<string> => {
  const person = id && (await people.get(webinar.organisation, id));
  return person ? fullName(person) : "";
};

const outdated = async (people: People, webinar: Webinar, registration: Registration): Promise<Refusal> => {
  const { title } = webinar;
  const { status, decidedAt } = registration;
  if (decidedAt === undefined || (status !== "approved" && status !== "rejected"))
    return { reason: "request_changed", title };
  return {
    reason: "already_decided",
    status,
    byName: await nameOf(people, webinar, registration.decidedBy),
    at: decidedAt,
    title,
  };
};

/**
 * A host's Approve or Reject, made on a card that showed `version`. Refuses whoever does not host the webinar (P19), a
 * registration that is not this webinar's, and a card that is no longer true, with who decided what. The same press
 * again, by request id or by the same host from the same version, answers as the first did.
 */
export const makeDecide =
  ({ webinars, people, line, clock }: Deps) =>
  async (input: DecideInput): Promise<Result<Decided, Refusal>> => {
    const { organisation, code, key, by } = input;
    const to = OUTCOME[input.decision];
    for (let round = 0; round < ROUNDS; round += 1) {
      const found = await webinars.entry(organisation, code, { key });
      if (!found) return refuse({ reason: "unknown_webinar", typed: code });
      const { webinar, entry } = found;
      if (!mayDecide(webinar, by.id))
        return refuse({
          reason: "not_the_host",
          hostName: await nameOf(people, webinar, webinar.host),
          title: webinar.title,
        });
      const registration = entry?.registration;
      if (!registration) return refuse({ reason: "unknown_registration" });
      if (registration.version !== input.version) {
        const same = registration.status === to && registration.decidedBy === by.id;
        if (same && registration.version === input.version + 1)
          return done({ webinar, registration, answers: answersIn(webinar, entry), decidedByName: fullName(by) });
        return refuse(await outdated(people, webinar, registration));
      }
      // Reversing a decision is an act of its own: this one decides what is still open.
      const from: Status[] = mayMoveFrom(to, "host").filter((status) => status === "pending");
      if (!from.includes(registration.status)) return refuse(await outdated(people, webinar, registration));
      const now = clock.now();
      if (webinar.state === "cancelled") return refuse({ reason: "webinar_cancelled", title: webinar.title });
      if (webinar.endsAt <= now) return refuse({ reason: "webinar_ended", title: webinar.title });

      const person = await people.get(organisation, registration.person);
      const prefer = registration.via === "page" ? undefined : chatParts(registration.via).face;
      const version = registration.version + 1;
      await webinars.move({
        act: { organisation, code, requestId: input.requestId, now },
        webinar,
        key,
        fromVersion: registration.version,
        from,
        to,
        by: by.id,
        decision: true,
        ...(holdsSeat(to) ? {} : await freed(line, webinar, registration, now)),
        deliveries: [
          ...tellPerson(aboutRegistration(webinar, key, version, `${to}:${version}`), {
            chat: person && chatFor(person, prefer),
            address: registration.address,
          }),
          ...requestCards(webinar, key, registration.round),
        ],
      });
      // Read back: either it is decided now, by this press, or somebody was faster and the next round says who.
    }
    throw new Error("what was read was changed each time");
  };
