import { chatParts } from "../../../core/model/ids.ts";
import { fullName } from "../../../core/model/person.ts";
import type { HostChannel } from "../../../core/model/webinar.ts";
import type { People } from "../../../core/ports/people.ts";
import type { Connector } from "../../platform/connector.ts";
import type { Contacts } from "../../platform/contacts.ts";
import type { Choice } from "../../platform/inputs.ts";
import type { Turn } from "../../platform/turn.ts";

/** The choice that stands for the host's own chat. */
export const OWN_CHAT = "own";
/** Rosters bear 14 questions a second (Rate limiting). */
const TEAMS_ASKED = 12;

/** A channel, or somebody's chat, as a form offers it. */
export interface HostChoice extends Choice {
  readonly channel: HostChannel;
}

interface Deps {
  readonly connector: Pick<Connector, "member">;
  readonly contacts: Contacts;
  readonly people: Pick<People, "byChat">;
}

/**
 * Where a host can have requests posted: their own chat, and the channels of their teams. What a webinar has already is
 * offered too, so that another host's form does not take it away.
 */
export const makeHostChannels = ({ connector, contacts, people }: Deps) => {
  /** The channels of the teams that somebody is in; they neither post into the others nor learn of them. */
  const ownOf = async ({ place }: Turn) => {
    const { organisation, tenant, userId } = place;
    const all = await contacts.channels(organisation, tenant);
    const teams = new Map(all.map(({ teamId, channelId, serviceUrl }) => [teamId ?? channelId, serviceUrl]));
    const asked = [...teams].slice(0, TEAMS_ASKED).map(async ([team, serviceUrl]) => {
      const member = await connector.member(serviceUrl, team, userId).catch(() => undefined);
      return member ? [team] : [];
    });
    const own = new Set((await Promise.all(asked)).flat());
    return {
      all,
      own: all.filter(({ teamId, channelId }) => channelId === place.channelId || own.has(teamId ?? channelId)),
    };
  };

  return {
    /** The teams that somebody is in, each with one of its channels as its value. */
    teamsFor: async (turn: Turn): Promise<Choice[]> => {
      const { own } = await ownOf(turn);
      const teams = new Map<string, Choice>();
      for (const { teamId, channelId, name } of own) {
        const team = teamId ?? channelId;
        if (!teams.has(team)) teams.set(team, { title: teamIn(name), value: channelId });
      }
      return [...teams.values()];
    },

    choicesFor: async (turn: Turn, ownTitle: string, standing: readonly HostChannel[]): Promise<HostChoice[]> => {
      const { organisation } = turn.place;
      const { group, user } = chatParts(turn.speaker.chat);
      const { all, own } = await ownOf(turn);
      const mine: HostChoice[] = [
        { title: ownTitle, value: OWN_CHAT, channel: { face: "teams", group, channelId: user } },
        ...own.map(({ channelId, name }) => ({
          title: name,
          value: channelId,
          channel: { face: "teams" as const, group, channelId },
        })),
      ];
      const others = standing.filter(
        (one) => one.face === "teams" && one.group === group && !mine.some(({ channel }) => isSame(channel, one)),
      );
      const stood = others.map(async (channel): Promise<HostChoice> => {
        const named = all.find(({ channelId }) => channelId === channel.channelId)?.name;
        const person = named ? undefined : await people.byChat(organisation, contacts.ownerOf(channel));
        const title = named ?? ((person && fullName(person)) || channel.channelId);
        return { title, value: channel.channelId, channel };
      });
      return [...mine, ...(await Promise.all(stood))];
    },

    /**
     * The chosen channels. None chosen is the host's own chat; one that was not offered is left out. Those of another
     * tenant, which the form cannot show, stay.
     */
    chosenAmong: (
      choices: readonly HostChoice[],
      chosen: readonly string[],
      standing: readonly HostChannel[],
      turn: Turn,
    ) => {
      const { group, user } = chatParts(turn.speaker.chat);
      const elsewhere = standing.filter((one) => one.face === "teams" && one.group !== group);
      const found = choices.filter(({ value }) => chosen.includes(value)).map(({ channel }) => channel);
      const own: HostChannel = { face: "teams", group, channelId: user };
      return chosen.length + elsewhere.length > 0 ? [...elsewhere, ...found] : [own];
    },
  };
};

export type HostChannels = ReturnType<typeof makeHostChannels>;

/** A team's name, of a channel's, which begins with it. */
const teamIn = (name: string): string => {
  const end = name.lastIndexOf(" › ");
  return end > 0 ? name.slice(0, end) : name;
};

const isSame = (a: HostChannel, b: HostChannel): boolean => a.group === b.group && a.channelId === b.channelId;

/** The values of the choices that stand for these channels. */
export const valuesOf = (choices: readonly HostChoice[], channels: readonly HostChannel[]): string[] =>
  choices.filter(({ channel }) => channels.some((one) => isSame(one, channel))).map(({ value }) => value);
