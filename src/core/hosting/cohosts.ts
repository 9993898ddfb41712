import { type FindPeople, unfound } from "../access/find-people.ts";
import { hostedAhead } from "../access/host-access.ts";
import { namesOf } from "../access/names.ts";
import type { Address, ChatId, OrganisationId, PersonId, RequestId, WebinarCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import { fullName, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Way } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import { COHOSTS_MAX } from "./settings.ts";
import { tellHosts } from "./tell-hosts.ts";

export interface CohostsInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Person;
  readonly way: Way;
  /** Whether these people stop being cohosts. */
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

/** The cohosts after a host's change; the host is never one. Refuses who is no full member, and too many. */
const cohostsOf = (
  { cohosts, host }: Webinar,
  named: readonly Person[],
  isRemoval: boolean,
): Result<PersonId[], Refusal> => {
  const ids = named.map(({ id }) => id);
  if (isRemoval) return done(cohosts.filter((id) => !ids.includes(id)));
  const outsiders = named.filter(({ fullMember }) => !fullMember);
  if (outsiders.length > 0) return refuse({ reason: "cohosts_not_members", names: outsiders.map(fullName) });
  const all = [...new Set([...cohosts, ...ids])].filter((id) => id !== host);
  return all.length > COHOSTS_MAX ? refuse({ reason: "too_many_cohosts", max: COHOSTS_MAX }) : done(all);
};

/**
 * Adds or removes cohosts for a host, and tells the new ones. Refuses who does not host the webinar, one that is over,
 * people who are not found in the chat products or are no full members, and more than `COHOSTS_MAX`.
 */
export const makeChangeCohosts = (deps: Deps) => {
  const { webinars, people, findPeople, clock } = deps;

  /** Finds the people who were named; `unknown` are the words that name nobody. */
  const namedIn = async ({ organisation, chats, addresses, unreadable }: CohostsInput) => {
    const members = await findPeople.members(organisation, chats);
    const others = await findPeople.byAddresses(organisation, addresses);
    const lost = addresses.filter((_, i) => others[i] === undefined);
    return {
      found: [...members, ...others].filter((person) => person !== undefined),
      unknown: [...unreadable, ...unfound(chats, members), ...lost],
    };
  };

  /** Stores the cohosts of a webinar, and tells those who are new. */
  const store = async (input: CohostsInput, before: Webinar, cohosts: readonly PersonId[]) => {
    const { organisation, code, requestId, by, way } = input;
    const next: Webinar = { ...before, cohosts, version: before.version + 1 };
    return webinars.edit({
      act: { organisation, code, requestId, now: clock.now(), way },
      before,
      next,
      by: by.id,
      as: "edited",
      deliveries: await tellHosts(people, before, next),
    });
  };

  return (input: CohostsInput): Promise<Result<Cohosted, Refusal>> =>
    untilStored(async () => {
      const { organisation, code, requestId, by, isRemoval } = input;
      const allowed = await hostedAhead(deps, organisation, code, by);
      if (!allowed.ok) return allowed;
      const before = allowed.value;
      const { found, unknown } = await namedIn(input);
      if (found.length === 0 && unknown.length > 0) return refuse({ reason: "unknown_people", typed: unknown });
      if (found.length > 0 && !(await webinars.isDone(organisation, requestId))) {
        const cohosts = cohostsOf(before, found, isRemoval);
        if (!cohosts.ok) return cohosts;
        const answer = await store(input, before, cohosts.value);
        if (answer.kind === "moved") return CHANGED;
      }
      const webinar = (await webinars.get(organisation, code)) ?? before;
      return done({ webinar, names: await namesOf(people, organisation, webinar.cohosts), unknown });
    });
};
