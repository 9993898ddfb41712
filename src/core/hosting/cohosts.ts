import { type FindPeople, unfound } from "../access/find-people.ts";
import { hostedAhead, namesOf } from "../access/host-access.ts";
import type { Address, ChatId, OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Way } from "../model/registration.ts";
import { done, type Result, ROUNDS, refuse } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import { tellCohosts } from "./schedule.ts";
import { COHOSTS_MAX } from "./settings.ts";

export interface CohostsInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Person;
  readonly way: Way;
  /** Whether these people are to be cohosts, or no longer. */
  readonly isRemoval: boolean;
  readonly chats: readonly ChatId[];
  readonly addresses: readonly Address[];
  readonly unreadable: readonly string[];
}

export interface Cohosted {
  readonly webinar: Webinar;
  readonly names: readonly string[];
  readonly unknown: readonly string[];
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly findPeople: FindPeople;
  readonly clock: Clock;
}

/**
 * A host names cohosts, or takes them back; new ones are told. Refuses who does not host the webinar, one that is over,
 * people who are not found in the chat products, and more than `COHOSTS_MAX`.
 */
export const makeChangeCohosts =
  (deps: Deps) =>
  async (input: CohostsInput): Promise<Result<Cohosted, Refusal>> => {
    const { webinars, people, findPeople, clock } = deps;
    const { organisation, code, requestId, by, isRemoval } = input;
    for (let round = 0; round < ROUNDS; round += 1) {
      const allowed = await hostedAhead(deps, organisation, code, by);
      if (!allowed.ok) return refuse(allowed.refusal);
      const before = allowed.value;
      const members = await findPeople.members(organisation, input.chats);
      const others = await findPeople.byAddresses(organisation, input.addresses);
      const unknown = [
        ...input.unreadable,
        ...unfound(input.chats, members),
        ...input.addresses.filter((_, i) => others[i] === undefined),
      ];
      const found = [...members, ...others].flatMap((person) => (person ? [person.id] : []));
      if (found.length === 0 && unknown.length > 0) return refuse({ reason: "unknown_people", typed: unknown });
      if (found.length > 0 && !(await webinars.isDone(organisation, requestId))) {
        const cohosts = isRemoval
          ? before.cohosts.filter((id) => !found.includes(id))
          : [...new Set([...before.cohosts, ...found])].filter((id) => id !== before.host);
        if (cohosts.length > COHOSTS_MAX) return refuse({ reason: "too_many_cohosts", max: COHOSTS_MAX });
        const next: Webinar = { ...before, cohosts, version: before.version + 1 };
        const added = cohosts.filter((id) => !before.cohosts.includes(id));
        const answer = await webinars.edit({
          act: { organisation, code, requestId, now: clock.now(), way: input.way },
          before,
          next,
          by: by.id,
          as: "edited",
          deliveries: await tellCohosts(people, next, added, String(next.version)),
        });
        if (answer.kind === "moved") continue;
      }
      const webinar = (await webinars.get(organisation, code)) ?? before;
      return done({ webinar, names: await namesOf(people, organisation, webinar.cohosts), unknown });
    }
    throw new Error("what was read was changed each time");
  };
