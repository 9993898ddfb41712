import type { Outbox } from "../email/outbox.ts";
import { GUEST, type Site } from "./site.ts";
import { slackCommands, typedWords } from "./words.ts";

/** A conversation is shown from here on; after a crowd it may be much longer. */
export const SHOWN = 150;

const slackOf = ({ slack, slackPeople, slackChannels }: Site, asked: string | undefined) => {
  const me = slackPeople.find(({ id }) => id === asked)?.id ?? slackPeople[0]?.id ?? "";
  const client = slack.as(me);
  const dmChannelId = client.dmId();
  const mine = client.ephemerals().filter(({ standing }) => standing);
  const conversation = (id: string) =>
    [...slack.channel(id), ...mine.filter(({ channelId }) => channelId === id)]
      .sort((a, b) => Number(a.ts) - Number(b.ts))
      .slice(-SHOWN);
  const conversations = Object.fromEntries(slackChannels.map(({ id }) => [id, conversation(id)]));
  return {
    me,
    dmChannelId,
    people: slackPeople,
    channels: slackChannels,
    botUserId: slack.botUserId,
    commands: slackCommands,
    conversations: { ...conversations, dm: conversation(dmChannelId) },
    view: client.openView() ?? null,
    home: client.home() ?? null,
  };
};

const teamsOf = ({ teams, teamsPeople, teamsChannels }: Site, asked: string | undefined) => {
  const people = teamsPeople.map(({ role, person: { id, name, email, timezone, locale } }) => ({
    ...{ id, name, email, role, locale },
    zone: timezone,
    installed: teams.isInstalled(id),
  }));
  const me = people.find(({ id }) => id === asked)?.id ?? people[0]?.id ?? "";
  const client = teams.as(me);
  const conversations = Object.fromEntries(
    teamsChannels.map(({ id }) => [
      id,
      client.isIn(id)
        ? teams
            .channel(id)
            .slice(-SHOWN)
            .map((message) => teams.seenBy(me, message))
        : [],
    ]),
  );
  return {
    me,
    people,
    channels: teamsChannels,
    bot: { id: teams.botId, name: "Usher" },
    words: typedWords,
    conversations: { ...conversations, chat: client.chat().slice(-SHOWN) },
    dialog: client.dialog() ?? null,
  };
};

const addressesIn = ({ slackPeople, teamsPeople }: Site): string[] => [
  ...new Set([GUEST, ...slackPeople.map(({ email }) => email), ...teamsPeople.map(({ person }) => person.email ?? "")]),
];

/** Everything the page shows, as one person in each product sees it. */
export const stateOf = async (o: {
  site: Site;
  slack: string | undefined;
  teams: string | undefined;
  outbox: Outbox | undefined;
}) => ({
  slack: slackOf(o.site, o.slack),
  teams: teamsOf(o.site, o.teams),
  // A crowd gets thousands: the mails of those who are known here stay beside them.
  mails: (await o.outbox?.list(addressesIn(o.site))) ?? [],
});
