import type { References } from "../../core/ports/references.ts";
import type { Log } from "../../log.ts";
import type { Activity, Place } from "../platform/activity.ts";
import type { Connector } from "../platform/connector.ts";
import type { Contacts } from "../platform/contacts.ts";

/** Teams reports an installation twice (microsoft/botframework-sdk#5798), and upgrades too: one welcome is enough. */
const WELCOME_AGAIN_MS = 30 * 24 * 60 * 60_000;

interface Deps {
  readonly connector: Connector;
  readonly contacts: Contacts;
  readonly references: References;
  readonly log: Log;
}

/** Follows the app: where it was installed, which channels it sees, and where it left. */
export const makeInstalls = ({ connector, contacts, references, log }: Deps) => {
  const isUs = (accounts: Activity["membersAdded"], place: Place) =>
    accounts?.some(({ id }) => id === place.botId) ?? false;

  const isGone = ({ type, action, membersRemoved, channelData }: Activity, place: Place): boolean =>
    (type === "installationUpdate" && (action ?? "").startsWith("remove")) ||
    isUs(membersRemoved, place) ||
    channelData?.eventType === "teamDeleted";

  return {
    /** Forgets what was known of a place that the app left; answers whether it left. */
    left: async (activity: Activity, place: Place): Promise<boolean> => {
      const { organisation, channelId, teamId, chat, isPersonal } = place;
      const gone = activity.channelData?.eventType === "channelDeleted" ? activity.channelData.channel?.id : undefined;
      if (gone) await contacts.forgetChannels(organisation, gone);
      if (gone) return true;
      if (!isGone(activity, place)) return false;
      const where = teamId ?? channelId;
      if (where) await contacts.forgetChannels(organisation, where);
      else if (chat && isPersonal) await contacts.forgetPerson(organisation, chat);
      return true;
    },

    /** Keeps the channels of a team that is seen for the first time, by name: each can be a host channel. */
    learnChannels: async (place: Place, activity: Activity): Promise<void> => {
      const { serviceUrl, teamId, channelId } = place;
      const { channel, team } = activity.channelData ?? {};
      if (channel?.name) await contacts.keepChannel(place, channel.id, channel.name);
      if (!teamId) return;
      try {
        const { name = team?.name ?? "", channels } = await connector.team(serviceUrl, teamId);
        // General has no name of its own: each client says it in its own language.
        for (const one of channels)
          await contacts.keepChannel(place, one.id, one.name ? `${name} › ${one.name}` : name || one.id);
        if (channels.some(({ id }) => id === channelId)) return;
      } catch (error) {
        log.warn({ err: error }, "teams_channels_not_read");
      }
      if (channelId && !channel?.name) await contacts.keepChannel(place, channelId, team?.name ?? channelId);
    },

    /** Whether to welcome somebody: the app came to their personal chat, and this is the first report of it. */
    isWelcome: async (activity: Activity, place: Place): Promise<boolean> =>
      place.isPersonal &&
      place.chat !== undefined &&
      isUs(activity.membersAdded, place) &&
      references.first(place.organisation, `teams-welcome:${place.chat}`, WELCOME_AGAIN_MS),
  };
};

export type Installs = ReturnType<typeof makeInstalls>;
