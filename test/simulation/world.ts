import type { SlackPlatform } from "./platforms/slack.ts";
import type { TeamsPlatform } from "./platforms/teams.ts";

/** Somebody with an account. */
export interface Member {
  readonly face: "slack" | "teams";
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** Whether Slack or Teams still has the account. */
  isGone: boolean;
}

/** The people there are, and the places where they meet. */
export interface World {
  readonly members: readonly Member[];
  readonly slackChannels: readonly string[];
  readonly teamId: string;
  readonly teamsChannels: readonly string[];
  /** Addresses of those who have no account. */
  readonly guests: readonly string[];
}

const ZONES = ["Europe/Paris", "America/New_York", "Asia/Kathmandu"];

/** Ann is in both products with one address; Theo and Hanna host. */
export const populate = (slack: SlackPlatform, teams: TeamsPlatform): World => {
  const slackNames = ["Hanna Vos", "Ann Lee", "Bob <b>&amp; Ray", "Cléo Dupré", "Dan O’Neil"];
  const teamsNames = ["Theo Bakker", "Ann Lee", "Tess *Tan*", "Tim"];
  const addressOf = (name: string) =>
    `${name.split(" ")[0]?.normalize("NFD").replaceAll(/\W/g, "").toLowerCase()}@sea.example`;
  const inSlack = slackNames.map((name, i): Member => {
    const locale = i % 3 === 1 ? "fr-FR" : "en-US";
    const tz = ZONES[i % ZONES.length] ?? "UTC";
    const { id } = slack.workspace.addPerson({ id: `U0SIM${i}`, name, email: addressOf(name), tz, locale });
    return { face: "slack", id, name, address: addressOf(name), isGone: false };
  });
  const inTeams = teamsNames.map((name, i): Member => {
    const locale = i % 3 === 1 ? "fr-FR" : "en-US";
    const email = addressOf(name);
    // Not everybody has the app in their own chat.
    const person = teams.world.addPerson({ name, email, locale, timezone: ZONES[i % 3] ?? "UTC", installed: i < 3 });
    return { face: "teams", id: person.id, name, address: email, isGone: false };
  });
  const ids = inSlack.map(({ id }) => id);
  const hosts = slack.workspace.addChannel({ id: "C0HOSTS", name: "hosts", members: ids.slice(0, 2), private: true });
  const all = slack.workspace.addChannel({ id: "C0ALL", name: "all", members: ids });
  const team = teams.world.addTeam({
    name: "Science",
    channels: ["General", "Webinars"],
    members: inTeams.map(({ id }) => id),
  });
  return {
    members: [...inSlack, ...inTeams],
    slackChannels: [hosts.id, all.id],
    teamId: team.id,
    teamsChannels: team.channels.map(({ id }) => id),
    guests: ["gil@example.org", "gwen@example.net", "gus@exämple.org"],
  };
};

/**
 * Stands in all that whoever has this address says of themselves where they register, and in nothing else: no id, token
 * or code has such letters.
 */
export const markOf = ({ members, guests }: World, address: string): string =>
  `ж${[...members.map((one) => one.address), ...guests].indexOf(address)}ж`;
