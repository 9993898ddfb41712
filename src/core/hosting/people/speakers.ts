import { ASK_WITHIN_MS, type FindPeople, nameOf, sorted } from "../../access/find-people.ts";
import { hostedAhead } from "../../access/host-access.ts";
import { NOBODY } from "../../model/audit.ts";
import type { OrganisationId, PersonId, RequestId, WebinarCode } from "../../model/ids.ts";
import { requestId as newRequestId, newToken } from "../../model/ids.ts";
import { CHANGED, untilStored } from "../../model/optimistic.ts";
import { nameOrAddress, type Person, splitDisplayName } from "../../model/person.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Way } from "../../model/registration.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import { type Webinar, withoutHostsAsSpeakers } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Actor, NamedPerson, People } from "../../ports/people.ts";
import type { Webinars } from "../../ports/webinars.ts";
import { SPEAKERS_MAX } from "../settings.ts";
import { tellHosts } from "../tell-hosts.ts";

/** So many can be named at once; fewer can speak. */
const NAMED_MAX = 100;

interface SpeakersInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Actor;
  readonly way: Way;
  /** Whether these people stop being speakers. */
  readonly isRemoval: boolean;
  readonly people: readonly NamedPerson[];
  readonly unreadable: readonly string[];
  /** Who stops being one by the same act: a form shows who is, and they were taken out of it. */
  readonly without?: readonly PersonId[];
}

/** The speakers after a change, as hosts see them: by address where no name is known. */
export interface SpeakersChanged {
  readonly webinar: Webinar;
  readonly names: readonly string[];
  readonly isRemoval: boolean;
  /** Who was added or removed. */
  readonly changed: readonly string[];
  /** Who was taken out of a form, by which others may have been added. */
  readonly takenOut?: readonly string[];
  /** Who was to be removed and was no speaker. */
  readonly others: readonly string[];
  readonly unknown: readonly string[];
}

/** Who is named: accounts and guests, addresses that nobody has who is to be removed, and who is not found. */
interface NamedSpeakers {
  readonly found: readonly Person[];
  readonly strangers: readonly string[];
  readonly unknown: readonly string[];
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly findPeople: FindPeople;
  readonly clock: Clock;
}

/** The names of a webinar's speakers for its hosts. */
const speakerNames = async (people: Pick<People, "getMany">, { organisation, speakers }: Webinar): Promise<string[]> =>
  (await people.getMany(organisation, speakers)).flatMap((person) => (person ? [nameOrAddress(person)] : []));

/**
 * Names speakers for a host, or takes them back (P34): they come in without a registration, decide nothing, and get a
 * calendar entry. Who is in no chat product is written to, with a personal link. Refuses who does not host the webinar,
 * one that is over, people who are not found, a removal of people who are no speakers, and more than `SPEAKERS_MAX`.
 */
export const makeChangeSpeakers = (deps: Deps) => {
  const { webinars, people, findPeople, clock } = deps;

  const guestOf = async (organisation: OrganisationId, { address, name }: NamedPerson & { by: "address" }) => {
    const names = (name && splitDisplayName(name)) || { firstName: "", lastName: "" };
    return people.know(organisation, { address, ...names, fullMember: false });
  };

  /** The people who are named; an address of somebody unknown makes a guest, unless they are to be removed. */
  const namedIn = async ({
    organisation,
    people: named,
    unreadable,
    isRemoval,
  }: SpeakersInput): Promise<Result<NamedSpeakers, Refusal>> => {
    if (named.length + unreadable.length > NAMED_MAX) return refuse({ reason: "too_many_speakers", max: SPEAKERS_MAX });
    const answers = sorted(named, await findPeople(organisation, named, ASK_WITHIN_MS));
    if (answers.unknown.length > 0) return refuse({ reason: "people_not_asked", names: answers.unknown.map(nameOf) });
    const strangers = isRemoval ? answers.guests.filter(({ guest }) => !guest) : [];
    const guests = await Promise.all(
      answers.guests
        .filter((one) => !strangers.includes(one))
        .map(({ guest, named: one }) => guest ?? guestOf(organisation, one)),
    );
    return done({
      found: [...answers.people, ...guests],
      strangers: strangers.map((one) => nameOf(one.named)),
      unknown: [...unreadable, ...answers.lost],
    });
  };

  const store = async (
    { organisation, code, requestId, by, way, isRemoval, without = [] }: SpeakersInput,
    before: Webinar,
    named: readonly Person[],
  ) => {
    const ids = named.map(({ id }) => id);
    const speakers = isRemoval
      ? before.speakers.filter((id) => !ids.includes(id))
      : [...new Set([...before.speakers.filter((id) => !without.includes(id)), ...ids])];
    const next = withoutHostsAsSpeakers({ ...before, speakers, version: before.version + 1 });
    if (next.speakers.length > SPEAKERS_MAX) return "too_many" as const;
    return webinars.edit({
      act: { organisation, code, requestId, now: clock.now(), way },
      before,
      next,
      by: by.id,
      as: "edited",
      deliveries: await tellHosts(people, before, next),
    });
  };

  return async (input: SpeakersInput): Promise<Result<SpeakersChanged, Refusal>> => {
    const { organisation, code, requestId, by, isRemoval, without = [] } = input;
    const asked = await hostedAhead(deps, organisation, code, by);
    if (!asked.ok) return asked;
    const named = await namedIn(input);
    if (!named.ok) return named;
    const { found, strangers, unknown } = named.value;
    if (found.length === 0 && unknown.length > 0) return refuse({ reason: "unknown_people", typed: unknown });
    return untilStored(async () => {
      const allowed = await hostedAhead(deps, organisation, code, by);
      if (!allowed.ok) return allowed;
      const before = allowed.value;
      const isRepeated = await webinars.isDone(organisation, requestId);
      const isOther = ({ id }: Person) => isRemoval && !isRepeated && !before.speakers.includes(id);
      const others = [...found.filter(isOther).map(nameOrAddress), ...strangers];
      if (others.length > 0 && found.every(isOther))
        return refuse({ reason: "no_speakers_of", names: others, title: before.title });
      if (found.length + without.length > 0 && !isRepeated) {
        const answer = await store(input, before, found);
        if (answer === "too_many") return refuse({ reason: "too_many_speakers", max: SPEAKERS_MAX });
        if (answer.kind === "moved") return CHANGED;
      }
      const webinar = (await webinars.get(organisation, code)) ?? before;
      const changed = found.filter((one) => !isOther(one) && webinar.speakers.includes(one.id) !== isRemoval);
      const takenOut = await speakerNames(people, {
        ...webinar,
        speakers: without.filter((id) => !webinar.speakers.includes(id)),
      });
      return done({
        webinar,
        names: await speakerNames(people, webinar),
        isRemoval,
        changed: changed.map(nameOrAddress),
        others,
        unknown,
        ...(takenOut.length > 0 ? { takenOut } : {}),
      });
    });
  };
};

/** Takes somebody who is erased off the speakers of their webinars, and tells nobody. */
export const makeForgetSpeaker =
  ({ webinars, clock }: Pick<Deps, "webinars" | "clock">) =>
  async (organisation: OrganisationId, person: PersonId, way: Way): Promise<void> => {
    for (const code of await webinars.spokenAtBy(organisation, person))
      await untilStored(async () => {
        const before = await webinars.get(organisation, code);
        if (!before?.speakers.includes(person)) return;
        const speakers = before.speakers.filter((id) => id !== person);
        const answer = await webinars.edit({
          act: { organisation, code, requestId: newRequestId("forget speaker", newToken()), now: clock.now(), way },
          before,
          next: { ...before, speakers, version: before.version + 1 },
          by: NOBODY,
          as: "edited",
          deliveries: [],
        });
        return answer.kind === "moved" ? CHANGED : undefined;
      });
  };

export type ForgetSpeaker = ReturnType<typeof makeForgetSpeaker>;
