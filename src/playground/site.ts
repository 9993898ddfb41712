import { startSlackStandIn } from "./slack/stand-in.ts";
import { startTeamsStandIn } from "./teams/stand-in.ts";

type Role = "host" | "cohost" | "member";
type SlackStandIn = Awaited<ReturnType<typeof startSlackStandIn>>;
type TeamsStandIn = Awaited<ReturnType<typeof startTeamsStandIn>>;

// Ids stay the same from start to start: a Redis that remembers the people of the last start knows them again.
const SLACK_TEAM = "T0PLAYGR0ND";
const TENANT = "7e5ac0de-0000-4000-8000-000000000001";
const GENERAL = "19:9a7e4c1d0b5f4e62a8d3f1c06b7e5a90@thread.tacv2";
const HOSTS = "19:1c8f02b6d94e47a3b5e07d2f6a419c38@thread.tacv2";

export const GUEST = "gus@guest.example";
export const ANN = { slack: "U0ANNLEE01", address: "ann.lee@example.com" };
export const TIM = { teams: "29:1tim-okoro", address: "tim.okoro@example.com" };

const inSlack = [
  { id: "U0HANNABRG", name: "Hanna Berg", role: "host", tz: "Europe/Berlin", locale: "en-US" },
  { id: "U0CORADIAZ", name: "Cora Diaz", role: "cohost", tz: "America/Bogota", locale: "en-US" },
  { id: ANN.slack, name: "Ann Lee", role: "member", tz: "America/New_York", locale: "en-US" },
  { id: "U0B0BRAY01", name: "Bob Ray", role: "member", tz: "America/Chicago", locale: "en-US" },
  { id: "U0MIAR0UX1", name: "Mia Roux", role: "member", tz: "Europe/Paris", locale: "fr-FR" },
] as const;

const inTeams = [
  { id: "29:1hugo-stern", name: "Hugo Stern", role: "host", timezone: "Europe/Vienna", installed: true },
  { id: "29:1otto-lind", name: "Otto Lind", role: "cohost", timezone: "Europe/Stockholm", installed: true },
  { id: "29:1ann-lee", name: "Ann Lee", role: "member", timezone: "America/New_York", installed: true },
  { id: TIM.teams, name: "Tim Okoro", role: "member", timezone: "Africa/Lagos", installed: true },
  { id: "29:1eva-nowak", name: "Eva Nowak", role: "member", timezone: "Europe/Warsaw", installed: false },
] as const;

const addressOf = (name: string): string => `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;

/** Both stand-ins on the playground's clock. */
export const startStandIns = async (o: {
  signingSecret: string;
  botToken: string;
  now: () => number;
  watchSlack: NonNullable<Parameters<typeof startSlackStandIn>[0]["watch"]>;
  watchTeams: NonNullable<NonNullable<Parameters<typeof startTeamsStandIn>[0]>["watch"]>;
}) => {
  const { signingSecret, botToken, now } = o;
  const [slack, teams] = await Promise.all([
    startSlackStandIn({ signingSecret, botToken, now, teamId: SLACK_TEAM, watch: o.watchSlack }),
    startTeamsStandIn({ now, tenantId: TENANT, watch: o.watchTeams }),
  ]);
  return { slack, teams };
};

/** The people and channels everybody finds in the playground. */
export const peopleSite = ({ slack, teams }: { slack: SlackStandIn; teams: TeamsStandIn }) => {
  const slackPeople = inSlack.map(({ role, ...person }) => {
    const { id, name, tz, locale } = slack.addPerson({ ...person, email: addressOf(person.name) });
    return { id, name, email: addressOf(name), role: role as Role, zone: tz, locale };
  });
  const members = slackPeople.map(({ id }) => id);
  // Somebody of another workspace, in a channel that both share.
  const partner = slack.addPerson({
    id: "U0PETRAOUT",
    name: "Petra Out",
    email: "petra@partner.example",
    teamId: "T0PARTNERS",
  });
  slack.addGroup({ id: "S0EVENTS01", handle: "events", members: members.slice(1, 4) });
  // What Slack lets an app ask in a minute (Rate limits, tiers 2 and 4). Addresses are not limited: nobody likes to wait.
  slack.tier("usergroups.users.list", 20);
  slack.tier("conversations.members", 100);
  const slackChannels = [
    slack.addChannel({ id: "C0WEBH0STS", name: "webinar-hosts", members }),
    slack.addChannel({ id: "C0GENERAL1", name: "general", members }),
    slack.addChannel({ id: "C0PARTNERS", name: "partners", members: [...members, partner.id], extShared: true }),
  ].map(({ id, name }) => ({ id, name }));

  const teamsPeople = inTeams.map(({ role, ...person }, index) => {
    const added = teams.addPerson({
      ...person,
      email: addressOf(person.name),
      aadObjectId: `7e5ac0de-0000-4000-8000-00000000010${index}`,
    });
    return { role: role as Role, person: added };
  });
  // Whoever has not got the app is in no team that has it either: then the bot cannot write to them.
  const withApp = teamsPeople.filter(({ person }) => teams.isInstalled(person.id)).map(({ person }) => person.id);
  const team = teams.addTeam({
    name: "Events",
    channels: ["General", "Hosts"],
    channelIds: [GENERAL, HOSTS],
    members: withApp,
  });
  const teamsChannels = team.channels.map(({ id, name }) => ({ id, name, team: team.name }));

  /** What a person or a channel of either side is called. */
  const nameOf = (id: string): string | undefined => {
    const channel = slackChannels.find((one) => one.id === id);
    if (channel) return `#${channel.name}`;
    return (
      slackPeople.find((one) => one.id === id || slack.as(one.id).dmId() === id)?.name ??
      teamsChannels.find((one) => id.startsWith(one.id))?.name ??
      teamsPeople.find(({ person }) => person.id === id || teams.as(person.id).chatId() === id)?.person.name
    );
  };

  /**
   * What people with the app did before the playground was opened: tried it once, and so the bot knows them. Where it
   * knows them from an earlier start, it only learns from Teams where its Connector is now, and welcomes nobody anew.
   */
  const settleIn = async ({ isKnown }: { isKnown: boolean }): Promise<void> => {
    if (!isKnown) for (const { id } of slackPeople) await slack.as(id).command("/webinar", "help");
    const [first] = withApp;
    if (first) await teams.as(first).install({ teamId: team.id });
    for (const { person } of teamsPeople) if (teams.isInstalled(person.id)) await teams.as(person.id).install();
  };

  return { slack, teams, slackPeople, slackChannels, teamsPeople, teamsChannels, nameOf, settleIn };
};

export type Site = ReturnType<typeof peopleSite>;
