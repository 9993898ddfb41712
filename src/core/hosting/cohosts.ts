import { ASK_WITHIN_MS, type FindPeople, nameOf, sorted } from "../access/find-people.ts";
import { hostedAhead } from "../access/host-access.ts";
import { namesOf } from "../access/names.ts";
import { overviewsAfter } from "../deliveries/cards.ts";
import type { OrganisationId, PersonId, RequestId, WebinarCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import { chatFor, fullName, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Way } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { type HostChannel, isSameChannel, ownChannel, type Webinar, withoutHostsAsSpeakers } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { NamedPerson, People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import { COHOSTS_MAX } from "./settings.ts";
import { tellHosts } from "./tell-hosts.ts";

/** So many can be named at once; fewer can be cohosts. */
const NAMED_MAX = 100;

export interface CohostsInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Person;
  readonly way: Way;
  /** Whether these people stop being cohosts. */
  readonly isRemoval: boolean;
  readonly people: readonly NamedPerson[];
  readonly unreadable: readonly string[];
  /** Who stops being one by the same act: a form shows who is, and they were taken out of it. */
  readonly without?: readonly PersonId[];
}

export interface Cohosted {
  readonly webinar: Webinar;
  readonly names: readonly string[];
  readonly unknown: readonly string[];
  /** They were to be none any more. */
  readonly isRemoval?: true;
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
  { isRemoval, without = [] }: Pick<CohostsInput, "isRemoval" | "without">,
): Result<PersonId[], Refusal> => {
  const ids = named.map(({ id }) => id);
  if (isRemoval) return done(cohosts.filter((id) => !ids.includes(id)));
  const outsiders = named.filter(({ fullMember }) => !fullMember);
  if (outsiders.length > 0) return refuse({ reason: "cohosts_not_members", names: outsiders.map(fullName) });
  const all = [...new Set([...cohosts.filter((id) => !without.includes(id)), ...ids])].filter((id) => id !== host);
  return all.length > COHOSTS_MAX ? refuse({ reason: "too_many_cohosts", max: COHOSTS_MAX }) : done(all);
};

/**
 * A changed webinar without the chats of those who are no longer its cohosts: nothing more is posted or edited there,
 * since cards name registrants. Where no host channel is left, requests come to the host's own chat.
 */
export const withoutChatsOfFormer = async (people: People, before: Webinar, next: Webinar): Promise<Webinar> => {
  const former = before.cohosts.filter((id) => !next.cohosts.includes(id));
  if (former.length === 0) return next;
  const [host, ...left] = await people.getMany(next.organisation, [next.host, ...former]);
  const theirs = left.flatMap((person) => (person?.chats ?? []).map(ownChannel));
  const stays = (channel: HostChannel) => !theirs.some((one) => isSameChannel(one, channel));
  const hostChannels = next.hostChannels.filter(stays);
  const hostChat = host && chatFor(host, next.hostChannels[0]?.face);
  const own = hostChannels.length === 0 && hostChat ? [ownChannel(hostChat)] : [];
  return { ...next, hostChannels: [...hostChannels, ...own], formerChannels: next.formerChannels.filter(stays) };
};

/**
 * Adds or removes cohosts for a host, and tells the new ones. Refuses who does not host the webinar, one that is over,
 * people who are not found in the chat products or are no full members, and more than `COHOSTS_MAX`.
 */
export const makeChangeCohosts = (deps: Deps) => {
  const { webinars, people, findPeople, clock } = deps;

  /**
   * Finds the people who were named; `unknown` are the words that name nobody. Refuses where a chat product cannot be
   * asked: who is a cohost is decided at once, or not at all.
   */
  const namedIn = async ({ organisation, people: named, unreadable }: CohostsInput) => {
    if (named.length + unreadable.length > NAMED_MAX)
      return refuse({ reason: "too_many_cohosts", max: COHOSTS_MAX } satisfies Refusal);
    const {
      people: found,
      guests,
      lost,
      unknown,
    } = sorted(named, await findPeople(organisation, named, ASK_WITHIN_MS));
    if (unknown.length > 0) return refuse({ reason: "people_not_asked", names: unknown.map(nameOf) } satisfies Refusal);
    return done({ found, unknown: [...unreadable, ...lost, ...guests.map((guest) => nameOf(guest.named))] });
  };

  /** Stores the cohosts of a webinar, and tells those who are new. */
  const store = async (input: CohostsInput, before: Webinar, cohosts: readonly PersonId[]) => {
    const { organisation, code, requestId, by, way } = input;
    const next = await withoutChatsOfFormer(
      people,
      before,
      withoutHostsAsSpeakers({ ...before, cohosts, version: before.version + 1 }),
    );
    const isElsewhere = next.hostChannels.some(
      (one) => !before.hostChannels.some((other) => isSameChannel(one, other)),
    );
    const now = clock.now();
    return webinars.edit({
      act: { organisation, code, requestId, now, way },
      before,
      next,
      by: by.id,
      as: "edited",
      deliveries: [
        ...(isElsewhere ? overviewsAfter(before, next, now) : []),
        ...(await tellHosts(people, before, next)),
      ],
    });
  };

  return async (input: CohostsInput): Promise<Result<Cohosted, Refusal>> => {
    const { organisation, code, requestId, by, isRemoval, without = [] } = input;
    const asked = await hostedAhead(deps, organisation, code, by);
    if (!asked.ok) return asked;
    const named = await namedIn(input);
    if (!named.ok) return named;
    const { found, unknown } = named.value;
    if (found.length === 0 && unknown.length > 0) return refuse({ reason: "unknown_people", typed: unknown });
    return untilStored(async () => {
      const allowed = await hostedAhead(deps, organisation, code, by);
      if (!allowed.ok) return allowed;
      const before = allowed.value;
      if (found.length + without.length > 0 && !(await webinars.isDone(organisation, requestId))) {
        const cohosts = cohostsOf(before, found, input);
        if (!cohosts.ok) return cohosts;
        const answer = await store(input, before, cohosts.value);
        if (answer.kind === "moved") return CHANGED;
      }
      const webinar = (await webinars.get(organisation, code)) ?? before;
      const names = await namesOf(people, organisation, webinar.cohosts);
      return done({ webinar, names, unknown, ...(isRemoval || without.length > 0 ? { isRemoval: true } : {}) });
    });
  };
};
