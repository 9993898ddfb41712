import { ASK_WITHIN_MS, type FindPeople, nameOf, sorted } from "../access/find-people.ts";
import { chatParts, type Face, type OrganisationId, type PersonId } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import { fullName } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { HostChannel, Settings } from "../model/webinar.ts";
import type { NamedPerson, People } from "../ports/people.ts";
import type { WebinarProblem } from "./settings.ts";

/** The cohosts and host channels that a form named, once they are found. */
export interface NamedPeople {
  readonly cohosts: readonly PersonId[];
  readonly hostChannels: readonly HostChannel[];
}

/**
 * The cohosts and host channels that a form named. A face shows only the cohosts that it can name and its own channels;
 * those that it could not show stay as they are.
 */
export interface NamedPeopleFields {
  readonly face: Face;
  readonly cohosts: {
    /** How the face names people: by their accounts in it, or by address. */
    readonly by: "chat" | "address";
    readonly people: readonly NamedPerson[];
    readonly unreadable: readonly string[];
  };
  /** Those of the face. */
  readonly hostChannels: readonly HostChannel[];
}

interface Deps {
  readonly people: People;
  readonly findPeople: FindPeople;
}

const isShownIn = (cohosts: NamedPeopleFields["cohosts"], face: Face, person: Person): boolean =>
  cohosts.by === "address" ? person.address !== undefined : person.chats.some((chat) => chatParts(chat).face === face);

const problem = (refusal: Refusal): WebinarProblem => ({ field: "cohosts", refusal });

/** Finds the people that a form names, and keeps those that it could not show. Who is not found is a problem. */
export const makeFindNamedPeople =
  ({ people, findPeople }: Deps) =>
  async (
    organisation: OrganisationId,
    host: PersonId,
    { face, cohosts, hostChannels }: NamedPeopleFields,
    before?: Settings,
  ): Promise<{ named: NamedPeople; problems: WebinarProblem[] }> => {
    const answers = await findPeople(organisation, cohosts.people, ASK_WITHIN_MS);
    const { people: found, guests, lost, unknown } = sorted(cohosts.people, answers);
    const unfound = [...cohosts.unreadable, ...lost, ...guests.map((guest) => nameOf(guest.named))];
    const standing = await people.getMany(organisation, before?.cohosts ?? []);
    const kept = (before?.cohosts ?? []).filter((_, i) => {
      const person = standing[i];
      // Who was erased stands in no form: what is over could not be saved any more without them.
      return !person || !isShownIn(cohosts, face, person);
    });
    // Those who stand already are not looked at anew: only a host's own act takes them out.
    const outsiders = found.filter(({ id, fullMember }) => !fullMember && !before?.cohosts.includes(id));
    const chosen = found.flatMap(({ id }) => (id !== host ? [id] : []));
    // Keeps their order, so that what did not change is not taken for a change.
    const all = new Set([...kept, ...chosen]);
    const ordered = [...(before?.cohosts ?? []).filter((id) => all.has(id)), ...all];
    const elsewhere = (before?.hostChannels ?? []).filter((channel) => channel.face !== face);
    const channels = [...elsewhere, ...hostChannels];
    const name = ({ group, channelId }: HostChannel) => `${group} ${channelId}`;
    const stood = (before?.hostChannels ?? []).filter((one) => channels.some((other) => name(other) === name(one)));
    const added = channels.filter((one) => !stood.some((other) => name(other) === name(one)));
    return {
      named: { cohosts: [...new Set(ordered)], hostChannels: [...stood, ...added] },
      problems: [
        ...(unfound.length > 0 ? [problem({ reason: "unknown_people", typed: unfound })] : []),
        ...(unknown.length > 0 ? [problem({ reason: "people_not_asked", names: unknown.map(nameOf) })] : []),
        ...(outsiders.length > 0 ? [problem({ reason: "cohosts_not_members", names: outsiders.map(fullName) })] : []),
      ],
    };
  };

export type FindNamedPeople = ReturnType<typeof makeFindNamedPeople>;
