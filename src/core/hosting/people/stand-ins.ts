import type { AskAccountState } from "../../access/account-state.ts";
import { overviewsAfter } from "../../deliveries/cards.ts";
import type { Delivery } from "../../deliveries/delivery.ts";
import { NOBODY } from "../../model/audit.ts";
import { newToken, type OrganisationId, type PersonId, requestId, type WebinarCode } from "../../model/ids.ts";
import { CHANGED, untilStored } from "../../model/optimistic.ts";
import { chatFor, type Person } from "../../model/person.ts";
import { type HostChannel, hostsOf, isSameChannel, ownChannel, type Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { People } from "../../ports/people.ts";
import type { Webinars } from "../../ports/webinars.ts";
import { ownerOfChat } from "./own-chats.ts";

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly accountState: AskAccountState;
  readonly clock: Clock;
}

/** The delivery of a card that could not be posted. */
type CardDelivery = Delivery & { readonly to: { readonly kind: "card" } };

/** Finds who takes what would wait for a host whose account is deactivated: the next cohost (P44). */
export const makeStandIns = ({ webinars, people, accountState, clock }: Deps) => {
  /** The first of these people who is not gone; undefined where none is left. */
  const firstPresent = async (organisation: OrganisationId, ids: readonly PersonId[]): Promise<Person | undefined> => {
    for (const id of ids) {
      const person = await people.get(organisation, id);
      if (person && (await accountState(organisation, person)) !== "deactivated") return person;
    }
    return undefined;
  };

  /** Whose own chat this channel is, where that is a host of the webinar. */
  const ownerAmong = async (webinar: Webinar, channel: HostChannel): Promise<Person | undefined> => {
    const owner = await ownerOfChat(people, webinar.organisation, channel);
    return owner && hostsOf(webinar).includes(owner.id) ? owner : undefined;
  };

  /** The same host channels without this one; with a stand-in's own chat where none is left. */
  const channelsWithout = async (webinar: Webinar, gone: HostChannel, owner: Person): Promise<HostChannel[]> => {
    const left = webinar.hostChannels.filter((one) => !isSameChannel(one, gone));
    if (left.length > 0) return left;
    const others = hostsOf(webinar).filter((id) => id !== owner.id);
    const standIn = await firstPresent(webinar.organisation, others);
    const chat = standIn && chatFor(standIn, gone.face);
    return chat ? [ownChannel(chat)] : [];
  };

  /** The webinar once the chat of somebody who is gone is no host channel of it; undefined where it stays one. */
  const moved = (organisation: OrganisationId, code: WebinarCode, gone: HostChannel): Promise<Webinar | undefined> =>
    untilStored(async () => {
      const before = await webinars.get(organisation, code);
      const owner = before && (await ownerAmong(before, gone));
      if (!owner || (await accountState(organisation, owner)) !== "deactivated") return undefined;
      if (!before.hostChannels.some((one) => isSameChannel(one, gone))) return before;
      const hostChannels = await channelsWithout(before, gone, owner);
      if (hostChannels.length === 0) return undefined;
      const next = { ...before, hostChannels, version: before.version + 1 };
      const id = requestId("stand in", newToken());
      const now = clock.now();
      const answer = await webinars.edit({
        act: { organisation, code, requestId: id, now, way: gone.face },
        before,
        next,
        by: NOBODY,
        as: "edited",
        deliveries: overviewsAfter(before, next, now),
      });
      return answer.kind === "done" ? next : CHANGED;
    });

  return {
    /** Who is told what would be told to this host; undefined where nobody is left to be told. */
    for: async (organisation: OrganisationId, code: WebinarCode, host: PersonId): Promise<Person | undefined> => {
      const webinar = await webinars.get(organisation, code);
      const others = webinar ? hostsOf(webinar).filter((id) => id !== host) : [];
      return firstPresent(organisation, [host, ...others]);
    },

    /**
     * What follows from a card that could not be posted in the own chat of a host who is gone: that chat is no host
     * channel any more, and the card goes to the others, or to a stand-in's chat. Undefined where it was anything else.
     */
    instead: async (card: CardDelivery): Promise<Delivery[] | undefined> => {
      const { organisation, matter, id, to } = card;
      const { channel } = to;
      const webinar = matter.code && (await moved(organisation, matter.code, channel));
      if (!webinar) return undefined;
      const name = id.slice(0, id.length - `${channel.face}:${channel.channelId}`.length);
      return webinar.hostChannels.map((other) => ({
        ...card,
        id: `${name}${other.face}:${other.channelId}`,
        to: { kind: "card", channel: other },
      }));
    },
  };
};

export type StandIns = ReturnType<typeof makeStandIns>;
