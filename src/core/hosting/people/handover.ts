import type { AskAccountState } from "../../access/account-state.ts";
import { ASK_WITHIN_MS, type FindPeople, nameOf, sorted } from "../../access/find-people.ts";
import { hostedAhead } from "../../access/host-access.ts";
import { personName } from "../../access/names.ts";
import { webinarCardsAfter } from "../../deliveries/cards.ts";
import type { Delivery } from "../../deliveries/delivery.ts";
import { OPERATOR } from "../../model/audit.ts";
import type { OrganisationId, PersonId, RequestId, WebinarCode } from "../../model/ids.ts";
import { CHANGED, untilStored } from "../../model/optimistic.ts";
import { chatFor, fullName, type Person } from "../../model/person.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Way } from "../../model/registration.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import {
  type HostChannel,
  isOver,
  isSameChannel,
  mayHost,
  ownChannel,
  type Site,
  type Webinar,
  withoutHostsAsSpeakers,
} from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Actor, NamedPerson, People } from "../../ports/people.ts";
import type { Webinars } from "../../ports/webinars.ts";
import { COHOSTS_MAX } from "../settings.ts";
import { tellHosts } from "../tell-hosts.ts";
import { ownerOfChat } from "./own-chats.ts";

interface HandoverInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Actor;
  readonly way: Way;
}

/** A webinar in other hands. */
export interface HandedOver {
  readonly webinar: Webinar;
  readonly hostName: string;
  readonly formerName: string;
  /** The former host is a cohost now; one whose account is deactivated is not. */
  readonly formerStays: boolean;
}

/** Who hosts it from now on, and what becomes of who did. */
interface Change {
  readonly to: Person;
  readonly formerStays: boolean;
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly findPeople: FindPeople;
  readonly accountState: AskAccountState;
  readonly site: Site;
  readonly clock: Clock;
}

/** Who may host anything may host this. */
const hostRefusal = (site: Site, person: Person): Refusal | undefined =>
  mayHost(site, person) && person.fullMember && person.chats.length > 0
    ? undefined
    : { reason: "may_not_host", name: fullName(person) };

/** The host channels once the former host's own chat is the new one's; cards in it are only edited, or no more. */
const channelsAfter = (before: Webinar, owned: readonly HostChannel[], { to, formerStays }: Change) => {
  const isOwn = (channel: HostChannel) => owned.some((one) => isSameChannel(one, channel));
  const own = before.hostChannels.find(isOwn);
  const chat = own && chatFor(to, own.face);
  const rest = before.hostChannels.filter((channel) => !isOwn(channel));
  const isThere = chat !== undefined && rest.some((one) => isSameChannel(one, ownChannel(chat)));
  return {
    hostChannels: chat && !isThere ? [...rest, ownChannel(chat)] : rest,
    formerChannels: [
      ...before.formerChannels.filter((channel) => formerStays || !isOwn(channel)),
      ...(own && formerStays ? [own] : []),
    ],
  };
};

/** `owned`: the former host's own chats among its channels. */
const becomes = (before: Webinar, owned: readonly HostChannel[], change: Change): Webinar => {
  const { to, formerStays } = change;
  const others = before.cohosts.filter((id) => id !== to.id);
  return withoutHostsAsSpeakers({
    ...before,
    ...channelsAfter(before, owned, change),
    host: to.id,
    cohosts: formerStays ? [before.host, ...others] : others,
    version: before.version + 1,
  });
};

/** Tells everybody who hosts it, besides who did this, that it is in other hands. */
const newsOf = (next: Webinar, known: readonly (Person | undefined)[], by: PersonId): Delivery[] =>
  known.flatMap((person): Delivery[] => {
    const chat = person && person.id !== by ? chatFor(person) : undefined;
    if (!person || !chat) return [];
    const { organisation, code, host, version } = next;
    const id = `${code}:handed_over:${person.id}:${version}:dm`;
    const matter = { kind: "handed_over", code, person: person.id } as const;
    return [{ id, organisation, host, to: { kind: "dm", chat }, matter }];
  });

/**
 * Puts a webinar into other hands (P44): its host hands it over to a cohost; a cohost takes over where the account of
 * the host is deactivated; and the operator gives it to any member who may host. Everybody who hosts it is told, their
 * calendar entries and the list of what they host follow. Refuses everybody else, and a webinar that is over.
 */
export const makeHandover = (deps: Deps) => {
  const { webinars, people, findPeople, accountState, site, clock } = deps;

  /** The host's own chats among the channels of a webinar. */
  const ownChatsOf = async ({ organisation, host, hostChannels, formerChannels }: Webinar) => {
    const all = [...hostChannels, ...formerChannels];
    const owners = await Promise.all(all.map((channel) => ownerOfChat(people, organisation, channel)));
    return all.filter((_, at) => owners[at]?.id === host);
  };

  const toldOf = async (webinar: Webinar, former: Person | undefined): Promise<HandedOver> => ({
    webinar,
    hostName: await personName(people, webinar.organisation, webinar.host),
    formerName: former ? fullName(former) : "",
    formerStays: former !== undefined && webinar.cohosts.includes(former.id),
  });

  /** Stores the change that `changeOf` makes of the webinar as it is; the same act again is answered as the first was. */
  const store = (
    input: Omit<HandoverInput, "by"> & { readonly by: PersonId },
    read: () => Promise<Result<Webinar, Refusal>>,
    changeOf: (before: Webinar, host: Person | undefined) => Promise<Result<Change, Refusal>>,
  ): Promise<Result<HandedOver, Refusal>> =>
    untilStored(async () => {
      const { organisation, code, requestId, by, way } = input;
      const repeated = (await webinars.isDone(organisation, requestId)) && (await webinars.get(organisation, code));
      // Who handed it over was its host, and is a cohost now.
      if (repeated)
        return done(await toldOf(repeated, repeated.host === by ? undefined : await people.get(organisation, by)));
      const found = await read();
      if (!found.ok) return found;
      const before = found.value;
      const former = await people.get(organisation, before.host);
      const change = await changeOf(before, former);
      if (!change.ok) return change;
      const next = becomes(before, await ownChatsOf(before), change.value);
      if (next.cohosts.length > COHOSTS_MAX) return refuse({ reason: "too_many_cohosts", max: COHOSTS_MAX });
      const concerned = await people.getMany(organisation, [next.host, ...next.cohosts]);
      const now = clock.now();
      const answer = await webinars.edit({
        act: { organisation, code, requestId, now, way },
        before,
        next,
        by,
        as: "handed_over",
        deliveries: [
          ...webinarCardsAfter(before, next, now),
          ...newsOf(next, concerned, by),
          ...(await tellHosts(people, before, next)),
        ],
      });
      if (answer.kind === "moved") return CHANGED;
      return done(await toldOf((await webinars.get(organisation, code)) ?? next, former));
    });

  const findOne = async (
    organisation: OrganisationId,
    named: readonly NamedPerson[],
    unreadable: readonly string[],
  ): Promise<Result<Person, Refusal>> => {
    if (named.length + unreadable.length > 1) return refuse({ reason: "one_host" });
    const found = sorted(named, await findPeople(organisation, named, ASK_WITHIN_MS));
    if (found.unknown.length > 0) return refuse({ reason: "people_not_asked", names: found.unknown.map(nameOf) });
    const [person] = found.people;
    if (person) return done(person);
    const [guest] = found.guests;
    if (guest) return refuse({ reason: "may_not_host", name: nameOf(guest.named) });
    return refuse({ reason: "unknown_people", typed: [...unreadable, ...found.lost] });
  };

  const toCohost = (before: Webinar, to: Person): Result<Change, Refusal> => {
    const name = fullName(to);
    if (to.id === before.host) return refuse({ reason: "hosts_it_already", name, title: before.title });
    if (!before.cohosts.includes(to.id)) return refuse({ reason: "no_cohost", name, code: before.code });
    const refusal = hostRefusal(site, to);
    return refusal ? refuse(refusal) : done({ to, formerStays: true });
  };

  /** To a cohost who takes over: only from a host who is gone. */
  const fromGone = async (before: Webinar, host: Person | undefined, to: Person): Promise<Result<Change, Refusal>> => {
    const hostName = host ? fullName(host) : "";
    const state = host ? await accountState(before.organisation, host) : "deactivated";
    if (state === "unknown") return refuse({ reason: "people_not_asked", names: [hostName] });
    if (state === "active") return refuse({ reason: "host_is_here", hostName, title: before.title, code: before.code });
    const refusal = hostRefusal(site, to);
    return refusal ? refuse(refusal) : done({ to, formerStays: false });
  };

  /** What becomes of it when this person gives it to that one, or why they may not. */
  const changeBy = async (
    before: Webinar,
    host: Person | undefined,
    by: PersonId,
    to: Person,
  ): Promise<Result<Change, Refusal>> => {
    if (before.host === by) return toCohost(before, to);
    if (to.id === by) return fromGone(before, host, to);
    return refuse({ reason: "only_the_host", hostName: host ? fullName(host) : "", title: before.title });
  };

  /** To a cohost, by the host; and by a cohost, to themselves. */
  const give = async (input: HandoverInput, to: Person): Promise<Result<HandedOver, Refusal>> => {
    const { organisation, code, by } = input;
    return store(
      { ...input, by: by.id },
      () => hostedAhead(deps, organisation, code, by),
      (before, host) => changeBy(before, host, by.id, to),
    );
  };

  return {
    /** Says to whom it would go who is named, and changes nothing: it takes the webinar from its host. */
    named: async (
      input: Pick<HandoverInput, "organisation" | "code" | "by"> & {
        readonly people: readonly NamedPerson[];
        readonly unreadable: readonly string[];
      },
    ): Promise<Result<{ webinar: Webinar; to: Person }, Refusal>> => {
      const { organisation, code, by, people: named, unreadable } = input;
      const allowed = await hostedAhead(deps, organisation, code, by);
      if (!allowed.ok) return allowed;
      const found = await findOne(organisation, named, unreadable);
      if (!found.ok) return found;
      const webinar = allowed.value;
      const change = await changeBy(webinar, await people.get(organisation, webinar.host), by.id, found.value);
      return change.ok ? done({ webinar, to: change.value.to }) : change;
    },

    /** Hands it over to a cohost who was chosen from a list, or named and confirmed. */
    chosen: async (input: HandoverInput & { readonly to: PersonId }): Promise<Result<HandedOver, Refusal>> => {
      const to = await people.get(input.organisation, input.to);
      return to ? give(input, to) : refuse({ reason: "person_gone" });
    },

    /** Takes it over for a cohost, from a host who is gone. */
    takeOver: (input: HandoverInput): Promise<Result<HandedOver, Refusal>> => give(input, input.by),

    /** The cohosts among whom its host chooses; undefined for anybody else who hosts it. */
    choices: async ({
      organisation,
      code,
      by,
    }: Pick<HandoverInput, "organisation" | "code" | "by">): Promise<
      Result<{ webinar: Webinar; cohosts: readonly Person[] } | undefined, Refusal>
    > => {
      const allowed = await hostedAhead(deps, organisation, code, by);
      if (!allowed.ok) return allowed;
      const webinar = allowed.value;
      if (webinar.host !== by.id) return done(undefined);
      const known = await people.getMany(organisation, webinar.cohosts);
      const cohosts = known.flatMap((person) => (person && !hostRefusal(site, person) ? [person] : []));
      return cohosts.length > 0
        ? done({ webinar, cohosts })
        : refuse({ reason: "no_cohost_to_host", title: webinar.title, code });
    },

    /** Gives it to a member with this address, for the operator. */
    byOperator: (input: Omit<HandoverInput, "by" | "way"> & { readonly to: Person }) => {
      const { organisation, code, to } = input;
      const read = async (): Promise<Result<Webinar, Refusal>> => {
        const webinar = await webinars.get(organisation, code);
        if (!webinar) return refuse({ reason: "unknown_webinar", typed: code });
        const over = isOver(webinar, clock.now());
        return over ? refuse(over) : done(webinar);
      };
      return store({ ...input, by: OPERATOR, way: "operator" }, read, async (before) => {
        if (to.id === before.host)
          return refuse({ reason: "hosts_it_already", name: fullName(to), title: before.title });
        const refusal = hostRefusal(site, to);
        return refusal ? refuse(refusal) : done({ to, formerStays: true });
      });
    },
  };
};
